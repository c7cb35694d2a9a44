// Package quantity reads amounts in Chinese official texts: numbers in every notation
// (1,200, １２００, 一千二百, 百分之九十五, 九成五, 三分之二), with their unit of measure and
// the words that compare them. It has no say in what an amount means: a goal, a
// condition and a baseline look alike here. Word lists stand beside it as text.
package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// Quantity is one amount. Offsets are bytes of the text that Find was given.
type Quantity struct {
	Start, End int                  // of number, measure and the words of comparison behind them
	Subject    int                  // where the words of comparison before it begin, else Start
	Number     float64              // of a share, in per cent where Kind is Share; the lower bound of a range
	Upper      float64              // the upper bound of a range, else 0
	Value      string               // the number as printed, without its measure: 1,200, 4—6, 九成五
	Measure    string               // as printed: %, 亿千瓦; empty where there is none
	Kind       Kind                 // of the measure
	Comparator knowledge.Comparator // Equals where no word compares
	Compared   bool                 // words before it compare it
	Bounded    bool                 // 以上, 以内 and the like stand behind it
	Change     Change               // by how much something rises or falls
	Han        bool                 // written in Chinese numerals
}

// Find gives the amounts of a text in their order. Numbers that are names, years, days
// or parts of codes are none. A zero byte in the text is a place that nothing is read
// from.
func Find(text string) []Quantity {
	r := finder{Narrowed: zh.Narrow(text), text: text}
	for i := 0; i < len(r.Text); {
		if !utf8.RuneStart(r.Text[i]) || !r.opens(i) {
			i++
			continue
		}
		i = max(r.read(i), i+1)
	}
	return r.all
}

// finder walks a narrowed text. Its offsets are those of the narrowed form.
type finder struct {
	zh.Narrowed
	text string
	all  []Quantity
}

// opens reports whether a number can begin at i: not within a word or a code (PM2.5,
// A4, 5G is told by what follows), and not as the number of a list or of a document.
func (f *finder) opens(i int) bool {
	before, _ := utf8.DecodeLastRuneInString(f.Text[:i])
	if i == 0 {
		before = 0
	}
	switch {
	case before == '第' || before == '+' || before == '/' || before == '.' && i > 1 && isDigits(f.Text[i-2:i-1]):
		return false
	case before < utf8.RuneSelf && (unicode.IsLetter(before) || unicode.IsDigit(before)):
		return false
	case before == '-' && i >= 2:
		c, _ := utf8.DecodeLastRuneInString(f.Text[:i-1])
		return !(c < utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c))) // COVID-19, 0851-86822440
	}
	return true
}

// read reads the amount that begins at i and gives where the search goes on.
func (f *finder) read(i int) int {
	s := f.Text
	n, ok := numberAt(s, i)
	if !ok {
		return i
	}
	q := Quantity{Number: n.value, Han: n.han}
	start, end := i, n.end
	if negative(s[:i]) && !n.han {
		start, q.Number = start-1, -q.Number
	}
	upper, ranged := rangeAt(s, end)
	if ranged = ranged && upper.value > n.value; ranged {
		q.Upper, end = upper.value, upper.end
	}
	size, kind, more, guessed := measureAt(s[end:])
	if guessed && (n.han || isName(s, start, end, 0, n)) || isName(s, start, end, size, n) {
		return end
	}
	if q.Kind = kind; n.share || size == 0 && ranged && strings.Contains(s[start:end], "%") {
		q.Kind, q.Measure, size = Share, "%", 0
	}
	if n.times {
		q.Kind, q.Compared, size = Times, true, 0
	}
	q.Value = f.printed(start, end)
	if size > 0 {
		q.Measure = s[end : end+size]
	}
	end += size

	c, found := comparedBefore(s[:start])
	if !found {
		c, found = thanBefore(s[:start])
	}
	subject := start
	if found {
		subject, q.Change, q.Compared = c.at, c.change, q.Compared || c.change == NoChange
		q.Comparator = c.op
	}
	if strings.HasSuffix(s[:subject], "前") && (q.Measure == "位" || q.Measure == "名" || q.Measure == "强") {
		subject -= len("前")
		q.Kind, q.Comparator = Rank, knowledge.AtMost
	}
	if more {
		q.Comparator = joined(q.Comparator, knowledge.More)
	}
	if word, op := afterAt(s[end:]); word != "" {
		end += len(word)
		q.Bounded, q.Comparator = true, joined(q.Comparator, op)
	}
	if zh.Inclusive(s[end:]) {
		q.Comparator = including(q.Comparator)
	}
	switch {
	case ranged:
		q.Comparator = knowledge.Range
	case q.Comparator == "":
		q.Comparator = knowledge.Equals
	}
	q.Start, q.End = f.Span(start, end)
	q.Subject, _ = f.Span(subject, subject)
	f.all = append(f.all, q)
	return end
}

// printed gives words as they stand in the original, without white space.
func (f *finder) printed(start, end int) string {
	from, to := f.Span(start, end)
	return zh.Spaceless(f.text[from:to])
}

// negative reports whether the text before a number ends with a sign of its own.
func negative(before string) bool {
	rest, ok := strings.CutSuffix(before, "-")
	if !ok {
		return false
	}
	c, size := utf8.DecodeLastRuneInString(rest)
	return size == 0 || unicode.Is(unicode.Han, c)
}

// rangeAt reads the second number of a range behind the first: 4-6, 10%-15%, 3至5.
func rangeAt(s string, end int) (number, bool) {
	at := end
	for _, w := range []string{"%", "‰"} {
		if strings.HasPrefix(s[at:], w) {
			at += len(w)
		}
	}
	from := at
	for strings.HasPrefix(s[at:], "-") {
		at++
	}
	for _, w := range []string{"至", "到"} {
		if from == at && strings.HasPrefix(s[at:], w) {
			at += len(w)
		}
	}
	if from == at || at >= len(s) {
		return number{}, false
	}
	return numberAt(s, at)
}

// isName reports whether a number names something instead of counting it: a year, a day,
// an edition, a code, the number of a document or of a meeting.
func isName(s string, start, end, size int, n number) bool {
	next, _ := utf8.DecodeRuneInString(s[end:])
	if end == len(s) {
		next = 0
	}
	switch {
	case n.share, n.times:
		return false
	case n.han && size == 0:
		return true // 一体化, 三农
	case strings.HasPrefix(s[end:], "日"): // 3日内 is a time, 3日 a day
		after := s[end+len("日"):]
		return !strings.HasPrefix(after, "内") && !strings.HasPrefix(after, "以内") && !strings.HasPrefix(after, "之内") || strings.HasSuffix(s[:start], "月")
	case s[start] == '0' && isDigits(s[start+1:min(start+2, end)]):
		return true // 0851-86822440
	case size == 0 && strings.ContainsRune("月日号届章版世点时线期+G", next):
		return true
	case size == 0 && next < utf8.RuneSelf && unicode.IsLetter(next):
		return true // 3D
	case isYear(s[start:end]) && (size == 0 || strings.HasPrefix(s[end:], "年")):
		return true
	case strings.HasPrefix(s[end:], "年") && size == len("年"):
		// 2025年底 and 21年度 name a time; 3年 counts.
		after, _ := utf8.DecodeRuneInString(s[end+size:])
		return strings.ContainsRune("底末前初度级版", after) || after >= '0' && after <= '9'
	case size == 0 && end-start >= 5 && isDigits(s[start:end]) && s[start] == '1':
		return true // 12369: a telephone number
	case size == 0 && strings.HasSuffix(s[:start], "(") && next == ')':
		return true
	}
	return false
}

func isYear(s string) bool {
	return len(s) == 4 && isDigits(s) && (s[:2] == "19" || s[:2] == "20")
}
