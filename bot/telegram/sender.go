package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	tg "github.com/go-telegram/bot"

	"duban/bot"
)

const (
	attempts = 8                // tries of a message that Telegram failed on or held back: about 25 s of server errors
	patience = 30 * time.Second // the longest retry_after that a reminder waits out
)

// sender is the one way out for messages.
type sender struct {
	*caller
	pace  *pacer
	moves *moves
	log   *slog.Logger
}

// send brings the message to the chat and gives the id of its last part, the one
// with the buttons.
func (s *sender) send(ctx context.Context, to target, m bot.Message, pr priority) (string, error) {
	parts := render(redactText(m.Text, s.token))
	if len(parts) == 0 {
		return "", errors.New("message without text")
	}
	if m.File != nil && (len(parts) > 1 || !parts[0].fitsCaption()) {
		parts = append(parts, part{}) // the file comes after its words
	}
	var id int
	for i, p := range parts {
		o := outgoing{to: to, part: p}
		if i == 0 && m.Edit != "" && m.File == nil {
			o.edit, _ = strconv.Atoi(m.Edit) // not one of ours: send anew
		}
		if i == len(parts)-1 {
			o.file = m.File
			o.markup = keyboard(m.Buttons, s.log)
		}
		var err error
		if id, err = s.deliver(ctx, &o, pr); err != nil {
			return "", err
		}
		to = o.to
	}
	return strconv.Itoa(id), nil
}

// deliver sends o, changed if need be to what Telegram accepts.
func (s *sender) deliver(ctx context.Context, o *outgoing, pr priority) (int, error) {
	moved := false
	for {
		id, err := s.try(ctx, *o, pr)
		var migrate *tg.MigrateError
		switch {
		case err == nil:
			return id, nil
		case o.edit != 0 && describes(err, "message is not modified"):
			return o.edit, nil
		case o.edit != 0 && !o.caption && describes(err, "no text in the message to edit") && o.part.fitsCaption():
			o.caption = true
		case o.edit != 0 && describes(err, "message to edit not found", "message can't be edited", "message_id_invalid", "no text in the message to edit"):
			o.edit = 0
		case o.file != nil && o.file.Picture && describes(err, unfitPicture...):
			s.log.Info("图片不合 Telegram 的规格，改作文件发", "chat", o.to, "bytes", len(o.file.Data), "err", err)
			o.file = &bot.File{Name: o.file.Name, Data: o.file.Data}
		case !o.plain && describes(err, "can't parse entities"):
			s.log.Warn("Telegram 读不懂排版，改发纯文本", "chat", o.to, "err", err)
			o.plain = true
		case o.to.thread != 0 && describes(err, "message thread not found", "topic_deleted", "topic_closed"):
			o.to.thread = 0
		case !moved && errors.As(err, &migrate):
			to := target{chat: int64(migrate.MigrateToChatID), thread: o.to.thread}
			s.log.Info("群已升级，改用新的群号", "chat", o.to, "to", to)
			s.moves.note(ctx, o.to.chat, to.chat)
			o.to, o.edit, moved = to, 0, true // ids of messages start anew there
		default:
			return 0, err
		}
	}
}

// try sends o, again after what passes: a 429 when Telegram says so, server errors a
// few times. A request that never left is repeated for an answer until ctx ends, as
// nothing else would get through either. What may have arrived is repeated once for
// an answer and not at all for a reminder: its row says so and decides.
func (s *sender) try(ctx context.Context, o outgoing, pr priority) (int, error) {
	var pause backoff
	doubted := false
	for tried := 1; ; tried++ {
		id, err := s.once(ctx, o, pr)
		if err == nil || ctx.Err() != nil {
			return id, err
		}
		last := tried >= attempts
		switch faultOf(err) {
		case limited:
			if last || pr >= reminder && waitOf(err) > patience {
				return 0, err
			}
			continue // the pacer waits
		case failing:
		case unsent:
			last = last && pr >= reminder
		case uncertain:
			last = doubted || pr >= reminder
			doubted = true
		default:
			return 0, err
		}
		if last {
			return 0, err
		}
		if ctxErr := sleep(ctx, pause.next()); ctxErr != nil {
			return 0, err
		}
	}
}

// once sends o when its turn has come.
func (s *sender) once(ctx context.Context, o outgoing, pr priority) (id int, err error) {
	if err := s.pace.enter(ctx, o.to.chat, pr); err != nil {
		return 0, fmt.Errorf("wait for a turn: %w", err)
	}
	defer func() { s.pace.leave(o.to.chat, waitOf(err)) }()
	err = s.do(ctx, callTime, func(ctx context.Context) error {
		m, err := o.call(ctx, s.api)
		if err == nil {
			id = m.ID
		}
		return err
	})
	return id, err
}

// acknowledge answers a press, which takes the waiting sign off the button. It is
// not paced: Telegram counts messages. A press too old to be answered is past help.
func (s *sender) acknowledge(ctx context.Context, press, toast string) error {
	ctx, cancel := context.WithTimeout(ctx, pressTime)
	defer cancel()
	var pause backoff
	for {
		err := s.do(ctx, pressTime, func(ctx context.Context) error {
			_, err := s.api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: press, Text: shorten(toast, toastLimit)})
			return err
		})
		if err == nil || describes(err, "query is too old", "query id is invalid") {
			return nil
		}
		if faultOf(err) == refused || sleep(ctx, max(pause.next(), waitOf(err))) != nil {
			return err
		}
	}
}
