package talk

import (
	"context"
	"time"

	"duban/bot/office"
	"duban/knowledge"
	"duban/knowledge/document"
	"duban/reminders"
)

// drafts are plans that wait to be applied.
type drafts interface {
	// Read turns a file's document into a draft, which waits to be applied. The file's
	// bytes are kept beside it.
	Read(ctx context.Context, name string, data []byte, doc *document.Document, by reminders.Recipient, now time.Time) (office.Draft, error)
	// Apply makes a draft the version that holds; again it changes nothing.
	Apply(ctx context.Context, id int64, by reminders.Recipient, now time.Time) (office.Draft, reminders.Imported, error)
	Drop(ctx context.Context, id int64) error
}

// tasksOfPlans are what plans ask to be done, before it is adopted and after.
type tasksOfPlans interface {
	// Tasks gives a version, or a draft, with its tasks as they stand now.
	Tasks(ctx context.Context, id int64, now time.Time) (office.Draft, error)
	// VersionOf gives the newest text of a plan with that hash, applied or not.
	VersionOf(ctx context.Context, plan, hash string) (id int64, err error)
	// Strike says which of a version's tasks are left out, and gives it as it stands then.
	Strike(ctx context.Context, id int64, left []bool, by reminders.Recipient, now time.Time) (office.Draft, error)
}

// versions are the texts of a plan.
type versions interface {
	// Versions gives the applied versions of a plan, the oldest first.
	Versions(ctx context.Context, plan string) ([]reminders.Version, error)
	// Version gives an applied version with its text.
	Version(ctx context.Context, plan string, number int) (reminders.Version, error)
	// Withdraw takes a plan out of use, and its milestones out of the ledger.
	Withdraw(ctx context.Context, plan string, by reminders.Recipient, now time.Time) (reminders.Imported, error)
}

// doubts are places whose reading is in doubt.
type doubts interface {
	// Settle decides about a doubt of a plan's reading, by its Kind, Place and Quote;
	// words are those of a correction.
	Settle(ctx context.Context, plan string, d knowledge.Doubt, v reminders.Verdict, words string, by reminders.Recipient, now time.Time) error
}

// Imports is what the conversation needs of the office, by what it is needed for.
// Errors for the person are *said.Error, reminders.ErrNotFound and reminders.ErrForbidden.
type Imports interface {
	drafts
	tasksOfPlans
	versions
	doubts
}

// Evidence keeps the files of reports.
type Evidence interface {
	// Put keeps a file under its hash.
	Put(data []byte, name string) (reminders.Evidence, error)
	Get(hash string) ([]byte, error)
}

// Questions is the log by which supervisors see what people miss.
type Questions interface {
	// LogQuestion keeps the same request once.
	LogQuestion(ctx context.Context, q reminders.Question, request string) (id int64, err error)
	VoteQuestion(ctx context.Context, id int64, vote int) error
	// MissedQuestions returns the newest first.
	MissedQuestions(ctx context.Context, plan string) ([]reminders.Question, error)
}

// Library holds the plans.
type Library interface {
	// Books gives them in the order in which they came, at least one. What it gives stays
	// good when a plan is replaced.
	Books() office.Shelf
}
