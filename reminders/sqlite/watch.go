package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	lib "modernc.org/sqlite"
)

// watched are the tables whose rows are in the trail, see reminders.Link, in the order in
// which they are put there and compared.
var watched = []watch{
	{table: "plans"},
	{table: "versions", digests: []string{"text", "source"}},
	{table: "corrections"},
	{table: "milestones"},
	{table: "parties"},
	{table: "events", only: []string{"hash"}},   // of all others
	{table: "people", but: []string{"seen_at"}}, // changes with every message, and nothing hangs on it
	{table: "bindings"},
	{table: "people_log"},
	{table: "invites"},
	{table: "chats"},
	{table: "settings"},
	{table: "files"},
	{table: "keys", digests: []string{"key"}},
	{table: "snoozes"},
	{table: "deliveries", but: []string{"attempts", "tried_at", "last_error"}}, // when it is tried again counts, not how it went
	{table: "progress"},
	{table: "clock", but: []string{"tick"}}, // each minute
}

// unwatched are the others, with the reason.
var unwatched = map[string]string{
	"trail":            "is the trail",
	"goose_db_version": "the schema, which is compared as such",
	"sessions":         "what a chat is about at the moment",
	"updates":          "messages on their way in",
	"questions":        "statistics without names, which are forgotten after a while",
	"seals":            "are of what is not in the trail",
	"mark":             "counts the transactions",
}

// watch says which columns of a table are in the trail: all but its key's, unless only some
// are named, or some are left out. Of those in digests it is the SHA-256.
type watch struct {
	table              string
	only, but, digests []string
}

// digestFunction is what the SHA-256 of a value is called in SQL.
const digestFunction = "duban_sha256"

// temporary is the table, and begins the names of the triggers, by which the connection that writes
// notes what it changes. They are its own: what others write to the file is never noted.
const temporary = "duban_touched"

var _ = func() (none struct{}) {
	lib.MustRegisterDeterministicScalarFunction(digestFunction, 1, func(_ *lib.FunctionContext, args []driver.Value) (driver.Value, error) {
		var sum [sha256.Size]byte
		switch v := args[0].(type) {
		case string:
			sum = sha256.Sum256([]byte(v))
		case []byte:
			sum = sha256.Sum256(v)
		default:
			return nil, nil
		}
		return hex.EncodeToString(sum[:]), nil
	})
	return none
}()

// watching is a watch as the table at hand has it.
type watching struct {
	watch
	keys     []string
	columns  []string
	defaults []string // of the columns, as JSON
}

// look reads which columns the table has; known is false where there is no such table.
func (w watch) look(ctx context.Context, q querier) (full watching, known bool, err error) {
	type column struct {
		name  string
		value sql.NullString
		key   int
	}
	all, err := list(ctx, q, func(r row) (c column, err error) { return c, r.Scan(&c.name, &c.value, &c.key) },
		"SELECT name, dflt_value, pk FROM pragma_table_info(?) ORDER BY pk, cid", w.table)
	if err != nil || len(all) == 0 {
		return full, false, err
	}
	full.watch = w
	for _, c := range all {
		switch {
		case c.key > 0:
			full.keys = append(full.keys, c.name)
		case len(w.only) > 0 && !slices.Contains(w.only, c.name), slices.Contains(w.but, c.name):
		default:
			value := "null"
			if c.value.Valid { // a number, or a string in simple quotes
				value = c.value.String
				if s, ok := strings.CutPrefix(value, "'"); ok {
					value = `"` + strings.TrimSuffix(s, "'") + `"`
				}
			}
			full.columns = append(full.columns, c.name)
			full.defaults = append(full.defaults, value)
		}
	}
	return full, true, nil
}

// key gives the key of a row in SQL: a JSON array.
func (w watching) key(of string) string {
	return "json_array(" + of + strings.Join(w.keys, ", "+of) + ")"
}

// values gives the columns of a row in SQL: each as JSON, with tabs between them, which JSON
// does not have.
func (w watching) values(of string) string {
	var all []string
	for _, c := range w.columns {
		v := of + c
		if slices.Contains(w.digests, c) {
			v = digestFunction + "(" + v + ")"
		}
		all = append(all, "json_quote("+v+")")
	}
	if len(all) == 0 {
		return "''"
	}
	return "concat_ws(char(9), " + strings.Join(all, ", ") + ")"
}

// triggers gives what notes each change of the table in SQL: the row as it was before the
// transaction, and as it is now.
func (w watching) triggers() string {
	was, now, oldKey, newKey := w.values("old."), w.values("new."), w.key("old."), w.key("new.")
	first := func(key, was string) string {
		return fmt.Sprintf("INSERT INTO %[1]s (tbl, key, was) SELECT '%[2]s', %[3]s, %[4]s WHERE NOT EXISTS (SELECT 1 FROM %[1]s WHERE tbl = '%[2]s' AND key = %[3]s);", temporary, w.table, key, was)
	}
	last := func(key, now string) string {
		return fmt.Sprintf("UPDATE %s SET now = %s WHERE tbl = '%s' AND key = %s;", temporary, now, w.table, key)
	}
	trigger := func(on, steps string) string {
		return fmt.Sprintf("CREATE TEMP TRIGGER %s_%s_%s AFTER %s END;\n", temporary, strings.ToLower(on), w.table, on+" ON main."+w.table+" "+steps)
	}
	return trigger("INSERT", "BEGIN "+first(newKey, "NULL")+last(newKey, now)) +
		trigger("DELETE", "BEGIN "+first(oldKey, was)+last(oldKey, "NULL")) +
		trigger("UPDATE", "WHEN "+was+" IS NOT "+now+" OR "+oldKey+" IS NOT "+newKey+" BEGIN "+first(oldKey, was)+last(oldKey, "NULL")+first(newKey, "NULL")+last(newKey, now))
}

// beginWatch has the connection note what it changes, unless it does already. REPLACE
// deletes rows without a word to their triggers unless these are recursive
// (https://sqlite.org/lang_conflict.html).
func beginWatch(ctx context.Context, tx *sql.Tx) error {
	var begun int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_temp_schema WHERE name = '"+temporary+"'").Scan(&begun); err != nil || begun > 0 {
		return err
	}
	script := "PRAGMA recursive_triggers = 1; CREATE TEMP TABLE " + temporary + " (seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, key TEXT NOT NULL, was TEXT, now TEXT, UNIQUE (tbl, key));\n"
	for _, w := range watched {
		full, known, err := w.look(ctx, tx)
		if err != nil {
			return err
		}
		if known {
			script += full.triggers()
		}
	}
	_, err := tx.ExecContext(ctx, script)
	return err
}
