package talk

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"duban/bot"
	"duban/reminders"
)

var featureMine = Feature{
	Name:     "mine",
	Calls:    []string{"mine? task", "mine task? what", "mine? dowhat <period>", "mine what not", "verify mine? task? what? not? extend? who? many?", "mine? ack|report|extend", "evidence *", "answer extend? mine? task?"},
	Examples: []string{"我的任务", "待办", "任务清单", "我要做什么", "待审核", "签收", "my tasks"},
	Menu:     both{"我的任务：签收、填报、延期", "My tasks: acknowledge, report, extension"}, Shown: workers,
	Topic: topicWork, Help: []both{{"“我的任务”列出要办的事：签收、填报、到期前申请延期，都按按钮。",
		"/mine lists what is to be done: acknowledge, report, or ask for an extension before the due day, all by button."}},
	Keys: []key{{topicWork, both{"我的任务", "My tasks"}, ""}, {topicLead, both{"待审核", "To verify"}, ""}},
	Run:  mine, Presses: map[string]press{"mine": pressMine},
	Views: map[string]press{mineView: pressMine},
}

// pageSize is how many milestones one message lists with their buttons.
const pageSize = 5

// listedKept is how many milestones of a list can be spoken of by their number.
const listedKept = 100

// mine lists what the person has to do: a liaison the units' milestones that are
// not closed, a supervisor what waits to be decided.
func mine(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	t.session.Deciding = t.said.has("verify", "answer")
	return mineList(ctx, t, 0, "")
}

func pressMine(ctx context.Context, t *turn, page string) (bot.Reply, error) {
	n, _ := strconv.Atoi(page)
	return mineList(ctx, t, n, t.MessageID)
}

// mineList shows one page of it; edit is the message that shows it already, if any.
func mineList(ctx context.Context, t *turn, page int, edit string) (bot.Reply, error) {
	todo, head, err := todo(ctx, t)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(todo) == 0 {
		return bot.Reply{Messages: []bot.Message{{Text: plain(head), Edit: edit}}}, nil
	}
	return bot.Reply{Messages: []bot.Message{milestonePage(t, head, todo, page, mineView, "mine", edit)}}, nil
}

// milestonePage shows one page of a list of milestones with their buttons. view comes back with
// the press of one, name with that of 下一页.
func milestonePage(t *turn, head string, all []reminders.Milestone, page int, view, name, edit string) bot.Message {
	p := pageOf(len(all), pageSize, page)
	today := t.today(t.Now)
	several := len(t.who.Units) != 1
	text := bot.Text{{S: head, Style: bot.Bold}}
	var keys [][]bot.Button
	var open []bot.Button // the cards
	t.session.Listed = nil
	for _, m := range all[:min(len(all), listedKept)] {
		t.session.Listed = append(t.session.Listed, m.ID)
	}
	for i, m := range all[p.from:p.to] {
		n := p.from + i + 1
		line := fmt.Sprintf("\n%d. %s", n, t.titled(m.Plan, t.item(m, today, several)))
		if m.Report != "" {
			line += "\n   " + t.f("填报：{report}", "Report: {report}", quote(m.Report, 80))
		}
		if m.Status == reminders.Returned {
			line += "\n   " + t.f("退回：{remark}", "Returned: {remark}", quote(m.Remark, 80))
		}
		if m.Wish != 0 {
			line += "\n   " + t.f("申请延期到{day}：{plea}", "Extension asked for, to {day}: {plea}", t.day(m.Wish), quote(m.Plea, 80))
		}
		text = append(text, bot.Span{S: line})
		keys = append(keys, layout(t.actions(t.who, m, today, n, fmt.Sprintf("%s%d", view, p.at)))...)
		open = append(open, button(t.f("看{n}", "View {n}", n), fmt.Sprintf("card:%d", m.ID)))
	}
	if len(open) > 1 {
		keys = append(keys, open)
	}
	turns := oneRow(t.turns(p, name))
	return bot.Message{Text: append(text, t.pageLine(p)...), Buttons: append(keys, turns...), Edit: edit}
}

// todo gives what the person has to do, and the line above it.
func todo(ctx context.Context, t *turn) ([]reminders.Milestone, string, error) {
	switch {
	case t.who.Role == reminders.Admin && (len(t.who.Units) == 0 || t.session.Deciding):
		return toDecide(ctx, t)
	case len(t.who.Units) > 0:
		all, err := t.Diary.Milestones(ctx, reminders.Filter{Units: t.who.Units})
		if err != nil {
			return nil, "", err
		}
		units := t.join(t.who.Units, "、", ", ")
		todo := slices.DeleteFunc(all, func(m reminders.Milestone) bool { return m.Done() })
		if len(todo) == 0 {
			return nil, t.f("{units}没有待办的任务。", "{units}: no open tasks.", units), nil
		}
		return todo, t.f("{units}还有{n}项：", "{units}: {n} open:", units, len(todo)), nil
	}
	return nil, t.f("您名下没有任务。发“进度”看总体情况。",
		"You have no tasks of your own. Send /status to see how things stand overall."), nil
}

// toDecide gives what waits for a supervisor: reports, and wishes for an extension.
func toDecide(ctx context.Context, t *turn) ([]reminders.Milestone, string, error) {
	reported, err := t.Diary.Milestones(ctx, reminders.Filter{Statuses: []reminders.Status{reminders.Reported}})
	if err != nil {
		return nil, "", err
	}
	wishing, err := t.Diary.Milestones(ctx, reminders.Filter{Wishing: true})
	if err != nil {
		return nil, "", err
	}
	var heads []string
	if len(reported) > 0 {
		heads = append(heads, t.counted(len(reported)+len(wishing), t.f("待审核", "To verify"), t.f("待审核{n}项", "{n} to verify", len(reported))))
	}
	if len(wishing) > 0 {
		heads = append(heads, t.counted(len(reported)+len(wishing), t.f("待答复延期", "Extension request to answer"), t.f("待答复延期{n}项",
			"{n} extension {request|requests} to answer", len(wishing))))
	}
	if len(heads) == 0 {
		return nil, t.f("没有待审核的填报。", "There are no reports to verify."), nil
	}
	return append(reported, wishing...), t.f("{heads}：", "{heads}:", t.join(heads, "，", ", ")), nil
}
