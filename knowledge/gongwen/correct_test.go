package gongwen_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/said"
)

const doubtfulText = `南溪市治水行动计划（2022—2025年）
为改善水环境，制定本计划。
一、重点任务
（一）管网改造。2024年底前改造管网120公里。（责任单位：市住建局市财政局、市水利局）
（二）户厕提升。2023年底前，户厕4000座提升到位。（责任单位：市农业农村局）
（三）美丽河湖示范创建。推进美丽河湖建设示范创建。（责任单位：市水利局）
附件：南溪市治水年度任务
项目	年度	东溪区	南溪区
零直排区	2023	建成1个	建成2个
	2024		
美丽河湖示范创建	2025	1条	
`

// doubts lists them as kind, place and quote.
func doubts(p *knowledge.Plan) string {
	var s []string
	for _, d := range p.Doubts {
		s = append(s, fmt.Sprintf("%s %s %s", d.Kind, d.Place, d.Quote))
	}
	return strings.Join(s, "\n")
}

func doubtful(t *testing.T) *knowledge.Plan {
	t.Helper()
	p, err := gongwen.Parse(doubtfulText)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDoubts(t *testing.T) {
	want(t, "doubts", doubts(doubtful(t)), `blank-cell  零直排区 2024年
unit （一） 市住建局市财政局
quantity （二） 4000座
wording （三） 美丽河湖建设示范创建`)
}

// TestDisagreement: the text and the table give two numbers for one thing.
func TestDisagreement(t *testing.T) {
	const text = "南溪市治水行动计划（2022—2025年）\n一、目标\n（一）示范。到2025年，创建零直排示范区%s个。（责任单位：市水利局）\n附件：南溪市治水年度任务\n项目\t年度\t全市\t东溪区\n零直排示范区\t2024\t8\t3\n\t2025\t建成12个\t4\n"
	for value, want := range map[string]int{"12": 0, "15": 1} {
		p, err := gongwen.Parse(fmt.Sprintf(text, value))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, d := range p.Doubts {
			if d.Kind == "disagreement" {
				n++
				if !strings.Contains(d.Reason.String(), "15个") || !strings.Contains(d.Reason.String(), "建成12个") {
					t.Errorf("reason %s", d.Reason)
				}
			}
		}
		if n != want {
			t.Errorf("%s: %d doubts: %s", value, n, doubts(p))
		}
	}
}

func TestSettle(t *testing.T) {
	duties := func(p *knowledge.Plan) string {
		var all []string
		for _, d := range p.Clauses[0].Duties {
			all = append(all, "{"+d.Unit+" "+string(d.Role)+"}")
		}
		return fmt.Sprint(all)
	}
	cells := func(p *knowledge.Plan) string {
		var s []string
		for _, c := range p.Cells() {
			s = append(s, fmt.Sprintf("%d%s%s", c.Year, c.Unit, c.Text))
		}
		return strings.Join(s[2:4], " ")
	}
	for name, c := range map[string]struct {
		kind    string
		verdict gongwen.Verdict
		words   string
		see     func(*knowledge.Plan) string
		want    string // what is read then, or the error
		refused bool
	}{
		"units parted":     {"unit", gongwen.Correct, "市住建局、市财政局", duties, "[{市住建局 责任} {市财政局 责任} {市水利局 责任}]", false},
		"units left":       {"unit", gongwen.Accept, "", duties, "[{市住建局市财政局 责任} {市水利局 责任}]", false},
		"units dropped":    {"unit", gongwen.Dismiss, "", duties, "[{市水利局 责任}]", false},
		"units made up":    {"unit", gongwen.Correct, "市教育局", nil, "原文里找得到", true},
		"no units":         {"unit", gongwen.Correct, "、 ", nil, "原文里找得到", true},
		"a goal accepted":  {"quantity", gongwen.Accept, "", targets, "（一） 管网=120公里 2024-12-31\n（二） 户厕=4000座 2023-12-31", false},
		"a goal in words":  {"quantity", gongwen.Correct, "户厕 ≥ 4000座 2023年", targets, "（一） 管网=120公里 2024-12-31\n（二） 户厕>=4000座 2023", false},
		"a goal dismissed": {"quantity", gongwen.Dismiss, "", targets, "（一） 管网=120公里 2024-12-31", false},
		"a goal unclear":   {"quantity", gongwen.Correct, "四千座", nil, "请写成", true},
		"a goal made up":   {"quantity", gongwen.Correct, "户厕 ≥ 9000座 2023年", nil, "原文里找得到", true},
		"cells filled":     {"blank-cell", gongwen.Correct, "东溪区：建成1个；南溪区:建成2个", cells, "2024东溪区建成1个 2024南溪区建成2个", false},
		"cells left":       {"blank-cell", gongwen.Accept, "", cells, "2024东溪区 2024南溪区", false},
		"cells unclear":    {"blank-cell", gongwen.Correct, "建成1个", nil, "请写成", true},
		"no such unit":     {"blank-cell", gongwen.Correct, "西溪区：建成1个", nil, "请写成", true},
		"cells made up":    {"blank-cell", gongwen.Correct, "东溪区：建成99个", nil, "原文里找得到", true},
		"a name accepted":  {"wording", gongwen.Accept, "", duties, "[{市住建局市财政局 责任} {市水利局 责任}]", false},
		"a name corrected": {"wording", gongwen.Correct, "美丽河湖", nil, "不能更正", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := doubtful(t)
			before := len(p.Doubts)
			var d knowledge.Doubt
			for _, have := range p.Doubts {
				if have.Kind == c.kind {
					d = have
				}
			}
			err := gongwen.Settle(p, d, c.verdict, c.words)
			if c.refused {
				var fault *said.Error
				if !errors.As(err, &fault) || !strings.Contains(fault.Error(), c.want) {
					t.Errorf("error %v", err)
				}
				if len(p.Doubts) != before {
					t.Error("the doubt is gone all the same")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want(t, "reading", c.see(p), c.want)
			if len(p.Doubts) != before-1 || strings.Contains(doubts(p), d.Quote) {
				t.Errorf("doubts left: %s", doubts(p))
			}
		})
	}
}

// FuzzSettle: whatever somebody writes, nothing is read that is not printed, and a
// refusal changes nothing.
func FuzzSettle(f *testing.F) {
	for _, words := range []string{"市住建局、市财政局", "户厕 ≥ 4000座 2023年", "东溪区：建成1个；南溪区:建成2个", "", "：", "≥", "＝＝ 1", "a\x00b"} {
		for kind := range 4 {
			f.Add(kind, 1, words)
		}
	}
	f.Fuzz(func(t *testing.T, n, verdict int, words string) {
		p, err := gongwen.Parse(doubtfulText)
		if err != nil {
			t.Fatal(err)
		}
		d := p.Doubts[max(n, -n)%len(p.Doubts)&3]
		var before, after strings.Builder
		if err := knowledge.Export(&before, p); err != nil {
			t.Fatal(err)
		}
		err = gongwen.Settle(p, d, gongwen.Verdict(max(verdict, -verdict)%3&3), words)
		if ferr := knowledge.Export(&after, p); ferr != nil {
			t.Fatal(ferr)
		}
		if err != nil && before.String() != after.String() {
			t.Errorf("%q is refused and changes the reading", words)
		}
		source := strings.Join(strings.Fields(p.Source), "")
		printed := func(s string) {
			if s = strings.Join(strings.Fields(s), ""); !strings.Contains(source, s) {
				t.Errorf("%q brings in %q", words, s)
			}
		}
		for _, c := range p.Clauses {
			for _, duty := range c.Duties {
				printed(duty.Unit)
			}
		}
		for _, c := range p.Cells() {
			printed(c.Text)
		}
		for _, g := range p.Targets {
			printed(g.Quote)
			printed(g.Value)
		}
	})
}
