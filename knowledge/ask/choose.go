package ask

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"slices"
	"time"

	"duban/knowledge/zh"
)

// The evidence that a plan is the one that a question is about. Their weights are learned,
// see choice.json.
const (
	evAll      = iota // share of the question's words that the plan holds
	evBest            // that one sentence holds
	evWindow          // that a sentence and its neighbours hold
	evAny             // how distinctly words of its name are said
	evMarked          // the same of a name that words for a document follow
	evAnswered        // it answers, with a citation
	evHeld            // share of the question's words that its answer holds
	evOutside         // the place that is named is none of the plan's
	evUnclear         // it finds nothing at all
	evVerdict         // it says yes or no
	evShort           // its answer is a figure, not a passage
	evUsual           // the chat is about it
	evidences
)

var evidenceNames = [evidences]string{"all", "best", "window", "any", "marked", "answered", "held", "outside", "unclear", "verdict", "short", "usual"}

//go:embed choice.json
var choiceFile []byte

// Choice are the learned weights of the evidence by which a library chooses a plan.
type Choice map[string]float64

// LearnedChoice gives those that are embedded.
func LearnedChoice() Choice { return learnedChoice }

var learnedChoice = func() Choice {
	var c Choice
	if err := json.Unmarshal(choiceFile, &c); err != nil {
		panic("ask: choice.json: " + err.Error())
	}
	return c
}()

func (c Choice) row() [evidences]float64 {
	var out [evidences]float64
	for i, name := range evidenceNames {
		out[i] = c[name]
	}
	return out
}

// Use makes the library weigh by other weights than those that are embedded. It must not
// be called while questions are being answered.
func (l *Library) Use(c Choice) { l.weigh = c.row() }

// contender is a plan that may answer.
type contender struct {
	plan     int
	evidence [evidences]float64
	score    float64
	answer   Answer
	words    map[string]float64
}

// asked is how many plans are asked at most.
const asked = 5

// weighed asks the plans for which most speaks, of those among which the choice is (nil for
// all), and puts them in order with what they answer.
func (l *Library) weighed(message string, among []int, usual int, now time.Time) []contender {
	folded := zh.Fold(spaced(message))
	plans, words := l.knows(folded)
	names := l.names(folded)
	out := make([]contender, 0, len(plans))
	for p := range l.size() {
		k, ok := plans[p]
		if among != nil && !slices.Contains(among, p) || among == nil && !ok && p != usual {
			continue
		}
		c := contender{plan: p, words: words}
		c.evidence[evAll], c.evidence[evBest], c.evidence[evWindow] = k.all, k.best, k.window
		c.evidence[evAny], c.evidence[evMarked] = min(names.any[p], 3), min(names.marked[p], 3)
		c.evidence[evUsual] = flag(p == usual)
		out = append(out, c)
	}
	order := func(x, y contender) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(y.plan, x.plan)) }
	l.score(out)
	slices.SortFunc(out, order)
	out = out[:min(len(out), asked)]
	for i := range out {
		c := &out[i]
		c.answer = l.asker(c.plan).Ask(message, Focus{}, now)
		e := &c.evidence
		e[evAnswered] = flag(!c.answer.Abstained() && c.answer.Intent == IntentAnswer && len(c.answer.Citations) > 0)
		if e[evAnswered] > 0 {
			e[evHeld] = heldBy(words, c.answer.Text())
		}
		e[evOutside] = flag(c.answer.Silence == OutsidePlan)
		e[evUnclear] = flag(c.answer.Silence == NotFound || c.answer.Silence == Unclear)
		e[evVerdict] = flag(c.answer.Verdict != NoVerdict)
		e[evShort] = flag(len(c.answer.Lines) > 0 && !c.answer.Abstained())
	}
	l.score(out)
	slices.SortFunc(out, order)
	return out
}

func (l *Library) score(all []contender) {
	for i := range all {
		all[i].score = 0
		for e, w := range l.weigh {
			all[i].score += w * all[i].evidence[e]
		}
	}
}

// Consider gives the plans that compete for a question, with the evidence by which they
// are weighed, the best first.
func (l *Library) Consider(question string, now time.Time) []Considered {
	var out []Considered
	for _, c := range l.weighed(question, nil, -1, now) {
		out = append(out, Considered{Way: "plan", Plan: c.plan, Place: l.cards[c.plan].name(), Score: c.score, Features: named(c.evidence[:], evidenceNames[:])})
	}
	return out
}

// Named gives the place of the plan that words name by its number or its name, -1 where
// they name none, or several alike.
func (l *Library) Named(words string) int {
	if l.size() < 2 {
		return -1
	}
	folded := heard(words)
	if plans, _, _, _ := l.numbered(folded); len(plans) == 1 {
		return plans[0]
	}
	return l.names(folded).pick()
}
