package main

import (
	"slices"
	"strings"

	"duban/knowledge"
)

// withTasks gives a plan its tasks where the reader has made none: every cell with words,
// every dated row of a task table and every dated target. A target in a row that is due
// with it is part of the row's.
func withTasks(p *knowledge.Plan) *knowledge.Plan {
	if len(p.Tasks) > 0 {
		return p
	}
	add := func(t knowledge.Task) { p.Tasks = append(p.Tasks, t) }
	for _, c := range p.Cells() {
		if c.Text != "" && c.Year != 0 {
			add(knowledge.Task{Kind: knowledge.CellTask, Clause: "附件", Project: c.Project, Quote: c.Text, Due: lastDay(c.Year).String()[:4],
				Duties: []knowledge.Duty{{Unit: c.Unit, Role: knowledge.Responsible}}, Start: c.Start})
		}
	}
	rows := map[string]string{}
	for _, c := range p.Clauses {
		if c.Row && c.Due != "" {
			rows[c.Ref] = c.Due
			project, goal := rowWords(c)
			add(knowledge.Task{Kind: knowledge.RowTask, Clause: c.Ref, Project: project, Quote: goal, Due: c.Due, Duties: c.Duties, Start: c.Start})
		}
	}
	for _, t := range p.Targets {
		if t.Due != "" && rows[t.Clause] != t.Due {
			c, _ := p.Clause(t.Clause)
			add(knowledge.Task{Kind: knowledge.TargetTask, Clause: t.Clause, Project: t.Indicator, Quote: t.Quote, Due: t.Due, Duties: c.Duties, Start: c.Start})
		}
	}
	return p
}

// rowWords gives a row's name and what is to be done: its title and the words under it.
func rowWords(c knowledge.Clause) (project, goal string) {
	lines := strings.Split(c.Text, "\n")
	goal = lines[0]
	if c.Title != "" {
		if i := slices.Index(lines, c.Title); i+1 < len(lines) { // the words behind it; all, where the title stands above
			return c.Title, lines[i+1]
		}
	}
	bound := func(line string) bool {
		return slices.ContainsFunc(c.Duties, func(d knowledge.Duty) bool { return strings.Contains(line, d.Unit) })
	}
	if len(lines) > 1 && !bound(lines[1]) { // a heading over several rows comes first
		return lines[0], lines[1]
	}
	return goal, goal
}
