// Package sqlite keeps the diary in one SQLite file: write-ahead log, foreign keys,
// one writer and a pool of readers, migrations that are part of the program.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver named sqlite
)

// Store is an open diary. It is safe for concurrent use; within one data folder
// only one process may write (Lock).
type Store struct {
	write *sql.DB // one connection, its transactions begin as writers
	read  *sql.DB
}

// Reasons why a diary cannot be opened.
var (
	// ErrNewer says that the file was written by a newer program.
	ErrNewer = errors.New("the diary was written by a newer program")
	// ErrDamaged says that the file is no diary, or not whole.
	ErrDamaged = errors.New("the diary's file is damaged")
)

//go:embed migrations/*.sql
var migrations embed.FS

const readers = 4

// Open opens the diary in the file, which is made if it does not exist, and brings
// it to this program's form. A file that is newer or damaged is left untouched.
func Open(ctx context.Context, path string) (*Store, error) {
	write, err := connect(path, "&_txlock=immediate", 1)
	if err != nil {
		return nil, err
	}
	if err := prepare(ctx, write); err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read, err := connect(path, "&_pragma=query_only(1)", readers)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return &Store{write, read}, nil
}

// connect opens a pool. The pragmas stand in the address, so that every connection
// has them; busy_timeout comes first, because the others may have to wait.
func connect(path, more string, size int) (*sql.DB, error) {
	if f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	} else if err := f.Close(); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+
		"?_pragma=busy_timeout(5000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=foreign_keys(1)"+more)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(size)
	return db, nil
}

func prepare(ctx context.Context, db *sql.DB) error {
	var ok string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&ok); err != nil || ok != "ok" {
		return fmt.Errorf("%w: %s %w", ErrDamaged, ok, errors.Join(err))
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithVerbose(false))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	sources := provider.ListSources()
	newest := sources[len(sources)-1].Version
	has, err := provider.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if has > newest {
		return fmt.Errorf("%w: form %d, this program knows %d", ErrNewer, has, newest)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	return nil
}

// Close writes everything into the one file and lets go of it.
func (s *Store) Close() error {
	_, err := s.write.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
	return errors.Join(err, s.read.Close(), s.write.Close())
}

// change runs f in one writing transaction: all of it happens, or nothing.
func (s *Store) change(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// collect reads all rows with scan.
func collect[T any](ctx context.Context, q querier, scan func(row func(...any) error) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// marks gives n parameters for IN: ?,?,?.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}
