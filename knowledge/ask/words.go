package ask

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"duban/knowledge/zh"
)

//go:embed everyday.txt
var everydayText string

// wording is a word that people say, with what plans write for it.
type wording struct {
	says  string
	means []string
}

// thesaurus holds the words of everyday.txt by their first character, longest first.
var thesaurus = func() map[rune][]wording {
	out := map[rune][]wording{}
	for line := range strings.Lines(everydayText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if at := strings.IndexAny(line, "=~"); at > 0 {
			says := strings.TrimSpace(line[:at])
			first, _ := utf8.DecodeRuneInString(says)
			out[first] = append(out[first], wording{says, strings.Fields(line[at+1:])})
		}
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b wording) int { return cmp.Compare(len(b.says), len(a.says)) })
	}
	return out
}()

// spoken are the words by which people ask, and those that hold sentences together. They
// say how something is asked and nothing of what it is about.
var spoken = strings.Fields(`
请问 麻烦 劳驾 帮忙 帮我 告诉我 一下 一下子 看看 说说 讲讲 列一下 列出来 列全 列个 发我 给我 给个 报一下 报个 念给我听 捋一下 到底 究竟 具体 分别 各自 简单
是什么 什么 啥子 啥 怎么样 怎么 怎样 如何 咋个 咋 多少 几个 几所 几家 几项 几条 几位 几样 几种 几类 几天 几年 几月 几号 几成 第几 哪些 哪个 哪几个 哪几样 哪几种 哪几 哪年 哪一年 哪天 哪一条 哪条 哪项 哪里 哪儿 哪家 哪位 谁来 谁
什么时候 啥时候 何时 几时 多久 多长时间 为什么 为啥 是不是 有没有 对不对 行不行 可不可以 能不能 要不要 够不够 用不用 会不会 算不算 对吧 是吧 对吗 是吗 没错 没错吧 没记错 记错 行吗 好吗
我们 咱们 俺们 你们 他们 咱 俺 我 你 您 它 他 她
这块 那块 这条 那条 这项 那项 那个 这个 那种 这种 那些 这些 这样 那样 里头 里面 里边 来着 提了没 提到 写了 写的 说的 讲的 说法 文件里 文件 文里 通知里 规定 上面 下面 底下
需要 应该 应当 可以 能够 要求 干啥 干嘛 做到 负责 责任单位 牵头 配合 单位 部门 
吗 呢 吧 啊 呀 嘛 哦 哈 哟 喽 啦 的 了 着 过 得 地 和 与 跟 及 或 在 是 有 把 被 对 向 往 从 到 为 以 也 都 就 还 又 再 才 只 用 让 给 要 会 能 想 去 来 个 那 这 哪 几 不 没 很 最 更 等 将 于 由 其 之 请 问 说 讲 写 看
一共 总共 合计 加起来 全部 所有 另外 顺便 还有 除了 要是 如果 假如 现在 目前 眼下 今年 明年 去年 后年
`)

// function are the spoken words of one character, which other words hold too.
var function = func() map[rune]bool {
	out := map[rune]bool{}
	for _, w := range spoken {
		if r := []rune(w); len(r) == 1 {
			out[r[0]] = true
		}
	}
	return out
}()

// unspoken takes the spoken words of several characters out of a text, each for a gap.
var unspoken = func() *strings.Replacer {
	words := slices.DeleteFunc(slices.Clone(spoken), func(w string) bool { return len([]rune(w)) == 1 })
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var pairs []string
	for _, w := range words {
		pairs = append(pairs, w, strings.Repeat(" ", len([]rune(w))))
	}
	return strings.NewReplacer(pairs...)
}()

// term is a word of a question: what it weighs, and the pairs of each way to say it. A
// sentence holds the share of the way of which it holds most.
type term struct {
	word   string
	weight float64
	ways   []way
	head   bool // stands in the words that point to a clause: 金融那条
}

// way is one way to say a word: its pairs, and how surely it means the same.
type way struct {
	pairs []string
	share float64
}

const (
	sureOther  = 0.85 // another word, where the plan does not hold the one that is said
	maybeOther = 0.5  // the same, where it does
)

// terms reads what a stretch of a question is about. What is neither spoken nor held by
// the plan comes back as unknown, word by word, and as torn where it lies across the border
// of words that the plan holds.
func (t *text) terms(words string, share float64) (out []term, unknown, torn []string) {
	runes := []rune(unspoken.Replace(words))
	known := t.covered(runes)
	from, to := 0, 0 // the characters of which the plan holds no pair
	flush := func() {
		all := string(runes[from:to])
		for from < to && (function[runes[from]] || known[from]) {
			from++
		}
		for from < to && (function[runes[to-1]] || known[to-1]) {
			to--
		}
		if to-from >= 2 {
			unknown = append(unknown, string(runes[from:to]))
		} else if all != "" {
			torn = append(torn, all)
		}
		from, to = 0, 0
	}
	done := -1 // up to here a word of the thesaurus has been read
	for i := 0; i < len(runes); i++ {
		if i > done {
			if w, n := t.worded(runes[i:]); n > 0 {
				out = append(out, term{word: w.word, weight: share * w.weight, ways: w.ways})
				done = i + n - 1
			}
		}
		if i+1 >= len(runes) || !zh.IsHan(runes[i]) || !zh.IsHan(runes[i+1]) {
			if zh.IsHan(runes[i]) && to > from && i > 0 && zh.IsHan(runes[i-1]) {
				continue
			}
			flush()
			continue
		}
		pair := string(runes[i : i+2])
		if i+1 <= done {
			flush()
			continue
		}
		if w := t.rarity(pair); w > 0 {
			if function[runes[i]] && function[runes[i+1]] {
				w *= 0.2
			} else if function[runes[i]] || function[runes[i+1]] {
				w *= 0.5
			}
			out = append(out, term{word: pair, weight: share * w, ways: []way{{[]string{pair}, 1}}})
			flush()
			continue
		}
		if function[runes[i]] || function[runes[i+1]] || i+1 <= done {
			flush()
			continue
		}
		if alike := t.sounds[sound(pair)]; len(alike) > 0 {
			one := term{word: pair, weight: share * 0.8 * t.rarity(alike[0])}
			for _, p := range alike {
				one.ways = append(one.ways, way{[]string{p}, 1})
			}
			out = append(out, one)
			continue
		}
		if to == from {
			from = i
		}
		to = i + 2
	}
	flush()
	for _, pair := range pairsOf(string(runes)) {
		if !isHanPair(pair) {
			if w := t.rarity(pair); w > 0 {
				out = append(out, term{word: pair, weight: share * w, ways: []way{{[]string{pair}, 1}}})
			} else if len(pair) > 1 && strings.Trim(pair, "0123456789.%") != "" {
				unknown = append(unknown, pair)
			}
		}
	}
	return out, unknown, torn
}

// covered tells which characters belong to a pair that the plan holds. What lies across
// the border of two words is no word of its own: 殖户 in 养殖户.
func (t *text) covered(runes []rune) []bool {
	out := make([]bool, len(runes))
	for i := 0; i+1 < len(runes); i++ {
		if !function[runes[i]] && !function[runes[i+1]] && t.rarity(string(runes[i:i+2])) > 0 {
			out[i], out[i+1] = true, true
		}
	}
	return out
}

// titled gives the title that a short form of two to four characters abbreviates: the only
// one that holds all of them in their order. Words that a clause itself holds need none.
func (t *text) titled(short string) string {
	runes := []rune(short)
	if len(runes) < 2 || len(runes) > 4 {
		return ""
	}
	found := ""
	for _, p := range t.passages {
		if p.clause && strings.Contains(p.folded, short) {
			return ""
		}
		title, at := zh.Fold(p.title), 0
		for _, r := range title {
			if at < len(runes) && r == runes[at] {
				at++
			}
		}
		if at < len(runes) {
			continue
		}
		if found != "" {
			return ""
		}
		found = title
	}
	return found
}

// worded reads a word of the thesaurus at the beginning of a text, of which the plan
// holds a meaning. n is its length.
func (t *text) worded(runes []rune) (w term, n int) {
	for _, one := range thesaurus[runes[0]] {
		says := []rune(one.says)
		if len(says) < 2 || len(says) > len(runes) || string(runes[:len(says)]) != one.says {
			continue
		}
		w := term{word: one.says}
		share := sureOther
		if strings.Contains(t.all, one.says) {
			share = maybeOther
			w.weight = t.rare(pairsOf(one.says))
			w.ways = append(w.ways, way{pairsOf(one.says), 1})
		}
		for _, m := range one.means {
			if pairs := pairsOf(m); t.rare(pairs) > 0 {
				w.ways = append(w.ways, way{pairs, share})
				if share == sureOther {
					w.weight = max(w.weight, t.rare(pairs))
				}
			}
		}
		if len(w.ways) > 0 {
			return w, len(says)
		}
	}
	return term{}, 0
}

// rare gives the mean rarity of pairs, or 0 where the plan lacks one of them.
func (t *text) rare(pairs []string) float64 {
	sum := 0.0
	for _, p := range pairs {
		r := t.rarity(p)
		if r == 0 {
			return 0
		}
		sum += r
	}
	return sum / float64(max(len(pairs), 1)) * (1 + 0.5*float64(len(pairs)-1))
}
