package sqlite

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/reminders"
)

// TestQuestions: the log keeps what a supervisor has to see, once for each request,
// and nothing of who asked.
func TestQuestions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "duban.db")
	s := open(t, path)
	ask := func(request, text, outcome string, at time.Time) int64 {
		t.Helper()
		id, err := s.LogQuestion(t.Context(), reminders.Question{Plan: "p", Asked: at, Text: text, Outcome: outcome, Places: "（十）"}, request)
		must(t, err)
		return id
	}
	day := 24 * time.Hour
	answered := ask("u1", "甲", reminders.Answered, now.Add(-8*day))
	if again := ask("u1", "甲", reminders.Answered, now); again != answered {
		t.Errorf("the same request got the numbers %d and %d", answered, again)
	}
	silent := ask("u2", "乙", "not-stipulated", now.Add(-8*day))
	bad := ask("u3", "丙", reminders.Answered, now.Add(-200*day))
	long := ask("u4", strings.Repeat("长", 500), "unclear", now)
	must(t, s.VoteQuestion(t.Context(), bad, -1))
	missed := func(want ...int64) {
		t.Helper()
		got, err := s.MissedQuestions(t.Context(), "p")
		must(t, err)
		if len(got) != len(want) {
			t.Fatalf("%+v, want %v", got, want)
		}
		for i, q := range got {
			if q.ID != want[i] || !q.Missed() {
				t.Errorf("%+v, want %d", q, want[i])
			}
		}
	}
	missed(long, silent, bad)
	if got, _ := s.MissedQuestions(t.Context(), "another"); len(got) != 0 {
		t.Error("another plan's questions")
	}
	must(t, s.VoteQuestion(t.Context(), silent, 1)) // it helped to know that there is nothing
	missed(long, bad)
	must(t, s.Close())
	s = open(t, path)
	defer s.Close()
	if n, err := s.PruneQuestions(t.Context(), now.Add(-180*day), now.Add(-7*day)); err != nil || n != 2 {
		t.Errorf("pruned %d, %v", n, err) // the old one, and the one answered without a vote
	}
	missed(long)
	if got, _ := s.MissedQuestions(t.Context(), "p"); len([]rune(got[0].Text)) != reminders.MaxQuestion {
		t.Error("a question is kept longer than need be")
	}
	if err := s.VoteQuestion(t.Context(), bad, 1); !errors.Is(err, reminders.ErrNotFound) {
		t.Error(err)
	}
}
