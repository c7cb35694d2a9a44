package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"strings"
	"time"

	"duban/reminders"
)

// row is what *sql.Row and *sql.Rows have in common.
type row interface{ Scan(...any) error }

// querier is what reads: the pool of readers, or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// execer is a transaction, or one whose statements are prepared.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// prepared runs a few statements many times in a transaction. The transaction's end
// closes them.
type prepared struct {
	tx    *sql.Tx
	ready map[string]*sql.Stmt
}

func (p *prepared) statement(ctx context.Context, query string) *sql.Stmt {
	s, ok := p.ready[query]
	if !ok {
		s, _ = p.tx.PrepareContext(ctx, query) // nil where it fails: the query is then run as it is, and gives the error
		p.ready[query] = s
	}
	return s
}

func (p *prepared) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if s := p.statement(ctx, query); s != nil {
		return s.ExecContext(ctx, args...)
	}
	return p.tx.ExecContext(ctx, query, args...)
}

func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := p.statement(ctx, query); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return p.tx.QueryRowContext(ctx, query, args...)
}

// list reads all rows of a query.
func list[T any](ctx context.Context, q querier, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// unix reads Unix seconds into a time in UTC; NULL is the zero time.
type unix struct{ t *time.Time }

func (u unix) Scan(v any) error {
	var n sql.NullInt64
	if err := n.Scan(v); err != nil {
		return err
	}
	*u.t = time.Time{}
	if n.Valid {
		*u.t = time.Unix(n.Int64, 0).UTC()
	}
	return nil
}

// seconds writes a time as Unix seconds, the zero time as NULL.
func seconds(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Unix()
}

// date reads a day; NULL is 0.
type date struct{ d *reminders.Day }

func (d date) Scan(v any) error {
	var s sql.NullString
	err := s.Scan(v)
	if *d.d = 0; err == nil && s.Valid {
		*d.d, err = reminders.ParseDay(s.String)
	}
	return err
}

// deadline reads and writes a due day. One that there is not stands as a day that comes
// after all others, so that it is sorted and compared as such.
type deadline struct{ d *reminders.Day }

func (d deadline) Scan(v any) error {
	err := date(d).Scan(v)
	if *d.d == reminders.Never() {
		*d.d = 0
	}
	return err
}

func (d deadline) Value() (driver.Value, error) {
	if *d.d == 0 {
		return reminders.Never().String(), nil
	}
	return d.d.String(), nil
}

// parties reads and writes units with their roles as JSON, none as nothing.
type parties struct{ all *[]reminders.Party }

func (p parties) Scan(from any) error {
	var s sql.NullString
	err := s.Scan(from)
	if *p.all = nil; err == nil && s.String != "" {
		err = json.Unmarshal([]byte(s.String), p.all)
	}
	return err
}

func (p parties) Value() (driver.Value, error) {
	if len(*p.all) == 0 {
		return "", nil
	}
	b, err := json.Marshal(*p.all)
	return string(b), err
}

// dated writes a day, 0 as NULL.
func dated(d reminders.Day) any {
	if d == 0 {
		return nil
	}
	return d.String()
}

// places gives n placeholders: ?, ?, ?
func places(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }
