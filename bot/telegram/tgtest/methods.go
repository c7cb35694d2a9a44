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
	case "deleteWebhook":
		return true, nil
	case "setMyCommands":
		s.commands = p["commands"]
		return true, nil
	case "answerCallbackQuery":
		return s.answerCallbackQuery(c, p)
	case "sendMessage":
		return s.sendMessage(c, p)
	case "sendDocument":
		return s.sendDocument(c, p)
	case "editMessageText":
		return s.editMessageText(c, p)
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
	chat := p.id("chat_id")
	if s.messages[chat] == nil {
		return nil, bad("chat not found")
	}
	m, no := compose(p)
	if no != nil {
		return nil, no
	}
	s.lastID++
	s.messages[chat][s.lastID] = m
	c.Text, c.MessageID = m.text, s.lastID
	return s.object(chat, s.lastID, m), nil
}

// sendDocument takes an uploaded file; its caption has the rules of a text, and may be
// empty.
func (s *Server) sendDocument(c *Call, p params) (any, *refusal) {
	chat := p.id("chat_id")
	if s.messages[chat] == nil {
		return nil, bad("chat not found")
	}
	name, data := p["document name"], p["document"]
	if ref, ok := strings.CutPrefix(data, "attach://"); ok { // the file comes in a field of that name
		name, data = p[ref+" name"], p[ref]
	}
	if name == "" || data == "" {
		return nil, bad("file must be non-empty")
	}
	if p["caption"] == "" {
		p["text"] = name
		p["parse_mode"] = ""
	} else {
		p["text"] = p["caption"]
	}
	m, no := compose(p)
	if no != nil {
		return nil, no
	}
	if len(utf16.Encode([]rune(m.text))) > 1024 {
		return nil, bad("message caption is too long")
	}
	s.lastID++
	s.messages[chat][s.lastID] = m
	c.Text, c.MessageID = m.text, s.lastID
	return s.object(chat, s.lastID, m), nil
}

func (s *Server) editMessageText(c *Call, p params) (any, *refusal) {
	chat, id := p.id("chat_id"), int(p.id("message_id"))
	old := s.messages[chat][id]
	switch {
	case old == nil:
		return nil, bad("message to edit not found")
	case !old.mine:
		return nil, bad("message can't be edited")
	}
	m, no := compose(p)
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
	text := p["text"]
	switch p["parse_mode"] {
	case "":
	case "HTML":
		plain, err := ParseHTML(text)
		if err != nil {
			return nil, bad("can't parse entities: %v", err)
		}
		text = plain
	default:
		return nil, bad("unsupported parse_mode")
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, bad("message text is empty")
	}
	if len(utf16.Encode([]rune(text))) > 4096 {
		return nil, bad("message is too long")
	}
	if no := checkKeyboard(p["reply_markup"]); no != nil {
		return nil, no
	}
	return &message{mine: true, text: text, keyboard: p["reply_markup"]}, nil
}

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
