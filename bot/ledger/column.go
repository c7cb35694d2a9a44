package ledger

import (
	"time"

	"duban/reminders"
)

// row is what a line of a plan's sheet shows.
type row struct {
	reminders.Milestone
	light reminders.Light
	sign  string // see Sign
}

// column is one column of a plan's sheet, and of the CSV.
type column struct {
	name  string // its heading, by which it is known again
	group string // the heading above; empty over what is hidden
	width float64
	look  look
	spare bool // hidden on a sheet on which no row has anything in it
	// show gives a string, an int64, a Day or a Light. "", 0 and nil leave the cell
	// blank. It is nil itself where people fill in.
	show func(r row) any
	take func(m *reminders.Milestone, text string) // undoes show; nil: the reader does
}

// The columns that the program itself needs: those that say which milestone a row is
// and as of when, and those that people fill in.
const (
	columnID      = "编号"
	columnPlan    = "计划" // Sheet.Key, so that rows can be put together from several sheets
	columnSign    = "行校验码"
	columnSeen    = "版本" // UpdatedAt in Unix seconds: tells a row that has been overtaken
	columnAction  = "本次办理"
	columnPercent = "本次完成％"
	columnDay     = "本次日期"
	columnWords   = "本次说明"
)

// The columns that say what a milestone is, which nobody is to change.
const (
	columnUnit    = "责任单位"
	columnProject = "项目"
	columnYear    = "年度"
	columnGoal    = "目标"
	columnDue     = "期限"
)

// fillGroup is the heading over the columns that people fill in.
const fillGroup = "本次填写"

// moreGroup is the heading over what few milestones have.
const moreGroup = "分担和周期"

// frozen is how many columns stay in sight: up to the project.
const frozen = 4

const byConvention = "按系统约定"

// columns are all columns in their order. A width counts digits; a Chinese character
// takes two.
var columns = []column{
	{columnID, "任务", 6, lookNumber, false,
		func(r row) any { return r.ID },
		func(m *reminders.Milestone, s string) { m.ID = whole(s) }},
	{columnUnit, "任务", 12, lookMiddle, false,
		func(r row) any { return r.Unit },
		func(m *reminders.Milestone, s string) { m.Unit = s }},
	{"分工", "任务", 6, lookMiddle, true,
		func(r row) any { return r.Role },
		func(m *reminders.Milestone, s string) { m.Role = s }},
	{columnProject, "任务", 17, lookWords, false,
		func(r row) any { return r.Project },
		func(m *reminders.Milestone, s string) { m.Project = s }},
	{columnYear, "任务", 6, lookNumber, false,
		func(r row) any { return int64(r.Year) },
		func(m *reminders.Milestone, s string) { m.Year = int(whole(s)) }},
	{columnGoal, "任务", 24, lookWords, false,
		func(r row) any { return r.Goal },
		func(m *reminders.Milestone, s string) { m.Goal = s }},
	{"出处", "任务", 8, lookMiddle, false,
		func(r row) any { return r.Clause },
		func(m *reminders.Milestone, s string) { m.Clause = s }},

	{columnDue, "期限", 10, lookDay, false,
		func(r row) any { return given(r.Due) },
		func(m *reminders.Milestone, s string) { // the plan's own too, unless the column after next has another
			m.Due, _ = day(s)
			m.Original = m.Due
		}},
	{"期限依据", "期限", 11, lookMiddle, false,
		func(r row) any {
			switch {
			case r.Convention:
				return byConvention
			case !r.Dated():
				return "没有期限"
			}
			return "原文"
		},
		func(m *reminders.Milestone, s string) { m.Convention = s == byConvention }},
	{"原定期限", "期限", 10, lookDay, true,
		func(r row) any {
			if r.Extended() {
				return r.Original
			}
			return nil
		},
		func(m *reminders.Milestone, s string) {
			if d, ok := day(s); ok {
				m.Original = d
			}
		}},

	{"共同责任", "办理情况", 14, lookWords, true,
		func(r row) any { return r.Shared },
		func(m *reminders.Milestone, s string) { m.Shared = s }},
	{"状态", "办理情况", 8, lookMiddle, false,
		func(r row) any { return r.Status.Label() },
		func(m *reminders.Milestone, s string) {
			for _, status := range reminders.Statuses() {
				if s == status.Label() {
					m.Status = status
				}
			}
		}},
	{"灯", "办理情况", 8, lookMiddle, false,
		func(r row) any { return r.light },
		func(m *reminders.Milestone, s string) { m.Held = s == reminders.Grey.Label() }},
	{"完成％", "办理情况", 7, lookNumber, false,
		func(r row) any { return int64(r.Percent) },
		func(m *reminders.Milestone, s string) { m.Percent, _ = percent(s) }},
	{"最近填报", "办理情况", 22, lookWords, true,
		func(r row) any { return r.Report },
		func(m *reminders.Milestone, s string) { m.Report = s }},
	{"督查意见", "办理情况", 15, lookWords, true,
		func(r row) any { return r.Remark },
		func(m *reminders.Milestone, s string) { m.Remark = s }},
	{"申请延期至", "办理情况", 10, lookDay, true,
		func(r row) any { return given(r.Wish) },
		func(m *reminders.Milestone, s string) { m.Wish, _ = day(s) }},
	{"申请理由", "办理情况", 14, lookWords, true,
		func(r row) any { return r.Plea },
		func(m *reminders.Milestone, s string) { m.Plea = s }},

	{columnAction, fillGroup, 10, lookOpenMiddle, false, nil, nil},
	{columnPercent, fillGroup, 11, lookOpenNumber, false, nil, nil},
	{columnDay, fillGroup, 10, lookOpenDay, false, nil, nil},
	{columnWords, fillGroup, 24, lookOpenWords, false, nil, nil},

	{"其他单位", moreGroup, 14, lookWords, true,
		func(r row) any { return partyWords(r.Others) },
		func(m *reminders.Milestone, s string) { m.Others = partiesIn(s) }},
	{"开始", moreGroup, 10, lookDay, true,
		func(r row) any { return given(r.Begins) },
		func(m *reminders.Milestone, s string) { m.Begins, _ = day(s) }},
	{"周期", moreGroup, 9, lookMiddle, true,
		func(r row) any { return r.Recurrence },
		func(m *reminders.Milestone, s string) { m.Recurrence = s }},
	{"本期", moreGroup, 11, lookMiddle, true,
		func(r row) any { return r.Period },
		func(m *reminders.Milestone, s string) { m.Period = s }},

	{columnSeen, "", 12, lookWords, false,
		func(r row) any {
			if r.UpdatedAt.IsZero() {
				return nil
			}
			return r.UpdatedAt.Unix()
		},
		func(m *reminders.Milestone, s string) {
			if n := whole(s); n > 0 {
				m.UpdatedAt = time.Unix(n, 0).UTC()
			}
		}},
	{columnPlan, "", 12, lookWords, false,
		func(r row) any { return r.Plan },
		func(m *reminders.Milestone, s string) { m.Plan = s }},
	{columnSign, "", 12, lookWords, false,
		func(r row) any { return r.sign }, nil},
}

// given leaves the cell of a day blank that there is not.
func given(d reminders.Day) any {
	if d == 0 {
		return nil
	}
	return d
}

// rowOf gives what a milestone's line shows on a sheet of the book.
func (b Book) rowOf(s Sheet, m reminders.Milestone) row {
	m.Plan = s.Key
	return row{m, b.Lights.Light(m, b.Day), Sign(b.Key, m)}
}
