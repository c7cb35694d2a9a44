package gongwen_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

// bound lists the units of chapters and clauses.
func bound(p *knowledge.Plan) string {
	var s []string
	add := func(ref string, duties []knowledge.Duty) {
		for _, d := range duties {
			line := ref + " " + string(d.Role) + " " + d.Unit
			if d.Full != "" {
				line += "=" + d.Full
			}
			if d.By != "" {
				line += " ←" + d.By
			}
			s = append(s, line)
		}
	}
	for _, c := range p.Chapters {
		add(c.No, c.Duties)
	}
	for _, c := range p.Clauses {
		add(c.Ref, c.Duties)
	}
	return strings.Join(s, "\n")
}

func parse(t *testing.T, text string) *knowledge.Plan {
	t.Helper()
	p, err := gongwen.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkPlan(t, p)
	return p
}

// TestSeedOnOneLine: the plan that ships reads alike when its paragraphs stand on one
// line, parted by blanks, by wide blanks, or by nothing.
func TestSeedOnOneLine(t *testing.T) {
	body, _, _ := strings.Cut(seed.Text(), "\n附件")
	var lines []string
	for line := range strings.SplitSeq(body, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	whole := parse(t, strings.Join(lines, "\n"))
	for name, between := range map[string]string{"blank": " ", "wide blank": "\u3000\u3000", "nothing": ""} {
		t.Run(name, func(t *testing.T) {
			p := parse(t, strings.Join(lines, between))
			want(t, "title", p.Title, whole.Title)
			want(t, "front", p.DocNo+" "+p.Issuer+" "+p.Recipients+" "+p.SignedOn, whole.DocNo+" "+whole.Issuer+" "+whole.Recipients+" "+whole.SignedOn)
			want(t, "outline", outline(p), outline(whole))
			want(t, "units", bound(p), bound(whole))
		})
	}
}

const planHead = "某市推进改革实施方案\n为推进改革，制定本方案。\n"

func TestOutlines(t *testing.T) {
	for name, c := range map[string]struct{ text, outline string }{
		"an item that begins with a year": {
			"一、任务\n（一）改进管理。\n1．总结经验。\n2．2025年6月底前开展治理。\n3．推进开放。",
			"一、任务\n（一） 改进管理\n1． 总结经验\n2． 2025年6月底前开展治理\n3． 推进开放",
		},
		"the same on one line, a heading without a mark behind it": {
			"制定如下方案。一、把政策和改革结合起来，提高实效性（一）研究做法，落实政策，为市场主体提供支撑。具体措施：1．及时总结做法，完善机制，优化系统。2．2025年底前开展治理，整治乱收费，减轻负担。二、放出活力（二）梳理审批，分类清理，方便群众。具体措施：1．清理目录，2024年覆盖所有部门，并公布。",
			"一、把政策和改革结合起来，提高实效性\n二、放出活力\n（一） 研究做法，落实政策，为市场主体提供支撑\n一、/1． 及时总结做法，完善机制，优化系统\n一、/2． 2025年底前开展治理，整治乱收费，减轻负担\n" +
				"（二） 梳理审批，分类清理，方便群众\n二、/1． 清理目录，2024年覆盖所有部门，并公布",
		},
		"a quantity, a list inside a sentence and a reference are no provisions": {
			"一、任务\n（一）建设电站。装机1.2亿千瓦，按照（二）的要求，做到：1.有规划；2.有标准；3.有队伍。第三条渠道要畅通。",
			"一、任务\n（一） 建设电站",
		},
		"lists below the items are provisions only where each has units": {
			"一、任务\n（一）清理账款。\n（1）建立台账，动态更新。（市工信局负责）\n（2）限期清偿，加强督办。（市国资委负责）\n（二）强化监管。一是开展检查。二是完善制度。（市财政局负责）",
			"一、任务\n（一） 清理账款\n（1） 建立台账，动态更新\n（2） 限期清偿，加强督办\n（二） 强化监管",
		},
		"编, 章, 节 and 条": {
			"第一编 总则\n第一章 目的\n第一条 为了规范，制定本规定。\n第二编 分则\n第二章 措施\n第一节 设施\n第二条 建设设施。\n第二节 服务\n第三条 做好服务。",
			"第一编总则\n第一章目的\n第二编分则\n第二章措施\n第一节设施\n第二节服务\n第一条 \n第二条 \n第三条 ",
		},
		"a table of contents without a heading": {
			"第一章 总体要求 ........ 1\n第二章 主要任务 ........ 3\n第三章 保障措施 ........ 5\n第一章 总体要求\n坚持稳步推进。\n第二章 主要任务\n加快建设。\n第三章 保障措施\n加强领导。",
			"第一章总体要求\n第二章主要任务\n第三章保障措施",
		},
		"one without page numbers": {
			"目　　录\n一、总体要求\n二、主要任务\n三、保障措施\n一、总体要求\n坚持稳步推进。\n二、主要任务\n加快建设。\n三、保障措施\n加强领导。",
			"一、总体要求\n二、主要任务\n三、保障措施",
		},
	} {
		t.Run(name, func(t *testing.T) {
			want(t, "outline", outline(parse(t, planHead+c.text)), c.outline)
		})
	}
}

func TestWhoIsBound(t *testing.T) {
	for name, c := range map[string]struct{ text, bound string }{
		"brackets of any kind, and a rule that holds from there on": {
			"一、任务\n1．支持生产。安排资金。〔责任单位：市经信局、市财政局，各县（市、区）政府；列首位的为牵头单位，下同〕\n2．做好保障。[责任单位：市财政局、市审计局]\n3．加强监管。【责任单位：市市场监管局】",
			"1． 牵头 市经信局\n1． 配合 市财政局\n1． 配合 各县（市、区）政府\n2． 牵头 市财政局\n2． 配合 市审计局\n3． 牵头 市市场监管局",
		},
		"labels of all kinds; terms, places, persons and inner offices are no units": {
			"一、任务\n（一）放宽准入。（负责部门：市市场监管局、市商务局，适用范围：各园区）\n（二）压缩时限。（主管部门：市政务服务中心；完成时限：2025年6月底前；联系人：办公室）\n" +
				"（三）做好保障。责任领导：分管副市长；责任单位：市财政局；协办单位：市审计局；指导单位：市委编办；牵头处室：预算处；完成时限：2025年12月底前。\n（四）建设粮库（实施主体：市粮食和储备局，市供销社配合）。",
			"（一） 责任 市市场监管局\n（一） 责任 市商务局\n（二） 责任 市政务服务中心\n（三） 责任 市财政局\n（三） 配合 市审计局\n（三） 指导 市委编办\n（四） 责任 市粮食和储备局\n（四） 配合 市供销社",
		},
		"a rule that is stated once": {
			"一、任务\n（一）清理收费。（市市场监管局牵头负责；各区负责配合落实，以下均需各区配合，不再列出）\n（二）公开信息。（牵头单位：市数据局）\n（三）加强宣传。",
			"（一） 牵头 市市场监管局\n（一） 配合 各区\n（二） 牵头 市数据局\n（二） 配合 各区 ←（一）",
		},
		"a level that is left out": {
			"一、任务\n（一）稳定岗位。\n责任单位:市人社局、财政局、市场监管局、人行、银保监分局，各县（市、区）人民政府\n（二）减税。（责任单位：市场监管总局、税务局）",
			"（一） 责任 市人社局\n（一） 责任 财政局=市财政局\n（一） 责任 市场监管局=市市场监管局\n（一） 责任 人行\n（一） 责任 银保监分局\n（一） 责任 各县（市、区）人民政府\n（二） 责任 市场监管总局\n（二） 责任 税务局",
		},
		"chapters without clauses, and a note behind a chapter's heading": {
			"一、稳定岗位\n调整缴费政策，优化流程。（省人社厅、省财政厅负责）\n加大援企力度，分类返还。（省人社厅牵头，省税务局配合）\n二、强化服务（牵头单位：省教育厅）\n（一）实施专员制度。",
			"一、 责任 省人社厅\n一、 责任 省财政厅\n一、 牵头 省人社厅\n一、 配合 省税务局\n二、 牵头 省教育厅",
		},
		"a note under the last item belongs to all of them": {
			"一、任务\n（一）清理账款。\n1.建立台账。\n2.限期清偿。\n责任单位：市工信局、市国资委\n（二）加强监管。",
			"（一） 责任 市工信局\n（一） 责任 市国资委",
		},
		"sentences that say who does it": {
			"一、任务\n（一）压减时限。由市行政审批局牵头，各有关部门配合。\n（二）加强评估。（第三方机构负责开展评估，市统计局牵头组织）\n（三）转化成果。（由市科技局会同市财政局、有关高校院所负责）\n（四）发布目录。由市场决定。",
			"（一） 牵头 市行政审批局\n（一） 配合 各有关部门\n（二） 配合 第三方机构\n（二） 牵头 市统计局\n（三） 牵头 市科技局\n（三） 配合 市财政局\n（三） 配合 有关高校院所",
		},
		"a sentence of roles without 由, and a rule in brackets behind the units": {
			"一、任务\n（一）清理隐患。市消防队牵头，市公安局、市住建局配合。\n（二）推广装备。责任单位：市科技局、市应急局（列第一位的为牵头单位）。",
			"（一） 牵头 市消防队\n（一） 配合 市公安局\n（一） 配合 市住建局\n（二） 牵头 市科技局\n（二） 配合 市应急局",
		},
		"a role in brackets behind each unit, and a collective alone": {
			"一、任务\n（一）扩大供给。优化团队。（市卫生健康委（牵头）、市财政局〔配合〕）\n（二）清理河道。落实经费。（各镇）",
			"（一） 牵头 市卫生健康委\n（一） 配合 市财政局\n（二） 责任 各镇",
		},
		"a leader named below those who are responsible, and notes that a line end breaks": {
			"一、任务\n（一）加强宣传。\n责任单位：市文旅局、市融媒体中心\n牵头单位：市文旅局\n（二）保障资金。\n责任部门：市财政局、\n市审计局\n（三）培训队伍。（责任单位：市人社局、市教\n育局）",
			"（一） 牵头 市文旅局\n（一） 配合 市融媒体中心\n（二） 责任 市财政局\n（二） 责任 市审计局\n（三） 责任 市人社局\n（三） 责任 市教育局",
		},
		"rows that repeat a clause's title": {
			"一、任务\n（一）扩大服务供给。优化团队。\n（二）完善保障机制。落实经费。（责任单位：市医保局）\n附件\n任务分工表\n序号\t工作事项\t主要内容\t牵头单位\t配合单位\n1\t扩大服务供给\t优化团队\t各区政府\t市卫生健康委\n2\t完善保障机制\t落实经费\t市财政局\t市医保局\n",
			"（一） 牵头 各区政府 ←附件/1\n（一） 配合 市卫生健康委 ←附件/1\n（二） 责任 市医保局\n附件/1 牵头 各区政府\n附件/1 配合 市卫生健康委\n附件/2 牵头 市财政局\n附件/2 配合 市医保局",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := parse(t, planHead+c.text)
			want(t, "units", bound(p), c.bound)
			for _, d := range p.Doubts {
				if d.Kind == "unit" {
					t.Errorf("doubt: %s %s", d.Quote, d.Reason)
				}
			}
		})
	}
}

// TestUnitDoubts: what stands where units do and does not look like one is asked about.
func TestUnitDoubts(t *testing.T) {
	for text, quote := range map[string]string{
		"（责任单位：谁主管谁来承担责任）":         "谁主管谁来承担责任",
		"（责任单位：市住建局市财政局、市水利局）":     "市住建局市财政局",
		"（县财政局负责，其他相关力量同步跟进配合）":    "县财政局负责，其他相关力量同步跟进配合",
		"（责任单位：市住建局、市财政局、市住建和财政局）": "市住建和财政局",
		"（责任单位：市政务服务和大数据局）":        "",
	} {
		p := parse(t, planHead+"一、任务\n（一）加强建设。"+text)
		var got []string
		for _, d := range p.Doubts {
			if d.Kind == "unit" {
				got = append(got, d.Quote)
			}
		}
		want(t, text, strings.Join(got, " "), quote)
	}
}

func gapNames(p *knowledge.Plan) string {
	var s []string
	for _, g := range p.Gaps {
		s = append(s, g.Kind+" "+g.Name.String())
	}
	return strings.Join(s, "\n")
}

func TestAnnexGaps(t *testing.T) {
	for name, c := range map[string]struct{ text, gaps, annexes string }{
		"one of a list is missing": {
			"一、任务\n（一）落实资金。\n附表：1．整治计划表\n2．防洪标准表\n3．项目表\n附表1  整治计划表\n地市\t2023年\t2024年\n甲州\t3\t4\n附表3  项目表\n序号\t项目名称\t责任单位\n1\t滨河整治\t市水利局\n",
			"annex 附表2 防洪标准表", "整治计划表 防洪标准表 项目表",
		},
		"a list of one, which is there": {
			"一、任务\n（一）落实资金。\n附件：项目表\n附件\n项目表\n序号\t项目名称\t责任单位\n1\t滨河整治\t市水利局\n", "", "项目表",
		},
		"named in passing": {"一、任务\n（一）落实资金，具体标准详见附件2。\n（二）完善布局（附图略）。", "annex 附件2\nannex 完善布局", ""},
		"none is named":    {"一、任务\n（一）落实资金。", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := parse(t, planHead+c.text)
			want(t, "gaps", gapNames(p), c.gaps)
			want(t, "annexes", strings.Join(p.Annexes, " "), c.annexes)
			for _, clause := range p.Clauses {
				if !clause.Row && strings.Contains(clause.Text, "附表") {
					t.Errorf("%s holds the list of annexes: %q", clause.Ref, clause.Text)
				}
			}
		})
	}
}

// TestAsPublished: a site's own lines about a document, its title told twice, blanks of two
// kinds between its paragraphs, and signs without width.
func TestAsPublished(t *testing.T) {
	p := parse(t, "东河市人民政府办公室关于做好冷链工作若干措施 [主题分类] 商贸 　　[发文字号] 东政办发〔2023〕9号 　　[成文日期] 2023-05-06 　　\u200d\u200d各区人民政府，市政府各部门： 　　为做好冷链工作，制定以下措施。 　　"+
		"一、支持建设 　　1.建设冷库。给予补助。(责任单位：市商务局、各区政府) 　　2.发展运输。优化通行。(责任单位：市交通局) 　　本措施自印发之日起施行。 东河市人民政府办公室 2023年5月6日 分享：")
	want(t, "title", p.Title+"|"+p.Notice, "东河市人民政府办公室关于做好冷链工作若干措施|")
	want(t, "front", p.DocNo+" "+p.Recipients+" "+p.SignedOn, "东政办发〔2023〕9号 各区人民政府，市政府各部门 2023-05-06")
	want(t, "outline", outline(p), "一、支持建设\n1. 建设冷库\n2. 发展运输")
	want(t, "units", bound(p), "1. 责任 市商务局\n1. 责任 各区政府\n2. 责任 市交通局")
	want(t, "closing", p.Closing.Text, "本措施自印发之日起施行。")
	twice := parse(t, "关于支持冷链的若干措施\n东河市人民政府\n关于支持冷链的若干措施\n各区人民政府：\n现提出以下措施。\n一、建设冷库。给予补助。\n二、发展运输。优化通行。")
	want(t, "title told twice", twice.Title+"|"+twice.Notice, "东河市人民政府关于支持冷链的若干措施|")
}

// TestAnnexesThatNumberAnew: what annexes number is told apart by their labels.
func TestAnnexesThatNumberAnew(t *testing.T) {
	p := parse(t, "东河市人民政府关于印发两个文件的通知\n东政发〔2023〕9号\n各区人民政府：\n现将有关事项通知如下：\n一、提高认识。各单位要重视。\n附件：1．物流发展计划\n2．冷链建设方案\n东河市人民政府\n2023年5月6日\n"+
		"附件1\n物流发展计划\n为发展物流，制定本计划。\n一、目标\n物流总额达到500亿元。\n二、任务\n（一）建设园区。（责任单位：市发改委）\n附件2\n冷链建设方案\n一、任务\n（一）建设冷库。（责任单位：市商务局）\n二、名词解释\n冷库：指采用人工制冷的仓库。")
	want(t, "outline", outline(p), "附件1物流发展计划\n附件1/一、目标\n附件1/二、任务\n附件2/一、任务\n附件2/二、名词解释\n一、 提高认识\n附件1/二、/（一） 建设园区\n附件2/一、/（一） 建设冷库")
	want(t, "gaps", gapNames(p), "")
	want(t, "place", knowledge.PlaceName("附件1/二、/（一）").String(), "附件1二、（一）")
}

// TestJointIssue: several offices issue a plan, and all of them sign.
func TestJointIssue(t *testing.T) {
	p := parse(t, "海州市财政局\n海州市农业农村局\n关于印发《海州市粮食安全实施细则》的通知\n海财〔2023〕45号\n各县（市、区）财政局、农业农村局：\n现将《海州市粮食安全实施细则》印发给你们。\n"+
		"海州市财政局\n海州市农业农村局\n2023年5月6日\n海州市粮食安全实施细则\n为保障粮食安全，制定本细则。到2025年，粮食产量稳定在50万吨以上。\n第一条 建设农田。\n第二条 建设粮库。")
	want(t, "title", p.Title, "海州市粮食安全实施细则")
	want(t, "issuer", p.Issuer+" "+p.SignedOn, "海州市财政局、海州市农业农村局 2023-05-06")
	want(t, "preamble", p.Preamble.Text, "为保障粮食安全，制定本细则。到2025年，粮食产量稳定在50万吨以上。")
	p = parse(t, "云山县营商环境行动方案\n一、任务\n（一）提升效能。\n云山县人民政府办公室　云山县行政审批局\n2024年3月1日")
	want(t, "issuer on one line", p.Issuer, "云山县人民政府办公室、云山县行政审批局")
}

// FuzzStructure holds the outline and the notes to the text: nothing is lost or put in
// another order, what opens a provision begins with its number, and each note stands where
// it is said to stand.
func FuzzStructure(f *testing.F) {
	f.Add(seed.Text())
	f.Add("某方案 各市： 一、甲 （一）乙。1．2025年丙。（甲局负责）2．丁。（乙局牵头、丙局配合）二、戊（二）己。①庚。（甲局）②辛。（乙局）")
	f.Add("责任单位：甲局 乙局 一、〔牵头：【丙局】（丁局〕负责）。由甲局会同乙局负责。附件：1．甲\n2．乙\n附表2 丙\n\n目录\n一、甲……3\n")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "、")
		}
		gongwen.CheckStructure(t, text)
	})
}
