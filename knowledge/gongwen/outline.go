package gongwen

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A document's outline is chosen over all of it. Every number that may open a provision
// is a candidate, at the start of a line as well as inside one (some sites publish a
// document as one line). Of all ways to take and to leave them, the one is chosen whose
// numbers follow on each other best and stand best: behind the end of a sentence, or
// behind words that can be a heading.

// candidate is a number that may open a provision.
type candidate struct {
	mark
	line   int     // index of its line
	stands float64 // how good its place is, by what stands before it
	first  bool    // it opens its line
	hard   int     // offset in the line behind the last full stop, semicolon or exclamation before it
	runs   int     // runes before it in its line
}

// How well a number stands.
const (
	atLine     = 4.0  // at the start of a line
	atBroken   = 1.0  // at the start of a line, in the middle of a sentence
	atStop     = 1.5  // behind the end of a sentence
	atSpace    = 0.5  // behind white space alone
	atHeading  = 0.8  // behind what can be a heading
	atColon    = -0.5 // behind a colon
	atPart     = -1.2 // in a list inside a sentence: a semicolon stands before it, or ends what it opens
	noPlace    = -9.0
	worthTitle = longestChapter + 20 // runes that a heading and its number have at most
)

// How well a number follows on those that were taken before.
const (
	isNext    = 1.0
	isFirst   = 0.6
	isAgain   = -2.5 // the list begins anew in the same place
	leavesOne = -1.5
	isOdd     = -3.0
	goesUp    = -0.5 // it opens a level above the first one
)

// path is one way to choose, up to some candidate.
type path struct {
	score  float64
	taken  int                        // index of the last candidate taken, or -1
	open   [lowestNumbering + 1]int32 // numbers of the open provisions, by kind; 0 where none is open
	last   [lowestNumbering + 1]int32 // the last number of each kind
	before *link
}

type link struct {
	candidate int
	before    *link
}

// widest is how many ways are kept at a time; of a text with more candidates than any
// plan has, the best alone.
const (
	widest         = 24
	mostCandidates = 100_000
)

// choose gives the indexes of the candidates that make the best outline.
func choose(all []candidate) []int {
	paths, wide := []path{{taken: -1}}, widest
	if len(all) > mostCandidates {
		wide = 1
	}
	for i, c := range all {
		next := make([]path, 0, 2*len(paths))
		for _, p := range paths {
			if gain := p.gain(all, i); gain > noPlace/2 || c.first {
				next = append(next, p.take(c, i, gain))
			}
			if c.stands < atLine || !c.first { // what opens a line is never left
				next = append(next, p)
			}
		}
		slices.SortStableFunc(next, func(a, b path) int { return cmp.Compare(b.score, a.score) })
		paths = paths[:0]
		for _, p := range next {
			if len(paths) == wide {
				break
			}
			if !slices.ContainsFunc(paths, func(q path) bool { return q.taken == p.taken && q.open == p.open && q.last == p.last }) {
				paths = append(paths, p)
			}
		}
	}
	best := paths[0]
	var out []int
	for l := best.before; l != nil; l = l.before {
		out = append(out, l.candidate)
	}
	slices.Reverse(out)
	return out
}

// gain says how good it is to take the candidate at i next.
func (p path) gain(all []candidate, i int) float64 {
	c := all[i]
	stands, n := c.stands, int32(c.n)
	var follows float64
	switch was := p.open[c.kind]; {
	case was > 0 && n == was+1, was == 0 && p.last[c.kind] > 0 && n == p.last[c.kind]+1:
		follows = isNext
	case was == 0 && n == 1:
		follows = isFirst
	case was > 0 && n == 1:
		follows = isAgain
	case n == p.last[c.kind]+2:
		follows = leavesOne
	default:
		follows = isOdd
	}
	if p.taken >= 0 && p.highest() > c.kind {
		follows += goesUp
	}
	if stands == noPlace || stands < atHeading && !c.first {
		if p.endsHeading(all, c) && follows > 0 {
			stands = atHeading
		}
	}
	return stands + follows
}

// endsHeading tells whether the words between the last number taken and this one can
// be the heading of what this one opens.
func (p path) endsHeading(all []candidate, c candidate) bool {
	if p.taken < 0 {
		return false
	}
	last := all[p.taken]
	return last.line == c.line && last.kind < c.kind && !c.kind.below() && c.hard <= last.start && c.runs-last.runs <= worthTitle && last.end < c.start
}

func (p path) highest() numbering {
	for k, n := range p.last {
		if n > 0 {
			return numbering(k)
		}
	}
	return noNumbering
}

func (p path) take(c candidate, i int, gain float64) path {
	p.score += gain
	p.taken = i
	p.open[c.kind], p.last[c.kind] = int32(c.n), int32(c.n)
	for k := c.kind + 1; k <= lowestNumbering; k++ {
		p.open[k] = 0
		if k.below() {
			p.last[k] = 0 // only clauses and items run on through what is above them
		}
	}
	p.before = &link{i, p.before}
	return p
}

// candidatesIn lists the candidates of one line; broken tells that the line goes on with
// the sentence above it.
func candidatesIn(line string, index int, broken bool) []candidate {
	if listedRe.MatchString(line) {
		return nil
	}
	var out []candidate
	hard, at, runs := 0, 0, 0
	for _, m := range marksIn(line) {
		if i := strings.LastIndexAny(line[at:m.start], "。；！？"); i >= 0 {
			hard = at + i + len("。")
		}
		runs += utf8.RuneCountInString(line[at:m.start])
		at = m.start
		c := candidate{mark: m, line: index, first: m.start == 0, hard: hard, runs: runs, stands: standing(line[:m.start])}
		switch stop := strings.IndexAny(line[m.end:min(len(line), m.end+longestNote)], "。；！？"); {
		case c.first && broken:
			c.stands = atBroken
		case c.stands == atColon && stop >= 0 && firstRune(line[m.end+stop:]) == '；':
			c.stands = atPart
		}
		if c.stands > noPlace || !c.kind.below() {
			out = append(out, c)
		}
	}
	return out
}

// standing says how well a number stands behind these words.
func standing(before string) float64 {
	words := strings.TrimRightFunc(before, unicode.IsSpace)
	if words == "" {
		return atLine
	}
	switch c := lastRune(words); {
	case strings.ContainsRune("。！？", c):
		return atStop
	case strings.ContainsRune("）〕】]）)”", c):
		if closesSentence(words) {
			return atStop
		}
		if len(words) < len(before) {
			return atSpace
		}
	case c == '；' || c == ';':
		return atPart
	case c == '：' || c == ':':
		return atColon
	case opensWithLabel(lastSentence(words)): // 责任单位：甲局、乙局 ends where a number follows
		return atStop
	case len(words) < len(before):
		return atSpace
	}
	return noPlace
}

// lastSentence is what stands behind the last full stop or semicolon, as far as a note
// reaches back.
func lastSentence(words string) string {
	words = words[max(0, len(words)-longestNote):]
	if i := strings.LastIndexAny(words, "。；！？"); i >= 0 {
		words = words[i+len("。"):]
	}
	return strings.TrimSpace(words)
}

// closesSentence tells whether the bracket that ends the words stands behind a sentence:
// 。（市教育局负责）
func closesSentence(words string) bool {
	const longest = longestNote
	depth, from := 0, max(0, len(words)-longest)
	for i := len(words); i > from; {
		c := lastRune(words[:i])
		i -= len(string(c))
		switch {
		case strings.ContainsRune("）〕】])”", c):
			depth++
		case strings.ContainsRune("（〔【[(“", c):
			if depth--; depth <= 0 {
				before := strings.TrimRightFunc(words[:i], unicode.IsSpace)
				return before == "" || strings.ContainsRune("。！？；", lastRune(before)) || isDuty(words[i+len(string(c)):len(words)-len(string(lastRune(words)))])
			}
		}
	}
	return false
}
