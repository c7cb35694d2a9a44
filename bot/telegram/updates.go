package telegram

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"

	"duban/bot"
)

// allowedUpdates is all that is asked for: every further kind is one more that the
// library might not be able to decode.
var allowedUpdates = []string{models.AllowedUpdateMessage, models.AllowedUpdateEditedMessage, models.AllowedUpdateCallbackQuery, models.AllowedUpdateMyChatMember, models.AllowedUpdateInlineQuery}

// incoming is what an update asks for.
type incoming struct {
	request   *bot.Request // nil: nothing for the conversation
	to        target
	press     string             // id of a press, which has to be answered in any case
	documents []*models.Document // come with the request, also for photos
	album     string             // the media group that it is a part of
	rest      []int64            // ids of the updates that are the album's other parts
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
	case u.EditedMessage != nil:
		in := translateMessage(u.EditedMessage, me, id, now)
		if in.album = ""; in.request != nil {
			in.request.Edited = true
		}
		return in
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
	if m.Chat.ID == 0 || m.From == nil || m.IsAutomaticForward || !group && !private || !hasContent(m) {
		return in
	}
	anonymous := group && m.SenderChat != nil
	if m.From.IsBot && !anonymous || m.ViaBot != nil && m.ViaBot.ID == me.ID { // an answer of ours, put there by the person
		return in
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	text, addressed := withoutMention(text, entities, me)
	r := bot.Request{ID: id, Chat: in.to.String(), Person: person(m.From), Private: private, Text: strings.TrimSpace(text),
		Title: m.Chat.Title, Language: m.From.LanguageCode, Now: now, MessageID: strconv.Itoa(m.ID), Anonymous: anonymous, Other: otherOf(m)}
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
		addressed, r.ReplyTo, r.Under = true, strconv.Itoa(re.ID), under(re)
	}
	if r.Addressed = group && addressed; private || r.Addressed {
		in.request, in.album = &r, m.MediaGroupID
		if d := fileOf(m); d != nil {
			in.documents = []*models.Document{d}
		}
	}
	return in
}

// topic gives the topic of a forum that the message stands in. Outside forums
// Telegram sets the field for replies as well.
func topic(m *models.Message) int {
	if m.IsTopicMessage {
		return max(m.MessageThreadID, 0)
	}
	return 0
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
