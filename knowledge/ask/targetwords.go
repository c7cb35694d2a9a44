package ask

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// describeTarget says indicator, value, and by when, or that no year is given.
func (a *Asker) describeTarget(t knowledge.Target) string {
	if t.Comparator == knowledge.All {
		words := strings.TrimRight(zh.Unspaced(t.Quote), "；。，")
		if t.Due != "" && !strings.Contains(words, t.Due[:4]) {
			words += "（" + dueWords(t.Due) + "）"
		}
		return words + "。"
	}
	due := "原文未单列年份"
	if t.Due != "" {
		due = dueWords(t.Due)
	}
	return fmt.Sprintf("%s：%s（%s）。", t.Indicator, valueWords(t), due)
}

// targetDuties says who is responsible, where all the targets stand in one clause.
func (a *Asker) targetDuties(targets []knowledge.Target) []string {
	c, ok := a.plan.Clause(targets[0].Clause)
	if !ok || len(c.Duties) == 0 || slices.ContainsFunc(targets, func(t knowledge.Target) bool { return t.Clause != c.Ref }) {
		return nil
	}
	return []string{dutiesLine(c)}
}

// dueWords says a due year or day: 到2025年, 2025年6月30日前.
func dueWords(due string) string {
	parts := strings.Split(due, "-")
	if len(parts) == 3 {
		m, _ := strconv.Atoi(parts[1])
		d, _ := strconv.Atoi(parts[2])
		return fmt.Sprintf("%s年%d月%d日前", parts[0], m, d)
	}
	return "到" + due + "年"
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

// trimZeros writes a number without needless decimals: 90, 0.35.
func trimZeros(v float64) string {
	return strconv.FormatFloat(float64(int64(v*1e6+0.5))/1e6, 'f', -1, 64)
}
