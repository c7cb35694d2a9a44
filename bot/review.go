package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/reminders"
)

// review shows a supervisor one page of the places where the reading of the plan is in
// doubt; edit is the message that shows them already, if any.
func (b *Bot) review(_ context.Context, t *turn, page int, edit string) (Reply, error) {
	if t.who.Role != reminders.Admin {
		return say(wordNotAllowed), nil
	}
	p := t.book.Asker.Plan()
	if len(p.Doubts) == 0 {
		return Reply{Messages: []Message{{Text: plain("《" + p.Title + "》没有待核对的地方。"), Edit: edit}}}, nil
	}
	pages := (len(p.Doubts) + pageSize - 1) / pageSize
	page = max(0, min(page, pages-1))
	text := Text{{S: fmt.Sprintf("《%s》待核对%d处：", shorten(p.Title, 40), len(p.Doubts)), Style: Bold}}
	var keys [][]Button
	for i, d := range p.Doubts[page*pageSize : min(len(p.Doubts), (page+1)*pageSize)] {
		n := page*pageSize + i + 1
		text = append(text, Span{S: fmt.Sprintf("\n%d. %s", n, doubtLine(p, d))})
		data := fmt.Sprintf("doubt:%d:%s:", n-1, doubtPrint(t.book.Key, d))
		row := []Button{{fmt.Sprintf("%d 照此读取", n), data + "a"}}
		if correctable(d) {
			row = append(row, Button{fmt.Sprintf("%d 更正", n), data + "c"})
		}
		keys = append(keys, append(row, Button{fmt.Sprintf("%d 忽略", n), data + "d"}))
	}
	var turns []Button
	if page > 0 {
		turns = append(turns, Button{"上一页", "review:" + strconv.Itoa(page-1)})
	}
	if page < pages-1 {
		turns = append(turns, Button{"下一页", "review:" + strconv.Itoa(page+1)})
	}
	return Reply{Messages: []Message{{Text: text, Buttons: append(keys, oneRow(turns)...), Edit: edit}}}, nil
}

// doubtLine says what is in doubt, and where it stands.
func doubtLine(p *knowledge.Plan, d knowledge.Doubt) string {
	where := ""
	if d.Place != "" {
		where = placeOf(d.Place)
	}
	if page := p.PageAt(d.Start); page != "" {
		where += page
	}
	if where != "" {
		where = "（" + where + "）"
	}
	return "“" + oneLine(d.Quote) + "”" + where + "：" + d.Reason
}

// correctable tells the doubts that can be read in other words.
func correctable(d knowledge.Doubt) bool {
	return d.Kind == "unit" || d.Kind == "quantity" || d.Kind == "blank-cell"
}

// doubtPrint tells a doubt from another that has taken its place on the list.
func doubtPrint(plan string, d knowledge.Doubt) string {
	return fingerprint(plan + "\n" + d.Kind + "\n" + d.Place + "\n" + d.Quote)
}

// pressDoubt takes a decision, or asks for the words of a correction.
func (b *Bot) pressDoubt(ctx context.Context, t *turn, what string) (Reply, error) {
	if t.who.Role != reminders.Admin {
		return Reply{Toast: wordNotAllowed}, nil
	}
	parts := strings.Split(what, ":")
	if len(parts) != 3 {
		return Reply{Toast: wordStale}, nil
	}
	d, k, ok := b.doubtOf(parts[1])
	if !ok {
		return Reply{Toast: wordStaleDoubt}, nil
	}
	t.use(k)
	verdict := map[string]reminders.Verdict{"a": reminders.Accept, "d": reminders.Dismiss}[parts[2]]
	if parts[2] == "c" && correctable(d) {
		t.session.Form = &form{Doubt: parts[1]}
		return Reply{Messages: []Message{{Text: Text{{S: "“" + oneLine(d.Quote) + "”", Style: Bold}, {S: "\n" + wordHowToCorrect(d) + wordCancelForm}}}}}, nil
	}
	if verdict == "" {
		return Reply{Toast: wordStale}, nil
	}
	err := b.Imports.Settle(ctx, k.Key, d, verdict, "", t.who.ID, t.Now)
	var refused Refusal
	if errors.As(err, &refused) {
		return Reply{Messages: []Message{{Text: plain(refused.Error())}}}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	b.Changed()
	t.book = b.bookOf(k.Key)
	n, _ := strconv.Atoi(parts[0])
	reply, err := b.review(ctx, t, n/pageSize, t.MessageID)
	reply.Toast = "已记下：" + verdict.Label()
	return reply, err
}

// doubtOf finds an open doubt by its fingerprint.
func (b *Bot) doubtOf(print string) (knowledge.Doubt, *Book, bool) {
	for _, k := range b.Library.Books() {
		doubts := k.Asker.Plan().Doubts
		if i := slices.IndexFunc(doubts, func(d knowledge.Doubt) bool { return doubtPrint(k.Key, d) == print }); i >= 0 {
			return doubts[i], k, true
		}
	}
	return knowledge.Doubt{}, nil, false
}

// fillDoubt takes the words of a correction. Words that do not serve leave the form open.
func (b *Bot) fillDoubt(ctx context.Context, t *turn, f form) (Reply, error) {
	d, k, ok := b.doubtOf(f.Doubt)
	if t.who.Role != reminders.Admin || !ok {
		t.session.Form = nil
		if !ok {
			return say(wordStaleDoubt), nil
		}
		return say(wordNotAllowed), nil
	}
	err := b.Imports.Settle(ctx, k.Key, d, reminders.Correct, strings.TrimSpace(t.Text), t.who.ID, t.Now)
	var refused Refusal
	if errors.As(err, &refused) {
		return say(refused.Error() + wordCancelForm), nil
	}
	if err != nil {
		return Reply{}, err
	}
	b.Changed()
	t.session.Form, t.session.Done = nil, &done{f, t.ID}
	return say(wordCorrected), nil
}
