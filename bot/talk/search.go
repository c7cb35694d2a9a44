package talk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// featureSearch looks words up in all plans, and quotes where they stand.
var featureSearch = Feature{
	Name: "search", Menu: both{"搜索：在所有计划里找字句", "Search the text of all plans"}, Where: anywhere,
	Calls: []string{"search <unit> <project> <year> <words>"}, Examples: []string{"搜索 双师", "找一下示范乡镇"},
	Topic: topicAsk, Help: []both{{"“搜索”加字句，在所有计划里找原文，如“搜索 双师”。",
		"/search with words finds them in the text of all plans."}},
	Run: search, Presses: map[string]press{"search": pressSearch},
}

const (
	hitsShown  = 5   // places that one message quotes
	wordsAtMax = 100 // characters that are looked up
)

// hit is a sentence or a cell of a plan that has all the words.
type hit struct {
	plan  *knowledge.Plan
	place said.Sentence
	quote string
}

func search(_ context.Context, t *turn, words string) (bot.Reply, error) {
	if words = shorten(strings.TrimSpace(words), wordsAtMax); words == "" {
		return t.say("请写上要找的字句，如“搜索 双师”。", "Please write the words to look for,."), nil
	}
	t.session.Search = words
	return t.hitsPage(0, ""), nil
}

func pressSearch(_ context.Context, t *turn, page string) (bot.Reply, error) {
	if t.session.Search == "" {
		return toast(t.word(wordStaleAnswer)), nil
	}
	n, _ := strconv.Atoi(page)
	return t.hitsPage(n, t.MessageID), nil
}

// hitsPage quotes one page of the places that have what is looked for.
func (t *turn) hitsPage(page int, edit string) bot.Reply {
	words := t.session.Search
	var all []hit
	for _, k := range slices.Backward(t.Library.Books()) {
		all = append(all, hitsIn(k.Plan(), words)...)
	}
	if len(all) == 0 {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("所有计划的原文里都没有“{words}”。", "No plan's text has “{words}”.", said.Theirs(words))), Edit: edit}}}
	}
	p := pageOf(len(all), hitsShown, page)
	text := bot.Text{{S: t.f("“{words}”有{n}处：",
		"“{words}” stands in {n} {place|places}:", said.Theirs(words), len(all)), Style: bot.Bold}}
	for _, h := range all[p.from:p.to] {
		place := t.tell(h.place)
		if t.several() {
			place = t.f("《{title}》{place}", "“{title}” {place}", shorten(h.plan.Title, 24), place)
		}
		text = append(text, bot.Span{S: "\n" + place + "\n"}, bot.Span{S: h.quote, Style: bot.Quote})
	}
	return bot.Reply{Messages: []bot.Message{{Text: append(text, t.pageLine(p)...), Buttons: oneRow(t.turns(p, "search")), Edit: edit}}}
}

// hitsIn finds the sentences and cells of a plan that have all the words, in its order.
func hitsIn(p *knowledge.Plan, words string) (all []hit) {
	var wanted []string
	for w := range strings.FieldsSeq(words) {
		wanted = append(wanted, zh.Fold(w))
	}
	has := func(text string) bool {
		text = zh.Fold(text)
		return !slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(text, w) })
	}
	for _, s := range p.Sections() {
		if !has(s.Text) {
			continue
		}
		for _, sentence := range knowledge.Sentences(s.Text) {
			if has(sentence) {
				all = append(all, hit{p, knowledge.PlaceName(s.Ref), sentence})
			}
		}
	}
	for _, c := range p.Cells() {
		if name := c.Unit + " " + c.Project + " " + strconv.Itoa(c.Year); c.Text != "" && has(name+" "+c.Text) {
			all = append(all, hit{p, said.Words(name), c.Text})
		}
	}
	return all
}
