package gongwen

import (
	"fmt"
	"strings"
	"testing"
)

func TestReadDuty(t *testing.T) {
	for _, c := range []struct {
		note       string
		firstLeads bool
		want       string
	}{
		{"责任单位：各区、县〔市〕政府，市教育局", false, "责任 各区、县〔市〕政府;责任 市教育局"},
		{"责任单位：市教育局、市人力社保局，各县（市、区）人民政府", false, "责任 市教育局;责任 市人力社保局;责任 各县（市、区）人民政府"},
		{"责任单位：各乡镇、街道，县公安局", false, "责任 各乡镇、街道;责任 县公安局"},
		{"牵头单位：市发展改革委；责任单位：市财政局、市水利局", false, "牵头 市发展改革委;配合 市财政局;配合 市水利局"},
		{"牵头单位：市民政局；配合单位：市妇联", false, "牵头 市民政局;配合 市妇联"},
		{"市民政局牵头，市财政局、市文化和旅游局配合", false, "牵头 市民政局;配合 市财政局;配合 市文化和旅游局"},
		{"市民政局牵头，各区及市有关部门按职责分工负责", false, "牵头 市民政局;配合 各区;配合 市有关部门"},
		{"工业和信息化部、文化和旅游部等按职责分工负责", false, "责任 工业和信息化部;责任 文化和旅游部"},
		{"商务部、海关总署等国务院相关部门及各地区按职责分工负责", false, "责任 商务部;责任 海关总署;责任 国务院相关部门;责任 各地区"},
		{"财政部会同有关部门负责", false, "牵头 财政部;配合 有关部门"},
		{"省卫生健康委和省医保局负责", false, "责任 省卫生健康委;责任 省医保局"},
		{"甲部、乙部等负责。列第一位者为牵头单位，下同", true, "牵头 甲部;配合 乙部"},
		{"甲部、乙部负责", true, "牵头 甲部;配合 乙部"},
		{"甲部、乙部牵头负责", true, "牵头 甲部;牵头 乙部"},
		{"甲部指导，试点城市政府负责落实。以下不再列出", false, "指导 甲部;责任 试点城市政府"},
	} {
		var got []string
		for _, d := range readDuty(c.note, c.firstLeads) {
			got = append(got, fmt.Sprintf("%s %s", d.Role, d.Unit))
		}
		if g := strings.Join(got, ";"); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.note, g, c.want)
		}
	}
}

func TestDutyNotes(t *testing.T) {
	for text, want := range map[string]int{
		"配置率达到100%。责任单位：市住建局、市水利局。":             1,
		"建成15处。牵头单位：市住建局；配合单位：各区政府":             1,
		"植树100万株。牵头单位：甲局 配合单位：乙局 完成时限：2024年6月。": 1,
		"整治河道。（牵头单位：市住建局；配合单位：市水利局）":            1,
		"加强监督，责任单位：市纪委":                         0,
		"明确责任单位：谁主管谁负责。":                        0,
		"加强建设。（市教育局负责）":                         1,
		"加强建设。（责任单位：市教育局，各县（市、区）政府）":            1,
		"甲。（甲局负责）乙。（乙局负责）":                      2,
		"甲。\n责任单位：甲局、乙局":                        1,
		"县（市、区）要落实责任（不再另行组织实施）。":                0,
		"实行新机制（企业直接申报，不需转报）。":                   0,
		"（甲局负责": 0,
	} {
		if got := len(dutyNotes(text)); got != want {
			t.Errorf("%q: %d notes, want %d", text, got, want)
		}
	}
}

func TestHeadings(t *testing.T) {
	for _, c := range []struct {
		text, no, title string
		level           level
		chapter         bool
	}{
		{"三、工作举措", "三、", "工作举措", chapterLevel, true},
		{"三、对成效明显的地方，优先支持试点，推动改革创新，降低成本，优化环境，加强事中事后监管和综合执法，并安排资金。", "三、", "", chapterLevel, false},
		{"第二章 组织机构", "第二章", "", chapterLevel, true},
		{"第十六条 本办法自印发之日起施行。", "第十六条", "", clauseLevel, false},
		{"（十六）加强领导。各县要", "（十六）", "加强领导", clauseLevel, false},
		{"(三)目标任务：到2025年", "(三)", "目标任务", clauseLevel, false},
		{"12.简化管理。允许", "12.", "简化管理", itemLevel, false},
		{"1.2亿千瓦", "", "", noLevel, false},
		{"（1）建好总馆", "", "", noLevel, false},
		{"十五岁以下", "", "", noLevel, false},
	} {
		h, ok := headingOf(c.text)
		if ok != (c.level != noLevel) || h.no != c.no || h.level != c.level {
			t.Errorf("%s: got %+v", c.text, h)
			continue
		}
		if ok && (h.title() != c.title && !h.isChapter() || h.isChapter() != c.chapter) {
			t.Errorf("%s: title %q, chapter %v", c.text, h.title(), h.isChapter())
		}
	}
}
