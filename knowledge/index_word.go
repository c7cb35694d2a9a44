package knowledge

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
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
const documentForm = "5"

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

// fill gives every text to an index.
func fill(add func(id string, data any) error, texts [][]string) error {
	for i, words := range texts {
		if err := add(strconv.Itoa(i), map[string]any{fieldWords: strings.Join(words, " ")}); err != nil {
			return fmt.Errorf("text %d: %w", i, err)
		}
	}
	return nil
}

// Holding calls found with the place of every text that holds a word.
func (x *Index) Holding(word string, found func(text int)) error {
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
		found(x.place[binary.BigEndian.Uint64(d.ID)])
	}
}

// Count gives how many texts hold a word.
func (x *Index) Count(word string) int { return x.holds[word] }

// Words gives every word that a text holds, in no order.
func (x *Index) Words() iter.Seq[string] { return maps.Keys(x.holds) }

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

// readPlaces reads which text each document of the index is.
func (x *Index) readPlaces(texts int) error {
	all, err := x.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer all.Close()
	x.place = make([]int, texts)
	for {
		id, err := all.Next()
		if err != nil || id == nil {
			return err
		}
		name, err := x.reader.ExternalID(id)
		if err != nil {
			return err
		}
		at, err := strconv.Atoi(name)
		number := binary.BigEndian.Uint64(id)
		if err != nil || at >= texts || number >= uint64(texts) {
			return fmt.Errorf("document %q is not of these texts", name)
		}
		x.place[number] = at
	}
}
