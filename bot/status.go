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

// statusShown is how many late and how many next milestones a status names.
const statusShown = 5

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
	if args != "" && len(f.Units) == 0 && f.Year == 0 {
		return say(wordUnknownUnit(args, b.units())), nil
	}
	switch t.who.Role {
	case reminders.Reader:
		return say(wordReadersOnly), nil
	case reminders.Liaison:
		if len(f.Units) == 0 {
			f.Units = t.who.Units
		}
		if slices.ContainsFunc(f.Units, func(u string) bool { return !t.who.ActsFor(u) }) {
			return say(wordOwnUnitsOnly(t.who.Units)), nil
		}
	}
	all, err := b.Ledger.Milestones(ctx, f)
	if err != nil {
		return Reply{}, err
	}
	of := map[string][]reminders.Milestone{}
	for _, m := range all {
		of[m.Plan] = append(of[m.Plan], m)
	}
	books := b.Library.Books()
	if fresh { // the newest plan that has something to tell
		for _, k := range slices.Backward(books) {
			if len(of[k.Key]) > 0 {
				t.use(k)
				break
			}
		}
	}
	m := b.statusMessage(t, f, of[t.book.Key])
	t.session.Asked = strings.TrimSpace(t.Text)
	for _, k := range books {
		if n := len(of[k.Key]); n > 0 && k.Key != t.book.Key {
			m.Buttons = append(m.Buttons, []Button{{fmt.Sprintf("改看《%s》（%d项）", shorten(k.Asker.Plan().Title, 24), n), "book:" + fingerprint(k.Key)}})
		}
	}
	return Reply{Messages: []Message{m}}, nil
}

// statusQuestion answers a question of everyday words to the diary.
func (b *Bot) statusQuestion(ctx context.Context, t *turn) (Reply, error) {
	switch {
	case strings.Contains(t.Text, "提醒"):
		return say(wordReminders), nil
	case strings.Contains(t.Text, "我的任务") || strings.Contains(t.Text, "待办"):
		return b.mine(ctx, t)
	}
	units, year := t.session.Focus.Units, ""
	if len(t.session.Focus.Years) > 0 {
		year = strconv.Itoa(t.session.Focus.Years[0])
	}
	reply, err := b.status(ctx, t, strings.TrimSpace(strings.Join(units, "、")+" "+year))
	if err == nil && exporting.MatchString(t.Text) && len(reply.Messages) > 0 {
		reply.Messages[0].Text = append(plain(wordExport+"\n"), reply.Messages[0].Text...)
	}
	return reply, err
}

// Diary answers a question to the diary where nobody in particular asks it, from
// the milestones alone.
func (b *Bot) Diary(question string, focus ask.Focus, all []reminders.Milestone, now time.Time) Text {
	if strings.Contains(question, "提醒") {
		return plain(wordReminders)
	}
	f := reminders.Filter{Units: focus.Units}
	if len(focus.Years) > 0 {
		f.Year = focus.Years[0]
	}
	chosen := slices.DeleteFunc(slices.Clone(all), func(m reminders.Milestone) bool {
		return len(f.Units) > 0 && !slices.Contains(f.Units, m.Unit) || f.Year != 0 && m.Year != f.Year
	})
	text := b.statusMessage(&turn{Request: Request{Now: now}}, f, chosen).Text
	if exporting.MatchString(question) {
		text = append(plain(wordExport+"\n"), text...)
	}
	return text
}

var exporting = regexp.MustCompile(`导出|下载|表格|报表`)

func (b *Bot) statusMessage(t *turn, f reminders.Filter, all []reminders.Milestone) Message {
	if len(all) == 0 {
		title := ""
		if t.book != nil {
			title = b.titleOf(t.book.Key)
		}
		return Message{Text: plain(title + wordNothingToSee)}
	}
	today := b.today(t.Now)
	s := reminders.Summarize(all, today, b.Lights)
	head := "任务进度汇总"
	if t.book != nil && b.several() {
		head = b.titleOf(t.book.Key) + head
	}
	if len(f.Units) > 0 {
		head = strings.Join(f.Units, "、") + "任务进度"
	}
	if f.Year != 0 {
		head += fmt.Sprintf("（%d年）", f.Year)
	}
	lines := []string{fmt.Sprintf("（截至%s）", today.Words()), fmt.Sprintf("共%d项，已销号%d项。", s.Total, s.Statuses[reminders.Closed])}
	var lights []string
	for _, l := range reminders.Lights() {
		if n := s.Lights[l]; n > 0 {
			lights = append(lights, fmt.Sprintf("%s%s%d项", mark(l), l.Label(), n))
		}
	}
	lines = append(lines, strings.Join(lights, "，")+"。")
	if n := s.Statuses[reminders.Reported]; n > 0 {
		lines = append(lines, fmt.Sprintf("已填报、待审核%d项。", n))
	}
	if len(s.Units) > 1 {
		lines = append(lines, "分单位：")
		order := b.units()
		slices.SortStableFunc(s.Units, func(x, y reminders.UnitCounts) int {
			return cmp.Compare(slices.Index(order, x.Unit), slices.Index(order, y.Unit))
		})
		for _, u := range s.Units {
			line := fmt.Sprintf("%s：%d项，已销号%d项", u.Unit, u.Total, u.Statuses[reminders.Closed])
			for _, l := range []reminders.Light{reminders.Red, reminders.Yellow, reminders.Grey} {
				if n := u.Lights[l]; n > 0 {
					line += fmt.Sprintf("，%s%d", mark(l), n)
				}
			}
			lines = append(lines, line)
		}
	}
	var late []reminders.Milestone
	for _, l := range s.Late {
		late = append(late, l.Milestone)
	}
	lines = b.statusItems(lines, fmt.Sprintf("逾期（%d项）：", len(late)), late, today, len(s.Units) > 1)
	lines = b.statusItems(lines, "接下来最近的：", s.Next, today, len(s.Units) > 1)
	m := Message{Text: Text{{S: head, Style: Bold}, {S: strings.Join(lines, "\n")}}}
	if n := s.Lights[reminders.Grey]; n > 0 && t.who.Role == reminders.Admin && len(f.Units) == 0 && f.Year == 0 {
		m.Text = append(m.Text, Span{S: "\n" + wordHeld(n)})
		m.Buttons = heldButtons(t.book.Key)
	}
	return m
}

func (b *Bot) statusItems(lines []string, head string, items []reminders.Milestone, today reminders.Day, withUnit bool) []string {
	if len(items) == 0 {
		return lines
	}
	lines = append(lines, head)
	for _, m := range items[:min(len(items), statusShown)] {
		lines = append(lines, "· "+b.item(m, today, withUnit))
	}
	if len(items) > statusShown {
		lines = append(lines, fmt.Sprintf("……还有%d项。", len(items)-statusShown))
	}
	return lines
}
