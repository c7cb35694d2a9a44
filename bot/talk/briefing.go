package talk

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/reminders"
)

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
	name := []string{g.f("第一季度", "the first quarter"), g.f("第二季度", "the second quarter"), g.f("第三季度", "the third quarter"), g.f("第四季度", "the fourth quarter")}[(p.from.Month()-1)/3]
	return g.f("{year}年{name}", "{name} of {year}", p.from.Year(), name)
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
			did = append(did, g.f("{action}{n}次", "{action} × {n}", g.label(a.Label()), n))
		}
	}
	return g.join(did, "，", ", ")
}

// ahead is how many months a brief looks ahead.
const ahead = 3

func (g tongue) briefTitle(brief briefing) string {
	return g.f("督查简报（{period}）", "Supervision brief: {period}", g.period(brief.period))
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

var (
	monthForm   = regexp.MustCompile(`^(?:(\d{4})年)?(\d{1,2})月(?:份)?$`)
	quarterForm = regexp.MustCompile(`^(?:(\d{4})年)?第?([一二三四1-4])季度?$`)
	monthCode   = regexp.MustCompile(`^(\d{4})-(\d{1,2})$`)
	quarterCode = regexp.MustCompile(`^(?i:q)([1-4])(?:\s+(\d{4}))?$`)
)
