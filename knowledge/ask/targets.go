package ask

import (
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// headlines are the quantified goals of a passage that a question is about, one line
// each, with the sentences that state them.
func (a *Asker) headlines(r *reading, m match) (lines []said.Sentence, sentences []int) {
	if !r.wants(asksValue|asksCount|asksShare|asksMoney|asksSpan|asksWhen) || r.wants(asksConfirm|asksClaim|asksWhere) {
		return nil, nil
	}
	p := a.text.passages[m.passage]
	asked := pairsOf(r.text)
	var best []knowledge.Target
	most := 0.34
	for _, t := range a.plan.Targets {
		if t.Clause != p.ref || t.Comparator == knowledge.All || len(r.years) > 0 && len(t.Due) >= 4 && !slices.Contains(r.years, yearIn(t.Due)) {
			continue
		}
		pairs := pairsOf(zh.Fold(t.Indicator))
		k := 0
		for _, pair := range pairs {
			if slices.Contains(asked, pair) {
				k++
			}
		}
		share := float64(k) / float64(max(len(pairs), 1))
		if share > most+0.1 {
			best, most = []knowledge.Target{t}, share
		} else if share > most-0.1 && len(best) > 0 {
			best = append(best, t)
		}
	}
	if len(best) == 0 || len(best) > 3 {
		return nil, nil
	}
	for _, t := range best {
		for n := p.first; n < p.end; n++ {
			if strings.Contains(zh.Squeeze(a.text.sentences[n].printed), zh.Squeeze(t.Quote)) {
				if !slices.Contains(sentences, n) {
					sentences = append(sentences, n)
				}
				lines = append(lines, describeTarget(t))
				break
			}
		}
	}
	if len(sentences) > 0 && !slices.Contains(sentences, m.best) && m.held[sentences[0]-p.first] < 0.8*m.held[m.best-p.first] {
		return nil, nil // another sentence says more of it
	}
	return lines, sentences
}

func yearIn(due string) int {
	y, _ := strconv.Atoi(due[:4])
	return y
}

func describeTarget(t knowledge.Target) said.Sentence {
	due := said.Of("原文未单列年份", "the text gives it no year of its own")
	if t.Due != "" {
		due = dueWords(t.Due)
	}
	return said.Of("{indicator}：{value}（{due}）。", "{indicator}: {value} ({due}).", t.Indicator, valueWords(t), due)
}

// dueWords says a due year or day: 到2025年, 2025年6月30日前.
func dueWords(due string) said.Sentence {
	parts := strings.Split(due, "-")
	if len(parts) == 3 {
		m, _ := strconv.Atoi(parts[1])
		d, _ := strconv.Atoi(parts[2])
		return said.Of("{part}年{n}月{n2}日前", "by {part}-{n}-{n2}", parts[0], m, d)
	}
	return said.Of("到{due}年", "by {due}", due)
}

// valueWords says a value with its comparator in the words that the text uses.
func valueWords(t knowledge.Target) string {
	v := t.Value + t.Measure
	quote := zh.Squeeze(t.Quote)
	uses := func(words ...string) string {
		for _, w := range words {
			if strings.Contains(quote, w) {
				return w
			}
		}
		return words[0]
	}
	switch t.Comparator {
	case knowledge.AtLeast:
		if strings.Contains(quote, v+"以上") || strings.Contains(quote, t.Value+t.Measure+"及以上") {
			return v + "以上"
		}
		return uses("达到", "不少于", "不低于", "达") + v
	case knowledge.AtMost:
		if t.Measure == "位" || t.Measure == "名" {
			return uses("前", "居前", "列前") + v
		}
		for _, after := range []string{"以内", "以下"} {
			if strings.Contains(quote, v+after) {
				return v + after
			}
		}
		return uses("不超过", "控制在", "不高于") + v
	case knowledge.Less:
		return uses("小于", "低于", "少于") + v
	case knowledge.More:
		return uses("超过", "高于", "大于", "突破") + v
	case knowledge.About:
		return v + "左右"
	default:
		return v
	}
}
