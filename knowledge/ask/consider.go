package ask

import (
	"time"

	"duban/knowledge/zh"
)

// Use makes the asker weigh by other weights than those that are embedded. It must not
// be called while questions are being answered.
func (a *Asker) Use(w Weights) { a.scale, a.quiet, a.borneOut = w.scale(), w.silence(), w.verdict() }

// Consideration is how a first question was understood, and what competed for its answer.
type Consideration struct {
	Acts     []Act        `json:"acts"`
	Asks     []string     `json:"asks"`            // what is asked for
	Units    []string     `json:"units,omitempty"` // that are named
	Years    []int        `json:"years,omitempty"`
	Figures  []string     `json:"figures,omitempty"`
	Unknown  []string     `json:"unknown,omitempty"` // words that the plan does not know
	Way      string       `json:"way,omitempty"`     // the exact query that answered
	Passages []Considered `json:"passages"`          // that compete otherwise, the best first
	Verdict  Considered   `json:"verdict,omitzero"`  // on what grounds a claim is so; above zero it is
	Silence  Considered   `json:"silence"`           // what tells that the plan does not say it; above zero it wins
	Spoken   Answer       `json:"-"`                 // what is answered if the plan says it, and by no exact query
	Quiet    Answer       `json:"-"`                 // what is said if it does not
}

// Act is a stretch of a message, and how much its words count.
type Act struct {
	Text  string  `json:"text"`
	Share float64 `json:"share"`
}

// Consider gives what competes for a question.
func (a *Asker) Consider(question string, now time.Time) Consideration {
	r := a.read(zh.Fold(question), now)
	c := Consideration{Years: r.years, Unknown: r.unknown}
	for _, s := range r.segments {
		c.Acts = append(c.Acts, Act{s.text, s.share})
	}
	for i, name := range asksNames {
		if r.wants(1 << i) {
			c.Asks = append(c.Asks, name)
		}
	}
	for _, m := range r.mentions {
		c.Units = append(c.Units, m.words)
	}
	for _, f := range r.figures {
		c.Figures = append(c.Figures, r.text[f.Start:f.End])
	}
	_, c.Way = a.exactly(r, Focus{}, "")
	found := a.match(r, "")
	for _, m := range found {
		c.Passages = append(c.Passages, Considered{Way: "passage", Place: a.text.passages[m.passage].ref, Score: m.score, Features: named(m.features[:], featureNames[:])})
	}
	s := a.signsOf(r, found)
	if len(found) > 0 {
		c.Spoken, c.Quiet = a.verified(a.said(r, found)), a.verified(a.silence(r, found, s))
	}
	c.Silence = Considered{Way: "silence", Score: a.silentBy(s), Features: named(s[:], signNames[:])}
	if r.polar.asked() && len(found) > 0 {
		typed, ok := a.compare(r, found)
		e := a.borne(r, found, typed, ok)
		c.Verdict = Considered{Way: "verdict", Place: a.text.passages[a.text.sentences[e.sentence].passage].ref, Score: a.boreOut(e.grounds), Features: named(e.grounds[:], groundNames[:])}
	}
	return c
}

func named(values []float64, names []string) map[string]float64 {
	out := map[string]float64{}
	for i, v := range values {
		if v != 0 {
			out[names[i]] = v
		}
	}
	return out
}

// asksNames are how --why calls what is asked for, in the order of asks.
var asksNames = [...]string{"who", "lead", "support", "when", "span", "count", "value", "money", "share", "list", "where", "why", "how", "title", "mean", "confirm", "claim",
	"state", "gap", "now", "name", "contact", "form", "most", "least", "only", "mention", "document", "compare"}
