package ask

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"duban/knowledge/zh"
)

// bearing is what a yes to a question for yes or no says.
type bearing string

// The bearings, with their words in predicates.txt.
const (
	bearsNone     bearing = ""
	bearsFits     bearing = "fits"
	bearsFails    bearing = "fails"
	bearsSo       bearing = "so"
	bearsMay      bearing = "may"
	bearsMust     bearing = "must"
	bearsWithin   bearing = "within"
	bearsMeans    bearing = "means"
	bearsReported bearing = "reported"
	bearsOwn      bearing = "own"
	bearsPlain    bearing = "plain" // nothing: a word that holds one of the others
)

//go:embed predicates.txt
var predicateFile string

// predicates holds the words of predicates.txt with what they bear.
var predicates, longestPredicate = func() (map[string]bearing, int) {
	out, longest := map[string]bearing{}, 0
	for line := range strings.Lines(predicateFile) {
		name, words, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(words) {
			out[w] = bearing(strings.TrimSpace(name))
			longest = max(longest, utf8.RuneCountInString(w))
		}
	}
	return out, longest
}()

// polar is how a message asks for yes or no: by a verb that is put twice with a denial
// between (能不能), by a particle at the end (吗, 没), or by 否 behind a verb.
type polar struct {
	bears bearing
	word  string // the word that carries the question: 能 of 能不能 and of 能吗
	tag   bool   // it stands behind what it asks about: …, 对吧
	claim string // what is asked about, without the words that ask
	core  string // the stretch that holds the question, or that a tag stands behind
	means bool   // that words mean something, of which only a definition tells
	said  bool   // somebody says it is so
	own   bool   // it is of the person, of now, or a case that is put
}

// asked tells whether yes or no is asked for.
func (p polar) asked() bool { return p.claim != "" || p.word != "" }

// judges tells whether the stretch that holds the question only judges what stands before it:
// 跟这份文件一致不.
func (p polar) judges() bool {
	return p.bears == bearsSo && !p.tag && utf8.RuneCountInString(p.word) > 1
}

// closing are the characters that only colour the end of a sentence.
const closing = "啊呀哦哈啦哟哎诶嘞咯呐噢欸的呢"

// readPolar reads how a folded text asks for yes or no.
func readPolar(folded string) polar {
	var p polar
	stretches := strings.FieldsFunc(folded, func(r rune) bool { return isMark(r) && r != '?' && r != '？' })
	open := slices.ContainsFunc(stretches, interrogate.MatchString) // something else is asked
	var claims []string
	found := false
	last := "" // stretch that is no tag
	for _, s := range stretches {
		rising := strings.ContainsAny(s, "?？")
		s = strings.Trim(s, "?？ ")
		if s == "" {
			continue
		}
		word, rest, ok := polarOf(s)
		if ok && open && strings.HasSuffix(s, "嘛") { // 不是每季度开一次嘛,下次几月份开
			ok = false
		}
		if !ok && rising && !open {
			word, rest = carrier(s), s
			ok = word != "" && predicates[word] != bearsSo
		}
		if !ok {
			claims, last = append(claims, s), s
			continue
		}
		b := predicates[word]
		tag := len(claims) > 0 && isTag(rest)
		if !found || tag || b != bearsNone && !p.tag {
			if !(found && tag && b != bearsSo && p.bears != bearsNone) {
				p.bears, p.word, p.tag, p.core = b, word, tag, s
				if tag {
					p.core = last
				}
			}
		}
		found = true
		if !tag && strings.TrimSpace(rest) != "" {
			claims, last = append(claims, rest), s
		}
	}
	if !found {
		return polar{}
	}
	p.claim = strings.Join(claims, ",")
	for _, w := range predicatesIn(folded) {
		p.means = p.means || predicates[w] == bearsMeans
		p.said = p.said || predicates[w] == bearsReported
		p.own = p.own || predicates[w] == bearsOwn
	}
	return p
}

// isTag tells whether a stretch says nothing of its own and only asks of what stands before
// it: 对, 讲得对, 我这么理解对.
func isTag(rest string) bool {
	runes := []rune(rest)
	for i := 0; i < len(runes); {
		w := predicateAt(runes[i:])
		if w == "" && !function[runes[i]] || predicates[w] == bearsPlain {
			return false
		}
		i += max(utf8.RuneCountInString(w), 1)
	}
	return true
}

// polarOf reads one stretch: the word that carries the question, and the stretch without
// the words that ask.
func polarOf(s string) (word, rest string, ok bool) {
	runes := []rune(s)
	for i := 1; i+1 < len(runes); i++ { // 能不能, 符不符合, 允许不允许
		if runes[i] != '不' && runes[i] != '没' {
			continue
		}
		for _, n := range []int{2, 1} {
			if i >= n && i+n < len(runes) && slices.Equal(runes[i-n:i], runes[i+1:i+1+n]) && zh.IsHan(runes[i-1]) {
				behind := string(runes[i+1:])
				word = string(runes[i+1 : i+1+n])
				if w := predicateAt([]rune(behind)); len(w) > len(word) {
					word = w
				}
				if word == "是" { // 是不是必须
					word = cmp.Or(carrier(behind), word)
				}
				return word, string(runes[:i-n]) + behind, true
			}
		}
	}
	for i := 1; i < len(runes); i++ { // 是否, 能否
		if runes[i] == '否' && predicates[string(runes[i-1:i])] != bearsNone { // 否 of 是否
			behind := string(runes[i+1:])
			if word = string(runes[i-1 : i]); word == "是" {
				word = cmp.Or(carrier(behind), word)
			}
			return word, string(runes[:i]) + behind, true
		}
	}
	if interrogate.MatchString(s) {
		return "", "", false
	}
	end := len(runes)
	for end > 1 && strings.ContainsRune(closing, runes[end-1]) {
		end--
	}
	switch last := runes[end-1]; {
	case slices.ContainsFunc(noParticle, func(w string) bool { return strings.HasSuffix(string(runes[:end]), w) }):
		return "", "", false
	case end > 1 && strings.ContainsRune("吗么嘛吧否", last):
		end--
	case end > 2 && string(runes[end-2:end]) == "没有" && !isHad(runes[:end-2]):
		end -= 2
	case end > 1 && strings.ContainsRune("不没", last):
		end--
	default:
		return "", "", false
	}
	for end > 1 && strings.ContainsRune(closing+"了", runes[end-1]) {
		end--
	}
	rest = string(runes[:end])
	if strings.HasSuffix(s, "吗") || strings.HasSuffix(s, "么") { // 不是说…吗 holds it to be so
		rest = strings.Replace(rest, "不是", "是", 1)
	}
	return carrier(rest), rest, true
}

// noParticle are the words that end like a question for yes or no and are none.
var noParticle = []string{"什么", "怎么", "那么", "这么", "多么", "要么", "干嘛", "干吗", "要不", "再不", "岂不"}

// isHad tells whether 没有 behind a stretch has an object before it rather than asking.
func isHad(before []rune) bool {
	return len(before) > 0 && strings.ContainsRune("还都也就并", before[len(before)-1])
}

// predicateAt gives the longest predicate that begins a text.
func predicateAt(runes []rune) string {
	for n := min(longestPredicate, len(runes)); n > 0; n-- {
		if w := string(runes[:n]); predicates[w] != bearsNone {
			return w
		}
	}
	return ""
}

// predicatesIn gives the predicates of a text in their order, at each place the longest.
func predicatesIn(s string) []string {
	runes := []rune(s)
	var out []string
	for i := 0; i < len(runes); {
		w := predicateAt(runes[i:])
		if w == "" {
			i++
			continue
		}
		if predicates[w] != bearsPlain {
			out = append(out, w)
		}
		i += utf8.RuneCountInString(w)
	}
	return out
}

// carrier gives the word that carries a question which a particle alone marks: the last
// one that judges, else the last that allows, binds or includes.
func carrier(s string) string {
	word := ""
	for _, w := range predicatesIn(s) {
		switch b := predicates[w]; b {
		case bearsOwn, bearsReported:
		case bearsSo:
			if w != "是" || word == "" {
				word = w
			}
		default:
			word = w
		}
	}
	return word
}

// risen gives the mark at the end of a message that makes a question of any sentence.
func risen(message string) string {
	if strings.HasSuffix(strings.TrimRight(message, " 。!！"), "?") {
		return "?"
	}
	return ""
}
