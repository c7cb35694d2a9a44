package reminders

import (
	"maps"
	"slices"
	"time"
)

// Trail is what the audit trail says as a whole, also beyond a broken link.
type Trail struct {
	End      Chain             // as far as it is whole
	Broken   error             // a *BrokenError for the first broken link, or nil
	Newest   time.Time         // the latest moment of an event; zero where there is none
	Evidence map[string]string // names of the files that reports came with and steps were taken from, by hash
}

// Take takes e as the next event.
func (t *Trail) Take(e Event) {
	if t.Broken == nil {
		t.Broken = t.End.Check(e)
	}
	if e.At.After(t.Newest) {
		t.Newest = e.At
	}
	if t.Evidence == nil {
		t.Evidence = map[string]string{}
	}
	for _, v := range e.Evidence {
		t.Evidence[v.Hash] = v.Name
	}
	if f := e.Source.File; f.Hash != "" {
		t.Evidence[f.Hash] = f.Name
	}
}

// Hashes returns the hashes of the files that the trail names, sorted.
func (t Trail) Hashes() []string { return slices.Sorted(maps.Keys(t.Evidence)) }
