package talk

import (
	"cmp"
	"slices"

	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// item is a milestone on one line of a list.
func (v voice) item(m reminders.Milestone, today reminders.Day, withUnit bool) string {
	return v.itemWithin(m, today, withUnit, v.settings().Lights.WarnDays)
}

// itemWithin is item, which tells the days that are left where they are so many or fewer.
func (v voice) itemWithin(m reminders.Milestone, today reminders.Day, withUnit bool, days int) string {
	unit := ""
	if withUnit || len(m.Others) > 0 {
		unit = v.owners(m) + " "
	}
	return v.f("{mark}{unit}{name}：{goal}，{due}{late}（{status}）",
		"{mark}{unit}{name}: {goal}; due {due}{late}; {status}", mark(v.light(m, today)), unit, m.Name(), zh.Unspaced(m.Goal),
		v.dueWords(m), v.lateWords(m, today, days), v.label(m.Status.Label()))
}

// dueWords says the due day, that it is the system's where it is, and what the plan has
// where it is another by extension.
func (g tongue) dueWords(m reminders.Milestone) string {
	var notes []string
	if m.Recurrence != "" {
		notes = append(notes, m.Recurrence)
	}
	if !m.Dated() {
		return g.f("没有期限", "no deadline") + g.inBrackets(g.join(notes, "，", ", "))
	}
	if m.Extended() {
		notes = append(notes, g.f("已同意延期，原定{day}", "extension granted, was {day}", g.day(m.Original)))
	}
	if m.Convention {
		notes = append(notes, g.word(wordConvention))
	}
	return g.day(m.Due) + g.inBrackets(g.join(notes, "，", ", "))
}

func (g tongue) lateWords(m reminders.Milestone, today reminders.Day, days int) string {
	switch left := m.DaysLeft(today); {
	case m.Status == reminders.Closed || m.Held || !m.Dated() || m.Status == reminders.Reported && left < 0:
		return ""
	case left < 0:
		return g.f("，逾期{left}天", ", {left} {day|days} overdue", -left)
	case left == 0:
		return g.f("，今天到期", ", due today")
	case left <= days:
		return g.f("，还有{left}天", ", {left} {day|days} left", left)
	}
	return ""
}

// owners names who has to do it: the unit, or the first of several with their number.
func (g tongue) owners(m reminders.Milestone) string {
	switch n := len(m.Others); n {
	case 0:
		return m.Unit
	case 1:
		return g.join(m.Units(), "、", ", ")
	default:
		return g.f("{unit}等{n}个单位", "{unit} and others ({n} units)", m.Unit, n+1)
	}
}

// partyLines lists the units that share a milestone, by role.
func (g tongue) partyLines(m reminders.Milestone) []string {
	if len(m.Others) == 0 {
		return nil
	}
	var roles []string
	of := map[string][]string{}
	for _, p := range m.Parties() {
		if of[p.Role] = append(of[p.Role], p.Unit); len(of[p.Role]) == 1 {
			roles = append(roles, p.Role)
		}
	}
	var lines []string
	for _, role := range roles {
		lines = append(lines, g.f("{role}单位：{words}", "{role}: {words}", g.label(cmp.Or(role, string(knowledge.Responsible))), g.join(of[role], "、", ", ")))
	}
	return lines
}

// mark shows a light as a sign.
func mark(l reminders.Light) string {
	switch l {
	case reminders.Red:
		return "🔴"
	case reminders.Yellow:
		return "🟡"
	case reminders.Green:
		return "🟢"
	}
	return "⚪"
}

// bullets lists milestones, a line each.
func (v voice) bullets(lines []string, all []reminders.Milestone, today reminders.Day, withUnit bool) []string {
	for i, m := range all {
		if i == digestShown {
			return append(lines, v.f("……还有{n}项。", "… and {n} more.", len(all)-i))
		}
		lines = append(lines, "· "+v.titled(m.Plan, v.item(m, today, withUnit)))
	}
	return lines
}

// digestShown is how many milestones a digest names in each part.
const digestShown = 8

// sourceOf says in which ledger the words of the newest of these steps stand, where whoever
// took it has only decided on them.
func (g tongue) sourceOf(events []reminders.Event, steps ...reminders.Action) string {
	for _, e := range slices.Backward(events) {
		if slices.Contains(steps, e.Action) {
			return g.source(e)
		}
	}
	return ""
}

func (g tongue) source(e reminders.Event) string {
	if e.Source == (reminders.Source{}) {
		return ""
	}
	return g.inBrackets(g.f("台账“{name}”上“{place}”所写，由督查员办理",
		"written in the ledger “{name}” at “{place}”, carried out by a supervisor", theirs(e.Source.File.Name, 60), theirs(e.Source.Place, 60)))
}
