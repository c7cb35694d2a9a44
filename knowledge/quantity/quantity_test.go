package quantity_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/knowledge/quantity"
)

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"覆盖率达到 93%":                     ">= 93 %",
		"覆盖率达95%以上":                     ">= 95 %",
		"覆盖率达９５％以上":                     ">= 95 %",
		"学校超过200所":                      "> 200 所",
		"续贷超过20笔（含）的":                   ">= 20 笔",
		"低于5万元（含本数）":                    "<= 5 万元",
		"系数小于0.35":                      "< 0.35 ",
		"时间压缩至4个月以内":                    "<= 4 个月",
		"控制在5%以内":                       "<= 5 %",
		"总动力稳定在11亿千瓦左右":                 "~ 11 亿千瓦",
		"形成4—6个集团":                      "range 4-6 个",
		"比例达到10%～15%":                   "range 10-15 %",
		"建成15所学校":                       "= 15 所",
		"建成学校15所、基地20个":                 "= 15 所;= 20 个",
		"分别达到65%和55%":                   ">= 65 %;= 55 %",
		"结对50个以上":                       ">= 50 个",
		"年均增长6%":                        "= 6 % rise",
		"由40%提高到60%":                    "= 40 %;>= 60 %",
		"普及率达到百分之九十五":                   ">= 95 %",
		"硬化村道1,200公里":                   "= 1200 公里",
		"养护村道１，２００公里":                   "= 1200 公里",
		"１,２００,５００元":                    "= 1.2005e+06 元",
		"2024，200个":                     "= 200 个",
		"新增就业1 500人":                    "= 1500 人",
		"养护村道１２００公里":                    "= 1200 公里",
		"培训技能人才三千人":                     "= 3000 人",
		"一千二百公里":                        "= 1200 公里",
		"覆盖率九成五":                        "= 95 %",
		"九成以上的村":                        ">= 90 %",
		"三分之二以上的县":                      ">= 66.7 %",
		"不低于普通高中的1.5倍":                  ">= 1.5 倍",
		"位居全省前四位":                       "<= 4 位",
		"减至1个月、半个月":                     "<= 1 个月;= 0.5 个月",
		"增速下降-3%以内":                     "<= -3 % fall",
		"不高于30μg/m3":                    "<= 30 μg/m3",
		"三千五百万元":                        "= 3.5e+07 元",
		"不少于1.2万亩":                      ">= 1.2 万亩",
		"至少要有1名教师":                      ">= 1 名",
		"100多个村":                        "> 100 多个",
		"PM2.5、A4纸、5G基站、1+X证书、COVID-19": "",
		"第3批项目、绍政办发〔2021〕2号":            "",
		"2025年1月3日，2021年度，12月底前，3月份":    "",
		"“12369”热线、一体化、三农、双一流":          "",
		"达到每亩500元":                      ">= 500 元",
		"从2019年的50%提升到2020年的70%":        "= 50 %;>= 70 %",
		"3日内审核，2月3日内报送":                 "<= 3 日",
		"电话0851-86822440":               "",
		"每村1个":                          "= 1 个",
	} {
		var got []string
		for _, q := range quantity.Find(text) {
			s := fmt.Sprintf("%s %.3g", q.Comparator, q.Number)
			if q.Number >= 1000 {
				s = fmt.Sprintf("%s %v", q.Comparator, q.Number)
			}
			if q.Upper > 0 {
				s += fmt.Sprintf("-%.3g", q.Upper)
			}
			s += " " + q.Measure
			if q.Change != "" {
				s += " " + string(q.Change)
			}
			got = append(got, s)
			if q.Start < 0 || q.End > len(text) || q.Start >= q.End || q.Subject > q.Start || !strings.Contains(strings.ReplaceAll(text[q.Start:q.End], " ", ""), q.Value) {
				t.Errorf("%s: %+v is not where it stands", text, q)
			}
		}
		if g := strings.Join(got, ";"); g != want {
			t.Errorf("%s: got %q, want %q", text, g, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"到2025年，覆盖率达到 93％以上", "1 200、1,200.5万亩", "百分之九十五", "三分之二", "九成五", "４—６个", "-3%", "半个月", "\x00建成3个"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, q := range quantity.Find(s) {
			if q.Start < last || q.End <= q.Start || q.End > len(s) || q.Subject > q.Start || q.Value == "" {
				t.Fatalf("%q: %+v", s, q)
			}
			last = q.End
		}
	})
}
