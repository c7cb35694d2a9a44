package tgtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"unicode/utf8"
)

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// setMyCommands sets the menu of a scope and a language (Bot API, setMyCommands and
// BotCommand).
func (s *Server) setMyCommands(p params) (any, *refusal) {
	var menu []struct{ Command, Description string }
	if err := json.Unmarshal([]byte(p["commands"]), &menu); err != nil || menu == nil {
		return nil, bad("can't parse commands: expected an Array")
	}
	if len(menu) > 100 {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range menu {
		if !commandName.MatchString(c.Command) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(c.Description); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	if l := p["language_code"]; l != "" && !regexp.MustCompile(`^[a-z]{2}$`).MatchString(l) {
		return nil, bad("BOT_COMMAND_LANGUAGE_INVALID") // ISO 639-1
	}
	scope := struct {
		Type string
		Chat int64 `json:"chat_id"`
	}{Type: "default"}
	if raw := p["scope"]; raw != "" && json.Unmarshal([]byte(raw), &scope) != nil {
		return nil, bad("can't parse BotCommandScope")
	}
	switch scope.Type {
	case "default":
	case "chat":
		if s.messages[scope.Chat] == nil {
			return nil, bad("chat not found")
		}
	default:
		return nil, bad("unsupported BotCommandScope")
	}
	s.commands[menuKey(scope.Chat, p["language_code"])] = p["commands"]
	return true, nil
}

func menuKey(chat int64, language string) string { return fmt.Sprint(chat, " ", language) }

// Commands gives the menu that a person sees in their private chat, as JSON: of those
// that were set Telegram shows the one for the chat and the language, else for the
// chat, else for the language, else the default.
func (s *Server) Commands(chat int64, language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range []string{menuKey(chat, language), menuKey(chat, ""), menuKey(0, language), menuKey(0, "")} {
		if menu := s.commands[key]; menu != "" && menu != "[]" {
			return menu
		}
	}
	return ""
}
