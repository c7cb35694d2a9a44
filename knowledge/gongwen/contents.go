package gongwen

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
)

var (
	// contentsRe takes leaders and page numbers from an entry of a table of contents.
	contentsRe = regexp.MustCompile(`[\s.．…·—\-]*\d{0,4}$`)
	// leadersRe finds an entry that is nothing else.
	leadersRe = regexp.MustCompile(`(?:\.{4,}|…{2,}|·{4,}|．{4,})\s*\d{1,4}$`)
)

// withoutContents takes out tables of contents: entries with leaders and page numbers, and
// runs of short lines, most of them numbered, that come again further down as headings.
func (r *reader) withoutContents(blocks []block) []block {
	last := map[string]int{} // where an entry's words stand last
	entries := make([]string, len(blocks))
	for i, b := range blocks {
		if !b.isRow() && runes(b.text) <= 2*longestChapter {
			entries[i] = contentsRe.ReplaceAllString(squeeze(b.text), "")
			last[entries[i]] = i
		}
	}
	var out []block
	for i := 0; i < len(blocks); {
		if n := contentsAt(blocks[i:], entries[i:], i, last); n > 0 {
			for _, b := range blocks[i : i+n] {
				r.plan.Front = append(r.plan.Front, r.passage(b))
			}
			i += n
			continue
		}
		out = append(out, blocks[i])
		i++
	}
	return out
}

// contentsAt counts the lines of the table of contents that begins with the first block,
// which is the one at an offset in the document.
func contentsAt(blocks []block, entries []string, offset int, last map[string]int) int {
	const fewest, longest = 3, 400
	headed := entries[0] == "目录"
	numbered, n, again := 0, 0, 0 // again is where the last entry comes again
	for i, b := range blocks[:min(len(blocks), longest)] {
		entry := entries[i]
		switch at := last[entry]; {
		case b.isRow() || entry == "" && !pageNumberRe.MatchString(b.text), again > 0 && offset+i >= again && !leadersRe.MatchString(b.text):
			return contentsEnd(headed, numbered, fewest, n)
		case pageNumberRe.MatchString(b.text) || headed && i == 0:
			continue
		case leadersRe.MatchString(b.text), at > offset+i && at > again:
			again = max(again, at)
			if _, ok := headingOf(b.text); ok {
				numbered++
			}
			n = i + 1
		case headed && numbered > 0 && entry != "" && i <= n+1: // an entry that the text words otherwise
			if _, ok := headingOf(b.text); !ok {
				return contentsEnd(headed, numbered, fewest, n)
			}
		default:
			return contentsEnd(headed, numbered, fewest, n)
		}
	}
	return contentsEnd(headed, numbered, fewest, n)
}

func contentsEnd(headed bool, numbered, fewest, n int) int {
	if headed && numbered > 0 || numbered >= fewest && 2*numbered >= n {
		return n
	}
	return 0
}

var (
	// pageMarkRe finds a page's number that was copied along with the text.
	pageMarkRe = regexp.MustCompile(`^(?:[—–－-]{1,3}\s*\d{1,4}\s*[—–－-]{1,3}|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?)$`)
	// pageNumberRe finds one that stands alone.
	pageNumberRe = regexp.MustCompile(`^(?:\d\s?){1,3}$|^[IVX](?:\s?[IVX]){0,4}$`)
)

// withoutPageMarks takes page numbers out; what follows one may go on with what stands
// before it.
func (r *reader) withoutPageMarks(blocks []block) []block {
	bare := bareNumbers(blocks)
	var out []block
	gap := false
	for i, b := range blocks {
		if !b.isRow() && (pageMarkRe.MatchString(b.text) || bare[i]) {
			r.plan.Repairs = append(r.plan.Repairs, knowledge.Repair{Kind: "page-number", Start: b.start, Found: b.text, Reason: said.Of("这是页码，已去掉。",
				"This is a page number; it was left out.")})
			gap = true
			continue
		}
		b.gap = b.gap || gap
		gap = false
		out = append(out, b)
	}
	return out
}

// bareNumbers finds the page numbers without marks: lines that are a number alone, each
// one more than the one before, with a page's text between them.
func bareNumbers(blocks []block) map[int]bool {
	const fewest, page = 4, 200 // numbers; runes between two of them, on the average
	out := map[int]bool{}
	var run []int
	last, text := 0, 0
	end := func() {
		if len(run) >= fewest && text >= page*(len(run)-1) {
			for _, i := range run {
				out[i] = true
			}
		}
		run, text = nil, 0
	}
	between := 0
	for i, b := range blocks {
		if b.isRow() || !pageNumberRe.MatchString(b.text) {
			between += runes(b.text)
			continue
		}
		n, err := strconv.Atoi(squeeze(b.text))
		if err != nil { // I, II
			continue
		}
		if len(run) > 0 && (n <= last || n > last+2) {
			end()
		}
		if len(run) > 0 {
			text += between
		}
		run, last, between = append(run, i), n, 0
	}
	end()
	if len(out) > 0 { // those of the preface
		for i, b := range blocks {
			if strings.ContainsAny(b.text, "IVX") && pageNumberRe.MatchString(b.text) && !slices.ContainsFunc(blocks[max(0, i-1):min(len(blocks), i+2)], block.isRow) {
				out[i] = true
			}
		}
	}
	return out
}
