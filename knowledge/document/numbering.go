package document

import (
	"strconv"
	"strings"

	"duban/knowledge/zh"
)

// numbering gives the numbers of Word's automatic lists (ECMA-376 part 1, 17.9).
type numbering struct {
	lists    map[string]*list    // by numId
	styles   map[string]listRef  // by paragraph style
	basedOn  map[string]string   // style to style
	fallback string              // the default paragraph style
	counts   map[string][]int    // by abstract list: numbers of the levels, several lists share them
	started  map[string]struct{} // lists whose own start has been taken
}

// listRef is what a paragraph or style says of its list; an empty id says nothing.
type listRef struct {
	id    string
	level int
	own   bool // the level is stated
}

type list struct {
	abstract string
	levels   map[int]listLevel
	starts   map[int]int // of this list alone
}

type listLevel struct {
	start  int
	format string
	text   string // %1、
	suffix string // tab, space, nothing
	style  string // paragraph style that stands on this level
	legal  bool   // higher levels in digits
}

const maxLevels = 9

func newNumbering(part, styles *element) *numbering {
	n := &numbering{lists: map[string]*list{}, styles: map[string]listRef{}, basedOn: map[string]string{},
		counts: map[string][]int{}, started: map[string]struct{}{}}
	abstracts := map[string]map[int]listLevel{}
	byStyle := map[string]string{} // numbering style to abstract list
	links := map[string]string{}   // abstract list to numbering style
	if part == nil {
		part = &element{}
	}
	for _, e := range part.children {
		if e.name != "abstractNum" {
			continue
		}
		id := e.attr("abstractNumId")
		levels := map[int]listLevel{}
		for _, l := range e.children {
			switch l.name {
			case "lvl":
				levels[number(l.attr("ilvl"))] = levelOf(l)
			case "styleLink":
				byStyle[l.attr("val")] = id
			case "numStyleLink":
				links[id] = l.attr("val")
			}
		}
		abstracts[id] = levels
	}
	for _, e := range part.children {
		if e.name != "num" {
			continue
		}
		l := &list{abstract: e.child("abstractNumId").attr("val"), starts: map[int]int{}}
		if to, ok := byStyle[links[l.abstract]]; ok {
			l.abstract = to
		}
		l.levels = abstracts[l.abstract]
		for _, o := range e.children {
			if o.name != "lvlOverride" {
				continue
			}
			at := number(o.attr("ilvl"))
			if s := o.child("startOverride"); s != nil {
				l.starts[at] = number(s.attr("val"))
			}
			if own := o.child("lvl"); own != nil {
				copied := map[int]listLevel{}
				for k, v := range l.levels {
					copied[k] = v
				}
				copied[at] = levelOf(own)
				l.levels = copied
			}
		}
		n.lists[e.attr("numId")] = l
	}
	if styles != nil {
		for _, s := range styles.children {
			if s.name != "style" || s.attr("type") != "paragraph" {
				continue
			}
			id := s.attr("styleId")
			n.basedOn[id] = s.child("basedOn").attr("val")
			if s.attr("default") == "1" {
				n.fallback = id
			}
			if p := s.child("pPr", "numPr"); p != nil {
				n.styles[id] = refOf(p)
			}
		}
	}
	return n
}

func levelOf(l *element) listLevel {
	level := listLevel{start: 1, format: l.child("numFmt").attr("val"), text: l.child("lvlText").attr("val"),
		suffix: l.child("suff").attr("val"), style: l.child("pStyle").attr("val"), legal: l.child("isLgl").isOn()}
	if s := l.child("start"); s != nil {
		level.start = number(s.attr("val"))
	}
	return level
}

func refOf(numPr *element) listRef {
	l := numPr.child("ilvl")
	return listRef{id: numPr.child("numId").attr("val"), level: number(l.attr("val")), own: l != nil}
}

// refFor finds the list of a paragraph: its own, or that of its style and of the
// styles that this one is based on.
func (n *numbering) refFor(pPr *element) (listRef, bool) {
	style := pPr.child("pStyle").attr("val")
	if style == "" {
		style = n.fallback
	}
	ref := listRef{}
	if p := pPr.child("numPr"); p != nil {
		ref = refOf(p)
	}
	for range 20 { // styles may be based on each other in a circle
		if ref.id != "" || style == "" {
			break
		}
		if s, ok := n.styles[style]; ok && s.id != "" {
			level := s.level
			if l := n.lists[s.id]; l != nil && !s.own {
				for i, lv := range l.levels {
					if lv.style == style {
						level = i
					}
				}
			}
			if ref.own {
				level = ref.level
			}
			ref = listRef{id: s.id, level: level}
		}
		style = n.basedOn[style]
	}
	return ref, ref.id != "" && ref.id != "0"
}

// next counts the paragraph and gives what Word prints before it.
func (n *numbering) next(pPr *element) string {
	ref, ok := n.refFor(pPr)
	if !ok {
		return ""
	}
	return n.count(ref)
}

// count counts a paragraph of a list and gives what is printed before it.
func (n *numbering) count(ref listRef) string {
	l := n.lists[ref.id]
	if l == nil || ref.level < 0 || ref.level >= maxLevels {
		return ""
	}
	level, ok := l.levels[ref.level]
	if !ok {
		return ""
	}
	counts := n.counts[l.abstract]
	if counts == nil {
		counts = make([]int, maxLevels)
		for i := range counts {
			counts[i] = l.levels[i].start - 1
		}
	}
	if _, began := n.started[ref.id]; !began {
		n.started[ref.id] = struct{}{}
		for i, s := range l.starts {
			if i >= 0 && i < maxLevels {
				counts[i] = s - 1
			}
		}
	}
	counts[ref.level]++
	for i := ref.level + 1; i < maxLevels; i++ {
		counts[i] = l.levels[i].start - 1
	}
	n.counts[l.abstract] = counts
	if level.format == "bullet" || level.format == "none" && !strings.ContainsAny(level.text, "%") {
		return ""
	}
	text := level.text
	for i := range maxLevels {
		holder := "%" + strconv.Itoa(i+1)
		if !strings.Contains(text, holder) {
			continue
		}
		format := l.levels[i].format
		if level.legal && i < ref.level {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, holder, printed(max(counts[i], l.levels[i].start), format))
	}
	if text != "" && level.suffix != "nothing" && strings.ContainsAny(text[len(text)-1:], "0123456789") {
		text += " "
	}
	return text
}

const (
	circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
	stems   = "甲乙丙丁戊己庚辛壬癸"
	digits  = "〇一二三四五六七八九"
)

// legal brings numerals to the form of documents that nobody can alter.
var legal = strings.NewReplacer("一", "壹", "二", "贰", "三", "叁", "四", "肆", "五", "伍", "六", "陆", "七", "柒", "八", "捌", "九", "玖", "十", "拾")

// printed writes a number in a format of ST_NumberFormat.
func printed(n int, format string) string {
	pick := func(from string) string {
		r := []rune(from)
		if n >= 1 && n <= len(r) {
			return string(r[n-1])
		}
		return strconv.Itoa(n)
	}
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "japaneseDigitalTenThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting":
		if n > 0 && n < 1000 {
			return zh.Numeral(n)
		}
	case "ideographDigital", "taiwaneseDigital", "koreanDigital2":
		var b strings.Builder
		for _, c := range strconv.Itoa(n) {
			b.WriteRune([]rune(digits)[c-'0'])
		}
		return b.String()
	case "chineseLegalSimplified", "ideographLegalTraditional":
		if n > 0 && n < 100 {
			s := legal.Replace(zh.Numeral(n))
			if n >= 10 && n < 20 {
				s = "壹" + s
			}
			return s
		}
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(max(n, 0)))
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return pick(circled)
	case "decimalEnclosedParen":
		return "（" + strconv.Itoa(n) + "）"
	case "decimalEnclosedFullstop":
		return strconv.Itoa(n) + "."
	case "ideographEnclosedCircle":
		return "（" + zh.Numeral(min(n, 99)) + "）"
	case "ideographTraditional":
		return pick(stems)
	case "upperLetter":
		return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	case "lowerLetter":
		return pick("abcdefghijklmnopqrstuvwxyz")
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "none":
		return ""
	}
	return strconv.Itoa(n)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, s := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= s.value; n -= s.value {
			b.WriteString(s.sign)
		}
	}
	return b.String()
}
