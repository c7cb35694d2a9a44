// Package evidence keeps the files that go with reports (佐证) in a folder. A file's
// place is the SHA-256 of its bytes in hexadecimal, under its first two digits:
//
//	aa/aabbcc…
//
// so the hash that stands in the audit trail (reminders.Evidence) finds the file and
// proves it, and the same file sent twice is there once. Files never change, and none that
// the trail names is deleted.
package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"duban/reminders"
)

// MaxSize is the most bytes that a file may have: a bot gets files of up to 20 MB
// (Telegram Bot API, getFile).
const MaxSize = 20 << 20

// Why a file is not kept, or not given.
var (
	ErrTooLarge = fmt.Errorf("evidence of more than %d bytes", MaxSize)
	ErrHash     = errors.New("not a hash of evidence")
	ErrMissing  = errors.New("evidence is missing")
	ErrDamaged  = errors.New("evidence is not what its hash says")
)

// unfinished begins the names of files that are being written. Those of a process that
// was killed stay; they are no evidence, and Open removes them.
const unfinished = ".writing-"

// leftoverAge is the age at which an unfinished file is nobody's any more: writing one
// takes seconds, and another process may be at it.
const leftoverAge = time.Hour

// Folder is where the files are. Several goroutines, and processes, may use it at the
// same time.
type Folder struct{ dir string }

// Open gives the folder at dir. If it is not there it is made, for its owner alone.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("evidence folder: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("evidence folder: %w", err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), unfinished) {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > leftoverAge {
			_ = os.Remove(filepath.Join(dir, e.Name())) // it is in nobody's way
		}
	}
	return &Folder{dir}, nil
}

// Put keeps a file and gives what the audit trail is to say of it; name is taken as it
// is. When Put returns, the file lasts through a loss of power. One that is there
// already is written again, which repairs it where it was damaged. Errors: ErrTooLarge,
// or that of a folder that cannot be written.
func (f *Folder) Put(data []byte, name string) (reminders.Evidence, error) {
	if len(data) > MaxSize {
		return reminders.Evidence{}, ErrTooLarge
	}
	hash := sum(data)
	if err := f.write(hash, data); err != nil {
		return reminders.Evidence{}, fmt.Errorf("keep evidence %s: %w", hash, err)
	}
	return reminders.Evidence{Hash: hash, Name: name, Size: int64(len(data))}, nil
}

// write puts the data beside and renames it into its place, so that what is in a place
// is always whole.
func (f *Folder) write(hash string, data []byte) error {
	place := filepath.Join(f.dir, place(hash))
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return err
	}
	out, err := os.CreateTemp(f.dir, unfinished) // readable by its owner alone
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	if err = errors.Join(err, out.Sync(), out.Close()); err == nil {
		err = os.Rename(out.Name(), place)
	}
	if err != nil {
		return errors.Join(err, os.Remove(out.Name()))
	}
	return errors.Join(syncFolder(filepath.Dir(place)), syncFolder(f.dir))
}

// Get gives the bytes with that hash. Errors: ErrHash for what is no hash, ErrMissing,
// ErrDamaged, or that of a file that cannot be read.
func (f *Folder) Get(hash string) ([]byte, error) {
	if !valid(hash) {
		return nil, fmt.Errorf("%w: %.80q", ErrHash, hash)
	}
	in, err := os.Open(filepath.Join(f.dir, place(hash)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrMissing, hash)
	}
	if err != nil {
		return nil, fmt.Errorf("evidence %s: %w", hash, err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, MaxSize+1)) // a byte more than any evidence has: it would be damaged
	if err != nil {
		return nil, fmt.Errorf("evidence %s: %w", hash, err)
	}
	if sum(data) != hash {
		return nil, fmt.Errorf("%w: %s", ErrDamaged, hash)
	}
	return data, nil
}

// Check reads the files with these hashes and gives the hashes of those that are
// missing, and of those that are there but cannot be read as what they were. Only the
// end of ctx is an error.
func (f *Folder) Check(ctx context.Context, hashes []string) (missing, damaged []string, err error) {
	for _, h := range hashes {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		switch _, err := f.Get(h); {
		case errors.Is(err, ErrMissing):
			missing = append(missing, h)
		case err != nil:
			damaged = append(damaged, h)
		}
	}
	return missing, damaged, nil
}

// Place gives where the file with that hash is, from the folder and with a slash:
// aa/aabbcc…. For what is no hash ok is false.
func Place(hash string) (slashed string, ok bool) {
	if !valid(hash) {
		return "", false
	}
	return filepath.ToSlash(place(hash)), true
}

// All gives the hashes of the files that are in the folder, sorted, whole or not.
func (f *Folder) All() ([]string, error) {
	var hashes []string
	err := filepath.WalkDir(f.dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && valid(e.Name()) && path == filepath.Join(f.dir, place(e.Name())) {
			hashes = append(hashes, e.Name())
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("evidence folder: %w", err)
	}
	return hashes, nil
}

// place gives the way to a valid hash's file from the folder.
func place(hash string) string { return filepath.Join(hash[:2], hash) }

// valid tells whether hash is written as sum writes it, and so cannot lead out of the
// folder.
func valid(hash string) bool {
	return len(hash) == 2*sha256.Size && strings.Trim(hash, "0123456789abcdef") == ""
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// syncFolder makes the names in a folder last through a loss of power. Windows does so
// by itself, and has no other way.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
