// Package sqlite keeps the diary in one SQLite file: the store behind package
// reminders, with sessions and updates for the chat besides. Times are stored as
// Unix seconds, days as 2006-01-02. All methods may be called from several
// goroutines; writes take turns.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	_ "modernc.org/sqlite"

	"duban/reminders"
)

// applicationID marks a file as a diary ("DUBN"), as the first migration sets it.
const applicationID = 0x4455424e

// readers is the most connections that read at the same time.
const readers = 4

// Store is an open diary.
type Store struct {
	w *sql.DB // one connection: writers wait in line here instead of in SQLite
	r *sql.DB

	path   string
	owner  bool                   // opened by Open
	setup  atomic.Pointer[string] // what keeps the seals on a connection that writes
	mark   markFile
	key    keyFile
	schema atomic.Int64 // version of the schema that was found to be the program's

	setting  sync.Mutex                         // held while they are changed
	settings atomic.Pointer[reminders.Settings] // as the last row has them
}

// Open opens the diary at path for its owner, who holds the Lock of its folder, which has
// to exist. It creates the diary, or brings one of an older program up to date, of which
// it keeps a copy beside it. Errors are *FileError.
func Open(ctx context.Context, path string) (*Store, error) {
	s := &Store{path: path, owner: true, r: connect(path, "&_pragma=query_only(1)", &plain)}
	s.w = connect(path, writing+"&_pragma=journal_mode(WAL)", &s.setup)
	return s.open(ctx, s.migrate, s.compareMark)
}

// OpenBeside opens the diary at path for somebody who does not own it, while its owner may
// be at work. It changes neither the schema nor, as long as nothing is written, the file;
// one of an older or newer program is refused. Errors are *FileError.
func OpenBeside(ctx context.Context, path string) (*Store, error) {
	s := &Store{path: path, r: connect(path, "&mode=ro", &plain)}
	s.w = connect(path, writing+"&mode=rw", &s.setup)
	return s.open(ctx, s.mustBeCurrent)
}

// writing is what a connection needs that writes. What is deleted is overwritten: an update
// that opened an invitation holds its token.
const writing = "&_txlock=immediate&_pragma=synchronous(FULL)&_pragma=secure_delete(1)"

// open opens the file and takes these steps before others.
func (s *Store) open(ctx context.Context, first ...func(context.Context) error) (*Store, error) {
	s.key.path = filepath.Join(filepath.Dir(s.path), KeyName)
	s.w.SetMaxOpenConns(1)
	s.r.SetMaxOpenConns(readers)
	err := inspect(ctx, s.path)
	for _, step := range append(first, s.keepSeals, s.loadSettings) {
		if err == nil {
			err = step(ctx)
		}
	}
	if err != nil {
		s.r.Close()
		s.w.Close()
		return nil, fileError(s.path, err)
	}
	return s, nil
}

// connect gives a pool of connections to the file, each of which is set up by the
// statements in setup as they stand then. busy_timeout comes first, so that the other
// pragmas wait for a lock too.
func connect(path, more string, setup *atomic.Pointer[string]) *sql.DB {
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}).String() +
		"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)" + more
	return sql.OpenDB(&connector{dsn, setup})
}

// plain sets up nothing.
var plain atomic.Pointer[string]

// inspect looks whether the file is whole and a diary. It leaves one that is not as
// it is; opening it for writing would already change it.
func inspect(ctx context.Context, path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil // is created, or found missing when it is read
	}
	db := connect(path, "&mode=ro", &plain)
	defer db.Close()
	var check string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&check); err != nil {
		return err
	}
	if check != "ok" {
		return fmt.Errorf("%w: %s", errDamaged, check)
	}
	var id, tables int64
	err := db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)").Scan(&id, &tables)
	if err == nil && tables > 0 && id != applicationID {
		err = errForeign
	}
	return err
}

// Close ends all work. The owner's folds the write-ahead log into the file, which then is
// whole by itself and may be copied.
func (s *Store) Close() error {
	err := errors.Join(s.r.Close(), s.mark.close())
	if !s.owner {
		return errors.Join(err, s.w.Close())
	}
	_, checkpoint := s.w.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(err, checkpoint, s.w.Close())
}

// write runs f in a transaction that has the right to write from its start.
func (s *Store) write(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := s.w.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := beginWatch(ctx, tx); err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return err
	}
	if err := s.sign(ctx, tx); err != nil {
		return err
	}
	now, err := nextMark(ctx, tx)
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	s.mark.put(s.path+MarkSuffix, now)
	return nil
}
