package gongwen

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A note of responsibility says who does what a provision asks for. It stands in
// brackets of any kind, or is a sentence or a paragraph that opens with a label.

// longestNote is the length in bytes above which brackets hold running text.
const longestNote = 2000

// dutyNote is such a note.
type dutyNote struct {
	text       string // without its brackets
	start, end int    // in the clause's text, brackets included
}

const (
	openers = "（(〔[【"
	closers = "）)〕]】"
)

// dutyNotes finds the notes of responsible units in a clause's text.
func dutyNotes(text string) []dutyNote {
	var notes []dutyNote
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		notes = append(notes, notesIn(line, at)...)
		at += len(line) + 1
	}
	return notes
}

// notesIn finds the notes of one paragraph, which stands at that offset of its text.
func notesIn(line string, offset int) []dutyNote {
	var notes []dutyNote
	for at := 0; at < len(line); {
		if end := sentencesAt(line, at); end > at {
			notes = append(notes, dutyNote{strings.TrimRight(line[at:end], "。 　"), offset + at, offset + end})
			at = end
			continue
		}
		if inner, end := bracketAt(line, at); end > at && (isDuty(inner) || isClosing(line[:at], line[end:]) && isBareDuty(inner)) {
			notes = append(notes, dutyNote{inner, offset + at, offset + end})
			at = end
			continue
		}
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return notes
}

// halfNotes finds the brackets behind a sentence that seem to be notes and cannot be read.
func halfNotes(line string) []dutyNote {
	var notes []dutyNote
	for i, c := range line {
		if !strings.ContainsRune(openers, c) || !strings.HasSuffix(strings.TrimRight(line[:i], " 　"), "。") {
			continue
		}
		if inner, end := bracketAt(line, i); end > i && isHalfDuty(inner) {
			notes = append(notes, dutyNote{inner, i, end})
		}
	}
	return notes
}

// bracketAt gives the words in the brackets that open at an offset, and the offset behind
// them; 0 where none do.
func bracketAt(line string, at int) (inner string, end int) {
	c, size := utf8.DecodeRuneInString(line[at:])
	if !strings.ContainsRune(openers, c) {
		return "", 0
	}
	if end = closing(line, at); end < 0 {
		return "", 0
	}
	_, last := utf8.DecodeLastRuneInString(line[:end])
	return line[at+size : end-last], end
}

// closing gives the offset behind the bracket that closes the one at start, or -1 where
// none does within a note's length.
func closing(line string, start int) int {
	depth := 0
	for i, c := range line[start:min(len(line), start+longestNote)] {
		switch {
		case strings.ContainsRune(openers, c):
			depth++
		case strings.ContainsRune(closers, c):
			if depth--; depth == 0 {
				return start + i + len(string(c))
			}
		}
	}
	return -1
}

// sentencesAt gives the offset behind the sentences of a note that begin at an offset of a
// line, or 0 where none do: they stand at its start or behind the end of a sentence. Those
// with labels follow on each other; one without says who does it and nothing else: 由甲局
// 牵头，乙局配合。
func sentencesAt(line string, at int) int {
	before := strings.TrimRightFunc(line[:at], unicode.IsSpace)
	if before != "" && !strings.ContainsRune("。；", lastRune(before)) {
		return 0
	}
	if by, _, ended := strings.Cut(line[at:], "。"); ended && len(by) <= longestNote && saysWho(by) {
		return at + len(by) + len("。")
	}
	if !opensWithLabel(line[at:]) {
		return 0
	}
	end := at
	for end < len(line) {
		rest := strings.TrimLeftFunc(line[end:], unicode.IsSpace)
		if l, ok := labelOf(rest); end > at && (!ok || l.kind == otherPart) && !isRule(rest) {
			break
		}
		i := strings.Index(line[end:], "。")
		if i < 0 {
			end = len(line)
			break
		}
		end += i + len("。")
	}
	if end-at > longestNote {
		return 0
	}
	return end
}

// saysWho reports whether a sentence without a label says who does it and nothing else; one
// that does not begin with 由 names who leads.
func saysWho(sentence string) bool {
	if !strings.HasPrefix(sentence, "由") && !strings.Contains(sentence, "牵头") {
		return false
	}
	parts, strange := partsOf(sentence)
	return len(strange) == 0 && len(parts) > 0 && !slices.ContainsFunc(parts, func(p notePart) bool { return p.kind != unitsPart || p.role == "" })
}

// isClosing tells whether brackets between these texts stand behind a sentence, at the
// end of a paragraph, or of the last one where a document stands on one line.
func isClosing(before, after string) bool {
	after = strings.Trim(after, "。 　")
	return strings.HasSuffix(strings.TrimRight(before, " 　"), "。") && (after == "" || lastWordsRe.MatchString(after))
}

// lastWordsRe finds how a document closes behind its last provision.
var lastWordsRe = regexp.MustCompile(`^本(?:方案|意见|计划|规划|通知|办法|措施|细则|规定|政策)(?:自|由|有效期)`)

func isDutyNote(text string) bool { return len(dutyNotes(text)) > 0 }

func endsWithDuty(text string) bool {
	n := dutyNotes(text)
	return len(n) > 0 && strings.Trim(text[n[len(n)-1].end:], "。 　") == ""
}

func anyDuty(blocks []block) bool {
	for _, b := range blocks {
		if isDutyNote(b.text) {
			return true
		}
	}
	return false
}
