package knowledge

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"duban/knowledge/zh"
)

// The weights of the features by which candidates are put in order. They were fitted
// (softmax regression) on one half of 658 questions about 593 government notices, and
// scored on the other; BenchmarkRetrieval has the figures.
const (
	weighPiece    = -0.41 // BM25 of the piece: what it adds to the share of its whole's best
	weighInWhole  = 0.16  // its BM25 as a share of the best in the same whole
	weighFirst    = 0.11  // is the best of its whole
	weighBest     = 0.44  // BM25 of the whole's best piece as a share of the best of all
	weighWhole    = 0.16  // BM25 of the whole
	weighWholeTop = 0.52  // the same as a share of the best whole
	weighRun      = 0.39  // longest run of characters shared with the question
	weighThrees   = -0.20 // neighbouring three characters shared with the question
	weighSingles  = 0.28  // different characters shared with the question
	weighAround   = 0.24  // what the piece and its neighbours cover of the question
	weighWindow   = 0.16  // the most that another piece near it covers
	weighFocus    = 0.27  // what it covers of the words beside the interrogative
	weighPlace    = 0.28  // the question's places are in the whole
	weighTitle    = -0.16 // begins with its whole's title, and says what it is about rather than what it says
	weighQuestion = -0.23 // is itself a question
	weighShort    = 0.12  // less than shortPiece characters
	weighDefines  = 0.09  // 是指, 包括, 为：
)

// kindsAsked are the kinds of things that questions ask for, and how a piece shows
// that it holds one.
var kindsAsked = []struct {
	asked, held *regexp.Regexp
	weight      float64
}{
	{regexp.MustCompile(`多少|几(个|家|种|项|天|次|类|名|人|条|所|万|元)|比例|多大|多长|百分之`), regexp.MustCompile(`\d|[一二三四五六七八九十百千万]+(个|家|种|项|天|次|类|名|人|条|所)`), 0.27},
	{regexp.MustCompile(`什么时候|何时|哪天|时间|期限|日期|多久|截止|几月|几号|哪一天`), regexp.MustCompile(`\d+(年|月|日|天|个月|小时)|期间|[一二三四五六七八九十]+(日|月|天)`), 0.28},
	{regexp.MustCompile(`金额|多少钱|额度|标准|补贴|元`), regexp.MustCompile(`\d+(万|亿)?元|%`), 0.28},
	{regexp.MustCompile(`电话|网址|邮箱|热线|联系|路径|平台|网站|公众号|app`), regexp.MustCompile(`\d{5,}|http|www|@|平台|网|公众号|app`), 0.10},
	{regexp.MustCompile(`哪些|哪几|几(个|方面|项|类)`), regexp.MustCompile(`、.*、|;|一是|二是|\(一\)|1\.`), 0.11},
}

var (
	interrogative = regexp.MustCompile(`哪些|哪个|哪几个|哪几|哪家|哪里|哪|什么|多少|几|如何|怎么|怎样|何|谁`)
	defining      = regexp.MustCompile(`是指|包括|为:`)
)

const (
	focusBefore, focusAfter = 6, 8 // characters beside the interrogative word
	shortPiece              = 18
	window                  = 2   // pieces to either side
	wholeShare              = 2.0 // what a whole's own BM25 counts beside its best piece
)

// rank puts the candidates in order, and the wholes that hold them.
func (x *Index) rank(q *query, t *tally) (pieces, wholes []Hit) {
	candidates := x.best(t)
	var topPiece, topWhole float64
	for _, at := range candidates {
		topPiece = max(topPiece, t.best[x.shelf.pieces[at].whole])
	}
	for _, s := range t.whole {
		topWhole = max(topWhole, s)
	}
	look := x.newLook(q)
	best := map[int]float64{}
	for _, at := range candidates {
		p := x.shelf.pieces[at]
		inWhole := t.piece[at] / t.best[p.whole]
		score := weighPiece*t.piece[at]/t.total + weighInWhole*inWhole + weighBest*t.best[p.whole]/topPiece + look.score(x.shelf, at, t)
		if inWhole == 1 {
			score += weighFirst
		}
		whole := t.whole[p.whole] / max(t.wholeTotal, 1e-9)
		score += weighWhole * whole
		if topWhole > 0 {
			score += weighWholeTop * t.whole[p.whole] / topWhole
		}
		pieces = append(pieces, Hit{Kind: p.kind, Ref: x.refOf(p), N: p.n, Score: score})
		if s, ok := best[p.whole]; !ok || score+wholeShare*whole > s {
			best[p.whole] = score + wholeShare*whole
		}
	}
	for w, bm25 := range t.whole {
		s, ok := best[w]
		if bm25 == 0 && !ok {
			continue
		}
		if !ok { // none of its pieces stands out
			s = (weighWhole + wholeShare) * bm25 / max(t.wholeTotal, 1e-9)
		}
		wholes = append(wholes, Hit{Kind: KindClause, Ref: x.shelf.wholes[w].ref, Score: s})
	}
	order := func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.N, b.N))
	}
	slices.SortStableFunc(pieces, order)
	slices.SortStableFunc(wholes, order)
	return pieces, wholes
}

func (x *Index) refOf(p piece) string { return x.shelf.wholes[p.whole].ref }

// look is what a question's words have to be compared with a piece's, prepared once.
type look struct {
	q       *query
	content []term // pairs without question words
	focus   []term // pairs beside the interrogative word
	threes  []string
	singles []rune
	places  []string
	kinds   []int // of kindsAsked
}

func (x *Index) newLook(q *query) *look {
	l := &look{q: q}
	weight := map[string]float64{}
	for _, t := range q.terms {
		weight[t.word] = t.weight
	}
	pairs := func(text string) []term {
		var out []term
		for _, token := range x.analyze([]byte(questionWords.Replace(text))) {
			word := string(token.Term)
			if w, ok := weight[word]; ok && !slices.ContainsFunc(out, func(t term) bool { return t.word == word }) {
				out = append(out, term{word: word, weight: w})
			}
		}
		return out
	}
	if l.content = pairs(q.text); len(l.content) == 0 {
		l.content = q.terms
	}
	if loc := interrogative.FindStringIndex(q.text); loc != nil {
		before, after := []rune(q.text[:loc[0]]), []rune(q.text[loc[1]:])
		l.focus = append(pairs(string(before[max(0, len(before)-focusBefore):])), pairs(string(after[:min(len(after), focusAfter)]))...)
	}
	if len(l.focus) == 0 {
		l.focus = l.content
	}
	for i, r := range q.runes {
		if zh.IsHan(r) && !slices.Contains(l.singles, r) {
			l.singles = append(l.singles, r)
		}
		if i+3 <= len(q.runes) && zh.IsHan(r) && zh.IsHan(q.runes[i+1]) && zh.IsHan(q.runes[i+2]) {
			l.threes = append(l.threes, string(q.runes[i:i+3]))
		}
		for n := 2; n <= 4 && i+n <= len(q.runes); n++ {
			if word := string(q.runes[i : i+n]); shortPlaces()[word] {
				l.places = append(l.places, word)
			}
		}
	}
	for i, k := range kindsAsked {
		if k.asked.MatchString(q.text) {
			l.kinds = append(l.kinds, i)
		}
	}
	return l
}

// score compares the question with the piece's words and those around it.
func (l *look) score(s *shelf, at int, t *tally) float64 {
	p := s.pieces[at]
	w := s.wholes[p.whole]
	score := weighRun*l.run(p.text) + weighAround*share(l.content, s.around(at)) + weighFocus*share(l.focus, s.pieces[at:at+1]) + p.signs
	held := 0
	for _, three := range l.threes {
		if strings.Contains(p.text, three) {
			held++
		}
	}
	score += weighThrees * float64(held) / float64(len(l.threes)+1)
	held = 0
	for _, r := range l.singles {
		if strings.ContainsRune(p.text, r) {
			held++
		}
	}
	score += weighSingles * float64(held) / float64(len(l.singles)+1)
	near := 0.0
	for i := max(w.first, at-window); i < min(w.end, at+window+1); i++ {
		if i != at {
			near = max(near, t.cover[i]/t.total)
		}
	}
	score += weighWindow * near
	if len(l.places) > 0 {
		held = 0
		for _, place := range l.places {
			if strings.Contains(w.text, place) {
				held++
			}
		}
		score += weighPlace * float64(held) / float64(len(l.places))
	}
	for _, k := range l.kinds {
		if p.kinds&(1<<k) != 0 {
			score += kindsAsked[k].weight
		}
	}
	return score
}

// kindsIn gives the kinds of things that a text holds, a bit for each of kindsAsked.
func kindsIn(text string) uint {
	var kinds uint
	for i, k := range kindsAsked {
		if k.held.MatchString(text) {
			kinds |= 1 << i
		}
	}
	return kinds
}

// signsOf gives the weight of what a piece's own form says about it.
func signsOf(text, title string) float64 {
	var weight float64
	for _, sign := range []struct {
		is     bool
		weight float64
	}{
		{title != "" && strings.HasPrefix(text, title), weighTitle},
		{strings.HasSuffix(text, "?"), weighQuestion},
		{utf8.RuneCountInString(text) < shortPiece, weighShort},
		{defining.MatchString(text), weighDefines},
	} {
		if sign.is {
			weight += sign.weight
		}
	}
	return weight
}

// run gives the longest run of the question's characters that the text holds, as a
// share of the question.
func (l *look) run(text string) float64 {
	longest := 0
	for i := range l.q.runes {
		for n := longest + 1; i+n <= len(l.q.runes) && strings.Contains(text, string(l.q.runes[i:i+n])); n++ {
			longest = n
		}
	}
	return float64(longest) / float64(max(len(l.q.runes), 1))
}

// share gives how much of the terms' weight the pieces hold together, from 0 to 1.
func share(terms []term, pieces []piece) float64 {
	var held, total float64
	for _, t := range terms {
		total += t.weight
		if slices.ContainsFunc(pieces, func(p piece) bool { return strings.Contains(p.text, t.word) }) {
			held += t.weight
		}
	}
	if total == 0 {
		return 0
	}
	return held / total
}

// questionWords are taken out of a question before its content is compared.
var questionWords = func() *strings.Replacer {
	words := strings.Fields(`是什么 什么时候 什么 哪些 哪个 哪几 哪家 哪里 哪 如何 怎么样 怎么 怎样 多少 几个 几 谁 吗 呢 是否 请问 为什么 何时 有何 何
		应该 应当 应 可以 能 需要 要求 要 会 的 了 是 有 在 对于 对 关于 和 与 及 以及 将 被 把 为 由 从 到 等 中 根据 按照 进行 具体 主要 内容 方面 情况 期间
		其 该 此 这 那 做到 做 采取 措施 举措`)
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, w := range words {
		pairs = append(pairs, w, " ")
	}
	return strings.NewReplacer(pairs...)
}()

// shortPlaces holds the short names of China's provinces, cities and counties.
var shortPlaces = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, p := range zh.Places() {
		out[zh.ShortPlace(p)] = true
	}
	return out
})
