package knowledge_test

import (
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

const comparedText = `南溪市人民政府办公室关于印发南溪市治水行动计划的通知
南政办发〔2022〕3号
南溪市治水行动计划
为改善水环境，制定本计划。
一、总体要求
水质持续向好。到2025年全面达标。
二、重点任务
（一）管网改造。2024年底前改造管网120公里。（责任单位：市住建局）
（二）河道整治。整治河道30公里。（责任单位：市水利局）
（三）宣传发动。加强宣传，形成合力。
附件：南溪市治水年度任务
项目	年度	东溪区	南溪区
零直排区	2023	建成1个	建成2个
	2024	建成1个	
`

func TestCompare(t *testing.T) {
	old := parsed(t, comparedText)
	for name, c := range map[string]struct{ from, to, want string }{
		"nothing":        {"", "", ""},
		"white space":    {"加强宣传", "加强 宣传", ""},
		"a figure":       {"管网120公里", "管网150公里", "第（一）条“管网改造”|2024年底前改造管网120公里。|2024年底前改造管网150公里。"},
		"its units":      {"市水利局", "市水务局", "第（二）条“河道整治”|（责任单位：市水利局）|（责任单位：市水务局）"},
		"a chapter":      {"到2025年全面", "到2024年全面", "一、“总体要求”|到2025年全面达标。|到2024年全面达标。"},
		"the preamble":   {"为改善", "为持续改善", "引言|为改善水环境，制定本计划。|为持续改善水环境，制定本计划。"},
		"the number":     {"〔2022〕3号", "〔2023〕9号", "文号|南政办发〔2022〕3号|南政办发〔2023〕9号"},
		"a cell":         {"建成2个", "建成3个", "附件“零直排区”2023年南溪区|建成2个|建成3个"},
		"a cell gone":    {"	建成2个", "	", "附件“零直排区”2023年南溪区|建成2个|"},
		"a cell new":     {"	2024	建成1个	", "	2024	建成1个	建成5个", "附件“零直排区”2024年南溪区||建成5个"},
		"a clause gone":  {"（三）宣传发动。加强宣传，形成合力。\n", "", "第（三）条“宣传发动”|（三）宣传发动。加强宣传，形成合力。|"},
		"a clause moved": {"（二）河道整治", "（四）河道整治", "序号|第（二）条“河道整治”|第（四）条“河道整治”"},
		"a clause put in": {"（二）河道整治。整治河道30公里。（责任单位：市水利局）\n（三）宣传", "（二）源头管控。查清源头。\n（三）河道整治。整治河道30公里。（责任单位：市水利局）\n（四）宣传",
			"第（二）条“源头管控”||（二）源头管控。查清源头。\n序号|第（二）条“河道整治”|第（三）条“河道整治”\n序号|第（三）条“宣传发动”|第（四）条“宣传发动”"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := comparedText
			if c.from != "" {
				if changed = strings.Replace(comparedText, c.from, c.to, 1); changed == comparedText {
					t.Fatal("nothing is changed")
				}
			}
			var got []string
			for _, d := range knowledge.Compare(old, parsed(t, changed)) {
				got = append(got, d.Place.String()+"|"+d.Old+"|"+d.New)
			}
			if s := strings.Join(got, "\n"); s != c.want {
				t.Errorf("got\n%s\nwant\n%s", s, c.want)
			}
		})
	}
}

// TestCompareSeed: one word that is taken out of the text is one difference, wherever.
func TestCompareSeed(t *testing.T) {
	text := seed.Text()
	old := parsed(t, text)
	for _, word := range []string{"双师型教师比例达到93%", "通过评估验收", "市人力社保局", "千校结好"} {
		i := strings.LastIndex(text, word)
		changes := knowledge.Compare(old, parsed(t, text[:i]+"某某"+text[i+len(word):]))
		if len(changes) != 1 || !strings.Contains(changes[0].Old, word) || strings.Contains(changes[0].New, word) {
			t.Errorf("%s: %+v", word, changes)
		}
	}
}

func parsed(t *testing.T, text string) *knowledge.Plan {
	t.Helper()
	p, err := gongwen.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
