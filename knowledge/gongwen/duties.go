package gongwen

import (
	"regexp"
	"strings"

	"duban/knowledge"
)

var (
	labelRe  = regexp.MustCompile(`(责任|主责|实施|落实|承办|牵头|主办|配合|参与|参加|协办|协同|支持)(?:责任)?(?:单位|部门|地区|处室|科室)\s*(?:[：:]|为[：:]?)|(?:责任|分管|包保|牵头|联系)(?:市|县|区|校|局|院)?(?:领导|人)\s*[：:]`)
	roleRe   = regexp.MustCompile(`(?:按照?(?:各自)?职责(?:分工)?|按照?分工|分工|分别|共同|具体)*(牵头|负责|落实|实施|配合|参与|参加|协助|协同|支持|指导)(?:负责|落实|实施|配合|做好)*\s*(?:[，,；;]|$)|(会同)`)
	leaderRe = regexp.MustCompile(`(?:第一位|首位|第一个|排名第一)[^。）]{0,12}牵头|牵头[^。）]{0,12}(?:第一位|首位)`)
)

// longestNote is the length in bytes above which brackets hold running text.
const longestNote = 2000

// dutyNote is a bracketed note, or a labelled paragraph, that names units.
type dutyNote struct {
	text       string // without its brackets
	start, end int    // in the clause's text, brackets included
}

// dutyNotes finds the notes of responsible units in a clause's text.
func dutyNotes(text string) []dutyNote {
	var notes []dutyNote
	depth, open, inner := 0, 0, 0
	for i, c := range text {
		next := i + len(string(c))
		switch c {
		case '（', '(':
			if depth == 0 {
				open, inner = i, next
			}
			depth++
		case '）', ')':
			if depth == 1 && (isDuty(text[inner:i]) || isClosing(text[:open], text[next:]) && isBareDuty(text[inner:i])) {
				notes = append(notes, dutyNote{text[inner:i], open, next})
			}
			depth = max(depth-1, 0)
		case '\n':
			depth = 0
		}
	}
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		if start, end := labelledIn(line); end > 0 {
			notes = append(notes, dutyNote{strings.TrimRight(line[start:end], "。 　"), at + start, at + end})
		}
		at += len(line) + 1
	}
	return notes
}

// labelledIn finds the labels that open a line, or stand behind a sentence of it, and
// what they say; end is 0 where there are none.
func labelledIn(line string) (start, end int) {
	if isLabelled(line) {
		return 0, len(line)
	}
	depth, from := 0, 0
	for {
		i := strings.IndexAny(line[from:], "。；")
		if i < 0 {
			return 0, 0
		}
		i += from + len("。")
		depth, from = bracketDepth(depth, line[from:i]), i
		rest := strings.TrimLeft(line[i:], " 　")
		if depth > 0 || !opensWithLabel(rest) {
			continue
		}
		start = len(line) - len(rest)
		for end = start; end < len(line); { // a sentence after the other, as long as they have labels
			if rest := strings.TrimLeft(line[end:], " 　"); !opensWithLabel(rest) && !labelTermRe.MatchString(head(rest, 20)) {
				break
			}
			i := strings.Index(line[end:], "。")
			if i < 0 {
				end = len(line)
				break
			}
			end += i + len("。")
		}
		if end-start <= longestNote {
			return start, end
		}
	}
}

// bracketDepth counts the brackets that are open behind the text, of which depth were
// open before it.
func bracketDepth(depth int, text string) int {
	for _, c := range text {
		switch c {
		case '（', '(':
			depth++
		case '）', ')':
			depth = max(depth-1, 0)
		}
	}
	return depth
}

func isLabelled(s string) bool { return opensWithLabel(s) && len(s) <= longestNote }

func opensWithLabel(s string) bool {
	m := labelRe.FindStringIndex(head(s, 12))
	return m != nil && m[0] == 0
}

func isDuty(s string) bool {
	if len(s) > longestNote {
		return false
	}
	if isLabelled(s) {
		return true
	}
	s, _ = withoutTerm(withoutLeaderRule(s))
	m := roleRe.FindStringSubmatchIndex(s)
	if m == nil || m[0] == 0 || !hasRoleAtEnd(s) {
		return false
	}
	units := splitUnits(s[:m[0]])
	return len(units) > 0 && runes(units[0]) <= longestUnit && (unitEndRe.MatchString(units[0]) || strings.HasPrefix(units[0], "各") ||
		strings.Contains(s, "负责") || strings.Contains(s, "牵头"))
}

// isClosing tells whether brackets between these texts stand behind a sentence, at the
// end of a paragraph, or of the last one where a document stands on one line.
func isClosing(before, after string) bool {
	after, _, _ = strings.Cut(after, "\n")
	after = strings.Trim(after, "。 　")
	return strings.HasSuffix(strings.TrimRight(before, " 　"), "。") && (after == "" || lastWordsRe.MatchString(after))
}

// lastWordsRe finds how a document closes behind its last provision.
var lastWordsRe = regexp.MustCompile(`^本(?:方案|意见|计划|规划|通知|办法|措施|细则|规定)(?:自|由|有效期)`)

// isBareDuty tells units alone, without a word of what they do: （市教育局、各区政府）.
func isBareDuty(s string) bool {
	if len(s) > longestNote {
		return false
	}
	s, _ = withoutTerm(withoutLeaderRule(s))
	units := splitUnits(s)
	for _, u := range units {
		if runes(u) < 3 || runes(u) > longestUnit || !unitEndRe.MatchString(u) && !strings.HasPrefix(u, "各") {
			return false
		}
	}
	return len(units) > 0
}

func hasRoleAtEnd(s string) bool {
	all := roleRe.FindAllStringIndex(s, -1)
	return len(all) > 0 && all[len(all)-1][1] == len(s)
}

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

func isDutyNote(text string) bool { return len(dutyNotes(text)) > 0 }

func endsWithDuty(text string) bool {
	n := dutyNotes(text)
	return len(n) > 0 && strings.Trim(text[n[len(n)-1].end:], "。") == ""
}

func anyDuty(blocks []block) bool {
	for _, b := range blocks {
		if isDutyNote(b.text) {
			return true
		}
	}
	return false
}

// readDuties reads the units of every clause. A note that the unit named first is
// the leader holds from there on.
func (r *reader) readDuties() {
	firstLeads := false
	for i := range r.plan.Clauses {
		c := &r.plan.Clauses[i]
		if c.Row {
			continue // has its units from its own columns
		}
		seen, led := map[knowledge.Duty]bool{}, false
		place := locator{passage: c.Passage}
		for _, note := range dutyNotes(c.Text) {
			firstLeads = firstLeads || leaderRe.MatchString(note.text)
			m := labelRe.FindStringSubmatch(note.text)
			for _, d := range readDuty(note.text, firstLeads) {
				if led && d.Role == knowledge.Responsible { // under a line 牵头单位：
					d.Role = knowledge.Support
				}
				if seen[d] {
					continue
				}
				seen[d] = true
				c.Duties = append(c.Duties, d)
				if reason := oddUnit(d.Unit); reason != "" {
					r.doubt("unit", d.Unit, place.source(note.start), reason)
				}
			}
			led = led || m != nil && isLabelled(note.text) && (m[1] == "牵头" || m[1] == "主办")
		}
	}
}

// readDuty reads one note in any of the customary forms:
//
//	责任单位：A、B；C           牵头单位：A；配合单位：B、C
//	A牵头，B、C配合             A、B负责
//	A、B等按职责分工负责        A会同B负责
func readDuty(note string, firstLeads bool) []knowledge.Duty {
	if labels := labelRe.FindAllStringSubmatchIndex(note, -1); len(labels) > 0 && labels[0][0] == 0 {
		return readLabels(note, labels)
	}
	note, _ = withoutTerm(withoutLeaderRule(note))
	var out []knowledge.Duty
	if !roleRe.MatchString(note) {
		for _, u := range splitUnits(note) {
			out = append(out, knowledge.Duty{Unit: u, Role: knowledge.Responsible})
		}
	}
	led, start := false, 0
	for _, m := range roleRe.FindAllStringSubmatchIndex(note, -1) {
		role := knowledge.Support
		switch word := note[max(m[2], m[4]):max(m[3], m[5])]; word {
		case "牵头", "会同":
			role, led = knowledge.Lead, true
		case "负责", "落实", "实施":
			if !led {
				role = knowledge.Responsible
			}
		}
		for _, u := range splitUnits(note[start:m[0]]) {
			out = append(out, knowledge.Duty{Unit: u, Role: role})
		}
		start = m[1]
	}
	if firstLeads && !led {
		for i := range out {
			out[i].Role = knowledge.Support
		}
		if len(out) > 0 {
			out[0].Role = knowledge.Lead
		}
	}
	return out
}

func readLabels(note string, labels [][]int) []knowledge.Duty {
	led := strings.Contains(note, "牵头") || strings.Contains(note, "主办")
	var out []knowledge.Duty
	for i, m := range labels {
		end := len(note)
		if i+1 < len(labels) {
			end = labels[i+1][0]
		}
		if term := labelTermRe.FindStringIndex(note[m[1]:end]); term != nil {
			end = m[1] + term[0]
		}
		if m[2] < 0 { // a person
			continue
		}
		role := knowledge.Responsible
		switch note[m[2]:m[3]] {
		case "牵头", "主办":
			role = knowledge.Lead
		case "配合", "参与", "参加", "协办", "协同", "支持":
			role = knowledge.Support
		default:
			if led {
				role = knowledge.Support
			}
		}
		for _, part := range splitRoles(note[m[1]:end]) {
			if hasRoleAtEnd(part) { // 责任单位：A、B；C配合
				out = append(out, readDuty(part, false)...)
				continue
			}
			for _, u := range splitUnits(part) {
				out = append(out, knowledge.Duty{Unit: u, Role: role})
			}
		}
	}
	return out
}

// splitRoles parts what follows a label at its semicolons.
func splitRoles(s string) []string {
	return strings.FieldsFunc(strings.TrimSpace(s), func(r rune) bool { return r == '；' || r == ';' })
}
