// Package knowledge is the book: a government plan as it was printed, and the
// index that finds its passages. It is plain data, read-only, and can be rebuilt
// from its source text at any time. It knows nothing of chat or of the diary.
package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"duban/knowledge/said"
)

// Plan is one plan (计划) as read from its source text.
type Plan struct {
	Title      string    // 绍兴市…行动计划（2021—2025年）: the plan's own title
	Notice     string    // title of the notice that issues the plan; empty when there is none
	DocNo      string    // 文号, as printed: 绍政办发〔2021〕2号
	Issuer     string    // 发文机关, as it signs
	Recipients string    // 主送, as printed, without the closing colon
	CopyTo     string    // 抄送, as printed, without the label
	SignedOn   string    // 成文, as 2006-01-02; empty when the text gives none
	IssuedOn   string    // 印发, as 2006-01-02; empty when the text gives none
	Annexes    []string  // titles of the annexes in their order
	Preamble   Passage   // what stands between the plan's title and its first chapter
	Front      []Passage // notice, signature and imprint, paragraph by paragraph
	Chapters   []Chapter
	Clauses    []Clause
	Closing    Passage // what follows the last clause without a number of its own
	Footnotes  Passage // the notes at the end of the text, 注1：…, a line each
	Targets    []Target
	Schedules  []Schedule
	Tables     []Table  // every table as printed, those that are schedules too
	Tasks      []Task   // what has to be done, in the order of the text
	Unmade     []Unmade // rows and sentences that became no task, and why
	Gaps       []Gap    // what is named or stands in the file but was not read
	Recognised []Span   // stretches of Source that were recognised from pictures
	Repairs    []Repair // readings that differ from the text as found, for review
	Doubts     []Doubt  // what the reader was not sure of, for review
	Source     string   // the text as found, UTF-8
	Hash       string   // SHA-256 of Source, hex
	Pages      []Page   // where the pages of the file begin that Source was read from, if it has any
}

// Page is the start of a page, or of a sheet, in Plan.Source.
type Page struct {
	Name  said.Sentence `json:"name"`  // 第3页
	Start int           `json:"start"` // byte offset
}

// PageAt names the page that holds a byte offset of Source; it is zero where there are none.
func (p *Plan) PageAt(offset int) said.Sentence {
	var name said.Sentence
	for _, page := range p.Pages {
		if page.Start > offset {
			break
		}
		name = page.Name
	}
	return name
}

// Passage is a stretch of the plan. Text is the repaired reading on one line per
// paragraph; Found is the same stretch as it stands in Source.
type Passage struct {
	Text  string
	Found string
	Start int // byte offset of Found in Source
}

// Chapter (章) is a heading such as 三、工作举措.
type Chapter struct {
	No     string  // 三、
	Title  string  // 工作举措
	Body   Passage // what stands between the heading and its first clause
	Duties []Duty  // responsible units that its heading or its own text names
	Start  int     // byte offset of the heading in Source
}

// Name is the chapter's heading as printed: 三、工作举措.
func (c Chapter) Name() string { return c.No + c.Title }

// Clause (条) is a numbered provision. Its Text holds number, title, body and
// the bracketed responsibilities, as printed after repairs.
type Clause struct {
	Ref     string // unique in the plan: （八）, or 二、/（一） where numbers start again
	No      string // as printed: （八）
	Title   string // 推进义务教育优质均衡; empty where the clause has no heading
	Chapter string // Chapter.Name(), empty outside chapters
	Parent  string // Ref of the clause that holds this one, if any
	Row     bool   // a row of a task table, or a whole table of indicators, rather than a numbered provision
	Due     string // of a row: the term in its own column, as Target.Due
	Term    string // of a row: the words of that term as printed: 每季度末, 长期坚持
	Duties  []Duty // responsible units in the order of the text
	Passage
}

// Role says how the text binds a unit to a clause.
type Role string

const (
	Responsible Role = "责任" // 责任单位: the order of the text says nothing
	Lead        Role = "牵头" // only where the text says so
	Support     Role = "配合"
	Guide       Role = "指导"
	Supervise   Role = "监督"
)

// Duty binds one unit, as printed, to a clause. A collective such as
// 各区、县〔市〕政府 is one unit here; Plan.Members expands it.
type Duty struct {
	Unit string
	Role Role
	Full string // 市税务局 where the text has 税务局 behind 市财政局; empty where the name is whole
	By   string // Ref of the row or clause that binds the unit to this clause; empty where the clause names it itself
}

// Name is the unit's whole name.
func (d Duty) Name() string { return cmp.Or(d.Full, d.Unit) }

// Comparator says how a value is to be compared.
type Comparator string

const (
	AtLeast Comparator = ">="    // 达到, 以上, 不少于
	AtMost  Comparator = "<="    // 以内, 以下, 控制在, 前四位
	Less    Comparator = "<"     // 小于, 低于
	More    Comparator = ">"     // 超过, 高于
	Equals  Comparator = "="     // a bare count
	About   Comparator = "~"     // 左右, 约
	Range   Comparator = "range" // 4—6个
	All     Comparator = "all"   // 均, 所有, 全覆盖
)

// Target (目标) is a quantified goal in a clause.
type Target struct {
	Clause     string // Clause.Ref, or Chapter.No for a target in a chapter's own text
	Quote      string // verbatim words of the clause's repaired text
	Indicator  string
	Comparator Comparator
	Value      string  // as printed: 93, 4—6, 四, 所有
	Number     float64 // what Value says; of a share in words (九成五, 三分之二) per cent; 0 where it names no number
	Min, Max   float64 // bounds of a Range, else both zero
	Measure    string  // unit of measure: %, 所, 个; empty when there is none
	Due        string  // 2025, 2025-06-30, or empty when the text gives no year of its own
	Recurrence string  // as printed, where it has to be reached again and again: 每年; else empty
}

// Schedule is a table that says who has to reach what when: projects by years by units.
type Schedule struct {
	Annex   string // title of the annex that holds it
	Columns []string
	Cells   []Cell // every cell, blank ones included, in the order of the text
}

// Cell (附件的格) is what one unit has to reach in one year for one project.
type Cell struct {
	Project string // 市现代化学校, carried down where the table merges rows
	Year    int
	Due     string // last day of a term inside the year, 2025-03-31; empty where the year is all that is said
	Unit    string // 柯桥区, the whole area, or the units of Duties that lead, as printed
	Duties  []Duty // who answers for it, where the row names units beside its cells
	Column  string // the column's heading as printed: 全市创建
	Text    string // as printed; empty for a blank cell
	Start   int    // byte offset of the cell's row in Plan.Source
}

// CityWide is the unit that stands for the whole area of a city's plan. Plans of
// other governments have others of its kind: see IsWhole.
const CityWide = "全市"

// IsWhole tells whether a unit is the whole area of a plan: 全市, 全省, 全国.
func IsWhole(unit string) bool {
	rest, ok := strings.CutPrefix(unit, "全")
	return ok && utf8.RuneCountInString(rest) == 1 && strings.Contains("国省市区县州盟旗镇乡域", rest)
}

// Whole names the whole area of this plan: as its tables do, else after the level of
// the government that issues it.
func (p *Plan) Whole() string {
	for _, c := range p.Cells() {
		if IsWhole(c.Unit) {
			return c.Unit
		}
	}
	for _, from := range []string{p.Issuer, p.Notice, p.Title} {
		for _, level := range []struct{ says, is string }{
			{"国务院", "全国"}, {"自治区", "全区"}, {"省", "全省"}, {"自治州", "全州"}, {"县", "全县"}, {"市", CityWide}, {"区", "全区"},
		} {
			if i := strings.Index(from, level.says); i >= 0 && i <= len("新疆维吾尔自治区人民政府") {
				return level.is
			}
		}
	}
	return CityWide
}

// Provisions counts the numbered clauses, without the rows of tables.
func (p *Plan) Provisions() int {
	n := 0
	for _, c := range p.Clauses {
		if !c.Row {
			n++
		}
	}
	return n
}

// Repair is one place where the reading differs from the text as found.
type Repair struct {
	Kind   string        // page-break, doubled-character
	Found  string        // the words as found, with some context
	Read   string        // the words as read
	Start  int           // byte offset in Plan.Source
	Reason said.Sentence // for the review list
}

// Doubt is something that a person should look at.
type Doubt struct {
	Kind   string        // unit, number, quantity, blank-cell, wording, sum, table, …
	Place  string        // Clause.Ref or Chapter.No that holds it; empty elsewhere
	Quote  string        // the words in question
	Start  int           // byte offset in Plan.Source
	Reason said.Sentence // for the review list
}

// Citation says where an answer comes from. Quote is verbatim from the plan.
type Citation struct {
	Clause string // （八）, 附件, 引言, or the name of a part of the front matter
	Detail string // for a cell: project, year and unit column; for a clause: its title
	Quote  string
}

// Clause finds the clause with that Ref.
func (p *Plan) Clause(ref string) (Clause, bool) {
	for _, c := range p.Clauses {
		if c.Ref == ref {
			return c, true
		}
	}
	return Clause{}, false
}

// Cells gives every cell of every schedule, blank ones included.
func (p *Plan) Cells() []Cell {
	var all []Cell
	for _, t := range p.Schedules {
		all = append(all, t.Cells...)
	}
	return all
}

// Units gives the units that have a column of their own, in the order of the
// tables, without the whole area.
func (p *Plan) Units() []string {
	return p.distinct(func(c Cell) string {
		if IsWhole(c.Unit) || len(c.Duties) > 0 {
			return ""
		}
		return c.Unit
	})
}

// Projects gives the projects of the tables in their order.
func (p *Plan) Projects() []string {
	return p.distinct(func(c Cell) string { return c.Project })
}

// Refs of the parts of a plan that have no number.
const (
	PreambleRef = "引言"
	ClosingRef  = "尾段"
	NotesRef    = "注释"
)

// Section is a part of the plan's text that answers can come from.
type Section struct {
	Ref   string // Clause.Ref, Chapter.No, PreambleRef, ClosingRef or NotesRef
	Title string
	Under string // the chapter's heading, for a clause
	Text  string // Passage.Text
}

// Sections gives the plan's text part by part: preamble, what chapters say before
// their first clause, clauses, closing, notes; those without words are left out.
func (p *Plan) Sections() []Section {
	all := []Section{{Ref: PreambleRef, Text: p.Preamble.Text}}
	for _, c := range p.Chapters {
		all = append(all, Section{Ref: c.No, Title: c.Title, Text: c.Body.Text})
	}
	for _, c := range p.Clauses {
		all = append(all, Section{Ref: c.Ref, Title: c.Title, Under: c.Chapter, Text: c.Text})
	}
	all = append(all, Section{Ref: ClosingRef, Text: p.Closing.Text}, Section{Ref: NotesRef, Text: p.Footnotes.Text})
	return slices.DeleteFunc(all, func(s Section) bool { return s.Text == "" })
}

func (p *Plan) distinct(key func(Cell) string) []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, t := range p.Schedules {
		for _, c := range t.Cells {
			if k := key(c); !seen[k] {
				seen[k] = true
				out = append(out, k)
			}
		}
	}
	return out
}

// Bureaus gives the units that clauses and chapters bind, each once; collectives stay
// collectives.
func (p *Plan) Bureaus() []string {
	var out []string
	seen := map[string]bool{}
	add := func(duties []Duty) {
		for _, d := range duties {
			if !seen[d.Unit] {
				seen[d.Unit] = true
				out = append(out, d.Unit)
			}
		}
	}
	for _, c := range p.Clauses {
		add(c.Duties)
	}
	for _, c := range p.Chapters {
		add(c.Duties)
	}
	return out
}

// Members expands a collective such as 各区、县〔市〕政府 to the units that have a
// column in the annex. Any other unit is its own only member. A plan without a
// schedule leaves the collective as it is.
func (p *Plan) Members(unit string) []string {
	if IsCollective(unit) {
		if u := p.Units(); len(u) > 0 {
			return u
		}
	}
	return []string{unit}
}

// IsCollective tells whether the words name all lower governments at once:
// 各区、县〔市〕政府, 各县（市、区）人民政府, 各地区.
func IsCollective(unit string) bool {
	if !strings.HasPrefix(unit, "各") {
		return false
	}
	return strings.ContainsAny(unit, "区县市州镇") || strings.Contains(unit, "地方") || strings.Contains(unit, "乡")
}
