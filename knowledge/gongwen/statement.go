package gongwen

import (
	"cmp"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"duban/knowledge"
	"duban/knowledge/quantity"
	"duban/knowledge/term"
)

// statement is the stretch of a sentence between commas, with the term that governs it.
type statement struct {
	ref        string // of the section that holds it
	text       string // as printed
	masked     string // of the same length, without words in quotation marks and notes of units
	lead       string // what stands before it in its sentence
	from       int    // byte offset in the section's text
	paragraph  int    // number of its paragraph in the section
	sentence   int    // number of its sentence in the section
	stretch    int    // number of the stretch between semicolons that holds it
	terms      []term.Term
	said       *term.Term // the term that was stated last in its sentence, or governs the paragraph
	explicit   bool       // that term stands in its own sentence
	due        string     // of said, else of the section
	aim        bool       // the section speaks of aims
	background bool       // the section tells where things stand
	past       bool       // its paragraph has spoken of a time before the plan
	bound      bool       // the section names responsible units
	row        bool       // it stands in a table of tasks
	scheduled  bool       // its row's cells are those of a schedule
	of         string     // what the row is about
	context    *term.Context
}

// pastDue reports whether a term lies before the plan.
func (s statement) pastDue(t term.Term) bool { return s.context.Past(t.Due) }

var (
	periodRe2    = regexp.MustCompile(`(\d{4})\s*年?\s*[—－–～~-]+\s*(\d{4})`)
	titleYearRe  = regexp.MustCompile(`(\d{4})\s*年`)
	aimRe        = regexp.MustCompile(`目标|任务`)
	quotedRe     = regexp.MustCompile(`“[^“”\n]*”|"[^"\n]*"`)
	bookRe       = regexp.MustCompile(`《[^《》\n]*》`)
	backgroundRe = regexp.MustCompile(`^(?:发展|工作|建设|现实|主要)?(?:基础|现状|回顾|成就|成效|进展|形势|背景|形势与挑战|面临形势|机遇与挑战)|发展基础|面临(?:的)?(?:形势|挑战)|(?:重大|重要)意义|取得\S{0,6}(?:进展|成效|成就)`)
)

// readContext reads what the plan says of its own time.
func (r *reader) readContext() {
	c := &r.time
	for _, d := range []string{r.plan.SignedOn, r.plan.IssuedOn} {
		if day, err := time.Parse(time.DateOnly, d); err == nil && c.Issued.IsZero() {
			c.Issued = day
		}
	}
	title := r.plan.Title
	if m := periodRe2.FindStringSubmatch(title); m != nil {
		c.First, c.Last = validYear(m[1]), validYear(m[2])
	} else if all := term.Find(title, term.Context{}); len(all) > 0 && all[0].Begins != "" && len(all[0].Due) == 4 { // “十四五”
		c.First, c.Last = validYear(all[0].Begins), all[0].Year
	} else if m := titleYearRe.FindStringSubmatch(title); m != nil {
		c.Year = validYear(m[1])
	}
	// 2012年起5年内: the year from which spans count.
	for _, s := range r.plan.Sections() {
		all := term.Find(s.Text, term.Context{Since: 1})
		for i := 1; i < len(all); i++ {
			if all[i-1].Kind == term.From && all[i-1].Year > 0 && strings.Trim(s.Text[all[i-1].End:all[i].Start], "，, 　") == "" && all[i].Kind == term.By && all[i].Bare {
				c.Since = all[i-1].Year
				return
			}
		}
	}
}

// cellBreak stands between the cells of a row on one line.
const cellBreak = "　"

// holds reports whether a schedule has cells of the row that stands at an offset.
func holds(t knowledge.Schedule, start int) bool {
	i := sort.Search(len(t.Cells), func(i int) bool { return t.Cells[i].Start >= start })
	return i < len(t.Cells) && t.Cells[i].Start == start
}

// longestPart is the length in bytes above which a part is not read as a sentence.
const longestPart = 1500

// span is a stretch of a text, in bytes.
type span struct{ start, end int }

// statements cuts a section's text. due is the term of all of it, if it has one. A term
// holds to the end of its sentence. One that opens a paragraph without a number, or a
// section about aims, holds for the whole paragraph, or as far as a sentence that opens
// with another one.
func (r *reader) statements(sec section) []statement {
	masked, at := mask(sec.text, true), 0
	named := mask(sec.text, false)
	context := r.time
	if sec.row && len(sec.due) >= 4 && context.Year == 0 {
		context.Year = validYear(sec.due[:4])
	}
	whole := (*term.Term)(nil)
	if sec.due != "" {
		whole = &term.Term{Kind: term.By, Due: sec.due}
	} else if t, ok := r.noteTerm(sec.text); ok {
		whole = &t
	}
	about := aimRe.MatchString(sec.title)
	base := statement{ref: sec.ref, aim: strings.Contains(sec.title+sec.under, "目标") || strings.Contains(sec.title+sec.under, "指标"), background: backgroundRe.MatchString(sec.title) || backgroundRe.MatchString(sec.under),
		bound: sec.bound, row: sec.row && (sec.bound || sec.due != ""), context: &r.time}
	if base.row {
		base.of, base.scheduled = sec.title, slices.ContainsFunc(r.plan.Schedules, func(t knowledge.Schedule) bool { return holds(t, sec.passage.Start) })
	}
	var out []statement
	sentence, stretch, separators := 0, 0, "，；：,;:"
	if sec.row {
		separators += cellBreak
	}
	for n, paragraph := range strings.Split(sec.text, "\n") {
		general, opens := whole, true
		if strings.Contains(paragraph, "\t") { // a table's row, read as such
			at += len(paragraph) + 1
			continue
		}
		context.Said = 0
		past := false
		number := 0 // bytes of the section's own number
		if h, ok := headingOf(paragraph); ok && n == 0 {
			number = len(h.no)
		}
		for _, s := range cutAt(masked[at:at+len(paragraph)], "。！？") {
			s.start = max(s.start, min(number, s.end))
			sentence++
			said, explicit := general, false
			first := at + s.start
			stretch++
			parts := cutAt(masked[at+s.start:at+s.end], separators)
			for i, p := range parts {
				from, to := at+s.start+p.start, at+s.start+p.end
				if strings.ContainsRune("；;", lastRune(masked[first:from])) {
					stretch++
				}
				part := base
				part.text, part.masked, part.from, part.paragraph, part.sentence, part.stretch = sec.text[from:to], masked[from:to], from, n, sentence, stretch
				part.lead = masked[first:from]
				if strings.Trim(part.masked, "\x00 　") == "" {
					continue
				}
				if n == 0 && opens && isHeadingOf(sec, masked, to) && !asks(term.Find(named[from:to], context)) {
					continue // the heading of what follows
				}
				if to-from > longestPart {
					part.terms = nil
					out = append(out, part)
					continue
				}
				part.terms = term.Find(named[from:to], context)
				for _, t := range part.terms {
					past = past || r.time.Past(t.Due) && (t.Kind != term.Reference || len(out) == 0 || n > 0)
				}
				part.past = past
				if t, ok := lastBinding(part.terms); ok {
					if t.Year > 0 {
						context.Said = t.Year
					}
					switch {
					case opens && (n > 0 || about), !explicit && general != whole:
						general = &t // also where the next sentence opens with another one
					case explicit && said.Due != t.Due:
						general = whole // one sentence with several terms speaks of several things
					}
					said, explicit = &t, true
				}
				opens = opens && strings.HasPrefix(sec.title, strings.TrimSpace(part.text))
				part.said, part.explicit = said, explicit
				if said != nil {
					part.due = said.Due
				}
				out = append(out, part)
				ends := i+1 == len(parts) || strings.ContainsRune("；;", firstRune(masked[to:]))
				if t, ok := bindingOf(part); ok && ends && t.Due != "" && closes(part, t) {
					closed(out, &t)
				}
			}
		}
		at += len(paragraph) + 1
	}
	return out
}

// isHeadingOf reports whether the part that ends at to is the title of the section, with
// other words behind it.
func isHeadingOf(sec section, masked string, to int) bool {
	return sec.title != "" && strings.HasSuffix(squeeze(sec.text[:to]), squeeze(sec.title)) && !strings.HasPrefix(masked[to:], "；") && strings.Trim(masked[to:], "\x00。 　\n") != ""
}

// asks reports whether one of the terms says by which day or from when, which no heading
// does: 5月10日前储备沙袋, but not 2025年主要任务.
func asks(all []term.Term) bool {
	return slices.ContainsFunc(all, func(t term.Term) bool {
		return binds(t) && t.Recurrence == "" && len(cmp.Or(t.Due, t.Begins)) > len("2025")
	})
}

// lastBinding gives the last term of a part that sets one.
func lastBinding(all []term.Term) (term.Term, bool) {
	for i := len(all) - 1; i >= 0; i-- {
		if binds(all[i]) {
			return all[i], true
		}
	}
	return term.Term{}, false
}

// binds reports whether a term says by when, from when or how often.
func binds(t term.Term) bool {
	return t.Kind != term.Reference && t.Due+t.Begins+t.Recurrence != ""
}

// section is a part of the plan's text that goals and duties are read from.
type section struct {
	ref, title, under, text string
	due                     string // of a row: the term in its own column
	row                     bool
	bound                   bool
	passage                 knowledge.Passage
	duties                  []knowledge.Duty
}

// sections gives them in the order of the text, without those that a table has been
// read from.
func (r *reader) sections() []section {
	p := r.plan
	out := []section{{ref: knowledge.PreambleRef, text: p.Preamble.Text, passage: p.Preamble}}
	for _, ch := range p.Chapters {
		out = append(out, section{ref: ch.No, title: ch.Title, text: ch.Body.Text, bound: len(ch.Duties) > 0, passage: ch.Body, duties: ch.Duties})
	}
	for _, c := range p.Clauses {
		if !r.tabled[c.Ref] {
			out = append(out, section{ref: c.Ref, title: c.Title, under: c.Chapter, text: c.Text, due: c.Due, row: c.Row, bound: len(c.Duties) > 0, passage: c.Passage, duties: c.Duties})
		}
	}
	return append(out, section{ref: knowledge.ClosingRef, text: p.Closing.Text, passage: p.Closing})
}

// noteTerm gives the term that the notes of responsible units state for a clause.
func (r *reader) noteTerm(text string) (t term.Term, ok bool) {
	for _, n := range dutyNotes(text) {
		words := ""
		if _, said := withoutTerm(withoutLeaderRule(n.text)); said != "" {
			words = strings.TrimSuffix(said, "完成")
		} else if m := labelTermRe.FindStringSubmatch(n.text); m != nil {
			words = m[1]
		}
		if words == "" {
			continue
		}
		if one, is := term.Cell(words, r.time); is {
			t, ok = one, true
		}
	}
	return t, ok
}

var labelTermRe = regexp.MustCompile(`(?:完成|办结|截止)?(?:时限|时间|期限)\s*[：:]\s*([^；;，,。]+)`)

// mask replaces titles of books, notes of responsible units and, where quoted is set, words
// in quotation marks by bytes that no rule matches, so that offsets stay.
func mask(text string, quoted bool) string {
	b := []byte(text)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			b[i] = 0
		}
	}
	for _, m := range bookRe.FindAllStringIndex(text, -1) {
		blank(m[0], m[1])
	}
	if quoted {
		for _, m := range quotedRe.FindAllStringIndex(text, -1) {
			blank(m[0], m[1])
		}
	}
	for _, n := range dutyNotes(text) {
		blank(n.start, n.end)
	}
	return string(b)
}

// cutAt gives the stretches between separators that stand outside brackets.
func cutAt(text, separators string) []span {
	var out []span
	depth, start := 0, 0
	for i, c := range text {
		switch {
		case c == '（' || c == '(' || c == '〔':
			depth++
		case c == '）' || c == ')' || c == '〕':
			depth = max(depth-1, 0)
		case strings.ContainsRune(separators, c) && (depth == 0 || c == '。') && !withinNumber(text, i, c):
			out = append(out, span{start, i})
			start, depth = i+len(string(c)), 0
		}
	}
	return append(out, span{start, len(text)})
}

// withinNumber reports whether the sign at i stands between two digits: 1,200, 8:30, １，２００.
// The full-width comma parts sentences too: it does so unless it groups thousands.
func withinNumber(text string, i int, c rune) bool {
	if c != ',' && c != ':' && c != '：' && c != '，' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after := text[i+utf8.RuneLen(c):]
	next, _ := utf8.DecodeRuneInString(after)
	if !unicode.IsDigit(before) || !unicode.IsDigit(next) {
		return false
	}
	return c != '，' || quantity.Grouped(text[:i], after)
}
