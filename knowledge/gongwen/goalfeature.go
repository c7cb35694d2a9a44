package gongwen

import (
	_ "embed"
	"strings"
	"sync"

	"duban/knowledge"
	"duban/knowledge/quantity"
	"duban/knowledge/term"
)

//go:embed goalwords.txt
var goalWordFile string

// goalWords gives the words of each class.
var goalWords = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(goalWordFile) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			all[f[0]] = f[1:]
		}
	}
	return all
})

// hasWord reports whether a text holds a word of a class.
func hasWord(class, text string) bool {
	for _, w := range goalWords()[class] {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// endsWithWord reports whether a text ends with a word of a class.
func endsWithWord(class, text string) bool {
	for _, w := range goalWords()[class] {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}

// figure is an amount in a statement that may be a goal.
type figure struct {
	quantity.Quantity           // offsets are those of the statement's text
	term              term.Term // that stands before it, or governs the statement
	termed            bool      // a term of the statement's own sentence governs it
	base              bool      // it belongs to a time that is only referred to: 2020年的30%
	described         bool      // another amount follows in the statement
	shares            bool      // it has the comparison of the one before it: 65%和55%
	listed            bool      // it follows another amount of a list: 、3个实训基地
}

// featuresOf tells what stands around an amount. The model weighs these names.
func featuresOf(s statement, c figure) []string {
	var out []string
	add := func(name string, holds bool) {
		if holds {
			out = append(out, name)
		}
	}
	masked := s.masked
	before, after := masked[:c.Start], masked[c.End:]
	subject := masked[:min(c.Subject, c.Start)]
	next := strings.TrimLeft(after, " 　\x00")
	add("compared", c.Compared)
	add("bounded", c.Bounded)
	add("at-most", c.Comparator == knowledge.AtMost || c.Comparator == knowledge.Less)
	// At least so much money is a goal, at most so much is what support is limited to.
	add("money-floor", c.Kind == quantity.Money && (c.Comparator == knowledge.AtLeast || c.Comparator == knowledge.More))
	add("range", c.Comparator == knowledge.Range)
	add("rank", c.Kind == quantity.Rank)
	add("change", c.Change != quantity.NoChange)
	switch c.Kind {
	case quantity.Share, quantity.Money, quantity.Time, quantity.Age, quantity.Size, quantity.Count, quantity.Score:
		out = append(out, "kind:"+string(c.Kind))
	case quantity.None:
		out = append(out, "kind:none")
	}
	counts := c.Kind == quantity.Count || c.Kind == quantity.Time
	add("han", c.Han && counts)
	add("single", c.Han && counts && c.Number == 1)
	made := endsWithWord("made", strings.TrimRight(subject, "了成 　"))
	add("made", made)
	add("made-earlier", !made && hasWord("made", subject))
	add("rate", endsWithWord("rate", strings.TrimRight(subject, " 　")))
	add("noun-follows", next != "" && hanOnly(head(next, 1)) && !strings.HasPrefix(next, "的"))
	add("ends", next == "" || strings.HasPrefix(next, "、") || strings.HasPrefix(next, "和"))
	add("attribute", strings.HasPrefix(next, "的") && !strings.HasPrefix(next, "的目标"))
	add("share-of", c.Kind == quantity.Share && strings.HasPrefix(next, "的") && (hasWord("deontic", next) || strings.Trim(withoutTerms(s, 0, c.Start), "，、 　\x00") == "")) // 80%以上的机构要配备
	add("each", strings.Contains(tail(before, 8), "每"))
	add("dated", c.term.Due+c.term.Recurrence != "" && !s.pastDue(c.term))
	add("past-term", c.term.Due != "" && s.pastDue(c.term))
	add("describes", c.described && strings.HasPrefix(next, "的")) // 流域50平方公里以上的河流8条
	add("past-paragraph", s.past)
	add("past-word", hasWord("past", before))
	add("give", hasWord("give", masked) || hasWord("give", s.lead))
	add("finance", hasWord("finance", masked))
	add("fund", c.Kind == quantity.Money && hasWord("fund", before))
	add("condition", hasWord("subject", head(strings.TrimLeft(before, " 　"), 4)))
	add("from", endsWith(strings.TrimRight(subject, " 　"), "由", "从", "比", "较") || strings.HasSuffix(tail(subject, 12), "由"))
	add("bracket", insideBrackets(before))
	add("aim", s.aim)
	add("deontic", hasWord("deontic", before))
	add("listed", c.listed)
	add("bound-unit", s.bound)
	add("row", s.row)
	return out
}

func endsWith(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// insideBrackets reports whether brackets that were opened in the text are still open.
func insideBrackets(before string) bool {
	return strings.LastIndexAny(before, "（(〔") > strings.LastIndexAny(before, "）)〕")
}
