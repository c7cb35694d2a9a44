package backup

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"time"

	"duban/reminders/sqlite"
)

const form = "duban-backup-1"

// ManifestName is the name under which a backup holds its manifest.
const ManifestName = "manifest.json"

// Manifest says what a backup holds, so that it can be proved whole.
type Manifest struct {
	Form     string    `json:"form"`
	MadeAt   time.Time `json:"made_at"`
	Schema   int64     `json:"schema"`        // of the diary, see sqlite.Store.Schema
	Events   int64     `json:"events"`        // in the audit trail
	LastHash string    `json:"last_hash"`     // of its last event
	Files    []File    `json:"files"`         // all but the manifest
	Key      string    `json:"key,omitempty"` // name of the trail's key
	MAC      string    `json:"mac,omitempty"` // with that key, of the rest
}

// File is one file of a backup.
type File struct {
	Name   string `json:"name"` // with slashes
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// write packs the copy of the diary and the other files of the data folder, and at last
// the manifest, into a new file that lasts.
func (m *Manifest) write(ctx context.Context, store *sqlite.Store, data, snapshot, to string) error {
	others, err := precious(data)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(m.pack(ctx, store, out, data, snapshot, others), out.Sync(), out.Close())
}

func (m *Manifest) pack(ctx context.Context, store *sqlite.Store, out io.Writer, data, snapshot string, others []string) error {
	pack := zip.NewWriter(out)
	if err := m.add(pack, DiaryName, snapshot); err != nil {
		return err
	}
	for _, name := range others {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := m.add(pack, name, filepath.Join(data, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	if err := m.sign(store); err != nil {
		return err
	}
	if err := m.addSelf(pack); err != nil {
		return err
	}
	return pack.Close()
}

// add packs a file under its name and puts it on the list.
func (m *Manifest) add(pack *zip.Writer, name, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: m.MadeAt}
	if inFolder(name, EvidenceName) {
		header.Method = zip.Store // pictures, PDF and Office files are packed by themselves
	}
	to, err := pack.CreateHeader(header)
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(to, sum), in)
	m.Files = append(m.Files, File{Name: name, Size: n, SHA256: hex.EncodeToString(sum.Sum(nil))})
	return err
}

// addSelf packs the manifest.
func (m *Manifest) addSelf(pack *zip.Writer) error {
	to, err := pack.CreateHeader(&zip.FileHeader{Name: ManifestName, Method: zip.Deflate, Modified: m.MadeAt})
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(to)
	encoder.SetIndent("", "  ")
	return encoder.Encode(m)
}

// faulty counts the evidence that the diary names and the backup does not hold whole.
func (m Manifest) faulty(named map[string]string) (n int) {
	whole := map[string]bool{}
	for _, f := range m.Files {
		if hash := path.Base(f.Name); inFolder(f.Name, EvidenceName) && f.SHA256 == hash {
			whole[hash] = true
		}
	}
	for hash := range named {
		if !whole[hash] {
			n++
		}
	}
	return n
}

// Holds counts the files of the backup in that folder.
func (m Manifest) Holds(folder string) (n int) {
	for _, f := range m.Files {
		if inFolder(f.Name, folder) {
			n++
		}
	}
	return n
}
