package reminders

// Status is how far a milestone has come. Being late is no status: it is computed
// from the due day.
type Status string

const (
	Open         Status = "open"
	Acknowledged Status = "acknowledged"
	Reported     Status = "reported"
	Returned     Status = "returned"
	Closed       Status = "closed"
)

// Statuses lists every status in the order of a milestone's life.
var Statuses = []Status{Open, Acknowledged, Reported, Returned, Closed}

// String gives the status as officials call it.
func (s Status) String() string {
	switch s {
	case Open:
		return "待签收"
	case Acknowledged:
		return "已签收"
	case Reported:
		return "已填报"
	case Returned:
		return "已退回"
	case Closed:
		return "已销号"
	}
	return string(s)
}

// Milestone (节点) is what one unit owes for one goal of a plan.
type Milestone struct {
	ID         int64
	Plan       string // stable key of the plan
	Key        string // stable within the plan, so that a new import finds it again
	Unit       string
	Project    string // project of the annex, or indicator of the target
	Year       int
	Goal       string // the plan's own words
	Clause     string // where they stand: 附件, （八）
	Shared     string // the responsible units as printed where several share one goal, else empty
	Due        Day
	Convention bool // the day is 31 December because the text gives only a year
	Status     Status
	Held       bool   // was past when it was first imported; not chased until a supervisor decides
	Report     string // words of the last report
	Remark     string // words of the last return or closing
	Since      Day    // imported or released on; nothing is owed before
	UpdatedAt  int64  // Unix seconds
}

// Waiting tells whether the unit still has something to do: not reported, not
// closed, not held.
func (m Milestone) Waiting() bool {
	return !m.Held && m.Status != Reported && m.Status != Closed
}

// Overdue tells whether the milestone is past its due day and neither closed nor
// held. A report that waits to be verified is overdue too, as long as nobody has
// closed it.
func (m Milestone) Overdue(today Day) bool {
	return !m.Held && m.Status != Closed && today > m.Due
}

// Filter chooses milestones; empty fields choose all.
type Filter struct {
	Plan     string
	Units    []string
	Year     int
	Statuses []Status
	Held     bool // only held ones
}
