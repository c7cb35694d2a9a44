package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"duban/bot"
)

const (
	inlineTime    = 4 * time.Second // the most that Config.Inline, and the call after it, may take
	inlineLife    = 9 * time.Second // after some ten seconds Telegram takes no answer any more
	inlineWorkers = 8               // queries being answered at once, beside the Handlers
	inlinePeople  = 500             // people whose queries are in memory
	inlineCache   = 10              // seconds for which Telegram may answer the same query of the same person itself
)

// inlines has the inline queries of different people answered side by side, and of one
// person the newest: each letter that they type is a query, and makes the one before it
// worthless.
type inlines struct {
	mu      sync.Mutex
	people  map[int64]*typing // those who have a goroutine
	running sync.WaitGroup
	workers chan struct{}
}

// typing is a person who writes an inline query.
type typing struct {
	newest *models.InlineQuery // not begun yet; nil: none
	cancel context.CancelFunc  // of the one that is being answered
}

func newInlines() *inlines {
	return &inlines{people: map[int64]*typing{}, workers: make(chan struct{}, inlineWorkers)}
}

// add has q answered in place of what its person asked before. It does not wait; where
// too many people ask, q is dropped.
func (s *inlines) add(ctx context.Context, q *models.InlineQuery, answer func(context.Context, *models.InlineQuery)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.people[q.From.ID]; t != nil {
		t.newest = q
		t.cancel()
		return
	}
	if len(s.people) >= inlinePeople {
		return
	}
	s.people[q.From.ID] = &typing{newest: q, cancel: func() {}}
	s.running.Go(func() {
		for {
			q, ctx, cancel := s.next(ctx, q.From.ID)
			if q == nil {
				return
			}
			answer(ctx, q)
			cancel()
		}
	})
}

// next gives the person's newest query and its context, or nil when there is no more.
func (s *inlines) next(ctx context.Context, person int64) (*models.InlineQuery, context.Context, context.CancelFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.people[person]
	q := t.newest
	if q == nil {
		delete(s.people, person)
		return nil, nil, nil
	}
	t.newest = nil
	ctx, t.cancel = context.WithTimeout(ctx, inlineLife)
	return q, ctx, t.cancel
}

// inline has an inline query answered. It is not kept in the Inbox: after a restart
// nobody waits for it.
func (e *Edge) inline(ctx context.Context, body []byte) {
	var q models.InlineQuery
	if err := json.Unmarshal(body, &q); err != nil {
		e.log.Error("内联查询读不懂，略过", "err", e.redact(err))
		return
	}
	if q.ID != "" && q.From != nil && !q.From.IsBot {
		e.inlines.add(ctx, &q, e.answerInline)
	}
}

// answerInline answers q, with nothing where Config.Inline fails, so that the person's
// client does not go on waiting. It says nothing when a newer query has come.
func (e *Edge) answerInline(ctx context.Context, q *models.InlineQuery) {
	select {
	case e.inlines.workers <- struct{}{}:
		defer func() { <-e.inlines.workers }()
	case <-ctx.Done():
		return
	}
	answers, err := e.askInline(ctx, q)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		e.log.Error("内联查询没有办成", "err", e.redact(err))
		answers = nil
	}
	err = e.sender.do(ctx, inlineTime, func(ctx context.Context) error {
		_, err := e.sender.api.AnswerInlineQuery(ctx, &tg.AnswerInlineQueryParams{InlineQueryID: q.ID, Results: e.sender.articles(answers),
			CacheTime: inlineCache, IsPersonal: true})
		return err
	})
	if err != nil && !errors.Is(ctx.Err(), context.Canceled) && !describes(err, "query is too old", "query id is invalid") {
		e.log.Warn("内联查询没有回应上", "err", err)
	}
}

func (e *Edge) askInline(ctx context.Context, q *models.InlineQuery) (answers []bot.InlineAnswer, err error) {
	if e.cfg.Inline == nil {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, inlineTime)
	defer cancel()
	err = guarded(func() (err error) {
		answers, err = e.cfg.Inline(ctx, person(q.From), q.Query, q.From.LanguageCode, e.cfg.Now())
		return err
	})
	return answers, err
}

// articles gives the answers in Telegram's form. One that breaks its rules is left out:
// all would be refused for it.
func (s *sender) articles(answers []bot.InlineAnswer) []models.InlineQueryResult {
	var out []models.InlineQueryResult
	taken := map[string]bool{}
	for _, a := range answers {
		parts, title := render(redactText(a.Text, s.token)), strings.TrimSpace(a.Title)
		if len(parts) != 1 || title == "" || a.ID == "" || len(a.ID) > dataLimit || taken[a.ID] {
			s.log.Error("内联答案不合 Telegram 的规矩，已略去", "id", a.ID, "title", a.Title, "parts", len(parts))
			continue
		}
		taken[a.ID] = true
		out = append(out, &models.InlineQueryResultArticle{ID: a.ID, Title: Redact(title, s.token), Description: Redact(a.Description, s.token),
			InputMessageContent: &models.InputTextMessageContent{MessageText: parts[0].html, ParseMode: models.ParseModeHTML,
				LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: tg.True()}}})
		if len(out) == inlineLimit {
			break
		}
	}
	return out
}
