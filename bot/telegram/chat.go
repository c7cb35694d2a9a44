package telegram

import (
	"fmt"
	"strconv"
	"strings"
)

// prefix stands before Telegram's ids of chats and people in the conversation.
const prefix = "tg:"

// target is a chat, or a topic of a forum.
type target struct {
	chat   int64
	thread int // 0: none, or the general topic
}

// String gives the form of Request.Chat: "tg:-1001234", "tg:-1001234:56" in a topic.
func (t target) String() string {
	if t.thread != 0 {
		return fmt.Sprintf("%s%d:%d", prefix, t.chat, t.thread)
	}
	return fmt.Sprintf("%s%d", prefix, t.chat)
}

// parseTarget reads what String gives.
func parseTarget(s string) (target, error) {
	rest, ok := strings.CutPrefix(s, prefix)
	chat, thread, topic := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(chat, 10, 64)
	t := target{chat: id}
	if err == nil && topic {
		t.thread, err = strconv.Atoi(thread)
	}
	if !ok || err != nil || id == 0 || t.thread < 0 {
		return target{}, fmt.Errorf("%q is not a Telegram chat", s)
	}
	return t, nil
}

// personID gives the form of Person.ID.
func personID(user int64) string { return prefix + strconv.FormatInt(user, 10) }
