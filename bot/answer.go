package bot

import (
	"strings"

	"duban/knowledge/ask"
)

// answerText renders an answer from the plan: its lines, then each place with the
// quotation. What they say in the plan's words stays as it is in every tongue.
func (g tongue) answerText(a ask.Answer) Text {
	var t Text
	var lines []string
	for _, l := range a.Lines {
		lines = append(lines, g.told(l))
	}
	if len(lines) > 0 {
		t = append(t, Span{S: strings.Join(lines, "\n")})
	}
	for _, s := range a.Sources() {
		if len(t) > 0 {
			t = append(t, Span{S: "\n"})
		}
		if s.Quote == "" {
			t = append(t, Span{S: g.source(s)})
			continue
		}
		t = append(t, Span{S: g.told(s.Place), Style: Bold}, Span{S: "\n"}, Span{S: s.Quote, Style: Quote})
	}
	return t
}

// source names a place in one line.
func (g tongue) source(s ask.Source) string {
	if s.Quote == "" {
		return g.f("出处：%s", g.told(s.Place))
	}
	return g.f("%s：“%s”", g.told(s.Place), s.Quote)
}
