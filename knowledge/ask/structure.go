package ask

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/ask/judge"
	"duban/knowledge/said"
)

var (
	asksParts    = regexp.MustCompile(`(?:几|多少)(?:个)?(?:大)?(?:部分|块|章|方面|板块|章节)|大标题|各部分|章节|(?:全文|文件|意见|方案|通知|计划|规划|措施|一共|总共|总计|共).{0,8}(?:几|多少)(?:大)?(?:条|章|项|块|点|节|部分|方面)|(?:几|多少)(?:大)?(?:条|章|块|节).{0,4}(?:组成|构成)|(?:标题|题目).{0,12}(?:捋|念|发|列|是什么|是啥|分别)|各叫啥|提纲|目录|几大块|几大部分|五大块|大块.{0,6}标题`)
	asksUnder    = regexp.MustCompile(`(?:[二两三四五六七八九十]+|几)(?:条|项|个)?.{0,6}(?:是哪|是啥|是什么|叫什么|叫啥)|(?:底下|下面|下|里|分了|分|有|包括|共|一共|总共).{0,6}(?:几|多少|哪几|哪些)(?:个)?(?:小)?(?:条|项|点|节|章|任务)|(?:哪几|哪[二三四五六七八九十两]+)(?:条|项|节)|(?:基本)?原则.{0,6}(?:几|哪|啥|什么)|(?:几|多少)条`)
	asksBeside   = regexp.MustCompile(`(?:前面|前头|上一|前一|之前)(?:那|的|是|一)?(?:一)?(?:条|项|章|块|节|部分|方面|大块)?|(?:后面|后头|下一|后一|之后|紧挨着|紧接着|完了)(?:那|的|是|一)?(?:一)?(?:条|项|章|块|节|部分|方面|大块)?`)
	asksAhead    = regexp.MustCompile(`前面|前头|上一(?:条|项|章|块|节|部分|方面)|前一(?:条|项|章|块|节|部分|方面)|的前一`)
	asksBehind   = regexp.MustCompile(`后面|后头|后一|下一(?:条|项|章|块|节|部分|方面)|紧挨着|紧接着|完了`)
	ofPlan       = regexp.MustCompile(`(?:全文|通篇|整个|文件|意见|方案|通知|规划|计划|措施|办法|政策|这文|这个文|它|一共|总共|大块|大标题|大部分|章节|目录|提纲|分工方案)`)
	whichPart    = regexp.MustCompile(`(?:哪|那)(?:个|一)?(?:大)?(?:部分|章|块|方面|中心|板块|两个中心|几大部分|大块)`)
	countedWords = regexp.MustCompile(`(?:条|项|节|任务|小条)`)
)

// fromOutline answers about the plan's structure: how many parts and clauses, their
// titles, what stands before, after and under one, which part has most.
func (a *Asker) fromOutline(r *reading) (Answer, bool) {
	o := a.outline
	if len(o.nodes) == 0 {
		return Answer{}, false
	}
	if answer, ok := a.beside(r); ok {
		return answer, true
	}
	if answer, ok := a.largestPart(r); ok {
		return answer, true
	}
	if len(r.mentions) > 0 || dutyWords.MatchString(r.text) {
		return Answer{}, false
	}
	if asksParts.MatchString(r.text) && len(a.nodesIn(r.text)) == 0 && structureForm1.MatchString(r.text) && a.light(r) && a.nodeNamed(r, true) < 0 {
		return a.wholeOutline(), true
	}
	if answer, ok := a.partUnder(r); ok {
		return answer, true
	}
	if (asksParts.MatchString(r.text) || r.wants(asksClaim) && len(r.figures) == 1 && countsParts.MatchString(r.text)) && (a.light(r) || ofPlan.MatchString(r.text) && a.lightBut(r, ofPlan)) {
		answer := a.wholeOutline()
		if len(r.figures) == 1 {
			n := len(o.top())
			if strings.Contains(r.text, "条") || strings.Contains(r.text, "项") {
				n = len(o.styled(o.main()))
			}
			a.confirmCount(r, &answer, n)
		}
		return answer, true
	}
	return Answer{}, false
}

var claimsParts = regexp.MustCompile(`(?:章|部分|块|方面|任务|原则).{0,6}(?:有|共|是|一共).{0,4}(?:条|项|节|个)|(?:一共|共有|总共).{0,6}(?:条|项|节)`)

var countsParts = regexp.MustCompile(`条|项|章|部分|大块|方面`)

// dutyWords speak of who is bound to what.
var dutyWords = regexp.MustCompile(`责任单位|我们(?:名字|的活|局|厅|部|委|单位)|咱(?:们)?(?:局|厅|部|委)|挂了|负责|牵头|部门|名下|有我们`)

// highest gives the highest number among the plan's provisions.
func (o *outline) highest() int {
	most := 0
	for _, i := range o.styled(o.main()) {
		most = max(most, o.nodes[i].number)
	}
	return most
}

// light tells whether a message is about nothing but what its question words say.
func (a *Asker) light(r *reading) bool { return a.lightBut(r, nil) }

func (a *Asker) lightBut(r *reading, aside *regexp.Regexp) bool {
	weight := 0.0
	for _, t := range r.terms {
		if aside != nil && aside.MatchString(t.word) {
			continue
		}
		if strings.ContainsAny(t.word, "条章节块项部分标题文件意见通知方面领导总共任务") {
			continue
		}
		weight += t.weight
	}
	return weight < 2.2*a.text.unknown()
}

// wholeOutline gives the number and titles of the parts, and how many clauses they hold.
func (a *Asker) wholeOutline() Answer {
	o := a.outline
	top := o.top()
	answer := Answer{Intent: IntentAnswer}
	var counts []said.Sentence
	under := 0 // clauses below the parts, of one level
	for _, s := range o.styles {
		n := len(o.styled(s))
		if len(top) > 0 && o.nodes[top[0]].style == s || s == "" {
			continue
		}
		if slices.ContainsFunc(o.styled(s), func(i int) bool { return strings.TrimSpace(o.nodes[i].title) != "" }) {
			counts = append(counts, said.Of("{n}条（“{words}”级）", "{n} {clause|clauses} (of the level “{words}”)", n, s))
			under = n
		}
	}
	parts := said.Of("{n}个部分", "{n} {part|parts}", len(top))
	if len(top) > 0 && (o.nodes[top[0]].style == "章") {
		parts = said.Of("{n}章", "{n} {chapter|chapters}", len(top))
	}
	flat := len(top) == len(o.nodes)
	switch {
	case flat:
		answer.Lines = append(answer.Lines, said.Of("全文共{n}条。", "{n} {clause|clauses} in all.", len(top)))
	case len(counts) == 1:
		answer.Lines = append(answer.Lines, said.Of("全文共{parts}、{under}条。",
			"{parts} and {under} {clause|clauses} in all.", parts, under))
	case len(counts) > 0:
		answer.Lines = append(answer.Lines, said.Of("全文共{parts}，其下{counts}。", "{parts} in all; below them {counts}.", parts, said.Join("{one}、{other}", "{one}, {other}", counts)))
	default:
		answer.Lines = append(answer.Lines, said.Of("全文共{parts}。", "{parts} in all.", parts))
	}
	const shown = 24
	for _, i := range top[:min(len(top), shown)] {
		n := o.nodes[i]
		line := said.Words(n.no + n.title)
		if k := len(o.children(i)); k > 0 {
			line = said.Of("{line}（{n}条）", "{line} ({n} {clause|clauses})", line, k)
		}
		answer.Lines = append(answer.Lines, line)
	}
	if len(top) > shown {
		answer.Lines = append(answer.Lines, said.Of("……共{n}条。", "… {n} in all.", len(top)))
	}
	return answer
}

// endMost names the first or last of a part's clauses.
var endMost = regexp.MustCompile(`(?:最后|末|头|第)一(?:条|项|节|个)`)

// nodeNamed gives the node that the words name by number, position or title, and how
// well; -1 where none is.
func (a *Asker) nodeNamed(r *reading, inside bool) int {
	o := a.outline
	text := r.text
	if inside {
		text = endMost.ReplaceAllString(text, "")
	}
	for _, i := range a.nodesIn(text) {
		if !inside || len(o.children(i)) > 0 {
			return i
		}
	}
	best, most := -1, 0.0
	for i, n := range o.nodes {
		if inside && len(o.children(i)) == 0 {
			continue
		}
		title := strings.Trim(n.title, " .0123456789")
		pairs := a.pairsIn(title)
		held, total := 0.0, 0.0
		for _, t := range r.terms {
			total += t.weight
			for _, way := range t.ways {
				if slices.ContainsFunc(way.pairs, func(p string) bool { return slices.Contains(pairs, p) }) {
					held += t.weight
					break
				}
			}
		}
		if total == 0 || len(pairs) == 0 {
			continue
		}
		score := held/total + 0.5*held/(held+2*float64(len(pairs)))
		if r.focus != "" {
			score += 0.3 * float64(run(r.focus, title)) / float64(max(len([]rune(title)), 4))
		}
		if score > most {
			best, most = i, score
		}
	}
	if most < 0.5 {
		return -1
	}
	return best
}

func (a *Asker) pairsIn(title string) []string { return pairsOf(foldTitle(title)) }

// partUnder answers what stands under a part that the words name.
func (a *Asker) partUnder(r *reading) (Answer, bool) {
	if !asksUnder.MatchString(r.text) && !(r.wants(asksConfirm|asksClaim) && len(r.figures) == 1 && claimsParts.MatchString(r.text)) && !(r.wants(asksTitle|asksList) && structureForm2.MatchString(r.text)) {
		return Answer{}, false
	}
	o := a.outline
	i := a.nodeNamed(r, true)
	if i < 0 || len(o.children(i)) == 0 {
		return Answer{}, false
	}
	n := o.nodes[i]
	children := o.children(i)
	if leaves := o.leaves(i); len(leaves) > len(children) && (strings.Contains(r.text, "项") || strings.Contains(r.text, "任务")) {
		children = leaves
	}
	first, last := o.nodes[children[0]], o.nodes[children[len(children)-1]]
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Clause: n.ref, Items: refsOf(o, children)}}
	line := said.Of("{words}共{n}条，从{no}到{no2}。",
		"{words} has {n} {clause|clauses}, from {no} to {no2}.", n.no+n.title, len(children), spokenNo(first.no), spokenNo(last.no))
	if strings.Contains(r.text, "项") {
		line = said.Of("{words}共{n}项，从{no}到{no2}。",
			"{words} has {n} {item|items}, from {no} to {no2}.", n.no+n.title, len(children), spokenNo(first.no), spokenNo(last.no))
	}
	answer.Lines = []said.Sentence{line}
	a.confirmCount(r, &answer, len(children))
	if endMost.MatchString(r.text) {
		if strings.Contains(r.text, "头一") || strings.Contains(r.text, "第一") {
			answer.Lines = append(answer.Lines, said.Of("第一条是{words}。", "The first is {words}.", first.no+first.title))
		}
		if strings.Contains(r.text, "最后") || strings.Contains(r.text, "末一") {
			answer.Lines = append(answer.Lines, said.Of("最后一条是{words}。", "The last is {words}.", last.no+last.title))
		}
	}
	title := func(s string) string { return s }
	if len(children) > 12 {
		title = func(s string) string { return opening(s, 12) }
	}
	var list []said.Sentence
	for _, c := range children {
		words := title(o.nodes[c].title)
		cite := knowledge.Citation{Clause: o.nodes[c].ref, Detail: words, Quote: words}
		list = append(list, Place(cite))
		answer.Citations = append(answer.Citations, cite)
	}
	answer.Lines = append(answer.Lines, said.Of("{list}。", "{list}.", oneByOne(list)))
	return answer, true
}

// confirmCount puts yes or no first where a message claims how many there are.
func (a *Asker) confirmCount(r *reading, answer *Answer, n int) {
	if len(r.figures) != 1 || !r.wants(asksConfirm|asksClaim) {
		return
	}
	if judge.Near(r.figures[0].Value, float64(n)) {
		answer.Verdict, answer.Lines[0] = Yes, confirmed(answer.Lines[0])
	} else {
		answer.Verdict, answer.Lines[0] = No, contradicted(answer.Lines[0])
	}
}

// leaves gives what stands under a node and has nothing under it.
func (o *outline) leaves(i int) []int {
	return slices.DeleteFunc(o.under(i), func(j int) bool { return len(o.children(j)) > 0 })
}

func refsOf(o *outline, nodes []int) []string {
	var out []string
	for _, i := range nodes {
		out = append(out, o.nodes[i].ref)
	}
	return out
}

func spokenNo(no string) said.Sentence {
	return said.Of("第{no}条", "Clause {no}", strings.Trim(no, "、.．第条节章"))
}

// citeTitle cites a clause by its title alone.
func (a *Asker) citeTitle(n node) knowledge.Citation {
	return knowledge.Citation{Clause: n.ref, Detail: n.title, Quote: n.title}
}

// besideWords say beside, and name no clause by themselves: 后头一条.
var besideWords = regexp.MustCompile(`(?:前|后)(?:面|头|边)?(?:那|的|是)?一?(?:条|项|章|节|块|个部分|部分)|(?:上|下)一(?:条|项|章|节)`)

// beside answers what stands before or after a clause or part.
func (a *Asker) beside(r *reading) (Answer, bool) {
	text := strings.ReplaceAll(r.text, "最后", "")
	named := *r
	named.text = besideWords.ReplaceAllString(r.text, "")
	ahead, behind := asksAhead.MatchString(text), asksBehind.MatchString(text)
	if !ahead && !behind || !asksBeside.MatchString(text) || !structureForm3.MatchString(r.text) || r.wants(asksWho) {
		return Answer{}, false
	}
	o := a.outline
	i := a.nodeNamed(&named, false)
	if i < 0 {
		return Answer{}, false
	}
	if structureForm4.MatchString(r.text) && o.nodes[i].parent >= 0 && !strings.Contains(r.text, "条") {
		for o.nodes[i].parent >= 0 {
			i = o.nodes[i].parent
		}
	}
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Clause: o.nodes[i].ref}}
	tell := func(by int) {
		beside := besideName(o.nodes[i], by)
		j := o.beside(i, by)
		if j < 0 {
			answer.Lines = append(answer.Lines, said.Of("{words}{beside}没有了。",
				"{beside} does not exist beside {words}.", o.nodes[i].no+o.nodes[i].title, beside))
			return
		}
		n := o.nodes[j]
		answer.Lines = append(answer.Lines, said.Of("{beside}是{words}。", "{beside} is {words}.", beside, n.no+n.title))
		answer.Citations = append(answer.Citations, a.citeNode(n))
		answer.Focus.Clause = n.ref
	}
	if ahead {
		tell(-1)
	}
	if behind {
		tell(1)
	}
	return answer, true
}

// citeNode quotes the first sentence of a clause, or a chapter's title.
func (a *Asker) citeNode(n node) knowledge.Citation {
	if sentences := knowledge.Sentences(n.text); len(sentences) > 0 && n.style != "章" {
		return knowledge.Citation{Clause: n.ref, Detail: n.title, Quote: joinShort(sentences, 160)}
	}
	return a.citeTitle(n)
}

// joinShort joins the first sentences, up to so many characters.
func joinShort(sentences []string, most int) string {
	out := ""
	for _, s := range sentences {
		if out != "" && len([]rune(out+s)) > most {
			break
		}
		out += s
	}
	return out
}

// besideName names what stands before or after a node by its kind: 前一章.
func besideName(n node, by int) said.Sentence {
	switch ahead := by < 0; {
	case n.style == "章" && ahead:
		return said.Of("前一章", "The previous chapter")
	case n.style == "章":
		return said.Of("后一章", "The next chapter")
	case n.style == "节" && ahead:
		return said.Of("前一节", "The previous section")
	case n.style == "节":
		return said.Of("后一节", "The next section")
	case n.style == "一、" && n.parent < 0 && ahead:
		return said.Of("前一部分", "The previous part")
	case n.style == "一、" && n.parent < 0:
		return said.Of("后一部分", "The next part")
	case ahead:
		return said.Of("前一条", "The previous clause")
	}
	return said.Of("后一条", "The next clause")
}

// largestPart answers which part has most or fewest clauses, or only one.
func (a *Asker) largestPart(r *reading) (Answer, bool) {
	if !whichPart.MatchString(r.text) || !countedWords.MatchString(r.text) || !r.wants(asksMost|asksLeast|asksOnly|asksCompare) || len(r.mentions) > 0 {
		return Answer{}, false
	}
	o := a.outline
	level := o.top()
	if strings.Contains(r.text, "中心") || strings.Contains(r.text, "方面") { // parts of another level that have children
		if i := a.nodeNamed(r, true); i >= 0 && o.nodes[i].parent >= 0 {
			level = o.children(o.nodes[i].parent)
		}
	}
	level = slices.DeleteFunc(slices.Clone(level), func(i int) bool { return len(o.children(i)) == 0 })
	if len(level) < 2 {
		return Answer{}, false
	}
	named := a.partsNamed(r, level)
	switch {
	case len(named) > 1 && !r.wants(asksOnly):
		return a.partsCompared(r, named), true
	case len(named) > 1:
		level = named
	case !r.wants(asksMost | asksLeast | asksOnly):
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer}
	size := func(i int) int { return len(o.children(i)) }
	var want int
	form := func(part string) said.Sentence {
		return said.Of("最多的是{part}，有{want}条。",
			"{part} has most, {want} {clause|clauses}.", part, want)
	}
	switch {
	case r.wants(asksMost):
		want = size(slices.MaxFunc(level, func(x, y int) int { return size(x) - size(y) }))
	case r.wants(asksLeast):
		want = size(slices.MinFunc(level, func(x, y int) int { return size(x) - size(y) }))
		form = func(part string) said.Sentence {
			return said.Of("最少的是{part}，有{want}条。",
				"{part} has fewest, {want} {clause|clauses}.", part, want)
		}
	default:
		want = 1
		form = func(part string) said.Sentence {
			return said.Of("只有1条的是{part}，有{want}条。",
				"{part} has {want} {clause|clauses} only.", part, want)
		}
	}
	for _, i := range level {
		if size(i) == want {
			answer.Lines = append(answer.Lines, form(o.nodes[i].no+o.nodes[i].title))
			answer.Focus = Focus{Clause: o.nodes[i].ref, Items: refsOf(o, o.children(i))}
			for _, c := range o.children(i) {
				answer.Citations = append(answer.Citations, a.citeTitle(o.nodes[c]))
			}
		}
	}
	return answer, len(answer.Lines) > 0
}

// partsCompared says which of parts has most clauses, or fewest, and how many each has.
func (a *Asker) partsCompared(r *reading, parts []int) Answer {
	o := a.outline
	size := func(i int) int { return len(o.children(i)) }
	fewest := r.wants(asksLeast) || strings.Contains(r.text, "少") && !strings.Contains(r.text, "多")
	order := func(x, y int) int {
		if fewest {
			x, y = y, x
		}
		return cmp.Compare(size(y), size(x))
	}
	sorted := slices.SortedStableFunc(slices.Values(parts), order)
	best := o.nodes[sorted[0]]
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Clause: best.ref, Items: refsOf(o, o.children(sorted[0]))}}
	n, name := size(sorted[0]), best.no+best.title
	switch {
	case n == size(sorted[len(sorted)-1]):
		answer.Lines = []said.Sentence{said.Of("一样多，各{n}条。", "As many, {n} {clause|clauses} each.", n)}
	case fewest:
		answer.Lines = []said.Sentence{said.Of("最少的是{name}，有{n}条。",
			"{name} has fewest, {n} {clause|clauses}.", name, n)}
	default:
		answer.Lines = []said.Sentence{said.Of("最多的是{name}，有{n}条。", "{name} has most, {n} {clause|clauses}.", name, n)}
	}
	for _, i := range parts {
		answer.Lines = append(answer.Lines, said.Of("{words}：{size}条。", "{words}: {size} {clause|clauses}.", o.nodes[i].no+o.nodes[i].title, size(i)))
		answer.Citations = append(answer.Citations, a.citeTitle(o.nodes[i]))
	}
	return answer
}

// partsNamed gives the parts of a level that the words name.
func (a *Asker) partsNamed(r *reading, level []int) []int {
	var out []int
	for _, i := range a.nodesIn(r.text) {
		if slices.Contains(level, i) {
			out = append(out, i)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, i := range level {
		for _, part := range strings.FieldsFunc(r.text, func(r rune) bool { return strings.ContainsRune("、,和跟与", r) }) {
			if title := foldTitle(a.outline.nodes[i].title); run(part, title) >= 3 {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

// Patterns that are used in one place.
var (
	structureForm1 = regexp.MustCompile(`大块|大部分|章|大标题|部分`)
	structureForm2 = regexp.MustCompile(`章|部分|大块|方面|原则`)
	structureForm3 = regexp.MustCompile(`条|项|章|块|节|部分|方面`)
	structureForm4 = regexp.MustCompile(`章|大块|部分|方面`)
)
