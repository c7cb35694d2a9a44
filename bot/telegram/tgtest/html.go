package tgtest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// allowedTags are the tags of Telegram's HTML style that take no attributes.
var allowedTags = map[string]bool{"b": true, "strong": true, "i": true, "em": true, "u": true, "s": true, "code": true, "pre": true, "blockquote": true}

// ParseHTML reads a text as Telegram does with parse_mode HTML and gives its words
// without tags. It refuses unknown, unclosed and crossed tags, and a "<" or "&" that
// should have been escaped (Telegram lets some of the latter pass).
func ParseHTML(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", fmt.Errorf("text must be encoded in UTF-8")
	}
	var out strings.Builder
	var open []string
	for i := 0; i < len(s); {
		switch s[i] {
		case '&':
			word, n := entity(s[i:])
			if n == 0 {
				return "", fmt.Errorf("unescaped & at byte offset %d", i)
			}
			out.WriteString(word)
			i += n
		case '<':
			end := strings.IndexByte(s[i:], '>')
			if end < 0 {
				return "", fmt.Errorf("unclosed tag at byte offset %d", i)
			}
			tag := s[i+1 : i+end]
			if name, closing := strings.CutPrefix(tag, "/"); closing {
				if len(open) == 0 || open[len(open)-1] != name {
					return "", fmt.Errorf("unexpected end tag %q at byte offset %d", name, i)
				}
				open = open[:len(open)-1]
			} else if allowedTags[tag] {
				open = append(open, tag)
			} else {
				return "", fmt.Errorf("unsupported start tag %q at byte offset %d", tag, i)
			}
			i += end + 1
		default:
			out.WriteByte(s[i])
			i++
		}
	}
	if len(open) > 0 {
		return "", fmt.Errorf("can't find end tag of %q", open[len(open)-1])
	}
	return out.String(), nil
}

func entity(s string) (string, int) {
	for name, word := range map[string]string{"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": `"`} {
		if strings.HasPrefix(s, name) {
			return word, len(name)
		}
	}
	return "", 0
}
