package marks

import (
	"strings"
	"unicode"

	"duban/knowledge/said"
)

// text is what has been decided of a line.
type text []rune

func (t text) last() rune {
	if len(t) == 0 {
		return 0
	}
	return t[len(t)-1]
}

// end returns the last characters, n at most.
func (t text) end(n int) string {
	return strings.TrimSpace(string(t[max(0, len(t)-n):]))
}

// raise adds what is printed higher: a power stays one (m², 10⁴), the mark of a note is
// dropped, and what can be either stays as it is printed and is told as a doubt.
func (t *text) raise(s string, log *Log) {
	trimmed := strings.Map(func(c rune) rune {
		if c >= '０' && c <= '９' {
			return c - '０' + '0'
		}
		return c
	}, strings.TrimSpace(s))
	if trimmed == "" {
		*t = append(*t, []rune(s)...)
		return
	}
	small, whole := raised(trimmed)
	bare := strings.Trim(trimmed, "+-−–－")
	switch number := bare != "" && strings.Trim(bare, "0123456789") == ""; {
	case len(*t) == 0: // a note's own number before its words
		if whole {
			trimmed = small
		}
	case number && bare != trimmed: // 10⁻³, an ion: no note is counted so
		trimmed = small
	case number:
		power, sure := t.power(bare)
		if !power {
			log.tell(noteMark, t.end(quoted)+small, said.Sentence{})
			return
		}
		if trimmed = small; !sure {
			log.tell(doubt, t.end(quoted)+small, said.Sentence{})
		}
	case isReference(trimmed):
		log.tell(noteMark, t.end(quoted)+trimmed, said.Sentence{})
		return
	case whole: // 2ⁿ
		trimmed = small
	default:
		t.apart(trimmed, log)
		return
	}
	*t = append(*t, []rune(trimmed)...)
}

// longest is how many characters of a number are looked at.
const longest = 20

// power reports whether a raised number is a power of what stands before it, and
// whether it can be nothing else.
func (t text) power(exponent string) (power, sure bool) {
	square := exponent == "2" || exponent == "3"
	switch last := t.last(); {
	case isLatin(last):
		return true, true
	case isDigit(last):
		at := len(t)
		for at > max(0, len(t)-longest) && (isDigit(t[at-1]) || t[at-1] == '.' || t[at-1] == ',' || t[at-1] == '，') {
			at--
		}
		if string(t[at:]) != "10" {
			return false, true
		}
		times := at > 0 && strings.ContainsRune("×xX*·", t[at-1])
		return true, times
	case last == ')' || last == '）':
		return len(t) > 1 && isLatin(t[len(t)-2]), true
	case last == '米' || last == '里': // 米² is square metres, unless a note explains them
		words := t.end(3)
		return square && !strings.HasPrefix(words, "平方") && !strings.HasPrefix(words, "立方"), false
	}
	return false, true
}

// IsReference reports whether a text is nothing but the mark of a note, raised or not.
func IsReference(s string) bool {
	s = strings.TrimSpace(s)
	return strings.ContainsFunc(s, func(c rune) bool { return isDigit(c) || isCircled(c) || c == '*' }) && isReference(s)
}

// isReference reports whether a raised text can only refer to a note: ［1］, ①, *, 注2.
func isReference(s string) bool {
	s = strings.TrimPrefix(s, "注")
	for _, c := range s {
		if !isDigit(c) && !isCircled(c) && !strings.ContainsRune("[]［］()（）【】〔〕*＊※†‡#＃,，、-—–~～ ", c) {
			return false
		}
	}
	return true
}

// lower adds what is printed lower. The index of a formula reads as everybody types it,
// CO2, unless it would join a number.
func (t *text) lower(s string, next rune) {
	small, whole := lowered(s)
	joins := isDigit(t.last()) && strings.IndexFunc(s, isDigit) == 0 || isDigit(next) && len(s) > 0 && isDigit(rune(s[len(s)-1]))
	if joins && whole {
		s = small
	}
	if joins && !whole {
		s = " " + s + " "
	}
	*t = append(*t, []rune(s)...)
}

// apart adds raised words, apart from a number that they would join.
func (t *text) apart(s string, log *Log) {
	first := []rune(s)[0]
	if isDigit(t.last()) && isDigit(first) {
		log.tell(doubt, t.end(quoted)+" "+s, said.Sentence{})
		*t = append(*t, ' ')
	}
	*t = append(*t, []rune(s)...)
}

const (
	plainSmall   = "0123456789+-=()n"
	raisedSmall  = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"
	loweredSmall = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ"
)

var toRaised, toLowered, fromRaised = small(raisedSmall), small(loweredSmall), map[rune]rune{}

func init() {
	for plain, high := range toRaised {
		if unicode.IsDigit(plain) || plain == '+' || plain == '-' {
			fromRaised[high] = plain
		}
	}
}

func small(to string) map[rune]rune {
	m := map[rune]rune{}
	for i, c := range []rune(to) {
		m[rune(plainSmall[i])] = c
	}
	return m
}

// Power returns an exponent as it is printed, in small high characters where there are.
func Power(s string) string {
	small, _ := raised(strings.TrimSpace(s))
	return small
}

// raised writes a text in small high characters; whole reports whether there is one for
// each of its own.
func raised(s string) (small string, whole bool)  { return written(s, toRaised) }
func lowered(s string) (small string, whole bool) { return written(s, toLowered) }

func written(s string, to map[rune]rune) (string, bool) {
	whole := true
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune("−–－", c) {
			c = '-'
		}
		if t, ok := to[c]; ok {
			return t
		}
		whole = whole && c == '.'
		return c
	}, s), whole
}
