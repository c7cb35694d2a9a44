package knowledge

import "testing"

func TestCitesRecognised(t *testing.T) {
	source := "一、目标\n到2025年建成15所。\n二、保障\n加强领导。\n"
	first, second := Passage{Found: "一、目标\n到2025年建成15所。\n"}, Passage{Found: "二、保障\n加强领导。\n", Start: len("一、目标\n到2025年建成15所。\n")}
	p := &Plan{Source: source, Clauses: []Clause{{Ref: "一、", Passage: first}, {Ref: "二、", Passage: second}}}
	cases := []struct {
		Citation
		want bool
	}{
		{Citation{Clause: "一、", Quote: "建成15所"}, true},
		{Citation{Clause: "二、", Quote: "加强领导"}, false},
		{Citation{Clause: "引言", Quote: "建成15所"}, true},
		{Citation{Clause: "引言", Quote: "加强领导"}, false},
		{Citation{Clause: "引言", Quote: "换行后的字"}, true},
		{Citation{Clause: "附件"}, false},
	}
	for _, c := range cases {
		if p.CitesRecognised(c.Citation) {
			t.Errorf("%v of a text that was typed", c.Citation)
		}
	}
	p.Recognised = []Span{{Start: 0, End: second.Start}}
	for _, c := range cases {
		if got := p.CitesRecognised(c.Citation); got != c.want {
			t.Errorf("%v: %v", c.Citation, got)
		}
	}
}

func TestRecognisedDoubts(t *testing.T) {
	p := &Plan{Doubts: []Doubt{{Kind: "unit"}, {Kind: RecognisedDoubt, Quote: "甲"}, {Kind: MisreadDoubt, Quote: "乙"}}}
	if got := p.RecognisedDoubts(); len(got) != 2 || got[0].Quote != "乙" || got[1].Quote != "甲" || !got[1].Recognised() || p.Doubts[0].Recognised() {
		t.Errorf("%v", got)
	}
}
