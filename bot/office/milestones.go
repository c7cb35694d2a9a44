package office

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/reminders"
)

// PlanKey names the plan in the diary: its document number, which stays when the
// text is imported again.
func PlanKey(p *knowledge.Plan) string {
	if p.DocNo != "" {
		return p.DocNo
	}
	return p.Title
}

// Milestones carries the book into the diary under the plan's key: every task becomes
// one milestone with the units that have a part in it, collectives expanded. Those that
// somebody has left out are Cancelled.
func Milestones(plan string, p *knowledge.Plan, left LeftOut) ([]reminders.Milestone, error) {
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
		if left.Has(t) {
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
