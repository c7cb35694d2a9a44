package ask

import (
	"os"
	"path/filepath"
	"testing"

	"duban/knowledge/gongwen"
)

// TestVerdictsOfKinds asks one plan for yes and no in the ways that people do.
func TestVerdictsOfKinds(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "plan-relief.txt"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := gongwen.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	a := New(plan)
	for _, c := range []struct {
		kind, question string
		want           Verdict
	}{
		{"a reported figure is a claim", "领导说市财政拿了5000万纾困资金，属实吗", No},
		{"a reported figure is a claim", "听说市财政安排的纾困资金是500万，对没", Yes},
		{"an end of a range", "贴息最多3个月，是这意思么", Yes},
		{"one of two figures", "中央财政贴息50%，省财政再贴25%，讲对没", Yes},
		{"amounts against each other", "省财政的贴息是不是中央财政的一半", Yes},
		{"amounts against each other", "养老保险费缓缴期限是不是比失业保险费的短", No},
		{"a share of an amount", "首笔贷款1000万，按比例补贴20万，没算错吧", Yes},
		{"a bound that takes the number in", "我们行续贷做了20笔，够不够拿奖励", Yes},
		{"oversteps", "我们培训费报销了90%，超标准没有", No},
		{"a denial", "缓缴期间的滞纳金是不是就不收了", Yes},
		{"a denial", "缓缴期间还要交滞纳金吗", No},
		{"a denial", "缓缴期里的滞纳金能免不", Yes},
		{"what is forbidden", "银行可以抽贷么", No},
		{"what is forbidden", "补贴资金能不能挪作他用", No},
		{"an exception", "危险货物运输的车辆也放行吗", No},
		{"another actor", "500万纾困资金那个事，对接的是市金融办对吧", No},
	} {
		if answer := a.Ask(c.question, Focus{}, dayOne); answer.Verdict != c.want {
			t.Errorf("%s: %s: %q, want %q\n%s", c.kind, c.question, answer.Verdict, c.want, answer.Text())
		}
	}
}
