package telegram

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"

	"duban/bot"
)

// allowedUpdates is all that is asked for: every further kind is one more that the
// library might not be able to decode.
var allowedUpdates = []string{models.AllowedUpdateMessage, models.AllowedUpdateCallbackQuery, models.AllowedUpdateMyChatMember, models.AllowedUpdateInlineQuery}

// incoming is what an update asks for.
type incoming struct {
	request  *bot.Request // nil: nothing for the conversation
	to       target
	press    string           // id of a press, which has to be answered in any case
	document *models.Document // comes with the request, also for a photo; nil: none
}

// commandForm is a command at the start of a text: name, bot, and the space behind.
var commandForm = regexp.MustCompile(`^/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+|$)`)

// translate reads an update that came to me.
func translate(u *models.Update, me *models.User, now time.Time) incoming {
	id := fmt.Sprintf("%s%d:%d", prefix, me.ID, u.ID)
	switch {
	case u.CallbackQuery != nil:
		return translatePress(u.CallbackQuery, id, now)
	case u.Message != nil:
		return translateMessage(u.Message, me, id, now)
	}
	return incoming{}
}

func translatePress(q *models.CallbackQuery, id string, now time.Time) incoming {
	in := incoming{press: q.ID}
	var chat models.Chat
	var message int
	if m := q.Message.Message; m != nil {
		chat, message = m.Chat, m.ID
		in.to.thread = topic(m)
	} else if m := q.Message.InaccessibleMessage; m != nil {
		chat, message = m.Chat, m.MessageID
	}
	in.to.chat = chat.ID
	if chat.ID == 0 || q.Data == "" || q.From.IsBot {
		return in
	}
	in.request = &bot.Request{ID: id, Chat: in.to.String(), Person: person(&q.From), Private: chat.Type == models.ChatTypePrivate,
		Addressed: chat.Type != models.ChatTypePrivate, Press: q.Data, MessageID: strconv.Itoa(message),
		Title: chat.Title, Language: q.From.LanguageCode, Now: now}
	return in
}

func translateMessage(m *models.Message, me *models.User, id string, now time.Time) incoming {
	in := incoming{to: target{chat: m.Chat.ID, thread: topic(m)}}
	group, private := isGroup(m.Chat), m.Chat.Type == models.ChatTypePrivate
	if m.Chat.ID == 0 || m.From == nil || m.From.IsBot || !group && !private || !hasContent(m) {
		return in
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	text, addressed := withoutMention(text, entities, me)
	r := bot.Request{ID: id, Chat: in.to.String(), Person: person(m.From), Private: private, Text: strings.TrimSpace(text),
		Title: m.Chat.Title, Language: m.From.LanguageCode, Now: now}
	if c := commandForm.FindStringSubmatch(r.Text); c != nil {
		if group && c[2] != "" && !strings.EqualFold(c[2], me.Username) {
			return in // another bot's
		}
		addressed = true
		name, rest := strings.ToLower(c[1]), strings.TrimSpace(r.Text[len(c[0]):])
		if private && name == "start" && rest != "" {
			r.Text, r.Start = "", rest
		} else {
			r.Text = strings.TrimSpace("/" + name + " " + rest)
		}
	}
	if re := m.ReplyToMessage; re != nil && re.From != nil && re.From.ID == me.ID && re.ForumTopicCreated == nil {
		addressed, r.ReplyTo = true, strconv.Itoa(re.ID)
	}
	if r.Addressed = group && addressed; private || r.Addressed {
		in.request, in.document = &r, fileOf(m)
	}
	return in
}

// fileOf gives the file that a message brings: a document, or a photo in its largest
// size, or nil.
func fileOf(m *models.Message) *models.Document {
	if m.Document != nil || len(m.Photo) == 0 {
		return m.Document
	}
	largest := slices.MaxFunc(m.Photo, func(a, b models.PhotoSize) int { return cmp.Compare(a.Width*a.Height, b.Width*b.Height) })
	return &models.Document{FileID: largest.FileID, FileUniqueID: largest.FileUniqueID, FileName: photoName, FileSize: int64(largest.FileSize)}
}

// photoName is the name of a photo, which Telegram gives none. It sends them as JPEG.
const photoName = "照片.jpg"

// topic gives the topic of a forum that the message stands in. Outside forums
// Telegram sets the field for replies as well.
func topic(m *models.Message) int {
	if m.IsTopicMessage {
		return max(m.MessageThreadID, 0)
	}
	return 0
}

// hasContent tells what a person sent from what Telegram notes: pins, joins, titles.
func hasContent(m *models.Message) bool {
	return m.Text != "" || m.Caption != "" || len(m.Photo) > 0 || m.Document != nil || m.Voice != nil || m.Sticker != nil ||
		m.Video != nil || m.VideoNote != nil || m.Audio != nil || m.Animation != nil || m.Location != nil || m.Venue != nil ||
		m.Contact != nil || m.Poll != nil || m.Dice != nil || m.Story != nil || m.PaidMedia != nil || m.Checklist != nil || m.Game != nil
}

func person(u *models.User) bot.Person {
	name := strings.TrimSpace(u.FirstName + " " + u.LastName)
	if name == "" {
		name = u.Username
	}
	return bot.Person{ID: personID(u.ID), Name: name, User: u.Username}
}

// withoutMention takes the mentions of me out of the text and tells whether there
// were any. Offsets of entities count UTF-16 units.
func withoutMention(text string, entities []models.MessageEntity, me *models.User) (string, bool) {
	units := utf16.Encode([]rune(text))
	var kept []uint16
	from := 0
	for _, e := range entities {
		end := e.Offset + e.Length
		if e.Offset < from || e.Length < 0 || end > len(units) {
			continue
		}
		name := string(utf16.Decode(units[e.Offset:end]))
		named := e.Type == models.MessageEntityTypeMention && strings.EqualFold(name, "@"+me.Username)
		if named || e.Type == models.MessageEntityTypeTextMention && e.User != nil && e.User.ID == me.ID {
			kept = append(kept, units[from:e.Offset]...)
			from = end
		}
	}
	if from == 0 {
		return text, false
	}
	kept = append(kept, units[from:]...)
	return strings.TrimLeft(string(utf16.Decode(kept)), " \t\n,，:：、"), true
}
