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
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// Index finds by their words the texts of a library's plans: which of them hold a word,
// and how many do. It is safe for concurrent use.
type Index struct {
	bleve  bleve.Index
	reader index.IndexReader // of the one state that a finished index has
	texts  []Text            // by document number of the index
	holds  map[string]int    // by word, how many texts hold it
	about  []json.RawMessage // by plan

	closing sync.Once
	closed  error
}

// Text is a text of a plan, by its place among the plan's texts and the plan's place in
// the library.
type Text struct{ Plan, At int }

// Entry is what an index is made of for one plan.
type Entry struct {
	Words [][]string      // of each of its texts
	About json.RawMessage // what is to be kept of it beside; see Index.About
}

// Entries gives the entry of a plan by its place in the library.
type Entries func(plan int) (Entry, error)

// OpenIndex opens the index of a library in the folder dir (made if need be). Keys name
// the plans and change with their entries, which are asked for only where the index has to
// be built: one that is missing, damaged, or made from other plans or by another mapping
// is built anew beside and renamed into place; several processes may do so at once. The
// error says which file or folder could not be used.
func OpenIndex(dir string, keys []string, entries Entries) (*Index, error) {
	form, err := json.Marshal(newMapping())
	if err != nil {
		return nil, fmt.Errorf("index mapping: %w", err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%q\n", documentForm, form, keys)
	path := filepath.Join(dir, hex.EncodeToString(h.Sum(nil)[:8])+suffix)
	if x, err := openChecked(path); err == nil {
		return x, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("index folder: %w", err)
	}
	removeLeftovers(dir, building+"*")
	temp, err := os.MkdirTemp(dir, building)
	if err != nil {
		return nil, fmt.Errorf("index folder: %w", err)
	}
	defer os.RemoveAll(temp)
	fresh := filepath.Join(temp, "new")
	b, err := bleve.NewBuilder(fresh, newMapping(), map[string]any{"batchSize": batchSize, "buildPathPrefix": temp})
	if err != nil {
		return nil, fmt.Errorf("make index: %w", err)
	}
	about, err := fill(b.Index, len(keys), entries)
	if err = errors.Join(err, b.Close()); err == nil {
		err = errors.Join(writeAbout(fresh, about), writeManifest(fresh))
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
	removeLeftovers(dir, "*"+suffix)
	x, err := openChecked(path)
	if err != nil {
		return nil, fmt.Errorf("open new index: %w", err)
	}
	return x, nil
}

// NewIndex makes the index of so many plans in memory, for a program that keeps no data
// folder.
func NewIndex(plans int, entries Entries) (*Index, error) {
	b, err := bleve.NewUsing("", newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("make index: %w", err)
	}
	batch := b.NewBatch()
	about, err := fill(batch.Index, plans, entries)
	if err = errors.Join(err, b.Batch(batch)); err != nil {
		return nil, errors.Join(fmt.Errorf("build index: %w", err), b.Close())
	}
	return newIndex(b, about)
}

// openChecked opens an index for reading if every file of it is as it was written.
func openChecked(path string) (*Index, error) {
	if err := checkManifest(path); err != nil {
		return nil, err
	}
	about, err := readAbout(path)
	if err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, err
	}
	return newIndex(b, about)
}

func newIndex(b bleve.Index, about []json.RawMessage) (*Index, error) {
	x := &Index{bleve: b, holds: map[string]int{}, about: about}
	advanced, err := b.Advanced()
	if err == nil {
		x.reader, err = advanced.Reader()
	}
	if err == nil {
		err = errors.Join(x.readTexts(), x.readWords())
	}
	if err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

const (
	batchSize = 2000         // documents that are held in memory while an index is being built
	suffix    = ".bleve"     // of the folder of an index
	building  = ".building-" // begins the name of a folder in which one is being built
	kept      = time.Hour    // how long what nobody needs is kept, as another process may be at it
)

// removeLeftovers deletes what builds that were killed, or libraries of other plans, have
// left behind.
func removeLeftovers(dir, pattern string) {
	old, _ := filepath.Glob(filepath.Join(dir, pattern))
	for _, path := range old {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > kept {
			os.RemoveAll(path)
		}
	}
}

// Close releases the files.
func (x *Index) Close() error {
	x.closing.Do(func() {
		if x.reader != nil {
			x.closed = x.reader.Close()
		}
		x.closed = errors.Join(x.closed, x.bleve.Close())
	})
	return x.closed
}
