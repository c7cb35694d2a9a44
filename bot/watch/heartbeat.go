package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

const (
	beatEvery = time.Minute
	beatAgain = time.Second // after a call that was left out or failed
	beatTime  = 20 * time.Second
)

// Heartbeat calls a URL each minute, as long as the program is ready, until ctx ends: the
// monitor there raises the alarm when the calls stay out. Trouble that has lasted for a
// minute is logged, and its end; the URL, which is a secret of its owner, is not.
func Heartbeat(ctx context.Context, address string, h *Health, log *slog.Logger) {
	client := &http.Client{Timeout: beatTime}
	last, said := time.Now(), false
	for {
		pause := beatEvery
		err := beat(ctx, client, address, h)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			pause = beatAgain
			if !said && time.Since(last) > beatEvery {
				said = true
				log.Warn("心跳没有发出", "err", err)
			}
		default:
			if said {
				log.Info("心跳恢复")
			}
			last, said = time.Now(), false
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// beat calls the URL, unless something is wrong.
func beat(ctx context.Context, client *http.Client, address string, h *Health) error {
	for _, s := range h.Faults(ctx) {
		return fmt.Errorf("%s：%w", s.Name, s.Err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return errors.New("地址读不懂")
	}
	resp, err := client.Do(r)
	var at *url.Error
	if errors.As(err, &at) { // its words hold the address
		err = at.Err
	}
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	if resp.StatusCode >= 300 {
		return fmt.Errorf("HTTP %d", resp.StatusCode)
	}
	return nil
}
