package ledger

import (
	"strings"

	"duban/reminders"
)

// partyWords writes units, each behind its role: 配合：市财政局；市税务局.
func partyWords(all []reminders.Party) string {
	var parts []string
	for _, p := range all {
		words := p.Unit
		if p.Role != "" {
			words = p.Role + "：" + words
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, "；")
}

// partiesIn reads what partyWords has written.
func partiesIn(s string) []reminders.Party {
	var all []reminders.Party
	for words := range strings.SplitSeq(s, "；") {
		p := reminders.Party{Unit: words}
		if role, unit, found := strings.Cut(words, "："); found {
			p = reminders.Party{Unit: unit, Role: role}
		}
		all = append(all, p)
	}
	return all
}
