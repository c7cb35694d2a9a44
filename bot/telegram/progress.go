package telegram

import (
	"context"
	"time"

	"duban/bot"
)

// progressPause is how long a request takes before anything is said of it, and the
// least time between two changes of what is said. Edits count against Telegram's limits
// like messages.
const progressPause = time.Second

// progress is one message that tells how far a long request is, edited as it goes on.
type progress struct {
	latest chan string // holds the newest words that are not shown yet
	over   chan struct{}
	ended  chan struct{}
	id     string // of the message, once it is there; to be read after end
}

// newProgress shows what tell is given until end is called.
func (e *Edge) newProgress(ctx context.Context, to target) *progress {
	p := &progress{latest: make(chan string, 1), over: make(chan struct{}), ended: make(chan struct{})}
	go func() {
		defer close(p.ended)
		for pause := time.NewTicker(progressPause); ; {
			select {
			case <-p.over:
				pause.Stop()
				return
			case <-pause.C:
			}
			select {
			case words := <-p.latest:
				id, err := e.sender.send(ctx, to, bot.Message{Text: bot.Text{{S: words}}, Edit: p.id}, answer)
				if err != nil {
					e.log.Info("进展没有显示出来", "chat", to, "err", err)
					continue
				}
				p.id = id
			default: // nothing new
			}
		}
	}()
	return p
}

// tell replaces what is to be shown next. It never waits.
func (p *progress) tell(words string) {
	select {
	case <-p.latest: // newer words take the place of those not shown
	default:
	}
	p.latest <- words
}

// end waits for a message that is on its way, and gives the id of the progress message,
// or "" where the request was quick.
func (p *progress) end() string {
	close(p.over)
	<-p.ended
	return p.id
}
