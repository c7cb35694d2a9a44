package zh

import (
	"testing"
)

func TestFigures(t *testing.T) {
	for text, want := range map[string]Figure{
		"百分之九十三":      {Value: 93, Measure: "%"},
		"达到93%以上":     {Value: 93, Measure: "%", Bound: ">="},
		"两万亿":         {},
		"达到2万亿元":      {Value: 2e12, Measure: "元", Bound: ">="},
		"两万亿元":        {Value: 2e12, Measure: "元"},
		"一百零三项":       {Value: 103, Measure: "项"},
		"建成八成":        {Value: 80, Measure: "%"},
		"零点三四个":       {Value: 0.34, Measure: "个"},
		"四百九十万亩":      {Value: 4.9e6, Measure: "亩"},
		"不少于5天的带薪休假":  {Value: 5, Measure: "天", Bound: ">="},
		"在两年之内":       {Value: 24, Measure: "月数", Bound: "<="},
		"30人(含)以下":    {Value: 30, Measure: "人", Bound: "<="},
		"超过20家(含)":    {Value: 20, Measure: "家", Bound: ">="},
		"四分之三配了终端":    {Value: 75, Measure: "%"},
		"用了一年半年":      {Value: 12, Measure: "月数"},
		"形成4-6个示范性集团": {Value: 4, High: 6, Measure: "个"},
		"50个基点":       {Value: 0.5, Measure: "%"},
	} {
		got := Figures(text)
		if want == (Figure{}) {
			if len(got) > 0 {
				t.Errorf("%s: %+v, want none", text, got)
			}
			continue
		}
		if want.High == 0 {
			want.High = want.Value
		}
		if len(got) == 0 {
			t.Errorf("%s: none", text)
			continue
		}
		f := got[0]
		f.Start, f.End = 0, 0
		if d := f.Value - want.Value; d > 1e-9 || d < -1e-9 || f.Measure != want.Measure || f.Bound != want.Bound || f.High-want.High > 1e-9 {
			t.Errorf("%s: %+v, want %+v", text, f, want)
		}
	}
}

func TestDays(t *testing.T) {
	for text, want := range map[string]Day{
		"2021年6月底前":    {Year: 2021, Month: 6, End: true, Before: true},
		"二〇一七年底前":      {Year: 2017, End: true, Before: true},
		"12月31日":       {Month: 12, Date: 31},
		"2019年1月10号":   {Year: 2019, Month: 1, Date: 10},
		"2025年":        {Year: 2025},
		"每年2月底前":       {Month: 2, End: true, Before: true},
		"2.2021年6月底前":  {Year: 2021, Month: 6, End: true, Before: true},
		"自2018年12月6日起": {Year: 2018, Month: 12, Date: 6},
	} {
		got := Days(text)
		if len(got) != 1 {
			t.Errorf("%s: %+v", text, got)
			continue
		}
		got[0].Start, got[0].Stop = 0, 0
		if got[0] != want {
			t.Errorf("%s: %+v, want %+v", text, got[0], want)
		}
	}
	for _, none := range []string{"系数小于0.35", "3.5个", "一般性工作"} {
		if got := Days(none); len(got) > 0 {
			t.Errorf("%s: %+v", none, got)
		}
	}
}

// FuzzFigures: what is found lies in the text, in a form that is a number.
func FuzzFigures(f *testing.F) {
	f.Add("到2025年达到93%以上, 不少于五天")
	f.Fuzz(func(t *testing.T, s string) {
		s = Fold(s)
		for _, g := range Figures(s) {
			if g.Start < 0 || g.End > len(s) || g.Start >= g.End || g.Value != g.Value {
				t.Errorf("%q: %+v", s, g)
			}
		}
		for _, d := range Days(s) {
			if d.Start < 0 || d.Stop > len(s) || d.Month > 12 || d.Date > 31 {
				t.Errorf("%q: %+v", s, d)
			}
		}
	})
}
