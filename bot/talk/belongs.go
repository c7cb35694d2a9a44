package talk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// belongsShown is how many tasks are offered for what came without saying to which it
// belongs.
const belongsShown = 8

// pile keeps files that were sent outside a form, and asks to which task they belong. A
// reply to a message about one task says so already.
func pile(ctx context.Context, t *turn) (bot.Reply, error) {
	p := form{Of: "task", Action: reminders.Report}
	if t.session.Pile != nil && len(t.replied) == 0 {
		p = *t.session.Pile
	}
	said, err := t.collect(ctx, &p)
	if err != nil {
		return bot.Reply{}, err
	}
	if !p.filled() {
		return say(said), nil
	}
	return t.whose(ctx, p, said)
}

// whose asks to which task words and files belong; with one that it can be, that is taken.
func (t *turn) whose(ctx context.Context, p form, said string) (bot.Reply, error) {
	all, err := t.candidates(ctx)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case len(all) == 0:
		return say(t.join(append(oneOrNone(said), t.f("没有要填报的任务。发“我的任务”看还有哪些要办。",
			"There is nothing to report. Send /mine to see what is left to do.")), "\n", "\n")), nil
	}
	p.Unsure = true
	t.session.Pile = &p
	if len(all) == 1 && len(t.replied) > 0 {
		return t.belongs(ctx, all[0], said)
	}
	text := bot.Text{{S: t.join(append(oneOrNone(said), t.f("是哪一项任务的？", "Which task is it for?")), "\n", "\n"), Style: bot.Bold}}
	var keys []bot.Button
	for i, m := range all[:min(len(all), belongsShown)] {
		text = append(text, bot.Span{S: fmt.Sprintf("\n%d. %s", i+1, t.titled(m.Plan, t.item(m, t.today(t.Now), len(t.who.Units) != 1)))})
		keys = append(keys, button(strconv.Itoa(i+1), fmt.Sprintf("pile:%d", m.ID)))
	}
	if len(all) > belongsShown {
		text = append(text, bot.Span{S: "\n" + t.f("都不是的话，请发“我的任务”，按那一项的“填报”，这些都会带上。",
			"If it is none of these, send /mine and press “Report” under it: all of this comes along.")})
	}
	rows := append(inRows(keys, 4), []bot.Button{button(t.f("不要了", "Drop it"), "pile:0")})
	return bot.Reply{Messages: []bot.Message{{Text: text, Buttons: rows}}}, nil
}

func oneOrNone(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// candidates gives the tasks on which the person can report: those that the message
// replies to, or else what was reported last, what is kept, what was shown last, and all
// others by their day.
func (t *turn) candidates(ctx context.Context) ([]reminders.Milestone, error) {
	ids := t.replied
	if len(ids) == 0 {
		if d := t.session.Done; d != nil && d.Action == reminders.Report {
			ids = append(ids, d.Milestone)
		}
		for _, f := range slices.Backward(t.session.Kept) {
			ids = appendNew(ids, f.Milestone)
		}
		ids = appendNew(ids, t.session.Listed...)
		own, err := t.Diary.Milestones(ctx, reminders.Filter{Units: t.who.Units})
		if err != nil {
			return nil, err
		}
		for _, m := range own {
			if len(t.who.Units) > 0 && !m.Done() {
				ids = appendNew(ids, m.ID)
			}
		}
	}
	t.shown = ids
	return t.canDo(ctx, reminders.Report)
}

// pressPile puts what has waited into the report on a task, or drops it.
func pressPile(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	p := t.session.Pile
	id, err := strconv.ParseInt(which, 10, 64)
	if err != nil || p == nil {
		return toast(t.word(wordStale)), nil
	}
	if id == 0 {
		t.session.Pile = nil
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("好的，没有记下。", "Very well, nothing was kept.")), Edit: t.Request.MessageID}}}, nil
	}
	m, err := t.Diary.Milestone(ctx, id)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	if !slices.Contains(reminders.Actions(m, t.who, t.today(t.Now)), reminders.Report) {
		return toast(t.word(wordNotAllowed)), nil
	}
	reply, err := t.belongs(ctx, m, "")
	if err == nil {
		reply.Messages[0].Edit = t.Request.MessageID
	}
	return reply, err
}

// belongs puts what has waited into the report on a task, behind what was reported while
// that is not reviewed yet, and shows it back.
func (t *turn) belongs(ctx context.Context, m reminders.Milestone, said string) (bot.Reply, error) {
	f := form{Of: "task", Action: reminders.Report, Milestone: m.ID}
	if m.Status == reminders.Reported && m.Report != "" {
		events, err := t.Diary.Events(ctx, m.ID)
		if err != nil {
			return bot.Reply{}, err
		}
		for _, e := range slices.Backward(events) {
			if e.Action == reminders.Report {
				f.Evidence = e.Evidence
				break
			}
		}
		f.Parts = []part{{Text: m.Report}}
		if d := t.session.Done; d != nil && d.Milestone == m.ID && d.words() == m.Report { // may still be edited
			f.Parts = d.Parts
		}
		said = t.join(append(oneOrNone(said), t.f("接在已填报、还没审核的后面：",
			"Added to what was reported and is not verified yet:")), "\n", "\n")
	}
	t.open(f)
	return shownBack(ctx, t, *t.session.Form, said)
}

// reportOutside takes words for a report that were written outside a form: where they are
// plainly one, and it can be about something that this person was just shown or reported.
func reportOutside(ctx context.Context, t *turn) (reply bot.Reply, ok bool, err error) {
	if !t.Private || t.session.Form != nil || len(t.who.Units) == 0 || len(t.shown)+len(t.session.Kept) == 0 && t.session.Done == nil {
		return bot.Reply{}, false, nil
	}
	s := learnedSenses()
	p := s.of(senseTraits(t.book.Asker.Masked(t.Text, unitMark)))
	if p[slices.Index(s.features, string(fills))] < plainly || strings.ContainsAny(t.Text, "?？") {
		return bot.Reply{}, false, nil
	}
	reply, err = t.whose(ctx, form{Of: "task", Action: reminders.Report, Parts: []part{{t.Request.MessageID, strings.TrimSpace(t.Text)}}}, t.f("这句话像是进展。", "This looks like progress."))
	return reply, true, err
}
