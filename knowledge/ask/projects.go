package ask

import (
	"slices"
	"strings"

	"duban/knowledge/fact"
	"duban/knowledge/zh"
)

// leastProject is how many characters of a project's name have to be said in their order.
const leastProject = 3

// readProjects finds the projects that the words name: by the longest run of their
// characters in order, several where they fit equally.
func (a *Asker) readProjects(runes []rune, covered []bool) []string {
	var names []string
	for _, f := range a.store.Of(fact.Cell) {
		names = appendNew(names, f.Subject)
	}
	if len(names) == 0 {
		return nil
	}
	folded := make([][]rune, len(names))
	for i, n := range names {
		folded[i] = []rune(zh.Fold(n))
	}
	var out []string
	for range names {
		at, size := 0, 0
		var best []string
		for i := range runes {
			if covered[i] || !zh.IsHan(runes[i]) {
				continue
			}
			for j, name := range folded {
				n := inOrder(runes[i:], covered[i:], name)
				if n < leastProject && !(n == 2 && i+n <= len(runes) && a.onlyProject(string(runes[i:i+n]), names)) {
					continue
				}
				switch {
				case n > size:
					at, size, best = i, n, []string{names[j]}
				case n == size && i == at:
					best = appendNew(best, names[j])
				}
			}
		}
		if size == 0 {
			break
		}
		for i := at; i < at+size; i++ {
			covered[i] = true
		}
		for _, b := range best {
			out = appendNew(out, b)
		}
	}
	return out
}

// onlyProject tells whether two characters stand in one project's name only, and in no
// other words of the plan.
func (a *Asker) onlyProject(pair string, names []string) bool {
	n := 0
	for _, name := range names {
		if strings.Contains(zh.Fold(name), pair) {
			n++
		}
	}
	return n == 1 && len(a.text.holding[pair]) == 0
}

// inOrder gives how many of the first characters stand in the name in their order, the
// gaps between them small.
func inOrder(runes []rune, covered []bool, name []rune) int {
	best := 0
	for start := range name {
		if name[start] != runes[0] {
			continue
		}
		at, n := start, 1
		for n < len(runes) && !covered[n] {
			next := slices.Index(name[at+1:], runes[n])
			if next < 0 {
				break
			}
			at += 1 + next
			n++
		}
		best = max(best, n)
	}
	return best
}

// readGrade finds the cell's words that the message names.
func (a *Asker) readGrade(text string) string {
	best, most, tied := "", 3, false
	var seen []string
	for _, f := range a.store.Of(fact.Cell) {
		g := zh.Fold(f.Value)
		if g == "" || slices.Contains(seen, f.Value) {
			continue
		}
		seen = append(seen, f.Value)
		n := commonRun([]rune(text), []rune(g))
		if strings.Contains(text, g) {
			n += 10
		}
		if n > most {
			best, most, tied = f.Value, n, false
		} else if n == most {
			tied = true
		}
	}
	if tied && most < 10 {
		return ""
	}
	return best
}

// commonRun gives the length of the longest run of characters that both share.
func commonRun(x, y []rune) int {
	best := 0
	row := make([]int, len(y)+1)
	for i := range x {
		last := 0
		for j := range y {
			above := row[j+1]
			row[j+1] = 0
			if x[i] == y[j] {
				row[j+1] = last + 1
				best = max(best, row[j+1])
			}
			last = above
		}
	}
	return best
}
