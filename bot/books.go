package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/reminders"
)

// bookOf gives the plan with that key; the newest where there is none.
func (b *Bot) bookOf(key string) *Book {
	books := b.Library.Books()
	if i := slices.IndexFunc(books, func(k *Book) bool { return k.Key == key }); i >= 0 {
		return books[i]
	}
	return books[len(books)-1]
}

// several tells whether a plan has to be named, because there is another one.
func (b *Bot) several() bool { return len(b.Library.Books()) > 1 }

// use makes a plan the one that the chat is about.
func (t *turn) use(k *Book) {
	if t.book.Key != k.Key {
		t.session.Focus = ask.Focus{Home: t.session.Focus.Home}
	}
	t.book, t.session.Plan = k, k.Key
}

// ask asks the plan that the question names, else the one that the chat asked last.
// The first question of a chat goes to the newest plan that has an answer. hint is a
// plan that could answer what this one could not, or nil.
func (b *Bot) ask(t *turn) (a ask.Answer, hint *Book, err error) {
	now := t.Now.In(b.Location)
	books := b.Library.Books()
	fresh := t.session.Plan == ""
	named := b.namedIn(t.Text)
	if named != nil {
		t.use(named)
	}
	if a, err = t.book.Asker.Ask(t.Text, t.session.Focus, now); err != nil || len(books) < 2 || named != nil {
		t.session.Plan = t.book.Key
		return a, nil, err
	}
	if a.Abstained() && a.Intent == ask.IntentAnswer {
		for _, k := range slices.Backward(books) {
			if k.Key == t.book.Key {
				continue
			}
			other, err := k.Asker.Ask(t.Text, ask.Focus{}, now)
			if err != nil {
				return a, nil, err
			}
			if other.Abstained() || other.Intent != ask.IntentAnswer || len(other.Citations) == 0 {
				continue
			}
			if fresh {
				t.use(k)
				return other, nil, nil
			}
			hint = k
			break
		}
	}
	t.session.Plan = t.book.Key
	return a, hint, nil
}

// namedIn gives the plan that the words name, or nil.
func (b *Bot) namedIn(words string) *Book {
	books := b.Library.Books()
	askers := make([]*ask.Asker, len(books))
	for i, k := range books {
		askers[i] = k.Asker
	}
	if i := ask.Choose(askers, words, -1); i >= 0 {
		return books[i]
	}
	return nil
}

// FromPlan says which plan an answer comes from, or was looked for in, where there are
// several.
func FromPlan(a ask.Answer, p *knowledge.Plan) string {
	if a.Abstained() {
		return "查的是《" + p.Title + "》" + p.DocNo + "。"
	}
	return "依据：《" + p.Title + "》" + p.DocNo
}

// pressBook asks the last question of the chat to another plan.
func (b *Bot) pressBook(ctx context.Context, t *turn, which string) (Reply, error) {
	for _, k := range b.Library.Books() {
		if fingerprint(k.Key) != which {
			continue
		}
		t.use(k)
		if t.Text = t.session.Asked; t.Text == "" {
			return Reply{Toast: "现在问的是《" + shorten(k.Asker.Plan().Title, 40) + "》。"}, nil
		}
		if c, ok := readCommand(t.Text); ok {
			reply, _, err := b.obey(ctx, t, c)
			return reply, err
		}
		return b.answer(ctx, t)
	}
	return Reply{Toast: wordStaleAnswer}, nil
}

// titles names all plans, the newest first.
func (b *Bot) titles() []string {
	var all []string
	for _, k := range slices.Backward(b.Library.Books()) {
		all = append(all, k.Asker.Plan().Title)
	}
	return all
}

// titleOf names the plan of a milestone in short, where there are several.
func (b *Bot) titleOf(key string) string {
	if !b.several() {
		return ""
	}
	for _, k := range b.Library.Books() {
		if k.Key == key {
			return "《" + shorten(k.Asker.Plan().Title, 24) + "》"
		}
	}
	return ""
}

// units gives every unit that can owe something: the columns of the annexes, the
// bureaus of the clauses with collectives expanded, and the whole areas.
func (b *Bot) units() []string {
	var units []string
	add := func(u string) {
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	var wholes []string
	for _, k := range b.Library.Books() {
		p := k.Asker.Plan()
		for _, u := range p.Units() {
			add(u)
		}
		for _, bureau := range p.Bureaus() {
			for _, u := range p.Members(bureau) {
				add(u)
			}
		}
		wholes = append(wholes, p.Whole())
	}
	for _, w := range wholes {
		add(w)
	}
	return units
}

// unitsNamed gives the units that the words name in any plan, this chat's first.
func (b *Bot) unitsNamed(t *turn, words string) ask.Focus {
	named := t.book.Asker.Mentions(words, t.Now.In(b.Location))
	for _, k := range slices.Backward(b.Library.Books()) {
		if len(named.Units) > 0 {
			break
		}
		if other := k.Asker.Mentions(words, t.Now.In(b.Location)); len(other.Units) > 0 {
			named.Units = other.Units
		}
	}
	return named
}

// aboutPlans says which plans are loaded, and more of the one that the chat is about.
func (b *Bot) aboutPlans(ctx context.Context, t *turn) (Reply, error) {
	p := t.book.Asker.Plan()
	cells := 0
	for _, c := range p.Cells() {
		if c.Text != "" {
			cells++
		}
	}
	lines := []string{"《" + p.Title + "》"}
	m := Message{}
	add := func(label, words string) {
		if words != "" {
			lines = append(lines, label+words)
		}
	}
	add("文号：", p.DocNo)
	add("发文机关：", p.Issuer)
	add("成文：", p.SignedOn)
	add("印发：", p.IssuedOn)
	lines = append(lines, Summary(p))
	if t.who.Role == reminders.Admin {
		lines = append(lines, fmt.Sprintf("读取时修正%d处，存疑%d处；发“核对”逐条处理存疑。", len(p.Repairs), len(p.Doubts)))
		if b.Imports != nil {
			versions, err := b.Imports.Versions(ctx, t.book.Key)
			if err != nil {
				return Reply{}, err
			}
			var old []Button
			for _, v := range slices.Backward(versions) {
				lines = append(lines, VersionLine(v, b.Location))
				if len(old) < versionsShown {
					old = append(old, Button{fmt.Sprintf("第%d版原文", v.Number), fmt.Sprintf("text:%d:%s", v.Number, fingerprint(t.book.Key))})
				}
			}
			m.Buttons = oneRow(old)
		}
	}
	lines = append(lines, "原文校验码："+p.Hash[:min(len(p.Hash), 12)])
	if books := b.Library.Books(); len(books) > 1 {
		lines = append(lines, fmt.Sprintf("共有%d份计划，换一份请按：", len(books)))
		for _, k := range books {
			if k.Key != t.book.Key {
				m.Buttons = append(m.Buttons, []Button{{shorten(k.Asker.Plan().Title, 40), "plan:" + fingerprint(k.Key)}})
			}
		}
	}
	if t.who.Role == reminders.Admin {
		lines = append(lines, wordHowToImport)
		if b.several() {
			m.Buttons = append(m.Buttons, []Button{{"停用《" + shorten(p.Title, 24) + "》", "withdraw:" + fingerprint(t.book.Key)}})
		}
	}
	m.Text = plain(strings.Join(lines, "\n"))
	return Reply{Messages: []Message{m}}, nil
}

// versionsShown is how many texts of a plan can be sent by button, the newest first.
const versionsShown = 4

// pressText sends the text of a version as a file.
func (b *Bot) pressText(ctx context.Context, t *turn, which string) (Reply, error) {
	if t.who.Role != reminders.Admin {
		return Reply{Toast: wordNotAllowed}, nil
	}
	number, print, _ := strings.Cut(which, ":")
	n, err := strconv.Atoi(number)
	for _, k := range b.Library.Books() {
		if err != nil || fingerprint(k.Key) != print {
			continue
		}
		v, err := b.Imports.Version(ctx, k.Key, n)
		if errors.Is(err, reminders.ErrNotFound) {
			break
		}
		if err != nil {
			return Reply{}, err
		}
		name := fmt.Sprintf("%s第%d版.txt", shorten(fileName(v.Title), 60), n)
		return Reply{Messages: []Message{{Text: plain("《" + v.Title + "》" + VersionLine(v, b.Location) + "。"), File: &File{Name: name, Data: []byte(v.Text)}}}}, nil
	}
	return Reply{Toast: wordStale}, nil
}

// fileName leaves out what file systems do not take.
func fileName(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("（）—-", r) {
			return r
		}
		return -1
	}, title)
}

// pressPlan makes another plan the one that the chat is about.
func (b *Bot) pressPlan(ctx context.Context, t *turn, which string) (Reply, error) {
	for _, k := range b.Library.Books() {
		if fingerprint(k.Key) == which {
			t.use(k)
			return b.aboutPlans(ctx, t)
		}
	}
	return Reply{Toast: wordStale}, nil
}

// pressWithdraw takes a plan out of use, when the supervisor has said so twice.
func (b *Bot) pressWithdraw(ctx context.Context, t *turn, which string) (Reply, error) {
	if t.who.Role != reminders.Admin {
		return Reply{Toast: wordNotAllowed}, nil
	}
	print, sure, _ := strings.Cut(which, ":")
	books := b.Library.Books()
	i := slices.IndexFunc(books, func(k *Book) bool { return fingerprint(k.Key) == print })
	if i < 0 {
		return Reply{Toast: wordStale}, nil
	}
	title := books[i].Asker.Plan().Title
	if sure != "yes" {
		tasks, err := b.Ledger.Milestones(ctx, reminders.Filter{Plan: books[i].Key})
		if err != nil {
			return Reply{}, err
		}
		return Reply{Messages: []Message{{Text: plain(wordWithdraw(title, len(tasks))),
			Buttons: [][]Button{{{"确认停用", "withdraw:" + print + ":yes"}, {"不停用", "plan:" + print}}}}}}, nil
	}
	done, err := b.Imports.Withdraw(ctx, books[i].Key, t.who.ID, t.Now)
	if sentence, refused := refusal(err); refused {
		return Reply{Toast: sentence}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	t.use(b.bookOf(""))
	b.Changed()
	return Reply{Toast: "已停用。", Messages: []Message{{Text: plain(wordWithdrawn(title, done.Cancelled)), Edit: t.MessageID}}}, nil
}

// Summary counts what was read of a plan.
func Summary(p *knowledge.Plan) string {
	cells, rows := 0, 0
	for _, c := range p.Cells() {
		if c.Text != "" {
			cells++
		}
	}
	for _, c := range p.Clauses {
		if c.Row {
			rows++
		}
	}
	units := slices.Concat(p.Bureaus(), p.Units())
	slices.Sort(units)
	s := fmt.Sprintf("读出%d章、%d条，责任单位%d个，量化目标%d个，进度表%d格", len(p.Chapters), p.Provisions(), len(slices.Compact(units)), len(p.Targets), cells)
	if rows > 0 {
		s += fmt.Sprintf("，任务表和指标表%d项", rows)
	}
	return s + "。"
}

// VersionLine tells which version it is, and where it comes from.
func VersionLine(v reminders.Version, location *time.Location) string {
	return fmt.Sprintf("第%d版：%s采用%s", v.Number, v.AppliedAt.In(location).Format("2006年1月2日"), fileWord(v))
}

func fileWord(v reminders.Version) string {
	if v.File == "" {
		return "（随程序附带）"
	}
	return "（" + shorten(v.File, 40) + "）"
}
