package fact

import (
	"cmp"
	"slices"
	"strconv"
)

// Filter is a tree of conditions on one fact. The zero Filter holds for every fact.
type Filter struct {
	All    []Filter `json:"all,omitempty"`    // each of them holds
	Any    []Filter `json:"any,omitempty"`    // one of them holds
	Not    *Filter  `json:"not,omitempty"`    // it does not hold
	Field  Field    `json:"field,omitempty"`  // a field that
	In     []string `json:"in,omitempty"`     // is one of these
	From   int      `json:"from,omitempty"`   // or, as a number, not less than this
	To     int      `json:"to,omitempty"`     // and not more than this; 0 is no bound
	Filled bool     `json:"filled,omitempty"` // or is not empty
}

// Holds tells whether a fact fulfils the filter.
func (f Filter) Holds(row Fact) bool {
	for _, g := range f.All {
		if !g.Holds(row) {
			return false
		}
	}
	if len(f.Any) > 0 && !slices.ContainsFunc(f.Any, func(g Filter) bool { return g.Holds(row) }) {
		return false
	}
	if f.Not != nil && f.Not.Holds(row) {
		return false
	}
	if f.Field == "" {
		return true
	}
	value := row.Get(f.Field)
	switch {
	case f.Filled:
		return value != ""
	case f.From != 0 || f.To != 0:
		n, err := strconv.Atoi(value)
		return err == nil && (f.From == 0 || n >= f.From) && (f.To == 0 || n <= f.To)
	}
	return slices.Contains(f.In, value)
}

// Having is a condition on a group: on the set of values that a field has in it.
type Having struct {
	Field Field    `json:"field"`
	All   []string `json:"all,omitempty"`   // each of them is in the set
	None  []string `json:"none,omitempty"`  // none of them is
	Only  bool     `json:"only,omitempty"`  // nothing but those of All is
	Count int      `json:"count,omitempty"` // the set has so many values; 0 is any number
	Least int      `json:"least,omitempty"` // or at least so many
}

// Pick says which groups are left in the end.
type Pick string

// The ways to pick groups.
const (
	Every Pick = ""      // all of them
	Most  Pick = "most"  // those with most distinct values of Query.Select
	Least Pick = "least" // those with fewest
	First Pick = "first" // those with the smallest key, as a number
	Last  Pick = "last"  // those with the greatest key
)

// Query asks the store. It is plain data and prints as JSON.
type Query struct {
	From   Kind     `json:"from"`
	Where  Filter   `json:"where"`
	Group  Field    `json:"group,omitempty"`  // groups by this field; without one all rows are one group
	Having []Having `json:"having,omitempty"` // groups for which all of these hold
	Select Field    `json:"select,omitempty"` // the field whose distinct values are wanted
	Pick   Pick     `json:"pick,omitempty"`
}

// Group is the rows of one key.
type Group struct {
	Key    string
	Rows   []Fact
	Values []string // the distinct values of Query.Select, in the order of the rows
}

// Run executes a query. Groups come in the order in which the plan names them.
func (s *Store) Run(q Query) []Group {
	var groups []*Group
	byKey := map[string]*Group{}
	for _, row := range s.Of(q.From) {
		if !q.Where.Holds(row) {
			continue
		}
		key := ""
		if q.Group != "" {
			key = row.Get(q.Group)
		}
		g := byKey[key]
		if g == nil {
			g = &Group{Key: key}
			byKey[key], groups = g, append(groups, g)
		}
		g.Rows = append(g.Rows, row)
		if v := row.Get(q.Select); q.Select != "" && !slices.Contains(g.Values, v) {
			g.Values = append(g.Values, v)
		}
	}
	var out []Group
	for _, g := range groups {
		if !slices.ContainsFunc(q.Having, func(h Having) bool { return !h.holds(g.Rows) }) {
			out = append(out, *g)
		}
	}
	return q.pick(out)
}

func (h Having) holds(rows []Fact) bool {
	var set []string
	for _, r := range rows {
		if v := r.Get(h.Field); !slices.Contains(set, v) {
			set = append(set, v)
		}
	}
	has := func(v string) bool { return slices.Contains(set, v) }
	for _, v := range h.All {
		if !has(v) {
			return false
		}
	}
	if slices.ContainsFunc(h.None, has) || h.Only && len(set) != len(h.All) {
		return false
	}
	return (h.Count == 0 || len(set) == h.Count) && len(set) >= h.Least
}

func (q Query) pick(groups []Group) []Group {
	if q.Pick == Every || len(groups) == 0 {
		return groups
	}
	rank := func(g Group) int {
		switch q.Pick {
		case First, Last:
			n, _ := strconv.Atoi(g.Key)
			return n
		}
		if q.Select != "" {
			return len(g.Values)
		}
		return len(g.Rows)
	}
	order := func(a, b Group) int { return cmp.Compare(rank(a), rank(b)) }
	best := slices.MaxFunc(groups, order)
	if q.Pick == Least || q.Pick == First {
		best = slices.MinFunc(groups, order)
	}
	return slices.DeleteFunc(slices.Clone(groups), func(g Group) bool { return rank(g) != rank(best) })
}
