package ask

import (
	"strings"

	"duban/knowledge/zh"
)

// leastTitle is how many characters of its title have to be said to name a plan.
const leastTitle = 4

// Choose gives the place of the plan that a question names by its document number, or
// by a stretch of its title that no other plan's title has; else usual.
func Choose(askers []*Asker, question string, usual int) int {
	if len(askers) < 2 {
		return usual
	}
	said := zh.Squeeze(zh.Fold(question))
	bare := noBrackets.Replace(said) // 〔2022〕 is typed in all sorts of brackets
	words := []rune(said)
	words = words[:min(len(words), 500)]
	best, longest, tied := usual, 0, false
	for i, a := range askers {
		if no := noBrackets.Replace(zh.Squeeze(zh.Fold(a.plan.DocNo))); no != "" && strings.Contains(bare, no) {
			return i
		}
		n := commonRun(words, []rune(zh.Squeeze(zh.Fold(a.plan.Title))))
		switch {
		case n > longest:
			best, longest, tied = i, n, false
		case n == longest:
			tied = true
		}
	}
	if longest < leastTitle || tied {
		return usual
	}
	return best
}

var noBrackets = strings.NewReplacer("〔", "", "〕", "", "[", "", "]", "", "【", "", "】", "", "(", "", ")", "", "（", "", "）", "", "第", "")
