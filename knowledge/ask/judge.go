package ask

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// meeting are words that ask whether a figure is enough.
var meeting = regexp.MustCompile(`达标|完成|够|行|可以|算|符合|超标|合格|差|距|离|还有几|还剩|超过|超额`)

// judge compares the figures of the question with the target.
func judge(q question, found []knowledge.Target) string {
	if !q.wants[wantConfirm] && !meeting.MatchString(q.text) || len(q.figures) == 0 || len(found) != 1 || found[0].Comparator == knowledge.All {
		return ""
	}
	t := found[0]
	var given float64
	var measure string
	for _, f := range q.figures {
		if strings.Contains(q.text, "差"+trimZeros(f.value)) {
			continue // how much is missing is no claim about how much there is
		}
		if f.measure == "" || t.Measure == "" || f.measure == t.Measure || t.Measure == "所" && f.measure == "个" {
			measure = t.Measure
			if strings.Contains(q.text, "加起来") || strings.Contains(q.text, "合计") || strings.Contains(q.text, "一共") || strings.Contains(q.text, "总共") {
				given += f.value
			} else {
				given = f.value
			}
		}
	}
	want, ok := valueOf(t)
	if !ok || given == 0 {
		return ""
	}
	said := trimZeros(given) + measure
	var met bool
	switch t.Comparator {
	case knowledge.AtLeast:
		met = given >= want
	case knowledge.More:
		met = given > want
	case knowledge.Less:
		met = given < want
	case knowledge.AtMost:
		met = given <= want
	case knowledge.Range:
		met = given >= t.Min && given <= t.Max
	default:
		met = given == want
	}
	asksClaim := strings.Contains(q.text, "对吧") || strings.Contains(q.text, "是吧") || strings.Contains(q.text, "对吗") || strings.Contains(q.text, "没错吧")
	switch {
	case t.Comparator == knowledge.More && strings.Contains(q.text, said+"以上"):
		return fmt.Sprintf("不是%s以上，计划要求%s。", said, valueWords(t))
	case asksClaim && given != want && t.Comparator != knowledge.Range:
		return fmt.Sprintf("不是%s，计划要求%s。", said, valueWords(t))
	case asksClaim && met:
		return "是的。"
	case met && t.Comparator == knowledge.Range:
		return fmt.Sprintf("够，%s在%s之内，符合要求。", said, valueWords(t))
	case met:
		return fmt.Sprintf("%s符合要求。", said)
	case t.Comparator == knowledge.AtLeast || t.Comparator == knowledge.More || t.Comparator == knowledge.Equals && given < want:
		gap := ""
		if d := want - given; d > 0 {
			unit := measure
			if unit == "%" {
				unit = "个百分点"
			}
			gap = "，还差" + trimZeros(d) + unit
		}
		return fmt.Sprintf("%s没有达到要求%s。", said, gap)
	default:
		return fmt.Sprintf("%s不符合要求。", said)
	}
}

func valueOf(t knowledge.Target) (float64, bool) {
	if t.Comparator == knowledge.Range {
		return t.Min, true
	}
	if v, err := strconv.ParseFloat(t.Value, 64); err == nil {
		return v, true
	}
	n, ok := zh.Number(t.Value)
	return float64(n), ok
}
