package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/bot/talk"
	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// planKey names the plan in the diary: its document number, which stays when the
// text is imported again.
func planKey(p *knowledge.Plan) string {
	if p.DocNo != "" {
		return p.DocNo
	}
	return p.Title
}

// milestonesOf carries the book into the diary under the plan's key: every task becomes
// one milestone with the units that have a part in it, collectives expanded. Those that
// somebody has left out are Cancelled.
func milestonesOf(plan string, p *knowledge.Plan, left leftOut) ([]reminders.Milestone, error) {
	var out []reminders.Milestone
	times := map[string]int{}
	end := planEnd(p)
	for _, t := range p.Tasks {
		m, err := milestoneOf(p, t, end)
		if err != nil {
			return nil, fmt.Errorf("task %q: %w", t.Quote, err)
		}
		m.Plan = plan
		if times[m.Key]++; times[m.Key] > 1 { // the same words twice, as printed
			m.Key += fmt.Sprintf("#%d", times[m.Key])
		}
		if left.has(t) {
			m.Status = reminders.Cancelled
		}
		out = append(out, m)
	}
	return out, nil
}

// milestoneOf makes the milestone of a task. end is the last day of the plan, which
// bounds what recurs.
func milestoneOf(p *knowledge.Plan, t knowledge.Task, end reminders.Day) (reminders.Milestone, error) {
	parties, printed := partiesOf(p, t)
	m := reminders.Milestone{Unit: parties[0].Unit, Role: parties[0].Role, Others: slices.Clip(parties[1:]), Project: t.Project, Goal: cmp.Or(t.Quote, t.Project),
		Clause: t.Clause, Recurrence: t.Recurrence}
	if len(m.Others) == 0 {
		m.Others = nil
	} else {
		m.Shared = printed
	}
	var err error
	if m.Begins, _, err = dayIn(t.Begins, firstDay); err != nil {
		return m, err
	}
	if m.Due, m.Convention, err = dayIn(t.Due, lastDay); err != nil {
		return m, err
	}
	m.Key = keyOfTask(p, t, m)
	if reminders.Recurs(t.Recurrence) {
		m.Until, m.Due, m.Convention = cmp.Or(m.Due, end), 0, false
	}
	if m.Due != 0 {
		m.Year = m.Due.Year()
	}
	return m, nil
}

// keyOfTask is what a task is known by when the plan is read again: its words, and where
// they stand. That of a cell, a row or a target is the one that ledgers have always had,
// but for the unit of the last two, as they now stand there once.
func keyOfTask(p *knowledge.Plan, t knowledge.Task, m reminders.Milestone) string {
	switch t.Kind {
	case knowledge.CellTask:
		return fmt.Sprintf("cell/%s/%s/%s", t.Project, t.Due, m.Unit)
	case knowledge.RowTask:
		return fmt.Sprintf("task/%s/%s", t.Project, m.Goal)
	case knowledge.TargetTask:
		for _, g := range p.Targets {
			if g.Clause == t.Clause && g.Quote == t.Quote && (g.Indicator == t.Project || g.Due == t.Due) {
				return fmt.Sprintf("target/%s/%s/%s", t.Clause, g.Indicator, g.Value)
			}
		}
	}
	return fmt.Sprintf("%s/%s/%s", t.Kind, t.Clause, m.Goal)
}

// partiesOf gives who has a part in a task, the first that answers before the others, and
// the units as printed. A task without units is the whole area's.
func partiesOf(p *knowledge.Plan, t knowledge.Task) (parties []reminders.Party, printed string) {
	var names []string
	for _, d := range t.Duties {
		if d.Unit == "" {
			continue
		}
		names = append(names, d.Unit)
		role := string(d.Role)
		if d.Role == knowledge.Responsible {
			role = ""
		}
		for _, u := range p.Members(d.Unit) {
			parties = append(parties, reminders.Party{Unit: u, Role: role})
		}
	}
	if len(parties) == 0 {
		return []reminders.Party{{Unit: p.Whole()}}, ""
	}
	return reminders.Together(parties), strings.Join(names, "、")
}

// planEnd gives the last day of a plan: of the last year that its title names, or in which
// anything is due; 0 where there is none.
func planEnd(p *knowledge.Plan) reminders.Day {
	last := 0
	title := zh.Fold(p.Title)
	for i := range title {
		if year, err := time.Parse("2006", title[i:min(i+4, len(title))]); err == nil && year.Year() >= 1990 && year.Year() < 2100 {
			last = max(last, year.Year())
		}
	}
	if last == 0 {
		for _, t := range p.Tasks {
			if due, _, err := dayIn(t.Due, lastDay); err == nil && due != 0 {
				last = max(last, due.Year())
			}
		}
	}
	if last == 0 {
		return 0
	}
	return lastDay(last)
}

// dayIn reads a day, of which a year alone is the one that ofYear gives, by convention of
// the system. Nothing is no day.
func dayIn(s string, ofYear func(year int) reminders.Day) (day reminders.Day, convention bool, err error) {
	switch len(s) {
	case 0:
		return 0, false, nil
	case len("2006"):
		year, err := time.Parse("2006", s)
		return ofYear(year.Year()), true, err
	}
	day, err = reminders.ParseDay(s)
	return day, false, err
}

func firstDay(year int) reminders.Day { return reminders.DateDay(year, time.January, 1) }
func lastDay(year int) reminders.Day  { return reminders.DateDay(year, time.December, 31) }

// leftOut tells the tasks that somebody has decided to leave out, by their clause and
// words.
type leftOut map[[2]string]bool

// leftOutBy gives what decisions leave out.
func leftOutBy(decisions []reminders.Correction) leftOut {
	left := leftOut{}
	for _, c := range decisions {
		if c.Kind == talk.TaskKind && c.Verdict == reminders.Dismiss {
			left[[2]string{c.Place, c.Quote}] = true
		}
	}
	return left
}

func (l leftOut) has(t knowledge.Task) bool { return l[[2]string{t.Clause, talk.TaskQuote(t)}] }
