package gongwen

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
)

// dutyTermRe finds the term that ends a note: 市教育局负责，2025年底前完成.
var dutyTermRe = regexp.MustCompile(`[，,；;]\s*((?:\d{4}年|每年|长期|持续|“十)[^，；。]{0,16}?(?:完成|前|实施|坚持|推进|落实|落实到位|到位)?|(?:完成|办结)?(?:时限|时间|期限)[：:][^，；。]{1,20})$`)

// withoutTerm drops that term, and gives it.
func withoutTerm(note string) (rest, term string) {
	if m := dutyTermRe.FindStringSubmatchIndex(note); m != nil {
		return note[:m[0]], note[m[2]:m[3]]
	}
	return note, ""
}

// withoutLeaderRule drops what follows the units: 列第一位者为牵头单位，下同.
func withoutLeaderRule(note string) string {
	if m := leaderRe.FindStringIndex(note); m != nil {
		if i := strings.LastIndexAny(note[:m[0]], "。，；"); i >= 0 {
			note = note[:i]
		}
	}
	note, _, _ = strings.Cut(note, "。")
	return strings.TrimRight(note, "，； ")
}

// dutyReader reads the notes of a document in their order: some state rules that hold
// from there on.
type dutyReader struct {
	*reader
	known      map[string]int   // how often a name stands in a note
	firstLeads bool             // the unit named first is the leader
	general    []knowledge.Duty // who takes part in everything that follows
}

// readDuties reads the units of every chapter and clause.
func (r *reader) readDuties() {
	d := dutyReader{reader: r, known: map[string]int{}}
	for _, c := range r.plan.Chapters {
		d.count(c.Body.Text)
	}
	for _, c := range r.plan.Clauses {
		if !c.Row {
			d.count(c.Text)
		}
	}
	chapter := 0
	before := func(start int) {
		for ; chapter < len(r.plan.Chapters) && r.plan.Chapters[chapter].Start < start; chapter++ {
			c := &r.plan.Chapters[chapter]
			c.Duties = d.read(c.No, c.Body, dutyNotes(c.Body.Text))
		}
	}
	for i := range r.plan.Clauses {
		c := &r.plan.Clauses[i]
		if c.Row {
			continue // has its units from its own columns
		}
		before(c.Start)
		notes := dutyNotes(c.Text)
		if holder := d.holderOf(i, notes); holder >= 0 {
			r.plan.Clauses[holder].Duties = d.read(c.Parent, c.Passage, notes)
			continue
		}
		c.Duties = d.read(c.Ref, c.Passage, notes)
	}
	before(len(r.source) + 1)
	r.joinRows()
}

// holderOf gives the index of the clause that the note under its last item belongs to: it
// is a paragraph of its own, and no other of the items has one. Else it gives -1.
func (d *dutyReader) holderOf(i int, notes []dutyNote) int {
	all := d.plan.Clauses
	c := all[i]
	if c.Parent == "" || len(notes) != 1 || notes[0].start == 0 || c.Text[notes[0].start-1] != '\n' || i+1 < len(all) && all[i+1].Parent == c.Parent {
		return -1
	}
	items := 0
	for k := i - 1; k >= 0; k-- {
		switch {
		case all[k].Ref == c.Parent:
			if items == 0 || isDutyNote(all[k].Text) {
				return -1
			}
			return k
		case isDutyNote(all[k].Text):
			return -1
		}
		items++
	}
	return -1
}

// count notes the names in a text's notes.
func (d *dutyReader) count(text string) {
	for _, n := range dutyNotes(text) {
		for _, duty := range readDuty(n.text, false) {
			d.known[duty.Unit]++
		}
	}
}

// read gives the units of one passage, and of the provision that it belongs to.
func (d *dutyReader) read(ref string, passage knowledge.Passage, notes []dutyNote) []knowledge.Duty {
	var out []knowledge.Duty
	for _, n := range halfNotes(passage.Text) {
		at := locator{passage: passage}
		d.doubt("unit", head(n.text, longestTitle), at.source(n.start), said.Of("括号里好像写的是责任单位，没有读成，请核对。",
			"The brackets seem to name responsible units, which were not read; please check."))
	}
	led := false // under a line 牵头单位：
	place := locator{passage: passage}
	for _, note := range notes {
		d.firstLeads = d.firstLeads || leaderRe.MatchString(note.text)
		all := readDuty(note.text, d.firstLeads)
		for _, duty := range all {
			if led && duty.Role == knowledge.Responsible {
				duty.Role = knowledge.Support
			}
			if slices.Contains(out, duty) {
				continue
			}
			if duty.Role == knowledge.Lead && opensWithLabel(note.text) && leads(out, duty.Unit) {
				continue
			}
			out = append(out, duty)
			if reason := d.odd(duty.Unit); !reason.IsZero() {
				d.doubt("unit", duty.Unit, place.source(note.start), reason)
			}
		}
		led = led || opensWithLabel(note.text) && slices.ContainsFunc(all, func(u knowledge.Duty) bool { return u.Role == knowledge.Lead })
	}
	if len(out) > 0 {
		for _, duty := range d.general {
			if !slices.ContainsFunc(out, func(have knowledge.Duty) bool { return have.Unit == duty.Unit }) {
				out = append(out, duty)
			}
		}
	}
	for _, note := range notes {
		d.general = append(d.general, generalDuties(note.text, ref)...)
	}
	return out
}

// leads makes a unit the leader of those that were named as responsible with it, in a line
// above its own: 责任单位：甲、乙, and then 牵头单位：甲. It reports whether they were.
func leads(duties []knowledge.Duty, unit string) bool {
	i := slices.IndexFunc(duties, func(d knowledge.Duty) bool { return d.Unit == unit && d.Role == knowledge.Responsible })
	if i < 0 {
		return false
	}
	for k := range duties {
		if duties[k].Role == knowledge.Responsible {
			duties[k].Role = knowledge.Support
		}
	}
	duties[i].Role = knowledge.Lead
	return true
}

// odd gives the reason why a unit should be looked at, or nothing.
func (d *dutyReader) odd(unit string) said.Sentence {
	if reason := oddUnit(unit); !reason.IsZero() {
		return reason
	}
	if d.joins(unit) {
		return twoUnits
	}
	if !isUnit(unit) && d.known[unit] < 2 && (runes(unit) > shortName || !hanOnly(unit)) {
		return said.Of("这里写在责任单位的位置上，但不像单位的名称，请核对。",
			"This stands where responsible units do and does not look like the name of one; please check.")
	}
	return said.Sentence{}
}

// shortName is how many runes a name has at most that is believed although it does not end
// as a unit's: 共青团中央.
const shortName = 6

// joins tells whether the name puts two others together that stand in the document on
// their own: 市住建和财政局, where there is a 市住建局.
func (d *dutyReader) joins(unit string) bool {
	for _, and := range []string{"和", "与", "及"} {
		left, right, found := strings.Cut(unit, and)
		if !found || runes(left) < 2 || runes(right) < 2 {
			continue
		}
		if d.known[left+string(lastRune(right))] > 0 || d.known[right] > 0 || d.known[string(firstRune(left))+right] > 0 {
			return true
		}
	}
	return false
}

// generalDuties reads a rule about all provisions that follow: 以下均需各区配合，不再列出.
func generalDuties(note, ref string) []knowledge.Duty {
	var out []knowledge.Duty
	for _, p := range piecesOf(note) {
		if m := allTheRe.FindStringSubmatch(p.text); m != nil {
			for _, u := range splitUnits(m[1]) {
				out = append(out, knowledge.Duty{Unit: u, Role: roleOf(m[2]), By: ref})
			}
		}
	}
	return out
}

// readDuty reads one note in any of the customary forms:
//
//	责任单位：A、B；C           牵头单位：A；配合单位：B、C
//	A牵头，B、C配合             A、B负责
//	A、B等按职责分工负责        A会同B负责
//
// firstLeads tells that the unit named first is the leader.
func readDuty(note string, firstLeads bool) []knowledge.Duty {
	parts, _ := partsOf(note)
	led := slices.ContainsFunc(parts, func(p notePart) bool { return p.role == knowledge.Lead && len(p.units) > 0 })
	var out []knowledge.Duty
	for _, p := range parts {
		full := fullNames(p.units)
		for i, u := range p.units {
			duty := knowledge.Duty{Unit: u, Role: p.role, Full: full[i]}
			switch {
			case duty.Role == "" && led:
				duty.Role = knowledge.Support
			case duty.Role == "":
				duty.Role = knowledge.Responsible
			case duty.Role == knowledge.Responsible && led:
				duty.Role = knowledge.Support
			}
			out = append(out, duty)
		}
	}
	if firstLeads && !led {
		role := knowledge.Lead
		for i := range out {
			if out[i].Role == knowledge.Responsible {
				out[i].Role, role = role, knowledge.Support
			}
		}
	}
	return out
}

// joinRows gives a clause without units those of the row of a task table that repeats
// its title.
func (r *reader) joinRows() {
	bound := map[string][]knowledge.Duty{} // by title
	for _, c := range r.plan.Clauses {
		if !c.Row || len(c.Duties) == 0 {
			continue
		}
		for line := range strings.SplitSeq(c.Title+"\n"+c.Text, "\n") {
			if name := plainTitle(line); runes(name) >= 4 {
				for _, d := range c.Duties {
					d.By = c.Ref
					bound[name] = appendDuty(bound[name], d)
				}
			}
		}
	}
	for i := range r.plan.Clauses {
		if c := &r.plan.Clauses[i]; !c.Row && len(c.Duties) == 0 && c.Title != "" {
			c.Duties = slices.Clone(bound[plainTitle(c.Title)])
		}
	}
}

// plainTitle is a title without its number, marks and white space.
func plainTitle(s string) string {
	s = squeeze(s)
	if h, ok := headingOf(s); ok {
		s = h.rest
	}
	return strings.Trim(s, "。；，：:")
}
