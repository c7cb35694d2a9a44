package reminders

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Edit is what a transaction has made of one row of a table.
type Edit struct {
	Table string
	Key   string  // of the row, a JSON array
	Was   string  // WasOf what the columns held before; empty for a new row
	Now   []Value // what has changed, or all of a new row; nil: the row is gone
}

// Value is what a column holds.
type Value struct {
	Column string
	JSON   string // see Canonical
}

// Seal says what the first link stands on: the end of the chain of events of before. The
// name of the key tells a wrong key from altered links.
type Seal struct {
	Events Chain
	Key    string // Key.Name
}

// Words that begin a line of a body and name no table, and that stand for no columns.
const (
	sealLine = "seal"
	goneMark = "-"
	bareMark = "+" // a new row that is all key
)

// String returns the seal as a line of a body.
func (s Seal) String() string {
	return strings.Join([]string{sealLine, strconv.FormatInt(s.Events.ID, 10), s.Events.Hash, s.Key}, "\t")
}

// String returns the edit as a line of a body.
func (e Edit) String() string {
	var b strings.Builder
	b.WriteString(e.Table + "\t" + e.Key + "\t" + e.Was)
	switch {
	case e.Now == nil:
		b.WriteString("\t" + goneMark)
	case len(e.Now) == 0:
		b.WriteString("\t" + bareMark)
	}
	for _, v := range e.Now {
		b.WriteString("\t" + v.Column + "=" + v.JSON)
	}
	return b.String()
}

// SealOf returns the seal with which the body of the first link begins; ok is false where
// there is none.
func SealOf(body string) (s Seal, ok bool) {
	line, _, _ := strings.Cut(body, "\n")
	return parseSeal(line)
}

// parseSeal reads a line; ok is false where it is no seal.
func parseSeal(line string) (s Seal, ok bool) {
	f := strings.Split(line, "\t")
	if len(f) != 4 || f[0] != sealLine {
		return s, false
	}
	n, err := strconv.ParseInt(f[1], 10, 64)
	return Seal{Chain{n, f[2]}, f[3]}, err == nil
}

// parseEdit reads a line. What it returns shares the line's memory; values are appended to
// space.
func parseEdit(line string, space []Value) (e Edit, err error) {
	wrong := func() (Edit, error) { return e, fmt.Errorf("link has the line %.80q", line) }
	var found bool
	var rest string
	if e.Table, rest, found = strings.Cut(line, "\t"); !found || e.Table == "" {
		return wrong()
	}
	if e.Key, rest, found = strings.Cut(rest, "\t"); !found || !strings.HasPrefix(e.Key, "[") {
		return wrong()
	}
	if e.Was, rest, found = strings.Cut(rest, "\t"); !found {
		return wrong()
	}
	switch rest {
	case goneMark:
		return e, nil
	case bareMark:
		e.Now = []Value{}
		return e, nil
	}
	for more := true; more; {
		var field string
		field, rest, more = strings.Cut(rest, "\t")
		column, value, found := strings.Cut(field, "=")
		if !found || column == "" || value == "" {
			return wrong()
		}
		space = append(space, Value{column, value})
	}
	e.Now = space
	return e, nil
}

// Canonical returns a JSON string, number or null in the one way in which it is compared:
// SQLite may come to escape differently.
func Canonical(raw string) string {
	if !strings.Contains(raw, `\`) {
		return raw
	}
	var s string
	if json.Unmarshal([]byte(raw), &s) != nil {
		return raw
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return raw
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// WasOf digests what columns held before an edit, in its order.
func WasOf(values []string) string {
	h := sha256.New()
	for _, v := range values {
		h.Write([]byte(v))
		h.Write([]byte{'\t'})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
