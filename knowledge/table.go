package knowledge

import "strings"

// TableKind says what a table is about, as far as its head tells.
type TableKind string

// The kinds of tables. An OtherTable is kept cell by cell all the same.
const (
	ScheduleTable  TableKind = "schedule"   // who has to reach what when: see Schedule
	TaskTable      TableKind = "tasks"      // tasks with units or terms: each row is a Clause too
	IndicatorTable TableKind = "indicators" // indicators with their goals
	ProjectTable   TableKind = "projects"   // a list of projects
	OtherTable     TableKind = "other"
)

// Table is any table of the plan as it was printed, row by row and cell by cell.
type Table struct {
	Place   string     // 附件2, 专栏1, 表3, or the Ref of the clause in whose text it stands
	Caption string     // the words above it
	Kind    TableKind  //
	Measure string     // the unit of measure that holds for all of it: 万元; empty where none is stated
	Head    [][]string // of each column the headings above it, from the top: 牵头单位 under 责任单位; none where a table has no head
	Rows    []TableRow // without the head; parts of a merged cell are repeated in each place
	Notes   []string   // the remarks under it: 注：…
	Start   int        // byte offset in Plan.Source
}

// TableRow is one row. It has as many cells as the table has columns.
type TableRow struct {
	Cells []string // as printed, on one line each; a blank cell is empty
	Ref   string   // of the Clause that was made of it, if any
	Total bool     // it adds up other rows: 合计, 小计
	Start int      // byte offset in Plan.Source
}

// Heading gives the heading of a column on one line: 责任单位/牵头单位.
func (t Table) Heading(column int) string {
	if column < 0 || column >= len(t.Head) {
		return ""
	}
	return strings.Join(t.Head[column], "/")
}
