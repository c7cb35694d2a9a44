package backup

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"duban/reminders/sqlite"
)

// Why a backup is not taken.
var (
	ErrDamaged = errors.New("not a whole backup") // wrapped with what is wrong
	ErrNewer   = errors.New("backup of a newer program")
	ErrNoRoom  = errors.New("not enough space")
)

// The most bytes of a manifest, which takes some 200 for each file, and of a file: far
// more than either needs, and few enough for the sum over all files to be counted.
const (
	maxManifest = 64 << 20
	maxArchived = 1 << 40
)

// Read proves that a backup is whole: that it holds the files of its manifest and
// nothing else, each as it was packed, and that the diary among them can be opened by
// this program and has the audit trail that the manifest tells of. Those files that are
// wanted, the diary among them, are written below the folder to, and last. Errors wrap
// ErrDamaged, ErrNewer or ErrNoRoom; others are of reading or writing.
func Read(ctx context.Context, file, to string, wanted func(name string) bool) (m Manifest, err error) {
	pack, err := zip.OpenReader(file)
	if errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrAlgorithm) || errors.Is(err, io.ErrUnexpectedEOF) {
		return m, wrong("%w", err)
	}
	if err != nil {
		return m, err
	}
	defer pack.Close()
	entries := map[string]*zip.File{}
	for _, e := range pack.File {
		if entries[e.Name] != nil {
			return m, wrong("%.100q comes twice", e.Name)
		}
		entries[e.Name] = e
	}
	if m, err = readManifest(entries[ManifestName]); err != nil {
		return m, err
	}
	delete(entries, ManifestName)
	if err := m.match(entries); err != nil {
		return m, err
	}
	var room int64
	for _, f := range m.Files {
		if wanted(f.Name) {
			room += f.Size
		}
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return m, err
	}
	if free, known := FreeSpace(to); known && free < room {
		return m, fmt.Errorf("%w: %d bytes, %d needed", ErrNoRoom, free, room)
	}
	for _, f := range m.Files {
		if err := ctx.Err(); err != nil {
			return m, err
		}
		path := ""
		if wanted(f.Name) {
			path = filepath.Join(to, filepath.FromSlash(f.Name))
		}
		if err := f.unpack(entries[f.Name], path); err != nil {
			return m, err
		}
	}
	if err := m.proveDiary(ctx, filepath.Join(to, DiaryName)); err != nil {
		return m, err
	}
	return m, syncTree(to)
}

// wrong gives an error that says what is wrong with a backup.
func wrong(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrDamaged, fmt.Errorf(format, args...))
}

func readManifest(e *zip.File) (m Manifest, err error) {
	if e == nil || e.UncompressedSize64 > maxManifest {
		return m, wrong("no manifest")
	}
	in, err := e.Open()
	if err != nil {
		return m, wrong("manifest: %w", err)
	}
	defer in.Close()
	body, err := io.ReadAll(io.LimitReader(in, maxManifest+1))
	if err != nil {
		return m, wrong("manifest: %w", err)
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return m, wrong("manifest: %w", err)
	}
	if m.Form != form {
		if strings.HasPrefix(m.Form, "duban-backup-") {
			return m, ErrNewer
		}
		return m, wrong("manifest of form %.100q", m.Form)
	}
	return m, nil
}

// match tells whether the archive holds the files of the manifest, the diary among
// them, and nothing else. Every name is one that belongs into a data folder.
func (m Manifest) match(entries map[string]*zip.File) error {
	listed := map[string]bool{}
	for _, f := range m.Files {
		e := entries[f.Name]
		switch {
		case !Belongs(f.Name):
			return wrong("%.100q does not belong into a backup", f.Name)
		case listed[f.Name]:
			return wrong("%.100q is listed twice", f.Name)
		case e == nil:
			return wrong("%.100q is missing", f.Name)
		case f.Size < 0 || f.Size > maxArchived || e.UncompressedSize64 != uint64(f.Size):
			return wrong("%.100q has %d bytes instead of %d", f.Name, e.UncompressedSize64, f.Size)
		}
		listed[f.Name] = true
	}
	for name := range entries {
		if !listed[name] {
			return wrong("%.100q is not listed", name)
		}
	}
	if !listed[DiaryName] {
		return wrong("no diary")
	}
	return nil
}

// unpack reads an entry to its end and proves it, and writes it to a new file at path
// unless that is empty.
func (f File) unpack(e *zip.File, path string) error {
	in, err := e.Open()
	if err != nil {
		return wrong("%.100q: %w", f.Name, err)
	}
	defer in.Close()
	if path == "" {
		return f.prove(in, io.Discard)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.prove(in, out), out.Sync(), out.Close())
}

// prove copies what is in the file and compares it with the manifest.
func (f File) prove(in io.Reader, out io.Writer) error {
	sum := sha256.New()
	// A byte more than there should be, so that no entry fills the disk, whatever it says.
	from := &reading{r: io.LimitReader(in, f.Size+1)}
	n, err := io.Copy(io.MultiWriter(sum, out), from)
	switch {
	case from.err != nil:
		return wrong("%.100q: %w", f.Name, from.err)
	case err != nil:
		return err
	case n != f.Size || hex.EncodeToString(sum.Sum(nil)) != f.SHA256:
		return wrong("%.100q is not what the manifest says", f.Name)
	}
	return nil
}

// reading keeps the error of its reader, to be told from that of a writer.
type reading struct {
	r   io.Reader
	err error
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// proveDiary opens the diary at path, which brings one of an older program up to date,
// and compares its audit trail with the manifest.
func (m Manifest) proveDiary(ctx context.Context, path string) error {
	store, err := openRead(ctx, path)
	if err != nil {
		return err
	}
	end, err := store.VerifyChain(ctx)
	if err = errors.Join(err, store.Close()); err != nil {
		return wrong("diary: %w", err)
	}
	if end.ID != m.Events || end.Hash != m.LastHash {
		return wrong("audit trail of %d events, ending in %s", end.ID, end.Hash)
	}
	return nil
}

// openRead opens a diary that was read from a backup.
func openRead(ctx context.Context, path string) (*sqlite.Store, error) {
	store, err := sqlite.Open(ctx, path)
	var fault *sqlite.FileError
	switch {
	case errors.As(err, &fault) && fault.Fault == sqlite.Newer:
		return nil, ErrNewer
	case errors.As(err, &fault) && fault.Fault != sqlite.Unusable:
		return nil, wrong("diary: %w", fault.Err)
	}
	return store, err
}
