package talk

// englishRevisions are what package reminders writes down of a revision: what has changed
// in a task, and why it is cancelled.
var englishRevisions = map[string]string{
	"目标由“%s”改为“%s”":        "target from “%s” to “%s”",
	"期限由“%s”改为“%s”":        "due day from %s to %s",
	"计划期限由“%s”改为“%s”":      "due day of the plan from %s to %s",
	"名称由“%s”改为“%s”":        "name from “%s” to “%s”",
	"出处由“%s”改为“%s”":        "place from “%s” to “%s”",
	"责任单位由“%s”改为“%s”":      "responsible units from “%s” to “%s”",
	"分工由“%s”改为“%s”":        "part from “%s” to “%s”",
	"共同责任由“%s”改为“%s”":      "shared responsibility from “%s” to “%s”",
	"恢复此前取消的任务":            "a cancelled task is restored",
	"同一目标不再按单位分列，合并为一项：%s": "one target is no longer listed unit by unit but as one task: %s",
	"%s（编号%d，%s）":          "%s (number %d, %s)",
	"原已销号，目标改了，请重新办理":      "it was closed, but the target is another now: please start again",
	"计划已停用":                "the plan was withdrawn",
	"督查员核对任务清单时划去":         "a supervisor struck it out of the list of tasks",
	"修订后的计划里没有这项任务":        "the revised plan has no such task",
}
