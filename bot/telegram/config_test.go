package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

func TestConfig(t *testing.T) {
	for name, tt := range map[string]struct {
		cfg Config
		err string
	}{
		"good":           {Config{Token: " " + tgtest.Token + "\r\n"}, ""},
		"own API":        {Config{Token: tgtest.Token, API: "http://127.0.0.1:8081/"}, ""},
		"no token":       {Config{Token: " \n"}, "还没有"},
		"no colon":       {Config{Token: "AAFakeSecret_never_to_be_seen_0123456"}, "令牌的样子不对"},
		"blank inside":   {Config{Token: "7000000001: AAFakeSecret_never_to_be_seen_0123456"}, "令牌的样子不对"},
		"two lines":      {Config{Token: tgtest.Token + "\n" + tgtest.Token}, "令牌的样子不对"},
		"with bot":       {Config{Token: "bot" + tgtest.Token}, "令牌的样子不对"},
		"API without //": {Config{Token: tgtest.Token, API: "localhost:8081"}, "接口地址"},
		"API of files":   {Config{Token: tgtest.Token, API: "file:///etc/passwd"}, "接口地址"},
		"webhook":        {hook(" https://bot.example/a \n", "a-B_9\n"), ""},
		"webhook, port":  {hook("https://bot.example:8443", "a"), ""},
		"hook of no URL": {hook("bot.example", "a"), "DUBAN_WEBHOOK_URL"},
		"hook with http": {hook("http://bot.example/a", "a"), "https://"},
		"hook's port":    {hook("https://bot.example:8080/a", "a"), "8443"},
		"hook for own":   {Config{Token: tgtest.Token, API: "http://127.0.0.1:8081", WebhookURL: "http://127.0.0.1:9000/a", WebhookSecret: "a"}, ""},
		"no secret":      {hook("https://bot.example/a", " "), "DUBAN_WEBHOOK_SECRET"},
		"bad secret":     {hook("https://bot.example/a", "FakeSecret!"), "DUBAN_WEBHOOK_SECRET"},
		"long secret":    {hook("https://bot.example/a", strings.Repeat("a", 257)), "256"},
		"two secrets":    {hook("https://bot.example/a", "a\nb"), "DUBAN_WEBHOOK_SECRET"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(tt.cfg, nil, nil, slog.New(slog.DiscardHandler))
			switch {
			case tt.err == "" && err != nil, tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)):
				t.Errorf("got %v, want %q", err, tt.err)
			case err != nil && strings.Contains(err.Error(), "FakeSecret"):
				t.Errorf("the token is in %q", err)
			}
		})
	}
	c, err := Config{Token: tgtest.Token}.checked()
	if err != nil || c.API != DefaultAPI || c.Source != "tg:7000000001" {
		t.Errorf("defaults %q %q, %v", c.API, c.Source, err)
	}
}

func hook(url, secret string) Config {
	return Config{Token: tgtest.Token, WebhookURL: url, WebhookSecret: secret}
}

func TestRedact(t *testing.T) {
	var b bytes.Buffer
	log := slog.New(slog.NewJSONHandler(RedactWriter(&b, tgtest.Token+"\n"), nil))
	cut := &url.Error{Op: "Post", URL: "http://telegram.test/bot" + url.QueryEscape(tgtest.Token) + "/getMe", Err: io.EOF}
	log.Info("sent with "+tgtest.Token, "err", fmt.Errorf("call: %w", cut), "url", cut.URL)
	if s := b.String(); strings.Contains(s, "FakeSecret") || strings.Count(s, hidden) != 3 {
		t.Errorf("logged %s", s)
	}
	if n, err := RedactWriter(&b, tgtest.Token).Write([]byte(tgtest.Token)); n != len(tgtest.Token) || err != nil {
		t.Errorf("wrote %d, %v", n, err)
	}
	if got := Redact("a b a", "a"); got != "a b a" {
		t.Errorf("a word that is no token was hidden: %q", got)
	}
}

// Over a real connection, and with an error whose text holds the URL: no token in the
// error, in the log or in what people read.
func TestTokenStaysHidden(t *testing.T) {
	srv, log := tgtest.New(), &journal{}
	leak := func(context.Context, bot.Request) (bot.Reply, error) {
		return bot.Reply{Messages: []bot.Message{say("token " + tgtest.Token)}}, nil
	}
	e, err := New(Config{Token: tgtest.Token, API: srv.Listen(t)}, leak, newInbox(), slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	srv.Meet(1001)
	srv.Fail(tgtest.Fault{Method: "sendMessage", Cut: true, Times: 1})
	srv.Fail(tgtest.Fault{Method: "getUpdates", Cut: true, Times: 1})
	_, err = e.Send(t.Context(), "tg:1001", say("hi"))
	if !errors.Is(err, ErrUncertain) || strings.Contains(err.Error(), "FakeSecret") {
		t.Errorf("Send gave %v", err)
	}
	srv.Say(1001, 1001, "hi")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- e.Run(ctx) }()
	patience, giveUp := context.WithTimeout(t.Context(), 10*time.Second)
	defer giveUp()
	srv.Wait(patience, t, func() bool { return len(srv.Texts()) == 1 })
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if n := len(srv.Calls("sendMessage")); n != 2 { // the one that was cut, and the answer, whose formatting holds
		t.Errorf("%d messages", n)
	}
	if said := srv.Texts()[0]; strings.Contains(said, "FakeSecret") || strings.Contains(log.String(), "FakeSecret") {
		t.Errorf("said %q, logged %s", said, log)
	}
}
