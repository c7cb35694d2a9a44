package main

import (
	"fmt"
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

// milestonesOf carries the book into the diary: every cell with words and every
// dated target becomes a milestone for each of its units.
func milestonesOf(p *knowledge.Plan) ([]reminders.Milestone, error) {
	var out []reminders.Milestone
	plan := planKey(p)
	for _, c := range p.Cells() {
		if c.Text == "" {
			continue
		}
		out = append(out, reminders.Milestone{
			Plan: plan, Key: fmt.Sprintf("cell/%s/%d/%s", c.Project, c.Year, c.Unit),
			Unit: c.Unit, Project: c.Project, Year: c.Year, Goal: c.Text, Clause: "附件",
			Due: yearEnd(c.Year), Convention: true,
		})
	}
	for _, t := range p.Targets {
		if t.Due == "" {
			continue
		}
		due, convention, err := dueDay(t.Due)
		if err != nil {
			return nil, fmt.Errorf("target %q: %w", t.Quote, err)
		}
		units, shared := unitsOf(p, t.Clause)
		for _, u := range units {
			out = append(out, reminders.Milestone{
				Plan: plan, Key: fmt.Sprintf("target/%s/%s/%s/%s", t.Clause, t.Indicator, t.Value, u),
				Unit: u, Project: t.Indicator, Year: due.Year(), Goal: t.Quote, Clause: t.Clause, Shared: shared,
				Due: due, Convention: convention,
			})
		}
	}
	return out, nil
}

// unitsOf gives who answers for a clause, collectives expanded, and the units as
// printed where there are several. A goal without units is the whole area's.
func unitsOf(p *knowledge.Plan, ref string) (units []string, shared string) {
	var printed []string
	c, _ := p.Clause(ref)
	for _, d := range c.Duties {
		printed = append(printed, d.Unit)
		units = append(units, p.Members(d.Unit)...)
	}
	switch len(units) {
	case 0:
		return []string{p.Whole()}, ""
	case 1:
		return units, ""
	}
	return units, strings.Join(printed, "、")
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
