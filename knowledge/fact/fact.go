// Package fact holds everything that a plan states as rows that can be filtered,
// grouped, counted and compared: who has what to do, the cells of its tables, its
// clauses and chapters in their order, its figures and dates, its front matter. It is
// made once per plan from what the reader of the plan has found, and knows nothing of
// questions.
package fact

import (
	"strconv"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// Kind says what a fact is about.
type Kind string

// The kinds of facts.
const (
	Duty    Kind = "duty"    // a unit is bound to an item of a clause
	Cell    Kind = "cell"    // what a unit has to reach in a year for a project; blank ones too
	Clause  Kind = "clause"  // a numbered provision
	Chapter Kind = "chapter" // a chapter
	Figure  Kind = "figure"  // a number with its measure
	Date    Kind = "date"    // a day or year that the text names
	Row     Kind = "row"     // a cell of any other table
	Front   Kind = "front"   // the document itself: number, issuer, days
)

// Fact is one row. Fields that a kind does not have are empty.
type Fact struct {
	Kind    Kind
	Subject string // what it is about: a project, a clause's title, 文号
	Unit    string // the unit, under the name by which the plan names it first
	Role    knowledge.Role
	First   bool // of a duty: the unit is named first
	Year    int
	Value   string    // as printed; empty for a blank cell
	Figure  zh.Figure // of a figure
	Day     zh.Day    // of a date
	Place   string    // Clause.Ref, Chapter.No, 附件, or a part of the front matter
	Item    int       // of a duty, figure or date: place in Store.Items
	Under   string    // the chapter's name, or a table's column
	Order   int       // place in its kind
	Quote   string    // verbatim from the plan
}

// Field names a part of a fact by which it can be filtered, grouped and put in order.
type Field string

// The fields that queries use.
const (
	FieldKind    Field = "kind"
	FieldSubject Field = "subject"
	FieldUnit    Field = "unit"
	FieldRole    Field = "role"
	FieldFirst   Field = "first"
	FieldYear    Field = "year"
	FieldValue   Field = "value"
	FieldPlace   Field = "place"
	FieldItem    Field = "item"
	FieldUnder   Field = "under"
)

// Get gives a field as text.
func (f Fact) Get(field Field) string {
	switch field {
	case FieldKind:
		return string(f.Kind)
	case FieldSubject:
		return f.Subject
	case FieldUnit:
		return f.Unit
	case FieldRole:
		return string(f.Role)
	case FieldFirst:
		return strconv.FormatBool(f.First)
	case FieldYear:
		if f.Year == 0 {
			return ""
		}
		return strconv.Itoa(f.Year)
	case FieldValue:
		return f.Value
	case FieldPlace:
		return f.Place
	case FieldItem:
		return strconv.Itoa(f.Item)
	case FieldUnder:
		return f.Under
	}
	return ""
}

// Store holds the facts of one plan.
type Store struct {
	Plan  *knowledge.Plan
	Items []Item
	facts map[Kind][]Fact
	canon canon
	// firstLeads tells that the plan says that the unit named first leads.
	firstLeads bool
}

// New gathers the facts of a plan.
func New(p *knowledge.Plan) *Store {
	s := &Store{Plan: p, facts: map[Kind][]Fact{}}
	s.readItems()
	s.readStructure()
	s.readTables()
	s.readFront()
	return s
}

// Of gives the facts of a kind in the order of the plan. They are not to be changed.
func (s *Store) Of(kind Kind) []Fact { return s.facts[kind] }

func (s *Store) add(f Fact) {
	f.Order = len(s.facts[f.Kind])
	s.facts[f.Kind] = append(s.facts[f.Kind], f)
}

// readStructure adds chapters and clauses.
func (s *Store) readStructure() {
	for _, c := range s.Plan.Chapters {
		s.add(Fact{Kind: Chapter, Subject: c.Title, Place: c.No, Value: c.Name(), Quote: c.Title})
	}
	for _, c := range s.Plan.Clauses {
		s.add(Fact{Kind: Clause, Subject: c.Title, Place: c.Ref, Value: c.No, Under: c.Chapter, Quote: c.Text})
	}
}

// AnnexPlace is how cells of the schedules are cited.
const AnnexPlace = "附件"

// readTables adds the cells of schedules, and those of all other tables with their
// headings.
func (s *Store) readTables() {
	for _, c := range s.Plan.Cells() {
		s.add(Fact{Kind: Cell, Subject: c.Project, Unit: c.Unit, Year: c.Year, Value: zh.Squeeze(c.Text), Place: AnnexPlace, Under: c.Column, Quote: c.Text})
	}
	for _, t := range s.Plan.Tables {
		if t.Kind == knowledge.ScheduleTable {
			continue
		}
		for _, row := range t.Rows {
			head := ""
			for i, cell := range row.Cells {
				if head == "" {
					head = cell
				}
				s.add(Fact{Kind: Row, Subject: head, Value: cell, Place: t.Place, Under: t.Heading(i), Quote: cell})
			}
		}
	}
}
