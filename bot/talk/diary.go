package talk

import (
	"context"
	"time"

	"duban/reminders"
)

// door tells who is let in.
type door interface {
	Person(ctx context.Context, id reminders.Recipient) (reminders.Person, error)
	MarkSeen(ctx context.Context, id reminders.Recipient, name string, now time.Time) error
}

// sessions keep a few bytes for each chat between messages and over a restart.
type sessions interface {
	LoadSession(ctx context.Context, chat string) ([]byte, error)
	SaveSession(ctx context.Context, chat string, data []byte, now time.Time) error
}

// milestones are what is owed, as it stands now.
type milestones interface {
	Milestones(ctx context.Context, f reminders.Filter) ([]reminders.Milestone, error)
	Milestone(ctx context.Context, id int64) (reminders.Milestone, error)
	Summary(ctx context.Context, f reminders.Filter, today reminders.Day) (reminders.Summary, error)
}

// record is what has happened to milestones.
type record interface {
	// Events returns what happened to a milestone, the oldest first.
	Events(ctx context.Context, milestone int64) ([]reminders.Event, error)
	// EventsBetween returns what happened from one moment up to another, not included.
	EventsBetween(ctx context.Context, from, to time.Time) ([]reminders.Event, error)
	// Message returns what a message to a person told of, as it stands now.
	Message(ctx context.Context, to reminders.Recipient, message string) ([]reminders.Unsent, error)
}

// steps change milestones.
type steps interface {
	// Act checks the actor's rights at this moment; the same request ID acts once.
	Act(ctx context.Context, id int64, by reminders.Recipient, step reminders.Step) (reminders.Milestone, error)
	// ActOnHeld does the same with all held milestones of the plan and counts them.
	ActOnHeld(ctx context.Context, plan string, by reminders.Recipient, step reminders.Step) (int, error)
	// ActAll does all steps or none, and tells which ones are refused, and why.
	ActAll(ctx context.Context, by reminders.Recipient, steps []reminders.Entry) (map[int]error, error)
}

// settings are what supervisors have set.
type settings interface {
	Settings() reminders.Settings
	SetSettings(ctx context.Context, s reminders.Settings, by reminders.Recipient, now time.Time) error
}

// ownHours are when people want to be reminded.
type ownHours interface {
	SetHours(ctx context.Context, id reminders.Recipient, h reminders.Hours, now time.Time) error
	// Snooze puts off what a message reminded of.
	Snooze(ctx context.Context, who reminders.Recipient, message string, days int, c reminders.WorkDays, loc *time.Location, now time.Time) ([]reminders.Snooze, error)
}

// tongues keep the language that a person has chosen.
type tongues interface {
	SetLanguage(ctx context.Context, id reminders.Recipient, language string) error
}

// roster is everybody who has been let in.
type roster interface {
	People(ctx context.Context) ([]reminders.Person, error)
	// Remove takes a person out, or lets them leave.
	Remove(ctx context.Context, id, by reminders.Recipient, now time.Time) error
}

// invites let people in.
type invites interface {
	CreateInvite(ctx context.Context, unit string, role reminders.Role, by reminders.Recipient, now time.Time, ttl time.Duration) (token string, err error)
	RedeemInvite(ctx context.Context, token string, guest reminders.Guest, now time.Time) (reminders.Invite, error)
}

// openInvites are those that have let nobody in and still can, the newest first.
type openInvites interface {
	Invite(ctx context.Context, hash string) (reminders.Invite, error)
	AdmitGuest(ctx context.Context, hash string, by reminders.Recipient, now time.Time) (reminders.Invite, error)
	OpenInvites(ctx context.Context, now time.Time) ([]reminders.Invite, error)
	RevokeInvite(ctx context.Context, hash string, by reminders.Recipient, now time.Time) error
}

// ledgerKey gives the key with which the ledger's rows are signed.
type ledgerKey interface {
	LedgerKey(ctx context.Context) ([]byte, error)
}

// units are what people answer for.
type units interface {
	Unbind(ctx context.Context, id reminders.Recipient, unit string, by reminders.Recipient, now time.Time) error
}

// clocks tell whether the machine's clock is believed.
type clocks interface {
	ClockMark(ctx context.Context) (reminders.ClockMark, error)
	ConfirmClock(ctx context.Context, by reminders.Recipient, now time.Time) (reminders.Doubt, error)
}

// Chats keeps which groups are bound to what.
type Chats interface {
	// Chat gives a group that is bound as a person of the role Group, or reminders.ErrNotFound.
	Chat(ctx context.Context, chat reminders.Recipient) (reminders.Person, error)
	BindChat(ctx context.Context, chat reminders.Recipient, title, unit string, by reminders.Recipient, now time.Time) error
	UnbindChat(ctx context.Context, chat, by reminders.Recipient, now time.Time) error
}

// noted are files of the data folder that the trail tells of.
type noted interface {
	// NoteFile notes that a file was written, with its SHA-256 and by whom.
	NoteFile(ctx context.Context, name, sum string, by reminders.Recipient, now time.Time) error
}

// Diary is what the conversation needs of the diary, by what it is needed for.
type Diary interface {
	door
	sessions
	milestones
	record
	ledgerKey
	steps
	settings
	ownHours
	tongues
	roster
	invites
	openInvites
	units
	clocks
	noted
	Chats
}
