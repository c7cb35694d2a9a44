// Package bot is the contract between the conversation and its edges: a Request comes
// in, a Reply goes out. The conversation is package talk, which knows nothing of
// Telegram or of terminals; the edges, in bot/telegram and bot/console, know nothing
// of plans and milestones.
package bot

import (
	"context"
	"time"
)

// Request is one thing that a person did: wrote, pressed, or opened a link.
// Exactly one of Text, Press, Start, Uploads and Other says what, but that Text may go
// with Uploads and Other.
type Request struct {
	ID        string // unique for each update; handling the same ID twice changes nothing twice
	Chat      string // opaque: where the answer goes
	Person    Person
	Private   bool         // a one-to-one chat
	Addressed bool         // in a group: mentioned, replied to or commanded
	Text      string       // what was written; a command stands at its start as "/status 柯桥区", without @botname
	Press     string       // Data of the Button that was pressed
	MessageID string       // with Press: the message that holds the button; else the person's own message
	Edited    bool         // the person has changed that message, and this is what it says now
	ReplyTo   string       // the message of ours that it replies to
	Under     []string     // with ReplyTo: Data of the buttons under that message
	Anonymous bool         // sent by a group's administrators, or a channel, without saying who it was
	Start     string       // payload of a deep link (an invitation)
	Title     string       // of the group; untrusted
	Language  string       // of the person's client, as IETF tags it (zh-hans, en); may be empty
	Uploads   []*Upload    // of one message, or of all messages of an album
	Other     Kind         // what was sent that is neither text nor a file
	Progress  func(string) // shows how far a long request is, in place of what it showed before; may be nil
	Now       time.Time
}

// Kind is a kind of message that brings no file.
type Kind string

const (
	Place    Kind = "place" // on a map
	Contact  Kind = "contact"
	Sticker  Kind = "sticker"
	Poll     Kind = "poll"
	Unstored Kind = "other"
)

// Upload is a file that a person sent, with or without Text.
type Upload struct {
	Name string // as it came; untrusted
	Size int64  // bytes, as the edge was told
	// Fetch gets the file's bytes. Its error is the edge's to log.
	Fetch func(ctx context.Context) ([]byte, error)
}

// Person is who did it. ID is opaque to the conversation ("tg:1001", "local").
type Person struct {
	ID   string
	Name string // as the person calls themselves; untrusted
	User string // by which others can find them, without the @; may be empty
}

// Reply is what the conversation does about a Request. No messages and no Toast
// means silence.
type Reply struct {
	Messages []Message
	Toast    string    // answers a press at once, at most 200 characters; empty is a plain acknowledgement
	Menu     []Command // the commands that this private chat shows from now on; nil leaves them as they are
}

// Command is an entry of the menu of commands: Name without the slash.
type Command struct{ Name, Description string }

// InlineAnswer is one answer that a person can put into any chat.
type InlineAnswer struct {
	ID          string // stable for the same answer, at most 64 bytes
	Title       string
	Description string
	Text        Text // what is sent
}

// Message is one message to a chat.
type Message struct {
	Text    Text
	Buttons [][]Button // rows
	Edit    string     // edit this message of the chat instead of sending a new one
	File    *File      // goes with the words, never with Edit
}

// File is a document that a message brings.
type File struct {
	Name    string // as the reader saves it, with its ending
	Data    []byte
	Picture bool // a PNG that is shown, not offered for saving
}

// Button is one choice under a message. Data comes back as Request.Press and has
// at most 64 bytes (Bot API, InlineKeyboardButton.callback_data).
type Button struct {
	Label string
	Data  string
}

// Style is how a Span looks.
type Style int

const (
	Plain Style = iota
	Bold
	Quote // a block quotation, on lines of its own
	Code
)

// Span is a run of text in one style. S is plain text: the edges escape it.
type Span struct {
	S     string
	Style Style
}

// Text is a message's words.
type Text []Span

// String gives the words without styles; a quotation stands on lines of its own.
func (t Text) String() string {
	var b []byte
	for _, s := range t {
		b = append(b, s.S...)
	}
	return string(b)
}
