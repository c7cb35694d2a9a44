package gongwen_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
)

func outline(p *knowledge.Plan) string {
	var s []string
	for _, c := range p.Chapters {
		s = append(s, c.Name())
	}
	for _, c := range p.Clauses {
		s = append(s, c.Ref+" "+c.Title)
	}
	return strings.Join(s, "\n")
}

func targets(p *knowledge.Plan) string {
	var s []string
	for _, g := range p.Targets {
		s = append(s, fmt.Sprintf("%s %s%s%s%s %s", g.Clause, g.Indicator, g.Comparator, g.Value, g.Measure, g.Due))
	}
	return strings.Join(s, "\n")
}

func want(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got\n%s\nwant\n%s", what, got, want)
	}
}

// A notice with a plan of its own, numbers that begin again, items, two tables.
func TestNotice(t *testing.T) {
	p := read(t, "notice.txt")
	want(t, "title", p.Title, "某市公共图书馆服务提升三年方案（2023—2025年）")
	want(t, "dates", p.SignedOn+" "+p.IssuedOn, "2022-12-05 2022-12-08")
	want(t, "number", p.DocNo, "某政发〔2022〕8号")
	want(t, "preamble", p.Preamble.Text, "为提升全市公共图书馆服务水平，结合实际，制定本方案。")
	want(t, "closing", p.Closing.Text, "各地各部门每年12月底前报送进展情况。")
	want(t, "outline", outline(p), `一、总体目标
二、重点任务
三、保障措施
二、/（一） 完善设施网络
1. 建好总馆
2. 建好分馆
二、/（二） 丰富服务内容
三、/（一） 加强领导
三、/（二） 落实经费`)
	want(t, "parent", p.Clauses[2].Parent, "二、/（一）")
	want(t, "targets", targets(p), `一、 全市人均藏书量>=1.2册 2025
一、 分馆覆盖率>=90% 2025
二、/（一） 县级总馆=6个 2023-06-30
二、/（一） 乡镇分馆>=20个 2023-06-30
二、/（一） 改造面积~3万平方米 `+`
2. 分馆开放时间>=56小时 `+`
二、/（二） 覆盖行政村all所有 2024-12-31
二、/（二） 活动参与率>=30% 2024-12-31
二、/（二） 读者满意率>=95% 2024-12-31
二、/（二） 投诉办结时间<=5个工作日 `)
	var cells []string
	for _, c := range p.Cells() {
		cells = append(cells, fmt.Sprint(c.Project, c.Year, c.Unit, c.Text))
	}
	want(t, "cells", strings.Join(cells, " "), "任务安排表2023甲县新建2个 任务安排表2023乙区新建1个 任务安排表2023全市3个 "+
		"任务安排表2024甲县 任务安排表2024乙区新建2个 任务安排表2024全市2个 "+
		"培训馆员2023甲县50人 培训馆员2024甲县 培训馆员2023乙区 培训馆员2024乙区60人")
}

// A whole document on one line.
func TestOneLine(t *testing.T) {
	p := read(t, "oneline.txt")
	want(t, "title", p.Title, "某省人民政府办公厅关于加快社区食堂建设的实施意见")
	want(t, "front", p.DocNo+" "+p.Issuer+" "+p.SignedOn+" "+p.Recipients, "某政办发〔2023〕15号 某省人民政府办公厅 2023-03-01 各市、县人民政府，省政府各部门")
	want(t, "outline", outline(p), "一、总体要求\n二、建设任务\n三、组织实施\n（一） 扩大供给\n（二） 提升质量\n（三） 强化督导")
	want(t, "chapter's text", p.Chapters[0].Body.Text, "以方便群众就餐为目标，坚持自愿原则。到2026年，社区食堂数量力争超过1.5万家。")
	want(t, "targets", targets(p), "一、 社区食堂数量>1.5万家 2026")
	want(t, "closing", p.Closing.Text, "各市每季度报送情况。")
}

// A break joins running text only; a character that may repeat by right stays.
func TestBreaks(t *testing.T) {
	p := read(t, "broken.txt")
	for ref, words := range map[string]string{
		"（一）": "做好安全防护和交通建设设施维护工作。",
		"（二）": "做到事事有人管、人人有责任，",
		"（三）": "完善考核办法办法，确保责任到人。",
		"（四）": "（四）及时总结\n各乡镇要总结经验，及时上报。",
	} {
		c, ok := p.Clause(ref)
		if !ok || !strings.Contains(c.Text, words) {
			t.Errorf("%s does not read %q: %q", ref, words, c.Text)
		}
	}
	var kinds []string
	for _, r := range p.Repairs {
		kinds = append(kinds, r.Kind)
	}
	want(t, "repairs", strings.Join(kinds, " "), "page-break page-break doubled-character")
	kinds = nil
	for _, d := range p.Doubts {
		kinds = append(kinds, d.Kind+" "+d.Quote)
	}
	want(t, "doubts", strings.Join(kinds, "\n"), "repetition 交通建设设施维护\nrepetition 人管、人人有责任")
}

// TestCounty: half-width brackets and hyphens, items without a heading's full stop,
// labels behind a sentence, a leader's name before the units, a term inside the note.
func TestCounty(t *testing.T) {
	p := read(t, "county.txt")
	want(t, "head", p.Title+" "+p.DocNo+" "+p.SignedOn, "白河县乡村振兴三年行动方案（2023-2025年） 白政办发[2023]5号 2023-03-01")
	var duties []string
	for _, c := range p.Clauses {
		for _, d := range c.Duties {
			duties = append(duties, c.Ref+" "+string(d.Role)+" "+d.Unit)
		}
	}
	want(t, "duties", strings.Join(duties, "\n"), `1. 牵头 县农业农村局
1. 配合 县财政局
1. 配合 各乡〔镇〕人民政府
2. 牵头 县市场监管局
2. 配合 县农业农村局
(二) 责任 市生态环境局白河分局
(二) 责任 县水利局
(二) 责任 相关部门
(二) 责任 各乡（镇）人民政府
（三） 责任 县交通运输局
（三） 责任 县财政局`)
	want(t, "targets", targets(p), `一、 全县农村居民人均可支配收入>2.8万元 2025-12-31
一、 年均增长~8% 2025-12-31
一、 粮食总产量>=35万吨 2025-12-31
一、 农村自来水普及率>=98% 2025-12-31
一、 卫生厕所普及率>=95% 2025-12-31
一、 城乡居民收入比<=1.8 2025-12-31
一、 市级以上龙头企业range10-12家 2025-12-31
一、 地区生产总值=翻一番 2025-12-31
1. 高标准农田=20万亩 `+`
1. 高标准农田=8万亩 2023
1. 高标准农田=6万亩 2024
1. 高标准农田=6万亩 2025
2. 每年新增“两品一标”农产品>=5个 `+`
(二) 黑臭水体整治=3条 2024-06-30
（三） 新改建农村公路=60公里 2025-11-30
（三） 路灯=1500盏 2025-11-30
（三） 自然村通硬化路率=100% 2025-11-30`)
}

// TestBareUnits: units alone in brackets at the end, a term or 等有关部门 behind them, a
// slash between them, and a label with 为.
func TestBareUnits(t *testing.T) {
	p := read(t, "business.txt")
	var duties []string
	for _, c := range p.Clauses {
		for _, d := range c.Duties {
			duties = append(duties, c.Ref+" "+string(d.Role)+" "+d.Unit)
		}
	}
	want(t, "duties", strings.Join(duties, "\n"), `（一） 责任 县政务服务局
（一） 责任 县行政审批局
（一） 责任 各乡镇
（二） 责任 县税务局
（二） 责任 县市场监管局
（二） 责任 有关部门
（三） 责任 县金融办
（三） 责任 人民银行白河县支行
（五） 责任 县市场监管局
（五） 配合 县司法局
（五） 配合 县财政局
（六） 责任 县营商环境局
（七） 责任 县司法局
（七） 责任 县营商环境局`)
	want(t, "targets", targets(p), `（一） 审批时限压缩>=50% 2023-12-31
（一） “一网通办”率>=100% 2023-12-31
（二） 市场主体=2000户 2024-06-30
（三） 闲置土地（含低效用地）=500亩 `+`
（三） 为企业融资>=3亿元 `+`
（四） 数据共享率>=95% 2025-12-31
（七） 规范性文件=36件 `)
}

// TestPageMarks: page numbers that were copied along are no text, and a sentence goes on
// behind them.
func TestPageMarks(t *testing.T) {
	p, err := gongwen.Parse("青河市文化发展规划\n第一章 总体要求\n第一节 指导思想\n坚持以人民为中心，推动公共文化服务高\n— 4 —\n质量发展，不断提升水平。\n- 5 -\n第二节 主要目标\n到2025年，文化站建成率达到100%。\n第6页 共9页\n第三节 保障措施\n健全机制。\n")
	if err != nil {
		t.Fatal(err)
	}
	checkPlan(t, p)
	want(t, "text", p.Clauses[0].Text, "第一节 指导思想\n坚持以人民为中心，推动公共文化服务高质量发展，不断提升水平。")
	want(t, "outline", outline(p), "第一章总体要求\n第一节 指导思想\n第二节 主要目标\n第三节 保障措施")
	for _, d := range p.Doubts {
		t.Errorf("doubt: %s", d.Reason)
	}
}
