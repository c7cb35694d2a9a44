package bot

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/knowledge/ask"
	"duban/reminders"
)

var statusYear = regexp.MustCompile(`(20\d\d)`)

// status tells where things stand: the whole plan, a unit, a year, or both.
func (b *Bot) status(ctx context.Context, t *turn, args string) (Reply, error) {
	fresh := t.session.Plan == ""
	if k := b.namedIn(args); k != nil {
		t.use(k)
		args, fresh = "", false
	}
	var f reminders.Filter
	named := b.unitsNamed(t, args)
	f.Units = named.Units
	if len(named.Years) > 0 {
		f.Year = named.Years[0]
	} else if y := statusYear.FindString(args); y != "" {
		f.Year, _ = strconv.Atoi(y)
	}
	if len(named.Projects) > 0 {
		f.Project = named.Projects[0]
	}
	if args != "" && len(f.Units) == 0 && f.Year == 0 && f.Project == "" {
		return say(wordUnknownUnit(args, b.units())), nil
	}
	if refusal := t.confine(&f); refusal != "" {
		return say(refusal), nil
	}
	today := b.today(t.Now)
	of := map[string]reminders.Summary{}
	books := b.Library.Books()
	for _, k := range books {
		f.Plan = k.Key
		sum, err := b.Ledger.Summary(ctx, f, today)
		if err != nil {
			return Reply{}, err
		}
		of[k.Key] = sum
	}
	if fresh || of[t.book.Key].Total == 0 && f.Project != "" { // the newest plan that has something to tell
		for _, k := range slices.Backward(books) {
			if of[k.Key].Total > 0 {
				t.use(k)
				break
			}
		}
	}
	m := b.statusMessage(t, f, of[t.book.Key])
	t.session.Asked = strings.TrimSpace(t.Text)
	for _, k := range books {
		if n := of[k.Key].Total; n > 0 && k.Key != t.book.Key {
			m.Buttons = append(m.Buttons, []Button{{fmt.Sprintf("改看《%s》（%d项）", shorten(k.Asker.Plan().Title, 24), n), "book:" + fingerprint(k.Key)}})
		}
	}
	return Reply{Messages: []Message{m}}, nil
}

// statusQuestion answers a question of everyday words to the diary.
func (b *Bot) statusQuestion(ctx context.Context, t *turn) (Reply, error) {
	switch {
	case strings.Contains(t.Text, "提醒"):
		return say(wordRules(b.settings()) + "\n" + wordReminders), nil
	case strings.Contains(t.Text, "我的任务") || strings.Contains(t.Text, "待办"):
		return b.mine(ctx, t)
	}
	units, year := t.session.Focus.Units, ""
	if len(t.session.Focus.Years) > 0 {
		year = strconv.Itoa(t.session.Focus.Years[0])
	}
	if exporting.MatchString(t.Text) {
		return b.sendLedger(ctx, t)
	}
	return b.status(ctx, t, strings.TrimSpace(strings.Join(units, "、")+" "+year))
}

// Diary answers a question to the diary where nobody in particular asks it, from
// the milestones alone.
func (b *Bot) Diary(question string, focus ask.Focus, all []reminders.Milestone, now time.Time) Text {
	if strings.Contains(question, "提醒") {
		return plain(wordRules(b.settings()) + "\n" + wordReminders)
	}
	f := reminders.Filter{Units: focus.Units}
	if len(focus.Years) > 0 {
		f.Year = focus.Years[0]
	}
	chosen := slices.DeleteFunc(slices.Clone(all), func(m reminders.Milestone) bool {
		return len(f.Units) > 0 && !slices.Contains(f.Units, m.Unit) || f.Year != 0 && m.Year != f.Year
	})
	sum := reminders.Summarize(chosen, b.today(now), b.settings().Lights)
	text := b.statusMessage(&turn{Request: Request{Now: now}}, f, sum).Text
	if exporting.MatchString(question) {
		text = append(plain(wordExport+"\n"), text...)
	}
	return text
}

var exporting = regexp.MustCompile(`导出|下载|表格|报表`)

func (b *Bot) statusMessage(t *turn, f reminders.Filter, s reminders.Summary) Message {
	if s.Total == 0 {
		title := ""
		if t.book != nil {
			title = b.titleOf(t.book.Key)
		}
		return Message{Text: plain(title + wordNothingToSee)}
	}
	today := b.today(t.Now)
	head := "任务进度汇总"
	if t.book != nil && b.several() {
		head = b.titleOf(t.book.Key) + head
	}
	if len(f.Units) > 0 {
		head = strings.Join(f.Units, "、") + "任务进度"
	}
	if f.Project != "" {
		head = strings.Replace(head, "任务", "“"+f.Project+"”", 1)
	}
	if f.Year != 0 {
		head += fmt.Sprintf("（%d年）", f.Year)
	}
	lines := []string{fmt.Sprintf("（截至%s）", today.Words()), b.countLine(s.Counts)}
	if n := s.Statuses[reminders.Reported]; n > 0 {
		lines = append(lines, fmt.Sprintf("已填报、待审核%d项。", n))
	}
	if len(s.Units) > 1 {
		lines = append(lines, "分单位：")
		lines = append(lines, b.unitLines(s)...)
	}
	var late []reminders.Milestone
	for _, l := range s.Late {
		late = append(late, l.Milestone)
	}
	lines = b.statusItems(lines, fmt.Sprintf("逾期（%d项）：", s.Overdue), late, s.Overdue, today, len(s.Units) > 1)
	lines = b.statusItems(lines, "接下来最近的：", s.Next, 0, today, len(s.Units) > 1)
	m := Message{Text: Text{{S: head, Style: Bold}, {S: strings.Join(lines, "\n")}}}
	if n := s.Lights[reminders.Grey]; n > 0 && t.Private && t.who.Role == reminders.Admin && len(f.Units) == 0 && f.Year == 0 && f.Project == "" {
		m.Text = append(m.Text, Span{S: "\n" + wordHeld(n)})
		m.Buttons = heldButtons(t.book.Key)
	}
	return m
}

// unitLines says how each unit stands, in the plan's order.
func (b *Bot) unitLines(s reminders.Summary) []string {
	var lines []string
	for _, u := range b.inOrder(s.Units) {
		lines = append(lines, countsOf(u.Unit, u.Counts))
	}
	return lines
}

// inOrder puts units into the plan's order.
func (b *Bot) inOrder(units []reminders.UnitCounts) []reminders.UnitCounts {
	order := b.units()
	units = slices.Clone(units)
	slices.SortStableFunc(units, func(x, y reminders.UnitCounts) int {
		return cmp.Compare(slices.Index(order, x.Unit), slices.Index(order, y.Unit))
	})
	return units
}

// statusItems lists the first of so many milestones; of counts them all, 0 where they
// are not counted.
func (b *Bot) statusItems(lines []string, head string, items []reminders.Milestone, of int, today reminders.Day, withUnit bool) []string {
	if len(items) == 0 {
		return lines
	}
	lines = append(lines, head)
	for _, m := range items {
		lines = append(lines, "· "+b.item(m, today, withUnit))
	}
	if of > len(items) {
		lines = append(lines, fmt.Sprintf("……还有%d项。", of-len(items)))
	}
	return lines
}
