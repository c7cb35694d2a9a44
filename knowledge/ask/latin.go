package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// english gives the English words that officials mix into a question.
var english = map[string]string{
	"target": "目标", "targets": "目标", "goal": "目标", "goals": "目标", "task": "任务", "tasks": "任务", "list": "清单",
	"when": "什么时候", "deadline": "期限", "who": "谁负责", "responsible": "负责", "what": "什么", "how": "怎么", "why": "为什么",
	"many": "多少", "much": "多少", "year": "年", "which": "哪个", "clause": "条", "status": "进度", "progress": "进度", "compare": "对比",
}

var (
	latinRun    = regexp.MustCompile(`[a-z]{2,}(?:[ '][a-z]{2,})*`)
	maxSyllable = 6 // letters: zhuang, shuang
)

// spokenWords are the question's own words as they are typed in pinyin: duoshao.
var spokenWords = func() map[string]string {
	out := map[string]string{}
	for _, w := range append(slices.Clone(spoken), "文号", "落款", "谢谢", "主送", "谁", "哪年", "责任单位", "进度", "台账", "措施", "区别") {
		out[strings.Join(zh.Syllables(w), " ")] = w
	}
	return out
}()

// readPinyin writes the Latin words of a question in Chinese where they are English
// question words, or pinyin of the question's or the plan's own words; the rest
// stays as it is.
func (a *Asker) readPinyin(text string) string {
	return latinRun.ReplaceAllStringFunc(text, func(run string) string {
		var syllables []string
		var out strings.Builder
		flush := func() {
			out.WriteString(a.spell(syllables))
			syllables = nil
		}
		for _, word := range strings.FieldsFunc(run, func(r rune) bool { return r == ' ' || r == '\'' }) {
			if means, ok := english[word]; ok {
				flush()
				out.WriteString(means)
			} else if parts := a.syllablesOf(word); parts != nil {
				syllables = append(syllables, parts...)
			} else {
				flush()
				out.WriteString(" " + word + " ")
			}
		}
		flush()
		return out.String()
	})
}

// syllablesOf cuts a word into syllables that the plan or a question's words hold,
// the fewest that will do; nil where that cannot be done.
func (a *Asker) syllablesOf(word string) []string {
	const never = 1 << 30
	count, last := make([]int, len(word)+1), make([]int, len(word)+1) // up to a place: of syllables, and how long the last is
	for end := 1; end <= len(word); end++ {
		count[end] = never
		for n := 1; n <= min(maxSyllable, end); n++ {
			if c := count[end-n] + 1; c < count[end] && a.text.syllables[word[end-n:end]] {
				count[end], last[end] = c, n
			}
		}
	}
	if count[len(word)] >= never {
		return nil
	}
	var out []string
	for end := len(word); end > 0; end -= last[end] {
		out = append(out, word[end-last[end]:end])
	}
	slices.Reverse(out)
	return out
}

// spell writes syllables in Chinese, the longest words first: units, then question
// words, then any words of the plan.
func (a *Asker) spell(syllables []string) string {
	var out strings.Builder
	for i := 0; i < len(syllables); {
		n, words := a.sounding(syllables[i:])
		if n == 0 {
			n, words = 1, " "+syllables[i]+" "
		}
		out.WriteString(words)
		i += n
	}
	return out.String()
}

// longestName is how many syllables of a unit or of a question's word are looked up.
const longestName = 24

// sounding gives the longest words that the first syllables are, and of how many.
func (a *Asker) sounding(syllables []string) (n int, words string) {
	for l := min(longestName, len(syllables)); l > 0 && words == ""; l-- {
		n, words = l, a.nameSounding(strings.Join(syllables[:l], " "))
	}
	if at, l := a.text.sounding(syllables); l >= 2 && (words == "" || l > n) {
		return l, string(a.text.aloud().runes[at : at+l])
	}
	if words == "" {
		return 0, ""
	}
	return n, words
}

// nameSounding gives the unit, or else the question's word, that sounds so.
func (a *Asker) nameSounding(joined string) string {
	for _, u := range a.names.units {
		for i, s := range u.sounds {
			if s == joined {
				return u.forms[i]
			}
		}
	}
	return spokenWords[joined]
}

// aloud is a text as it sounds: its characters, the syllable of each, and where each pair
// of syllables stands.
type aloud struct {
	runes     []rune
	syllables []string
	at        map[[2]string][]int
}

func newAloud(text string) *aloud {
	l := &aloud{runes: []rune(text), syllables: zh.Syllables(text), at: map[[2]string][]int{}}
	for i := range len(l.syllables) - 1 {
		pair := [2]string(l.syllables[i : i+2])
		l.at[pair] = append(l.at[pair], i)
	}
	return l
}

// sounding finds where the text holds most of the first syllables in their order, the first
// such place, and how many they are.
func (t *text) sounding(syllables []string) (at, n int) {
	if len(syllables) < 2 {
		return 0, 0
	}
	l := t.aloud()
	for _, i := range l.at[[2]string(syllables)] {
		same := 2
		for same < len(syllables) && i+same < len(l.syllables) && l.syllables[i+same] == syllables[same] {
			same++
		}
		if same > n {
			at, n = i, same
		}
	}
	return at, n
}
