package gongwen

import (
	"cmp"
	"slices"
	"strconv"

	"duban/knowledge"
)

// settled is what a plan says before a decision, as far as its tasks go by it.
type settled struct {
	duties  map[string][]knowledge.Duty // by provision
	targets int
	blank   map[[2]int]bool // by schedule and cell
}

func settledOf(p *knowledge.Plan) settled {
	s := settled{duties: map[string][]knowledge.Duty{}, targets: len(p.Targets), blank: map[[2]int]bool{}}
	for _, c := range p.Chapters {
		s.duties[c.No] = slices.Clone(c.Duties)
	}
	for _, c := range p.Clauses {
		s.duties[c.Ref] = slices.Clone(c.Duties)
	}
	for i, t := range p.Schedules {
		for j, c := range t.Cells {
			s.blank[[2]int{i, j}] = c.Text == ""
		}
	}
	return s
}

// retask carries into the tasks what a decision has changed: units of provisions, new
// targets, and cells that were blank.
func (s settled) retask(p *knowledge.Plan) {
	now := settledOf(p)
	tasks := slices.Clone(p.Tasks)
	for i, t := range tasks {
		before, after := s.duties[t.Clause], now.duties[t.Clause]
		if t.Kind != knowledge.CellTask && slices.Equal(t.Duties, before) && !slices.Equal(before, after) {
			tasks[i].Duties = after
		}
	}
	for _, g := range p.Targets[s.targets:] {
		if g.Due == "" && g.Recurrence == "" {
			continue
		}
		start := p.Preamble.Start
		if c, ok := p.Clause(g.Clause); ok {
			start = c.Start
		} else if i := slices.IndexFunc(p.Chapters, func(c knowledge.Chapter) bool { return c.No == g.Clause }); i >= 0 {
			start = p.Chapters[i].Start
		}
		tasks = append(tasks, knowledge.Task{Kind: knowledge.TargetTask, Clause: g.Clause, Project: g.Indicator, Quote: g.Quote, Due: g.Due, Recurrence: g.Recurrence,
			Duties: now.duties[g.Clause], Start: start})
	}
	for i, t := range p.Schedules {
		for j, c := range t.Cells {
			if !s.blank[[2]int{i, j}] || c.Text == "" || c.Year == 0 {
				continue
			}
			duties := c.Duties
			if len(duties) == 0 {
				duties = []knowledge.Duty{{Unit: c.Unit, Role: knowledge.Responsible}}
			}
			tasks = append(tasks, knowledge.Task{Kind: knowledge.CellTask, Clause: "附件", Project: c.Project, Quote: c.Text, Due: cmp.Or(c.Due, strconv.Itoa(c.Year)), Duties: duties, Start: c.Start})
		}
	}
	goals := map[string]bool{}
	for _, t := range tasks {
		goals[t.Clause] = goals[t.Clause] || t.Kind == knowledge.TargetTask
	}
	tasks = slices.DeleteFunc(tasks, func(t knowledge.Task) bool { // a measure without units, or with a goal of its own now
		return t.Kind == knowledge.MeasureTask && (len(t.Duties) == 0 || goals[t.Clause])
	})
	slices.SortStableFunc(tasks, func(a, b knowledge.Task) int { return a.Start - b.Start })
	p.Tasks = tasks
}
