package quantity

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Kind says what a measure counts or weighs.
type Kind string

// The kinds of measures.
const (
	None  Kind = ""
	Share Kind = "share" // %, 个百分点
	Times Kind = "times" // 倍, 番
	Money Kind = "money"
	Time  Kind = "time"
	Age   Kind = "age"
	Size  Kind = "size"  // what is measured: 公里, 吨, 度
	Count Kind = "count" // what is counted: 个, 所, 家
	Score Kind = "score" // 分 of a mark
	Rank  Kind = "rank"  // 前四位
	Whole Kind = "whole" // 全部, 全覆盖: all of them
)

//go:embed measures.txt
var measureFile string

type measure struct {
	word string
	kind Kind
}

// measures gives all words of measure, the longer first.
var measures = sync.OnceValue(func() []measure {
	var all []measure
	for line := range strings.Lines(measureFile) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		for _, w := range fields[1:] {
			all = append(all, measure{w, Kind(fields[0])})
		}
	}
	slices.SortStableFunc(all, func(a, b measure) int { return len(b.word) - len(a.word) })
	return all
})

// byFirst has them by their first character.
var byFirst = sync.OnceValue(func() map[rune][]measure {
	m := map[rune][]measure{}
	for _, x := range measures() {
		r, _ := utf8.DecodeRuneInString(x.word)
		m[r] = append(m[r], x)
	}
	return m
})

// magnitudes may stand between a number and its measure.
const magnitudes = "十百千万亿"

// measureAt reads the measure at the start of s, which follows a number. It gives its
// length in bytes, 0 where there is none; more tells 余 or 多 in it: 100多个; guessed
// tells a measure that is on no list.
func measureAt(s string) (size int, kind Kind, more, guessed bool) {
	at := 0
	for {
		if n, k := wordAt(s[at:]); n > 0 {
			at += n
			if rest, ok := strings.CutPrefix(s[at:], "/"); ok { // 张/千人, 微克/立方米
				m := len(rest) - len(strings.TrimLeft(rest, magnitudes))
				if n, _ := wordAt(rest[m:]); n > 0 {
					return at + 1 + m + n, Size, more, false
				}
			}
			return at, k, more, false
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		if n == 0 || !strings.ContainsRune(magnitudes+"余多", r) {
			break
		}
		more = more || r == '余' || r == '多'
		at += n
	}
	if at > 0 {
		return at, Count, more, false // 1.2万
	}
	// A measure that is not on the list: one character at the end of the words.
	r, n := utf8.DecodeRuneInString(s)
	if unicode.Is(unicode.Han, r) {
		if next, _ := utf8.DecodeRuneInString(s[n:]); n == len(s) || strings.ContainsRune("，。；、：）)的", next) {
			return n, Count, false, true
		}
	}
	return 0, None, false, false
}

func wordAt(s string) (int, Kind) {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return 0, None
	}
	for _, m := range byFirst()[r] {
		if !strings.HasPrefix(s, m.word) {
			continue
		}
		if c := m.word[len(m.word)-1]; c < utf8.RuneSelf && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') && len(s) > len(m.word) {
			if d := s[len(m.word)]; d >= 'a' && d <= 'z' || d >= 'A' && d <= 'Z' {
				continue // a longer Latin word
			}
		}
		return len(m.word), m.kind
	}
	return 0, None
}

// KindOf tells what a measure as printed counts: 亿千瓦 is a Size.
func KindOf(measure string) Kind {
	if size, kind, _, _ := measureAt(measure); size == len(measure) {
		return kind
	}
	return None
}
