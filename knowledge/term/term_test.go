package term_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"duban/knowledge/term"
)

func date(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func words(all []term.Term) string {
	var out []string
	for _, t := range all {
		s := map[term.Kind]string{term.By: "by", term.In: "in", term.From: "from", term.Recurring: "every", term.Open: "open", term.Reference: "ref"}[t.Kind]
		for _, w := range []string{t.Begins, t.Due, t.Recurrence} {
			if w != "" {
				s += " " + w
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	plan := term.Context{Issued: date("2021-01-20"), First: 2021, Last: 2025}
	late := term.Context{Issued: date("2020-11-01")}
	annual := term.Context{Year: 2025}
	for _, c := range []struct {
		context term.Context
		text    string
		want    string
	}{
		{plan, "到2025年", "by 2025"},
		{plan, "到 2025 年，", "by 2025"},
		{plan, "至２０２５年", "by 2025"},
		{plan, "到二〇二四年底", "by 2024-12-31"},
		{plan, "2023年底前完成", "by 2023-12-31"},
		{plan, "2023年年底前完成", "by 2023-12-31"},
		{plan, "2024年2月底前完成", "by 2024-02-29"},
		{plan, "2023年6月30日前报送", "by 2023-06-30"},
		{plan, "2023年2月30日前报送", "in 2023"},
		{plan, "“十四五”期间建成", "by 2021 2025"},
		{plan, "到“十五五”末", "by 2026 2030"},
		{plan, "“十四五”规划", "ref 2021 2025"},
		{plan, "2024年，全县建成", "in 2024"},
		{plan, "比2020年提高", "ref 2020"},
		{plan, "根据2020年的部署", "ref 2020"},
		{plan, "从2022年起", "from 2022"},
		{plan, "自2022年10月1日起施行", "from 2022-10-01"},
		{plan, "由2020年的30%到2025年的50%", "ref 2020; by 2025"},
		{plan, "每年12月底前", "every 每年12月底前"},
		{plan, "每年1月、7月底前报送", "every 每年1月、7月底前"},
		{plan, "每季度末报送", "every 每季度末"},
		{plan, "每两年开展一次", "every 每两年"},
		{plan, "每月公布", "every 每月"},
		{plan, "2024—2025年", "in 2024 2025"},
		{plan, "2021年至2023年", "in 2021 2023"},
		{plan, "三年内", "by 2023"},
		{plan, "两年之内", "by 2022"},
		{plan, "印发后3个月内", "by 2021-04-20"},
		{plan, "自印发之日起30日内", "by 2021-02-19"},
		{plan, "20个工作日内办结", ""},
		{plan, "2022年上半年", "in 2022-06-30"},
		{plan, "2022年二季度", "in 2022-06-30"},
		{plan, "2022年第四季度末", "by 2022-12-31"},
		{plan, "2022年10月上旬", "in 2022-10-10"},
		{plan, "2017年修订", "ref 2017"},
		{plan, "2020年版目录", "ref 2020"},
		{plan, "2021年以来", "ref 2021"},
		{plan, "春节前", "by 2021-02-11"},
		{annual, "清明节前公示", "by 2025-04-03"},
		{annual, "端午前夕", "by 2025-05-30"},
		{annual, "国庆节、中秋节前各检查一次", "by 2025-09-30; by 2025-10-05"},
		{annual, "七一前表彰、八一路拓宽", "by 2025-06-30"},
		{annual, "每月5日前报送", "every 每月5日前"},
		{annual, "每季度第一个月10日前报送", "every 每季度第一个月10日前"},
		{annual, "每季度首月15日前报送", "every 每季度首月15日前"},
		{annual, "每半年第6个月的20日前", "every 每半年第6个月的20日前"},
		{annual, "每年3月15日前后开展", "every 每年3月15日前后"},
		{annual, "每月5次", "every 每月"},
		{annual, "每季度10家", "every 每季度"},
		{annual, "3月15日前后开展", "in 2025-03-15"},
		{annual, "2025年Q3", "in 2025-09-30"},
		{annual, "2025年Q5", "in 2025"},
		{plan, "2021年1月20日印发", "ref 2021-01-20"},
		{plan, "提前一年完成3个月培训", ""},
		{plan, "每日报告，按日统计", "every 每日; every 按日"},
		{plan, "2022年2月10起", "from 2022-02-10"},
		{plan, "100个", ""},
		{plan, "百分之九十五、十五岁", ""},
		{late, "年底前", "by 2020-12-31"},
		{late, "3月底前", "by 2021-03-31"},
		{late, "2021年6月底前制定，12月底前实现", "by 2021-06-30; by 2021-12-31"},
		{late, "于2018年12月31日前", "by 2018-12-31"},
		{annual, "上半年建成", "in 2025-06-30"},
		{annual, "6月底前", "by 2025-06-30"},
		{annual, "二季度", "in 2025-06-30"},
		{annual, "年内完成", "by 2025"},
		{annual, "一季度完成、三季度验收", "in 2025-03-31; in 2025-09-30"},
		{term.Context{Since: 2012}, "5年内", "by 2016"},
	} {
		if got := words(term.Find(c.text, c.context)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestCell(t *testing.T) {
	annual := term.Context{Year: 2025}
	for text, want := range map[string]string{
		"2023年12月底前":       "by 2023-12-31",
		"2023年底":           "by 2023-12-31",
		"2021—2025年":       "in 2021 2025",
		"2021-2025":        "in 2021 2025",
		"2025.6":           "in 2025-06-30",
		"2025/6/30":        "by 2025-06-30",
		"2025-06-30":       "by 2025-06-30",
		"2025年6月30日":       "in 2025-06-30",
		"6月底":              "by 2025-06-30",
		"长期坚持":             "open",
		"长期":               "open",
		"每年12月底前":          "every 每年12月底前",
		"2025年1月-6月":       "in 2025-06-30",
		"2025年1月至2025年12月": "by 2025-12-31",
		"全年":               "by 2025",
		"2025年":            "in 2025",
		"持续推进":             "open",
		"市教育局":             "",
	} {
		got := ""
		if one, ok := term.Cell(text, annual); ok {
			got = words([]term.Term{one})
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"到2025年", "每年1月、7月底前", "“十四五”期间", "印发后3个月内", "2021—2025年", "2025.6.30", "春节前"} {
		f.Add(s)
	}
	c := term.Context{Issued: date("2021-01-20"), First: 2021, Last: 2025}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, one := range term.Find(s, c) {
			if one.Start < last || one.End <= one.Start || one.End > len(s) {
				t.Fatalf("%q: %+v", s, one)
			}
			last = one.End
			for _, d := range []string{one.Due, one.Begins} {
				layout := time.DateOnly
				if len(d) == 4 {
					layout = "2006"
				}
				if _, err := time.Parse(layout, d); d != "" && err != nil {
					t.Fatalf("%q: %v", s, fmt.Errorf("%s: %w", d, err))
				}
			}
		}
	})
}
