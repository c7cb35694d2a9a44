package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"

	"duban/knowledge/zh"
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
	Ref   string  // clause, sentence: Section.Ref
	N     int     // sentence: its place in Sentences(Section.Text); target, cell: its place in Plan.Targets, Plan.Cells()
	Score float64 // comparable within one search only
}

// Index finds passages of one plan. It is safe for concurrent use.
type Index struct {
	bleve bleve.Index
}

// OpenIndex opens the index of the plan in the folder dir (made if need be). An
// index that is missing, damaged, or made from another text or by another mapping
// is built anew beside and renamed into place; several processes may do so at
// once. The error says which file or folder could not be used.
func OpenIndex(dir string, p *Plan) (*Index, error) {
	mapping, err := newMapping()
	if err != nil {
		return nil, fmt.Errorf("index mapping: %w", err)
	}
	form, err := json.Marshal(mapping)
	if err != nil {
		return nil, fmt.Errorf("index mapping: %w", err)
	}
	sum := sha256.Sum256([]byte(documentForm + "\n" + p.Hash + "\n" + string(form)))
	path := filepath.Join(dir, hex.EncodeToString(sum[:8])+".bleve")
	if x, err := openChecked(path); err == nil {
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
	b, err := bleve.New(fresh, mapping)
	if err != nil {
		return nil, fmt.Errorf("make index: %w", err)
	}
	batch := b.NewBatch()
	err = errors.Join(fill(batch, p), b.Batch(batch), b.Close())
	if err == nil {
		err = writeManifest(fresh)
	}
	if err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	// What stands in the way is damaged, or another process was quicker: then its
	// index is as good as ours.
	if err := os.Rename(fresh, path); err != nil {
		if x, err := openChecked(path); err == nil {
			return x, nil
		}
		if err := os.Rename(path, filepath.Join(temp, "damaged")); err != nil {
			return nil, fmt.Errorf("replace index: %w", err)
		}
		if err := os.Rename(fresh, path); err != nil {
			return nil, fmt.Errorf("replace index: %w", err)
		}
	}
	x, err := openChecked(path)
	if err != nil {
		return nil, fmt.Errorf("open new index: %w", err)
	}
	return x, nil
}

// openChecked opens an index for reading if every file of it is as it was written.
func openChecked(path string) (*Index, error) {
	if err := checkManifest(path); err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, err
	}
	return &Index{bleve: b}, nil
}

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

// Search gives up to size documents for the words of a question, best first.
// Words of a single character are found too; text need not be folded.
func (x *Index) Search(text string, size int) ([]Hit, error) {
	text = zh.Fold(text)
	if text == "" {
		return nil, nil
	}
	body := bleve.NewMatchQuery(text)
	body.SetField(fieldBody)
	heading := bleve.NewMatchQuery(text)
	heading.SetField(fieldHeading)
	heading.SetBoost(0.6)
	single := bleve.NewMatchQuery(text)
	single.SetField(fieldSingle)
	single.SetBoost(0.05)
	sound := bleve.NewMatchQuery(sounds(text))
	sound.SetField(fieldSound)
	sound.SetBoost(0.3)
	req := bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(body, heading, single, sound), size, 0, false)
	req.SortBy([]string{"-_score", "_id"})
	res, err := x.bleve.Search(req)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	hits := make([]Hit, 0, len(res.Hits))
	for _, h := range res.Hits {
		if hit, ok := parseID(h.ID); ok {
			hit.Score = h.Score
			hits = append(hits, hit)
		}
	}
	return hits, nil
}

func makeID(kind Kind, ref string, n int) string {
	return string(kind) + "\t" + ref + "\t" + strconv.Itoa(n)
}

func parseID(id string) (Hit, bool) {
	parts := strings.Split(id, "\t")
	if len(parts) != 3 {
		return Hit{}, false
	}
	n, err := strconv.Atoi(parts[2])
	return Hit{Kind: Kind(parts[0]), Ref: parts[1], N: n}, err == nil
}
