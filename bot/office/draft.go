package office

import (
	"duban/knowledge"
	"duban/knowledge/said"
	"duban/reminders"
)

// Draft is a plan that has been read and waits to be applied.
type Draft struct {
	ID       int64
	Version  reminders.Version
	Plan     *knowledge.Plan
	Old      *knowledge.Plan // the text that holds now; nil for a new plan
	Notes    []said.Sentence // on what was left out of the file or put together
	Left     []bool          // which of Plan.Tasks are left out by decision
	Revision reminders.Revision
}

// Same reports whether the text says what the one that holds says, and changes nothing.
func (d Draft) Same() bool {
	return d.Old != nil && len(knowledge.Compare(d.Old, d.Plan)) == 0 && d.Revision.Empty()
}

// Struck counts the tasks that are left out.
func (d Draft) Struck() (n int) {
	for _, left := range d.Left {
		if left {
			n++
		}
	}
	return n
}
