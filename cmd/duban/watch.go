package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"duban/bot/telegram"
	"duban/bot/watch"
	"duban/reminders"
	"duban/reminders/backup"
)

const (
	// silentAfter is how long Telegram may leave us without an answer: a poll takes 25 s.
	silentAfter = 2 * time.Minute
	// idleAfter is how long the scheduler may not have looked at what is due: one message
	// may take a minute to send.
	idleAfter = 3 * time.Minute
	// probeKey is the session that is written to see whether the ledger can be.
	probeKey = ".probe"
)

// newLog writes to w, without the token, at the times of the configured zone.
func (c config) newLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(telegram.RedactWriter(w, c.Token), &slog.HandlerOptions{
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if len(groups) == 0 && a.Key == slog.TimeKey {
				a.Value = slog.TimeValue(a.Value.Time().In(c.location))
			}
			return a
		},
	}))
}

// health says whether the program does its work, and has figures show its surroundings.
func (c config) health(d *diary, figures *watch.Figures, witness *reminders.Witness, whole *wholeness) *watch.Health {
	data := d.library.Folder()
	figures.Gauge("duban_free_bytes", func() float64 {
		free, known := backup.FreeSpace(data)
		if !known {
			return -1
		}
		return float64(free)
	})
	return watch.NewHealth(
		watch.Check{Name: "台账", Label: "ledger", Test: func(ctx context.Context) error {
			if err := d.SaveSession(ctx, probeKey, []byte{1}, time.Now()); err != nil {
				return fmt.Errorf("写不了（%w）", err)
			}
			return nil
		}},
		watch.Check{Name: "台账文件", Label: "file", Test: func(context.Context) error { return whole.err() }},
		watch.Check{Name: "Telegram", Label: "telegram", Test: func(context.Context) error {
			switch age, ok := figures.Polled.Age(); {
			case !ok:
				return errors.New("还没有连上")
			case c.WebhookURL == "" && age > silentAfter:
				return fmt.Errorf("%s没有应答", roughly(age))
			}
			return nil
		}},
		watch.Check{Name: "提醒", Label: "reminders", Test: func(context.Context) error {
			switch age, ok := figures.Ticked.Age(); {
			case witness.Doubt().Some():
				return nil // it is looked at, but not sent, which the clock says
			case !ok:
				return errors.New("还没有检查过")
			case age > idleAfter:
				return fmt.Errorf("%s没有检查过", roughly(age))
			}
			return nil
		}},
		watch.Check{Name: "时钟", Label: "clock", Test: func(context.Context) error {
			if doubt := witness.Doubt(); doubt.Some() {
				return errors.New(doubtWords(doubt, c.location))
			}
			if skew := figures.Skew(); skew.Abs() > clockSlack {
				return fmt.Errorf("与 Telegram 差%s，请校准机器的时间", roughly(skew.Abs()))
			}
			return nil
		}},
		watch.Check{Name: "磁盘", Label: "disk", Test: func(context.Context) error {
			if free, known := backup.FreeSpace(data); known && free < noSpace {
				return fmt.Errorf("只剩%s，请腾出空间", sizeWords(free))
			}
			return nil
		}},
	)
}

// roughly says how long something takes, in Chinese.
func roughly(d time.Duration) string {
	if d < 2*time.Hour {
		return fmt.Sprintf("%d分钟", int(d.Minutes()))
	}
	return fmt.Sprintf("%d小时", int(d.Hours()))
}

// serveHealth serves h where the configuration says so, until stop is called; broken is
// told when that ends before.
func (c config) serveHealth(ctx context.Context, broken func(error), h http.Handler, log *slog.Logger) (stop func(), err error) {
	if c.Listen == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, fail("地址 "+c.Listen+" 监听不了，可能被别的程序占用：请检查 DUBAN_LISTEN。", err)
	}
	log.Info("开始监听", "address", l.Addr().String())
	serving, end := context.WithCancel(context.WithoutCancel(ctx))
	var running sync.WaitGroup
	running.Go(func() {
		if err := watch.Serve(serving, l, h, log); err != nil {
			broken(err)
		}
	})
	return func() { end(); running.Wait() }, nil
}

// spaceEvery is how often the free space is looked at.
const spaceEvery = 10 * time.Minute

// watchSpace warns in the log when the data folder's file system becomes full, until ctx
// ends.
func watchSpace(ctx context.Context, data string, log *slog.Logger) {
	little := false
	for {
		free, known := backup.FreeSpace(data)
		if now := known && free < littleSpace; now != little {
			if little = now; now {
				log.Warn("磁盘快满了，请腾出空间", "data", data, "free", sizeWords(free))
			} else {
				log.Info("磁盘又有空间了", "data", data, "free", sizeWords(free))
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(spaceEvery):
		}
	}
}
