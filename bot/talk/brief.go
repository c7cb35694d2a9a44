package talk

import (
	"bytes"
	"context"
	"strings"

	"duban/bot"
	"duban/bot/docx"
	"duban/reminders"
)

var featureBrief = Feature{
	Name:     "brief",
	Calls:    []string{"brief * <text>"},
	Examples: []string{"简报", "上月简报", "第四季度简报", "出一份这个月的简报"},
	Menu:     both{"简报：本月、上月或季度", "Brief: a month or a quarter"}, Roles: leaders, Where: anywhere,
	Topic: topicBrief, Help: []both{{"“简报”是本月情况，也可以发“上月简报”“第四季度简报”，附WPS能打开的文件。",
		"/brief is on this month; “/brief last month” and “/brief Q4” work too. A file that Word and WPS open comes with it."}},
	Keys: []key{{topicBrief, both{"本月简报", "This month's brief"}, ""}},
	Run:  brief,
}

// briefLines writes a brief as text.
func (v voice) briefLines(g briefing, today reminders.Day) []string {
	lines := []string{v.f("截至{day}：{counts}", "As of {day}: {counts}", v.day(today), v.countLine(g.summary.Counts))}
	if did := v.did(g); did != "" {
		lines = append(lines, v.f("{period}办理：{did}。", "Steps taken in {period}: {did}.", v.period(g.period), did))
	} else {
		lines = append(lines, v.f("{period}没有办理记录。", "No steps were taken in {period}.", v.period(g.period)))
	}
	if len(g.summary.Units) > 1 {
		lines = append(lines, v.f("分单位：", "By unit:"))
		lines = append(lines, v.unitLines(g.summary)...)
	}
	if len(g.late) > 0 {
		lines = append(lines, v.f("逾期{n}项：", "{n} overdue:", len(g.late)))
		lines = v.bullets(lines, g.late, today, true)
	} else {
		lines = append(lines, v.f("没有逾期的任务。", "Nothing is overdue."))
	}
	if len(g.next) > 0 {
		lines = append(lines, v.f("今后{ahead}个月到期{n}项：",
			"{n} due within the next {ahead} {month|months}:", ahead, len(g.next)))
		lines = v.bullets(lines, g.next, today, true)
	}
	return lines
}

// brief sends the brief of a month or a quarter: as text, and as a document that can be
// handed on.
func brief(ctx context.Context, t *turn, args string) (bot.Reply, error) {
	var f reminders.Filter
	if refusal := t.confine(&f); refusal != "" {
		return say(refusal), nil
	} else if len(f.Units) > 0 { // a group of one unit: a brief is of all
		return say(t.word(wordInPrivate)), nil
	}
	today := t.today(t.Now)
	p, ok := periodNamed(strings.TrimSpace(args), today)
	if !ok || p.from > today {
		return t.say("请写明月份或季度，如“简报”“上月简报”“2021年12月简报”“第四季度简报”。",
			"Please name the month or the quarter, such as “/brief”, “/brief last month”, “/brief 2021-12” or “/brief Q4”."), nil
	}
	g, err := t.composeBrief(ctx, p, today)
	if err != nil {
		return bot.Reply{}, err
	}
	var out bytes.Buffer
	if err := docx.Write(&out, t.briefDocument(g, today)); err != nil {
		return bot.Reply{}, err
	}
	title := t.briefTitle(g)
	return bot.Reply{Messages: []bot.Message{{
		Text: bot.Text{{S: title, Style: bot.Bold}, {S: "\n" + strings.Join(t.briefLines(g, today), "\n")}},
		File: &bot.File{Name: chinese.briefTitle(g) + ".docx", Data: out.Bytes()},
	}}}, nil
}
