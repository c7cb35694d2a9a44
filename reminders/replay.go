package reminders

import (
	"slices"
	"strings"
)

// State is what the links of the trail add up to. The zero State has none.
type State struct {
	Seal   Seal
	tables map[string]*replayed
	space  []Value
	faults []string
}

// replayed is a table as the trail has it.
type replayed struct {
	columns []string            // that some edit has named
	rows    map[string][]string // by key; values in the order of columns, "" for what no edit has named
}

// at returns the place of a column, which is new at the end.
func (t *replayed) at(column string) int {
	i := slices.Index(t.columns, column)
	if i < 0 {
		i = len(t.columns)
		t.columns = append(t.columns, column)
	}
	return i
}

// table returns the table of that name, empty where no edit has named it.
func (s *State) table(name string) *replayed {
	t := s.tables[name]
	if t == nil {
		if s.tables == nil {
			s.tables = map[string]*replayed{}
		}
		t = &replayed{rows: map[string][]string{}}
		s.tables[name] = t
	}
	return t
}

// Replay returns what the links add up to. See State.Take.
func Replay(links []Link) *State {
	s := &State{}
	for _, l := range links {
		s.Take(l)
	}
	return s
}

// Take takes l as the next link. What does not fit what the links before say is found
// fault with: somebody had altered the row before the program changed it.
func (s *State) Take(l Link) {
	rest, more := l.Body, true
	for more {
		var line string
		line, rest, more = strings.Cut(rest, "\n")
		if strings.HasPrefix(line, sealLine+"\t") {
			seal, ok := parseSeal(line)
			if !ok || l.ID != 1 {
				s.fault(l, "读不懂")
				continue
			}
			s.Seal = seal
			continue
		}
		e, err := parseEdit(line, s.space[:0])
		if err != nil {
			s.fault(l, "读不懂")
			continue
		}
		if len(e.Now) > 0 {
			s.space = e.Now
		}
		s.edit(l, e)
	}
}

func (s *State) edit(l Link, e Edit) {
	t := s.table(e.Table)
	row, known := t.rows[e.Key]
	switch {
	case e.Was != "" && !known:
		s.fault(l, "改动了"+s.name(e.Table, e.Key, nil)+"，这一项此前不在总链里")
	case e.Was == "" && known && e.Now != nil:
		s.fault(l, "新增了"+s.name(e.Table, e.Key, nil)+"，这一项却早已在总链里，那时已从台账里删去")
	}
	if e.Now == nil {
		delete(t.rows, e.Key)
		return
	}
	if e.Was != "" && known && !t.held(row, e) {
		s.fault(l, "改动"+s.name(e.Table, e.Key, nil)+"的"+columnWords(e)+"之前，台账里的这一处已与总链不同")
	}
	if !known {
		row = make([]string, 0, max(len(t.columns), len(e.Now)))
	}
	for _, v := range e.Now {
		i := t.at(v.Column)
		for len(row) <= i {
			row = append(row, "")
		}
		row[i] = v.JSON
	}
	t.rows[e.Key] = row
}

// held reports whether the row is as it was before the edit, as far as it is known.
func (t *replayed) held(row []string, e Edit) bool {
	was := make([]string, 0, 8)
	for _, v := range e.Now {
		i := t.at(v.Column)
		if i >= len(row) || row[i] == "" {
			return true
		}
		was = append(was, row[i])
	}
	return WasOf(was) == e.Was
}

// maxFaults is how many faults of links are told; what follows from one may be many.
const maxFaults = 200

func (s *State) fault(l Link, words string) {
	if len(s.faults) < maxFaults {
		s.faults = append(s.faults, linkWords(l.ID)+words+"。")
	}
}

// Faults tells in Chinese, a sentence each, where links do not fit those before.
func (s *State) Faults() []string { return s.faults }
