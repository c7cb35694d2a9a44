package talk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/bot"
	"duban/bot/office"
	"duban/reminders"
)

var featureHeld = Feature{
	Name: "held", Roles: supervisors,
	Presses: map[string]press{"held": pressHeld},
	Views:   map[string]press{heldView: func(ctx context.Context, t *turn, _ string) (bot.Reply, error) { return listHeld(ctx, t, t.MessageID) }},
}

// heldButtons lets a supervisor say what becomes of milestones that were past when
// the plan was first imported. Until then they are not chased.
func (g tongue) heldButtons(plan string) [][]bot.Button {
	of := ":" + fingerprint(plan)
	return [][]bot.Button{
		{button(g.f("逐项核实", "Verify one by one"), "held:list"+of)},
		{button(g.f("全部补登销号", "Close all"), "held:close"+of), button(g.f("全部转为督办", "Follow up all"), "held:chase"+of)},
	}
}

// pressHeld carries out the decision, for all or for each.
func pressHeld(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	what, sum, _ := strings.Cut(what, ":")
	books := t.Library.Books()
	at := slices.IndexFunc(books, func(k *office.Book) bool { return fingerprint(k.Key) == sum })
	if at < 0 {
		return toast(t.word(wordStale)), nil
	}
	t.use(books[at])
	var action reminders.Action
	switch what {
	case "close":
		action = reminders.Close
	case "chase":
		action = reminders.Chase
	case "list":
		return listHeld(ctx, t, "")
	default:
		return toast(t.word(wordStale)), nil
	}
	n, err := t.Diary.ActOnHeld(ctx, t.book.Key, t.who.ID, stepOf(t, reminders.Step{Action: action, Words: wordHeldReason}))
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return bot.Reply{Toast: t.label(action.Label()), Messages: []bot.Message{{Text: plain(t.wordHeldDone(action, n))}}}, nil
}

// listHeld shows the first held milestones, each with its own buttons; edit is the
// message that shows them already, if any.
func listHeld(ctx context.Context, t *turn, edit string) (bot.Reply, error) {
	held, err := t.Diary.Milestones(ctx, reminders.Filter{Plan: t.book.Key, HeldOnly: true})
	if err != nil {
		return bot.Reply{}, err
	}
	if len(held) == 0 && edit != "" {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.word(wordNoHeld)), Edit: edit}}}, nil
	}
	if len(held) == 0 {
		return toast(t.word(wordNoHeld)), nil
	}
	text := bot.Text{{S: t.f("导入时已过期、待核实{n}项：",
		"Overdue at import and to be verified, {n}:", len(held)), Style: bot.Bold}}
	var keys [][]bot.Button
	for i, m := range held[:min(len(held), pageSize)] {
		text = append(text, bot.Span{S: fmt.Sprintf("\n%d. %s", i+1, t.item(m, t.today(t.Now), true))})
		keys = append(keys, layout(t.actions(t.who, m, t.today(t.Now), i+1, heldView))...)
	}
	if len(held) > pageSize {
		text = append(text, bot.Span{S: "\n" + t.f("先列前{pageSize}项，处理后再按“逐项核实”看下一批。",
			"These are the first {pageSize}; when they are done, press “Verify one by one” for the next.", pageSize)})
	}
	return bot.Reply{Messages: []bot.Message{{Text: text, Buttons: append(keys, t.heldButtons(t.book.Key)...), Edit: edit}}}, nil
}

func (g tongue) wordHeldDone(a reminders.Action, n int) string {
	if a == reminders.Close {
		return g.f("已补登销号{n}项，台账记有您的名字和时间。",
			"Closed afterwards: {n} {task|tasks}. The ledger holds your name and the time.", n)
	}
	return g.f("已把{n}项转为督办，从今天起按规则提醒。",
		"Now followed up: {n} {task|tasks}. Reminders go out by the rules from today on.", n)
}
