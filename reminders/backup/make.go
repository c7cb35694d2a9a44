package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"duban/reminders"
	"duban/reminders/sqlite"
)

// Names within the folder in which a backup is being made, beside the file that it
// becomes. A folder that a killed process left goes with a later backup.
const (
	makingBackup = ".duban-backup-" // begins the folder's name
	madeName     = "backup.zip"
	readBackName = "read-back"
)

// Why no backup was made; other errors are of reading and writing.
var (
	ErrExists     = errors.New("there is something of that name")
	ErrTarget     = errors.New("the backup cannot be written there")
	ErrUnreadable = errors.New("the diary cannot be read as a whole")
	ErrUnwhole    = errors.New("the diary is damaged")
	ErrBroken     = errors.New("the audit trail is broken") // wraps the *reminders.BrokenError
	ErrReadBack   = errors.New("the backup is not read back as it was written")
)

// Made is a backup that was made.
type Made struct {
	Manifest
	Size   int64 // bytes of the file
	Faulty int   // evidence that the diary names and that is missing or damaged; the rest is good all the same
}

// Make writes a backup of the data folder, whose diary is the store. The file appears
// under its name only when it has been read back and is whole. With recipients it is
// encrypted to them, and nothing else leaves the data folder.
func Make(ctx context.Context, store *sqlite.Store, data, target string, at time.Time, recipients ...age.Recipient) (Made, error) {
	if err := mustBeFree(target); err != nil {
		return Made{}, err
	}
	folder := filepath.Dir(target)
	removeOld(folder, makingBackup, time.Hour)
	work, err := os.MkdirTemp(folder, makingBackup)
	if err != nil {
		return Made{}, fmt.Errorf("%w: %w", ErrTarget, err)
	}
	defer os.RemoveAll(work)
	inside := work
	if len(recipients) > 0 {
		removeOld(data, makingBackup, time.Hour)
		if inside, err = os.MkdirTemp(data, makingBackup); err != nil {
			return Made{}, err
		}
		defer os.RemoveAll(inside)
	}
	m, err := makeIn(ctx, store, data, inside, at)
	if err == nil && len(recipients) > 0 {
		err = encrypt(filepath.Join(inside, madeName), filepath.Join(work, madeName), recipients)
	}
	if err != nil {
		return Made{}, err
	}
	if err := mustBeFree(target); err != nil { // another one may have come meanwhile
		return Made{}, err
	}
	made := filepath.Join(work, madeName)
	info, err := os.Stat(made)
	if err == nil {
		err = errors.Join(os.Rename(made, target), syncFolder(folder))
	}
	if err != nil {
		return Made{}, fmt.Errorf("%w: %w", ErrTarget, err)
	}
	m.Size = info.Size()
	return m, nil
}

// mustBeFree refuses a path where something is.
func mustBeFree(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return ErrExists
	}
	return nil
}

// makeIn makes the backup in the folder work and reads it back.
func makeIn(ctx context.Context, store *sqlite.Store, data, work string, at time.Time) (m Made, err error) {
	snapshot := filepath.Join(work, DiaryName)
	if err := store.Snapshot(ctx, snapshot); err != nil {
		return m, err
	}
	m.Form, m.MadeAt = form, at.Truncate(time.Second)
	t, err := m.survey(ctx, snapshot)
	if err != nil {
		return m, err
	}
	// Lest what is damaged take the place of a good backup. What was lost once is no reason
	// not to keep the rest.
	switch found, err := store.Examine(ctx); {
	case err != nil:
		return m, err
	case found.Unread != nil:
		return m, fmt.Errorf("%w: %w", ErrUnreadable, found.Unread)
	case len(found.Structure)+len(found.Unfit) > 0:
		return m, ErrUnwhole
	}
	made := filepath.Join(work, madeName)
	if err := m.write(ctx, store, data, snapshot, made); err != nil {
		return m, err
	}
	if _, err := Read(ctx, made, filepath.Join(work, readBackName), func(name string) bool { return name == DiaryName }); err != nil {
		return m, fmt.Errorf("%w: %w", ErrReadBack, err)
	}
	m.Faulty = m.faulty(t.Evidence)
	return m, nil
}

// survey fills in what the diary in the file at path says of itself, and gives its
// audit trail. One that is broken is not backed up, lest it take the place of a good one.
func (m *Manifest) survey(ctx context.Context, path string) (t reminders.Trail, err error) {
	store, err := sqlite.OpenBeside(ctx, path)
	if err != nil {
		return t, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	defer store.Close()
	if t, err = store.Trail(ctx); err == nil {
		m.Schema, err = store.Schema(ctx)
	}
	switch {
	case err != nil:
		return t, fmt.Errorf("%w: %w", ErrUnreadable, err)
	case t.Broken != nil:
		return t, fmt.Errorf("%w: %w", ErrBroken, t.Broken)
	}
	m.Events, m.LastHash = t.End.ID, t.End.Hash
	return t, nil
}
