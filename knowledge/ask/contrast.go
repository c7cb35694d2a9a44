package ask

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed contrasts.txt
var contrastFile string

// contrasts are the sets of contrasts.txt; each member is the words that mean the same.
var contrasts = func() [][][]string {
	var out [][][]string
	for line := range strings.Lines(contrastFile) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] != "#" {
			var set [][]string
			for _, f := range fields {
				set = append(set, strings.Split(f, "/"))
			}
			out = append(out, set)
		}
	}
	return out
}()

// contrast finds a word of a claim in whose place a text has one that excludes it.
func contrast(claim, text string) (said, stated string, ok bool) {
	in := func(words []string, text string) string {
		if i := slices.IndexFunc(words, func(w string) bool { return strings.Contains(text, w) }); i >= 0 {
			return words[i]
		}
		return ""
	}
	for _, set := range contrasts {
		var claimed, held []string
		both := false
		for _, words := range set {
			c, h := in(words, claim), in(words, text)
			both = both || c != "" && h != ""
			if c != "" {
				claimed = append(claimed, c)
			}
			if h != "" {
				held = append(held, h)
			}
		}
		if !both && len(claimed) == 1 && len(held) == 1 {
			return claimed[0], held[0], true
		}
	}
	return "", "", false
}
