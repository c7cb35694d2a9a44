package gongwen

import (
	"regexp"
	"strings"

	"duban/knowledge"
)

var (
	rankRe   = regexp.MustCompile(`(均|都|分别)?(?:要|应)?(?:位居|位列|居于|保持在?|进入|跻身|排名|排在|稳居|居|列|进|在)+(全国|全省|全市|全区|全县|世界)?\s*前\s*([一二三四五六七八九十]{1,3}|\d{1,3})\s*(位|名|强)`)
	timesRe  = regexp.MustCompile(`(?:力争|预计|要)?(?:(?:比|较)\s*\d{4}\s*年(?:基础上)?)?(?:力争|实现|预计|要)?(翻[一两二三]番|翻番|翻倍|倍增)`)
	tenthsRe = regexp.MustCompile(`(达到|超过|突破|不低于|不少于|控制在|约)?([一二三四五六七八九])成(以上|左右|以内|以下)`)
	coverRe  = regexp.MustCompile(`覆盖到?(所有|全部)\S`)
	standRe  = regexp.MustCompile(`(均|全部)(?:要|应)?(?:达到|符合|通过|实现)\S*(?:标准|要求|验收|评估)`)
	aimRe    = regexp.MustCompile(`目标|任务`)
	quotedRe = regexp.MustCompile(`“[^“”\n]*”|《[^《》\n]*》|"[^"\n]*"`)
)

// longestPart is the length in bytes above which a part is not read as a sentence.
const longestPart = 1500

// span is a stretch of a text, in bytes.
type span struct{ start, end int }

// part is the stretch of a sentence between commas.
type part struct {
	text   string // as printed
	masked string // of the same length, without the words in quotation marks
	due    string // the term that governs it
	task   bool   // it stands in a table of tasks
}

// readTargets reads the quantified goals of every clause, and of the text of
// chapters that have no clauses.
func (r *reader) readTargets() {
	for _, ch := range r.plan.Chapters {
		r.targetsIn(ch.No, ch.Title, "", false, ch.Body)
	}
	for _, c := range r.plan.Clauses {
		if !r.tabled[c.Ref] {
			r.targetsIn(c.Ref, c.Title, c.Due, c.Row, c.Passage)
		}
	}
}

// targetsIn reads one passage; due is the term of all of it, if it has one, and task
// tells a row of a table of tasks. A term holds to the end of its sentence. One that
// opens a paragraph without a number, or a clause about aims, holds for the whole
// paragraph, or as far as a sentence that opens with another one.
func (r *reader) targetsIn(ref, title, due string, task bool, passage knowledge.Passage) {
	masked, at := mask(passage.Text), 0
	noteDue := due
	if due == "" {
		noteDue = noteTerm(passage.Text)
	}
	past := backgroundRe.MatchString(title)
	place := locator{passage: passage}
	for n, paragraph := range strings.Split(passage.Text, "\n") {
		general, opens := noteDue, true
		if strings.Contains(paragraph, "\t") { // a table's row, read as such
			at += len(paragraph) + 1
			continue
		}
		for _, s := range cutAt(masked[at:at+len(paragraph)], "。！？") {
			due, said := general, ""
			for _, p := range cutAt(masked[at+s.start:at+s.end], "，；：,;:") {
				from, to := at+s.start+p.start, at+s.start+p.end
				text := passage.Text[from:to]
				if n == 0 && opens && title != "" && strings.HasPrefix(passage.Text[max(0, to-len(title)):], title) && strings.Trim(masked[to:], "\x00。 　\n") != "" {
					continue // the heading of what follows
				}
				if to-from > longestPart {
					r.doubt("quantity", head(text, 40), place.source(from), "这一句过长，没有从中读取目标，请核对。")
					continue
				}
				if t := termIn(text, len(text)); t != "" {
					switch due = t; {
					case opens && (n > 0 || aimRe.MatchString(title)), said == "" && general != noteDue:
						general = t // also where the next sentence opens with another one
					case said != "" && said != t:
						general = noteDue // one sentence with several terms speaks of several things
					}
					said = t
				}
				opens = opens && strings.HasPrefix(title, strings.TrimSpace(text))
				if r.isPast(due) || past && termIn(text, len(text)) == "" {
					continue // where things stood, no goal
				}
				r.targetsOf(ref, part{text, masked[from:to], due, task}, func() int { return place.source(from) })
			}
		}
		at += len(paragraph) + 1
	}
}

// backgroundRe finds the sections that tell where things stand.
var backgroundRe = regexp.MustCompile(`^(?:发展|工作|建设|现实|主要)?(?:基础|现状|回顾|成就|成效|进展|形势|背景|形势与挑战|面临形势|机遇与挑战)|发展基础|面临(?:的)?(?:形势|挑战)|(?:重大|重要)意义`)

// isPast tells whether a term lies before the plan: its numbers are where it begins.
func (r *reader) isPast(due string) bool {
	if due == "" {
		return false
	}
	from := ""
	if m := periodStartRe.FindStringSubmatch(r.plan.Title); m != nil {
		from = m[1]
	} else if len(r.plan.SignedOn) >= 4 {
		from = r.plan.SignedOn[:4]
	}
	return from != "" && due[:4] < from
}

var periodStartRe = regexp.MustCompile(`(\d{4})\s*年?\s*[—－–～~-]+\s*\d{4}`)

// noteTerm gives the term that the notes of responsible units state for a clause.
func noteTerm(text string) string {
	due := ""
	for _, n := range dutyNotes(text) {
		if _, term := withoutTerm(withoutLeaderRule(n.text)); term != "" {
			due = dueOfCell(strings.TrimSuffix(term, "完成"), nil)
		} else if m := labelTermRe.FindStringSubmatch(n.text); m != nil {
			due = dueOfCell(m[1], nil)
		}
	}
	return due
}

var labelTermRe = regexp.MustCompile(`(?:完成|办结|截止)?(?:时限|时间|期限)\s*[：:]\s*([^；;，,。]+)`)

// taskRe finds a short task before its number.
var taskRe = regexp.MustCompile(`^\s*[^\P{Han}每共约]\p{Han}{1,11}$`)

// targetsOf reads one part of a sentence; place gives its offset in the source.
func (r *reader) targetsOf(ref string, p part, place func() int) {
	add := func(t knowledge.Target, s span) {
		t.Clause, t.Due = ref, p.due
		t.Quote = strings.Trim(p.text[s.start:s.end], " 　、")
		r.plan.Targets = append(r.plan.Targets, t)
	}
	whole := span{0, len(p.text)}
	if m := rankRe.FindStringSubmatchIndex(p.masked); m != nil && !strings.HasPrefix(p.masked[m[1]:], "的") {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return p.masked[m[2*i]:m[2*i+1]]
		}
		for _, name := range eachOf(cleanName(p.text[:m[0]]), group(1) != "") {
			add(knowledge.Target{Indicator: name + group(2) + "位次", Comparator: knowledge.AtMost, Value: group(3), Measure: group(4)}, whole)
		}
		return
	}
	for _, m := range timesRe.FindAllStringSubmatchIndex(p.masked, -1) {
		add(knowledge.Target{Indicator: cleanName(p.text[:m[0]]), Comparator: knowledge.Equals, Value: p.text[m[2]:m[3]]}, whole)
	}
	for _, m := range tenthsRe.FindAllStringSubmatchIndex(p.masked, -1) {
		t := knowledge.Target{Indicator: cleanName(p.text[:m[0]]), Value: p.text[m[4]:m[5]], Measure: "成"}
		if m[2] >= 0 {
			t.Comparator = goalSigns[p.text[m[2]:m[3]]]
		}
		t.Comparator = comparedAfter(p.text[m[6]:m[7]], t.Comparator)
		add(t, whole)
	}
	set, loose := quantitiesIn(p.masked)
	for _, q := range loose {
		words := p.text[q.start:q.end]
		if p.task && p.due != "" && len(set) == 0 && taskRe.MatchString(p.masked[:q.start]) && !strings.Contains(q.measure, "元") && strings.TrimSpace(p.masked[q.end:]) == "" {
			q.op = knowledge.Equals // 清淤5处: what has to be done by then
			set = append(set, q)
			continue
		}
		r.doubt("quantity", words, place(), "“"+head(strings.TrimSpace(p.text), 40)+"”中的“"+words+"”没有读成目标，可能只是说明，请核对。")
	}
	groups := groupsOf(p.masked, set)
	names := namesOf(p, groups)
	for i, g := range groups {
		for j, name := range names[i] {
			q := g.set[min(j, len(g.set)-1)]
			t := knowledge.Target{Indicator: name, Comparator: q.op, Value: q.value, Measure: q.measure, Min: q.min, Max: q.max}
			if q.year != "" && r.isPast(q.year) {
				continue
			}
			if n := len(r.plan.Targets); name == "" && n > 0 && r.plan.Targets[n-1].Clause == ref {
				t.Indicator = r.plan.Targets[n-1].Indicator // 其中2023年8万亩 is about what was said before
			}
			add(t, g.span)
			if q.year != "" {
				r.plan.Targets[len(r.plan.Targets)-1].Due = q.year
			}
		}
	}
	if p.due == "" || len(set) > 0 {
		return
	}
	for _, re := range []*regexp.Regexp{coverRe, standRe} {
		if m := re.FindStringSubmatchIndex(p.masked); m != nil {
			name := cleanName(p.text[:m[2]] + p.text[m[3]:])
			add(knowledge.Target{Indicator: name, Comparator: knowledge.All, Value: p.text[m[2]:m[3]]}, whole)
			return
		}
	}
}

// mask replaces quoted words and notes of responsible units by bytes that no rule
// matches, so that offsets stay.
func mask(text string) string {
	b := []byte(text)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			b[i] = 0
		}
	}
	for _, m := range quotedRe.FindAllStringIndex(text, -1) {
		blank(m[0], m[1])
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
		case strings.ContainsRune(separators, c) && (depth == 0 || c == '。'):
			out = append(out, span{start, i})
			start, depth = i+len(string(c)), 0
		}
	}
	return append(out, span{start, len(text)})
}
