package talk

import (
	"slices"
	"strings"

	"duban/bot"
	"duban/knowledge"
	"duban/knowledge/ask"
)

// answerText renders an answer from the plan: its lines, then each place with the
// quotation. What they say in the plan's words stays as it is in every tongue.
func (g tongue) answerText(a ask.Answer, p *knowledge.Plan) bot.Text {
	var t bot.Text
	var lines []string
	for _, l := range a.Lines {
		lines = append(lines, g.told(l))
	}
	if len(lines) > 0 {
		t = append(t, bot.Span{S: strings.Join(lines, "\n")})
	}
	for _, s := range placesOf(a, p) {
		if len(t) > 0 {
			t = append(t, bot.Span{S: "\n"})
		}
		if s.Quote == "" {
			t = append(t, bot.Span{S: g.source(s)})
			continue
		}
		t = append(t, bot.Span{S: g.told(s.Place), Style: bot.Bold}, bot.Span{S: "\n"}, bot.Span{S: s.Quote, Style: bot.Quote})
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

// PlainAnswer gives an answer as plain text: its lines, then where they stand. What was
// recognised from pictures is marked.
func PlainAnswer(a ask.Answer, p *knowledge.Plan) string {
	lines := slices.Clone(a.Lines)
	for _, s := range placesOf(a, p) {
		lines = append(lines, s.String())
	}
	return strings.Join(lines, "\n")
}

// placesOf gives the places of an answer; those that were recognised from pictures have
// a mark. A place that stands for several citations has it when one of them does.
func placesOf(a ask.Answer, p *knowledge.Plan) []ask.Source {
	sources := a.Sources()
	for _, c := range a.Citations {
		if !p.CitesRecognised(c) {
			continue
		}
		i := slices.IndexFunc(sources, func(s ask.Source) bool { return s.Quote != "" && s.Place == ask.Place(c) })
		if i < 0 {
			i = slices.IndexFunc(sources, func(s ask.Source) bool {
				return s.Quote == "" && strings.Contains(s.Place, knowledge.PlaceName(c.Clause))
			})
		}
		if i >= 0 && !strings.HasSuffix(sources[i].Place, knowledge.RecognisedMark) {
			sources[i].Place += knowledge.RecognisedMark
		}
	}
	return sources
}
