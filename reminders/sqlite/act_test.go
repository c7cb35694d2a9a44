package sqlite

import (
	"context"
	"errors"
	"strings"
	"testing"

	"duban/reminders"
	"duban/reminders/storetest"
)

// TestActAllTellsTroubleApart: that the disk is full is no fault of a step.
func TestActAllTellsTroubleApart(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	_, err := s.w.Exec("CREATE TRIGGER full BEFORE UPDATE ON milestones WHEN old.id = 4 BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
	must(t, err)
	before := storetest.State(t, s)
	steps := []reminders.Entry{{Milestone: 99, Step: storetest.Step(reminders.Report, "x", "")}, {Milestone: 4, Step: storetest.Step(reminders.Report, "建成", "")}}
	if faults, err := s.ActAll(t.Context(), "a", steps); err == nil || !strings.Contains(err.Error(), "full") || faults != nil {
		t.Errorf("%v, %v", faults, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if faults, err := s.ActAll(ctx, "a", steps); !errors.Is(err, context.Canceled) || faults != nil {
		t.Errorf("%v, %v", faults, err)
	}
	if after := storetest.State(t, s); after != before {
		t.Error("something was done all the same")
	}
}
