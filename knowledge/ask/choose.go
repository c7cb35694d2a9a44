package ask

import "duban/knowledge/zh"

// Choose gives the place of the plan that a question names by its document number, or
// by words of its title that no other plan's title has; else usual.
func Choose(askers []*Asker, question string, usual int) int {
	if len(askers) < 2 {
		return usual
	}
	if i, _ := Library(askers).named(zh.Fold(question)); i >= 0 {
		return i
	}
	return usual
}
