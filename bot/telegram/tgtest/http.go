package tgtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Fault makes calls fail.
type Fault struct {
	Method      string // which; empty is every method but getMe and getUpdates
	Chat        int64  // only calls for this chat; 0 is any
	Times       int    // how often; 0 is until Clear
	Code        int    // answer with this error
	Description string // its description; a fitting one if empty
	RetryAfter  int    // seconds, with 429
	MigrateTo   int64  // with 400
	Cut         bool   // cut the connection instead of carrying the call out
	Lost        bool   // carry it out, then cut the connection
	Page        bool   // answer Code with an HTML page, as a proxy does
	Body        string // answer 200 with this
}

// Fail adds a fault; those added first strike first.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
	s.notify() // a getUpdates that waits meets it at once
}

// Clear ends all faults.
func (s *Server) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// strike gives the fault that this call meets. s.mu is held.
func (s *Server) strike(method string, chat int64) *Fault {
	for i, f := range s.faults {
		hidden := f.Method == "" && (method == "getMe" || method == "getUpdates")
		if hidden || f.Method != "" && f.Method != method || f.Chat != 0 && f.Chat != chat {
			continue
		}
		hit := *f
		if f.Times == 1 {
			s.faults = slices.Delete(s.faults, i, i+1)
		}
		f.Times = max(f.Times-1, 0)
		return &hit
	}
	return nil
}

// refusal is an error answer of the Bot API.
type refusal struct {
	code        int
	description string
	parameters  map[string]any
}

func bad(format string, args ...any) *refusal {
	return &refusal{code: http.StatusBadRequest, description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

var usual = map[int]string{
	400: "Bad Request: something is wrong", 401: "Unauthorized", 403: "Forbidden: bot was blocked by the user", 404: "Not Found",
	409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
	429: "Too Many Requests: retry later", 500: "Internal Server Error", 502: "Bad Gateway",
}

// ServeHTTP answers a call.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, file := strings.CutPrefix(r.URL.Path, "/file")
	token, method, _ := strings.Cut(strings.TrimPrefix(path, "/bot"), "/")
	if token != Token {
		write(w, nil, &refusal{code: http.StatusUnauthorized, description: "Unauthorized"})
		return
	}
	if file {
		s.serveFile(w, r, method)
		return
	}
	p, err := readParams(r)
	if err != nil {
		write(w, nil, bad("%v", err))
		return
	}
	c := Call{Method: method, Params: p, At: time.Now()}
	if method == "getUpdates" {
		s.getUpdates(w, r, p)
		return
	}
	s.mu.Lock()
	f := s.strike(method, p.id("chat_id"))
	var result any
	var no *refusal
	if f == nil || f.Lost {
		if no = s.slowDown(method, p.id("chat_id"), c.At); no == nil {
			result, no = s.call(&c)
		}
	}
	cut := false
	switch {
	case f != nil && (f.Cut || f.Lost):
		cut = true
	case f != nil && f.Code != 0:
		no = f.refusal()
		c.Status, c.Error = f.Code, no.description
	case no != nil:
		c.Status, c.Error = no.code, no.description
	default:
		c.Status = http.StatusOK
	}
	s.calls = append(s.calls, c)
	at := len(s.calls) - 1
	delay := s.delay
	s.notify()
	s.mu.Unlock()
	if delay > 0 {
		select {
		case <-time.After(delay):
		case <-r.Context().Done():
			return
		}
	}
	if !cut {
		s.mu.Lock()
		s.calls[at].Answered = time.Now()
		s.mu.Unlock()
	}
	switch {
	case cut:
		hangUp(w)
	case f != nil:
		f.answer(w, no)
	default:
		write(w, result, no)
	}
}

func (f *Fault) refusal() *refusal {
	no := &refusal{code: f.Code, description: f.Description, parameters: map[string]any{}}
	if no.description == "" {
		no.description = usual[f.Code]
	}
	if f.RetryAfter > 0 {
		no.parameters["retry_after"] = f.RetryAfter
	}
	if f.MigrateTo != 0 {
		no.parameters["migrate_to_chat_id"] = f.MigrateTo
	}
	return no
}

func (f *Fault) answer(w http.ResponseWriter, no *refusal) {
	switch {
	case f.Page:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Code)
		fmt.Fprintf(w, "<html><body><h1>%d</h1></body></html>", f.Code)
	case f.Body != "":
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, f.Body)
	default:
		write(w, nil, no)
	}
}

func write(w http.ResponseWriter, result any, no *refusal) {
	answer := map[string]any{"ok": no == nil}
	w.Header().Set("Content-Type", "application/json")
	if no != nil {
		answer["error_code"], answer["description"] = no.code, no.description
		if len(no.parameters) > 0 {
			answer["parameters"] = no.parameters
		}
		w.WriteHeader(no.code)
	} else {
		answer["result"] = result
	}
	json.NewEncoder(w).Encode(answer)
}

func hangUp(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		conn.Close()
	}
}
