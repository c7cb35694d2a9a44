package office

import (
	"slices"
	"time"

	"duban/knowledge/ask"
)

// Shelf is open plans side by side, in the order in which they came: at least one.
type Shelf []*Book

// Newest returns the plan that came last.
func (s Shelf) Newest() *Book { return s[len(s)-1] }

// Of returns the plan with that key; the newest where there is none.
func (s Shelf) Of(key string) *Book {
	if i := slices.IndexFunc(s, func(b *Book) bool { return b.Key == key }); i >= 0 {
		return s[i]
	}
	return s.Newest()
}

// Named returns the plan that the words name by its document number or by words of its
// title, or nil.
func (s Shelf) Named(words string) *Book {
	if i := s.library().Named(words); i >= 0 {
		return s[i]
	}
	return nil
}

// Ask asks the plan that a question names, the usual one, or the one that knows most of
// it, and returns which. usual may be nil.
func (s Shelf) Ask(question string, usual *Book, focus ask.Focus, now time.Time) (*Book, ask.Answer) {
	at, a := s.library().Ask(question, slices.Index(s, usual), focus, now)
	return s[at], a
}

// library returns the plans as one.
func (s Shelf) library() *ask.Library {
	if kept := s[0].shelf; kept != nil {
		return kept.Of(s.askers())
	}
	return ask.NewLibrary(s.askers())
}

// Mentions reads which units, projects and years words name: in the usual plan, and units
// that it does not have in the others, the newest first.
func (s Shelf) Mentions(words string, usual *Book, now time.Time) ask.Focus {
	named := usual.Asker.Mentions(words, now)
	for _, b := range slices.Backward(s) {
		if len(named.Units) > 0 {
			break
		}
		if b != usual {
			named.Units = b.Asker.Mentions(words, now).Units
		}
	}
	return named
}

// Units returns every unit that can owe something: the columns of the annexes, the
// bureaus of the clauses with collectives expanded, and the whole areas.
func (s Shelf) Units() []string {
	var units, wholes []string
	add := func(u string) {
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	for _, b := range s {
		p := b.Plan()
		for _, u := range p.Units() {
			add(u)
		}
		for _, bureau := range p.Bureaus() {
			for _, u := range p.Members(bureau) {
				add(u)
			}
		}
		wholes = append(wholes, p.Whole())
	}
	for _, w := range wholes {
		add(w)
	}
	return units
}

// Titles names the plans, the newest first.
func (s Shelf) Titles() []string {
	var all []string
	for _, b := range slices.Backward(s) {
		all = append(all, b.Plan().Title)
	}
	return all
}

func (s Shelf) askers() []*ask.Asker {
	out := make([]*ask.Asker, len(s))
	for i, b := range s {
		out[i] = b.Asker
	}
	return out
}
