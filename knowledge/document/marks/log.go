package marks

import (
	"strconv"
	"strings"
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

var openings = [kinds]string{
	strike:   "划掉的文字没有读入",
	deletion: "修订中删去的文字没有读入",
	hidden:   "隐藏的文字没有读入",
	noteMark: "注释标记没有读入，免得和数字连成一个数",
	doubt:    "可能是乘方，也可能是注释标记，照原样保留，请核对",
	symbol:   "符号字体里有认不出的符号，读成了“〓”，请对照原文",
}

const (
	quoted = 12 // characters that are quoted of what stands before
	longer = 40 // characters that are quoted of what was dropped
	most   = 30 // quotations of one kind
)

// Log gathers what was dropped and what is doubtful. Its zero value is empty.
type Log struct {
	quotes [kinds][]string
	count  [kinds]int
}

// Hide notes words that are not shown, and where they stand.
func (l *Log) Hide(words, place string) { l.tell(hidden, words, place) }

// after names the place of something by the words before it.
func after(words string) string {
	if words = strings.Join(strings.Fields(words), " "); words == "" {
		return ""
	}
	return "在“" + words + "”之后"
}

// tell notes one case: the words, and where they stand.
func (l *Log) tell(k kind, words, place string) {
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
	quote := "“" + words + "”"
	if place != "" {
		quote += "（" + place + "）"
	}
	l.quotes[k] = append(l.quotes[k], quote)
}

// Dropped reports whether words were dropped that are no mark of a note.
func (l *Log) Dropped() bool { return l.count[strike]+l.count[deletion]+l.count[hidden] > 0 }

// Deleted reports whether tracked deletions were dropped.
func (l *Log) Deleted() bool { return l.count[deletion] > 0 }

// Quotes returns the words that were dropped, as they are quoted in the notes.
func (l *Log) Quotes() string {
	return strings.Join(append(append(append([]string(nil), l.quotes[strike]...), l.quotes[deletion]...), l.quotes[hidden]...), "、")
}

// Notes returns a sentence for each kind of what was told.
func (l *Log) Notes() []string {
	var out []string
	for k, of := range l.quotes {
		if len(of) == 0 {
			continue
		}
		s := openings[k] + "：" + strings.Join(of, "、")
		if l.count[k] > len(of) {
			s += "等" + strconv.Itoa(l.count[k]) + "处"
		}
		out = append(out, s+"。")
	}
	return out
}
