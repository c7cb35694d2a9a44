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
	best := make([][]string, len(word)+1)
	best[0] = []string{}
	for end := 1; end <= len(word); end++ {
		for n := 1; n <= min(maxSyllable, end); n++ {
			if part := word[end-n : end]; best[end-n] != nil && a.text.syllables[part] && (best[end] == nil || len(best[end-n])+1 < len(best[end])) {
				best[end] = append(slices.Clone(best[end-n]), part)
			}
		}
	}
	if len(best[len(word)]) == 0 {
		return nil
	}
	return best[len(word)]
}

// spell writes syllables in Chinese, the longest words first: units, then question
// words, then any words of the plan.
func (a *Asker) spell(syllables []string) string {
	var out strings.Builder
	for i := 0; i < len(syllables); {
		n, words := 0, ""
		for l := len(syllables) - i; l >= 1 && n == 0; l-- {
			if w := a.sounding(syllables[i : i+l]); w != "" {
				n, words = l, w
			}
		}
		if n == 0 {
			n, words = 1, " "+syllables[i]+" "
		}
		out.WriteString(words)
		i += n
	}
	return out.String()
}

func (a *Asker) sounding(syllables []string) string {
	joined := strings.Join(syllables, " ")
	for _, u := range a.names.units {
		for i, s := range u.sounds {
			if s == joined {
				return u.forms[i]
			}
		}
	}
	if w, ok := spokenWords[joined]; ok {
		return w
	}
	if len(syllables) < 2 {
		return ""
	}
	before, _, ok := strings.Cut(a.text.spoken, " "+joined+" ")
	if !ok {
		return ""
	}
	at := strings.Count(before, " ")
	return string([]rune(a.text.all)[at : at+len(syllables)])
}
