package telegram

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
)

const (
	secretHeader  = "X-Telegram-Bot-Api-Secret-Token"
	pushes        = 40 // at once; of one chat Telegram brings one after the other
	pushTime      = 15 * time.Second
	webhookSample = "，像 https://example.com/telegram 。"
)

// secretShape is what Telegram takes as a secret (Bot API, setWebhook).
var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// checkWebhook says what is wrong with the webhook's settings, in words that do not
// repeat the secret.
func (c *Config) checkWebhook() error {
	c.WebhookURL, c.WebhookSecret = strings.TrimSpace(c.WebhookURL), strings.TrimSpace(c.WebhookSecret)
	if c.WebhookURL == "" {
		return nil
	}
	u, err := url.Parse(c.WebhookURL)
	own := c.API != DefaultAPI // a Bot API server of one's own takes plain HTTP and any port
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && !(own && u.Scheme == "http"):
		return errors.New("推送网址读不懂，DUBAN_WEBHOOK_URL 应当以 https:// 开头" + webhookSample)
	case !own && !strings.Contains(" 443 80 88 8443 ", " "+u.Port()+" ") && u.Port() != "":
		return errors.New("推送网址的端口只能是 443、80、88、8443，请改 DUBAN_WEBHOOK_URL 。")
	case c.WebhookSecret == "":
		return errors.New("还没有推送密钥：请把一串字母数字写入 DUBAN_WEBHOOK_SECRET，没有它分不清推送是不是 Telegram 来的。")
	case !secretShape.MatchString(c.WebhookSecret):
		return errors.New("推送密钥的样子不对，DUBAN_WEBHOOK_SECRET 只能用字母、数字、下划线和连字符，1至256个。")
	}
	return nil
}

// gate lets in what the webhook brings. While it is shut, updates are stored only.
type gate struct {
	mu   sync.RWMutex
	take func(id int64, body []byte) // hands on what is stored; nil: shut
	ask  func(inline []byte)         // hands on what is not
}

// Webhook takes updates at the path of Config.WebhookURL. An update is in the Inbox before
// Telegram is told so; before Run and after it, it waits there for the next start.
func (e *Edge) Webhook() http.Handler {
	path := ""
	if u, err := url.Parse(e.cfg.WebhookURL); err == nil && e.cfg.WebhookURL != "" {
		path = "/" + strings.TrimPrefix(u.Path, "/")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case path == "" || r.URL.Path != path:
			http.NotFound(w, r)
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", http.MethodPost)
			w.WriteHeader(http.StatusMethodNotAllowed)
		case subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), []byte(e.cfg.WebhookSecret)) != 1:
			if n, say := e.forged.count(); say {
				e.log.Warn("有推送没有带对密钥，没有理会：不是 Telegram 来的，或另一处改了 DUBAN_WEBHOOK_SECRET", "times", n)
			}
			w.WriteHeader(http.StatusForbidden)
		default:
			w.WriteHeader(e.receive(r.Context(), http.MaxBytesReader(w, r.Body, updateLimit)))
		}
	})
}

// receive takes one update and gives the HTTP status. Telegram brings it again after
// anything but a 200, and the others of its chat after it; so one that cannot be read
// gets a 200 too.
func (e *Edge) receive(ctx context.Context, r io.Reader) int {
	body, err := io.ReadAll(r)
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		id, _ := idIn(body)
		e.passOver(id)
		return http.StatusOK
	}
	if err != nil {
		return http.StatusBadRequest
	}
	u, ok := e.open(body)
	if !ok {
		return http.StatusOK
	}
	e.gate.mu.RLock()
	defer e.gate.mu.RUnlock()
	open := e.gate.take != nil
	switch {
	case u.inline != nil && open:
		e.gate.ask(u.inline)
		return http.StatusOK
	case u.inline != nil:
		return http.StatusOK
	case open && e.room.full():
		return http.StatusServiceUnavailable
	}
	// Storing does not end with the connection: a half-known outcome would be the worst.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pushTime)
	defer cancel()
	fresh, err := e.inbox.SaveUpdates(ctx, e.cfg.Source, map[int64][]byte{u.id: body})
	if err != nil {
		if n, say := e.unstored.count(); say {
			e.log.Error(sentence(&inboxError{err}), "err", e.redact(err), "times", n)
		}
		return http.StatusInternalServerError
	}
	if open && len(fresh) > 0 {
		e.gate.take(u.id, body)
	}
	return http.StatusOK
}

// bring has Telegram bring updates until ctx ends.
func (e *Edge) bring(ctx, work context.Context) error {
	if err := e.openGate(ctx, work); err != nil {
		return err
	}
	defer e.shutGate()
	err := e.persevere(ctx, func(ctx context.Context) error {
		_, err := e.sender.api.SetWebhook(ctx, &tg.SetWebhookParams{URL: e.cfg.WebhookURL, SecretToken: e.cfg.WebhookSecret,
			MaxConnections: pushes, AllowedUpdates: allowedUpdates})
		return err
	})
	if err != nil {
		if ctx.Err() == nil && !errors.Is(err, ErrToken) {
			err = fmt.Errorf("推送网址没有被 Telegram 接受，请检查 DUBAN_WEBHOOK_URL。（%w）", err)
		}
		return err
	}
	e.log.Info("在等 Telegram 推送")
	<-ctx.Done()
	return ctx.Err()
}

// openGate takes up what is stored and then lets in what comes: in between nothing is
// stored, so that nothing is left lying.
func (e *Edge) openGate(ctx, work context.Context) error {
	e.gate.mu.Lock()
	defer e.gate.mu.Unlock()
	if err := e.resume(ctx, work); err != nil {
		return err
	}
	e.gate.take = func(id int64, body []byte) {
		e.admit(ctx, work, []int64{id}, map[int64][]byte{id: body}, false) // fails when stopping: it is in the inbox
	}
	e.gate.ask = func(inline []byte) { e.inline(ctx, inline) }
	return nil
}

func (e *Edge) shutGate() {
	e.gate.mu.Lock()
	defer e.gate.mu.Unlock()
	e.gate.take, e.gate.ask = nil, nil
}
