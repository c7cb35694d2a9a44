package sqlite

import (
	"path/filepath"
	"testing"
)

func TestSessionsSurviveARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "duban.db")
	s := open(t, path)
	if body, err := s.LoadSession(t.Context(), "c"); err != nil || body != nil {
		t.Errorf("%q, %v", body, err)
	}
	for _, body := range []string{`{"form":1}`, `{"form":2}`} {
		must(t, s.SaveSession(t.Context(), "c", []byte(body), now))
	}
	must(t, s.Close())
	s = open(t, path)
	defer s.Close()
	if body, err := s.LoadSession(t.Context(), "c"); err != nil || string(body) != `{"form":2}` {
		t.Errorf("%q, %v", body, err)
	}
	must(t, s.SaveSession(t.Context(), "c", nil, now))
	if body, err := s.LoadSession(t.Context(), "c"); err != nil || body != nil {
		t.Errorf("ended: %q, %v", body, err)
	}
}
