// Package sqlite keeps the diary in one SQLite file: the store behind package
// reminders, with sessions and updates for the chat besides. Times are stored as
// Unix seconds, days as 2006-01-02. All methods may be called from several
// goroutines; writes take turns.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"sync"
	"sync/atomic"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"duban/reminders"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks a file as a diary ("DUBN"), as the first migration sets it.
const applicationID = 0x4455424e

// readers is the most connections that read at the same time.
const readers = 4

// Store is an open diary.
type Store struct {
	w *sql.DB // one connection: writers wait in line here instead of in SQLite
	r *sql.DB

	setting  sync.Mutex                         // held while they are changed
	settings atomic.Pointer[reminders.Settings] // as the last row has them
}

// Open opens the diary at path, creating it or bringing it up to date as needed. The
// folder has to exist; hold its Lock. Errors are *FileError.
func Open(ctx context.Context, path string) (*Store, error) {
	if err := inspect(ctx, path); err != nil {
		return nil, fileError(path, err)
	}
	s := &Store{w: connect(path, "&_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"),
		r: connect(path, "&_pragma=query_only(1)")}
	s.w.SetMaxOpenConns(1)
	s.r.SetMaxOpenConns(readers)
	err := s.migrate(ctx)
	if err == nil {
		err = s.loadSettings(ctx)
	}
	if err != nil {
		s.r.Close()
		s.w.Close()
		return nil, fileError(path, err)
	}
	return s, nil
}

// connect names the file to the driver. busy_timeout comes first, so that the
// other pragmas wait for a lock too. Every connection of a pool gets them.
func connect(path, more string) *sql.DB {
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}).String() +
		"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)" + more
	db, err := sql.Open("sqlite", dsn)
	if err != nil { // the driver is registered and opens nothing yet
		panic(err)
	}
	return db
}

// inspect looks whether the file is whole and a diary. It leaves one that is not as
// it is; opening it for writing would already change it.
func inspect(ctx context.Context, path string) error {
	db := connect(path, "&_pragma=query_only(1)")
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

// migrate applies the migrations that the file lacks.
func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.w, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("%w: version %d, known up to %d", errNewer, current, target)
	}
	_, err = p.Up(ctx)
	return err
}

// Close ends all work and folds the write-ahead log into the file, which then is
// whole by itself and may be copied.
func (s *Store) Close() error {
	err := s.r.Close()
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
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Fault is why a file cannot be used as a diary.
type Fault int

// The faults.
const (
	Unusable Fault = iota // cannot be opened, read or written
	Damaged
	Foreign // a database of another program
	Newer   // written by a newer version of this program
)

// FileError says why the diary cannot be opened and, in Chinese, what to do.
type FileError struct {
	Path  string
	Fault Fault
	Err   error
}

var (
	errDamaged = errors.New("integrity check failed")
	errForeign = errors.New("application id is another program's")
	errNewer   = errors.New("schema is newer than the program")
)

func (e *FileError) Error() string {
	switch e.Fault {
	case Damaged:
		return "台账文件 " + e.Path + " 已损坏，读不了。请不要删除它，先另存一份，再用最近的备份恢复（duban restore 备份文件）后启动。"
	case Foreign:
		return "文件 " + e.Path + " 不是督办的台账，没有改动它。请移走该文件，或用 DUBAN_DATA 另选数据文件夹。"
	case Newer:
		return "台账文件 " + e.Path + " 由更新的版本写成，本程序太旧，没有改动它。请换用新版程序。"
	}
	return "台账文件 " + e.Path + " 打不开。请检查数据文件夹是否存在、能否写入、磁盘是否已满。"
}

func (e *FileError) Unwrap() error { return e.Err }

func fileError(path string, err error) error {
	e := &FileError{Path: path, Err: err}
	var code *driver.Error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errForeign):
		e.Fault = Foreign
	case errors.Is(err, errNewer):
		e.Fault = Newer
	case errors.Is(err, errDamaged):
		e.Fault = Damaged
	case errors.As(err, &code) && (code.Code()&0xff == lib.SQLITE_CORRUPT || code.Code()&0xff == lib.SQLITE_NOTADB):
		e.Fault = Damaged
	}
	return e
}
