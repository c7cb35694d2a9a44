package ask

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// gramTable knows how rare each pair of characters is in the plan, and each
// sentence's pairs, to weigh how much of a question a sentence covers.
type gramTable struct {
	rarity    map[string]float64 // idf over sentences
	spoken    string             // the plan's syllables in their order, each between spaces
	threes    map[string]bool    // three neighbouring syllables of the plan
	halves    map[string]bool    // neighbours in the plan, one as a character and one as a syllable
	syllables map[string]bool    // the plan's syllables, and those of a question's words
	unknown   float64            // weight of a pair that the plan does not hold
	sentences map[sentenceKey]sentence
	passages  map[string]sentence // whole clauses by Ref
	titles    map[string]sentence // clauses' titles by Ref
	targets   []sentence          // indicator and quotation of each target
	projects  map[string]sentence // what the tables say of each project
	text      string              // everything, folded
	everyday  []everydayWord      // what people say for words of the plan
	short     *strings.Replacer   // short forms, written out
}

type sentenceKey struct {
	ref string
	n   int
}

// sentence is folded text with the pairs it holds.
type sentence struct {
	text   string // as printed
	grams  map[string]bool
	sounds map[string]bool
}

// unmarked reads over brackets and quotation marks inside a word: 首台(套).
var unmarked = strings.NewReplacer("(", "", ")", "", "\"", "", "〔", "", "〕", "", "“", "", "”", "")

func newSentence(text string) sentence {
	s := sentence{text: text, grams: map[string]bool{}, sounds: map[string]bool{}}
	folded := zh.Fold(text)
	for _, g := range append(grams(folded), grams(unmarked.Replace(folded))...) {
		s.grams[g] = true
		s.sounds[sound(g)] = true
	}
	for _, r := range folded {
		if zh.IsHan(r) {
			s.grams[string(r)] = true
		}
	}
	return s
}

func newGramTable(p *knowledge.Plan) *gramTable {
	t := &gramTable{rarity: map[string]float64{},
		sentences: map[sentenceKey]sentence{}, passages: map[string]sentence{},
		titles: map[string]sentence{}, projects: map[string]sentence{}}
	count := map[string]int{}
	var all strings.Builder
	add := func(ref, text string) {
		all.WriteString(zh.Fold(text) + "\n")
		t.passages[ref] = newSentence(text)
		for n, s := range knowledge.Sentences(text) {
			known := newSentence(s)
			t.sentences[sentenceKey{ref, n}] = known
			for g := range known.grams {
				count[g]++
			}
		}
	}
	for _, s := range p.Sections() {
		add(s.Ref, s.Text)
		t.titles[s.Ref] = newSentence(s.Title)
	}
	for _, tg := range p.Targets {
		t.targets = append(t.targets, newSentence(tg.Indicator+" "+tg.Quote))
	}
	goals := map[string]string{}
	for _, c := range p.Cells() {
		all.WriteString(zh.Fold(c.Project+"\n"+c.Text) + "\n")
		goals[c.Project] += c.Project + "创建 " + c.Text + " "
	}
	for project, text := range goals {
		t.projects[project] = newSentence(text)
	}
	n := float64(len(t.sentences))
	for g, c := range count {
		t.rarity[g] = math.Log(1 + n/float64(c))
	}
	t.unknown = 0.7 * math.Log(1+n)
	t.text = all.String()
	t.everyday = t.knownEveryday()
	var pairs []string
	for _, form := range shortForms {
		if !strings.Contains(t.text, form[0]) {
			pairs = append(pairs, form[0], form[1])
		}
	}
	t.short = strings.NewReplacer(pairs...)
	t.spoken = " " + strings.Join(zh.Syllables(t.text), " ") + " "
	t.syllables, t.threes, t.halves = map[string]bool{}, map[string]bool{}, map[string]bool{}
	spoken := strings.Fields(t.spoken)
	for i, s := range spoken {
		t.syllables[s] = true
		if i >= 2 {
			t.threes[strings.Join(spoken[i-2:i+1], " ")] = true
		}
	}
	t.keepHalves()
	for _, w := range fillers.list {
		for _, s := range zh.Syllables(w) {
			t.syllables[s] = true
		}
	}
	for _, u := range p.Units() {
		for _, s := range zh.Syllables(u) {
			t.syllables[s] = true
		}
	}
	return t
}

// grams gives the pairs of neighbouring Chinese characters, a character that
// stands alone, and Latin words and numbers whole.
func grams(folded string) []string {
	var out []string
	var last, before rune
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, r := range folded {
		if zh.IsHan(last) && !zh.IsHan(before) && !zh.IsHan(r) {
			out = append(out, string(last))
		}
		switch {
		case zh.IsHan(r):
			flush()
			if zh.IsHan(last) {
				out = append(out, string([]rune{last, r}))
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '%' || r == '+':
			word.WriteRune(r)
		default:
			flush()
		}
		before, last = last, r
	}
	if zh.IsHan(last) && !zh.IsHan(before) {
		out = append(out, string(last))
	}
	flush()
	return out
}

// slip tells whether the plan holds the four characters with one of the first two
// exchanged: 双帅型教 for 双师型教.
func (t *gramTable) slip(four []rune) bool {
	rest := t.text
	for {
		i := strings.Index(rest, string(four[2:]))
		if i < 0 {
			return false
		}
		second, n := utf8.DecodeLastRuneInString(rest[:i])
		first, _ := utf8.DecodeLastRuneInString(rest[:i-n])
		if first == four[0] || second == four[1] {
			return true
		}
		rest = rest[i+len(string(four[2:])):]
	}
}

func sound(gram string) string { return strings.Join(zh.Syllables(gram), " ") }

// weight is what a gram of a question counts. A single character says little, and
// nothing where the plan does not hold it.
func (t *gramTable) weight(gram string) float64 {
	w, ok := t.rarity[gram]
	if r, n := utf8.DecodeRuneInString(gram); n == len(gram) && zh.IsHan(r) {
		return 0.4 * w
	}
	if !ok {
		return t.unknown
	}
	if officialese[gram] {
		return 0.4 * w
	}
	return w
}

// officialese are the verbs and fillers that stand in any clause of any plan and say
// nothing about its subject.
var officialese = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(`落实 推进 加强 提升 提高 开展 实施 建设 完善 工作 加快 促进 推动 全面 深化 强化 进一 一步 健全 建立 做好
		加大 力度 积极 大力 切实 有序 不断 持续 确保 实现 形成 构建 优化 相关 有关 重点 方面 水平 机制 体系 制度 发展 管理 支持 保障 组织 问题 情况 内容`) {
		words[w] = true
	}
	return words
}()

// keepHalves notes every pair of the plan with one character as it sounds, except
// function words: 体育 sounds like 载体与.
func (t *gramTable) keepHalves() {
	for pair := range t.rarity {
		r := []rune(pair)
		if len(r) != 2 || !zh.IsHan(r[0]) || !zh.IsHan(r[1]) || fillers.single[r[0]] || fillers.single[r[1]] {
			continue
		}
		t.halves[string(r[0])+zh.Syllable(r[1])] = true
		t.halves[zh.Syllable(r[0])+string(r[1])] = true
	}
}

// heard gives the pairs of the text that the plan may know by their sound: they share
// a character with a pair that sounds the same, or with the character before or after
// them they sound like three neighbours in the plan.
func (t *gramTable) heard(text string) map[string]bool {
	out := map[string]bool{}
	runes := []rune(text)
	for i := 0; i+2 <= len(runes); i++ {
		x, y := runes[i], runes[i+1]
		if zh.IsHan(x) && zh.IsHan(y) && t.rarity[string(runes[i:i+2])] == 0 && (t.halves[string(x)+zh.Syllable(y)] || t.halves[zh.Syllable(x)+string(y)]) {
			out[string(runes[i:i+2])] = true
		}
	}
	for i := 0; i+3 <= len(runes); i++ {
		three := runes[i : i+3]
		if !zh.IsHan(three[0]) || !zh.IsHan(three[1]) || !zh.IsHan(three[2]) {
			continue
		}
		first, second := string(three[:2]), string(three[1:])
		if t.rarity[first] != 0 && t.rarity[second] != 0 {
			continue
		}
		if t.threes[strings.Join(zh.Syllables(string(three)), " ")] {
			out[first], out[second] = true, true
		}
	}
	return out
}
