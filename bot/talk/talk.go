// Package talk is the conversation: it answers a bot.Request with a bot.Reply, from the
// plans and the diary.
package talk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"duban/bot"
	"duban/bot/office"
	"duban/knowledge/ask"
	"duban/reminders"
)

// Library holds the plans.
type Library interface {
	// Books gives them in the order in which they came, at least one. What it gives stays
	// good when a plan is replaced.
	Books() office.Shelf
}

// Diary is what the features need of the diary: each part stands beside its user.
type Diary interface {
	door
	sessions
	milestones
	record
	steps
	settings
	ownHours
	tongues
	roster
	invites
	openInvites
	units
	Chats
}

// Imports is what the features need of the office: each part stands beside its user.
// Errors for the person are *said.Error, reminders.ErrNotFound and reminders.ErrForbidden.
type Imports interface {
	drafts
	tasksOfPlans
	versions
	doubts
}

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

// Parts are what the conversation works with: all of them.
type Parts struct {
	Library   Library
	Imports   Imports
	Files     Files
	Diary     Diary
	Questions Questions
	Evidence  Evidence
	Location  *time.Location            // of deadlines
	Calendar  reminders.WorkDays        // tells the working days
	Link      func(token string) string // makes the link that opens an invitation
	Changed   func()                    // is called after a change of the diary, so that what it owes goes out
}

// Bot is the conversation. It is safe for concurrent use by different chats; one
// chat's requests have to come one after the other.
type Bot struct {
	Parts
	table   *table
	limits  limiter
	refused daily
	uploads quota
}

// New returns the conversation over its parts.
func New(p Parts) *Bot { return &Bot{Parts: p, table: newTable(features)} }

// session is what a chat remembers of one person.
type session struct {
	Asked string    `json:"asked,omitempty"` // the last question, where another plan may be asked it
	Plan  string    `json:"plan,omitempty"`  // key of the plan that was asked last
	Focus ask.Focus `json:"focus"`
	Form  *form     `json:"form,omitempty"`
	// Decided is the doubt that was decided last, with its plan, while it can be taken back.
	Decided *decided `json:"decided,omitempty"`
	Done    *done    `json:"done,omitempty"`    // the last form that was taken
	Expired *form    `json:"expired,omitempty"` // one that was left open for too long, until the person has been told
	Urging  []string `json:"urging,omitempty"`  // units of the list of what can be urged; empty: all
	Filled  string   `json:"filled,omitempty"`  // hash of a filled-in ledger that waits for a word
	Page    turned   `json:"page,omitzero"`     // the list that was shown last
	Listed  []int64  `json:"listed,omitempty"`  // the milestones that were shown last, in their order
	Which   *which   `json:"which,omitempty"`   // what the list of milestones asks for
	Search  string   `json:"search,omitempty"`  // what was looked up last
	Until   int64    `json:"until"`             // Unix seconds after which it is forgotten
}

// sessionLife is how long a chat remembers what it was about.
const sessionLife = 30 * time.Minute

// maxText is how many bytes of a message are read at all.
const maxText = 16 << 10

// turn is one request on its way through the conversation.
type turn struct {
	bot.Request
	voice   // speaks to the person, or to the group
	who     reminders.Person
	group   *reminders.Person // what the group is bound to; nil in private, and where it is not
	session session
	book    *office.Book // the plan that the chat is about
	shown   []int64      // the milestones that a message may speak of, see lookBack
	said    understood   // what the message says, as far as its words are understood
}

// Handle answers one request. The error is for the log; the reply already says
// something to the person.
func (b *Bot) Handle(ctx context.Context, r bot.Request) (bot.Reply, error) {
	if !r.Private && !r.Addressed && r.Press == "" {
		return bot.Reply{}, nil
	}
	reply, err := b.handle(ctx, r)
	if err != nil {
		return chinese.say(wordTrouble), fmt.Errorf("request %s: %w", r.ID, err)
	}
	return reply, nil
}

func (b *Bot) handle(ctx context.Context, r bot.Request) (bot.Reply, error) {
	who, err := b.Diary.Person(ctx, reminders.Recipient(r.Person.ID))
	known := err == nil
	if err != nil && !errors.Is(err, reminders.ErrNotFound) {
		return bot.Reply{}, err
	}
	g := tongueFor(r, who)
	if !known && r.Start == "" {
		return b.refuse(r, g), nil
	}
	switch b.limits.take(r.Person.ID, r.Chat, r.Now) {
	case warned:
		if r.Press != "" {
			return g.toast(wordTooMuch), nil
		}
		return g.say(wordTooMuch), nil
	case silent:
		return bot.Reply{}, nil
	}
	if r.Start != "" {
		return b.redeem(ctx, r)
	}
	b.refused.forget(r.Person.ID) // who leaves is told that too
	if err := b.Diary.MarkSeen(ctx, who.ID, r.Person.Name, r.Now); err != nil {
		return bot.Reply{}, err
	}
	if who.Unreachable { // what waited for them goes out
		b.Changed()
	}
	key := r.Chat + " " + r.Person.ID
	t := turn{Request: r, voice: voice{b, g}, who: who}
	if t.session, err = b.loadSession(ctx, key, r.Now); err != nil {
		return bot.Reply{}, err
	}
	t.book = b.Library.Books().Of(t.session.Plan)
	if !r.Private {
		if t.group, err = b.group(ctx, r.Chat); err != nil {
			return bot.Reply{}, err
		}
	}
	reply, err := take(ctx, &t)
	if err == nil {
		err = offerMenu(ctx, &t, &reply)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	t.session.Until = r.Now.Add(sessionLife).Unix()
	data, err := json.Marshal(t.session)
	if err != nil {
		return bot.Reply{}, err
	}
	return reply, b.Diary.SaveSession(ctx, key, data, r.Now)
}

// refuse answers somebody who has not been let in: once a day, and then no more.
func (b *Bot) refuse(r bot.Request, g tongue) bot.Reply {
	switch {
	case r.Press != "":
		return g.toast(wordNotAllowed)
	case r.Private && b.refused.first(r.Person.ID, r.ID, b.today(r.Now)):
		return g.say(wordStranger)
	}
	return bot.Reply{}
}

// loadSession gives what the chat remembers. What is too old, or was written in
// another form, is nothing worse than a first message.
func (b *Bot) loadSession(ctx context.Context, key string, now time.Time) (session, error) {
	data, err := b.Diary.LoadSession(ctx, key)
	if err != nil {
		return session{}, err
	}
	var s session
	if json.Unmarshal(data, &s) != nil {
		return session{}, nil
	}
	if now.Unix() > s.Until { // an open form is told that it has timed out
		return session{Expired: s.Form}, nil
	}
	return s, nil
}

// take decides what a request is: a press, a form's text, a command or a question.
func take(ctx context.Context, t *turn) (bot.Reply, error) {
	expired := t.session.Expired
	t.session.Expired = nil
	switch {
	case t.session.Done != nil && t.session.Done.Request == t.ID:
		return repeatForm(ctx, t)
	case t.Press != "":
		return t.press(ctx, t.Press)
	case expired != nil && !strings.HasPrefix(t.Text, "/"):
		return timedOut(ctx, t, *expired)
	case t.File != nil:
		return takeFile(ctx, t)
	case strings.TrimSpace(t.Text) == "" && t.session.Form != nil:
		return t.say(wordReasonNeeded), nil
	case strings.TrimSpace(t.Text) == "":
		return t.say(wordOnlyText), nil
	case len(t.Text) > maxText:
		return t.say(wordTooLong), nil
	}
	if t.session.Form != nil && !strings.HasPrefix(t.Text, "/") && !t.table.exampled(t.Text) {
		return fillForm(ctx, t)
	}
	return t.carryOut(ctx)
}

// settings are those that hold now.
func (b *Bot) settings() reminders.Settings {
	return b.Diary.Settings()
}

// light gives the milestone's light on that day.
func (b *Bot) light(m reminders.Milestone, today reminders.Day) reminders.Light {
	return b.settings().Lights.Light(m, today)
}

// today is the day of a moment where the deadlines are.
func (b *Bot) today(now time.Time) reminders.Day { return reminders.DayOf(now, b.Location) }
