package gongwen

import "strconv"

// refs gives each clause a reference that is unique in the plan: the bare number
// where the numbers of its level run through, else with its chapter, else with the
// clauses that hold it as well.
func (b *bodyReader) refs() []string {
	forms := make([][3]string, len(b.clauses))
	for i, c := range b.clauses {
		chapter, parents := "", ""
		if c.chapter >= 0 {
			chapter = b.chapters[c.chapter].no + "/"
		}
		for p := c.parent; p >= 0; p = b.clauses[p].parent {
			parents = b.clauses[p].no + "/" + parents
		}
		forms[i] = [3]string{c.no, chapter + c.no, chapter + parents + c.no}
	}
	form := map[level]int{} // the shortest that tells the clauses of a level apart
	for l := chapterLevel; l <= innerLevel; l++ {
		for form[l] < 2 && !b.unique(l, forms, form[l]) {
			form[l]++
		}
	}
	refs := make([]string, len(b.clauses))
	times := map[string]int{}
	for i, c := range b.clauses {
		ref := forms[i][form[c.level]]
		if times[ref]++; times[ref] > 1 { // printed twice by mistake
			ref += "·" + strconv.Itoa(times[ref])
		}
		refs[i] = ref
	}
	return refs
}

func (b *bodyReader) unique(l level, forms [][3]string, form int) bool {
	seen := map[string]bool{}
	for i, c := range b.clauses {
		if c.level != l {
			continue
		}
		if seen[forms[i][form]] {
			return false
		}
		seen[forms[i][form]] = true
	}
	return true
}
