package office

import (
	"encoding/json"
	"errors"

	"duban/knowledge"
	"duban/knowledge/document"
	"duban/knowledge/gongwen"
	"duban/knowledge/said"
	"duban/reminders"
)

// CarryPlaces gives a plan what its file's reader found: where pages begin, what was
// recognised from pictures, what was not read. What was recognised is doubted.
func CarryPlaces(plan *knowledge.Plan, doc *document.Document) {
	for _, p := range doc.Pages {
		plan.Pages = append(plan.Pages, knowledge.Page(p))
	}
	for _, g := range doc.Gaps {
		plan.Gaps = append(plan.Gaps, knowledge.Gap(g))
	}
	for _, s := range doc.Recognised {
		plan.Recognised = append(plan.Recognised, knowledge.Span(s))
	}
	gongwen.Recognised(plan)
}

// keepPlaces notes the same beside a version's text.
func keepPlaces(v *reminders.Version, doc *document.Document) error {
	var errs []error
	keep := func(of any, none bool) string {
		if none {
			return ""
		}
		data, err := json.Marshal(of)
		errs = append(errs, err)
		return string(data)
	}
	v.Pages = keep(doc.Pages, doc.Pages == nil)
	v.Recognised = keep(doc.Recognised, doc.Recognised == nil)
	v.Gaps = keep(doc.Gaps, doc.Gaps == nil)
	for _, n := range doc.Notes {
		v.Notes = append(v.Notes, keep(n, false))
	}
	return errors.Join(errs...)
}

// keptNotes gives the notes that were kept beside a version's text; older ones were kept
// as they were said.
func keptNotes(v reminders.Version) []said.Sentence {
	var all []said.Sentence
	for _, kept := range v.Notes {
		var n said.Sentence
		if json.Unmarshal([]byte(kept), &n) != nil {
			n = said.Words(kept)
		}
		all = append(all, n)
	}
	return all
}

// keptPlaces carries what was noted beside a version's text into its plan.
func keptPlaces(plan *knowledge.Plan, v reminders.Version) error {
	var doc document.Document
	for _, k := range []struct {
		kept string
		into any
	}{{v.Pages, &doc.Pages}, {v.Recognised, &doc.Recognised}, {v.Gaps, &doc.Gaps}} {
		if k.kept == "" {
			continue
		}
		if err := json.Unmarshal([]byte(k.kept), k.into); err != nil {
			return trouble("计划《"+v.Title+"》的页码记录已损坏，请重新导入。", err)
		}
	}
	CarryPlaces(plan, &doc)
	return nil
}
