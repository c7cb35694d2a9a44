package knowledge

import (
	"fmt"
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
const documentForm = "2"

const (
	fieldBody    = "body"    // bigrams
	fieldHeading = "heading" // bigrams of number, title and chapter
	fieldSingle  = "single"  // single characters, for words of one character
	fieldSound   = "sound"   // pairs of pinyin syllables, for homophones
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
		fieldBody: cjk.AnalyzerName, fieldHeading: cjk.AnalyzerName, fieldSingle: fieldSingle, fieldSound: fieldSound,
	} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = analyzer
		f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = false, false, false, false
		doc.AddFieldMappingsAt(field, f)
	}
	m.DefaultMapping = doc
	return m, nil
}

// fill puts every clause, sentence, target and cell of the plan into the batch.
func fill(batch *bleve.Batch, p *Plan) error {
	var failed error
	add := func(kind Kind, ref string, n int, heading, body string) {
		body = zh.Fold(body)
		err := batch.Index(makeID(kind, ref, n), map[string]any{
			fieldBody: body, fieldHeading: zh.Fold(heading), fieldSingle: body, fieldSound: sounds(body),
		})
		if err != nil && failed == nil {
			failed = fmt.Errorf("document %s %s %d: %w", kind, ref, n, err)
		}
	}
	passage := func(ref, heading, text string) {
		add(KindClause, ref, 0, heading, text)
		for i, s := range Sentences(text) {
			add(KindSentence, ref, i, heading, s)
		}
	}
	for _, s := range p.Sections() {
		passage(s.Ref, s.Ref+s.Title+" "+s.Under, s.Text)
	}
	for i, t := range p.Targets {
		add(KindTarget, t.Clause, i, "", t.Indicator+" "+t.Quote)
	}
	for i, c := range p.Cells() {
		add(KindCell, "", i, "", fmt.Sprintf("%s %d年 %s %s %s", c.Project, c.Year, c.Unit, c.Column, c.Text))
	}
	return failed
}

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
