package ask

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// needed gives characters of which every text holds one that a pattern matches, or none
// where the pattern does not tell. To look for them costs a small part of matching.
func needed(form *regexp.Regexp) string {
	parsed, err := syntax.Parse(form.String(), syntax.Perl)
	if err != nil {
		return ""
	}
	return neededBy(parsed)
}

// mostNeeded is up to how many characters the look pays.
const mostNeeded = 64

func neededBy(re *syntax.Regexp) string {
	if re.Flags&syntax.FoldCase != 0 {
		return ""
	}
	switch re.Op {
	case syntax.OpLiteral:
		return string(re.Rune[:1])
	case syntax.OpCharClass:
		var b strings.Builder
		n := 0
		for i := 0; i < len(re.Rune); i += 2 {
			if n += int(re.Rune[i+1]-re.Rune[i]) + 1; n > mostNeeded {
				return ""
			}
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				b.WriteRune(r)
			}
		}
		return b.String()
	case syntax.OpCapture, syntax.OpPlus:
		return neededBy(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return neededBy(re.Sub[0])
		}
	case syntax.OpConcat:
		fewest := ""
		for _, sub := range re.Sub {
			if s := neededBy(sub); s != "" && (fewest == "" || len(s) < len(fewest)) {
				fewest = s
			}
		}
		return fewest
	case syntax.OpAlternate:
		all := ""
		for _, sub := range re.Sub {
			s := neededBy(sub)
			if s == "" {
				return ""
			}
			for _, r := range s {
				if !strings.ContainsRune(all, r) {
					all += string(r)
				}
			}
		}
		return all
	}
	return ""
}

// mayMatch tells whether a text holds one of the characters that a pattern needs.
func mayMatch(text, needed string) bool { return needed == "" || strings.ContainsAny(text, needed) }
