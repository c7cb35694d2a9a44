package ask

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"
)

// operator is what a word does to a question about what is listed.
type operator string

// The operators, with their words in operators.txt.
const (
	opFirst   operator = "first"
	opLast    operator = "last"
	opMost    operator = "most"
	opFewest  operator = "fewest"
	opOnly    operator = "only"
	opAll     operator = "all"
	opNone    operator = "none"
	opWhether operator = "whether"
	opExcept  operator = "except" // what follows is left out
	opBeside  operator = "beside" // what precedes is left out
	opBoth    operator = "both"
	opSame    operator = "same"
	opEarlier operator = "earlier"
	opLater   operator = "later"
	opThan    operator = "than"
	opAsk     operator = "ask"
	opWho     operator = "who"
	opWhen    operator = "when"
	opUnit    operator = "unit"
	opYear    operator = "year"
	opProject operator = "project"
)

//go:embed operators.txt
var operatorFile string

// operatorWord is a word of operators.txt.
type operatorWord struct {
	word string
	op   operator
}

// operatorWords has the words by their first character, the longer first.
var operatorWords = func() map[rune][]operatorWord {
	out := map[rune][]operatorWord{}
	for line := range strings.Lines(operatorFile) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		for _, w := range fields[1:] {
			first, _ := utf8.DecodeRuneInString(w)
			out[first] = append(out[first], operatorWord{w, operator(fields[0])})
		}
	}
	for _, words := range out {
		slices.SortStableFunc(words, func(x, y operatorWord) int { return len(y.word) - len(x.word) })
	}
	return out
}()

// opSpan is a word with what it does, by offsets in runes.
type opSpan struct {
	op         operator
	start, end int
}

// operatorsIn reads the operators of a text outside what is covered, in their order.
func operatorsIn(runes []rune, covered []bool) []opSpan {
	var out []opSpan
	for at := 0; at < len(runes); {
		n := 0
		for _, w := range operatorWords[runes[at]] {
			size := utf8.RuneCountInString(w.word)
			if at+size <= len(runes) && string(runes[at:at+size]) == w.word && !slices.Contains(covered[at:at+size], true) {
				out, n = append(out, opSpan{w.op, at, at + size}), size
				break
			}
		}
		at += max(n, 1)
	}
	return out
}

// attributes are the columns of a listing that a question asks for, a bit for each.
type attributes uint8

const (
	wantUnits attributes = 1 << iota
	wantYears
	wantProjects
	wantNumber // how many there are
)

// between may stand between 哪 and the kind of thing: 哪几个县, 哪一年, 哪两家.
const between = "一二两三四五六七八九十些几个家的"

// askedOf reads which kinds of things are asked for; open tells that one is asked for
// whose kind is not named: 有哪些, 一共几个.
func askedOf(runes []rune, ops []opSpan) (want attributes, open bool) {
	kind := map[operator]attributes{opUnit: wantUnits, opYear: wantYears, opProject: wantProjects}
	for i, s := range ops {
		switch s.op {
		case opWho:
			want |= wantUnits
		case opWhen:
			want |= wantYears
		case opAsk:
			word := string(runes[s.start:s.end])
			at := s.end
			for at < len(runes) && strings.ContainsRune(between, runes[at]) {
				if i+1 < len(ops) && ops[i+1].start == at && ops[i+1].op == opUnit && ops[i+1].end-at > 1 {
					break
				}
				at++
			}
			filled := string(runes[s.end:at])
			if word == "几" || word == "多少" || strings.Contains(filled, "几") && word != "哪" {
				want |= wantNumber
			}
			found := attributes(0)
			for _, next := range ops[i+1:] {
				if next.start >= s.end && next.start <= at {
					if k := kind[next.op]; k != 0 && next.end >= at {
						found = k
						break
					}
				}
			}
			switch {
			case found != 0:
			case strings.HasSuffix(filled, "家"):
				found = wantUnits
			case word == "什么" || word == "啥" || word == "何":
				if at == len(runes) || strings.ContainsRune(",?吗呢的啊呀", runes[at]) {
					found = wantProjects // 要干什么
				}
			case word == "哪" && filled == "" && at < len(runes): // 哪里, 哪样
			case at < len(runes) && !strings.ContainsRune(",?!、是都呢啊呀吗有还要会能在", runes[at]): // 几所
			default: // 的县区一共几个
				for j := i - 1; j >= 0 && found == 0 && s.start-ops[j].end <= 6; j-- {
					if strings.ContainsRune(string(runes[ops[j].end:s.start]), ',') {
						break
					}
					found = kind[ops[j].op]
				}
				open = open || found == 0 && word != "多少"
			}
			want |= found
		}
	}
	return want, open
}
