package bot

import (
	"context"
	"fmt"

	"duban/reminders"
)

// heldButtons lets a supervisor say what becomes of milestones that were past when
// the plan was first imported. Until then they are not chased.
func heldButtons() [][]Button {
	return [][]Button{
		{{"逐项核实", "held:list"}},
		{{"全部补登销号", "held:close"}, {"全部催办", "held:chase"}},
	}
}

// pressHeld carries out the decision, for all or for each.
func (b *Bot) pressHeld(ctx context.Context, t *turn, what string) (Reply, error) {
	if t.who.Role != reminders.Admin {
		return Reply{Toast: wordNotAllowed}, nil
	}
	held, err := b.Ledger.Milestones(ctx, reminders.Filter{Plan: b.Plan, Held: true})
	if err != nil {
		return Reply{}, err
	}
	if len(held) == 0 {
		return Reply{Toast: wordNoHeld}, nil
	}
	var action reminders.Action
	switch what {
	case "close":
		action = reminders.Close
	case "chase":
		action = reminders.Chase
	case "list":
		return b.listHeld(t, held), nil
	default:
		return Reply{Toast: wordStale}, nil
	}
	n := 0
	for _, m := range held {
		_, err := b.act(ctx, t, m.ID, action, wordHeldReason)
		if _, refused := refusal(err); refused {
			continue // somebody else has decided in the meantime
		}
		if err != nil {
			return Reply{}, err
		}
		n++
	}
	return Reply{Toast: action.String(), Messages: []Message{{Text: plain(wordHeldDone(action, n))}}}, nil
}

// listHeld shows the first held milestones, each with its own buttons.
func (b *Bot) listHeld(t *turn, held []reminders.Milestone) Reply {
	text := Text{{S: fmt.Sprintf("导入时已过期、待核实%d项：", len(held)), Style: Bold}}
	var keys [][]Button
	for i, m := range held[:min(len(held), pageSize)] {
		text = append(text, Span{S: fmt.Sprintf("\n%d. %s", i+1, b.item(m, b.today(t.Now), true))})
		keys = append(keys, oneRow(actions(t.who, m, i+1, heldView))...)
	}
	if len(held) > pageSize {
		text = append(text, Span{S: "\n先列前5项，处理后再按“逐项核实”看下一批。"})
	}
	return Reply{Messages: []Message{{Text: text, Buttons: append(keys, heldButtons()...)}}}
}
