package ask

import (
	"cmp"
	"encoding/json"
	"math"
	"runtime"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// Library asks several plans as one. It is safe for concurrent use.
type Library struct {
	shelf  *shelf
	cards  []card
	called map[string][]calling // by pair of characters, the plans whose names hold it
	index  *knowledge.Index     // of the sentences of all plans; nil for a library of one
	weigh  [evidences]float64
}

// calling is a plan that is called by a pair of characters.
type calling struct {
	plan  int
	share float64
}

// Volume is a plan of a library.
type Volume struct {
	Key  string                 // changes with the plan's text
	Open func() (*Asker, error) // called when it is asked, and again after it was long not asked
}

// NewLibrary makes one library of plans, in the order of their adoption, with an index in
// memory.
func NewLibrary(askers []*Asker) *Library {
	l, err := newLibrary(opened(askers), func(entries knowledge.Entries) (*knowledge.Index, error) {
		return knowledge.NewIndex(len(askers), entries)
	})
	if err != nil {
		panic("ask: " + err.Error()) // no file stands in the way
	}
	return l
}

// OpenLibrary makes one library of plans, in the order of their adoption, with an index in
// the folder dir; see knowledge.OpenIndex. Plans are opened where the index has to be built,
// and when they are asked.
func OpenLibrary(dir string, volumes []Volume) (*Library, error) {
	return newLibrary(volumes, func(entries knowledge.Entries) (*knowledge.Index, error) {
		keys := make([]string, len(volumes))
		for i, s := range volumes {
			keys[i] = s.Key
		}
		return knowledge.OpenIndex(dir, keys, entries)
	})
}

func opened(askers []*Asker) []Volume {
	var out []Volume
	for _, a := range askers {
		out = append(out, Volume{Key: a.plan.Hash, Open: func() (*Asker, error) { return a, nil }})
	}
	return out
}

func newLibrary(volumes []Volume, open func(knowledge.Entries) (*knowledge.Index, error)) (*Library, error) {
	l := &Library{shelf: newShelf(volumes), called: map[string][]calling{}, weigh: learnedChoice.row()}
	if len(volumes) < 2 {
		return l, nil
	}
	var err error
	l.index, err = open(func(plan int) (knowledge.Entry, error) {
		a, err := volumes[plan].Open()
		if err != nil {
			return knowledge.Entry{}, err
		}
		about, err := json.Marshal(cardOf(a))
		return knowledge.Entry{Words: a.indexed(), About: about}, err
	})
	if err != nil {
		return nil, err
	}
	runtime.AddCleanup(l, func(x *knowledge.Index) { _ = x.Close() }, l.index) // only read
	l.cards = make([]card, len(volumes))
	for i := range volumes {
		if err := json.Unmarshal(l.index.About(i), &l.cards[i]); err != nil {
			return nil, err
		}
	}
	l.inferIssuers()
	for i, c := range l.cards {
		for g, share := range c.grams() {
			l.called[g] = append(l.called[g], calling{i, share})
		}
	}
	return l, nil
}

// indexed gives what a library finds a plan by: the words of each sentence, of its tables
// and of its front.
func (a *Asker) indexed() [][]string {
	var out [][]string
	for _, s := range a.text.sentences {
		out = append(out, s.words())
	}
	rest := map[string]bool{}
	for _, kind := range []fact.Kind{fact.Cell, fact.Front} {
		for _, f := range a.store.Of(kind) {
			for _, p := range pairsOf(zh.Fold(f.Subject + "\n" + f.Unit + "\n" + f.Value)) {
				rest[p] = true
			}
		}
	}
	last := make([]string, 0, len(rest))
	for p := range rest {
		last = append(last, p)
	}
	slices.Sort(last)
	return append(out, last)
}

func (l *Library) size() int { return len(l.shelf.volumes) }

// asker gives a plan, opened.
func (l *Library) asker(plan int) *Asker { return l.shelf.at(plan) }

// Ask answers one message of a chat that is about the plan usual, or about none yet where
// usual is negative: from the plan that the message names, else from the one that says
// most of it; a message that leans on the one before stays with its plan. The place of
// the plan comes back with the answer.
func (l *Library) Ask(message string, usual int, focus Focus, now time.Time) (int, Answer) {
	if l.size() == 1 {
		return 0, l.asker(0).Ask(message, focus, now)
	}
	folded := heard(spaced(message))
	at := max(usual, 0)
	if answer, ok := l.asker(at).smallTalk(folded, focus); ok {
		return at, answer
	}
	bare := folded
	if focus.about() {
		bare = strings.TrimLeft(correcting.ReplaceAllString(bare, ""), ",，。 ")
		if loc := returning.FindStringIndex(bare); loc != nil && loc[1] < len(bare) {
			bare = strings.TrimLeft(bare[loc[1]:], ",，。 ")
		}
		if bare == "" {
			bare = folded
		}
	}
	plans, among, rest, unknown := l.numbered(bare)
	names := l.names(rest)
	if answer, ok := l.over(bare, rest, names, plans, now); ok {
		answer.Focus = focus
		return at, answer
	}
	if file := l.stranger(bare); file != "" && len(plans)+len(among) == 0 {
		return at, Answer{Intent: IntentAnswer, Silence: NotFound, Focus: focus, Lines: []said.Sentence{said.Of("没有找到“{file}”：现在能查的计划里没有这份文件。",
			"“{file}” was not found: it is none of the plans that can be asked.", file)}}
	}
	if unknown {
		return at, Answer{Intent: IntentAnswer, Silence: NotFound, Focus: focus, Lines: []said.Sentence{said.Of("没有找到这份文件：现在能查的计划里没有这个文号。",
			"This document was not found: no plan that can be asked has that number.")}}
	}
	if i := names.pick(); i >= 0 && (len(plans)+len(among) == 0 || slices.Contains(plans, i) || slices.Contains(among, i)) {
		plans, rest = []int{i}, without(rest, names.span[i])
	}
	if len(plans) > 0 {
		if rest != bare && !l.asksOwn(rest) && numberSaid.MatchString(bare) {
			rest = bare // the number itself is asked
		}
		return l.ofNamed(plans[0], message, rest, usual, focus, now)
	}
	if len(among) > 0 {
		if slices.Contains(among, usual) {
			return l.from(usual, rest, focus, now)
		}
		return l.choose(rest, among, usual, focus, now)
	}
	if usual >= 0 && focus.about() && l.leans(usual, bare) {
		return l.from(usual, message, focus, now)
	}
	return l.choose(message, nil, usual, focus, now)
}

// from asks one plan, as a follow-up of what the chat last asked of it.
func (l *Library) from(plan int, message string, focus Focus, now time.Time) (int, Answer) {
	answer := l.asker(plan).Ask(message, l.focusOn(plan, focus), now)
	return plan, l.keep(plan, answer, focus)
}

// focusOn gives what the chat was last about in a plan.
func (l *Library) focusOn(plan int, focus Focus) Focus {
	key := l.cards[plan].name()
	var topics []Focus
	for _, f := range append([]Focus{focus}, focus.Earlier...) {
		if f.Plan == key || f.Plan == "" {
			f.Earlier, f.Home = nil, nil
			topics = append(topics, f)
		}
	}
	if len(topics) == 0 {
		return Focus{Home: focus.Home}
	}
	on := topics[0]
	on.Home, on.Earlier = focus.Home, topics[1:]
	return on
}

// keep notes of which plan an answer is, and what the chat asked of others before.
func (l *Library) keep(plan int, answer Answer, before Focus) Answer {
	key := l.cards[plan].name()
	answer.Focus.Plan = key
	for _, f := range append([]Focus{before}, before.Earlier...) {
		if f.Plan != key && f.Plan != "" && f.about() {
			f.Earlier, f.Home, f.Choices = nil, nil, nil
			answer.Focus.Earlier = append(answer.Focus.Earlier, f)
		}
	}
	answer.Focus.Earlier = answer.Focus.Earlier[:min(len(answer.Focus.Earlier), 2*earlierTopics)]
	return answer
}

// ofNamed answers from the plan that a message names; where it says nothing of it, another
// plan may, and then both are bare.
func (l *Library) ofNamed(plan int, message, rest string, usual int, focus Focus, now time.Time) (int, Answer) {
	a := l.asker(plan)
	on, fresh := l.focusOn(plan, focus), Focus{Home: focus.Home}
	type try struct {
		words string
		focus Focus
	}
	tries := []try{{rest, fresh}}
	switch own := l.asksOwn(rest); {
	case own && plan == usual:
		tries = []try{{rest, on}}
	case !own:
		tries = []try{{"这份文件的" + rest, fresh}, {rest, on}}
		if plan != usual && focus.Said != "" && len([]rune(rest)) <= shortRest { // 陕西那份呢
			tries = slices.Insert(tries, 0, try{focus.Said, fresh})
		}
	}
	var answer Answer
	for i, one := range tries {
		if next := a.Ask(one.words, one.focus, now); i == 0 || !next.Abstained() && len(next.Citations) > 0 {
			answer, rest, on = next, one.words, one.focus
		}
		if !answer.Abstained() {
			break
		}
	}
	if answer.Intent == IntentAnswer && !answer.Abstained() && l.lacks(plan, rest, now) {
		if other, more, ok := l.elsewhere(rest, plan, now); ok && more.score >= surely {
			return other, l.keep(other, l.beside(plan, more), focus)
		}
	}
	if answer.Abstained() && answer.Intent == IntentAnswer {
		if whole := a.Ask(message, on, now); !whole.Abstained() && len(whole.Citations) > 0 && heldBy(wordsOf(rest), whole.Text()) > leastElsewhere {
			answer = whole
		} else if other, more, ok := l.elsewhere(rest, plan, now); ok {
			return other, l.keep(other, l.beside(plan, more), focus)
		}
	}
	return plan, l.keep(plan, answer, focus)
}

// shortRest is how many characters beside a plan's name ask nothing.
const shortRest = 3

func wordsOf(folded string) map[string]float64 {
	out := map[string]float64{}
	for _, p := range pairsOf(unspoken.Replace(folded)) {
		out[p] = 1
	}
	return out
}

// asksOwn tells whether a message is about something by itself.
func (l *Library) asksOwn(folded string) bool {
	_, words := l.knows(folded)
	sum := 0.0
	for _, w := range words {
		sum += w
	}
	return sum > 1
}

const (
	leastElsewhere = 0.45 // share of a question that a plan that was not asked has to hold, and its answer
	lacking        = 0.5  // share of a question's words that the plan that was asked has, below which it is silent
	surely         = 9.5  // the score of a plan that surely answers
)

// lacks reports whether a plan has not even the words of a question, and its facts do not
// answer it either.
func (l *Library) lacks(plan int, message string, now time.Time) bool {
	plans, _ := l.knows(message)
	if plans[plan].all >= lacking {
		return false
	}
	a := l.asker(plan)
	_, exact := a.exact(a.read(zh.Fold(message), now), Focus{}, "")
	return !exact
}

// elsewhere asks the plans other than one.
func (l *Library) elsewhere(message string, but int, now time.Time) (int, contender, bool) {
	for _, c := range l.weighed(message, nil, -1, now) {
		if c.plan != but && c.evidence[evAnswered] > 0 && c.evidence[evHeld] >= leastElsewhere && c.evidence[evBest] >= leastElsewhere {
			return c.plan, c, true
		}
	}
	return -1, contender{}, false
}

// beside gives the answer of a plan that was not asked in the place of one that is silent.
func (l *Library) beside(silent int, c contender) Answer {
	answer := c.answer
	answer.Verdict = NoVerdict
	answer.Lines = lead(said.Of("《{title}》没有写这一项。《{title2}》里写到：",
		"“{title}” says nothing of this. “{title2}” does:", l.cards[silent].Title, l.cards[c.plan].Title), answer.Lines)
	return answer
}

// leans tells whether a message says too little to be asked of another plan: neither words of
// the plan that the chat is about, nor such as only others have.
func (l *Library) leans(usual int, folded string) bool {
	a := l.asker(usual)
	if choiceNumber.MatchString(folded) {
		return true
	}
	if a.ownWeight(a.read(folded, zero)) >= leastOwn {
		return elliptic.MatchString(folded) && !l.asksOwn(folded)
	}
	foreign := 0.0
	_, words := l.knows(folded)
	for w, weight := range words {
		if len(a.text.holding[w]) == 0 && l.index.Count(w) > 0 {
			foreign += weight
		}
	}
	return foreign < math.Log(1+float64(l.size()))
}

// choose answers from the plan for which most speaks, of those among which the choice is
// (nil for all), and adds what others say that know as much of it.
func (l *Library) choose(message string, among []int, usual int, focus Focus, now time.Time) (int, Answer) {
	all := l.weighed(message, among, usual, now)
	if len(all) == 0 {
		return l.from(max(usual, 0), message, focus, now)
	}
	first := all[0]
	if first.plan == usual {
		first.answer = l.asker(usual).Ask(message, l.focusOn(usual, focus), now)
	}
	answer := first.answer
	if answer.Intent == IntentAnswer && !answer.Abstained() {
		for _, c := range all[1:min(len(all), 1+alsoMost)] {
			if c.knowsLike(first) {
				answer.Lines = append(answer.Lines, l.alsoLine(c))
			}
		}
	}
	return first.plan, l.keep(first.plan, answer, focus)
}

const (
	alsoMost  = 3    // plans that are named beside the best
	alsoShare = 0.65 // of what the best one and its answer hold of the question
	alsoNear  = 4    // how close their scores have to be
	alsoSaid  = 60   // characters quoted of each
)

// knowsLike reports whether a plan answers a question about as well as the best one.
func (c contender) knowsLike(best contender) bool {
	return c.evidence[evAnswered] > 0 && c.score > best.score-alsoNear &&
		c.evidence[evHeld] >= alsoShare*best.evidence[evHeld] && c.evidence[evBest] >= alsoShare*best.evidence[evBest]
}

// alsoLine says what another plan says of a question, in short.
func (l *Library) alsoLine(c contender) said.Sentence {
	best, most := c.answer.Citations[0], -1.0
	for _, one := range c.answer.Citations {
		if held := heldBy(c.words, one.Quote); held > most {
			best, most = one, held
		}
	}
	if best.Clause == fact.AnnexPlace {
		return said.Of("《{title}》也写到：{lines}", "“{title}” speaks of it too: {lines}", l.cards[c.plan].Title, said.Join("{one}{other}", "{one} {other}", c.answer.Lines))
	}
	return said.Of("《{title}》也写到：{quotedAt}",
		"“{title}” speaks of it too: {quotedAt}", l.cards[c.plan].Title, quotedAt(best.Clause, excerpt(best.Quote, c.words, alsoSaid)))
}

// quotedAt quotes words with their place.
func quotedAt(ref, words string) said.Sentence {
	return said.Of("{place}“{words}”", "{place} “{words}”", knowledge.PlaceName(ref), words)
}

// excerpt gives the stretch of a quotation, between marks, that holds most of the words.
func excerpt(quote string, words map[string]float64, most int) string {
	parts := splitAfter(quote, "，；。：")
	best, out := -1.0, ""
	for i := range parts {
		stretch := ""
		for j := i; j < len(parts) && len([]rune(stretch+parts[j])) <= most; j++ {
			stretch += parts[j]
		}
		stretch = cmp.Or(stretch, opening(parts[i], most))
		if held := heldBy(words, stretch); held > best+1e-9 {
			best, out = held, stretch
		}
	}
	return out
}

func docNoOf(a *Asker) string {
	if f := a.store.Front(fact.DocNo); len(f) > 0 {
		return f[0].Value
	}
	return ""
}
