package talk

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/knowledge/zh"
	"duban/reminders"
)

var featureRules = Feature{
	Name:     "rules",
	Calls:    []string{"rules remind? lights? urge? what? change? <amount> <text>", "remind when|what when? due? soon? mine?", "lights rules? what?", "remind change|ahead ahead? <amount>"},
	Examples: []string{"规则", "规则 提前 90、30、7、1", "提前几天提醒"},
	Menu:     both{"提醒和亮灯的规则", "Rules of reminders and lights"}, Shown: workers,
	Keys: []key{{topicRemind, both{"规则", "Rules"}, ""}, {topicLead, both{"规则", "Rules"}, ""}},
	Run:  rules,
}

// rules shows by which rules reminders go out, and lets a supervisor change them in
// words: 规则 提前 90、30、7、1.
func rules(ctx context.Context, t *turn, args string) (bot.Reply, error) {
	now := t.settings()
	if args == "" {
		text := t.wordRules(now)
		if t.who.Role == reminders.Admin {
			text += "\n" + t.word(wordHowToRule)
		}
		return say(text), nil
	}
	if t.who.Role != reminders.Admin {
		return say(t.word(wordNotAllowed)), nil
	}
	next, ok := changeRule(now, zh.Fold(args))
	if !ok {
		return say(t.f("这条规则没看懂，没有改动。",
			"I did not understand this rule; nothing was changed.") + "\n" + t.word(wordHowToRule)), nil
	}
	var wrong *reminders.SettingError
	if errors.As(next.Check(), &wrong) {
		return say(t.kept(wrong.Form, wrong.Args) + t.f("规则没有改动。", " The rules are unchanged.")), nil
	}
	err := t.Diary.SetSettings(ctx, next, t.who.ID, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return say(t.f("已改。", "Changed.") + "\n" + t.wordRules(t.settings())), nil
}

var (
	ruleForm  = regexp.MustCompile(`^(提前|当天|逾期|时间|黄灯|年度清单|每月小结|季度简报|留痕锚|恢复默认|before|on the day|overdue|hour|yellow|yearly|monthly|quarterly|anchor|default)\s*[:：]?\s*(.*)$`)
	ruleNames = map[string]string{
		"before": "提前", "on the day": "当天", "overdue": "逾期", "hour": "时间", "yellow": "黄灯",
		"yearly": "年度清单", "monthly": "每月小结", "quarterly": "季度简报", "anchor": "留痕锚", "default": "恢复默认",
	}
	numberForm  = regexp.MustCompile(`\d{1,4}`)
	switchedOn  = []string{"开", "是", "发", "要", "启用", "提醒", "on", "yes"}
	switchedOff = []string{"关", "否", "停", "不发", "不要", "停用", "不提醒", "off", "no"}
	everyForm   = regexp.MustCompile(`(?:之后|以后|然后|再|then)?\s*(?:每|every)\s*(?:隔)?\s*(\d{1,4}|一|两)?\s*(天|周|星期|days?|weeks?)`)
)

// changeRule gives the settings as the words say. ok is false where they say nothing
// that is known.
func changeRule(s reminders.Settings, words string) (reminders.Settings, bool) {
	m := ruleForm.FindStringSubmatch(strings.TrimSpace(words))
	if m == nil {
		return s, false
	}
	on, off := slices.Contains(switchedOn, m[2]), slices.Contains(switchedOff, m[2])
	flag := func(f *bool) bool {
		*f = on
		return on || off
	}
	name := cmp.Or(ruleNames[m[1]], m[1])
	switch name {
	case "恢复默认":
		return reminders.DefaultSettings(), m[2] == ""
	case "当天":
		return s, flag(&s.Rule.OnDay)
	case "年度清单":
		return s, flag(&s.Rule.YearSum)
	case "每月小结":
		return s, flag(&s.Rule.Monthly)
	case "季度简报":
		return s, flag(&s.Rule.Quarter)
	case "留痕锚":
		return s, flag(&s.Rule.Anchor)
	case "提前":
		days, ok := numbersIn(m[2])
		s.Rule.Before = days
		return s, ok || off
	case "逾期":
		rest := everyForm.ReplaceAllString(m[2], "")
		days, ok := numbersIn(rest)
		s.Rule.Overdue, s.Rule.Every = days, 0
		if e := everyForm.FindStringSubmatch(m[2]); e != nil {
			s.Rule.Every, ok = everyDays(e[1], e[2]), true
		}
		return s, ok
	}
	days, ok := numbersIn(m[2])
	if !ok || len(days) != 1 {
		return s, false
	}
	if name == "时间" {
		s.Rule.Hour = days[0]
	} else {
		s.Lights.WarnDays = days[0]
	}
	return s, true
}

func everyDays(number, unit string) int {
	n := map[string]int{"": 1, "一": 1, "两": 2}[number]
	if n == 0 {
		n, _ = strconv.Atoi(number)
	}
	if unit != "天" && !strings.HasPrefix(unit, "day") {
		n *= 7
	}
	return n
}

func numbersIn(s string) (all []int, ok bool) {
	for _, d := range numberForm.FindAllString(s, -1) {
		n, _ := strconv.Atoi(d)
		all = append(all, n)
	}
	return all, len(all) > 0
}

// wordRules says the rules in sentences.
func (g tongue) wordRules(s reminders.Settings) string {
	r := s.Rule
	var lines []string
	if days := g.dayList(r.Before); days != "" {
		lines = append(lines, g.f("到期前：{days}。", "Days before the due day: {days}.", days))
	}
	if r.OnDay {
		lines = append(lines, g.f("到期当天：提醒。", "On the due day: a reminder."))
	} else {
		lines = append(lines, g.f("到期当天：不提醒。", "On the due day: none."))
	}
	var late []string
	if days := g.dayList(r.Overdue); days != "" {
		late = append(late, days)
	}
	if r.Every > 0 {
		late = append(late, g.f("以后每{every}天", "then every {every} {day|days}", r.Every))
	}
	lines = append(lines, g.f("逾期后：{late}。", "Days overdue: {late}.", g.join(late, "，", ", ")),
		g.f("发送时间：{hour}点；遇节假日，到期前的提前到上一个工作日，到期后的顺延到下一个工作日。",
			"Sent at {hour}:00. What falls on a holiday comes on the working day before it if it is ahead of the due day, else on the working day after.", r.Hour),
		g.f("年度任务清单（每年第一个工作日）：{yearSum}。",
			"List of the year's tasks (first working day of the year): {yearSum}.", g.sent(r.YearSum)),
		g.f("每月小结（每月第一个工作日，给联络员和督查员）：{monthly}。",
			"Monthly summary (first working day of the month, to liaisons and supervisors): {monthly}.", g.sent(r.Monthly)),
		g.f("季度简报（每季第一个工作日，给领导）：{quarter}。",
			"Quarterly brief (first working day of the quarter, to leaders): {quarter}.", g.sent(r.Quarter)),
		g.f("留痕锚（每个工作日，给督查员）：{anchor}。",
			"Anchor of the trail (each working day, to supervisors): {anchor}.", g.sent(r.Anchor)),
		g.f("亮灯：逾期未填报红灯，{warnDays}天内到期未填报黄灯，已销号或未到期绿灯。",
			"Lights: red is overdue without a report, yellow is due within {warnDays} days without a report, green is closed or not due yet.", s.Lights.WarnDays))
	return g.f("现在的提醒规则：", "The rules of reminders now:") + "\n" + strings.Join(lines, "\n")
}

func (g tongue) sent(on bool) string {
	if on {
		return g.f("发", "sent")
	}
	return g.f("不发", "not sent")
}

func (g tongue) dayList(days []int) string {
	var all []string
	for _, n := range days {
		all = append(all, strconv.Itoa(n))
	}
	if len(all) == 0 {
		return ""
	}
	return g.f("{all}天", "{all}", g.join(all, "、", ", "))
}
