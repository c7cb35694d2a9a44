package gongwen_test

import (
	"strings"
	"testing"

	"duban/knowledge"
)

// tasksOf lists the tasks of a plan: kind, clause, term or due day, and words.
func tasksOf(p *knowledge.Plan) string {
	var s []string
	for _, t := range p.Tasks {
		when := t.Due
		switch {
		case t.Recurrence != "":
			when = t.Recurrence
		case t.Due == "" && t.Begins != "":
			when = "from " + t.Begins
		}
		s = append(s, strings.Join(strings.Fields(string(t.Kind)+" "+t.Clause+" "+when+" "+t.Quote), " "))
	}
	for _, u := range p.Unmade {
		s = append(s, "unmade "+u.Clause+" "+u.Quote)
	}
	return strings.Join(s, "\n")
}

// TestNoticeAsks: what the notice asks for is listed, and its dates are not.
func TestNoticeAsks(t *testing.T) {
	p := parse(t, "白河县人民政府关于印发白河县治水工作方案的通知\n各镇人民政府：\n方案已经县政府同意，现印发给你们，请于2024年5月20日前将落实情况报县水利局。\n白河县人民政府\n2024年4月28日\n白河县治水工作方案\n一、任务\n（一）疏浚河道。")
	want(t, "unmade", tasksOf(p), "unmade 发文信息 请于2024年5月20日前将落实情况报县水利局")
}

func TestTasksOfProse(t *testing.T) {
	const by = "。（市教育局）"
	for name, c := range map[string]struct{ text, tasks string }{
		"a term that closes what is to be done": {
			"机扫率达到95%，2025年12月底前完成" + by,
			"target 1． 2025-12-31 机扫率达到95%",
		},
		"a term that closes its stretch between semicolons": {
			"健全制度。修订管理办法，2025年6月底前印发；完善工作机制，2025年9月底前落地" + by,
			"dated 1． 2025-06-30 修订管理办法，2025年6月底前印发\ndated 1． 2025-09-30 完善工作机制，2025年9月底前落地",
		},
		"a term in a sentence of its own": {
			"健全制度。修订管理办法。2025年底前完成" + by,
			"dated 1． 2025-12-31 修订管理办法。2025年底前完成",
		},
		"a term that opens a sentence governs what follows": {
			"健全制度。加强研究，2025年6月底前，出台管理办法" + by,
			"dated 1． 2025-06-30 2025年6月底前，出台管理办法",
		},
		"from a day on": {
			"推行容缺受理，2025年5月1日起实施" + by,
			"dated 1． from 2025-05-01 推行容缺受理，2025年5月1日起实施",
		},
		"several terms for one thing": {
			"加强会商。2025年上半年、2025年下半年各召开一次座谈会" + by,
			"dated 1． 2025-06-30 2025年上半年、2025年下半年各召开一次座谈会\ndated 1． 2025-12-31 2025年上半年、2025年下半年各召开一次座谈会",
		},
		"several terms for one amount, and for as many": {
			"扩大供给。2024年、2025年各新建学校10所。2024年和2025年分别新增学位500个、600个" + by,
			"target 1． 2024 2024年、2025年各新建学校10所\ntarget 1． 2025 2024年、2025年各新建学校10所\ntarget 1． 2024 2024年和2025年分别新增学位500个、600个\ntarget 1． 2025 2024年和2025年分别新增学位500个、600个",
		},
		"a goal without a term beside a duty that has one is listed": {
			"扩大供给。新建充电桩500个。2025年6月底前出台管理办法" + by,
			"dated 1． 2025-06-30 2025年6月底前出台管理办法\nunmade 1． 新建充电桩500个",
		},
		"a first sentence with a day is no heading": {
			"2025年5月10日前储备物资；2025年6月底前组建队伍" + by,
			"dated 1． 2025-05-10 2025年5月10日前储备物资\ndated 1． 2025-06-30 2025年6月底前组建队伍",
		},
		"how old things are is no term": {
			"消除隐患。2025年底前基本消除2024年及以前的隐患" + by,
			"dated 1． 2025-12-31 2025年底前基本消除2024年及以前的隐患",
		},
		"a goal without a term and without units is listed": {
			"扩大供给。新建充电桩500个。",
			"unmade 1． 新建充电桩500个",
		},
		"a measure says how much": {
			"扩大供给。新建充电桩500个，改造电网" + by,
			"measure 1． 扩大供给。新建充电桩500个，改造电网",
		},
		"a measure that names no amount": {
			"扩大供给。改造电网" + by,
			"measure 1． 扩大供给",
		},
	} {
		t.Run(name, func(t *testing.T) {
			want(t, "tasks", tasksOf(parse(t, planHead+"一、任务\n1．"+c.text)), c.tasks)
		})
	}
}
