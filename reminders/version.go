package reminders

import "time"

// Version is one text of a plan. Without a Number it has been read and waits to be
// applied.
type Version struct {
	ID     int64
	Plan   string // key of the plan
	Number int    // 1, 2, 3, …; 0 for one that is not applied
	Title  string
	File   string // name of the file as it came; untrusted, empty for the plan that ships
	Format string
	Hash   string // SHA-256 of Text, hex
	Text   string
	Source []byte   // the file itself, where it is not the text
	Notes  []string // what the reader of the file noted
	Pages  string   // where its pages begin, JSON

	Recognised string // what of Text was recognised from pictures, JSON; empty for nothing
	Gaps       string // what of the file was not read, JSON; empty for nothing

	ReadBy    Recipient
	ReadAt    time.Time
	AppliedBy Recipient
	AppliedAt time.Time
}

// Verdict is what a person decides about a place where the reading is in doubt.
type Verdict string

// The verdicts.
const (
	Accept  Verdict = "accept"  // the reading is right
	Correct Verdict = "correct" // it is to be read as the Correction says
	Dismiss Verdict = "dismiss" // there is nothing to be read
	Reopen  Verdict = "reopen"  // what was decided before is taken back
)

// Label gives the verdict's name in Chinese.
func (v Verdict) Label() string {
	switch v {
	case Accept:
		return "照此读取"
	case Correct:
		return "更正"
	case Dismiss:
		return "忽略"
	case Reopen:
		return "撤销"
	}
	return string(v)
}

// Correction is a decision about one doubt. Kind, Place and Quote tell the doubt by
// its words, so that the decision holds for a new text too.
type Correction struct {
	Plan               string
	Version            int // number of the version that was read
	Kind, Place, Quote string
	Verdict            Verdict
	Reading            string // with Correct
	By                 Recipient
	At                 time.Time
}
