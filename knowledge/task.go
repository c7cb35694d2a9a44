package knowledge

import "duban/knowledge/said"

// TaskKind says what a task was made of.
type TaskKind string

// The kinds of tasks.
const (
	CellTask    TaskKind = "cell"    // a cell of a schedule
	RowTask     TaskKind = "row"     // a row of a table of tasks
	TargetTask  TaskKind = "target"  // a quantified goal with a term
	DatedTask   TaskKind = "dated"   // a duty with a term and no number
	MeasureTask TaskKind = "measure" // a numbered measure with units and no term
)

// Task (任务) is one thing that has to be done, once however many share it. A task
// without Due and Recurrence has no deadline.
type Task struct {
	Kind       TaskKind
	Clause     string // Clause.Ref, Chapter.No or PreambleRef; 附件 for a cell
	Project    string // what it is about, in few words of the plan: 市现代化学校
	Quote      string // what is to be done, verbatim from the plan
	Term       string // the words of its term as printed: 6月底前, 每季度末; empty where it has none
	Begins     string // 2025-10-01 for 10月1日起; empty where the text gives no beginning
	Due        string // 2025, 2025-06-30, or empty
	Recurrence string // as printed where it recurs: 每季度, 每年2月底前; Due is then the last day of all, if there is one
	Duties     []Duty // who leads and who supports, collectives as printed; none where the text names nobody
	Start      int    // byte offset of Quote in Plan.Source
}

// Unmade is what a reader may take for a task although none was made of it.
type Unmade struct {
	Clause string
	Quote  string
	Reason said.Sentence // for the review list
	Start  int           // byte offset in Plan.Source
}

// Gap is a part of the plan that is named, or stands in its file, and was not read.
type Gap struct {
	Kind   string        // annex, picture, object, page, table, attachment
	Name   said.Sentence // what names it: the annex's title, 第3页, the name of the embedded file
	Start  int           // byte offset in Plan.Source of the place that names it
	Reason said.Sentence // says what to do next
}

// Span is a stretch of Plan.Source, in bytes.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// RecognisedIn reports whether any of source[start:end] was recognised from a picture.
func (p *Plan) RecognisedIn(start, end int) bool {
	for _, s := range p.Recognised {
		if start < s.End && s.Start < end {
			return true
		}
	}
	return false
}
