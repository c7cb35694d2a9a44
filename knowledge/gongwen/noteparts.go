package gongwen

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"duban/knowledge"
)

// partKind says what a part of a note is about.
type partKind int

const (
	otherPart  partKind = iota // 适用范围：…
	unitsPart                  // 责任单位：…, or units with what they do
	termPart                   // 完成时限：…, 2025年底前完成
	personPart                 // 责任领导：…, 联系人：…
	officePart                 // 牵头处室：…, inside a unit
	rulePart                   // 列首位的为牵头单位，下同
)

// notePart is one part of a note.
type notePart struct {
	kind  partKind
	role  knowledge.Role // of a label, or of the words behind the units; empty where nothing is said
	label bool           // the role is the label's
	units []string
}

// label is what a note's part opens with: 牵头单位：
type label struct {
	kind partKind
	role knowledge.Role
	end  int // of the label in the text, with its colon
}

// A label is made of what is done and who does it.
const (
	doing  = `责任|牵头|主责|主办|主管|主抓|负责|实施|落实|承办|承担|执行|推进|建设|完成|配合|参与|参加|参建|协办|协同|协助|协作|协调|支持|保障|指导|监督|监管|督导|督办|督促|联合|会同|分管|包保|包联|挂钩|联系|考核|验收|申报`
	doer   = `单位|部门|主体|地区|区县|县区|机构|机关|方`
	person = `领导|负责人|责任人|联系人|联络员|人员|同志|专班|人`
	office = `处室|科室|股室|处|科`
)

var (
	labelRe     = regexp.MustCompile(`((?:` + doing + `)+)(?:责任|的)?(?:` + doer + `|` + person + `|` + office + `)(?:[（(][^（）()]{1,12}[）)])?\s*(?:[：:]|为[：:]?)`)
	anyLabelRe  = regexp.MustCompile(`^(\p{Han}{2,14}?)(?:[（(][^（）()]{1,12}[）)])?\s*([：:]|为[：:]?)\s*`)
	unitLabelRe = regexp.MustCompile(`^(?:国家|中央|[省市县区州镇]|乡镇)?[级直属]?(?:主要|第一|共同|具体|直接|项目|任务|工作|政策|总)*((?:` + doing + `)+)(?:责任|的)?(?:` + doer + `|` + person + `|` + office + `)(?:及责任人)?$|^(责任|牵头|主办|负责|配合|协办|参与|指导)$`)
	personRe    = regexp.MustCompile(`(?:` + person + `|电话|方式)$`)
	officeRe    = regexp.MustCompile(`(?:` + office + `)$`)
	timeLabelRe = regexp.MustCompile(`时限|时间|期限|节点|进度|日期`)
	leaderRe    = regexp.MustCompile(`(?:第一|首|排在前)[^。；）]{0,12}(?:牵头|主办|为主)|牵头[^。；）]{0,12}(?:第一|首|排在前)`)
	ruleRe      = regexp.MustCompile(`^(?:下同|以下|上述|以上)|不再\p{Han}{0,6}列`)
	termPieceRe = regexp.MustCompile(`^(?:(?:完成|办结)?(?:时限|时间|期限)[：:]|\d{4}\s*年|\d{1,2}月|每[年季月半]|长期|持续|常态|全年|年[底内]|近期|“?十[一二三四五六七八九]五)`)
	// roleRe finds what units do, behind their names: 按职责分工负责.
	roleRe   = regexp.MustCompile(`(?:等?(?:按照?(?:各自)?职责(?:分工)?|按照?分工|依职责|分工|分别|共同|具体|统筹|联合|抓好|做好|组织|各自))*(牵头|负责|落实|实施|配合|参与|参加|协助|协同|协办|承办|主办|支持|指导|监督|督促|督导|督办|推进)(?:负责|牵头|抓总|组织|落实|实施|推进|配合|做好|工作|完成|办理|执行)*\s*(?:[，,；;]|$)|(会同)`)
	allTheRe = regexp.MustCompile(`^以下\p{Han}*?均?(?:需|须|由|要|应)(各?\p{Han}{1,16}?)(配合|参与|协助|负责|落实|牵头)`)
)

// roleOf gives the role that a word names.
func roleOf(words string) knowledge.Role {
	has := func(all ...string) bool {
		for _, w := range all {
			if strings.Contains(words, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("牵头", "主办", "主责", "主抓"):
		return knowledge.Lead
	case has("配合", "参与", "参加", "参建", "协办", "协同", "协助", "协作", "协调", "支持", "保障", "联合", "会同"):
		return knowledge.Support
	case has("指导"):
		return knowledge.Guide
	case has("监督", "监管", "督导", "督办", "督促", "考核", "验收"):
		return knowledge.Supervise
	}
	return knowledge.Responsible
}

// labelOf reads the label that a text opens with.
func labelOf(text string) (label, bool) {
	m := anyLabelRe.FindStringSubmatchIndex(head(text, 40))
	if m == nil {
		return label{}, false
	}
	words, mark := text[m[2]:m[3]], text[m[4]:m[5]]
	l := label{end: m[1]}
	stem := unitLabelRe.FindStringSubmatch(words)
	if mark == "为" && (stem == nil || !isUnit(firstName(text[m[1]:]))) {
		return label{}, false
	}
	switch {
	case timeLabelRe.MatchString(words):
		l.kind = termPart
	case stem == nil && personRe.MatchString(words):
		l.kind = personPart
	case stem == nil:
		l.kind = otherPart
	case personRe.MatchString(words) && !strings.Contains(words, "单位") && !strings.Contains(words, "部门"):
		l.kind = personPart
	case officeRe.MatchString(words):
		l.kind = officePart
	default:
		l.kind, l.role = unitsPart, roleOf(stem[1]+stem[2])
	}
	return l, true
}

// firstName is the first of a list of names.
func firstName(list string) string {
	if i := strings.IndexAny(list, "、，,；;。\n"); i >= 0 {
		list = list[:i]
	}
	return strings.TrimSpace(list)
}

// opensWithLabel reports whether a text opens with a label of units, of the persons who
// answer for it, or of offices.
func opensWithLabel(s string) bool {
	l, ok := labelOf(s)
	return ok && (l.kind == unitsPart || l.kind == officePart || l.kind == personPart && labelRe.MatchString(head(s, 12)))
}

// piece is what stands between two separators of a note.
type piece struct {
	text   string
	breaks bool // a semicolon or a full stop stands before it
}

// piecesOf parts a note at commas and semicolons outside brackets, and where a label
// stands behind a blank, or a role behind an enumeration: A牵头、B配合.
func piecesOf(note string) []piece {
	var out []piece
	depth, start, broken := 0, 0, true
	add := func(end, next int, b bool) {
		if s := strings.TrimFunc(note[start:end], func(r rune) bool { return unicode.IsSpace(r) || r == '。' }); s != "" {
			out = append(out, piece{s, broken})
			broken = b
		} else {
			broken = broken || b
		}
		start = next
	}
	for i, c := range note {
		next := i + len(string(c))
		switch {
		case strings.ContainsRune(openers, c):
			depth++
		case strings.ContainsRune(closers, c):
			depth = max(depth-1, 0)
		case depth > 0:
		case c == '；' || c == ';' || c == '。':
			add(i, next, true)
		case c == '，' || c == ',':
			add(i, next, false)
		case c == '、' && hasRoleAtEnd(note[start:i]):
			add(i, next, false)
		case unicode.IsSpace(c) && i > start:
			if _, ok := labelOf(strings.TrimSpace(note[next:])); ok {
				add(i, next, true)
			}
		}
	}
	add(len(note), len(note), false)
	return out
}

// partsOf reads the parts of a note; strange holds what it could not read.
func partsOf(note string) (parts []notePart, strange []string) {
	now := notePart{kind: unitsPart} // what holds until a label or a semicolon
	for _, p := range piecesOf(note) {
		text, ruled := withoutRule(p.text)
		if ruled {
			parts = append(parts, notePart{kind: rulePart})
		}
		if l, ok := labelOf(text); ok {
			now = notePart{kind: l.kind, role: l.role, label: l.kind == unitsPart}
			if text = strings.TrimSpace(text[l.end:]); text == "" {
				continue
			}
		} else if p.breaks && !now.label {
			now = notePart{kind: unitsPart}
		}
		switch {
		case isRule(text):
			parts = append(parts, notePart{kind: rulePart})
		case now.kind == unitsPart && termPieceRe.MatchString(text), now.kind == termPart && !hasRoleAtEnd(text):
			parts = append(parts, notePart{kind: termPart})
		case now.kind != unitsPart && !hasRoleAtEnd(text):
			parts = append(parts, notePart{kind: now.kind})
		default:
			read, odd := unitsIn(text, now)
			parts, strange = append(parts, read...), append(strange, odd...)
		}
	}
	// Units without a word of their own share the next one's: A、B，C负责.
	for i := len(parts) - 2; i >= 0; i-- {
		if parts[i].kind == unitsPart && parts[i].role == "" && parts[i+1].kind == unitsPart && !parts[i+1].label {
			parts[i].role = parts[i+1].role
		}
	}
	return parts, strange
}

// withoutRule drops a rule in brackets behind units: 甲局、乙局（列第一位的为牵头单位）.
func withoutRule(text string) (rest string, ruled bool) {
	open := strings.LastIndexAny(text, openers)
	if open <= 0 {
		return text, false
	}
	inner, end := bracketAt(text, open)
	if end < len(text) || !isRule(inner) {
		return text, false
	}
	return strings.TrimSpace(text[:open]), true
}

// isRule tells words about how the notes are to be read from a note's parts.
func isRule(text string) bool { return leaderRe.MatchString(text) || ruleRe.MatchString(text) }

// unitsIn reads a piece that names units, with or without a word of what they do.
func unitsIn(text string, now notePart) (parts []notePart, strange []string) {
	rest := strings.TrimPrefix(text, "由")
	for {
		i := strings.Index(rest, "会同")
		if i <= 0 {
			break
		}
		parts = append(parts, notePart{kind: unitsPart, role: knowledge.Lead, units: splitUnits(rest[:i])})
		rest, now = rest[i+len("会同"):], notePart{kind: unitsPart, role: knowledge.Support, label: true}
	}
	part := notePart{kind: unitsPart, role: now.role, label: now.label}
	if m := roleAtEnd(rest); m != nil {
		if len(parts) == 0 {
			part.role, part.label = roleOf(rest[m[0]:]), false
		}
		rest = rest[:m[0]]
	} else if m := roleInsideRe.FindStringSubmatch(rest); m != nil && !now.label && allUnits(splitUnits(m[1])) {
		part.role, rest = roleOf(m[2]), m[1]
	}
	for _, u := range splitUnits(rest) {
		name, own := ownRole(u)
		if !isUnit(name) {
			strange = append(strange, name)
		}
		if own != "" {
			parts = append(parts, notePart{kind: unitsPart, role: own, label: true, units: []string{name}})
			continue
		}
		part.units = append(part.units, name)
	}
	if len(part.units) > 0 {
		parts = append(parts, part)
	}
	return parts, strange
}

func hasOwnRole(unit string) bool {
	_, role := ownRole(unit)
	return role != ""
}

// ownRole parts a unit from the role in brackets behind it: 市财政局（牵头）.
func ownRole(unit string) (name string, role knowledge.Role) {
	open := strings.LastIndexAny(unit, openers)
	if open <= 0 {
		return unit, ""
	}
	inner, end := bracketAt(unit, open)
	if end < len(unit) || unitLabelRe.FindString(inner) == "" {
		return unit, ""
	}
	return strings.TrimSpace(unit[:open]), roleOf(inner)
}

// roleInsideRe finds what units do where its object follows: 市统计局负责开展评估.
var roleInsideRe = regexp.MustCompile(`^(.+?)(?:共同|分别|具体)?(牵头|负责|配合|指导|监督|督导)(\p{Han}{2,12})$`)

// allUnits tells whether every name has the form of a unit's.
func allUnits(names []string) bool {
	return len(names) > 0 && !slices.ContainsFunc(names, func(u string) bool { return !isUnit(u) })
}

// roleAtEnd finds the word of what units do at the end of a text, behind a name.
func roleAtEnd(s string) []int {
	all := roleRe.FindAllStringIndex(s, -1)
	if len(all) == 0 || all[len(all)-1][1] != len(s) || all[len(all)-1][0] == 0 {
		return nil
	}
	return all[len(all)-1]
}

func hasRoleAtEnd(s string) bool { return roleAtEnd(s) != nil }

// isDuty reports whether the words in brackets say who does something: they open with a
// label, or all of them name units with what these do.
func isDuty(s string) bool {
	if len(s) > longestNote || !strings.ContainsFunc(s, unicode.IsLetter) {
		return false
	}
	if opensWithLabel(s) {
		return true
	}
	parts, strange := partsOf(s)
	units, said := 0, false
	for _, p := range parts {
		units += len(p.units)
		said = said || p.role != "" && len(p.units) > 0
		if p.kind == otherPart {
			return false
		}
		for _, u := range p.units {
			if runes(u) > longestUnit+8 {
				return false
			}
		}
	}
	return said && units > 0 && 2*len(strange) < units
}

// isHalfDuty reports whether the words in brackets seem to say who does something, but
// name hardly any unit that can be told as one.
func isHalfDuty(s string) bool {
	if len(s) > longestNote || isDuty(s) {
		return false
	}
	parts, strange := partsOf(s)
	said := slices.ContainsFunc(parts, func(p notePart) bool { return p.role != "" && slices.ContainsFunc(p.units, isUnit) })
	return said && len(strange) > 0
}

// isBareDuty tells units alone, without a word of what they do: （市教育局、各区政府）.
func isBareDuty(s string) bool {
	if len(s) > longestNote {
		return false
	}
	parts, strange := partsOf(s)
	units := 0
	for _, p := range parts {
		if p.kind == otherPart || p.kind == personPart {
			return false
		}
		for _, u := range p.units {
			if units++; runes(u) > longestUnit || !strings.HasPrefix(u, "各") && (runes(u) < 3 || !unitEndRe.MatchString(u)) {
				return false
			}
		}
	}
	return units > 0 && len(strange) == 0
}
