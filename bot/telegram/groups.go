package telegram

import (
	"context"
	"sync"

	"github.com/go-telegram/bot/models"
)

// follow tells of what became of a group: that it is a supergroup now, or that the
// bot is in it or no longer.
func (e *Edge) follow(ctx context.Context, u *models.Update) {
	if m := u.Message; m != nil && m.MigrateToChatID != 0 {
		e.moves.note(ctx, m.Chat.ID, m.MigrateToChatID)
	} else if m != nil && m.MigrateFromChatID != 0 {
		e.moves.note(ctx, m.MigrateFromChatID, m.Chat.ID)
	}
	c := u.MyChatMember
	if c == nil || e.cfg.Membership == nil || !isGroup(c.Chat) {
		return
	}
	if in := takesPart(c.NewChatMember); in != takesPart(c.OldChatMember) {
		e.cfg.Membership(ctx, target{chat: c.Chat.ID}.String(), c.Chat.Title, in)
	}
}

func isGroup(c models.Chat) bool {
	return c.ID != 0 && (c.Type == models.ChatTypeGroup || c.Type == models.ChatTypeSupergroup)
}

// takesPart tells whether a member of a group is one still.
func takesPart(m models.ChatMember) bool {
	switch m.Type {
	case models.ChatMemberTypeOwner, models.ChatMemberTypeAdministrator, models.ChatMemberTypeMember:
		return true
	case models.ChatMemberTypeRestricted:
		return m.Restricted.IsMember
	}
	return false
}

// moves tells of each group that has become a supergroup once, though Telegram does
// so in the old chat, in the new one, and in the answer to each message to the old.
type moves struct {
	mu   sync.Mutex
	told map[[2]int64]bool
	tell func(ctx context.Context, from, to string) // may be nil
}

func (m *moves) note(ctx context.Context, from, to int64) {
	m.mu.Lock()
	known := m.told[[2]int64{from, to}]
	m.told[[2]int64{from, to}] = true
	m.mu.Unlock()
	if !known && m.tell != nil {
		m.tell(ctx, target{chat: from}.String(), target{chat: to}.String())
	}
}
