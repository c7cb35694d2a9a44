package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"duban/reminders/sqlite"
)

// Restoration is a backup, or a bare diary as a program that copies it restores it, that
// was proved whole and unpacked, ready to take the place of what a data folder holds.
type Restoration struct {
	Manifest
	Difference
	Invites int // that end with it
	Proof   Proof

	data, fresh string
	replaced    []string
}

// Options say how a backup is read.
type Options struct {
	Key      string // file with the key of the trail; empty: in the data folder, or the backup
	Identity string // file with identities of age, for an encrypted backup; may be empty
}

// Prepare proves that a backup can be restored and tells what that changes; the data
// folder, whose lock the caller holds, stays as it is. All invitations that are open in
// the backup are void. Errors: those of Read. Close has to be called.
func Prepare(ctx context.Context, data, file string, o Options, now time.Time) (r *Restoration, err error) {
	removeOld(data, Unpacking, 0) // whoever left it does not hold the lock any more
	r = &Restoration{data: data, replaced: Replaced}
	if r.fresh, err = os.MkdirTemp(data, Unpacking); err != nil {
		return nil, err
	}
	if err = r.unpack(ctx, file, o, now); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

func (r *Restoration) unpack(ctx context.Context, file string, o Options, now time.Time) error {
	locked, err := begins(file, ageMagic)
	if err != nil {
		return err
	}
	if locked {
		open := filepath.Join(r.fresh, madeName)
		if err := decrypt(file, open, o.Identity); err != nil {
			return err
		}
		defer os.Remove(open)
		file = open
	}
	bare, err := begins(file, diaryMagic)
	if err != nil {
		return err
	}
	path := filepath.Join(r.fresh, DiaryName)
	if bare {
		r.Manifest, err = readBare(ctx, file, path)
		r.replaced = ofDiary
	} else {
		r.Manifest, err = Read(ctx, file, r.fresh, func(string) bool { return true })
	}
	if err != nil {
		return err
	}
	if !bare {
		if r.Proof, err = r.Manifest.proof(cmp.Or(o.Key, filepath.Join(r.data, KeyName))); err != nil {
			return err
		}
	}
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return err
	}
	defer store.Close()
	switch inBackup := filepath.Join(r.fresh, KeyName); {
	case o.Key != "":
		store.UseKey(o.Key)
	default:
		if _, err := os.Stat(inBackup); err != nil {
			store.UseKey(filepath.Join(r.data, KeyName))
		}
	}
	r.Difference = differ(ctx, r.data, r.fresh, store, r.Manifest)
	if err := store.BeginTrail(ctx); err != nil { // of an older version's
		return err
	}
	if r.Invites, err = store.VoidInvites(ctx, now); err != nil {
		return err
	}
	if err := store.Close(); err != nil {
		return err
	}
	return syncTree(r.fresh)
}

// Close removes what was unpacked, unless it has taken its place.
func (r *Restoration) Close() error { return os.RemoveAll(r.fresh) }

// Carry puts the backup in the place of what the data folder holds, which is moved to the
// folder aside (empty: there was nothing). The error is ErrHalf.
func (r *Restoration) Carry(now time.Time) (aside string, err error) {
	aside, steps, err := exchange(r.data, r.fresh, r.replaced, now)
	for _, step := range steps {
		if err == nil {
			err = step()
		}
	}
	if err != nil {
		return aside, fmt.Errorf("%w: %w", ErrHalf, err)
	}
	_ = os.RemoveAll(filepath.Join(r.data, IndexName)) // is rebuilt when it is missing, and checked when it is not
	return aside, nil
}

// ofDiary are those of Replaced that belong to the diary.
var ofDiary = func() (names []string) {
	for _, name := range Replaced {
		if strings.HasPrefix(name, DiaryName) {
			names = append(names, name)
		}
	}
	return names
}()

// diaryMagic begins each SQLite file: https://sqlite.org/fileformat.html
const diaryMagic = "SQLite format 3\x00"

// begins reports whether a file begins with these bytes.
func begins(file, magic string) (bool, error) {
	in, err := os.Open(file)
	if err != nil {
		return false, err
	}
	defer in.Close()
	head := make([]byte, len(magic))
	_, err = io.ReadFull(in, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return string(head) == magic, err
}

// readBare copies a diary that nobody uses to path and proves it.
func readBare(ctx context.Context, file, path string) (m Manifest, err error) {
	info, err := os.Stat(file)
	if err != nil {
		return m, err
	}
	if free, known := FreeSpace(filepath.Dir(path)); known && free < info.Size() {
		return m, fmt.Errorf("%w: %d bytes, %d needed", ErrNoRoom, free, info.Size())
	}
	if err := copyFile(file, path); err != nil {
		return m, err
	}
	m.MadeAt = info.ModTime()
	store, err := openRead(ctx, path)
	if err != nil {
		return m, err
	}
	defer store.Close()
	switch found, err := store.Examine(ctx); {
	case err != nil:
		return m, err
	case found.Unread != nil || len(found.Structure)+len(found.Unfit) > 0:
		return m, wrong("diary: %v %v %v", found.Unread, found.Structure, found.Unfit)
	}
	end, err := store.VerifyChain(ctx)
	if err == nil {
		m.Schema, err = store.Schema(ctx)
	}
	if err = errors.Join(err, store.Close()); err != nil {
		return m, wrong("diary: %w", err)
	}
	m.Events, m.LastHash = end.ID, end.Hash
	return m, nil
}

// copyFile copies a file to a new one that lasts.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
