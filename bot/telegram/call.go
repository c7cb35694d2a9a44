package telegram

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"
)

// caller makes single calls: each with a deadline, its error classified.
type caller struct {
	api   *tg.Bot
	http  *client
	base  string // URL of the methods, the token in it
	token string
}

func newCaller(c Config) (*caller, error) {
	client := &client{http.Client{
		Transport: c.Transport,
		// A redirect would carry the token, which stands in the path, to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, c.Answered}
	api, err := tg.New(c.Token, tg.WithSkipGetMe(), tg.WithServerURL(c.API), tg.WithHTTPClient(callTime, client),
		tg.WithErrorsHandler(func(error) {})) // only the closing of bodies and pipes is reported there
	if err != nil {
		return nil, errors.New(Redact(err.Error(), c.Token))
	}
	return &caller{api: api, http: client, base: c.API + "/bot" + c.Token + "/", token: c.Token}, nil
}

// do makes one call within limit.
func (c *caller) do(ctx context.Context, limit time.Duration, call func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteRequest: func(w httptrace.WroteRequestInfo) { sent.Store(w.Err == nil) },
	})
	return classify(call(ctx), sent.Load(), c.token)
}

// batchLimit is the most updates that getUpdates gives at once.
const batchLimit = 100

// getUpdates waits up to so long for updates from offset on. Each is left as it
// came: the library decodes a batch at once, and one that it cannot read would hide
// the others for ever. So would one that is too long: where a batch is, the first is asked
// for alone, and where that is, the error is a *longUpdate.
func (c *caller) getUpdates(ctx context.Context, offset int64, wait time.Duration) (batch []json.RawMessage, err error) {
	for _, limit := range []int{batchLimit, 1} {
		err = c.do(ctx, wait+callTime, func(ctx context.Context) (err error) {
			batch, err = c.fetchUpdates(ctx, offset, limit, wait)
			return err
		})
		if !errors.Is(err, errLong) {
			break
		}
	}
	return batch, err
}

func (c *caller) fetchUpdates(ctx context.Context, offset int64, limit int, wait time.Duration) ([]json.RawMessage, error) {
	params, err := json.Marshal(map[string]any{"offset": offset, "limit": limit, "timeout": int(wait.Seconds()), "allowed_updates": allowedUpdates})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"getUpdates", bytes.NewReader(params))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var answer struct {
		OK          bool              `json:"ok"`
		Result      []json.RawMessage `json:"result"`
		Code        int               `json:"error_code"`
		Description string            `json:"description"`
		Parameters  struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	body := bufio.NewReaderSize(resp.Body, headLimit)
	head, _ := body.Peek(headLimit)
	head = bytes.Clone(head)
	err = json.NewDecoder(body).Decode(&answer)
	if id, ok := idIn(head); ok && limit == 1 && errors.Is(err, errLong) {
		return nil, &longUpdate{id}
	}
	if err != nil {
		return nil, fmt.Errorf("read getUpdates: %w", err)
	}
	if answer.OK {
		return answer.Result, nil
	}
	if answer.Code == http.StatusTooManyRequests {
		return nil, &tg.TooManyRequestsError{Message: answer.Description, RetryAfter: answer.Parameters.RetryAfter}
	}
	kind, ok := map[int]error{http.StatusUnauthorized: tg.ErrorUnauthorized, http.StatusNotFound: tg.ErrorNotFound, http.StatusConflict: tg.ErrorConflict}[answer.Code]
	if !ok {
		kind = tg.ErrorBadRequest
	}
	return nil, fmt.Errorf("%w: %d %s", kind, answer.Code, answer.Description)
}

// client is the HTTP client of all calls. Server errors, and error pages of whatever
// stands before the Bot API, become a statusError: the library would report them as
// broken JSON. The length of answers is bounded.
type client struct {
	http.Client
	answered func(at time.Time) // see Config
}

// Do makes the request. Its error is never a *url.Error: that holds the token, and
// the library writes to it while its other goroutine may be reading it.
func (c *client) Do(r *http.Request) (*http.Response, error) {
	resp, err := c.Client.Do(r)
	var at *url.Error
	if errors.As(err, &at) {
		return nil, fmt.Errorf("%s: %w", r.URL.Host, at.Err)
	}
	if err != nil {
		return nil, err
	}
	date, _ := http.ParseTime(resp.Header.Get("Date")) // zero where there is none
	c.answered(date)
	json := strings.Contains(resp.Header.Get("Content-Type"), "json")
	if resp.StatusCode >= 500 || resp.StatusCode >= 300 && !json {
		resp.Body.Close()
		return nil, statusError(resp.StatusCode)
	}
	resp.Body = &bounded{resp.Body, answerLimit}
	return resp, nil
}

// backoff counts tries and gives longer and longer pauses, with jitter so that many
// do not come back at the same moment.
type backoff struct{ tries int }

func (b *backoff) next() time.Duration {
	d := min(backoffMin<<min(b.tries, 10), backoffMax)
	b.tries++
	return d/2 + rand.N(d/2)
}

// sleep waits for d or until ctx ends, and then gives its error.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
