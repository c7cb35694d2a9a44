package talk

import (
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/said"
)

// TestRecognisedIsMarked: a source that was recognised from a picture says so, and no
// other.
func TestRecognisedIsMarked(t *testing.T) {
	source := "（一）目标。建成15所。\n（二）保障。加强领导。\n"
	second := strings.Index(source, "（二）")
	p := &knowledge.Plan{Source: source, Clauses: []knowledge.Clause{
		{Ref: "（一）", Passage: knowledge.Passage{Found: source[:second]}},
		{Ref: "（二）", Passage: knowledge.Passage{Found: source[second:], Start: second}},
	}}
	a := ask.Answer{Lines: []said.Sentence{said.Words("15所。")}, Citations: []knowledge.Citation{
		{Clause: "（一）", Quote: "建成15所。"}, {Clause: "（一）", Quote: "目标"}, {Clause: "（二）", Quote: "加强领导。"}, {Clause: "附件", Detail: "甲 · 2025年", Quote: "达到"},
	}}
	if got := PlainAnswer(a, p); got != a.Text() {
		t.Errorf("typed: %s", got)
	}
	p.Recognised = []knowledge.Span{{Start: 0, End: second}}
	if got, want := PlainAnswer(a, p), "15所。\n第（一）条（识别文字）：“建成15所。……目标”\n第（二）条：“加强领导。”\n出处：附件（甲 · 2025年）（识别文字）"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
