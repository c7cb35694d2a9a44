package talk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"duban/bot"
	"duban/knowledge"
	"duban/reminders"
)

// aboutPlans says which plans are loaded, and more of the one that the chat is about.
func aboutPlans(ctx context.Context, t *turn) (bot.Reply, error) {
	p := t.book.Asker.Plan()
	cells := 0
	for _, c := range p.Cells() {
		if c.Text != "" {
			cells++
		}
	}
	lines := []string{t.f("《%s》", p.Title)}
	m := bot.Message{}
	add := func(label, words string) {
		if words != "" {
			lines = append(lines, t.word(label)+words)
		}
	}
	add("文号：", p.DocNo)
	add("发文机关：", p.Issuer)
	add("成文：", p.SignedOn)
	add("印发：", p.IssuedOn)
	lines = append(lines, t.summary(p))
	if t.who.Role == reminders.Admin {
		lines = append(lines, t.f("读取时修正%d处，存疑%d处；发“核对”逐条处理存疑。", len(p.Repairs), len(p.Doubts)))
		if t.Imports != nil {
			versions, err := t.Imports.Versions(ctx, t.book.Key)
			if err != nil {
				return bot.Reply{}, err
			}
			var old []bot.Button
			for _, v := range slices.Backward(versions) {
				lines = append(lines, t.versionLine(v, t.Location))
				if len(old) < versionsShown {
					old = append(old, button(t.f("第%d版原文", v.Number), fmt.Sprintf("text:%d:%s", v.Number, fingerprint(t.book.Key))))
				}
			}
			m.Buttons = oneRow(old)
			if n := len(versions); n > 0 && len(p.Tasks) > 0 {
				m.Buttons = append(m.Buttons, []bot.Button{button(t.f("看任务清单"), fmt.Sprintf("tasks:%d", versions[n-1].ID))})
			}
		}
	}
	lines = append(lines, t.f("原文校验码：%s", p.Hash[:min(len(p.Hash), 12)]))
	if books := t.Library.Books(); len(books) > 1 {
		lines = append(lines, t.f("共有%d份计划，换一份请按：", len(books)))
		for _, k := range books {
			if k.Key != t.book.Key {
				m.Buttons = append(m.Buttons, []bot.Button{button(shorten(k.Asker.Plan().Title, 40), "plan:"+fingerprint(k.Key))})
			}
		}
	}
	if t.who.Role == reminders.Admin {
		lines = append(lines, t.f(wordHowToImport))
		if t.several() {
			m.Buttons = append(m.Buttons, []bot.Button{button(t.f("停用《%s》", shorten(p.Title, 24)), "withdraw:"+fingerprint(t.book.Key))})
		}
	}
	m.Text = plain(strings.Join(lines, "\n"))
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

// versionsShown is how many texts of a plan can be sent by button, the newest first.
const versionsShown = 4

// pressText sends the text of a version as a file.
func pressText(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	if t.who.Role != reminders.Admin {
		return t.toast(wordNotAllowed), nil
	}
	number, print, _ := strings.Cut(which, ":")
	n, err := strconv.Atoi(number)
	for _, k := range t.Library.Books() {
		if err != nil || fingerprint(k.Key) != print {
			continue
		}
		v, err := t.Imports.Version(ctx, k.Key, n)
		if errors.Is(err, reminders.ErrNotFound) {
			break
		}
		if err != nil {
			return bot.Reply{}, err
		}
		name := fmt.Sprintf("%s第%d版.txt", shorten(fileName(v.Title), 60), n)
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("《%s》%s。", v.Title, t.versionLine(v, t.Location))), File: &bot.File{Name: name, Data: []byte(v.Text)}}}}, nil
	}
	return t.toast(wordStale), nil
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
func pressPlan(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	for _, k := range t.Library.Books() {
		if fingerprint(k.Key) == which {
			t.use(k)
			return aboutPlans(ctx, t)
		}
	}
	return t.toast(wordStale), nil
}

// pressWithdraw takes a plan out of use, when the supervisor has said so twice.
func pressWithdraw(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	if t.who.Role != reminders.Admin {
		return t.toast(wordNotAllowed), nil
	}
	print, sure, _ := strings.Cut(which, ":")
	books := t.Library.Books()
	i := slices.IndexFunc(books, func(k *Book) bool { return fingerprint(k.Key) == print })
	if i < 0 {
		return t.toast(wordStale), nil
	}
	title := books[i].Asker.Plan().Title
	if sure != "yes" {
		tasks, err := t.Ledger.Milestones(ctx, reminders.Filter{Plan: books[i].Key})
		if err != nil {
			return bot.Reply{}, err
		}
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f(wordWithdraw, title, len(tasks))),
			Buttons: [][]bot.Button{{button(t.f("确认停用"), "withdraw:"+print+":yes"), button(t.f("不停用"), "plan:"+print)}}}}}, nil
	}
	done, err := t.Imports.Withdraw(ctx, books[i].Key, t.who.ID, t.Now)
	if sentence, refused := t.refusal(err); refused {
		return bot.Reply{Toast: sentence}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	t.use(t.bookOf(""))
	t.Changed()
	return bot.Reply{Toast: t.f("已停用。"), Messages: []bot.Message{{Text: plain(t.f(wordWithdrawn, title, done.Cancelled)), Edit: t.MessageID}}}, nil
}

// Summary counts what was read of a plan.
func Summary(p *knowledge.Plan) string { return chinese.summary(p) }

func (g tongue) summary(p *knowledge.Plan) string {
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
	s := g.f("读出%d章、%d条，责任单位%d个，量化目标%d个，进度表%d格", len(p.Chapters), p.Provisions(), len(slices.Compact(units)), len(p.Targets), cells)
	if rows > 0 {
		s += g.f("，任务表和指标表%d项", rows)
	}
	return g.f("%s。", s)
}

// VersionLine tells which version it is, and where it comes from.
func VersionLine(v reminders.Version, location *time.Location) string {
	return chinese.versionLine(v, location)
}

func (g tongue) versionLine(v reminders.Version, location *time.Location) string {
	from := g.f("随程序附带")
	if v.File != "" {
		from = shorten(v.File, 40)
	}
	return g.f("第%d版：%s采用%s", v.Number, g.at(v.AppliedAt.In(location), "2006年1月2日"), g.inBrackets(from))
}
