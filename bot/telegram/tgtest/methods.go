package tgtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

type params map[string]string

func (p params) id(key string) int64 {
	n, _ := strconv.ParseInt(p[key], 10, 64)
	return n
}

// readParams reads JSON or a multipart form.
func readParams(r *http.Request) (params, error) {
	p := params{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var fields map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
			return nil, fmt.Errorf("can't parse JSON: %w", err)
		}
		for k, v := range fields {
			p[k] = strings.Trim(string(v), `"`)
		}
		return p, nil
	}
	form, err := r.MultipartReader()
	if err != nil {
		return p, nil // a call without parameters
	}
	for {
		part, err := form.NextPart()
		if err != nil {
			return p, nil // the end, or an empty form
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" { // uploaded: the field keeps the name, the bytes stand beside
			p[part.FormName()+" name"] = part.FileName()
		}
		p[part.FormName()] = string(value)
	}
}

// call carries out a method. s.mu is held.
func (s *Server) call(c *Call) (any, *refusal) {
	p := params(c.Params)
	switch c.Method {
	case "getMe":
		return me(), nil
	case "setWebhook":
		return s.setWebhook(p)
	case "deleteWebhook":
		s.hook = nil
		return true, nil
	case "setMyCommands":
		return s.setMyCommands(p)
	case "answerCallbackQuery":
		return s.answerCallbackQuery(c, p)
	case "answerInlineQuery":
		return s.answerInlineQuery(p)
	case "sendMessage":
		return s.sendMessage(c, p)
	case "sendDocument":
		return s.sendDocument(c, p)
	case "sendPhoto":
		return s.sendPhoto(c, p)
	case "editMessageText":
		return s.edit(c, p, false)
	case "editMessageCaption":
		return s.edit(c, p, true)
	case "getFile":
		return s.getFile(p)
	}
	return nil, &refusal{code: http.StatusNotFound, description: "Not Found: method not found"}
}

func me() map[string]any {
	return map[string]any{"id": BotID, "is_bot": true, "first_name": "督办", "username": Username}
}

func (s *Server) answerCallbackQuery(c *Call, p params) (any, *refusal) {
	if !s.presses[p["callback_query_id"]] {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	if utf8.RuneCountInString(p["text"]) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	delete(s.presses, p["callback_query_id"])
	c.Text = p["text"]
	return true, nil
}

func (s *Server) sendMessage(c *Call, p params) (any, *refusal) {
	m, no := compose(p)
	if no != nil {
		return nil, no
	}
	return s.post(c, p.id("chat_id"), m)
}

// post puts a message of the bot into a chat.
func (s *Server) post(c *Call, chat int64, m *message) (any, *refusal) {
	if s.messages[chat] == nil {
		return nil, bad("chat not found")
	}
	s.lastID++
	s.messages[chat][s.lastID] = m
	c.Text, c.MessageID = m.text, s.lastID
	return s.object(chat, s.lastID, m), nil
}

// edit replaces the text of a message, or the words under its picture or document.
func (s *Server) edit(c *Call, p params, caption bool) (any, *refusal) {
	chat, id := p.id("chat_id"), int(p.id("message_id"))
	old := s.messages[chat][id]
	switch {
	case old == nil:
		return nil, bad("message to edit not found")
	case !old.mine:
		return nil, bad("message can't be edited")
	case old.media && !caption:
		return nil, bad("there is no text in the message to edit")
	case !old.media && caption:
		return nil, bad("there is no caption in the message to edit")
	}
	read := compose
	if caption {
		read = composeCaption
	}
	m, no := read(p)
	if no != nil {
		return nil, no
	}
	if *m == *old {
		return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	*old = *m
	c.Text, c.MessageID = m.text, id
	return s.object(chat, id, m), nil
}

// compose checks the text and the keyboard of a message as Telegram does.
func compose(p params) (*message, *refusal) {
	m, no := parse(p, p["text"])
	switch {
	case no != nil:
		return nil, no
	case m.text == "":
		return nil, bad("message text is empty")
	case units(m.text) > 4096:
		return nil, bad("message is too long")
	}
	return m, nil
}

func parse(p params, text string) (*message, *refusal) {
	text, no := words(text, p["parse_mode"])
	if no == nil {
		no = checkKeyboard(p["reply_markup"])
	}
	if no != nil {
		return nil, no
	}
	return &message{mine: true, text: text, keyboard: p["reply_markup"]}, nil
}

// words gives a text without its tags.
func words(text, mode string) (string, *refusal) {
	switch mode {
	case "":
	case "HTML":
		plain, err := ParseHTML(text)
		if err != nil {
			return "", bad("can't parse entities: %v", err)
		}
		text = plain
	default:
		return "", bad("unsupported parse_mode")
	}
	return strings.TrimSpace(text), nil
}

// units gives the length of a text as Telegram counts it.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

func checkKeyboard(raw string) *refusal {
	if raw == "" {
		return nil
	}
	var k struct {
		Rows [][]struct {
			Text string `json:"text"`
			Data string `json:"callback_data"`
		} `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(raw), &k) != nil || len(k.Rows) == 0 {
		return bad(`field "inline_keyboard" must be of type Array`)
	}
	for _, row := range k.Rows {
		if len(row) == 0 || len(row) > 8 {
			return bad("a row of %d buttons", len(row))
		}
		for _, b := range row {
			if strings.TrimSpace(b.Text) == "" {
				return bad(`field "text" must be non-empty`)
			}
			if n := len(b.Data); n < 1 || n > 64 {
				return bad("BUTTON_DATA_INVALID")
			}
		}
	}
	return nil
}

func (s *Server) object(chat int64, id int, m *message) map[string]any {
	return map[string]any{"message_id": id, "from": me(), "chat": chatObject(chat), "date": time.Now().Unix(), "text": m.text}
}
