package ocr

import (
	"strings"
	"testing"
	"unicode"
)

func TestPrinted(t *testing.T) {
	for found, want := range map[string]string{
		"绍 政 办 发 [2021] 2 号":            "绍政办发〔2021〕2号",
		"行动 计划 (2021 一 2025 年 )":        "行动计划（2021—2025年）",
		"行动 计划 (2021-一2025 年 )":         "行动计划（2021-—2025年）",
		"各 区 、 县 〈 市 ) 要 根据":            "各区、县（市）要根据",
		"(责任 单位 : 各 区 、 县 【市 ] 政府 ， 市)": "（责任单位：各区、县（市）政府，市）",
		"各 区 、 县 [市] 政府":                "各区、县〔市〕政府",
		"小 于 0.35、 初 中 小 于 0.3; 城乡":     "小于0.35、初中小于0.3；城乡",
		"投资 12,000 万元 , 8:30 起":         "投资12,000万元，8:30起",
		"XLSX file 和 Word":              "XLSX file和Word",
		"《关于 推进 的 意见 》":                 "《关于推进的意见》",
		"关于《方案(2021一2025年》":             "关于《方案（2021—2025年》",
		"一 、 总 体 要 求":                   "一、总体要求",
		"":                              "",
		"4 一 6 个 示 范 性 (x)":             "4—6个示范性（x）",
		"create (a) and [b]":            "create(a)and[b]",
		"〈 七 ) 弥补 学 前 教育 普 惠 短 板 。 推 进": "（七）弥补学前教育普惠短板。推进",
	} {
		if got := Printed(found); got != want {
			t.Errorf("Printed(%q) = %q, want %q", found, got, want)
		}
	}
}

// FuzzPrinted: words and numbers stay, in their order.
func FuzzPrinted(f *testing.F) {
	f.Add("绍 政 办 发 [2021] 2 号 (一〉, 4 一 6 个")
	f.Add("( [ 〈 市 ) 】")
	f.Fuzz(func(t *testing.T, s string) {
		got := Printed(s)
		kept := func(s string) string {
			return strings.Map(func(r rune) rune {
				if (unicode.IsLetter(r) || unicode.IsDigit(r)) && r != '一' {
					return r
				}
				return -1
			}, s)
		}
		if kept(got) != kept(s) {
			t.Errorf("%q lost words: %q", s, got)
		}
	})
}
