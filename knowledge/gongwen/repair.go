package gongwen

import (
	"strings"
	"unicode"

	"duban/knowledge"
	"duban/knowledge/said"
)

// maxSearches bounds how often the whole text is searched for one word.
const maxSearches = 500

// longestDoubling is how many runes a page break may have doubled, at most.
const longestDoubling = 8

// joinBroken joins paragraphs that a page break has cut in two, and takes away the
// characters that stand on both sides of the break. It joins only where the first
// part is running text without an end and the second cannot begin a paragraph.
func (r *reader) joinBroken(blocks []block) []block {
	var out []block
	for i := 0; i < len(blocks); {
		whole := blocks[i]
		var text strings.Builder
		text.WriteString(whole.text)
		n := 1
		for ; i+n < len(blocks) && continues(whole, blocks[i+n-1], blocks[i+n]); n++ {
			prev, next := blocks[i+n-1], blocks[i+n]
			doubled := ""
			if next.gap {
				doubled = r.doubled(prev, next)
				r.recordBreak(prev, next, doubled)
			}
			text.WriteString(next.text[len(doubled):])
			whole.end = next.end
		}
		whole.text = text.String()
		out = append(out, whole)
		i += n
	}
	return out
}

// continues tells whether b goes on with the paragraph that first began and a ended.
func continues(first, a, b block) bool {
	if a.isRow() || b.isRow() || isNumbered(b.text) || isFixture(b.text) {
		return false
	}
	last := lastRune(a.text)
	if last == '、' && (runsOn(first.text) || opensWithLabel(lastSentence(a.text))) || noteOpen(a.text) {
		return true
	}
	if strings.ContainsRune("、，；。：）】》”", firstRune(b.text)) {
		return runsOn(first.text)
	}
	if strings.ContainsRune("。！？：；…”）】》〕].!?:;)", last) {
		return false
	}
	if !strings.ContainsAny(b.text, "，。；") {
		return false
	}
	if h, ok := headingOf(first.text); ok && !strings.Contains(first.text, "。") {
		return h.level != chapterLevel && strings.ContainsRune("，、", last)
	}
	return runsOn(first.text)
}

// noteOpen reports whether a text ends inside the brackets of a note of units.
func noteOpen(text string) bool {
	i := strings.LastIndexAny(text, openers)
	if i < 0 {
		return false
	}
	inner := text[i+len(string(firstRune(text[i:]))):]
	return closing(text, i) < 0 && len(inner) < longestNote && opensWithLabel(inner)
}

// runsOn tells running text from a title or a signature.
func runsOn(text string) bool {
	const lead = 200 // a paragraph shows its first comma within this
	text = head(text, lead)
	return runes(text) >= 15 && strings.ContainsAny(text, "，。")
}

// doubled gives the characters that end a and begin b again. One character may be
// doubled by right (人人, 建设｜设施); then it stays and becomes a doubt.
func (r *reader) doubled(a, b block) string {
	for n := min(longestDoubling, runes(b.text)-1); n > 0; n-- {
		s := head(b.text, n)
		if !strings.HasSuffix(a.text, s) || !unicode.Is(unicode.Han, firstRune(s)) {
			continue
		}
		if n == 1 && r.mayRepeat(a.text, b.text, s) {
			r.doubt("repetition", tail(a.text, 4)+head(b.text, 4), a.end-len(s),
				said.Of("换页前后都有“{words}”字，可能是换页重复，也可能是原文，暂按原文保留，请核对。",
					"“{words}” stands before and after the page break, repeated by it or in the text itself; it is kept for now. Please check.", s))
			return ""
		}
		return s
	}
	return ""
}

const reduplicated = "人家户天年月日事处时刻种件层步往常渐仅刚慢多好大点村乡个代样面项"

// mayRepeat looks for a sign that the doubled character begins a word of its own:
// it is one that Chinese doubles, or the text elsewhere has the same two characters
// after another one.
func (r *reader) mayRepeat(a, b, s string) bool {
	if strings.Contains(reduplicated, s) {
		return true
	}
	word := head(b, 2)
	if !unicode.Is(unicode.Han, lastRune(word)) {
		return false
	}
	before := lastRune(strings.TrimSuffix(a, s))
	key := string(before) + word
	found, known := r.begins[key]
	if !known {
		found = len(r.begins) >= maxSearches || followsOther(r.source, word, before)
		r.begins[key] = found
	}
	return found
}

// followsOther tells whether a word stands anywhere after another character than
// the one given.
func followsOther(text, word string, before rune) bool {
	for {
		i := strings.Index(text, word)
		if i < 0 {
			return false
		}
		if c := lastRune(text[:i]); i > 0 && c != before && unicode.Is(unicode.Han, c) {
			return true
		}
		text = text[i+len(word):]
	}
}

func (r *reader) recordBreak(a, b block, doubled string) {
	const context = 6
	left, right := tail(a.text, context), head(b.text, context+runes(doubled))
	start, end := a.end-len(left), b.start+len(right)
	repair := knowledge.Repair{
		Kind:  "page-break",
		Found: r.source[start:end],
		Read:  left + right[len(doubled):],
		Start: start,
		Reason: said.Of("此处换页把一段文字断成了两段，已接成一段，请核对。",
			"The page break here parted a paragraph; it was joined again. Please check."),
	}
	if doubled != "" {
		repair.Kind = "doubled-character"
		repair.Reason = said.Of("此处换页，“{doubled}”在换页前后重复出现，已去掉一处并接成一段，请核对。",
			"Here “{doubled}” stands before and after the page break; one was left out and the paragraph joined. Please check.", doubled)
	}
	r.plan.Repairs = append(r.plan.Repairs, repair)
}
