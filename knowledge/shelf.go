package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"duban/knowledge/zh"
)

// shelf is what an index holds: whole passages, and the pieces that they consist of.
// It is kept in memory beside the index, which finds candidates; their order comes
// from the words themselves.
type shelf struct {
	wholes []whole
	pieces []piece
}

// whole is a clause, or another passage with sentences of its own.
type whole struct {
	ref   string
	title string // folded
	text  string // folded
	first int    // its pieces are pieces[first:end]
	end   int
}

// piece is a sentence, a target or a cell.
type piece struct {
	kind  Kind
	n     int
	whole int
	text  string  // folded
	kinds uint    // bit i: holds a thing of kindsAsked[i]
	signs float64 // weight of what the piece's own form says, see signsOf
}

// annexRef is the whole that the cells belong to.
const annexRef = "附件"

func shelve(p *Plan) *shelf {
	s := &shelf{}
	for _, section := range p.Sections() {
		s.open(section.Ref, section.Ref+section.Title+" "+section.Under)
		for n, sentence := range Sentences(section.Text) {
			s.add(KindSentence, n, sentence)
		}
		for n, t := range p.Targets {
			if t.Clause == section.Ref {
				s.add(KindTarget, n, t.Indicator+" "+t.Quote)
			}
		}
		s.close()
	}
	s.open(annexRef, strings.Join(p.Annexes, " "))
	for n, c := range p.Cells() {
		s.add(KindCell, n, fmt.Sprintf("%s %d年 %s %s %s", c.Project, c.Year, c.Unit, c.Column, c.Text))
	}
	s.close()
	return s
}

// sum names what the shelf holds: a correction makes another shelf of the same text.
func (s *shelf) sum() string {
	h := sha256.New()
	for _, w := range s.wholes {
		fmt.Fprintf(h, "%q %q\n", w.ref, w.title)
	}
	for _, p := range s.pieces {
		fmt.Fprintf(h, "%q %d %d %q\n", p.kind, p.n, p.whole, p.text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (s *shelf) open(ref, title string) {
	s.wholes = append(s.wholes, whole{ref: ref, title: zh.Fold(title), first: len(s.pieces)})
}

func (s *shelf) add(kind Kind, n int, text string) {
	s.pieces = append(s.pieces, piece{kind: kind, n: n, whole: len(s.wholes) - 1, text: zh.Fold(text)})
}

// close puts the whole's text together from its sentences.
func (s *shelf) close() {
	w := &s.wholes[len(s.wholes)-1]
	w.end = len(s.pieces)
	var b strings.Builder
	for _, p := range s.pieces[w.first:w.end] {
		if p.kind != KindTarget {
			b.WriteString(p.text + "\n")
		}
	}
	w.text = b.String()
	for i := w.first; i < w.end; i++ {
		p := &s.pieces[i]
		p.kinds, p.signs = kindsIn(p.text), signsOf(p.text, w.title)
	}
}

// around gives a piece and its neighbours in the same whole.
func (s *shelf) around(i int) []piece {
	w := s.wholes[s.pieces[i].whole]
	return s.pieces[max(w.first, i-1):min(w.end, i+2)]
}
