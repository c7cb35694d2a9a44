package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// countedForms ask for what goes by a number and a word: 四个统一是哪四个, 六到位具体哪六个,
// 哪四个“不”, 哪几项原则.
var countedForms = []*regexp.Regexp{
	regexp.MustCompile(`([二两三四五六七八九十]|\d{1,2})(?:个|大|项|条)?["“”'‘’]?(\p{Han}{1,4}?)["“”'‘’]?(?:到底|具体|分别|都|各|里面|里|的意思)*(?:$|[,。?]|是|指|包括|哪|什么|啥|对不对|对吧|对吗)`),
	regexp.MustCompile(`(?:哪|打造|做到|定了)([二两三四五六七八九十]|几|\d{1,2})(?:个|大|项)["“”'‘’]?(\p{Han}{1,4}?)["“”'‘’]?(?:$|[,。?]|是|指|名字|分别|都|来着|呀|啊)`),
}

// countedAsked asks for the names, or whether there are so many.
var countedAsked = regexp.MustCompile(`哪|什么|啥|指|名字|分别|列|具体|对不对|对吧|对吗|包括|意思`)

// fromCounted lists what a number and a word stand for: the parts of a sentence, or the
// provisions under one head, that each have the word at the same end.
func (a *Asker) fromCounted(r *reading) (Answer, bool) {
	if !countedAsked.MatchString(r.text) || r.wants(asksWho|asksMoney) || len(r.mentions) > 0 {
		return Answer{}, false
	}
	for _, form := range countedForms {
		for _, m := range form.FindAllStringSubmatch(r.text, -1) {
			n, _ := zh.Number(strings.Replace(m[1], "两", "二", 1))
			word := strings.TrimPrefix(m[2], "个")
			if len([]rune(word)) < 2 && !strings.ContainsAny(m[0], `"“”'‘’`) || word == "" || generalWord.MatchString(word) {
				continue
			}
			if answer, ok := a.counted(r, n, word); ok {
				return answer, true
			}
		}
	}
	return Answer{}, false
}

// generalWord counts what any plan has of its own: its parts and clauses.
var generalWord = regexp.MustCompile(`^(?:条|项|章|节|部分|方面|大块|块|条款|文件|单位|部门|地方|年|月|天|日|人|是|哪|啥|小时|工作日|个月)`)

// counted finds n things that go by a word; any number above one where n is 0.
func (a *Asker) counted(r *reading, n int, word string) (Answer, bool) {
	fits := func(k int) bool { return k > 1 && (k == n || n == 0) }
	claim := n > 0 && r.wants(asksClaim)
	best, most := []string(nil), -1.0
	at, rivals := -1, 0
	for i, s := range a.text.sentences {
		list := repeated(s.folded, word)
		if !fits(len(list)) {
			continue
		}
		rivals++
		if share := a.sharedBut(r, word, a.text.passages[s.passage].folded); share > most {
			best, most, at = list, share, i
		}
	}
	o := a.outline
	var nodes []int
	heads := -1.0
	for parent := -1; parent < len(o.nodes); parent++ {
		var under []int
		all := 0
		folded := ""
		for i, node := range o.nodes {
			if node.parent != parent {
				continue
			}
			all++
			if strings.HasSuffix(strings.TrimRight(zh.Fold(node.title), ".。 "), word) {
				under = append(under, i)
				folded += zh.Fold(node.title) + zh.Fold(node.text)
			}
		}
		if claim && len(under) >= 3 && len(under) == all && !fits(len(under)) {
			answer := a.nodesCounted(under, word)
			answer.Verdict, answer.Lines[0] = No, contradicted(answer.Lines[0])
			return answer, true
		}
		if !fits(len(under)) || len(under) < 2 {
			continue
		}
		if share := a.sharedBut(r, word, folded); share > heads {
			nodes, heads = under, share
		}
	}
	switch {
	case len(nodes) > 0 && heads >= most && (n > 0 || heads >= halfHeld):
		answer := a.nodesCounted(nodes, word)
		if claim {
			answer.Verdict, answer.Lines[0] = Yes, confirmed(answer.Lines[0])
		}
		return answer, true
	case at >= 0 && (most >= halfHeld || n > 0 && rivals == 1 && most >= leastHeld):
		s := a.text.sentences[at]
		p := a.text.passages[s.passage]
		line := said.Of("共{n}个：{best}。", "{n} in all: {best}.", len(best), inTurn(best))
		answer := Answer{Intent: IntentAnswer, Lines: []said.Sentence{line}, Focus: Focus{Clause: p.ref, Quote: s.printed},
			Citations: []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, at)}}}
		if claim {
			answer.Verdict, answer.Lines[0] = Yes, confirmed(line)
		}
		return answer, true
	}
	return Answer{}, false
}

// halfHeld is the share of a question's other words that stands where a set is found.
const halfHeld = 0.5

// leastHeld is enough where the number fits one place of the plan alone.
const leastHeld = 0.2

// nodesCounted lists provisions by their titles.
func (a *Asker) nodesCounted(nodes []int, word string) Answer {
	answer := Answer{Intent: IntentAnswer}
	var titles []string
	for _, i := range nodes {
		n := a.outline.nodes[i]
		titles = append(titles, n.no+n.title)
		answer.Citations = append(answer.Citations, a.citeTitle(n))
		answer.Focus.Items = append(answer.Focus.Items, n.ref)
	}
	answer.Focus.Clause = answer.Focus.Items[0]
	answer.Lines = []said.Sentence{said.Of("“{word}”共{n}个：{titles}。", "“{word}”, {n} in all: {titles}.", word, len(nodes), said.Join("{one}；{other}", "{one}; {other}", titles))}
	return answer
}

// sharedBut gives the share of the question's words, without one, that a text holds.
func (a *Asker) sharedBut(r *reading, word, text string) float64 {
	held, total := 0.0, 0.0
	for _, t := range r.terms {
		if strings.Contains(word, t.word) || strings.ContainsAny(t.word, "个哪几二三四五六七八九十") {
			continue
		}
		total += t.weight
		for _, way := range t.ways {
			if !slices.ContainsFunc(way.pairs, func(s string) bool { return !strings.Contains(text, s) }) {
				held += t.weight
				break
			}
		}
	}
	if total == 0 {
		return 1
	}
	return held / total
}

// afterList ends the last part of a list: 统一运维监管的要求.
var afterList = regexp.MustCompile(`(?:的)?(?:要求|原则|目标|思路)$|等$|[。;:]+$`)

// repeated gives the longest run of parts of a sentence that each have a word once, all
// at their beginning or all at their end.
func repeated(sentence, word string) []string {
	if strings.Count(sentence, word) < 2 {
		return nil
	}
	parts := strings.FieldsFunc(strings.NewReplacer("和"+word, "、"+word, "以及"+word, "、"+word, word+"和", word+"、").Replace(sentence), func(r rune) bool { return strings.ContainsRune("、,;。:\"“”", r) })
	var best []string
	for _, suffix := range []bool{false, true} {
		var open []string
		for i, part := range append(parts, "") {
			at := strings.Index(part, word)
			rest := ""
			if at >= 0 {
				rest = afterList.ReplaceAllString(part[at+len(word):], "")
			}
			ok := at >= 0 && strings.Count(part, word) == 1
			if ok && suffix {
				ok = rest == "" && at > 0
				part = part[:at] + word
			} else if ok {
				ok = rest != "" && (at == 0 || len(open) == 0 && i+1 < len(parts) && strings.HasPrefix(parts[i+1], word))
				part = word + rest
			}
			if ok {
				open = append(open, part)
				continue
			}
			if len(open) > len(best) {
				best = open
			}
			open = nil
		}
	}
	if len(best) < 2 {
		return nil
	}
	return best
}
