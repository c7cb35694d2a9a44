package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
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

// milestonesOf carries the book into the diary under the plan's key: every cell with
// words, every dated row of a task table and every dated target becomes a milestone for
// each of its units. A target in a row that is due with it is part of the row's.
func milestonesOf(plan string, p *knowledge.Plan) ([]reminders.Milestone, error) {
	var out []reminders.Milestone
	times := map[string]int{}
	add := func(m reminders.Milestone) {
		m.Plan = plan
		if times[m.Key]++; times[m.Key] > 1 { // the same words twice, as printed
			m.Key += fmt.Sprintf("#%d", times[m.Key])
		}
		out = append(out, m)
	}
	for _, c := range p.Cells() {
		if c.Text == "" || c.Year == 0 {
			continue
		}
		m := reminders.Milestone{Key: fmt.Sprintf("cell/%s/%d/%s", c.Project, c.Year, c.Unit),
			Unit: c.Unit, Project: c.Project, Year: c.Year, Goal: c.Text, Clause: "附件", Due: yearEnd(c.Year), Convention: true}
		if c.Due != "" {
			due, convention, err := dueDay(c.Due)
			if err != nil {
				return nil, fmt.Errorf("cell of %s: %w", c.Project, err)
			}
			m.Key, m.Due, m.Convention = fmt.Sprintf("cell/%s/%s/%s", c.Project, c.Due, c.Unit), due, convention
		}
		if len(c.Duties) == 0 {
			add(m)
			continue
		}
		for _, d := range dutiesOf(p, knowledge.Clause{Duties: c.Duties}) {
			shared := m
			shared.Unit, shared.Role, shared.Shared = d.unit, d.role, d.shared
			shared.Key = strings.TrimSuffix(m.Key, c.Unit) + d.unit
			add(shared)
		}
	}
	rows := map[string]string{} // due days of rows that are milestones themselves
	for _, c := range p.Clauses {
		if !c.Row || c.Due == "" {
			continue
		}
		due, convention, err := dueDay(c.Due)
		if err != nil {
			return nil, fmt.Errorf("row %s: %w", c.Ref, err)
		}
		rows[c.Ref] = c.Due
		project, goal := taskOf(c)
		for _, d := range dutiesOf(p, c) {
			add(reminders.Milestone{Key: fmt.Sprintf("task/%s/%s/%s", project, goal, d.unit), Unit: d.unit, Role: d.role, Shared: d.shared,
				Project: project, Year: due.Year(), Goal: goal, Clause: c.Ref, Due: due, Convention: convention})
		}
	}
	for _, t := range p.Targets {
		if t.Due == "" || rows[t.Clause] == t.Due {
			continue
		}
		due, convention, err := dueDay(t.Due)
		if err != nil {
			return nil, fmt.Errorf("target %q: %w", t.Quote, err)
		}
		c, _ := p.Clause(t.Clause)
		for _, d := range dutiesOf(p, c) {
			add(reminders.Milestone{Key: fmt.Sprintf("target/%s/%s/%s/%s", t.Clause, t.Indicator, t.Value, d.unit), Unit: d.unit, Role: d.role, Shared: d.shared,
				Project: t.Indicator, Year: due.Year(), Goal: t.Quote, Clause: t.Clause, Due: due, Convention: convention})
		}
	}
	return out, nil
}

// taskOf gives a row's name and what is to be done: its title and the words under it.
func taskOf(c knowledge.Clause) (project, goal string) {
	lines := strings.Split(c.Text, "\n")
	goal = lines[0]
	if c.Title != "" {
		if i := slices.Index(lines, c.Title); i+1 < len(lines) { // the words behind it; all, where the title stands above
			return c.Title, lines[i+1]
		}
	}
	if len(lines) > 1 && !boundIn(c, lines[1]) { // a heading over several rows comes first
		return lines[0], lines[1]
	}
	return goal, goal
}

// boundIn tells whether a line of a row names its units.
func boundIn(c knowledge.Clause, line string) bool {
	return slices.ContainsFunc(c.Duties, func(d knowledge.Duty) bool { return strings.Contains(line, d.Unit) })
}

// bound is one unit that answers for something.
type bound struct{ unit, role, shared string }

// dutiesOf gives who answers for a clause, collectives expanded, with the units as
// printed where there are several. A goal without units is the whole area's.
func dutiesOf(p *knowledge.Plan, c knowledge.Clause) []bound {
	var printed []string
	var out []bound
	seen := map[string]bool{}
	for _, d := range c.Duties {
		printed = append(printed, d.Unit)
		role := ""
		if d.Role != knowledge.Responsible {
			role = string(d.Role)
		}
		for _, u := range p.Members(d.Unit) {
			if !seen[u] {
				seen[u] = true
				out = append(out, bound{unit: u, role: role})
			}
		}
	}
	if len(out) == 0 {
		return []bound{{unit: p.Whole()}}
	}
	if len(out) > 1 {
		for i := range out {
			out[i].shared = strings.Join(printed, "、")
		}
	}
	return out
}

// dueDay reads a target's due. A year alone is 31 December by convention of the
// system.
func dueDay(due string) (day reminders.Day, convention bool, err error) {
	if len(due) == len("2006") {
		year, err := time.Parse("2006", due)
		return yearEnd(year.Year()), true, err
	}
	day, err = reminders.ParseDay(due)
	return day, false, err
}

func yearEnd(year int) reminders.Day { return reminders.DateDay(year, time.December, 31) }
