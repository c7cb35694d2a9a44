package gongwen_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
)

// nodes lists the cells of schedules with their terms.
func nodes(p *knowledge.Plan) string {
	var s []string
	for _, c := range p.Cells() {
		if c.Text != "" {
			due := c.Due
			if due == "" {
				due = fmt.Sprint(c.Year)
			}
			s = append(s, fmt.Sprintf("%s %s %s %s", c.Project, due, c.Unit, c.Text))
		}
	}
	return strings.Join(s, "\n")
}

// printed lists the tables as they are kept.
func printed(p *knowledge.Plan) string {
	var s []string
	for _, t := range p.Tables {
		var head []string
		for i := range t.Head {
			head = append(head, t.Heading(i))
		}
		s = append(s, strings.Join([]string{t.Place, string(t.Kind), t.Measure, strings.Join(head, " ")}, "|"))
		for _, r := range t.Rows {
			line := strings.Join(r.Cells, "|")
			if r.Total {
				line += " total"
			}
			s = append(s, line)
		}
		s = append(s, t.Notes...)
	}
	return strings.Join(s, "\n")
}

// checkTables holds tables to their form: rows are as wide as the head, begin in the
// source, and hold no word that it has not.
func checkTables(t *testing.T, p *knowledge.Plan) {
	t.Helper()
	source := squeeze(p.Source)
	for _, k := range p.Tables {
		last := k.Start
		for _, r := range k.Rows {
			if len(k.Head) > 0 && len(r.Cells) != len(k.Head) {
				t.Errorf("a row of %d cells under %d headings: %q", len(r.Cells), len(k.Head), r.Cells)
			}
			if r.Start < last || r.Start >= len(p.Source) {
				t.Errorf("a row begins at %d, below one at %d of %d", r.Start, last, len(p.Source))
			}
			last = r.Start
			for _, c := range r.Cells {
				if strings.Contains(c, "\n") || len(r.Cells) < 5 && len(source) < 5000 && !strings.Contains(source, head(squeeze(c), 6)) {
					t.Errorf("cell %q is not in the source", c)
				}
			}
		}
	}
}

// head gives the first n runes of s.
func head(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

var tableKinds = map[string]struct{ text, nodes, tables, rows string }{
	"names without a suffix": {
		text:   "附件\n扩招计划表\n市（州）\t2023年\t2024年\n甲阳\t120\t140\n乙山\t135\t\n总计\t255\t140\n",
		nodes:  "扩招计划表 2023 甲阳 120\n扩招计划表 2024 甲阳 140\n扩招计划表 2023 乙山 135\n扩招计划表 2023 全县 255\n扩招计划表 2024 全县 140",
		tables: "附件|schedule||市（州） 2023年 2024年\n甲阳|120|140\n乙山|135|\n总计|255|140 total",
	},
	"years in Chinese numerals, wide digits and two digits": {
		text:  "附件\n建设计划\n学校\t二〇二四年\t２０２５年\n东河中学\t1栋\t2栋\n西河中学\t\t1栋\n附件2\n改造计划\n园区\t24年\t25年\n东园\t3\t4\n西园\t5\t6\n",
		nodes: "建设计划 2024 东河中学 1栋\n建设计划 2025 东河中学 2栋\n建设计划 2025 西河中学 1栋\n改造计划 2024 东园 3\n改造计划 2025 东园 4\n改造计划 2024 西园 5\n改造计划 2025 西园 6",
	},
	"quarters of a year beside the unit that answers": {
		text:  "附件\n2025年重点工作分解表\n序号\t项目名称\t一季度\t二季度\t三季度\t四季度\t责任单位\n1\t滨河公园\t完成招标\t开工\t\t竣工\t县城管局、县住建局\n",
		nodes: "滨河公园 2025-03-31 县城管局、县住建局 完成招标\n滨河公园 2025-06-30 县城管局、县住建局 开工\n滨河公园 2025-12-31 县城管局、县住建局 竣工",
		rows:  "附件/1  责任:县城管局 责任:县住建局",
	},
	"halves of two years, in two rows of headings that are printed once": {
		text:   "附件\n任务表\n园区\t2024年\t\t2025年\t\n\t上半年\t下半年\t上半年\t下半年\n东园\t1\t2\t3\t4\n西园\t5\t\t7\t8\n",
		nodes:  "任务表 2024-06-30 东园 1\n任务表 2024-12-31 东园 2\n任务表 2025-06-30 东园 3\n任务表 2025-12-31 东园 4\n任务表 2024-06-30 西园 5\n任务表 2025-06-30 西园 7\n任务表 2025-12-31 西园 8",
		tables: "附件|schedule||园区 2024年/上半年 2024年/下半年 2025年/上半年 2025年/下半年\n东园|1|2|3|4\n西园|5||7|8",
	},
	"the year in the caption, a unit of measure, a total and notes": {
		text:   "附件1\n2022年棚改任务分解表\n单位：套\n序号\t镇\t目标任务\t\t备注\n\t\t新开工\t基本建成\t\n1\t东河镇\t120\t80\t\n2\t西河镇\t60\t\t含结转\n\t合计\t180\t80\t\n注：新开工含货币化安置。\n",
		nodes:  "新开工 2022 东河镇 120\n基本建成 2022 东河镇 80\n新开工 2022 西河镇 60\n新开工 2022 全县 180\n基本建成 2022 全县 80",
		tables: "附件1|schedule|套|序号 镇 目标任务/新开工 目标任务/基本建成 备注\n1|东河镇|120|80|\n2|西河镇|60||含结转\n|合计|180|80| total\n注：新开工含货币化安置。",
	},
	"a table that goes on with its head on the next page, in the middle of a row": {
		text:   "附件\n任务表\n序号\t任务\t责任单位\n1\t建设滨河公园，完善配套设施\t县城管局、县住建局\n（续表）\n序号\t任务\t责任单位\n\t和停车场地\t\n2\t建设图书馆\t县文旅局\n合计\t2项\t\n",
		rows:   "附件/1  责任:县城管局 责任:县住建局\n附件/2  责任:县文旅局",
		tables: "附件|tasks||序号 任务 责任单位\n1|建设滨河公园，完善配套设施和停车场地|县城管局、县住建局\n2|建设图书馆|县文旅局\n合计|2项| total",
	},
	"marks of formulas without a value": {
		text:  "附件\n任务表\n镇\t2024年\t2025年\n东河镇\t1\t#REF!\n西河镇\t#N/A\t2\n",
		nodes: "任务表 2024 东河镇 1\n任务表 2025 西河镇 2",
	},
	"an inner office is no unit": {
		text: "附件\n分工表\n序号\t工作事项\t牵头单位\t配合单位\t县卫健局内牵头科室\n1\t扩大供给\t县卫健局\t县医保局\t基层科\n",
		rows: "附件/1  牵头:县卫健局 配合:县医保局",
	},
	"a table of which only the form is known": {
		text:   "附件\n检测机构名单\n机构\t代码\t等级\n甲检测\tA01\t一级\n乙检测\tB02\t二级\n",
		rows:   "附件 检测机构名单",
		tables: "附件|other||机构 代码 等级\n甲检测|A01|一级\n乙检测|B02|二级",
	},
	"a list of projects": {
		text:   "附件\n重大项目表\n序号\t项目名称\t建设地点\t总投资（万元）\n1\t环城路\t城东\t35000\n2\t大桥\t城西\t12000\n",
		rows:   "附件 重大项目表",
		tables: "附件|projects||序号 项目名称 建设地点 总投资（万元）\n1|环城路|城东|35000\n2|大桥|城西|12000",
	},
	"a cell a line, blank cells as blank lines": {
		text:  "附件\n任务表\n县区\n2024年\n2025年\n合计\n东河\n3\n\n3\n西河\n\n4\n4\n合计\n3\n4\n7\n",
		nodes: "任务表 2024 东河 3\n任务表 2025 西河 4\n任务表 2024 全县 3\n任务表 2025 全县 4",
	},
}

func TestTableKinds(t *testing.T) {
	for name, c := range tableKinds {
		t.Run(name, func(t *testing.T) {
			p, err := gongwen.Parse(tableHeadText + c.text)
			if err != nil {
				t.Fatal(err)
			}
			checkPlan(t, p)
			want(t, "nodes", nodes(p), c.nodes)
			want(t, "rows", tableRows(p), c.rows)
			if c.tables != "" {
				want(t, "tables", printed(p), c.tables)
			}
		})
	}
}

// TestTableBeforeText: a table above the first numbered line is read, and what is
// numbered under it are its notes.
func TestTableBeforeText(t *testing.T) {
	p, err := gongwen.Parse("白河县2025年重点任务清单\n序号\t工作任务\t责任单位\t完成时限\n1\t建成冷库\t县农业农村局\t6月底前\n注：\n1．以年报为准。\n2．可以调整。\n")
	if err != nil {
		t.Fatal(err)
	}
	want(t, "rows", tableRows(p), "表/1  责任:县农业农村局 2025-06-30")
	want(t, "tables", printed(p), "|tasks||序号 工作任务 责任单位 完成时限\n1|建成冷库|县农业农村局|6月底前\n注：\n1．以年报为准。\n2．可以调整。")
}

// TestContentsAreNoTable: a table of contents with its page numbers in cells.
func TestContentsAreNoTable(t *testing.T) {
	p, err := gongwen.Parse(tableHeadText + "一、总体要求\t1\n二、主要任务\t3\n三、保障措施\t9\n")
	if err != nil {
		t.Fatal(err)
	}
	want(t, "tables", printed(p), "")
}
