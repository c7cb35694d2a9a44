// Package talk is the conversation: it answers a bot.Request with a bot.Reply, from the
// plans and the diary.
package talk

import (
	"time"

	"duban/bot"
	"duban/bot/office"
	"duban/reminders"
)

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

// turn is one request on its way through the conversation.
type turn struct {
	bot.Request
	voice   // speaks to the person, or to the group
	who     reminders.Person
	group   *reminders.Person // what the group is bound to; nil in private, and where it is not
	session session
	book    *office.Book // the plan that the chat is about
	shown   []int64      // the milestones that a message may speak of, see lookBack
	replied []int64      // those of the message that it replies to
	plain   bool         // the message is plainly what the open form asks for
	said    understood   // what the message says, as far as its words are understood
}

// voice is the bot as it speaks to somebody.
type voice struct {
	*Bot
	tongue
}

// stepOf fills in what the request says of when, and by what, it is asked for.
func stepOf(t *turn, s reminders.Step) reminders.Step {
	s.Request, s.At, s.Today = t.ID, t.Now, t.today(t.Now)
	return s
}

// maxText is how many bytes of a message are read at all.
const maxText = 16 << 10
