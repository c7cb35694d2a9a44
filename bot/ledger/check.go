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
	reminders.Report: said.Of("填报要写明进展，请填在这一格。"),
	reminders.Extend: said.Of("申请延期要写明理由，请填在这一格。"),
	reminders.Refuse: said.Of("不同意延期要写明理由，请填在这一格。"),
	reminders.Return: said.Of("退回要写明理由，请填在这一格。"),
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
			fault(c.column, said.Of("%s是空的，请从导出的台账把这一行整行复制过来。", c.column))
		default:
			fault(c.column, said.Of("%s“%s”不对，请从导出的台账把这一行整行复制过来。", c.column, brief(s)))
		}
	}
	if f.Row.ID > 0 {
		if cell, twice := r.filled[f.Row.ID]; twice {
			fault(columnID, said.Of("编号%d在%s已经填过，请只留一行。", int(f.Row.ID), cell))
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
		fault(columnAction, said.Of("这一行填了内容，却没有选怎样办理，请从下拉里选。"))
	case f.Action == "":
		fault(columnAction, said.Of("不认识“%s”，请从下拉里选。", brief(in.action)))
	}
	unknown := f.Action == ""
	if in.percent != "" {
		var right bool
		if f.Percent, right = percent(in.percent); !unknown && f.Action != reminders.Report {
			fault(columnPercent, said.Of("只有填报才填完成％，请清空这一格。"))
		} else if !right {
			fault(columnPercent, said.Of("“%s”不对，请填1至100的整数。", brief(in.percent)))
		}
	}
	dated := f.Action == reminders.Extend || f.Action == reminders.Grant
	if in.day != "" {
		var right bool
		if f.Day, right = day(in.day); !unknown && !dated {
			fault(columnDay, said.Of("只有申请延期、同意延期才填日期，请清空这一格。"))
		} else if !right || f.Day < earliest || f.Day > latest {
			fault(columnDay, said.Of("“%s”不是日期，请照2022-3-31的样子填。", brief(in.day)))
		}
	} else if dated {
		what := said.Of("申请延期要写明新的期限，请照2022-3-31的样子填。")
		if f.Action == reminders.Grant {
			what = said.Of("同意延期要写明新的期限，请照2022-3-31的样子填。")
		}
		fault(columnDay, what)
	}
	f.Words = in.words
	if need := wordy[f.Action]; !need.IsZero() && in.words == "" {
		fault(columnWords, need)
	}
	if utf8.RuneCountInString(in.words) > reminders.MaxReason {
		fault(columnWords, said.Of("超过%d字，请缩短。", reminders.MaxReason))
	}
}

// brief is the beginning of what somebody has filled in, to be quoted.
func brief(s string) string { return shortened(strings.Join(strings.Fields(s), " "), 20) }
