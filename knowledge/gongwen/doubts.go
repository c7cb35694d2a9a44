package gongwen

import (
	"fmt"

	"duban/knowledge/zh"
)

// doubtNumbering lists clauses whose number does not follow the one before.
func (r *reader) doubtNumbering() {
	type place struct{ chapter, parent string }
	last, lastNo := map[place]int{}, 0
	for _, c := range r.plan.Clauses {
		h, ok := headingOf(c.Text)
		if !ok {
			continue
		}
		at := place{c.Chapter, c.Parent}
		previous, seen := last[at]
		follows := h.n == 1 || seen && h.n == previous+1 || h.n == lastNo+1 || h.level == itemLevel
		if !follows {
			r.doubt("number", c.No, c.Start, fmt.Sprintf("这一条的序号是%s，与前面的序号不连续，请核对是否有缺漏。", zh.Numeral(h.n)))
		}
		last[at] = h.n
		if h.level != itemLevel {
			lastNo = h.n
		}
	}
}
