package ask

import (
	"strings"
	"testing"
)

// TestPolar: what asks for yes or no is told by its grammar, and which word carries it.
func TestPolar(t *testing.T) {
	for question, want := range map[string]struct {
		asked bool
		bears bearing
		tag   bool
	}{
		"我们行能不能领":          {true, bearsMay, false},
		"这样符不符合":           {true, bearsFits, false},
		"委托民办机构办,允许不允许":    {true, bearsMay, true},
		"是不是必须装除尘器":        {true, bearsMust, false},
		"一年半,讲对没":          {true, bearsSo, true},
		"补助是200元,没记错吧":     {true, bearsSo, true},
		"每周报一次就可以了吗":       {true, bearsMay, false},
		"两个月补上,来得及不":       {true, bearsFits, true},
		"报销90%,超标准没有":      {true, bearsFails, true},
		"自然资源部在不在小组里":      {true, bearsWithin, false},
		"是否需要审批":           {true, bearsMust, false},
		"保证金还得交?":          {true, bearsMust, false},
		"补贴标准是多少":          {false, bearsNone, false},
		"花生机播率目标?":         {false, bearsNone, false},
		"1+x是干嘛":           {false, bearsNone, false},
		"不是每季度开一次嘛,下次几月份开": {false, bearsNone, false},
		"那么由谁负责":           {false, bearsNone, false},
		"要求是什么":            {false, bearsNone, false},
		"哪家牵头,6月底能出?":      {false, bearsNone, false},
		"银行可以抽贷么":          {true, bearsMay, false},
		"文件里有没有写":          {true, bearsWithin, false},
		"主要任务列一下":          {false, bearsNone, false},
		"缓缴的滞纳金是不是就不收了,我这么理解对吧": {true, bearsSo, true},
	} {
		if p := readPolar(question); p.asked() != want.asked || p.bears != want.bears || p.tag != want.tag {
			t.Errorf("%s: %+v, want %+v", question, p, want)
		}
	}
}

// TestClaim: the words that ask are taken out of what is asked about.
func TestClaim(t *testing.T) {
	for question, want := range map[string]string{
		"我们行能不能领补贴":   "我们行能领补贴",
		"补助是200元,对不对": "补助是200元",
		"还用交保证金吗":     "还用交保证金",
		"文件不是说全免吗":    "文件是说全免",
	} {
		if got := readPolar(question).claim; got != want {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
}

// TestDenied: which words of a sentence stand under a denial.
func TestDenied(t *testing.T) {
	for text, want := range map[string]string{
		"无正当理由不得关闭":          "正当理由关闭",
		"缓缴期间免征滞纳金":          "滞纳金",
		"这段滞纳金就不收了":          "这段滞纳金就不收了",
		"除危险货物运输以外,均免收通行费":   "危险货物运输通行费",
		"未经批准的项目可以开工":        "批准",
		"委托办成普惠性民办园,不得办成营利性": "办成营利性",
		"不低于10%,不断提高":        "",
		"学校食堂(校外供餐除外)":       "校外供餐",
	} {
		var got strings.Builder
		marked := denied(text)
		for i, r := range text {
			if marked[i] {
				got.WriteRune(r)
			}
		}
		if got.String() != want {
			t.Errorf("%s: %s, want %s", text, got.String(), want)
		}
	}
}

// TestRelation: how two amounts are said to stand to each other.
func TestRelation(t *testing.T) {
	for claim, want := range map[string]relation{
		"养老保险的期限比失业保险的长": {left: "养老保险的期限", right: "失业保险的", more: true},
		"省里贴的只有中央贴的一半":   {left: "省里贴的", right: "中央贴", times: 0.5},
		"现在是原来的两倍":       {left: "现在", right: "原来", times: 2},
	} {
		if got, ok := relationIn(claim); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", claim, got, want)
		}
	}
	for _, claim := range []string{"占比较高", "按比例补20万", "补助200元", "差得多"} {
		if got, ok := relationIn(claim); ok {
			t.Errorf("%s: %+v", claim, got)
		}
	}
}
