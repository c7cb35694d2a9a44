package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"duban/reminders"
)

// ErrSchema: the file has triggers or views that are not the program's. They would act in
// its name, and what they do would be signed.
var ErrSchema = errors.New("台账文件里有不是本程序的触发器或视图")

// expected is the schema as the migrations leave it, by type and name.
var expected = sync.OnceValues(func() (map[string]string, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	p, err := steps(&Store{w: db})
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	if _, err := p.Up(ctx); err != nil {
		return nil, err
	}
	return structureOf(ctx, db)
})

// structureOf gives how each thing in the file was made, by type and name.
func structureOf(ctx context.Context, q querier) (map[string]string, error) {
	rows, err := q.QueryContext(ctx, "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE"+ours)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, made string
		if err := rows.Scan(&name, &made); err != nil {
			return nil, err
		}
		all[name] = made
	}
	return all, rows.Err()
}

// checkSchema returns ErrSchema where something in the file might act in the name of the
// program. It looks anew when the schema has changed.
func (s *Store) checkSchema(ctx context.Context, tx *sql.Tx) error {
	var version int64
	if err := tx.QueryRowContext(ctx, "PRAGMA main.schema_version").Scan(&version); err != nil || version == s.schema.Load() {
		return err
	}
	own, err := expected()
	if err != nil {
		return err
	}
	found, err := structureOf(ctx, tx)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if kind, rest, _ := strings.Cut(name, " "); (kind == "trigger" || kind == "view") && own[name] != found[name] {
			return fmt.Errorf("%w：%s", ErrSchema, rest)
		}
	}
	s.schema.Store(version)
	return nil
}

// compareSchema holds the file's schema against the program's.
func compareSchema(ctx context.Context, q querier, a *reminders.Audit) error {
	own, err := expected()
	if err != nil {
		return err
	}
	found, err := structureOf(ctx, q)
	if err != nil {
		return err
	}
	names := maps.Clone(own)
	maps.Copy(names, found)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		_, ours := own[name]
		_, there := found[name]
		a.Structure(name, ours, there, own[name] == found[name])
	}
	return nil
}
