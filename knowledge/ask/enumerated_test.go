package ask

import (
	"slices"
	"strings"
	"testing"

	"duban/knowledge/gongwen"
)

// listing is a plan that lists places, names things by a number, and says until when it
// holds.
const listing = `国务院办公厅关于印发资料共享试点方案的通知
各省、自治区、直辖市人民政府：
一、试点范围
确定北京、吉林、安徽、湖北10个省（区、市）和西藏自治区拉萨市作为试点地区。
二、试点任务
按照统一标准、统一平台、统一防护的要求，推进数据融通、服务融通。
三、工作安排
试点地区要制定实施方案，于2018年12月底前报送备案。
未纳入试点范围的其他省，可参照本方案推进资料共享。
以上措施自印发之日起施行，有效期至2020年12月31日。
`

func TestEnumerations(t *testing.T) {
	plan, err := gongwen.Parse(listing)
	if err != nil {
		t.Fatal(err)
	}
	a := New(plan)
	for _, c := range []struct {
		turns   []string
		verdict Verdict
		holds   string
	}{
		{[]string{"上海是不是试点？"}, No, "上海不在列"},
		{[]string{"湖北是试点吗"}, Yes, "湖北在列"},
		{[]string{"上海不是试点吧"}, Yes, "没有上海"},
		{[]string{"上海是不是试点", "湖北呢"}, Yes, "湖北在列"},
		{[]string{"整个西藏都是试点吧"}, No, "只列了拉萨市"},
		{[]string{"我们江西不是试点，可以照着这个方案做吗"}, Yes, "可参照"},
		{[]string{"三个统一是哪三个"}, NoVerdict, "共3个：统一标准、统一平台、统一防护。"},
		{[]string{"两个“融通”指的啥"}, NoVerdict, "服务融通"},
		{[]string{"这些措施长期有效吗"}, No, "不是长期有效"},
		{[]string{"这个政策执行到2020年底，对吧"}, Yes, "是的"},
		{[]string{"我省实施方案拖到19年1月中旬才报送备案，按时了没"}, No, "逾期"},
	} {
		var answer Answer
		focus := Focus{}
		for _, turn := range c.turns {
			answer = a.Ask(turn, focus, zero)
			focus = answer.Focus
		}
		if answer.Verdict != c.verdict || answer.Abstained() || !strings.Contains(answer.Text(), c.holds) {
			t.Errorf("%q: verdict %q, %q", c.turns, answer.Verdict, answer.Text())
		}
	}
}

func TestRepeated(t *testing.T) {
	for _, c := range []struct {
		sentence, word string
		want           []string
	}{
		{"按照统一标准、统一平台、统一防护的要求,推进", "统一", []string{"统一标准", "统一平台", "统一防护"}},
		{"推进数据融通、服务融通和应用融通。", "融通", []string{"推进数据融通", "服务融通", "应用融通"}},
		{"做到不停车、不检查、不收费", "不", []string{"不停车", "不检查", "不收费"}},
		{"统一管理", "统一", nil},
	} {
		if got := repeated(c.sentence, c.word); !slices.Equal(got, c.want) {
			t.Errorf("repeated(%q, %q) = %q, want %q", c.sentence, c.word, got, c.want)
		}
	}
}
