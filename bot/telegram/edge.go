package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"duban/bot"
)

// Handler is the conversation. It is called in order within a chat and at the same
// time for different chats, with a context that outlives the stop signal for a few
// seconds. The same Request.ID may come again after a crash.
type Handler func(ctx context.Context, r bot.Request) (bot.Reply, error)

// Inbox keeps updates from their arrival until their answer has been sent. Source
// tells several bots apart; ids are Telegram's, and grow.
type Inbox interface {
	// SaveUpdates stores the updates, all or none, and gives the ids of those that were
	// not there, in order. One that is there already, finished or not, stays as it is.
	SaveUpdates(ctx context.Context, source string, bodies map[int64][]byte) (fresh []int64, err error)
	// PendingUpdates gives what was saved and not finished.
	PendingUpdates(ctx context.Context, source string) (map[int64][]byte, error)
	// TryUpdate counts an attempt at a pending update, before it is handled, and gives their
	// number; SaveUpdates has counted the first. PassUpdate forgets them: it was survived.
	TryUpdate(ctx context.Context, source string, id int64) (attempts int, err error)
	PassUpdate(ctx context.Context, source string, id int64) error
	// SetUpdateAside takes an update out of what is pending, for a person to look at.
	SetUpdateAside(ctx context.Context, source string, id int64, now time.Time) error
	// RetriedUpdates gives those that were set aside and are to be tried again, each once.
	RetriedUpdates(ctx context.Context, source string) (map[int64][]byte, error)
	// FinishUpdates marks updates as dealt with, all or none.
	FinishUpdates(ctx context.Context, source string, ids ...int64) error
	// NextOffset gives the highest id ever saved plus one; 0 if there is none.
	NextOffset(ctx context.Context, source string) (int64, error)
}

// Edge stands between Telegram and the conversation. Run takes updates; Send may be
// used by several goroutines at any time.
type Edge struct {
	cfg     Config
	handler Handler
	inbox   Inbox
	log     *slog.Logger
	sender  *sender
	moves   *moves
	me      atomic.Pointer[models.User]

	handling  *queues  // requests, by chat
	answering *queues  // their answers, by chat: a press need not wait for answers that are paced
	workers   *workers // a place for each Handler at work
	room      *room    // a place for each update in memory
	crowded   seldom   // what is said of those for whom there is none
	inlines   *inlines
	albums    *albums
	gate      gate   // what the webhook brings comes through here
	forged    seldom // what is said of those who bring something without the secret
	unstored  seldom // and of what could not be stored
}

// New gives an Edge, or the sentence that says what is wrong with the configuration.
// It does not use the network.
func New(cfg Config, handler Handler, inbox Inbox, log *slog.Logger) (*Edge, error) {
	cfg, err := cfg.checked()
	if err != nil {
		return nil, err
	}
	c, err := newCaller(cfg)
	if err != nil {
		return nil, err
	}
	m := &moves{told: map[[2]int64]bool{}, tell: cfg.Migrated}
	return &Edge{
		cfg: cfg, handler: handler, inbox: inbox, log: log,
		sender: &sender{caller: c, pace: newPacer(), moves: m, log: log}, moves: m,
		handling: newQueues(), answering: newQueues(),
		workers: &workers{free: handlers}, room: newRoom(), inlines: newInlines(), albums: newAlbums(),
	}, nil
}

// Send brings a reminder to a chat ("tg:1001", "tg:-1001234:56" for a topic) and
// gives the id of the message; of several, when the text is long, the last, which
// has the buttons. It yields to answers and waits for Telegram's limits; ctx bounds
// that. Errors: ErrUnreachable, and ErrUncertain when it may have arrived all the
// same; after any other error it has not.
func (e *Edge) Send(ctx context.Context, chat string, m bot.Message) (string, error) {
	to, err := parseTarget(chat)
	if err != nil {
		return "", err
	}
	return e.sender.send(ctx, to, m, reminder)
}

// Me gives the bot's username without the @, as in https://t.me/<username>?start=….
// The first call asks Telegram, again and again while it is out of reach, until ctx
// ends. A token that Telegram does not know is ErrToken.
func (e *Edge) Me(ctx context.Context) (string, error) {
	if me := e.me.Load(); me != nil {
		return me.Username, nil
	}
	err := e.persevere(ctx, func(ctx context.Context) error {
		me, err := e.sender.api.GetMe(ctx)
		if err == nil {
			e.me.Store(me)
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return e.me.Load().Username, nil
}

// Ping asks Telegram for an answer; Config.Answered is told of it.
func (e *Edge) Ping(ctx context.Context) error {
	return e.sender.do(ctx, callTime, func(ctx context.Context) error {
		_, err := e.sender.api.GetMe(ctx)
		return err
	})
}

// Run answers people until ctx ends, and returns nil then; an Edge runs once. What
// was left pending by an earlier run comes first. It returns an error when Telegram
// does not know the token (ErrToken) or refuses the webhook, or the Inbox cannot be
// read at the start; any other trouble is logged, and waited for to pass. After ctx has ended, handlers at work and their answers have a
// few seconds, less than 8, to finish.
func (e *Edge) Run(ctx context.Context) error {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	err := e.start(ctx)
	running, end := context.WithCancel(ctx)
	var retrying sync.WaitGroup
	retrying.Go(func() { e.retry(running, work) })
	switch {
	case err != nil:
	case e.cfg.WebhookURL != "":
		err = e.bring(ctx, work)
	default:
		err = e.poll(ctx, work)
	}
	end()
	retrying.Wait()
	e.stop(cancel)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// start gets to know the bot and sets its menu.
func (e *Edge) start(ctx context.Context) error {
	name, err := e.Me(ctx)
	if err != nil {
		return err
	}
	e.log.Info("已连上 Telegram", "bot", name)
	e.setMenu(ctx, e.cfg.Commands)
	return ctx.Err()
}

// persevere makes a call until it succeeds, is refused, or ctx ends.
func (e *Edge) persevere(ctx context.Context, call func(context.Context) error) error {
	t := trouble{log: e.log}
	for {
		err := e.sender.do(ctx, callTime, call)
		var status statusError
		switch {
		case err == nil:
			t.over()
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound), errors.As(err, &status) && status == 404:
			return fmt.Errorf("%w (%w)", ErrToken, err)
		case faultOf(err) == refused:
			return err
		}
		if err := sleep(ctx, t.met(err)); err != nil {
			return err
		}
	}
}

// stop lets what has begun come to its end. What has not begun is in the Inbox.
func (e *Edge) stop(cancel context.CancelFunc) {
	deadline := time.AfterFunc(stopTime, cancel)
	defer deadline.Stop()
	e.handling.drop()
	done := make(chan struct{})
	go func() {
		e.inlines.running.Wait()
		e.handling.wait()
		e.answering.wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(stopTime + time.Second):
		e.log.Error("有请求没有按时结束，下次启动时重办")
	}
}
