package bot

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/bot/docx"
	"duban/reminders"
)

// period is the time that a brief is about: a month or a quarter.
type period struct {
	from, to reminders.Day // both included
	name     string        // 2021年第四季度
}

func monthOf(d reminders.Day) period {
	first := reminders.DateDay(d.Year(), d.Month(), 1)
	return period{first, first.AddDate(0, 1, -1), fmt.Sprintf("%d年%d月", d.Year(), int(d.Month()))}
}

func quarterOf(d reminders.Day) period {
	n := (int(d.Month()) - 1) / 3
	first := reminders.DateDay(d.Year(), time.Month(3*n+1), 1)
	return period{first, first.AddDate(0, 3, -1), fmt.Sprintf("%d年第%s季度", d.Year(), []string{"一", "二", "三", "四"}[n])}
}

// briefing is what a brief says.
type briefing struct {
	period
	summary  reminders.Summary
	happened map[reminders.Action]int // within the period
	late     []reminders.Milestone    // the longest overdue first
	next     []reminders.Milestone    // due in the three months to come
}

// did says what was done within the period, with how often.
func (g briefing) did() string {
	var did []string
	for _, a := range []reminders.Action{reminders.Acknowledge, reminders.Report, reminders.Close, reminders.Return, reminders.Grant, reminders.Urge} {
		if n := g.happened[a]; n > 0 {
			did = append(did, fmt.Sprintf("%s%d次", a.Label(), n))
		}
	}
	return strings.Join(did, "，")
}

// ahead is how many months a brief looks ahead.
const ahead = 3

func (g briefing) title() string { return "督查简报（" + g.name + "）" }

// composeBrief gathers a brief of all plans as things stand today.
func (b *Bot) composeBrief(ctx context.Context, p period, today reminders.Day) (briefing, error) {
	g := briefing{period: p, happened: map[reminders.Action]int{}}
	var err error
	if g.summary, err = b.Ledger.Summary(ctx, reminders.Filter{}, today); err != nil {
		return g, err
	}
	if g.late, err = b.Ledger.Milestones(ctx, reminders.Filter{Awaiting: true, DueUntil: today.AddDays(-1)}); err != nil {
		return g, err
	}
	if g.next, err = b.Ledger.Milestones(ctx, reminders.Filter{Awaiting: true, DueFrom: today, DueUntil: today.AddDate(0, ahead, 0)}); err != nil {
		return g, err
	}
	events, err := b.Ledger.EventsBetween(ctx, p.from.In(b.Location, 0), p.to.AddDays(1).In(b.Location, 0))
	for _, e := range events {
		g.happened[e.Action]++
	}
	return g, err
}

// briefLines writes a brief as text.
func (b *Bot) briefLines(g briefing, today reminders.Day) []string {
	lines := []string{"截至" + today.Words() + "：" + b.countLine(g.summary.Counts)}
	if did := g.did(); did != "" {
		lines = append(lines, g.name+"办理："+did+"。")
	} else {
		lines = append(lines, g.name+"没有办理记录。")
	}
	if len(g.summary.Units) > 1 {
		lines = append(lines, "分单位：")
		lines = append(lines, b.unitLines(g.summary)...)
	}
	if len(g.late) > 0 {
		lines = append(lines, fmt.Sprintf("逾期%d项：", len(g.late)))
		lines = b.bullets(lines, g.late, today, true)
	} else {
		lines = append(lines, "没有逾期的任务。")
	}
	if len(g.next) > 0 {
		lines = append(lines, fmt.Sprintf("今后%d个月到期%d项：", ahead, len(g.next)))
		lines = b.bullets(lines, g.next, today, true)
	}
	return lines
}

var (
	monthForm   = regexp.MustCompile(`^(?:(\d{4})年)?(\d{1,2})月(?:份)?$`)
	quarterForm = regexp.MustCompile(`^(?:(\d{4})年)?第?([一二三四1-4])季度?$`)
)

// periodNamed reads which month or quarter the words mean: 月度, 季度, 2021年12月,
// 第三季度, without a year the last one that has begun. Nothing said is the present month.
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
	switch words {
	case "", "本月", "月度", "月", "督查", "这个月":
		return monthOf(today), true
	case "上月", "上个月":
		return monthOf(reminders.DateDay(today.Year(), today.Month(), 1).AddDays(-1)), true
	case "季度", "本季度", "季":
		return quarterOf(today), true
	case "上季度", "上个季度":
		return quarterOf(quarterOf(today).from.AddDays(-1)), true
	}
	return period{}, false
}

// brief sends the brief of a month or a quarter: as text, and as a document that can be
// handed on.
func (b *Bot) brief(ctx context.Context, t *turn, args string) (Reply, error) {
	if t.who.Role != reminders.Admin && t.who.Role != reminders.Leader {
		return say(wordNotAllowed), nil
	}
	var f reminders.Filter
	if refusal := t.confine(&f); refusal != "" {
		return say(refusal), nil
	} else if len(f.Units) > 0 { // a group of one unit: a brief is of all
		return say(wordInPrivate), nil
	}
	today := b.today(t.Now)
	p, ok := periodNamed(strings.TrimSpace(args), today)
	if !ok || p.from > today {
		return say(wordHowToBrief), nil
	}
	g, err := b.composeBrief(ctx, p, today)
	if err != nil {
		return Reply{}, err
	}
	var out bytes.Buffer
	if err := docx.Write(&out, b.briefDocument(g, today)); err != nil {
		return Reply{}, err
	}
	return Reply{Messages: []Message{
		{Text: Text{{S: g.title(), Style: Bold}, {S: "\n" + strings.Join(b.briefLines(g, today), "\n")}}},
		{Text: plain(g.title()), File: &File{Name: g.title() + ".docx", Data: out.Bytes()}},
	}}, nil
}
