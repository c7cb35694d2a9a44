package gongwen

import (
	"slices"
	"strconv"
	"strings"
)

// footnotes gives the lines at the end of a text that are its notes, 注1：…, 注2：…, counted
// without a gap. A note explains what a plan says and asks for nothing itself, so nothing
// else is read from it.
func footnotes(text string) []block {
	var out []block
	end := len(text)
	for count := 0; end > 0; {
		at := strings.LastIndexByte(text[:end], '\n') + 1
		s, e := trim(text, at, end)
		end = max(at-1, 0)
		if s == e && at > 0 {
			continue
		}
		n := noteNumber(text[s:e])
		if n == 0 || count > 0 && n != count-1 {
			return nil
		}
		out, count = append(out, block{text: text[s:e], start: s, end: e}), n
		if n == 1 {
			slices.Reverse(out)
			return out
		}
	}
	return nil
}

// noteNumber gives the number of a note, or 0 for another line.
func noteNumber(line string) int {
	label, _, _ := strings.Cut(line, "：")
	digits, ok := strings.CutPrefix(label, "注")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || strings.Contains(line, "\t") {
		return 0
	}
	return n
}
