package gongwen

import (
	"strings"
	"testing"

	"duban/knowledge"
)

const scannedPlan = `白河县供水工作方案

一、总体要求

（一）主要目标。到2025年，供水普及率达到93%，水质合格率达到1009%。加强宣传引导。

（二）组织保障。各乡镇要加强领导。

（三）督促检查。二〇二四年年底前完成检查10次。

附件

白河县供水任务表

序号	任务	责任单位	完成时限
1	修水池3座	县水利局	2024年6月底
2	宣传	县水利局	年底
`

func TestRecognised(t *testing.T) {
	p, err := Parse(scannedPlan)
	if err != nil {
		t.Fatal(err)
	}
	before := len(p.Doubts)
	Recognised(p)
	if len(p.Doubts) != before {
		t.Fatal("a text that was typed is doubted")
	}
	second := strings.Index(scannedPlan, "（二）")
	p.Recognised = []knowledge.Span{{Start: 0, End: second}, {Start: strings.Index(scannedPlan, "1\t"), End: len(scannedPlan)}}
	Recognised(p)
	Recognised(p) // again adds nothing
	got := map[string]knowledge.Doubt{}
	for _, d := range p.Doubts[before:] {
		got[d.Quote] = d
		if !strings.HasPrefix(scannedPlan[d.Start:], d.Quote) {
			t.Errorf("%+v does not stand at its place", d)
		}
	}
	if len(got) != len(p.Doubts)-before || len(got) != 3 {
		t.Errorf("%d doubts: %v", len(p.Doubts)-before, got)
	}
	wrong := got["到2025年，供水普及率达到93%，水质合格率达到1009%"]
	if wrong.Kind != knowledge.MisreadDoubt || wrong.Place != "（一）" || !strings.Contains(wrong.Reason.String(), "1009%") {
		t.Errorf("%+v in %v", wrong, got)
	}
	if d := got["1\t修水池3座\t县水利局\t2024年6月底"]; d.Kind != knowledge.RecognisedDoubt || !strings.Contains(d.Reason.String(), "1、3、2024、6") {
		t.Errorf("%+v", d)
	}
	if err := Settle(p, wrong, Accept, ""); err == nil {
		t.Error("more than a hundred per cent is taken as it stands")
	}
	if err := Settle(p, wrong, Correct, "93%"); err == nil {
		t.Error("a recognised sentence is corrected")
	}
	if err := Settle(p, wrong, Dismiss, ""); err != nil || len(p.Doubts) != before+2 {
		t.Errorf("%v, %d doubts", err, len(p.Doubts))
	}
}

func TestNumbersIn(t *testing.T) {
	for text, want := range map[string][2]string{
		"到2025年达到98.5%以上，新增1,200所": {"2025 98.5% 1,200", ""},
		"达到100%":                    {"100%", ""},
		"达到1009%6、1009%、2025年、2025": {"1009%6 1009% 2025", "1009%6"},
		"没有数字，.":                    {"", ""},
		"达到１２０％":                    {"１２０％", ""},
	} {
		all, most := numbersIn(text)
		if strings.Join(all, " ") != want[0] || most != want[1] {
			t.Errorf("%s: %q, %q", text, all, most)
		}
	}
}

// FuzzRecognised: each doubt's words stand at its place, whatever was recognised.
func FuzzRecognised(f *testing.F) {
	f.Add(scannedPlan, 0, 400)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		p, err := Parse(text)
		if err != nil || start > end {
			return
		}
		p.Recognised = []knowledge.Span{{Start: start, End: end}}
		Recognised(p)
		for _, d := range p.RecognisedDoubts() {
			if !strings.HasPrefix(p.Source[d.Start:], d.Quote) {
				t.Errorf("%+v", d)
			}
		}
	})
}
