package knowledge

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"

	"duban/knowledge/zh"
)

// The BM25 of bleve scores documents within one segment and one field; here pieces
// and the passages that hold them are scored over the same terms, with parameters that
// were fitted on questions about government notices: a piece is short, and how often
// it repeats a word says little.
const (
	pieceK1, pieceB = 0.6, 0.4
	wholeK1, wholeB = 1.2, 0.75
	soundShare      = 0.5 // what a pair known by its sound alone counts
	singleShare     = 0.3 // what a single character counts
)

// ranked is how many pieces with the best first scores are looked at closely.
const ranked = 45

// Search gives up to size pieces (sentences, targets and cells) for a question, and up
// to as many whole passages, each the best first. Words of a single character are
// found too; text need not be folded.
func (x *Index) Search(text string, size int) (pieces, wholes []Hit, err error) {
	q := x.newQuery(zh.Fold(text))
	if len(q.terms) == 0 {
		return nil, nil, nil
	}
	t := x.tallies.Get().(*tally)
	defer func() {
		t.clear()
		x.tallies.Put(t)
	}()
	if err := x.count(q, t); err != nil {
		return nil, nil, fmt.Errorf("search: %w", err)
	}
	pieces, wholes = x.rank(q, t)
	return pieces[:min(len(pieces), size)], wholes[:min(len(wholes), size)], nil
}

// tally holds the first scores of one search, by place in the shelf.
type tally struct {
	piece, cover []float64 // BM25 of a piece, and the weight of the terms that it holds
	whole, title []float64 // BM25 of a whole passage, and the weight of the terms in its title
	best         []float64 // the best piece of a whole passage
	total        float64   // weight of all terms over pieces
	wholeTotal   float64   // the same over whole passages
	touched      []int     // pieces with a score
}

func (t *tally) clear() {
	for _, s := range [][]float64{t.piece, t.cover, t.whole, t.title, t.best} {
		clear(s)
	}
	t.total, t.wholeTotal, t.touched = 0, 0, t.touched[:0]
}

// count reads the postings of the question's terms.
func (x *Index) count(q *query, t *tally) error {
	reader, err := x.reader()
	if err != nil {
		return err
	}
	defer reader.Close()
	for i := range q.terms {
		term := &q.terms[i]
		df, err := x.read(reader, fieldPiece, term.word, func(weight float64, at int, freq float64) {
			t.addPiece(at, weight, freq, x.pieceNorm[at])
		})
		if err != nil {
			return err
		}
		term.weight = idf(df, len(x.shelf.pieces))
		t.total += term.weight
		if df == 0 && term.sound != "" {
			term.weight *= soundShare
			if _, err := x.read(reader, fieldSound, term.sound, func(weight float64, at int, freq float64) {
				t.addPiece(at, soundShare*weight, freq, x.pieceNorm[at])
			}); err != nil {
				return err
			}
		}
		df, err = x.read(reader, fieldWhole, term.word, func(weight float64, at int, freq float64) {
			t.whole[at] += weight * freq * (wholeK1 + 1) / (freq + x.wholeNorm[at])
		})
		if err != nil {
			return err
		}
		t.wholeTotal += idf(df, len(x.shelf.wholes))
		if _, err := x.read(reader, fieldTitle, term.word, func(_ float64, at int, _ float64) { t.title[at] += term.weight }); err != nil {
			return err
		}
	}
	for _, r := range q.singles {
		if _, err := x.read(reader, fieldSingle, string(r), func(weight float64, at int, freq float64) {
			t.addPiece(at, singleShare*weight, freq, x.pieceNorm[at])
		}); err != nil {
			return err
		}
	}
	return nil
}

func (t *tally) addPiece(at int, weight, freq, norm float64) {
	if t.piece[at] == 0 {
		t.touched = append(t.touched, at)
	}
	t.piece[at] += weight * freq * (pieceK1 + 1) / (freq + norm)
	t.cover[at] += weight
}

// norms gives for each text what BM25 adds to a frequency: more for a long text.
func norms(lengths []int, k1, b float64) []float64 {
	var sum float64
	for _, n := range lengths {
		sum += float64(n)
	}
	out := make([]float64, len(lengths))
	for i, n := range lengths {
		out[i] = k1 * (1 - b + b*float64(n)*float64(len(lengths))/max(sum, 1))
	}
	return out
}

// idf is how rare a term is that df of n documents hold.
func idf(df, n int) float64 {
	return math.Log(1 + (float64(n)-float64(df)+0.5)/(float64(df)+0.5))
}

// read calls add for every document that holds the term in the field, with the term's
// weight, the document's place in the shelf and how often it holds the term. It gives
// the number of documents.
func (x *Index) read(reader index.IndexReader, field, term string, add func(weight float64, at int, freq float64)) (int, error) {
	postings, err := reader.TermFieldReader(context.Background(), []byte(term), field, true, false, false)
	if err != nil {
		return 0, err
	}
	defer postings.Close()
	df := int(postings.Count())
	n := len(x.shelf.pieces)
	if field == fieldWhole || field == fieldTitle {
		n = len(x.shelf.wholes)
	}
	weight := idf(df, n)
	var doc index.TermFieldDoc
	for {
		d, err := postings.Next(&doc)
		if err != nil || d == nil {
			return df, err
		}
		add(weight, x.place[binary.BigEndian.Uint64(d.ID)], float64(d.Freq))
	}
}

// places reads which piece or whole each document of the index is.
func places(reader index.IndexReader, s *shelf) ([]int, error) {
	all, err := reader.DocIDReaderAll()
	if err != nil {
		return nil, err
	}
	defer all.Close()
	out := make([]int, len(s.pieces)+len(s.wholes))
	for {
		id, err := all.Next()
		if err != nil {
			return nil, err
		}
		if id == nil {
			return out, nil
		}
		name, err := reader.ExternalID(id)
		if err != nil {
			return nil, err
		}
		at, err := strconv.Atoi(name[1:])
		number := binary.BigEndian.Uint64(id)
		if limit := map[byte]int{'w': len(s.wholes), 'p': len(s.pieces)}[name[0]]; err != nil || at >= limit || number >= uint64(len(out)) {
			return nil, fmt.Errorf("document %q is not of this plan", name)
		}
		out[number] = at
	}
}

// query is a question, taken apart.
type query struct {
	text    string
	runes   []rune
	terms   []term
	singles []rune // characters that stand alone
}

// term is a pair of characters, or a Latin word or number.
type term struct {
	word   string
	sound  string // the syllables of a pair
	weight float64
}

func (x *Index) newQuery(text string) *query {
	q := &query{text: text, runes: []rune(text)}
	seen := map[string]bool{}
	for _, token := range x.analyze([]byte(text)) {
		word := string(token.Term)
		if seen[word] {
			continue
		}
		seen[word] = true
		t := term{word: word}
		if r := []rune(word); len(r) == 2 && zh.IsHan(r[0]) && zh.IsHan(r[1]) {
			s := zh.Syllables(word)
			t.sound = s[0] + "_" + s[1]
		} else if utf8.RuneCountInString(word) == 1 && zh.IsHan(r[0]) {
			q.singles = append(q.singles, r[0])
		}
		q.terms = append(q.terms, t)
	}
	return q
}

// best gives the places of the pieces with the best first scores.
func (x *Index) best(t *tally) []int {
	for _, at := range t.touched {
		w := x.shelf.pieces[at].whole
		t.best[w] = max(t.best[w], t.piece[at])
	}
	first := func(at int) float64 {
		w := x.shelf.pieces[at].whole
		cover := t.cover[at] / t.total
		return (t.piece[at] + 2.5*t.whole[w] + 0.3*t.title[w]) * (1 + cover*cover)
	}
	type scored struct {
		at    int
		score float64
	}
	top := make([]scored, 0, ranked+1)
	for _, at := range t.touched {
		one := scored{at, first(at)}
		if len(top) == ranked && one.score <= top[ranked-1].score {
			continue
		}
		i, _ := slices.BinarySearchFunc(top, one, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.at, b.at)) })
		top = slices.Insert(top, i, one)[:min(len(top)+1, ranked)]
	}
	out := make([]int, len(top))
	for i, one := range top {
		out[i] = one.at
	}
	return out
}
