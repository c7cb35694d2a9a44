package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/reminders"
)

// pageSize is how many milestones one message lists with their buttons.
const pageSize = 5

// mine lists what the person has to do: a liaison the units' milestones that are
// not closed, a supervisor what waits to be verified.
func (b *Bot) mine(ctx context.Context, t *turn) (Reply, error) {
	return b.list(ctx, t, 0, "")
}

// list shows one page; edit is the message that shows it already, if any.
func (b *Bot) list(ctx context.Context, t *turn, page int, edit string) (Reply, error) {
	todo, head, err := b.todo(ctx, t)
	if err != nil {
		return Reply{}, err
	}
	if len(todo) == 0 {
		return Reply{Messages: []Message{{Text: plain(head), Edit: edit}}}, nil
	}
	pages := (len(todo) + pageSize - 1) / pageSize
	page = max(0, min(page, pages-1))
	today := b.today(t.Now)
	several := len(t.who.Units) != 1
	text := Text{{S: head, Style: Bold}}
	var keys [][]Button
	for i, m := range todo[page*pageSize : min(len(todo), (page+1)*pageSize)] {
		n := page*pageSize + i + 1
		line := fmt.Sprintf("\n%d. %s", n, b.titleOf(m.Plan)+b.item(m, today, several))
		if m.Report != "" {
			line += "\n   填报：" + shorten(m.Report, 80)
		}
		if m.Status == reminders.Returned {
			line += "\n   退回：" + shorten(m.Remark, 80)
		}
		text = append(text, Span{S: line})
		keys = append(keys, oneRow(actions(t.who, m, n, fmt.Sprintf("%s%d", mineView, page)))...)
	}
	var turn []Button
	if page > 0 {
		turn = append(turn, Button{"上一页", fmt.Sprintf("mine:%d", page-1)})
	}
	if page < pages-1 {
		turn = append(turn, Button{"下一页", fmt.Sprintf("mine:%d", page+1)})
	}
	if pages > 1 {
		text = append(text, Span{S: fmt.Sprintf("\n第%d页，共%d页。", page+1, pages)})
	}
	return Reply{Messages: []Message{{Text: text, Buttons: append(keys, oneRow(turn)...), Edit: edit}}}, nil
}

// todo gives what the person has to do, and the line above it.
func (b *Bot) todo(ctx context.Context, t *turn) ([]reminders.Milestone, string, error) {
	f := reminders.Filter{}
	switch {
	case len(t.who.Units) > 0:
		f.Units = t.who.Units
	case t.who.Role == reminders.Admin:
		f.Statuses = []reminders.Status{reminders.Reported}
	default:
		return nil, wordNoTasks, nil
	}
	all, err := b.Ledger.Milestones(ctx, f)
	if err != nil {
		return nil, "", err
	}
	todo := slices.DeleteFunc(all, func(m reminders.Milestone) bool { return m.Done() })
	switch {
	case len(f.Units) == 0 && len(todo) == 0:
		return nil, wordNothingToVerify, nil
	case len(f.Units) == 0:
		return todo, fmt.Sprintf("待审核%d项：", len(todo)), nil
	case len(todo) == 0:
		return nil, strings.Join(f.Units, "、") + wordAllDone, nil
	}
	return todo, fmt.Sprintf("%s还有%d项：", strings.Join(f.Units, "、"), len(todo)), nil
}

// shorten cuts a text at so many characters.
func shorten(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit]) + "……"
	}
	return s
}
