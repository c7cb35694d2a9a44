package gongwen_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
)

// tableRows lists the provisions that tables make, with their units and terms.
func tableRows(p *knowledge.Plan) string {
	var s []string
	for _, c := range p.Clauses {
		if !c.Row {
			continue
		}
		line := c.Ref + " " + c.Title
		for _, d := range c.Duties {
			line += " " + string(d.Role) + ":" + d.Unit
		}
		s = append(s, strings.TrimRight(line+" "+c.Due, " "))
	}
	return strings.Join(s, "\n")
}

func milestones(p *knowledge.Plan) string {
	var s []string
	for _, c := range p.Cells() {
		if c.Text != "" {
			s = append(s, fmt.Sprintf("%s %d %s %s", c.Project, c.Year, c.Unit, c.Text))
		}
	}
	return strings.Join(s, "\n")
}

const tableHeadText = "白河县水利局关于印发白河县治水工作方案的通知\n白水〔2022〕3号\n白河县治水工作方案\n为做好治水工作，制定本方案。\n一、工作目标\n水质持续向好。\n"

var tableTexts = map[string]struct{ text, rows, targets, milestones string }{
	"tasks with a number, a leader and helpers": {
		text: "附件：治水任务清单\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n" +
			"1\t疏浚河道30公里\t县水利局\t县财政局、各镇政府\t2023年6月底前\n" +
			"2\t建立河长制\t县委组织部\t\t长期坚持\n",
		rows:    "附件/1  牵头:县水利局 配合:县财政局 配合:各镇政府 2023-06-30\n附件/2  牵头:县委组织部",
		targets: "附件/1 河道=30公里 2023-06-30",
	},
	"a cell that points to the one above it, and a leader in brackets": {
		text: "附件：治水任务清单\n序号\t工作任务\t责任单位\t完成时限\n" +
			"1\t疏浚河道\t县水利局（牵头）、各镇政府\t2023年6月底前\n2\t清理垃圾\t同上\t同上\n",
		rows: "附件/1  牵头:县水利局 配合:各镇政府 2023-06-30\n附件/2  牵头:县水利局 配合:各镇政府 2023-06-30",
	},
	"amounts do not reach from one cell into the next": {
		text: "附件：治水项目清单\n项目\t投资（万元）\t建设年限\t2023年目标\t责任主体\n" +
			"东河治理\t12,500\t2022-2024\t3,000\t市水务公司\n新建西河闸2座\t800\t2023年\t600\t市水务公司\n",
		rows:    "附件/1  责任:市水务公司 2024\n附件/2  责任:市水务公司 2023",
		targets: "附件/1 东河治理=3,000 2023\n附件/2 新建西河闸2座=600 2023\n附件/2 西河闸=2座 2023",
	},
	"where things stood, and terms of the plan's own year": {
		text:    "附件：指标表\n指标\t单位\t2021年（现状）\t2023年\n水质达标率\t%\t80\t90\n",
		rows:    "附件 指标表",
		targets: "附件 水质达标率=90% 2023",
	},
	"projects between the years and the units": {
		text:       "附件：治水年度计划表\n年度\t任务\t东岭乡\t西河镇\t合计\n2023年\t新建\t12\t8\t20\n\t改造\t5\t/\t5\n2024年\t新建\t7\t6\t13\n",
		milestones: "新建 2023 东岭乡 12\n新建 2023 西河镇 8\n新建 2023 全县 20\n改造 2023 东岭乡 5\n改造 2023 全县 5\n新建 2024 东岭乡 7\n新建 2024 西河镇 6\n新建 2024 全县 13",
	},
	"groups of tasks, and cells that reach over two rows": {
		text: "附件2\n治水任务清单\n任务\t主要内容\t责任单位\t完成时间\n一、健全制度\n" +
			"清单制度\t公布清单，项目不少于20项\t县水利局、县财政局\t2022年底前\n" +
			"\t清单每年更新\t各镇人民政府\t长期坚持\n二、改善水质\n" +
			"污水处理\t新建管网12公里\t县住建局牵头，县水利局配合\t2023年10月底前\n",
		rows:    "附件2/1 清单制度 责任:县水利局 责任:县财政局 2022-12-31\n附件2/2 清单制度 责任:各镇人民政府\n附件2/3 污水处理 牵头:县住建局 配合:县水利局 2023-10-31",
		targets: "附件2/1 项目>=20项 2022-12-31\n附件2/3 管网=12公里 2023-10-31",
	},
	"a list of one year's tasks, with groups, persons and parts of the year": {
		text: "附件：白河县2024年治水任务分解表\n序号\t重点任务\t工作目标\t责任领导\t牵头单位\t配合单位\t完成时限\n一、稳增长\n" +
			"1\t项目建设\t开工项目20个\t张某某\t县发改局\t县直各相关单位\t全年\n\t\t一季度开工率达到60%以上\t张某某\t县发改局\t\t3月底前\n" +
			"二、惠民生\n2\t农业生产\t播种15万亩\t周某某\t县农业农村局\t各乡镇（街道）\t上半年\n3\t督查\t开展督查\t钱某某\t县委办 县府办\t\t每季度\n",
		rows: "附件/1/1 项目建设 牵头:县发改局 配合:县直各相关单位 2024\n附件/1/2 项目建设 牵头:县发改局 配合:县直各相关单位 2024-03-31\n" +
			"附件/2 农业生产 牵头:县农业农村局 配合:各乡镇（街道） 2024-06-30\n附件/3 督查 牵头:县委办 牵头:县府办",
		targets: "附件/1/1 开工项目=20个 2024\n附件/1/2 一季度开工率>=60% 2024-03-31\n附件/2 播种=15万亩 2024-06-30",
	},
	"a group of one row whose last cells are missing": {
		text:    "附件：任务表\n序号\t任务\t牵头单位\t配合单位\t完成时限\t备注\n一、出行\n1\t新建公路120公里\t县交通局\t\t2024年底前\t\n\n二、教育\n\n2\t新增学位1500个\t县教育局\t县住建局\t2024年8月\n",
		rows:    "附件/1  牵头:县交通局 2024-12-31\n附件/2  牵头:县教育局 配合:县住建局 2024-08-31",
		targets: "附件/1 公路=120公里 2024-12-31\n附件/2 学位=1500个 2024-08-31",
	},
	"indicators with goals of two years": {
		text:    "专栏1 主要指标\n指标\t单位\t2020年\t2022年\t2025年\t属性\n优良水体比例\t%\t80\t85\t≥90\t约束性\n新增绿地\t公顷\t—\t10\t30左右\t预期性\n",
		rows:    "专栏1 主要指标",
		targets: "专栏1 优良水体比例=85% 2022\n专栏1 优良水体比例>=90% 2025\n专栏1 新增绿地=10公顷 2022\n专栏1 新增绿地~30公顷 2025",
	},
	"every cell on a line of its own": {
		text:    "附件1\n治水任务清单\n序号\n工作任务\n牵头单位\n完成时限\n1\n疏浚河道30公里\n县水利局\n2023年6月底前\n2\n新建管网12公里\n县住建局\n2023年底前\n3\n改造泵站5座\n县水利局\n2024年底前\n",
		rows:    "附件1/1  牵头:县水利局 2023-06-30\n附件1/2  牵头:县住建局 2023-12-31\n附件1/3  牵头:县水利局 2024-12-31",
		targets: "附件1/1 河道=30公里 2023-06-30\n附件1/2 管网=12公里 2023-12-31\n附件1/3 泵站=5座 2024-12-31",
	},
	"units down, years across": {
		text:       "附件：治水年度任务\n镇\t2022年\t2023年\n东河镇\t建成2个\t建成3个\n西河镇\t\t建成1个\n",
		milestones: "治水年度任务 2022 东河镇 建成2个\n治水年度任务 2023 东河镇 建成3个\n治水年度任务 2023 西河镇 建成1个",
	},
	"projects and years down, units across, a merged project": {
		text:       "附件：治水年度任务\n项目\t年度\t东河镇\t西河镇\n美丽河湖\t2022\t1条\t\n\t2023\t2条\t1条\n",
		milestones: "美丽河湖 2022 东河镇 1条\n美丽河湖 2023 东河镇 2条\n美丽河湖 2023 西河镇 1条",
	},
}

func TestTables(t *testing.T) {
	for name, c := range tableTexts {
		t.Run(name, func(t *testing.T) {
			p, err := gongwen.Parse(tableHeadText + c.text)
			if err != nil {
				t.Fatal(err)
			}
			checkPlan(t, p)
			want(t, "rows", tableRows(p), c.rows)
			want(t, "targets", targets(p), c.targets)
			want(t, "milestones", milestones(p), c.milestones)
		})
	}
}

// TestAnnexList: a list of annexes above the signature is no provision, and the plan
// may stand in the first of them.
func TestAnnexList(t *testing.T) {
	p, err := gongwen.Parse(`白河县人民政府办公室关于印发白河县养老服务实施方案和任务清单的通知
白政办〔2023〕12号
各镇人民政府，县直各部门：
现将有关文件印发给你们，请认真贯彻落实。
附件：1.白河县养老服务实施方案
      2.白河县养老服务任务清单
白河县人民政府办公室
2023年3月20日
附件1
白河县养老服务实施方案
为加强养老服务，制定本方案。
一、工作目标
到2025年，护理型床位占比不低于58%。
二、主要任务
（一）建好设施。每个镇至少有1个养老服务中心。（责任单位：县民政局）
附件2
白河县养老服务任务清单
任务	责任单位	完成时间
建设助餐点60个	县民政局、县商务局	2024年底前
`)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "title", p.Title, "白河县养老服务实施方案")
	want(t, "annexes", strings.Join(p.Annexes, " "), "白河县养老服务实施方案 白河县养老服务任务清单")
	want(t, "outline", outline(p), "一、工作目标\n二、主要任务\n（一） 建好设施\n附件2/1 ")
	want(t, "rows", tableRows(p), "附件2/1  责任:县民政局 责任:县商务局 2024-12-31")
	want(t, "targets", targets(p), "一、 护理型床位占比>=58% 2025\n附件2/1 助餐点=60个 2024-12-31")
	asked := ""
	for _, d := range p.Doubts {
		asked += d.Kind + " " + d.Place + " " + d.Quote + "\n"
	}
	want(t, "doubts", asked, "quantity （一） 1个\n")
}
