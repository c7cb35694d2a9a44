package ledger

import (
	"strings"
	"unicode/utf8"

	"duban/knowledge/said"
	"duban/reminders"
)

// Fault is something that was filled in and cannot be right.
type Fault struct {
	Cell said.Sentence // as people find it: 某计划!S7, or S7 in a CSV
	What said.Sentence
}

// Faults are all faults of a ledger, in the order of its rows.
type Faults []Fault

// Error lists the faults, one a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, x := range f {
		lines[i] = x.Cell.String() + "：" + x.What.String()
	}
	return strings.Join(lines, "\n")
}

// wordy are the actions that are never done without words, see reminders.Act.
var wordy = map[reminders.Action]said.Sentence{
	reminders.Report: said.Of("填报要写明进展，请填在这一格。", "A report needs the progress; please fill in this cell."),
	reminders.Extend: said.Of("申请延期要写明理由，请填在这一格。", "Asking for an extension needs a reason; please fill in this cell."),
	reminders.Refuse: said.Of("不同意延期要写明理由，请填在这一格。", "Refusing an extension needs a reason; please fill in this cell."),
	reminders.Return: said.Of("退回要写明理由，请填在这一格。", "Returning needs a reason; please fill in this cell."),
}

// The days that can be a new due day.
var (
	earliest = reminders.DateDay(2000, 1, 1)
	latest   = reminders.DateDay(2099, 12, 31)
)

// check takes over what was filled in on a row, and notes what cannot be right. Whether
// the action fits the milestone is not known here. text gives the row's cell in a column.
func (r *reader) check(f *Filled, in entry, text func(column string) string) {
	fault := func(column string, what said.Sentence) { r.faults = append(r.faults, Fault{f.Cell(column), what}) }
	for _, c := range []struct {
		column string
		right  bool
	}{{columnID, f.Row.ID > 0}, {columnSeen, !f.Seen.IsZero()}, {columnPlan, f.Key != ""}} {
		switch s := text(c.column); {
		case c.right:
		case s == "":
			fault(c.column, said.Of("{column}是空的，请从导出的台账把这一行整行复制过来。",
				"This is blank ({column}); please copy the whole row from the exported ledger.", c.column))
		default:
			fault(c.column, said.Of("{column}“{words}”不对，请从导出的台账把这一行整行复制过来。",
				"“{words}” is not right ({column}); please copy the whole row from the exported ledger.", c.column, brief(s)))
		}
	}
	if f.Row.ID > 0 {
		if cell, twice := r.filled[f.Row.ID]; twice {
			fault(columnID, said.Of("编号{id}在{cell}已经填过，请只留一行。",
				"Number {id} is filled in already in {cell}; please leave one row only.", int(f.Row.ID), cell))
		} else {
			r.filled[f.Row.ID] = f.Cell(columnID)
		}
	}

	for _, a := range fillable {
		if in.action == a.Label() {
			f.Action = a
		}
	}
	switch {
	case in.action == "":
		fault(columnAction, said.Of("这一行填了内容，却没有选怎样办理，请从下拉里选。",
			"The row is filled in, but no step is chosen; please choose from the list."))
	case f.Action == "":
		fault(columnAction, said.Of("不认识“{action}”，请从下拉里选。",
			"“{action}” is not known; please choose from the list.", brief(in.action)))
	}
	unknown := f.Action == ""
	if in.percent != "" {
		var right bool
		if f.Percent, right = percent(in.percent); !unknown && f.Action != reminders.Report {
			fault(columnPercent, said.Of("只有填报才填完成％，请清空这一格。",
				"A per cent goes with a report only; please clear this cell."))
		} else if !right {
			fault(columnPercent, said.Of("“{percent}”不对，请填1至100的整数。",
				"“{percent}” is not right; please write a whole number from 1 to 100.", brief(in.percent)))
		}
	}
	dated := f.Action == reminders.Extend || f.Action == reminders.Grant
	if in.day != "" {
		var right bool
		if f.Day, right = day(in.day); !unknown && !dated {
			fault(columnDay, said.Of("只有申请延期、同意延期才填日期，请清空这一格。",
				"A day goes only with asking for and granting an extension; please clear this cell."))
		} else if !right || f.Day < earliest || f.Day > latest {
			fault(columnDay, said.Of("“{day}”不是日期，请照2022-3-31的样子填。",
				"“{day}” is no day; please write it like 2022-3-31.", brief(in.day)))
		}
	} else if dated {
		what := said.Of("申请延期要写明新的期限，请照2022-3-31的样子填。",
			"Asking for an extension needs the new due day; please write it like 2022-3-31.")
		if f.Action == reminders.Grant {
			what = said.Of("同意延期要写明新的期限，请照2022-3-31的样子填。",
				"Granting an extension needs the new due day; please write it like 2022-3-31.")
		}
		fault(columnDay, what)
	}
	f.Words = in.words
	if need := wordy[f.Action]; !need.IsZero() && in.words == "" {
		fault(columnWords, need)
	}
	if utf8.RuneCountInString(in.words) > reminders.MaxReason {
		fault(columnWords, said.Of("超过{most}字，请缩短。",
			"More than {most} characters; please shorten it.", reminders.MaxReason))
	}
}

// brief is the beginning of what somebody has filled in, to be quoted.
func brief(s string) string { return shortened(strings.Join(strings.Fields(s), " "), 20) }
