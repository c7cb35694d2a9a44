package knowledge

import (
	"regexp"
	"strings"
)

// dutyBracket stands behind a sentence and says who does it: （体育总局负责）.
var dutyBracket = regexp.MustCompile(`^（[^（）]{2,120}?(?:负责|牵头|指导|配合|参与|参加|责任单位：[^（）]*)[^（）]{0,40}）`)

// Sentences splits a passage into its sentences, each with its closing mark, at
// full stops, semicolons, question and exclamation marks and line ends. A bracket
// behind a full stop that says who does it is a sentence of its own. Joined again
// they give the passage without its line ends.
func Sentences(text string) []string {
	var out []string
	start := 0
	add := func(end int) {
		if s := strings.TrimSpace(text[start:end]); s != "" {
			out = append(out, s)
		}
		start = end
	}
	for i, r := range text {
		if i < start {
			continue
		}
		switch r {
		case '。', '；', '！', '？':
			add(i + len(string(r)))
			if bracket := dutyBracket.FindString(text[start:]); bracket != "" {
				add(start + len(bracket))
			}
		case '\n':
			add(i)
		}
	}
	add(len(text))
	return out
}
