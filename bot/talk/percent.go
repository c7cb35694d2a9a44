package talk

import (
	"regexp"
	"strconv"

	"duban/knowledge/zh"
)

// percentForm finds how far something is, as people write it: 完成80%, 80% done. A target
// of the plan (达到100%) is no such thing.
var percentForm = regexp.MustCompile(`(?:完成|进度)(?:百分比|度|率)?(?:约|到|达|为|是|了)?[:：]?\s*(\d{1,4})\s*%|(\d{1,4})\s*(?:%|per\s?cent)\s*(?:done|complete)`)

// percentIn gives the per cent that a report says is done; 0: none is said.
func percentIn(text string) int {
	m := percentForm.FindStringSubmatch(zh.Fold(text))
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1] + m[2])
	if n == 0 { // written, and not to be taken for nothing said
		return -1
	}
	return n
}
