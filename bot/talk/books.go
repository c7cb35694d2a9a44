package talk

import (
	"context"
	"slices"

	"duban/bot"
	"duban/knowledge"
	"duban/knowledge/ask"
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

// askPlans asks the library: the plan that the question names, the one that the chat is about,
// or the one that knows most of it, which the chat is about from then on.
func askPlans(t *turn) ask.Answer {
	books := t.Library.Books()
	askers := make(ask.Library, len(books))
	usual := -1
	for i, k := range books {
		askers[i] = k.Asker
		if k.Key == t.book.Key && t.session.Plan != "" {
			usual = i
		}
	}
	at, a := askers.Ask(t.Text, usual, t.session.Focus, t.Now.In(t.Location))
	t.use(books[at])
	t.session.Plan = t.book.Key
	return a
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
func FromPlan(a ask.Answer, p *knowledge.Plan) string { return chinese.fromPlan(a, p) }

func (g tongue) fromPlan(a ask.Answer, p *knowledge.Plan) string {
	if a.Abstained() {
		return g.f("查的是《%s》%s。", p.Title, p.DocNo)
	}
	return g.f("依据：《%s》%s", p.Title, p.DocNo)
}

// pressBook asks the last question of the chat to another plan.
func pressBook(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	for _, k := range t.Library.Books() {
		if fingerprint(k.Key) != which {
			continue
		}
		t.use(k)
		if t.Text = t.session.Asked; t.Text == "" {
			return t.toast("现在问的是《%s》。", shorten(k.Asker.Plan().Title, 40)), nil
		}
		return t.carryOut(ctx)
	}
	return t.toast(wordStaleAnswer), nil
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
			return shorten(k.Asker.Plan().Title, 24)
		}
	}
	return ""
}

// titled puts the name of a milestone's plan before the words, where there are several.
func (v voice) titled(key, words string) string {
	if title := v.titleOf(key); title != "" {
		return v.f("《%s》%s", title, words)
	}
	return words
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
func unitsNamed(t *turn, words string) ask.Focus {
	named := t.book.Asker.Mentions(words, t.Now.In(t.Location))
	for _, k := range slices.Backward(t.Library.Books()) {
		if len(named.Units) > 0 {
			break
		}
		if other := k.Asker.Mentions(words, t.Now.In(t.Location)); len(other.Units) > 0 {
			named.Units = other.Units
		}
	}
	return named
}
