package talk

import (
	"context"

	"duban/bot"
	"duban/bot/office"
	"duban/knowledge"
	"duban/knowledge/ask"
)

// several tells whether a plan has to be named, because there is another one.
func (b *Bot) several() bool { return len(b.Library.Books()) > 1 }

// use makes a plan the one that the chat is about.
func (t *turn) use(k *office.Book) {
	if t.book.Key != k.Key {
		t.session.Focus = ask.Focus{Home: t.session.Focus.Home}
	}
	t.book, t.session.Plan = k, k.Key
}

// askPlans asks the library: the plan that the question names, the one that the chat is about,
// or the one that knows most of it, which the chat is about from then on.
func askPlans(t *turn) ask.Answer {
	var usual *office.Book
	if t.session.Plan != "" {
		usual = t.book
	}
	k, a := t.Library.Books().Ask(t.Text, usual, t.session.Focus, t.Now.In(t.Location))
	t.use(k)
	t.session.Plan = t.book.Key
	return a
}

// FromPlan says which plan an answer comes from, or was looked for in, where there are
// several.
func FromPlan(a ask.Answer, p *knowledge.Plan) string { return chinese.fromPlan(a, p) }

func (g tongue) fromPlan(a ask.Answer, p *knowledge.Plan) string {
	if a.Abstained() {
		return g.f("查的是《{title}》{docNo}。", "Looked up in “{title}” {docNo}.", p.Title, p.DocNo)
	}
	return g.f("依据：《{title}》{docNo}", "Based on “{title}” {docNo}", p.Title, p.DocNo)
}

// pressBook asks the last question of the chat to another plan.
func pressBook(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	for _, k := range t.Library.Books() {
		if fingerprint(k.Key) != which {
			continue
		}
		t.use(k)
		if t.Text = t.session.Asked; t.Text == "" {
			return t.toast("现在问的是《{title}》。", "You are now asking “{title}”.", shorten(k.Plan().Title, 40)), nil
		}
		return t.carryOut(ctx)
	}
	return toast(t.word(wordStaleAnswer)), nil
}

// titleOf names the plan of a milestone in short, where there are several.
func (b *Bot) titleOf(key string) string {
	if !b.several() {
		return ""
	}
	for _, k := range b.Library.Books() {
		if k.Key == key {
			return shorten(k.Plan().Title, 24)
		}
	}
	return ""
}

// titled puts the name of a milestone's plan before the words, where there are several.
func (v voice) titled(key, words string) string {
	if title := v.titleOf(key); title != "" {
		return v.f("《{title}》{words}", "“{title}” {words}", title, words)
	}
	return words
}

// unitsNamed gives the units that the words name in any plan, this chat's first.
func unitsNamed(t *turn, words string) ask.Focus {
	return t.Library.Books().Mentions(words, t.book, t.Now.In(t.Location))
}
