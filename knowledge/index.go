package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	index "github.com/blevesearch/bleve_index_api"
)

// Kind says what an indexed document is.
type Kind string

const (
	KindClause   Kind = "clause"
	KindSentence Kind = "sentence"
	KindTarget   Kind = "target"
	KindCell     Kind = "cell"
)

// Hit is one document that a search found.
type Hit struct {
	Kind  Kind
	Ref   string  // Section.Ref, or 附件 for a cell
	N     int     // sentence: its place in Sentences(Section.Text); target, cell: its place in Plan.Targets, Plan.Cells()
	Score float64 // comparable within one search only
}

// Index finds passages of one plan. It is safe for concurrent use.
type Index struct {
	bleve     bleve.Index
	analyze   func([]byte) analysis.TokenStream // of pieces and questions alike
	shelf     *shelf
	place     []int // by document number of the index: place in the shelf's pieces or wholes
	pieceNorm []float64
	wholeNorm []float64
	tallies   sync.Pool
}

// OpenIndex opens the index of the plan in the folder dir (made if need be). An
// index that is missing, damaged, or made from another text or by another mapping
// is built anew beside and renamed into place; several processes may do so at
// once. The error says which file or folder could not be used.
func OpenIndex(dir string, p *Plan) (*Index, error) {
	s := shelve(p)
	return openShelf(dir, s.sum(), s)
}

// openShelf opens the index of a shelf; hash names what it was made from.
func openShelf(dir, hash string, s *shelf) (*Index, error) {
	mapping, err := newMapping()
	if err != nil {
		return nil, fmt.Errorf("index mapping: %w", err)
	}
	form, err := json.Marshal(mapping)
	if err != nil {
		return nil, fmt.Errorf("index mapping: %w", err)
	}
	sum := sha256.Sum256([]byte(documentForm + "\n" + hash + "\n" + string(form)))
	path := filepath.Join(dir, hex.EncodeToString(sum[:8])+".bleve")
	if x, err := openChecked(path, s); err == nil {
		return x, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("index folder: %w", err)
	}
	removeLeftovers(dir)
	temp, err := os.MkdirTemp(dir, building)
	if err != nil {
		return nil, fmt.Errorf("index folder: %w", err)
	}
	defer os.RemoveAll(temp)
	fresh := filepath.Join(temp, "new")
	b, err := bleve.NewBuilder(fresh, mapping, map[string]any{"batchSize": batchSize, "buildPathPrefix": temp})
	if err != nil {
		return nil, fmt.Errorf("make index: %w", err)
	}
	if err = errors.Join(fill(b, s), b.Close()); err == nil {
		err = writeManifest(fresh)
	}
	if err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	// What stands in the way is damaged, or another process was quicker: then its
	// index is as good as ours.
	if err := os.Rename(fresh, path); err != nil {
		if x, err := openChecked(path, s); err == nil {
			return x, nil
		}
		if err := os.Rename(path, filepath.Join(temp, "damaged")); err != nil {
			return nil, fmt.Errorf("replace index: %w", err)
		}
		if err := os.Rename(fresh, path); err != nil {
			return nil, fmt.Errorf("replace index: %w", err)
		}
	}
	x, err := openChecked(path, s)
	if err != nil {
		return nil, fmt.Errorf("open new index: %w", err)
	}
	return x, nil
}

// openChecked opens an index for reading if every file of it is as it was written.
func openChecked(path string, s *shelf) (*Index, error) {
	if err := checkManifest(path); err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, err
	}
	x := &Index{bleve: b, shelf: s, analyze: b.Mapping().AnalyzerNamed(cjk.AnalyzerName).Analyze}
	x.tallies.New = func() any {
		p, w := len(s.pieces), len(s.wholes)
		return &tally{piece: make([]float64, p), cover: make([]float64, p), whole: make([]float64, w), title: make([]float64, w), best: make([]float64, w)}
	}
	var pieces, wholes []int
	for _, p := range s.pieces {
		pieces = append(pieces, len(p.text))
	}
	for _, w := range s.wholes {
		wholes = append(wholes, len(w.text))
	}
	x.pieceNorm, x.wholeNorm = norms(pieces, pieceK1, pieceB), norms(wholes, wholeK1, wholeB)
	reader, err := x.reader()
	if err == nil {
		x.place, err = places(reader, s)
		err = errors.Join(err, reader.Close())
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return x, nil
}

// reader gives a view of the postings; close it.
func (x *Index) reader() (index.IndexReader, error) {
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	return advanced.Reader()
}

// batchSize is how many documents are held in memory while an index is being built.
const batchSize = 2000

// building starts the names of folders in which an index is being built.
const building = ".building-"

// removeLeftovers deletes what builds that were killed have left behind.
func removeLeftovers(dir string) {
	old, _ := filepath.Glob(filepath.Join(dir, building+"*"))
	for _, path := range old {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > time.Hour {
			os.RemoveAll(path)
		}
	}
}

// Close releases the files.
func (x *Index) Close() error { return x.bleve.Close() }

// Count gives the number of documents.
func (x *Index) Count() (uint64, error) { return x.bleve.DocCount() }
