package gongwen

import (
	"regexp"
	"strings"
)

var (
	gapRe = regexp.MustCompile(`[ \x{00A0}]{2,}|\x{3000}+`)
	barRe = regexp.MustCompile(`^\|?[\s|:+-]*-[\s|:+-]*\|?$`)
)

// fewestAligned is how many lines make a table that has no tabs.
const fewestAligned = 3

// withColumns makes rows of lines whose cells are parted by bars, or set apart by
// blanks: line after line has as many of them.
func withColumns(blocks []block) []block {
	var out []block
	for i := 0; i < len(blocks); {
		cells := columnsOf(blocks[i])
		n := 1
		for len(cells) >= fewestColumns && i+n < len(blocks) && !blocks[i+n].isRow() &&
			(barRe.MatchString(blocks[i+n].text) || len(columnsOf(blocks[i+n])) == len(cells)) {
			n++
		}
		if len(cells) < fewestColumns || n < fewestAligned {
			out = append(out, blocks[i])
			i++
			continue
		}
		for _, b := range blocks[i : i+n] {
			if !barRe.MatchString(b.text) {
				b.cells = columnsOf(b)
				out = append(out, b)
			}
		}
		i += n
	}
	return out
}

// columnsOf parts a line at its bars, or else at its wide gaps.
func columnsOf(b block) []string {
	text := strings.TrimSpace(b.text)
	switch {
	case b.isRow() || len(text) > 2000:
		return nil
	case len(text) > 1 && text[0] == '|' && text[len(text)-1] == '|':
		return cellsOf(strings.ReplaceAll(text[1:len(text)-1], "|", "\t"))
	case strings.ContainsAny(text, "。；"):
		return nil
	}
	cells := gapRe.Split(text, maxColumns)
	for _, c := range cells {
		if runes(c) > longestTitle {
			return nil
		}
	}
	return cells
}
