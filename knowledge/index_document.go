package knowledge

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/analyzer/custom" // registers the custom analyzers used below
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/mapping"

	"duban/knowledge/zh"
)

// documentForm names how plans become documents; a change of it makes every
// stored index stale.
const documentForm = "4"

const (
	fieldPiece  = "piece"  // bigrams of a piece
	fieldWhole  = "whole"  // bigrams of a whole passage
	fieldTitle  = "title"  // bigrams of a passage's number, title and chapter
	fieldSingle = "single" // single characters of a piece, for words of one character
	fieldSound  = "sound"  // pairs of pinyin syllables of a piece, for homophones
)

func newMapping() (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	for name, tokenizer := range map[string]string{fieldSingle: unicode.Name, fieldSound: whitespace.Name} {
		err := m.AddCustomAnalyzer(name, map[string]any{
			"type": "custom", "tokenizer": tokenizer, "token_filters": []string{lowercase.Name},
		})
		if err != nil {
			return nil, err
		}
	}
	doc := bleve.NewDocumentStaticMapping()
	for field, analyzer := range map[string]string{
		fieldPiece: cjk.AnalyzerName, fieldWhole: cjk.AnalyzerName, fieldTitle: cjk.AnalyzerName, fieldSingle: fieldSingle, fieldSound: fieldSound,
	} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = analyzer
		f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = false, false, false, false
		doc.AddFieldMappingsAt(field, f)
	}
	m.DefaultMapping = doc
	return m, nil
}

// fill puts every whole and every piece into an index.
func fill(b bleve.Builder, s *shelf) error {
	for i, w := range s.wholes {
		if err := b.Index(wholeID(i), map[string]any{fieldWhole: w.text, fieldTitle: w.title}); err != nil {
			return fmt.Errorf("passage %s: %w", w.ref, err)
		}
	}
	for i, p := range s.pieces {
		if err := b.Index(pieceID(i), map[string]any{fieldPiece: p.text, fieldSingle: p.text, fieldSound: sounds(p.text)}); err != nil {
			return fmt.Errorf("piece %d of %s: %w", p.n, s.wholes[p.whole].ref, err)
		}
	}
	return nil
}

func wholeID(i int) string { return "w" + strconv.Itoa(i) }
func pieceID(i int) string { return "p" + strconv.Itoa(i) }

// sounds writes folded text as pairs of pinyin syllables, so that a wrong
// character of the right sound still matches: 诸既 becomes zhu_ji.
func sounds(text string) string {
	syllables := zh.Syllables(text)
	var b strings.Builder
	for i := 0; i+1 < len(syllables); i++ {
		b.WriteString(syllables[i] + "_" + syllables[i+1] + " ")
	}
	return b.String()
}
