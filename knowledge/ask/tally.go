package ask

import (
	"strings"

	"duban/knowledge/said"
)

// fewestTallied is how many names make a list that is counted.
const fewestTallied = 4

// tally counts what a sentence lists, where a question asks how many there are and the
// sentence gives no number: 点名的城市有几个.
func (a *Asker) tally(r *reading, m match) (said.Sentence, bool) {
	w := r.wanted()[0]
	if w.kind != slotCount || r.wants(asksWho|asksWhere) || len(r.figures) > 0 {
		return said.Sentence{}, false
	}
	s := a.text.sentences[m.best]
	w.measure = "人" // numbers alone, no lists
	if len(valuesIn(s, w)) > 0 {
		return said.Sentence{}, false
	}
	items := enumerated(s.printed)
	for i, item := range items {
		if name, _, more := strings.Cut(item, "等"); more && name != "" { // the list ends here
			items[i], items = name, items[:i+1]
			break
		}
	}
	return said.Of("共{n}个：{items}。", "{n} in all: {items}.", len(items), inTurn(items)), len(items) >= fewestTallied
}
