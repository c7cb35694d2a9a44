// Package telegram is the edge between Telegram's Bot API and the conversation: it
// turns updates into bot.Request and bot.Reply into calls. What is said it leaves
// to the conversation; how, when and whether it arrives is decided here.
//
// # What is promised
//
// An update is stored in the Inbox before it is confirmed to Telegram, and finished
// there once its answer has been sent. A process that is killed in between handles
// the update again at its next start. So answers are given at least once, and
// effects happen exactly once, provided that the Handler does nothing twice for the
// same Request.ID. Two things are excepted: inline queries, which are worth nothing
// after a few seconds, and what one chat asks for beyond all measure.
//
// Within a chat, updates are handled and answered in order; chats do not wait for
// each other. Everything that goes out keeps Telegram's limits, answers before
// reminders.
package telegram

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"duban/bot"
)

// DefaultAPI is the address of Telegram's own Bot API.
const DefaultAPI = "https://api.telegram.org"

const (
	pollTime     = 25 * time.Second // how long Telegram holds an empty getUpdates
	callTime     = 20 * time.Second // the most that any other call may take
	handleTime   = time.Minute      // the most that the Handler may take for a request
	fileTime     = 5 * time.Minute  // the same for one that brings a file
	pressTime    = 8 * time.Second  // the most that answering a press may take
	downloadTime = time.Minute
	fetches      = 3                       // tries of a download
	stopTime     = 6500 * time.Millisecond // after the stop signal: what handlers and their answers have left
	backoffMin   = 200 * time.Millisecond
	backoffMax   = 30 * time.Second
	handlers     = 32     // at work at once
	backlog      = 10_000 // updates in memory before no more are taken; the rest stays with Telegram
	chatBacklog  = 200    // the same of one chat, of which the rest is dropped
)

// Config is what New needs to know.
type Config struct {
	Token  string // as BotFather gave it; blanks and line ends around it do not matter
	API    string // base URL of the Bot API; empty is DefaultAPI
	Source string // names this bot's updates in the Inbox; empty is "tg:" and the bot's id

	// Commands are the menu that Telegram shows where no Reply.Menu has set another; nil
	// leaves it alone.
	Commands []bot.Command

	// Now gives Request.Now; nil is time.Now. Pacing and retries keep to real time.
	Now func() time.Time
	// Migrated, if set, is told when a group has become a supergroup: its chat was
	// from and is now to, both in the form of Request.Chat. It is told once, and again
	// after a restart if the group still answers under its old name.
	Migrated func(ctx context.Context, from, to string)
	// Membership, if set, is told when the bot has been put into a group, or out of it.
	// A group that becomes a supergroup counts as one that the bot is put into; nothing
	// is said of its leaving the old one. Title is the group's, and untrusted.
	Membership func(ctx context.Context, chat, title string, in bool)
	// Answered, if set, is told when Telegram has answered, and what its clock says: that of
	// the header Date; zero: it does not say. Sent, if set, is told when somebody sent a
	// message that has just come in, by Telegram's clock too; it may have waited for a day.
	// Both have to return at once.
	Answered, Sent func(at time.Time)
	// Rank, if set, gives the place of a person's requests among those of others. It is
	// called for each, and has to return at once.
	Rank func(person string) Rank
	// Inline answers what people write behind the bot's name in any chat; nil answers
	// nothing. It is called at the same time as the Handler, also for the same person,
	// and its context ends when that person has written on.
	Inline func(ctx context.Context, person bot.Person, query, language string, now time.Time) ([]bot.InlineAnswer, error)

	// WebhookURL, if set, is where Telegram brings updates to, in place of being polled:
	// the caller serves Webhook behind it, from before Run until after it. WebhookSecret
	// proves that it is Telegram that comes.
	WebhookURL, WebhookSecret string

	// Transport carries the calls; nil is that of NewTransport.
	Transport http.RoundTripper
}

// NewTransport gives what carries the calls unless Config.Transport is set.
func NewTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = perSecond // all calls go to one host, and a handshake is slow
	return t
}

// tokenShape is lenient: Telegram says only that a token looks like
// 123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11.
var tokenShape = regexp.MustCompile(`^[0-9]{3,20}:[A-Za-z0-9_-]{20,200}$`)

// checked gives the configuration with its defaults filled in, or what is wrong
// with it in words that do not repeat the token.
func (c Config) checked() (Config, error) {
	c.Token = strings.TrimSpace(c.Token)
	if c.Token == "" {
		return c, errors.New("还没有 Telegram 令牌：请向 @BotFather 申请，写入 DUBAN_TELEGRAM_TOKEN。")
	}
	if !tokenShape.MatchString(c.Token) {
		return c, errors.New("令牌的样子不对，应当像 123456789:AAE… ：请把 @BotFather 给的整串写入 DUBAN_TELEGRAM_TOKEN。")
	}
	c.API = strings.TrimRight(cmp.Or(strings.TrimSpace(c.API), DefaultAPI), "/")
	u, err := url.Parse(c.API)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return c, errors.New("接口地址读不懂，DUBAN_TELEGRAM_API 应当像 " + DefaultAPI + " 。")
	}
	if err := c.checkWebhook(); err != nil {
		return c, err
	}
	id, _, _ := strings.Cut(c.Token, ":")
	c.Source = cmp.Or(c.Source, "tg:"+id)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Answered == nil {
		c.Answered = func(time.Time) {}
	}
	if c.Sent == nil {
		c.Sent = func(time.Time) {}
	}
	if c.Transport == nil {
		c.Transport = NewTransport()
	}
	return c, nil
}
