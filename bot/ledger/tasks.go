package ledger

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"duban/knowledge/said"
	"duban/reminders"
)

// TaskList is what a plan asks for, to be read before it is adopted.
type TaskList struct {
	Plan, Title, Text string // key, title, and hash of the text
	Day               reminders.Day
	Tasks             []Task
	Unmade, Gaps      []Missing // what became no task, and what was not read
}

// Task is a row of a TaskList, in words.
type Task struct {
	Kind, Clause, Name, Words, Units, Term, Begins, Due, Recurrence string
	Left                                                            bool // is left out
}

// Missing is something that is not in a TaskList, and why.
type Missing struct{ Place, Words, Reason string }

// TaskMarks is a TaskList as it came back.
type TaskMarks struct {
	Plan, Text string
	Left       []bool // by task
}

// The columns of a list of tasks that are read again.
const (
	columnNumber = "序号"
	columnLeft   = "不要（填×）"
	columnText   = "文本"
)

// taskColumns are the columns of a list of tasks, with their widths. The last two are
// hidden: they say what list it is.
var taskColumns = []struct {
	name  string
	width float64
	look  look
	show  func(l TaskList, i int) any
}{
	{columnNumber, 6, lookNumber, func(_ TaskList, i int) any { return i + 1 }},
	{"种类", 11, lookMiddle, func(l TaskList, i int) any { return l.Tasks[i].Kind }},
	{"出处", 10, lookMiddle, func(l TaskList, i int) any { return l.Tasks[i].Clause }},
	{"名称", 16, lookWords, func(l TaskList, i int) any { return l.Tasks[i].Name }},
	{"原文", 44, lookWords, func(l TaskList, i int) any { return l.Tasks[i].Words }},
	{"单位和分工", 28, lookWords, func(l TaskList, i int) any { return l.Tasks[i].Units }},
	{"原文期限", 14, lookMiddle, func(l TaskList, i int) any { return l.Tasks[i].Term }},
	{"开始", 11, lookMiddle, func(l TaskList, i int) any { return l.Tasks[i].Begins }},
	{"到期", 11, lookMiddle, func(l TaskList, i int) any { return l.Tasks[i].Due }},
	{"周期", 10, lookMiddle, func(l TaskList, i int) any { return l.Tasks[i].Recurrence }},
	{columnLeft, 11, lookOpenMiddle, func(l TaskList, i int) any {
		if l.Tasks[i].Left {
			return "×"
		}
		return ""
	}},
	{columnPlan, 12, lookWords, func(l TaskList, i int) any { return l.Plan }},
	{columnText, 12, lookWords, func(l TaskList, i int) any { return l.Text }},
}

const hiddenTaskColumns = 2

// taskSheet is the name of the sheet.
const taskSheet = "任务清单"

// WriteTasks writes the list as a workbook of one sheet, on which people strike tasks
// out.
func WriteTasks(w io.Writer, list TaskList) (err error) {
	f, out, err := newWorkbook(taskSheet, list.Day)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.SetSheetName("Sheet1", taskSheet); err != nil {
		return err
	}
	l := layout{name: taskSheet, head: [2]int{3, 3}, frozen: 1, last: 3 + len(list.Tasks), filtered: true,
		hidden: func(i int) bool { return i >= len(taskColumns)-hiddenTaskColumns }}
	for _, c := range taskColumns {
		l.widths = append(l.widths, c.width)
	}
	p, err := out.open(l)
	if err != nil {
		return err
	}
	shown := len(taskColumns) - hiddenTaskColumns
	p.across(36, lookTitle, quoted(list.Title)+"任务清单", shown)
	p.across(24, lookLine, fmt.Sprintf("共%d项，采用后进台账；不要的在最后一栏填×，保存后原样发回，不要删行", len(list.Tasks)), shown)
	var heads []any
	for _, c := range taskColumns {
		look := lookHead
		if c.name == columnLeft {
			look = lookOpenHead
		}
		heads = append(heads, p.text(c.name, look))
	}
	p.row(24, heads...)
	for i := range list.Tasks {
		cells := make([]any, len(taskColumns))
		for j, c := range taskColumns {
			switch v := c.show(list, i).(type) {
			case string:
				cells[j] = p.text(v, c.look)
			default:
				cells[j] = p.value(v, c.look)
			}
		}
		p.row(0, cells...)
	}
	p.missing("没有列为任务的", list.Unmade, shown)
	p.missing("没有读到的，请补上或核对原件", list.Gaps, shown)
	p.try(p.Flush())
	if p.err != nil {
		return p.err
	}
	return f.Write(w)
}

// missing lists under the table what is not in it.
func (p *page) missing(head string, all []Missing, columns int) {
	if len(all) == 0 {
		return
	}
	p.across(24, lookTotal, fmt.Sprintf("%s（%d处）", head, len(all)), columns)
	for _, m := range all {
		cells := make([]any, columns)
		for i := range cells {
			cells[i] = p.text("", lookWords)
		}
		cells[2], cells[4], cells[5] = p.text(m.Place, lookMiddle), p.text(m.Words, lookWords), p.text(m.Reason, lookWords)
		p.row(0, cells...)
	}
}

// The lists of tasks that are refused as a whole.
var (
	ErrNotTasks = said.Errorf("这不是督办导出的任务清单，或者表头被改动了。请重新导出任务清单，在“不要（填×）”一栏填好后发来。",
		"This is not a list of tasks exported here, or its head was changed. Please export the list again, put × into its last column where a task is not wanted, and send it.")
	ErrTwoLists = said.Errorf("文件里有几份任务清单的行，请只留一份再发。",
		"The file holds rows of several lists of tasks; please leave only one and send it again.")
)

// missingShown is the most rows that are named as missing.
const missingShown = 20

// IsTasks reports whether data is a list of tasks that WriteTasks has written.
func IsTasks(data []byte) bool {
	found := false
	err := eachSheet(data, func(t *table) {
		n := 0
		for l := range t.rows {
			if n++; found || n > maxHead {
				return
			}
			found = taskHeads(l.cells) != nil
		}
	})
	return found && err == nil
}

// taskHeads gives the places, from 0, of the columns that are read, or nil.
func taskHeads(cells []string) map[string]int {
	at := map[string]int{}
	for i, s := range cells {
		for _, name := range []string{columnNumber, columnLeft, columnPlan, columnText} {
			if _, twice := at[name]; !twice && len(s) <= maxHeading && plain(s) == plain(name) {
				at[name] = i
			}
		}
	}
	if len(at) < 4 {
		return nil
	}
	return at
}

// ReadTasks reads a list of tasks that came back. The error is Faults, if a mark is not
// known, or a row is missing or there twice; or the said.Error of a file that is no such list.
func ReadTasks(data []byte) (TaskMarks, error) {
	var marks TaskMarks
	var faults Faults
	var failed error
	left := map[int]bool{}
	where := map[int]said.Sentence{}
	err := eachSheet(data, func(t *table) {
		var at map[string]int
		for l := range t.rows {
			cells := l.cells
			if at == nil {
				if at = taskHeads(cells); at == nil && l.number > maxHead {
					return
				}
				continue
			}
			cell := func(column string) string {
				if i := at[column]; i < len(cells) {
					return strings.TrimSpace(clean(cells[i]))
				}
				return ""
			}
			n := int(whole(cell(columnNumber)))
			if n < 1 || cell(columnText) == "" {
				continue // what stands under the table
			}
			if marks.Text == "" {
				marks.Plan, marks.Text = cell(columnPlan), cell(columnText)
			}
			if marks.Text != cell(columnText) || marks.Plan != cell(columnPlan) {
				failed = ErrTwoLists
				return
			}
			here := Filled{Sheet: t.name, Line: l.number, Columns: map[string]int{columnNumber: at[columnNumber] + 1, columnLeft: at[columnLeft] + 1}}
			if before, twice := where[n]; twice {
				faults = append(faults, Fault{here.Cell(columnNumber), said.Of("第{n}项在{before}已经有了，请只留一行。",
					"Task {n} stands in {before} already; please leave one row only.", n, before)})
			}
			where[n] = here.Cell(columnNumber)
			mark, known := marked(cell(columnLeft))
			if why := l.trouble[at[columnLeft]+1]; !why.IsZero() {
				faults = append(faults, Fault{here.Cell(columnLeft), why})
			} else if !known {
				faults = append(faults, Fault{here.Cell(columnLeft), said.Of("不认识“{cell}”，不要的填×，要的留空。",
					"“{cell}” is not known; put × where a task is not wanted, and leave the others blank.", brief(cell(columnLeft)))})
			}
			left[n] = mark
		}
	})
	switch {
	case err != nil:
		return marks, err
	case failed != nil:
		return marks, failed
	case len(left) == 0:
		return marks, ErrNotTasks
	}
	last := 0
	for n := range left {
		last = max(last, n)
	}
	if last > maxRows {
		return marks, ErrTooBig
	}
	if last-len(left) > missingShown { // naming each helps nobody
		return marks, append(faults, Fault{said.Words(taskSheet), said.Of("少了{last}行。不要的请填×，不要删行；请重新导出任务清单再填。",
			"{last} {row is|rows are} missing. Please put × and do not delete rows; export the list again and fill in that.", last-len(left))})
	}
	for n := 1; n <= last; n++ {
		if _, there := left[n]; !there {
			faults = append(faults, Fault{said.Words(taskSheet), said.Of("少了第{n}项的行。不要的请填×，不要删行。",
				"The row of task {n} is missing. Please put × and do not delete rows.", n)})
		}
		marks.Left = append(marks.Left, left[n])
	}
	if len(faults) > 0 {
		return marks, faults
	}
	return marks, nil
}

// marked reads a mark by which somebody strikes a row out.
func marked(s string) (left, known bool) {
	switch strings.ToLower(s) {
	case "":
		return false, true
	case "×", "x", "ｘ", "✕", "✖", "✗", "✘", "╳", "☒", "不要", "叉":
		return true, true
	}
	return false, false
}
