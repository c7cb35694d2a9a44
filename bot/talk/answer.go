package talk

import (
	"slices"
	"strings"

	"duban/bot"
	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/said"
)

// answerText renders an answer from the plan: its lines, then each place with the
// quotation. What they say in the plan's words stays as it is in every tongue.
func (g tongue) answerText(a ask.Answer, p *knowledge.Plan) bot.Text {
	var t bot.Text
	var lines []string
	for _, l := range a.Lines {
		lines = append(lines, g.tell(l))
	}
	if len(lines) > 0 {
		t = append(t, bot.Span{S: strings.Join(lines, "\n")})
	}
	for _, s := range placesOf(a, p) {
		if len(t) > 0 {
			t = append(t, bot.Span{S: "\n"})
		}
		if s.Quote == "" {
			t = append(t, bot.Span{S: g.tell(s.Said())})
			continue
		}
		t = append(t, bot.Span{S: g.tell(s.Place), Style: bot.Bold}, bot.Span{S: "\n"}, bot.Span{S: s.Quote, Style: bot.Quote})
	}
	for _, by := range a.Taught {
		t = append(t, bot.Span{S: "\n" + g.tell(by)})
	}
	return t
}

// PlainAnswer gives an answer as plain text: its lines, then where they stand. What was
// recognised from pictures is marked.
func PlainAnswer(a ask.Answer, p *knowledge.Plan) string {
	lines := slices.Clone(a.Lines)
	for _, s := range placesOf(a, p) {
		lines = append(lines, s.Said())
	}
	lines = append(lines, a.Taught...)
	return said.Join("{one}\n{other}", "{one}\n{other}", lines).String()
}

// placesOf gives the places of an answer; those that were recognised from pictures have
// a mark. A place that stands for several citations has it when one of them does.
func placesOf(a ask.Answer, p *knowledge.Plan) []ask.Source {
	sources := a.Sources()
	marked := map[int]bool{}
	for _, c := range a.Citations {
		if !p.CitesRecognised(c) {
			continue
		}
		i := slices.IndexFunc(sources, func(s ask.Source) bool { return s.Quote != "" && s.Place.String() == ask.Place(c).String() })
		if i < 0 {
			i = slices.IndexFunc(sources, func(s ask.Source) bool {
				return s.Quote == "" && strings.Contains(s.Place.String(), knowledge.PlaceName(c.Clause).String())
			})
		}
		if i >= 0 && !marked[i] {
			marked[i] = true
			sources[i].Place = said.Of("{place}（识别文字）", "{place} (recognised text)", sources[i].Place)
		}
	}
	return sources
}
