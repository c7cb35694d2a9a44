package reminders

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Comparison holds a table that is used against what the trail says of it.
type Comparison struct {
	name     string
	columns  []string
	defaults []string
	state    *State
	of       *replayed
	places   []int // of columns, in the trail's rows; -1: never named
	faults   []string
	more     int
}

// Compare begins to compare a table with the state, which it uses up. columns are those that are
// watched, besides the key; defaults what they hold in rows that are older than they are.
func (s *State) Compare(table string, columns, defaults []string) *Comparison {
	c := &Comparison{name: table, columns: columns, defaults: defaults, state: s, of: s.table(table)}
	for _, column := range columns {
		c.places = append(c.places, slices.Index(c.of.columns, column))
	}
	return c
}

// Row compares one row of the table. Its values are in the order of the columns, as JSON.
func (c *Comparison) Row(key string, values []string) {
	row, known := c.of.rows[key]
	if !known {
		c.fault(c.state.name(c.name, key, c.labelled(values)) + c.where(tableHas) + heldWords(c.name, c.columns, values))
		return
	}
	delete(c.of.rows, key)
	for i, column := range c.columns {
		want := ""
		if p := c.places[i]; p >= 0 && p < len(row) {
			want = row[p]
		}
		if want == "" {
			want = c.defaults[i]
		}
		if want != values[i] && want != Canonical(values[i]) {
			c.fault(c.state.name(c.name, key, c.of.labelled(row)) + "的" + columnLabel(c.name, column) + c.where("：留痕里是"+valueWords(column, want)+"，台账里是"+valueWords(column, values[i])))
		}
	}
}

// Rest returns a sentence in Chinese for each difference, those rows included that the
// trail has and the table has not. more is how many others there are, which are not told.
func (c *Comparison) Rest() (faults []string, more int) {
	for _, key := range slices.Sorted(maps.Keys(c.of.rows)) {
		c.fault(c.state.name(c.name, key, c.of.labelled(c.of.rows[key])) + c.where(trailHas))
	}
	return c.faults, c.more
}

// Who has a row that the other has not.
const (
	tableHas = "：台账里有，留痕里没有"
	trailHas = "：留痕里有，台账里没有"
)

// where says it; of events, which are the trail to those who read it, in other words.
func (c *Comparison) where(words string) string {
	if c.name == "events" {
		return strings.NewReplacer("台账里", "记录里", "留痕里", "总链里").Replace(words)
	}
	return words
}

func (c *Comparison) fault(words string) {
	if len(c.faults) >= maxFaults {
		c.more++
		return
	}
	c.faults = append(c.faults, words+"。")
}

// labelled gives values by their columns.
func (c *Comparison) labelled(values []string) map[string]string {
	row := map[string]string{}
	for i, column := range c.columns {
		row[column] = values[i]
	}
	return row
}

func (t *replayed) labelled(values []string) map[string]string {
	row := map[string]string{}
	for i, v := range values {
		row[t.columns[i]] = v
	}
	return row
}

// name names a row, of which some columns may be known: nil looks them up.
func (s *State) name(table, key string, row map[string]string) string {
	if row == nil {
		t := s.table(table)
		row = t.labelled(t.rows[key])
	}
	var parts []json.RawMessage
	var ids []string
	if json.Unmarshal([]byte(key), &parts) == nil {
		for _, p := range parts {
			ids = append(ids, unquoted(string(p)))
		}
	}
	return rowWords(table, ids, row)
}

// unquoted returns what a JSON value holds, a string without its marks, on one line.
func unquoted(raw string) string {
	var s string
	if json.Unmarshal([]byte(raw), &s) != nil {
		s = raw
	}
	return strings.Join(strings.Fields(clean(s)), " ")
}
