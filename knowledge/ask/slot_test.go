package ask

import (
	"slices"
	"strings"
	"testing"

	"duban/knowledge/gongwen"
)

func TestWanted(t *testing.T) {
	for text, want := range map[string][]slot{
		"担保费率收几个点":          {slotShare},
		"利率给下调多少":           {slotFigure},
		"日报每天几点之前要报上去":      {slotDay},
		"罚多少钱":              {slotMoney},
		"建在哪个位置,几时完工":       {slotPlace, slotSpan},
		"是哪位同志,手机号给一个":      {slotPerson, slotContact},
		"全市要建多少个":           {slotCount},
		"要填哪张表,几个工作日能批":     {slotForm, slotSpan},
		"分了多少万吨":            {slotFigure},
		"到底是哪家企业":           {slotCompany},
		"三名工程是哪三名":          {slotList},
		"具体是给哪几类人":          nil,
		"派了哪几样活":            nil,
		"值班电话要跟哪个台互通":       nil,
		"理货收费公不公开,这几年好几家都问": nil,
	} {
		var got []slot
		for _, w := range wanted(text) {
			got = append(got, w.kind)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// supplies is a plan that gives some values and leaves others open.
const supplies = `关于做好市场供应工作的通知
各县区人民政府：
1.加大投入。市财政安排500万元市场供应专项资金。对受影响较大的供应企业，适当下调贷款利率。对从事储备的企业，给予上限为20万元的补贴；对从事配送的企业，给予不高于20万元的补贴；对零售企业给予5万元的补贴。
2.完善流通。积极推进市级配送中心建设。2021年6月底前建成冷库3座，冷库容量达到2万吨。
3.加强监管。建立集中屠宰点。销售企业要签订价格承诺书。
`

func TestSilentOfASlot(t *testing.T) {
	plan, err := gongwen.Parse(supplies)
	if err != nil {
		t.Fatal(err)
	}
	a := New(plan)
	for _, q := range []string{"贷款利率给下调多少个点", "集中屠宰点要建多少个", "配送中心的电话号码是多少", "价格承诺书几月几号之前签"} {
		if answer := a.Ask(q, Focus{}, zero); !answer.Abstained() {
			t.Errorf("%s: %s", q, answer.Text())
		}
	}
	for q, holds := range map[string]string{"市财政安排多少专项资金": "500万元", "冷库容量要达到多少吨": "2万吨", "冷库哪天前建成": "2021年6月底"} {
		if answer := a.Ask(q, Focus{}, zero); answer.Abstained() || !strings.Contains(answer.Text(), holds) {
			t.Errorf("%s: %s", q, answer.Text())
		}
	}
}

func TestValues(t *testing.T) {
	plan, err := gongwen.Parse(supplies)
	if err != nil {
		t.Fatal(err)
	}
	text := New(plan).Ask("补贴20万的有哪几样", Focus{}, zero).Text()
	for _, w := range []string{"储备", "配送"} {
		if !strings.Contains(text, w) {
			t.Errorf("lacks %s: %s", w, text)
		}
	}
	if strings.Contains(text, "零售") {
		t.Errorf("has another figure: %s", text)
	}
}

func TestTally(t *testing.T) {
	plan, err := gongwen.Parse("关于做好治水工作的通知\n各市人民政府：\n1.加强治理。重点推进郑州、开封、淮北、淮南、蚌埠等城市水污染防治。\n2.加强监测。做好水质监测。\n")
	if err != nil {
		t.Fatal(err)
	}
	if text := New(plan).Ask("重点推进水污染防治的城市有多少个", Focus{}, zero).Text(); !strings.Contains(text, "共5个") {
		t.Error(text)
	}
}
