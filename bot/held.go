package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/reminders"
)

// heldButtons lets a supervisor say what becomes of milestones that were past when
// the plan was first imported. Until then they are not chased.
func (g tongue) heldButtons(plan string) [][]Button {
	of := ":" + fingerprint(plan)
	return [][]Button{
		{{g.f("逐项核实"), "held:list" + of}},
		{{g.f("全部补登销号"), "held:close" + of}, {g.f("全部转为督办"), "held:chase" + of}},
	}
}

// pressHeld carries out the decision, for all or for each.
func (b *Bot) pressHeld(ctx context.Context, t *turn, what string) (Reply, error) {
	if t.who.Role != reminders.Admin {
		return t.toast(wordNotAllowed), nil
	}
	what, sum, _ := strings.Cut(what, ":")
	books := b.Library.Books()
	at := slices.IndexFunc(books, func(k *Book) bool { return fingerprint(k.Key) == sum })
	if at < 0 {
		return t.toast(wordStale), nil
	}
	t.use(books[at])
	var action reminders.Action
	switch what {
	case "close":
		action = reminders.Close
	case "chase":
		action = reminders.Chase
	case "list":
		return b.listHeld(ctx, t, "")
	default:
		return t.toast(wordStale), nil
	}
	n, err := b.Ledger.ActOnHeld(ctx, t.book.Key, t.who.ID, b.step(t, reminders.Step{Action: action, Words: wordHeldReason}))
	if sentence, refused := t.refusal(err); refused {
		return Reply{Toast: sentence}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	b.Changed()
	return Reply{Toast: t.word(action.Label()), Messages: []Message{{Text: plain(t.wordHeldDone(action, n))}}}, nil
}

// listHeld shows the first held milestones, each with its own buttons; edit is the
// message that shows them already, if any.
func (b *Bot) listHeld(ctx context.Context, t *turn, edit string) (Reply, error) {
	held, err := b.Ledger.Milestones(ctx, reminders.Filter{Plan: t.book.Key, HeldOnly: true})
	if err != nil {
		return Reply{}, err
	}
	if len(held) == 0 && edit != "" {
		return Reply{Messages: []Message{{Text: plain(t.f(wordNoHeld)), Edit: edit}}}, nil
	}
	if len(held) == 0 {
		return t.toast(wordNoHeld), nil
	}
	text := Text{{S: t.f("导入时已过期、待核实%d项：", len(held)), Style: Bold}}
	var keys [][]Button
	for i, m := range held[:min(len(held), pageSize)] {
		text = append(text, Span{S: fmt.Sprintf("\n%d. %s", i+1, t.item(m, b.today(t.Now), true))})
		keys = append(keys, layout(t.actions(t.who, m, b.today(t.Now), i+1, heldView))...)
	}
	if len(held) > pageSize {
		text = append(text, Span{S: "\n" + t.f("先列前%d项，处理后再按“逐项核实”看下一批。", pageSize)})
	}
	return Reply{Messages: []Message{{Text: text, Buttons: append(keys, t.heldButtons(t.book.Key)...), Edit: edit}}}, nil
}
