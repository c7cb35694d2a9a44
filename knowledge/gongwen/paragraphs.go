package gongwen

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// outlined gives the blocks with the provisions that run on inside a line parted, and
// marks what opens a provision.
func outlined(lines []block) []block {
	var all []candidate
	for i, b := range lines {
		if !b.isRow() {
			all = append(all, candidatesIn(b.text, i, i > 0 && wraps(lines[i-1], b))...)
		}
	}
	var taken []candidate
	for _, i := range choose(all) {
		taken = append(taken, all[i])
	}
	taken = withoutLists(taken, lines)
	f := front{}
	var out []block
	at := 0
	for i, b := range lines {
		if b.isRow() {
			out = append(out, b)
			continue
		}
		var cuts []int
		opens := map[int]numbering{}
		inside := false
		for ; at < len(taken) && taken[at].line == i; at++ {
			c := taken[at]
			inside = inside || !c.first
			cuts = append(cuts, c.start)
			opens[c.start] = c.kind
			end, deeper := len(b.text), false
			if at+1 < len(taken) {
				if deeper = taken[at+1].kind > c.kind; taken[at+1].line == i {
					end = taken[at+1].start
				}
			}
			cuts = append(cuts, headingCuts(b.text[c.start:end], c, deeper)...)
			if at+1 == len(taken) || taken[at+1].line != i {
				cuts = append(cuts, closingCuts(b.text, c.start, inside)...)
			}
		}
		before := len(b.text)
		if len(cuts) > 0 {
			before = cuts[0]
		}
		if !f.over {
			cuts = append(f.cuts(b.text[:before]), cuts...)
		}
		f.over = f.over || len(opens) > 0
		slices.Sort(cuts)
		for _, part := range b.cut(cuts) {
			part.opens = opens[part.start-b.start]
			out = append(out, part)
		}
	}
	return out
}

// wraps tells whether a line may go on with the sentence of the line above it.
func wraps(above, line block) bool {
	return !above.isRow() && !line.gap && runsOn(above.text) && !strings.ContainsRune("。！？：；…”）】》〕].!?:;)", lastRune(above.text))
}

// headingCuts gives the offset at which a chapter's heading ends, in the line, where the
// text under it, or its note of units, runs on behind it.
func headingCuts(text string, c candidate, deeper bool) []int {
	if c.kind > hanNumber {
		return nil
	}
	if i := runInTitle(text); i > 0 {
		return []int{c.start + i}
	}
	if !deeper || len(text) > longestNote {
		return nil
	}
	notes := dutyNotes(text)
	if len(notes) == 1 && notes[0].start > 0 && strings.Trim(text[notes[0].end:], " 　。") == "" && !strings.ContainsAny(text[:notes[0].start], "。；！？") {
		return []int{c.start + notes[0].start}
	}
	return nil
}

// withoutLists drops the numbers of lists inside provisions, unless what they number has
// units of its own.
func withoutLists(taken []candidate, lines []block) []candidate {
	var out []candidate
	for i := 0; i < len(taken); {
		if !taken[i].kind.below() {
			out = append(out, taken[i])
			i++
			continue
		}
		end := i
		for end < len(taken) && taken[end].kind.below() {
			end++
		}
		for _, kind := range []numbering{innerNumber, halfNumber, circledNumber, ordinalNumber} {
			list := slices.DeleteFunc(slices.Clone(taken[i:end]), func(c candidate) bool { return c.kind != kind })
			noted := 0
			for k, c := range list {
				next := candidate{line: len(lines)}
				switch {
				case k+1 < len(list):
					next = list[k+1]
				case end < len(taken):
					next = taken[end]
				}
				if len(dutyNotes(between(lines, c, next))) > 0 {
					noted++
				}
			}
			if noted >= 2 && 2*noted > len(list) {
				out = append(out, list...)
				break
			}
		}
		i = end
	}
	return out
}

// between gives the text from one number to the next one.
func between(lines []block, c, next candidate) string {
	if next.line == c.line {
		return lines[c.line].text[c.start:next.start]
	}
	const most = 20 // lines of a provision in a list
	parts := []string{lines[c.line].text[c.start:]}
	for i := c.line + 1; i < min(next.line, len(lines), c.line+most) && !lines[i].isRow(); i++ {
		parts = append(parts, lines[i].text)
	}
	return strings.Join(parts, "\n")
}

// lostLineEnds gives the offsets in a line at which white space stands for the end of a
// paragraph: wide blanks do, and single ones where most of the line's stand behind the
// end of a sentence, or before a number, as they do in no sentence.
func lostLineEnds(line string) []int {
	const fewest, shortest = 4, 600
	type blank struct {
		end        int
		sure, wide bool
	}
	var blanks []blank
	sure, wide, from := 0, 0, 0 // from is where the paragraph begins
	for i := 0; i < len(line); {
		c, size := utf8.DecodeRuneInString(line[i:])
		if !unicode.IsSpace(c) {
			i += size
			continue
		}
		end := len(line) - len(strings.TrimLeftFunc(line[i:], unicode.IsSpace))
		if i > 0 && end < len(line) {
			left, right := lastRune(line[:i]), line[end:]
			b := blank{end: end, wide: runes(line[i:end]) > 1 && strings.Contains(line[i:end], "\u3000") && !lettered(line, i, end)}
			opens := opensLine(right) || left == '日' || left == '号'
			closed := strings.ContainsRune("。：；）〕】]):”", left) || endsTitle(line[from:i]) || opensWithLabel(line[from:]) && !isUnit(firstName(right))
			b.sure = b.wide || opens || closed && wide < fewest && !metaRe.MatchString(line[from:i])
			switch {
			case b.wide:
				wide++
			case b.sure:
				sure++
			}
			if b.sure {
				from = end
			}
			if b.sure || wide < fewest && left > unicode.MaxASCII && firstRune(right) > unicode.MaxASCII {
				blanks = append(blanks, b)
			}
		}
		i = end
	}
	narrow := len(line) >= shortest && sure >= fewest && 2*sure >= len(blanks)-wide
	var out []int
	numbered := false
	for _, b := range blanks {
		if h, ok := headingOf(line[b.end:]); ok && h.n == 1 {
			numbered = true
		}
		// Before the first provision stand titles and names.
		if b.wide || b.sure && (narrow || wide >= fewest) || narrow && wide < fewest && !numbered {
			out = append(out, b.end)
		}
	}
	return out
}

// endsTitle tells whether the words are a number and a heading.
func endsTitle(words string) bool {
	if len(words) > 2*longestNote {
		return false
	}
	h, ok := headingOf(words)
	return ok && h.rest != "" && runes(h.rest) <= longestChapter && !strings.ContainsAny(words, "。；：，")
}

// lettered tells whether the white space at start to end of a line only spaces out the
// characters of a word: 目　　录.
func lettered(line string, start, end int) bool {
	left, right := line[:start], line[end:]
	if i := strings.LastIndexFunc(left, unicode.IsSpace); i >= 0 {
		left = strings.TrimLeftFunc(left[i:], unicode.IsSpace)
	}
	if i := strings.IndexFunc(right, unicode.IsSpace); i >= 0 {
		right = right[:i]
	}
	return runes(left) == 1 || runes(right) == 1
}

// opensLine tells whether a paragraph's first words follow.
func opensLine(right string) bool {
	if _, ok := headingOf(right); ok || opensWithLabel(right) {
		return true
	}
	if metaRe.MatchString(head(right, 12)) || attachmentRe.MatchString(head(right, 3)) {
		return true
	}
	fields := strings.Fields(head(right, longestChapter))
	for i, field := range fields[:min(len(fields), 2)] { // a date, or who signs and the date
		if dateOf(field) != "" {
			return true
		}
		if i == 0 && !signs(field) {
			break
		}
	}
	return false
}
