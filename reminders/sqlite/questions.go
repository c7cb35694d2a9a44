package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"time"

	"duban/reminders"
)

// LogQuestion keeps a question and gives its number. The same request is kept once:
// again it gives the number that it has. Of the request only a hash is kept, as it may
// name a person.
func (s *Store) LogQuestion(ctx context.Context, q reminders.Question, request string) (id int64, err error) {
	if r := []rune(q.Text); len(r) > reminders.MaxQuestion {
		q.Text = string(r[:reminders.MaxQuestion])
	}
	once := sha256.Sum256([]byte(request))
	err = s.write(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "INSERT INTO questions (plan, request, asked_at, text, outcome, places) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (request) DO UPDATE SET request = excluded.request RETURNING id",
			q.Plan, hex.EncodeToString(once[:]), q.Asked.Unix(), q.Text, q.Outcome, q.Places).Scan(&id)
	})
	return id, err
}

// VoteQuestion says whether the answer helped (1) or not (-1); the last vote counts.
// The error is reminders.ErrNotFound for a question that is not kept any more.
func (s *Store) VoteQuestion(ctx context.Context, id int64, vote int) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, "UPDATE questions SET vote = ? WHERE id = ?", vote, id)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return reminders.ErrNotFound
	})
}

// MissedQuestions gives the questions of a plan that a supervisor should look at, see
// Question.Missed, the newest first.
func (s *Store) MissedQuestions(ctx context.Context, plan string) ([]reminders.Question, error) {
	return list(ctx, s.r, scanQuestion, "SELECT id, plan, asked_at, text, outcome, places, vote FROM questions WHERE plan = ? AND (vote < 0 OR outcome <> ? AND vote = 0) ORDER BY asked_at DESC, id DESC",
		plan, reminders.Answered)
}

// PruneQuestions forgets what was asked before the first moment, and of what was
// answered without a vote already what was asked before the second. It gives the number.
func (s *Store) PruneQuestions(ctx context.Context, before, answeredBefore time.Time) (n int64, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, "DELETE FROM questions WHERE asked_at < ? OR asked_at < ? AND vote = 0 AND outcome = ?",
			before.Unix(), answeredBefore.Unix(), reminders.Answered)
		if err != nil {
			return err
		}
		n, err = r.RowsAffected()
		return err
	})
	return n, err
}

func scanQuestion(r row) (q reminders.Question, err error) {
	err = r.Scan(&q.ID, &q.Plan, unix{&q.Asked}, &q.Text, &q.Outcome, &q.Places, &q.Vote)
	return q, err
}
