package knowledge

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// Export writes the plan as one JSON object, for other programs and for checks.
// Text is as printed. A clause without a heading has its opening words as title
// and "untitled": true. A unit that the text binds by 责任单位, without naming a
// leader, stands in "lead" and the row has "equal": true. Blank cells have no
// milestone. The error is the writer's.
func Export(w io.Writer, p *Plan) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(exportOf(p))
}

type export struct {
	Title            string              `json:"title"`
	Notice           string              `json:"notice,omitempty"`
	DocNo            string              `json:"doc_no"`
	Issuer           string              `json:"issuer"`
	Recipients       string              `json:"recipients"`
	CopyTo           string              `json:"copy_to,omitempty"`
	SignedOn         string              `json:"signed_on,omitempty"`
	IssuedOn         string              `json:"issued_on,omitempty"`
	Annexes          []string            `json:"annexes"`
	SHA256           string              `json:"sha256"`
	Chapters         []exportChapter     `json:"chapters"`
	Clauses          []exportClause      `json:"clauses"`
	Rows             []exportRow         `json:"rows,omitempty"`
	Responsibilities []exportDuties      `json:"responsibilities"`
	Targets          []exportTarget      `json:"targets"`
	Milestones       []exportMilestone   `json:"milestones"`
	Tasks            []exportTask        `json:"tasks"`
	Unmade           []exportUnmade      `json:"unmade,omitempty"`
	Tables           []exportTable       `json:"tables,omitempty"`
	Gaps             []exportGap         `json:"gaps"`
	Repairs          []exportObservation `json:"repairs"`
	Doubts           []exportObservation `json:"doubts"`
}

type exportChapter struct {
	No    string `json:"no"`
	Title string `json:"title"`
	Text  string `json:"text,omitempty"`
}

type exportClause struct {
	Ref      string `json:"ref"`
	No       string `json:"no"`
	Title    string `json:"title"`
	Untitled bool   `json:"untitled,omitempty"`
	Chapter  string `json:"chapter"`
	Parent   string `json:"parent,omitempty"`
	Text     string `json:"text"`
}

type exportRow struct {
	Ref   string  `json:"ref"`
	Table string  `json:"table,omitempty"`
	Title string  `json:"title,omitempty"`
	Text  string  `json:"text"`
	Due   *string `json:"due"`
}

type exportDuties struct {
	Clause   string            `json:"clause"`
	Lead     []string          `json:"lead"`
	Support  []string          `json:"support"`
	Equal    bool              `json:"equal,omitempty"`
	ByRule   []string          `json:"by_rule,omitempty"`  // units that a rule stated elsewhere adds
	Resolved map[string]string `json:"resolved,omitempty"` // names in full where the text leaves the level out
}

type exportTarget struct {
	Clause     string     `json:"clause"`
	Quote      string     `json:"quote"`
	Indicator  string     `json:"indicator"`
	Comparator Comparator `json:"op"`
	Value      string     `json:"value"`
	Min        *float64   `json:"min,omitempty"`
	Max        *float64   `json:"max,omitempty"`
	Measure    *string    `json:"unit"`
	Due        *string    `json:"due"`
}

type exportMilestone struct {
	Unit   string `json:"unit"`
	Column string `json:"column"`
	Year   int    `json:"year"`
	Due    string `json:"due,omitempty"`
	Item   string `json:"item"`
	Target string `json:"target"`
}

type exportTask struct {
	Kind       TaskKind `json:"kind"`
	Clause     string   `json:"clause"`
	Project    string   `json:"project,omitempty"`
	Quote      string   `json:"quote"`
	Term       string   `json:"term,omitempty"`
	Begins     *string  `json:"begins,omitempty"`
	Due        *string  `json:"due"`
	Recurrence *string  `json:"recurrence"`
	Units      []string `json:"units"`
	Support    []string `json:"support,omitempty"`
}

type exportUnmade struct {
	Clause string `json:"clause"`
	Quote  string `json:"quote"`
	Reason string `json:"reason"`
}

type exportTable struct {
	Place   string     `json:"place"`
	Caption string     `json:"caption,omitempty"`
	Kind    TableKind  `json:"kind"`
	Measure string     `json:"measure,omitempty"`
	Head    []string   `json:"head"`
	Rows    [][]string `json:"rows"`
	Notes   []string   `json:"notes,omitempty"`
}

type exportGap struct {
	Kind   string `json:"kind"`
	Name   string `json:"name,omitempty"`
	Reason string `json:"reason"`
}

type exportObservation struct {
	Kind   string `json:"kind"`
	Place  string `json:"place,omitempty"`
	Found  string `json:"found"`
	Read   string `json:"read,omitempty"`
	Start  int    `json:"start"`
	Reason string `json:"reason"`
}

func exportOf(p *Plan) export {
	out := export{
		Title: p.Title, Notice: p.Notice, DocNo: p.DocNo, Issuer: p.Issuer, Recipients: p.Recipients, CopyTo: p.CopyTo,
		SignedOn: p.SignedOn, IssuedOn: p.IssuedOn, Annexes: append([]string{}, p.Annexes...), SHA256: p.Hash,
		Chapters: []exportChapter{}, Clauses: []exportClause{}, Responsibilities: []exportDuties{}, Targets: []exportTarget{},
		Milestones: []exportMilestone{}, Tasks: []exportTask{}, Gaps: []exportGap{}, Repairs: []exportObservation{}, Doubts: []exportObservation{},
	}
	for _, c := range p.Chapters {
		out.Chapters = append(out.Chapters, exportChapter{c.No, c.Title, c.Body.Text})
		if len(c.Duties) > 0 {
			out.Responsibilities = append(out.Responsibilities, dutiesOf(p, c.No, c.Duties))
		}
	}
	for _, c := range p.Clauses {
		if c.Row {
			out.Rows = append(out.Rows, exportRow{Ref: c.Ref, Table: c.Chapter, Title: c.Title, Text: c.Text, Due: orNull(c.Due)})
			if len(c.Duties) > 0 {
				out.Responsibilities = append(out.Responsibilities, dutiesOf(p, c.Ref, c.Duties))
			}
			continue
		}
		e := exportClause{Ref: c.Ref, No: c.No, Title: c.Title, Chapter: c.Chapter, Parent: c.Parent, Text: c.Text}
		if e.Title == "" {
			e.Title, e.Untitled = opening(c.Text), true
		}
		out.Clauses = append(out.Clauses, e)
		if len(c.Duties) > 0 {
			out.Responsibilities = append(out.Responsibilities, dutiesOf(p, c.Ref, c.Duties))
		}
	}
	for _, t := range p.Targets {
		e := exportTarget{Clause: t.Clause, Quote: t.Quote, Indicator: t.Indicator, Comparator: t.Comparator, Value: inDigits(t),
			Measure: orNull(t.Measure), Due: orNull(t.Due)}
		if t.Comparator == Range {
			e.Min, e.Max = &t.Min, &t.Max
		}
		out.Targets = append(out.Targets, e)
	}
	for _, c := range p.Cells() {
		if c.Text != "" {
			out.Milestones = append(out.Milestones, exportMilestone{Unit: c.Unit, Column: c.Column, Year: c.Year, Due: c.Due, Item: c.Project, Target: c.Text})
		}
	}
	for _, t := range p.Tasks {
		out.Tasks = append(out.Tasks, taskOf(p, t))
	}
	for _, u := range p.Unmade {
		out.Unmade = append(out.Unmade, exportUnmade{u.Clause, u.Quote, u.Reason.String()})
	}
	for _, t := range p.Tables {
		out.Tables = append(out.Tables, tableOf(t))
	}
	for _, g := range p.Gaps {
		out.Gaps = append(out.Gaps, exportGap{g.Kind, g.Name.String(), g.Reason.String()})
	}
	for _, r := range p.Repairs {
		out.Repairs = append(out.Repairs, exportObservation{Kind: r.Kind, Found: r.Found, Read: r.Read, Start: r.Start, Reason: r.Reason.String()})
	}
	for _, d := range p.Doubts {
		out.Doubts = append(out.Doubts, exportObservation{Kind: d.Kind, Place: d.Place, Found: d.Quote, Start: d.Start, Reason: d.Reason.String()})
	}
	return out
}

// dutiesOf tells who leads, or is responsible, from who does anything else.
func dutiesOf(p *Plan, ref string, duties []Duty) exportDuties {
	row := exportDuties{Clause: ref, Lead: []string{}, Support: []string{}, Equal: true}
	for _, d := range duties {
		if by, ok := p.Clause(d.By); ok && !by.Row {
			row.ByRule = append(row.ByRule, d.Unit)
			continue
		}
		row.Equal = row.Equal && d.Role == Responsible
		if d.Role != Lead && d.Role != Responsible {
			row.Support = append(row.Support, d.Unit)
		} else {
			row.Lead = append(row.Lead, d.Unit)
		}
		if d.Full != "" {
			if row.Resolved == nil {
				row.Resolved = map[string]string{}
			}
			row.Resolved[d.Unit] = d.Full
		}
	}
	return row
}

func taskOf(p *Plan, t Task) exportTask {
	duties := dutiesOf(p, t.Clause, t.Duties)
	return exportTask{Kind: t.Kind, Clause: t.Clause, Project: t.Project, Quote: t.Quote, Term: t.Term, Begins: orNull(t.Begins),
		Due: orNull(t.Due), Recurrence: orNull(t.Recurrence), Units: duties.Lead, Support: duties.Support}
}

func tableOf(t Table) exportTable {
	e := exportTable{Place: t.Place, Caption: t.Caption, Kind: t.Kind, Measure: t.Measure, Head: []string{}, Rows: [][]string{}, Notes: t.Notes}
	for i := range t.Head {
		e.Head = append(e.Head, t.Heading(i))
	}
	for _, r := range t.Rows {
		e.Rows = append(e.Rows, r.Cells)
	}
	return e
}

// opening gives the first words of a clause, without white space.
func opening(text string) string {
	const words = 24
	var b strings.Builder
	n := 0
	for _, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		if n == words {
			break
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// inDigits gives a target's value in digits where it is a plain number in Chinese ones:
// 三千 is 3000, 百分之九十五 is 95. Other values stand as printed: 三分之二, 翻一番, 所有.
func inDigits(t Target) string {
	plain := strings.TrimPrefix(t.Value, "百分之")
	if t.Number == 0 || strings.Trim(plain, "〇零一二两三四五六七八九十百千万亿点半成") != "" {
		return t.Value
	}
	return strconv.FormatFloat(t.Number, 'f', -1, 64)
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
