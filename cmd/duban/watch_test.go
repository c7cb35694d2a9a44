package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestOperating: the real program, polling, says how it is and calls the monitor; the log
// has what was sent to whom, at the times of the zone, and nobody's words.
func TestOperating(t *testing.T) {
	t.Parallel()
	beats := make(chan struct{}, 100)
	monitor := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { beats <- struct{}{} }))
	defer monitor.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	p := newProgram(t)
	p.start("DUBAN_LISTEN="+address, "DUBAN_HEARTBEAT="+monitor.URL+"/beat-secret", "DUBAN_TIMEZONE=Pacific/Chatham")
	select {
	case <-beats:
	case <-time.After(30 * time.Second):
		t.Fatal("never ready")
	}
	page := func(path string) (int, string) {
		t.Helper()
		resp, err := http.Get("http://" + address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(body)
	}
	p.server.Say(crashAdmin, crashAdmin, "柯桥区2021年要做到什么")
	patience, giveUp := context.WithTimeout(t.Context(), 30*time.Second)
	defer giveUp()
	p.server.Wait(patience, t, func() bool {
		return strings.Contains(strings.Join(p.server.Texts(), ""), "全国义务教育优质均衡发展县")
	})
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "✓ 提醒", "/metrics": `duban_requests_total{kind="text"} 1`} {
		if code, body := page(path); code != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	if code, _ := page("/"); code != 404 {
		t.Errorf("/: %d", code)
	}
	p.term()
	if _, err := http.Get("http://" + address + "/healthz"); err == nil {
		t.Error("still served")
	}
	log := p.log.String()
	if !regexp.MustCompile(`time=\S+\+1[23]:45 level=INFO msg=已回答 part=telegram update=\d+ chat=tg:1 message=\d+`).MatchString(log) ||
		strings.Contains(log, "柯桥") || strings.Contains(log, "beat-secret") {
		t.Errorf("log:\n%s", log)
	}
}

func TestAddressThatIsTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p := newProgram(t)
	p.start("DUBAN_LISTEN=" + l.Addr().String())
	err, p.cmd = p.cmd.Wait(), nil
	if err == nil || !strings.Contains(p.log.String(), "请检查 DUBAN_LISTEN") {
		t.Errorf("%v: %s", err, &p.log)
	}
}

func TestAddresses(t *testing.T) {
	for _, tt := range []struct{ environ, want string }{
		{"DUBAN_LISTEN=8080", "DUBAN_LISTEN"},
		{"DUBAN_HEARTBEAT=example.com/ping", "DUBAN_HEARTBEAT"},
		{"DUBAN_WEBHOOK_URL=https://bot.example/telegram", "DUBAN_LISTEN"},
		{"DUBAN_WEBHOOK_URL=https://bot.example/readyz DUBAN_LISTEN=:8080", "/readyz"},
		{"DUBAN_WEBHOOK_URL=https://bot.example/telegram DUBAN_LISTEN=:8080 DUBAN_HEARTBEAT=https://monitor.example/a", ""},
	} {
		_, err := readConfig(strings.Fields(tt.environ))
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.environ, err)
		}
	}
}
