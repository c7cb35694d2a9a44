package talk

import (
	"time"

	"duban/knowledge/ask"
	"duban/reminders"
)

// session is what a chat remembers of one person.
type session struct {
	Asked string    `json:"asked,omitempty"` // the last question, where another plan may be asked it
	Plan  string    `json:"plan,omitempty"`  // key of the plan that was asked last
	Focus ask.Focus `json:"focus"`
	Form  *form     `json:"form,omitempty"`
	// Decided is the doubt that was decided last, with its plan, while it can be taken back.
	Decided  *decided `json:"decided,omitempty"`
	Done     *done    `json:"done,omitempty"`     // the last form that was taken
	Kept     []form   `json:"kept,omitempty"`     // forms that were left, with what is in them, the newest last
	Pile     *form    `json:"pile,omitempty"`     // evidence and words of which it is not known yet what they belong to
	Deciding bool     `json:"deciding,omitempty"` // the list of tasks is of what a supervisor has to decide, not of their own units
	Cut      int64    `json:"cut,omitempty"`      // Unix seconds until which a message is the rest of one that was too long
	Message  string   `json:"message,omitempty"`  // the person's last message
	Urging   []string `json:"urging,omitempty"`   // units of the list of what can be urged; empty: all
	// Filled is the filled-in ledger that waits for a word.
	Filled *filledBook `json:"book,omitempty"`
	Page   turned      `json:"page,omitzero"`    // the list that was shown last
	Listed []int64     `json:"listed,omitempty"` // the milestones that were shown last, in their order
	Which  *which      `json:"which,omitempty"`  // what the list of milestones asks for
	Search string      `json:"search,omitempty"` // what was looked up last
	Until  int64       `json:"until"`            // Unix seconds after which it is forgotten
}

// sessionLife is how long a chat remembers what it was about; forms it keeps.
const sessionLife = 30 * time.Minute

// form is a dialogue that waits for words: a report or a reason, a date, the place of the
// plan that answers a question, or a correction of what was read. It is kept until it is
// taken or dropped.
type form struct {
	Of        string               `json:"of"` // the feature that takes it
	Action    reminders.Action     `json:"action,omitempty"`
	Milestone int64                `json:"milestone,omitempty"`
	Parts     []part               `json:"parts,omitempty"`    // written so far
	Day       reminders.Day        `json:"day,omitzero"`       // that the words name, where one is needed
	Evidence  []reminders.Evidence `json:"evidence,omitempty"` // sent so far
	Confirms  string               `json:"confirms,omitempty"` // with Close: the goal that was shown
	View      string               `json:"view,omitempty"`     // where the button stood, see task.go
	Message   string               `json:"message,omitempty"`  // under which the button stood
	Phrase    string               `json:"phrase,omitempty"`   // the question to be tied to a place
	Doubt     string               `json:"doubt,omitempty"`    // fingerprint of the doubt to be corrected

	Unsure  bool  `json:"unsure,omitempty"`  // what is written was shown back, and waits for a word
	Away    bool  `json:"away,omitempty"`    // something else was done since: what is written next is shown back
	Offered bool  `json:"offered,omitempty"` // and the person was told that the form is kept
	Doubted *part `json:"doubted,omitempty"` // words that were taken for something else
}

// part is what one message of the person has for a form.
type part struct {
	Message string `json:"message,omitempty"`
	Text    string `json:"text"`
}

// done is a form that was taken, with the request that took it: handled again
// after a crash, the text is not mistaken for a question.
type done struct {
	form
	Request string `json:"request"`
}

// filledBook is a filled-in ledger that a supervisor has before them.
type filledBook struct {
	File reminders.Evidence `json:"file"`
	Read int                `json:"read,omitempty"` // how many of its pages were shown, from the first on
}

// decided is a decision about a doubt that can be taken back.
type decided struct {
	Plan              string
	Kind, Place, Text string // of the doubt
	Page              int    // of the list on which it stood
}

// which is what a list of milestones asks for.
type which struct {
	Filter reminders.Filter `json:"filter"`
	Light  reminders.Light  `json:"light,omitempty"`
	Dated  bool             `json:"dated,omitempty"` // leaves out what has no deadline
	State  both             `json:"state"`           // what is asked for
}

// turned is the page that a chat has shown last: what turns it, and where it is.
type turned struct {
	Name string `json:"name,omitempty"`
	At   int    `json:"at,omitempty"`
	Of   int    `json:"of,omitempty"`
}
