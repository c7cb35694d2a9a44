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

// Index finds by their words the texts that it was made from: which of them hold a word,
// and how many do. It is safe for concurrent use.
type Index struct {
	bleve  bleve.Index
	reader index.IndexReader // of the one state that a finished index has
	place  []int             // by document number of the index: place of the text
	holds  map[string]int    // by word, how many texts hold it

	closing sync.Once
	closed  error
}

// OpenIndex opens the index of texts, each given as its words, in the folder dir (made if
// need be). An index that is missing, damaged, or made from other texts or by another
// mapping is built anew beside and renamed into place; several processes may do so at
// once. The error says which file or folder could not be used.
func OpenIndex(dir string, texts [][]string) (*Index, error) {
	form, err := json.Marshal(newMapping())
	if err != nil {
		return nil, fmt.Errorf("index mapping: %w", err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n", documentForm, form)
	for _, words := range texts {
		fmt.Fprintf(h, "%q\n", words)
	}
	path := filepath.Join(dir, hex.EncodeToString(h.Sum(nil)[:8])+".bleve")
	if x, err := openChecked(path, len(texts)); err == nil {
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
	b, err := bleve.NewBuilder(fresh, newMapping(), map[string]any{"batchSize": batchSize, "buildPathPrefix": temp})
	if err != nil {
		return nil, fmt.Errorf("make index: %w", err)
	}
	if err = errors.Join(fill(b.Index, texts), b.Close()); err == nil {
		err = writeManifest(fresh)
	}
	if err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	// What stands in the way is damaged, or another process was quicker: then its
	// index is as good as ours.
	if err := os.Rename(fresh, path); err != nil {
		if x, err := openChecked(path, len(texts)); err == nil {
			return x, nil
		}
		if err := os.Rename(path, filepath.Join(temp, "damaged")); err != nil {
			return nil, fmt.Errorf("replace index: %w", err)
		}
		if err := os.Rename(fresh, path); err != nil {
			return nil, fmt.Errorf("replace index: %w", err)
		}
	}
	x, err := openChecked(path, len(texts))
	if err != nil {
		return nil, fmt.Errorf("open new index: %w", err)
	}
	return x, nil
}

// NewIndex makes an index of texts in memory, for a program that keeps no data folder.
func NewIndex(texts [][]string) (*Index, error) {
	b, err := bleve.NewUsing("", newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("make index: %w", err)
	}
	batch := b.NewBatch()
	if err := errors.Join(fill(batch.Index, texts), b.Batch(batch)); err != nil {
		return nil, errors.Join(fmt.Errorf("build index: %w", err), b.Close())
	}
	return newIndex(b, len(texts))
}

// openChecked opens an index for reading if every file of it is as it was written.
func openChecked(path string, texts int) (*Index, error) {
	if err := checkManifest(path); err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, err
	}
	return newIndex(b, texts)
}

func newIndex(b bleve.Index, texts int) (*Index, error) {
	x := &Index{bleve: b, holds: map[string]int{}}
	advanced, err := b.Advanced()
	if err == nil {
		x.reader, err = advanced.Reader()
	}
	if err == nil {
		err = errors.Join(x.readPlaces(texts), x.readWords())
	}
	if err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
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
func (x *Index) Close() error {
	x.closing.Do(func() {
		if x.reader != nil {
			x.closed = x.reader.Close()
		}
		x.closed = errors.Join(x.closed, x.bleve.Close())
	})
	return x.closed
}
