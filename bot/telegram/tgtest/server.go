// Package tgtest is a small, strict Bot API server for tests: it refuses what
// Telegram would refuse, plays people who write and press, and fails on request.
// It knows the methods that package telegram uses, and no others.
package tgtest

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// What a Server is called, and the token it accepts.
const (
	Token    = "7000000001:AAFakeSecret_never_to_be_seen_0123456"
	Username = "duban_test_bot"
	BotID    = 7000000001
)

// Call is a call of the bot that has been answered.
type Call struct {
	Method    string
	Params    map[string]string // as they came; JSON for what is not a plain value
	Status    int               // HTTP status of the answer; 0 if the connection was cut
	Error     string            // description with which it was refused
	Text      string            // words of a message or toast, without tags
	MessageID int               // of the message sent or edited
	At        time.Time         // when it was carried out
	Answered  time.Time         // when the answer left; zero: the bot had gone by then, or the connection was cut
}

// Server is a fake Bot API. Its zero value is not ready; use New.
type Server struct {
	mu        sync.Mutex
	changed   chan struct{} // closed and replaced whenever something happens
	updates   []update
	next      int64 // id of the newest update
	messages  map[int64]map[int]*message
	lastID    int
	presses   map[string]bool
	queries   map[string]bool   // inline queries without an answer
	files     map[string][]byte // by id
	faults    []*Fault
	calls     []Call
	commands  map[string]string // menus, as JSON, by scope and language
	hook      *hook             // the webhook; nil: none
	limits    *limits           // nil: none
	delay     time.Duration
	polling   int // getUpdates that wait
	confirmed int64
}

type update struct {
	id   int64
	body []byte
}

// message is one in a chat; text and keyboard are those of the bot. The text of a
// message with a picture or a document is its caption.
type message struct {
	mine     bool
	media    bool
	text     string
	keyboard string
}

// New gives a server without people.
func New() *Server {
	return &Server{changed: make(chan struct{}), next: 500_000, messages: map[int64]map[int]*message{}, presses: map[string]bool{},
		queries: map[string]bool{}, files: map[string][]byte{}, commands: map[string]string{}}
}

// Listen serves on a port of this machine until the test ends and gives the base URL.
func (s *Server) Listen(t testing.TB) string {
	h := httptest.NewServer(s)
	t.Cleanup(func() {
		h.CloseClientConnections()
		h.Close()
	})
	return h.URL
}

// Transport serves over pipes in memory until the test ends, at any address. Unlike
// the network it works with the fake clock of testing/synctest.
func (s *Server) Transport(t testing.TB) http.RoundTripper {
	l := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
	h := &http.Server{Handler: s}
	go h.Serve(l)
	tr := &http.Transport{DialContext: l.dial}
	t.Cleanup(func() {
		h.Close()
		tr.CloseIdleConnections()
	})
	return tr
}

// Delay makes every call but getUpdates wait for its answer, once it is carried out.
func (s *Server) Delay(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delay = d
}

// Calls gives the calls of a method so far; of all methods but getUpdates if it is empty.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool {
		return method != "" && c.Method != method || method == "" && c.Method == "getUpdates"
	})
}

// Texts gives the words of the messages that were sent or edited with success, in order.
func (s *Server) Texts() []string {
	var out []string
	for _, c := range s.Calls("") {
		if c.Status == http.StatusOK && (c.Method == "sendMessage" || c.Method == "editMessageText") {
			out = append(out, c.Text)
		}
	}
	return out
}

// Wait returns when ok holds, which is asked again after everything that happens.
// It fails the test when the context ends first.
func (s *Server) Wait(ctx context.Context, t testing.TB, ok func() bool) {
	t.Helper()
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("waited in vain; texts so far: %q", s.Texts())
		}
	}
}

// Confirmed gives the highest update id that the bot has confirmed by an offset.
func (s *Server) Confirmed() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.confirmed
}

// Newest gives the id of the newest update.
func (s *Server) Newest() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next
}

// notify wakes those who wait. s.mu is held.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// pipes is a net.Listener of connections in memory.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.conns <- server:
		return client, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes", Net: "unix"} }
