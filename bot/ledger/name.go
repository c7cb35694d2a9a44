package ledger

import (
	"strconv"
	"strings"

	"golang.org/x/text/width"
)

// The sheets besides the plans'.
const (
	overviewName = "汇总"
	recordName   = "办理记录"
)

// maxName is how long a sheet's name becomes, in UTF-16 code units. Spreadsheet programs
// allow 31; on a tab, and in a sentence about a cell, fewer are better.
const maxName = 20

// namer gives sheets names that spreadsheet programs accept and that differ by more than
// case and width.
type namer map[string]bool

func newNamer() namer {
	n := namer{"history": true} // kept by Excel for itself
	n.free(overviewName)
	n.free(recordName)
	return n
}

// free takes the name and tells whether it was still free.
func (n namer) free(name string) bool {
	key := strings.ToLower(width.Fold.String(name))
	taken := n[key]
	n[key] = true
	return !taken
}

// name gives a sheet's name after the plan's title.
func (n namer) name(title string) string {
	title = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'《》`, r) || r < ' ' {
			return -1
		}
		return r
	}, clean(title))
	if title = strings.TrimSpace(title); title == "" {
		title = columnPlan
	}
	for i := 1; ; i++ {
		mark := ""
		if i > 1 {
			mark = "（" + strconv.Itoa(i) + "）"
		}
		if name := shortened(title, maxName-len([]rune(mark))) + mark; n.free(name) {
			return name
		}
	}
}

// shortened cuts s to so many UTF-16 code units, a mark of the cut included.
func shortened(s string, units int) string {
	used, end := 0, 0
	for i, r := range s {
		if used < units {
			end = i
		}
		if used += width16(r); used > units {
			return s[:end] + "…"
		}
	}
	return s
}
