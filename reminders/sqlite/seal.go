package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync/atomic"

	sqlite "modernc.org/sqlite"
)

// The trail proves most of the diary, see watched. Of the rest, the tables and columns that
// it leaves out and the schema, each row has a seal, a checksum that stands in a table of
// its own: a bit that flips in the file, and a change by anything but this program, do not
// fit it. Triggers of the connection that writes keep the seals; they are not in the file,
// so that other programs can open it, and what those change shows. (Checksums of pages
// would need reserved bytes, which programs that copy the file while it is written do not
// fill in.)

// sealFunction is what seal is called in SQL.
const sealFunction = "duban_seal"

var _ = func() (none struct{}) {
	sqlite.MustRegisterDeterministicScalarFunction(sealFunction, -1, func(_ *sqlite.FunctionContext, row []driver.Value) (driver.Value, error) { return seal(row), nil })
	return none
}()

// seal gives the checksum of values, of whatever kinds.
func seal(row []driver.Value) int64 {
	sum := sha256.New()
	put := func(kind byte, size int, bytes string) {
		var head [9]byte
		head[0] = kind
		binary.LittleEndian.PutUint64(head[1:], uint64(size))
		sum.Write(head[:])
		sum.Write([]byte(bytes))
	}
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			put('0', 0, "")
		case int64:
			put('i', int(v), "")
		case float64:
			put('f', int(math.Float64bits(v)), "")
		case string:
			put('s', len(v), v)
		case []byte:
			put('b', len(v), string(v))
		default:
			put('?', 0, fmt.Sprint(v))
		}
	}
	return int64(binary.LittleEndian.Uint64(sum.Sum(nil)))
}

// sealed is a table whose rows have seals.
type sealed struct {
	name string
	key  []string // the columns of its primary key
	all  []string // those that the seal is of
}

// schemaRows is the name under which seals keep the tables, indexes, views and triggers.
const schemaRows = "sqlite_schema"

// ours leaves out what SQLite and a program that copies the file (Litestream) keep in it.
const ours = ` name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE '\_litestream\_%' ESCAPE '\'`

// unsealed are the tables without seals, with the reason, besides those that the trail proves.
var unsealed = map[string]string{
	"seals": "are the seals",
	"mark":  "is written with each transaction, and compared with its file",
	"trail": "is a chain of its own",
}

// sealedTables gives what of the tables the trail leaves out, and the schema.
func sealedTables(ctx context.Context, q querier) ([]sealed, error) {
	names, err := list(ctx, q, func(r row) (name string, err error) { return name, r.Scan(&name) },
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND"+ours+" ORDER BY name")
	if err != nil {
		return nil, err
	}
	tables := []sealed{{name: schemaRows, key: []string{"type", "name"}, all: []string{"type", "name", "tbl_name", "sql"}}}
	for _, name := range names {
		in := slices.IndexFunc(watched, func(w watch) bool { return w.table == name })
		if unsealed[name] != "" || in >= 0 && len(watched[in].but) == 0 {
			continue
		}
		t := sealed{name: name}
		_, err := list(ctx, q, func(r row) (column string, err error) {
			var key int
			if err := r.Scan(&column, &key); err != nil {
				return "", err
			}
			if key > 0 {
				t.key = append(t.key, column)
			}
			if key > 0 || in < 0 || slices.Contains(watched[in].but, column) {
				t.all = append(t.all, column)
			}
			return column, nil
		}, "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", name)
		if err != nil {
			return nil, err
		}
		if t.key == nil { // what somebody else has put there is named by the schema
			continue
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// keyOf and sealOf give a row's key and seal in SQL; before is "new.", "old." or nothing.
func (t sealed) keyOf(before string) string {
	var parts []string
	for _, c := range t.key {
		parts = append(parts, "quote("+before+`"`+c+`")`)
	}
	return strings.Join(parts, "||','||")
}

func (t sealed) sealOf(before string) string {
	return sealFunction + "('" + t.name + "', " + before + `"` + strings.Join(t.all, `", `+before+`"`) + `")`
}

// from names the table, without the rows that have no seals.
func (t sealed) from() string {
	if t.name == schemaRows {
		return schemaRows + " WHERE" + ours
	}
	return `"` + t.name + `"`
}

// triggers gives what keeps the seals of the table on one connection. A row that does
// not fit its seal when it is changed gets none, so that it goes on to be noticed.
func (t sealed) triggers() string {
	on := func(what, when string, statements ...string) string {
		return fmt.Sprintf("CREATE TEMP TRIGGER %q AFTER %s ON main.%q BEGIN %s; END;\n", "seal_"+what+"_"+t.name, when, t.name, strings.Join(statements, "; "))
	}
	put := func(value string) string {
		return fmt.Sprintf("INSERT INTO seals (of, key, seal) VALUES ('%s', %s, %s) ON CONFLICT (of, key) DO UPDATE SET seal = excluded.seal", t.name, t.keyOf("new."), value)
	}
	drop := fmt.Sprintf("DELETE FROM seals WHERE of = '%s' AND key = %s", t.name, t.keyOf("old."))
	return on("new", "INSERT", put(t.sealOf("new."))) +
		on("gone", "DELETE", drop) +
		on("changed", "UPDATE", put(fmt.Sprintf("CASE WHEN %s = (SELECT seal FROM seals WHERE of = '%s' AND key = %s) THEN %s END",
			t.sealOf("old."), t.name, t.keyOf("old."), t.sealOf("new."))), drop+" AND "+t.keyOf("old.")+" <> "+t.keyOf("new."))
}

// keepSeals has the store's writer keep the seals from now on.
func (s *Store) keepSeals(ctx context.Context) error {
	tables, err := sealedTables(ctx, s.r)
	if err != nil {
		return err
	}
	var all strings.Builder
	for _, t := range tables {
		if t.name != schemaRows {
			all.WriteString(t.triggers())
		}
	}
	statements := all.String()
	s.setup.Store(&statements)
	if !s.owner { // nothing is connected yet
		return nil
	}
	_, err = s.w.ExecContext(ctx, statements)
	return err
}

// sealAll seals every row anew, but for those that did not fit theirs before.
func (s *Store) sealAll(ctx context.Context, unfit []Unfit) error {
	tx, err := s.w.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tables, err := sealedTables(ctx, tx)
	if err != nil {
		return err
	}
	run := func(query string, args ...any) {
		if err == nil {
			_, err = tx.ExecContext(ctx, query, args...)
		}
	}
	run("DELETE FROM seals")
	for _, t := range tables {
		run("INSERT INTO seals (of, key, seal) SELECT '" + t.name + "', " + t.keyOf("") + ", " + t.sealOf("") + " FROM " + t.from())
	}
	for _, u := range unfit {
		run("INSERT INTO seals (of, key) VALUES (?, ?) ON CONFLICT (of, key) DO UPDATE SET seal = NULL", u.Table, u.Key)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// sealsSince is the first schema that has seals.
const sealsSince = 11

// wasSealed reports whether all rows were sealed since the last migration, whose row is
// sealed with them.
func (s *Store) wasSealed(ctx context.Context) (was bool, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM seals WHERE of = 'goose_db_version' AND key = (SELECT quote(max(id)) FROM goose_db_version))").Scan(&was)
	return was, err
}

// Unfit is a row that does not fit its seal: it was changed, put in, or taken out by
// something else than this program, be it a bit that flipped.
type Unfit struct {
	Table string // schemaRows: a part of the schema
	Key   string // its primary key in SQL: 12, 'tg:1001', 'plan','4'
}

// unfit gives the rows of the diary that do not fit their seals, at most a number of each
// table. A table that cannot be read to its end is an error, which is given with the rest.
func unfit(ctx context.Context, q querier, most int) (found []Unfit, err error) {
	tables, err := sealedTables(ctx, q)
	if err != nil {
		return nil, err
	}
	names := []any{}
	for _, t := range tables {
		names = append(names, t.name)
		rows, failed := list(ctx, q, scanUnfit, `SELECT '`+t.name+`', key FROM (
			SELECT key FROM (SELECT `+t.keyOf("")+` AS key, `+t.sealOf("")+` AS now FROM `+t.from()+`) LEFT JOIN (SELECT key AS of_key, seal FROM seals WHERE of = '`+t.name+`') ON of_key = key WHERE seal IS NOT now
			UNION SELECT key FROM (SELECT key FROM seals WHERE of = '`+t.name+`' EXCEPT SELECT `+t.keyOf("")+` FROM `+t.from()+`)) LIMIT ?`, most)
		found, err = append(found, rows...), errors.Join(err, failed)
	}
	rows, failed := list(ctx, q, scanUnfit, "SELECT of, key FROM seals WHERE of NOT IN ("+places(len(names))+") LIMIT ?", append(names, most)...)
	return append(found, rows...), errors.Join(err, failed)
}

func scanUnfit(r row) (u Unfit, err error) { return u, r.Scan(&u.Table, &u.Key) }

var _ driver.Connector = (*connector)(nil)

// connector opens connections and sets them up.
type connector struct {
	dsn   string
	setup *atomic.Pointer[string] // statements for each connection, if any
}

func (c *connector) Driver() driver.Driver { return &sqlite.Driver{} }

func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	base, err := sqlite.NewConnector(c.dsn)
	if err != nil {
		return nil, err
	}
	conn, err := base.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if statements := c.setup.Load(); statements != nil {
		if _, err := conn.(driver.ExecerContext).ExecContext(ctx, *statements, nil); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return conn, nil
}
