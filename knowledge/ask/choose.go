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
	best, longest, tied := usual, 0, false
	for i, a := range askers {
		if no := noBrackets.Replace(zh.Squeeze(zh.Fold(a.plan.DocNo))); no != "" && strings.Contains(bare, no) {
			return i
		}
		n := shared(said, zh.Squeeze(zh.Fold(a.plan.Title)))
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

// shared is the length of the longest stretch, in characters, that both texts have.
func shared(a, b string) int {
	x, y := []rune(a), []rune(b)
	x = x[:min(len(x), 500)]
	best := 0
	row := make([]int, len(y)+1)
	for i := range x {
		previous := 0
		for j := range y {
			above := row[j+1]
			row[j+1] = 0
			if x[i] == y[j] {
				row[j+1] = previous + 1
				best = max(best, row[j+1])
			}
			previous = above
		}
	}
	return best
}
