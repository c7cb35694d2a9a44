package telegram

import (
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"duban/bot"
)

// setMenu sets the commands that all see who have no menu of their own.
func (e *Edge) setMenu(ctx context.Context, menu []bot.Command) {
	if len(menu) == 0 {
		return
	}
	err := e.persevere(ctx, func(ctx context.Context) error {
		_, err := e.sender.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: commands(menu)})
		return err
	})
	if err != nil && ctx.Err() == nil {
		e.log.Error("命令菜单没有设上", "err", err)
	}
}

// setChatMenu sets the commands of one private chat. It names no language: the chat
// has one reader, and a menu for their language, set once, would hide every later one
// that is for none.
func (e *Edge) setChatMenu(ctx context.Context, chat int64, menu []bot.Command) {
	err := e.sender.do(ctx, callTime, func(ctx context.Context) error {
		_, err := e.sender.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: commands(menu), Scope: &models.BotCommandScopeChat{ChatID: chat}})
		return err
	})
	if err != nil {
		e.log.Warn("这个会话的命令菜单没有设上", "chat", target{chat: chat}, "err", err)
	}
}

// commands gives the menu in Telegram's form.
func commands(menu []bot.Command) []models.BotCommand {
	out := []models.BotCommand{} // nil would be refused
	for _, c := range menu {
		out = append(out, models.BotCommand{Command: c.Name, Description: c.Description})
	}
	return out
}
