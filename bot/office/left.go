package office

import (
	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// TaskKind is the Kind of a decision about a task: to leave it out, or to take that back.
const TaskKind = "task"

// TaskQuote returns the words by which a decision knows a task when the plan is read
// again, together with its clause.
func TaskQuote(t knowledge.Task) string {
	words := zh.Unspaced(t.Quote)
	if t.Kind == knowledge.CellTask {
		words = t.Project + "：" + words
		for _, d := range t.Duties {
			words = d.Unit + " " + words
		}
	}
	if t.Due != "" {
		words += "（" + t.Due + "）"
	}
	return words
}

// LeftOut tells the tasks that somebody has decided to leave out, by their clause and
// words.
type LeftOut map[[2]string]bool

// LeftOutBy returns what decisions leave out.
func LeftOutBy(decisions []reminders.Correction) LeftOut {
	left := LeftOut{}
	for _, c := range decisions {
		if c.Kind == TaskKind && c.Verdict == reminders.Dismiss {
			left[[2]string{c.Place, c.Quote}] = true
		}
	}
	return left
}

// Has reports whether a task is left out.
func (l LeftOut) Has(t knowledge.Task) bool { return l[[2]string{t.Clause, TaskQuote(t)}] }

// Of tells of each of a plan's tasks whether it is left out.
func (l LeftOut) Of(tasks []knowledge.Task) []bool {
	var out []bool
	for _, t := range tasks {
		out = append(out, l.Has(t))
	}
	return out
}
