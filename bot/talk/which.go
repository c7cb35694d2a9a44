package talk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// featureWhich answers who or what of the diary: 谁还没签收, 这个月有啥到期, 哪些红灯.
var featureWhich = Feature{
	Name: "which", Shown: readers, Where: anywhere,
	Calls: []string{
		"late who? what? many? not? already? task? mine? report? finish? <unit> <year> <period> <project>",
		"red|yellow|green who? what? many? task? mine? <unit> <year> <period> <project>",
		"not ack|report|close|finish|done who? what? many? already? task? mine? <unit> <year> <period> <project>",
		"mine not ack|report|close|finish|done|task what? already? <unit> <year> <period>",
		"due|soon due? soon? who? what? many? when? task? mine? late? not? report? <unit> <year> <period> <project>",
		"ack|report|close|done|returned|extend who|what|many|task|<unit>|<year>|<period>! already? mine? <unit> <year> <period> <project>",
		"returned|extend already? task? mine?",
		"done|close what? task? many? <unit>",
		"mine what|many <year>|<period>! task? not? already? due? <year> <period> <project>",
		"mine task <year>|<period>! what? many? due? <year> <period> <project>",
		"what|task <period>! <unit> task? what?",
	},
	Examples: []string{"这个月有啥到期", "谁还没签收", "谁拖后腿", "哪些红灯", "我们局今年有哪些", "柯桥区有哪些没填报", "哪些已经销号"},
	Run:      askWhich, Presses: map[string]press{"which": pressWhich},
	Views: map[string]press{"which": pressWhich},
}

// stateDue are tasks whose day comes, or has come, in a time that was asked for.
var stateDue = both{"到期的", "due"}

// whichOf makes the query that the words ask for.
func (t *turn) whichOf(s understood) which {
	today, warn := t.today(t.Now), t.settings().Lights.WarnDays
	w := which{Filter: reminders.Filter{Units: s.units}}
	if s.has("mine") && len(s.units) == 0 {
		w.Filter.Units = t.who.Units
	}
	if len(s.projects) > 0 {
		w.Filter.Project = s.projects[0]
	}
	not := s.has("not")
	switch {
	case s.has("red"):
		w.Light, w.State = reminders.Red, both{"亮红灯的", "with a red light"}
	case s.has("yellow"):
		w.Light, w.State = reminders.Yellow, both{"亮黄灯的", "with a yellow light"}
	case s.has("green"):
		w.Light, w.State = reminders.Green, both{"亮绿灯的", "with a green light"}
	case s.has("late"):
		w.Filter.Awaiting, w.Filter.DueUntil, w.Dated, w.State = true, today.AddDays(-1), true, both{"逾期的", "overdue"}
	case s.has("returned"):
		w.Filter.Statuses, w.State = []reminders.Status{reminders.Returned}, both{"被退回的", "returned"}
	case s.has("extend"):
		w.Filter.Wishing, w.State = true, both{"申请延期的", "for which an extension is asked"}
	case not && s.has("ack"):
		w.Filter.Statuses, w.State = []reminders.Status{reminders.Open}, both{"还没签收的", "not acknowledged yet"}
	case not && s.has("report"):
		w.Filter.Awaiting, w.State = true, both{"还没填报的", "not reported yet"}
	case not && s.has("close", "finish", "done"):
		w.Filter.Statuses, w.State = []reminders.Status{reminders.Open, reminders.Acknowledged, reminders.Reported, reminders.Returned}, both{"还没完成的", "not closed yet"}
	case s.has("ack"):
		w.Filter.Statuses, w.State = []reminders.Status{reminders.Acknowledged, reminders.Reported, reminders.Returned, reminders.Closed}, both{"已签收的", "acknowledged"}
	case s.has("report"):
		w.Filter.Statuses, w.State = []reminders.Status{reminders.Reported}, both{"已填报、待审核的", "reported, to be verified"}
	case s.has("close", "done"):
		w.Filter.Statuses, w.State = []reminders.Status{reminders.Closed}, both{"已销号的", "closed"}
	case s.has("soon") && len(s.periods)+len(s.years) == 0:
		w.Filter.Awaiting, w.Filter.DueFrom, w.Filter.DueUntil, w.Dated, w.State = true, today, today.AddDays(warn), true, both{"快到期的", "due soon"}
	case s.has("due", "soon"):
		w.Filter.Awaiting, w.Dated, w.State = true, true, stateDue
	default:
		w.State = both{}
	}
	if len(s.periods) > 0 {
		w.Filter.DueFrom, w.Filter.DueUntil, w.Dated = s.periods[0].from, s.periods[0].to, true
		if w.State == (both{}) {
			w.State = stateDue
		}
	} else if len(s.years) > 0 {
		w.Filter.Year = s.years[0]
	}
	return w
}

// find gives the milestones that are asked for.
func (t *turn) find(ctx context.Context, w which) ([]reminders.Milestone, error) {
	all, err := t.Diary.Milestones(ctx, w.Filter)
	today := t.today(t.Now)
	return slices.DeleteFunc(all, func(m reminders.Milestone) bool {
		return w.Dated && !m.Dated() || w.Light != "" && t.light(m, today) != w.Light
	}), err
}

func askWhich(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	w := t.whichOf(t.said)
	if refusal := t.confine(&w.Filter); refusal != "" {
		return say(refusal), nil
	}
	t.session.Which = &w
	return whichPage(ctx, t, 0, "")
}

func pressWhich(ctx context.Context, t *turn, page string) (bot.Reply, error) {
	if t.session.Which == nil {
		return toast(t.word(wordStaleList)), nil
	}
	n, _ := strconv.Atoi(page)
	return whichPage(ctx, t, n, t.MessageID)
}

// whichPage answers in one line, and lists what it counts.
func whichPage(ctx context.Context, t *turn, page int, edit string) (bot.Reply, error) {
	w := *t.session.Which
	if refusal := t.confine(&w.Filter); refusal != "" { // rights may have changed
		return refused(t, refusal), nil
	}
	all, err := t.find(ctx, w)
	if err != nil {
		return bot.Reply{}, err
	}
	name := t.whichName(w)
	if len(all) == 0 {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("没有{name}任务。", "No tasks: {name}.", name)), Edit: edit}}}, nil
	}
	count := map[string]int{}
	var units []string
	for _, m := range all {
		for _, u := range m.Among(w.Filter.Units) {
			if count[u]++; count[u] == 1 {
				units = append(units, u)
			}
		}
	}
	head := t.f("{name}任务{n}项", "{n} {task|tasks}: {name}", name, len(all))
	if len(units) > 1 {
		slices.SortStableFunc(units, func(x, y string) int { return count[y] - count[x] })
		var parts []string
		for _, u := range units {
			parts = append(parts, t.f("{words}{n}项", "{words} ({n})", u, count[u]))
		}
		head = t.f("{head}：{parts}。", "{head}. {parts}.", head, t.join(parts, "、", ", "))
	} else {
		head = t.f("{head}：", "{head}:", head)
	}
	if !t.Private { // no buttons that only one of them may press
		lines := t.bullets([]string{head}, all, t.today(t.Now), len(w.Filter.Units) != 1)
		return bot.Reply{Messages: []bot.Message{{Text: plain(strings.Join(lines, "\n"))}}}, nil
	}
	return bot.Reply{Messages: []bot.Message{milestonePage(t, head, all, page, "which", "which", edit)}}, nil
}

// whichName says what a list asks for: 柯桥区2021年逾期的.
func (t *turn) whichName(w which) string {
	name := ""
	if len(w.Filter.Units) > 0 {
		name = t.join(w.Filter.Units, "、", ", ")
	}
	switch {
	case w.Filter.Year != 0:
		name += t.f("{year}年", " {year} ", w.Filter.Year)
	case w.Filter.DueFrom != 0 && w.State == stateDue:
		name += t.f("{day}到{day2}", " from {day} to {day2} ", t.day(w.Filter.DueFrom), t.day(w.Filter.DueUntil))
	}
	if w.Filter.Project != "" {
		name += t.f("“{project}”", "“{project}”", w.Filter.Project)
	}
	return name + t.word(w.State)
}
