package marks

import (
	"slices"
	"strings"

	"duban/knowledge/said"
)

// kind is why something is told.
type kind int

const (
	strike kind = iota
	deletion
	hidden
	noteMark
	doubt
	symbol
	kinds
)

// note says what became of words of a kind.
func (k kind) note(words said.Sentence) said.Sentence {
	switch k {
	case strike:
		return said.Of("划掉的文字没有读入：{words}。", "Struck-out text was not read: {words}.", words)
	case deletion:
		return said.Of("修订中删去的文字没有读入：{words}。", "Text deleted in tracked changes was not read: {words}.", words)
	case hidden:
		return said.Of("隐藏的文字没有读入：{words}。", "Hidden text was not read: {words}.", words)
	case noteMark:
		return said.Of("注释标记没有读入，免得和数字连成一个数：{words}。",
			"Marks of notes were not read, lest they run together with a number: {words}.", words)
	case doubt:
		return said.Of("可能是乘方，也可能是注释标记，照原样保留，请核对：{words}。",
			"Perhaps powers, perhaps marks of notes; kept as they stand, please check: {words}.", words)
	}
	return said.Of("符号字体里有认不出的符号，读成了“{unread}”，请对照原文：{words}。",
		"Signs of a symbol font that are not known were read as “{unread}”; please compare with the original: {words}.", string(Unread), words)
}

const (
	quoted = 12 // characters that are quoted of what stands before
	longer = 40 // characters that are quoted of what was dropped
	most   = 30 // quotations of one kind
)

// Log gathers what was dropped and what is doubtful. Its zero value is empty.
type Log struct {
	quotes [kinds][]said.Sentence
	count  [kinds]int
}

// Hide notes words that are not shown, and where they stand.
func (l *Log) Hide(words string, place said.Sentence) { l.tell(hidden, words, place) }

// after names the place of something by the words before it.
func after(words string) said.Sentence {
	if words = strings.Join(strings.Fields(words), " "); words == "" {
		return said.Sentence{}
	}
	return said.Of("在“{words}”之后", "after “{words}”", words)
}

// tell notes one case: the words, and where they stand.
func (l *Log) tell(k kind, words string, place said.Sentence) {
	words = strings.Join(strings.Fields(words), " ")
	if words == "" {
		return
	}
	l.count[k]++
	if len(l.quotes[k]) >= most {
		return
	}
	if r := []rune(words); len(r) > longer {
		words = string(r[:longer]) + "……"
	}
	quote := said.Of("“{words}”", "“{words}”", words)
	if !place.IsZero() {
		quote = said.Of("{quote}（{place}）", "{quote} ({place})", quote, place)
	}
	l.quotes[k] = append(l.quotes[k], quote)
}

// Dropped reports whether words were dropped that are no mark of a note.
func (l *Log) Dropped() bool { return l.count[strike]+l.count[deletion]+l.count[hidden] > 0 }

// Deleted reports whether tracked deletions were dropped.
func (l *Log) Deleted() bool { return l.count[deletion] > 0 }

// Quotes returns the words that were dropped, as they are quoted in the notes.
func (l *Log) Quotes() said.Sentence {
	return said.Join("{one}、{other}", "{one}, {other}", slices.Concat(l.quotes[strike], l.quotes[deletion], l.quotes[hidden]))
}

// Notes returns a sentence for each kind of what was told.
func (l *Log) Notes() []said.Sentence {
	var out []said.Sentence
	for k, of := range l.quotes {
		if len(of) == 0 {
			continue
		}
		words := said.Join("{one}、{other}", "{one}, {other}", of)
		if l.count[k] > len(of) {
			words = said.Of("{words}等{n}处", "{words} and others, {n} in all", words, l.count[k])
		}
		out = append(out, kind(k).note(words))
	}
	return out
}
