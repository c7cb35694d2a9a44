package tgtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
)

// hook is the webhook that was set.
type hook struct{ url, secret string }

var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (s *Server) setWebhook(p params) (any, *refusal) {
	u, err := url.Parse(p["url"])
	if err != nil || u.Scheme != "https" {
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook")
	}
	switch u.Port() {
	case "", "443", "80", "88", "8443":
	default:
		return nil, bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	}
	if !secretShape.MatchString(p["secret_token"]) { // Telegram takes none at all; a bot that asks for none is open to all
		return nil, bad("secret token contains unallowed characters")
	}
	if n, err := strconv.Atoi(p["max_connections"]); err != nil || n < 1 || n > 100 {
		return nil, bad("max_connections is invalid")
	}
	var kinds []string
	if json.Unmarshal([]byte(p["allowed_updates"]), &kinds) != nil || len(kinds) == 0 {
		return nil, bad("can't parse allowed updates")
	}
	s.hook = &hook{u.String(), p["secret_token"]}
	return true, nil
}

// Deliver brings the oldest update to the webhook that was set, as Telegram does: it
// stays the oldest until the answer is a success. It gives the answer's status, or 0
// when there is no update or no webhook.
func (s *Server) Deliver(h http.Handler) int {
	s.mu.Lock()
	if s.hook == nil || len(s.updates) == 0 {
		s.mu.Unlock()
		return 0
	}
	u, to := s.updates[0], *s.hook
	s.mu.Unlock()
	r := httptest.NewRequest(http.MethodPost, to.url, bytes.NewReader(u.body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", to.secret)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code/100 == 2 {
		s.mu.Lock()
		defer s.mu.Unlock()
		if len(s.updates) > 0 && s.updates[0].id == u.id { // not brought by another call meanwhile
			s.updates, s.confirmed = s.updates[1:], u.id
		}
	}
	return w.Code
}
