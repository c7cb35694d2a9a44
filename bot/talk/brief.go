package talk

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/bot"
	"duban/bot/docx"
	"duban/reminders"
)

var featureBrief = Feature{
	Name:     "brief",
	Calls:    []string{"brief * <text>"},
	Examples: []string{"简报", "上月简报", "第四季度简报", "出一份这个月的简报"},
	Menu:     "简报：本月、上月或季度", Roles: leaders, Where: anywhere,
	Topic: topicBrief, Help: []string{"“简报”是本月情况，也可以发“上月简报”“第四季度简报”，附WPS能打开的文件。"},
	Keys: []key{{topicBrief, "本月简报", ""}},
	Run:  brief,
}

// period is the time that a brief is about: a month or a quarter.
type period struct {
	from, to reminders.Day // both included
}

func monthOf(d reminders.Day) period {
	first := reminders.DateDay(d.Year(), d.Month(), 1)
	return period{first, first.AddDate(0, 1, -1)}
}

func quarterOf(d reminders.Day) period {
	n := (int(d.Month()) - 1) / 3
	first := reminders.DateDay(d.Year(), time.Month(3*n+1), 1)
	return period{first, first.AddDate(0, 3, -1)}
}

// period names a month or a quarter: 2021年12月, 2021年第四季度.
func (g tongue) period(p period) string {
	if p.from.Month() == p.to.Month() {
		return g.month(p.from)
	}
	name := []string{g.f("第一季度"), g.f("第二季度"), g.f("第三季度"), g.f("第四季度")}[(p.from.Month()-1)/3]
	return g.f("%d年%s", p.from.Year(), name)
}

// briefing is what a brief says.
type briefing struct {
	period
	summary  reminders.Summary
	happened map[reminders.Action]int // within the period
	late     []reminders.Milestone    // the longest overdue first
	next     []reminders.Milestone    // due in the three months to come
}

// did says what was done within the period of a brief, with how often.
func (g tongue) did(brief briefing) string {
	var did []string
	for _, a := range []reminders.Action{reminders.Acknowledge, reminders.Report, reminders.Close, reminders.Return, reminders.Grant, reminders.Urge} {
		if n := brief.happened[a]; n > 0 {
			did = append(did, g.f("%s%d次", g.label(a.Label()), n))
		}
	}
	return g.join(did, "，")
}

// ahead is how many months a brief looks ahead.
const ahead = 3

func (g tongue) briefTitle(brief briefing) string {
	return g.f("督查简报（%s）", g.period(brief.period))
}

// composeBrief gathers a brief of all plans as things stand today.
func (b *Bot) composeBrief(ctx context.Context, p period, today reminders.Day) (briefing, error) {
	g := briefing{period: p, happened: map[reminders.Action]int{}}
	var err error
	if g.summary, err = b.Diary.Summary(ctx, reminders.Filter{}, today); err != nil {
		return g, err
	}
	if g.late, err = b.Diary.Milestones(ctx, reminders.Filter{Awaiting: true, DueUntil: today.AddDays(-1)}); err != nil {
		return g, err
	}
	if g.next, err = b.Diary.Milestones(ctx, reminders.Filter{Awaiting: true, DueFrom: today, DueUntil: today.AddDate(0, ahead, 0)}); err != nil {
		return g, err
	}
	events, err := b.Diary.EventsBetween(ctx, p.from.In(b.Location, 0), p.to.AddDays(1).In(b.Location, 0))
	for _, e := range events {
		g.happened[e.Action]++
	}
	return g, err
}

// briefLines writes a brief as text.
func (v voice) briefLines(g briefing, today reminders.Day) []string {
	lines := []string{v.f("截至%s：%s", v.day(today), v.countLine(g.summary.Counts))}
	if did := v.did(g); did != "" {
		lines = append(lines, v.f("%s办理：%s。", v.period(g.period), did))
	} else {
		lines = append(lines, v.f("%s没有办理记录。", v.period(g.period)))
	}
	if len(g.summary.Units) > 1 {
		lines = append(lines, v.f("分单位："))
		lines = append(lines, v.unitLines(g.summary)...)
	}
	if len(g.late) > 0 {
		lines = append(lines, v.f("逾期%d项：", len(g.late)))
		lines = v.bullets(lines, g.late, today, true)
	} else {
		lines = append(lines, v.f("没有逾期的任务。"))
	}
	if len(g.next) > 0 {
		lines = append(lines, v.f("今后%d个月到期%d项：", ahead, len(g.next)))
		lines = v.bullets(lines, g.next, today, true)
	}
	return lines
}

var (
	monthForm   = regexp.MustCompile(`^(?:(\d{4})年)?(\d{1,2})月(?:份)?$`)
	quarterForm = regexp.MustCompile(`^(?:(\d{4})年)?第?([一二三四1-4])季度?$`)
	monthCode   = regexp.MustCompile(`^(\d{4})-(\d{1,2})$`)
	quarterCode = regexp.MustCompile(`^(?i:q)([1-4])(?:\s+(\d{4}))?$`)
)

// periodNamed reads which month or quarter the words mean: 月度, 季度, 2021年12月,
// 第三季度, 2021-12, Q3 2021, without a year the last one that has begun. Nothing said is the present month.
func periodNamed(words string, today reminders.Day) (period, bool) {
	within := func(year string, month int, of func(reminders.Day) period) period {
		n, err := strconv.Atoi(year)
		if err != nil {
			if n = today.Year(); reminders.DateDay(n, time.Month(month), 1) > today {
				n--
			}
		}
		return of(reminders.DateDay(n, time.Month(month), 1))
	}
	if m := monthForm.FindStringSubmatch(words); m != nil {
		n, _ := strconv.Atoi(m[2])
		return within(m[1], n, monthOf), n >= 1 && n <= 12
	}
	if m := quarterForm.FindStringSubmatch(words); m != nil {
		n := slices.Index([]string{"一", "二", "三", "四", "1", "2", "3", "4"}, m[2]) % 4
		return within(m[1], 3*n+1, quarterOf), true
	}
	if m := monthCode.FindStringSubmatch(words); m != nil {
		n, _ := strconv.Atoi(m[2])
		return within(m[1], n, monthOf), n >= 1 && n <= 12
	}
	if m := quarterCode.FindStringSubmatch(words); m != nil {
		n, _ := strconv.Atoi(m[1])
		return within(m[2], 3*n-2, quarterOf), true
	}
	switch strings.ToLower(words) {
	case "", "本月", "月度", "月", "督查", "这个月", "month", "this month":
		return monthOf(today), true
	case "上月", "上个月", "last month":
		return monthOf(reminders.DateDay(today.Year(), today.Month(), 1).AddDays(-1)), true
	case "季度", "本季度", "季", "quarter", "this quarter":
		return quarterOf(today), true
	case "上季度", "上个季度", "last quarter":
		return quarterOf(quarterOf(today).from.AddDays(-1)), true
	}
	return period{}, false
}

// brief sends the brief of a month or a quarter: as text, and as a document that can be
// handed on.
func brief(ctx context.Context, t *turn, args string) (bot.Reply, error) {
	var f reminders.Filter
	if refusal := t.confine(&f); refusal != "" {
		return say(refusal), nil
	} else if len(f.Units) > 0 { // a group of one unit: a brief is of all
		return t.say(wordInPrivate), nil
	}
	today := t.today(t.Now)
	p, ok := periodNamed(strings.TrimSpace(args), today)
	if !ok || p.from > today {
		return t.say(wordHowToBrief), nil
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
