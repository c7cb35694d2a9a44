package knowledge

import "strings"

// The kinds of doubts about recognised text. They stand until somebody has held the
// words against the original.
const (
	RecognisedDoubt = "recognised"         // numbers that may be read wrongly
	MisreadDoubt    = "recognised-percent" // more than a hundred per cent: probably read wrongly
)

// Recognised reports whether the doubt is about recognised text.
func (d Doubt) Recognised() bool { return d.Kind == RecognisedDoubt || d.Kind == MisreadDoubt }

// RecognisedDoubts gives the doubts about recognised text, those of what is probably
// wrong first.
func (p *Plan) RecognisedDoubts() []Doubt {
	var wrong, others []Doubt
	for _, d := range p.Doubts {
		switch d.Kind {
		case MisreadDoubt:
			wrong = append(wrong, d)
		case RecognisedDoubt:
			others = append(others, d)
		}
	}
	return append(wrong, others...)
}

// CitesRecognised reports whether a citation's words may have been recognised from a
// picture: the provision that it names was, or the words stand in what was. Words that
// are not found in the source count as recognised where anything was.
func (p *Plan) CitesRecognised(c Citation) bool {
	if len(p.Recognised) == 0 {
		return false
	}
	if clause, ok := p.Clause(c.Clause); ok {
		return p.RecognisedIn(clause.Start, clause.Start+len(clause.Found))
	}
	if c.Quote == "" { // a blank cell
		for _, cell := range p.Cells() {
			if p.RecognisedIn(cell.Start, cell.Start+1) {
				return true
			}
		}
		return false
	}
	found := false
	for at := 0; ; {
		i := strings.Index(p.Source[at:], c.Quote)
		if i < 0 {
			return !found
		}
		found = true
		if at += i; p.RecognisedIn(at, at+len(c.Quote)) {
			return true
		}
		at += len(c.Quote)
	}
}
