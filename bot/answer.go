package bot

import (
	"strings"

	"duban/knowledge/ask"
)

// answerText renders an answer from the plan: its lines, then each place with the
// quotation.
func answerText(a ask.Answer) Text {
	var t Text
	if len(a.Lines) > 0 {
		t = append(t, Span{S: strings.Join(a.Lines, "\n")})
	}
	for _, s := range a.Sources() {
		if len(t) > 0 {
			t = append(t, Span{S: "\n"})
		}
		if s.Quote == "" {
			t = append(t, Span{S: s.String()})
			continue
		}
		t = append(t, Span{S: s.Place, Style: Bold}, Span{S: "\n"}, Span{S: s.Quote, Style: Quote})
	}
	return t
}
