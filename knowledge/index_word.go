package knowledge

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/analyzer/custom" // registers the custom analyzer used below
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"
)

// documentForm names how texts become documents; a change of it makes every
// stored index stale.
const documentForm = "7"

// fieldWords holds the words of a text, as they were given.
const fieldWords = "words"

func newMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	if err := m.AddCustomAnalyzer(fieldWords, map[string]any{"type": "custom", "tokenizer": whitespace.Name}); err != nil {
		panic("knowledge: index mapping: " + err.Error())
	}
	f := bleve.NewTextFieldMapping()
	f.Analyzer = fieldWords
	f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = false, false, false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt(fieldWords, f)
	m.DefaultMapping = doc
	return m
}

// fill gives every text of so many plans to an index, and what is to be kept beside back.
func fill(add func(id string, data any) error, plans int, entries Entries) (about []json.RawMessage, err error) {
	for plan := range plans {
		entry, err := entries(plan)
		if err != nil {
			return nil, fmt.Errorf("plan %d: %w", plan, err)
		}
		about = append(about, entry.About)
		for at, text := range entry.Words {
			if err := add(Text{plan, at}.id(), map[string]any{fieldWords: strings.Join(text, " ")}); err != nil {
				return nil, fmt.Errorf("plan %d, text %d: %w", plan, at, err)
			}
		}
	}
	return about, nil
}

func (t Text) id() string { return strconv.Itoa(t.Plan) + "/" + strconv.Itoa(t.At) }

func textOf(id string) (Text, error) {
	plan, at, _ := strings.Cut(id, "/")
	p, err := strconv.Atoi(plan)
	n, err2 := strconv.Atoi(at)
	return Text{p, n}, errors.Join(err, err2)
}

// Holding calls found with every text that holds a word.
func (x *Index) Holding(word string, found func(Text)) error {
	if x.holds[word] == 0 {
		return nil
	}
	postings, err := x.reader.TermFieldReader(context.Background(), []byte(word), fieldWords, false, false, false)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	defer postings.Close()
	var doc index.TermFieldDoc
	for {
		d, err := postings.Next(&doc)
		if err != nil {
			return fmt.Errorf("search: %w", err)
		}
		if d == nil {
			return nil
		}
		found(x.texts[binary.BigEndian.Uint64(d.ID)])
	}
}

// Count gives how many texts hold a word.
func (x *Index) Count(word string) int { return x.holds[word] }

// About gives what was kept of a plan.
func (x *Index) About(plan int) json.RawMessage { return x.about[plan] }

// Size gives how many texts there are.
func (x *Index) Size() int { return len(x.texts) }

// readWords reads how many texts hold each word.
func (x *Index) readWords() error {
	dict, err := x.reader.FieldDict(fieldWords)
	if err != nil {
		return err
	}
	defer dict.Close()
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return err
		}
		x.holds[entry.Term] = int(entry.Count)
	}
}

// readTexts reads which text each document of the index is.
func (x *Index) readTexts() error {
	count, err := x.reader.DocCount()
	if err != nil {
		return err
	}
	all, err := x.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer all.Close()
	x.texts = make([]Text, count)
	for {
		id, err := all.Next()
		if err != nil || id == nil {
			return err
		}
		name, err := x.reader.ExternalID(id)
		if err != nil {
			return err
		}
		text, err := textOf(name)
		number := binary.BigEndian.Uint64(id)
		if err != nil || number >= count {
			return fmt.Errorf("document %q is none of a plan", name)
		}
		x.texts[number] = text
	}
}
