package knowledge

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// manifestName is the file beside an index's own that holds their SHA-256: bleve
// itself does not notice a flipped byte.
const manifestName = "manifest.sha256"

// aboutName is the file beside an index's own that holds what is kept of each plan.
const aboutName = "about.json"

func writeAbout(path string, about []json.RawMessage) error {
	data, err := json.Marshal(about)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(path, aboutName), data, 0o644)
}

func readAbout(path string) ([]json.RawMessage, error) {
	data, err := os.ReadFile(filepath.Join(path, aboutName))
	if err != nil {
		return nil, err
	}
	var about []json.RawMessage
	return about, json.Unmarshal(data, &about)
}

func manifest(path string) ([]byte, error) {
	var b bytes.Buffer
	err := filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == manifestName {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(path, file)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(data), filepath.ToSlash(name))
		return nil
	})
	return b.Bytes(), err
}

func writeManifest(path string) error {
	sums, err := manifest(path)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(path, manifestName), sums, 0o644)
}

// checkManifest tells whether every file is as it was written, and none is
// missing or too many.
func checkManifest(path string) error {
	want, err := os.ReadFile(filepath.Join(path, manifestName))
	if err != nil {
		return err
	}
	got, err := manifest(path)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("%s differs from its manifest", path)
	}
	return nil
}
