package watch

import (
	"context"
	"fmt"
	"time"

	"duban/bot/talk"
	"duban/reminders"
)

// Diary counts the reminders that d is told of, and times it.
func (f *Figures) Diary(d reminders.Diary) reminders.Diary { return diary{d, f} }

type diary struct {
	reminders.Diary
	f *Figures
}

func (d diary) Ledger(ctx context.Context) (reminders.Ledger, error) {
	defer d.f.took(`duban_store_seconds{op="ledger"}`, time.Now())
	l, err := d.Diary.Ledger(ctx)
	d.f.failed("store", err)
	return l, err
}

func (d diary) Owe(ctx context.Context, rows []reminders.Delivery, through reminders.Day) (int, error) {
	defer d.f.took(`duban_store_seconds{op="owe"}`, time.Now())
	n, err := d.Diary.Owe(ctx, rows, through)
	d.f.failed("store", err)
	d.f.count("duban_reminders_due_total", n)
	return n, err
}

func (d diary) Unsent(ctx context.Context, now time.Time) ([]reminders.Unsent, error) {
	defer d.f.took(`duban_store_seconds{op="unsent"}`, time.Now())
	unsent, err := d.Diary.Unsent(ctx, now)
	d.f.failed("store", err)
	if err == nil {
		d.f.Ticked.Beat()
		d.f.waiting.Store(int64(len(unsent)))
	}
	return unsent, err
}

func (d diary) Record(ctx context.Context, rows []reminders.Delivery) error {
	defer d.f.took(`duban_store_seconds{op="record"}`, time.Now())
	err := d.Diary.Record(ctx, rows)
	d.f.failed("store", err)
	if err != nil {
		return err
	}
	for _, r := range rows {
		switch {
		case r.Superseded:
			d.f.count("duban_reminders_superseded_total", 1)
		case r.SentAt.IsZero():
			d.f.count("duban_reminders_failed_total", 1)
		default:
			d.f.count("duban_reminders_sent_total", 1)
			d.f.set.GetOrCreatePrometheusHistogramExt("duban_reminder_late_seconds", lateness).Update(r.SentAt.Sub(r.DueAt).Seconds())
		}
	}
	return nil
}

// Questions counts what became of the questions that q keeps, the silences by their kind.
func (f *Figures) Questions(q talk.Questions) talk.Questions { return questions{q, f} }

type questions struct {
	talk.Questions
	f *Figures
}

func (q questions) LogQuestion(ctx context.Context, asked reminders.Question, request string) (int64, error) {
	id, err := q.Questions.LogQuestion(ctx, asked, request)
	q.f.failed("store", err)
	if asked.Outcome == reminders.Answered {
		q.f.count("duban_answers_total", 1)
	} else {
		q.f.count(fmt.Sprintf("duban_silences_total{kind=%q}", asked.Outcome), 1)
	}
	return id, err
}
