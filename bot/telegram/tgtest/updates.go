package tgtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Say has a person write text into a chat; user and chat are the same number in
// private, a chat below 0 is a group. Commands and mentions get their entities, as
// Telegram's clients do. It gives the update's id.
func (s *Server) Say(user, chat int64, text string) int64 {
	return s.Message(user, chat, map[string]any{"text": text, "entities": entities(text)})
}

// Message has a person send a message with the given fields.
func (s *Server) Message(user, chat int64, fields map[string]any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	s.meet(chat)[s.lastID] = &message{}
	m := map[string]any{"message_id": s.lastID, "from": userObject(user), "chat": chatObject(chat), "date": time.Now().Unix()}
	for k, v := range fields {
		m[k] = v
	}
	return s.push(map[string]any{"message": m})
}

// Press has a person press a button with the given data under a message of the bot.
// It gives the id that answerCallbackQuery has to name.
func (s *Server) Press(user, chat int64, message int, data string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := fmt.Sprintf("press%d", s.next+1)
	s.presses[id] = true
	under := map[string]any{"message_id": message, "from": me(), "chat": chatObject(chat), "date": time.Now().Unix(), "text": "…"}
	s.push(map[string]any{"callback_query": map[string]any{"id": id, "from": userObject(user), "message": under, "chat_instance": "1", "data": data}})
	return id
}

// Push delivers an update of any kind; update_id is added. It gives that id.
func (s *Server) Push(u map[string]any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.push(u)
}

// Meet makes a chat known, so that the bot may write to it.
func (s *Server) Meet(chat int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.meet(chat)
}

// Forget deletes a message.
func (s *Server) Forget(chat int64, id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.messages[chat], id)
}

func (s *Server) meet(chat int64) map[int]*message {
	if s.messages[chat] == nil {
		s.messages[chat] = map[int]*message{}
	}
	return s.messages[chat]
}

func (s *Server) push(u map[string]any) int64 {
	s.next++
	u["update_id"] = s.next
	body, err := json.Marshal(u)
	if err != nil {
		panic(err) // a test's own mistake
	}
	s.updates = append(s.updates, update{s.next, body})
	s.notify()
	return s.next
}

// getUpdates waits for updates as long as the bot asks, and answers a second poller
// at the same time with 409.
func (s *Server) getUpdates(w http.ResponseWriter, r *http.Request, p params) {
	batch, f := s.collect(r, p)
	switch {
	case f == nil:
		write(w, batch, nil)
	case f.Cut:
		hangUp(w)
	default:
		f.answer(w, f.refusal())
	}
}

// collect gives the updates, at most 100, that are there when the wait is over, or
// the fault that ended it.
func (s *Server) collect(r *http.Request, p params) ([]json.RawMessage, *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook != nil {
		return nil, &Fault{Code: http.StatusConflict, Description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	if s.polling > 0 {
		return nil, &Fault{Code: http.StatusConflict}
	}
	s.polling++
	defer func() { s.polling-- }()
	for len(s.updates) > 0 && s.updates[0].id < p.id("offset") {
		s.confirmed = s.updates[0].id
		s.updates = s.updates[1:]
	}
	s.notify()
	end := time.After(time.Duration(p.id("timeout")) * time.Second)
	for over := false; !over; {
		if f := s.strike("getUpdates", 0); f != nil {
			s.calls = append(s.calls, Call{Method: "getUpdates", Params: p, Status: f.Code, At: time.Now()})
			s.notify()
			return nil, f
		}
		if len(s.updates) > 0 {
			break
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-end:
			over = true
		case <-r.Context().Done():
			over = true
		}
		s.mu.Lock()
	}
	batch := []json.RawMessage{}
	most := 100
	if n := int(p.id("limit")); n > 0 {
		most = n
	}
	for _, u := range s.updates[:min(most, len(s.updates))] {
		batch = append(batch, u.body)
	}
	s.calls = append(s.calls, Call{Method: "getUpdates", Params: p, Status: http.StatusOK, At: time.Now()})
	return batch, nil
}

func userObject(id int64) map[string]any {
	return map[string]any{"id": id, "is_bot": false, "first_name": fmt.Sprintf("人%d", id)}
}

func chatObject(id int64) map[string]any {
	if id < 0 {
		return map[string]any{"id": id, "type": "supergroup", "title": "群"}
	}
	return map[string]any{"id": id, "type": "private", "first_name": fmt.Sprintf("人%d", id)}
}

// entities are the commands and mentions in a text; offsets count UTF-16 units.
func entities(text string) []map[string]any {
	var out []map[string]any
	at := 0
	for _, word := range strings.SplitAfter(text, " ") {
		name := strings.TrimRight(word, " ")
		kind := map[byte]string{'/': "bot_command", '@': "mention"}[append([]byte(name), 0)[0]]
		if kind != "" {
			out = append(out, map[string]any{"type": kind, "offset": at, "length": units(name)})
		}
		at += units(word)
	}
	return out
}
