package quantity

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"duban/knowledge"
)

//go:embed comparators.txt
var comparatorFile string

// comparator is a word that compares a number.
type comparator struct {
	word string
	op   string // a knowledge.Comparator, rise or fall
}

var comparators = sync.OnceValues(func() (before, after []comparator) {
	for line := range strings.Lines(comparatorFile) {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] == "#" {
			continue
		}
		for _, w := range fields[2:] {
			if fields[1] == "before" {
				before = append(before, comparator{w, fields[0]})
			} else {
				after = append(after, comparator{w, fields[0]})
			}
		}
	}
	longer := func(a, b comparator) int { return len(b.word) - len(a.word) }
	slices.SortStableFunc(before, longer)
	slices.SortStableFunc(after, longer)
	return before, after
})

// Change is a verb of rise or fall beside a number.
type Change string

// The directions of a change.
const (
	NoChange Change = ""
	Rise     Change = "rise" // 增长5%
	Fall     Change = "fall" // 下降5%
)

// compared is what the words before a number say of it.
type compared struct {
	op     knowledge.Comparator
	change Change // a verb of change without 到: the number is by how much
	at     int    // where the words begin
}

// comparedBefore reads the words that end at the number.
func comparedBefore(s string) (compared, bool) {
	s = strings.TrimRight(s, " ")
	if i := strings.LastIndex(s, "每"); i >= 0 && len(s)-i <= len("每平方公里") && i > 0 { // 达到每亩500元
		if c, ok := comparedBefore(s[:i]); ok {
			return c, true
		}
	}
	if rest, ok := strings.CutSuffix(s, "年的"); ok { // 提升到2020年的70%
		if year := strings.TrimRight(rest, "0123456789"); len(rest)-len(year) == len("2020") {
			if c, ok := comparedBefore(year); ok {
				return c, true
			}
		}
	}
	end := strings.TrimRight(s, "要应需有了") // 至少要有1名
	before, _ := comparators()
	for _, text := range []string{s, end} {
		to := ""
		for _, w := range []string{"至", "到", "为", "成"} {
			if strings.HasSuffix(text, w) {
				to = w
			}
		}
		for _, c := range before {
			switch c.op {
			case "rise", "fall":
				if rest, ok := strings.CutSuffix(text, to); ok && to != "" && strings.HasSuffix(rest, c.word) {
					op := knowledge.AtLeast
					if c.op == "fall" {
						op = knowledge.AtMost
					}
					return compared{op: op, at: len(rest) - len(c.word)}, true
				}
				if strings.HasSuffix(text, c.word) {
					return compared{op: knowledge.Equals, change: Change(c.op), at: len(text) - len(c.word)}, true
				}
			default:
				if strings.HasSuffix(text, c.word) {
					return compared{op: knowledge.Comparator(c.op), at: len(text) - len(c.word)}, true
				}
			}
		}
	}
	return compared{}, false
}

// thanBefore reads a comparison with something that is named before the number:
// 不低于普通高中的1.5倍.
func thanBefore(s string) (compared, bool) {
	rest, ok := strings.CutSuffix(s, "的")
	if !ok {
		return compared{}, false
	}
	if i := strings.LastIndexAny(rest, "，。；、：0123456789\x00"); i >= 0 {
		rest = rest[i:]
	}
	skipped := len(s) - len("的") - len(rest)
	before, _ := comparators()
	for _, c := range before {
		if len(c.word) < len("不低于") || c.op == "rise" || c.op == "fall" {
			continue
		}
		if i := strings.Index(rest, c.word); i >= 0 && len(rest)-i-len(c.word) > 0 {
			return compared{op: knowledge.Comparator(c.op), at: skipped + i}, true
		}
	}
	return compared{}, false
}

// afterAt reads the words of comparison at the start of s.
func afterAt(s string) (word string, op knowledge.Comparator) {
	_, after := comparators()
	for _, c := range after {
		if strings.HasPrefix(s, c.word) {
			return c.word, knowledge.Comparator(c.op)
		}
	}
	return "", ""
}

// joined settles the comparator where words stand on both sides: 超过5家以上 is more
// than, 控制在5%左右 about, 达到5%以内 at most.
func joined(before, after knowledge.Comparator) knowledge.Comparator {
	switch {
	case after == "":
		return before
	case before == knowledge.More && after == knowledge.AtLeast, before == knowledge.Less && after == knowledge.AtMost:
		return before
	}
	return after
}

// including gives the comparator that takes its own bound in: 超过20笔（含）.
func including(c knowledge.Comparator) knowledge.Comparator {
	switch c {
	case knowledge.More:
		return knowledge.AtLeast
	case knowledge.Less:
		return knowledge.AtMost
	}
	return c
}

// Comparing is a word of comparison.
type Comparing struct {
	Comparator knowledge.Comparator
	Start, End int // bytes of the text
}

// Comparisons gives the words of a text that compare what follows them, whether that is a
// number or not: 不低于2019年同期. Verbs of rise and fall are none.
func Comparisons(text string) []Comparing {
	before, _ := comparators()
	var out []Comparing
	for i := 0; i < len(text); {
		size := 0
		for _, c := range before {
			if c.op != string(Rise) && c.op != string(Fall) && strings.HasPrefix(text[i:], c.word) {
				out, size = append(out, Comparing{knowledge.Comparator(c.op), i, i + len(c.word)}), len(c.word)
				break
			}
		}
		i += max(size, 1)
	}
	return out
}
