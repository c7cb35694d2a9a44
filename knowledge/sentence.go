package knowledge

import "strings"

// Sentences splits a passage into its sentences, each with its closing mark, at
// full stops, semicolons, question and exclamation marks and line ends. Joined
// again they give the passage without its line ends.
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
		switch r {
		case '。', '；', '！', '？':
			add(i + len(string(r)))
		case '\n':
			add(i)
		}
	}
	add(len(text))
	return out
}
