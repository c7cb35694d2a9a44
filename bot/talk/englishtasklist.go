package talk

// englishTaskList are the tasks of a plan before they are adopted, and what is not among
// them; and tasks that several share or that have no deadline.
var englishTaskList = map[string]string{
	"没有期限": "no deadline", "%s等%d个单位": "%s and others (%d units)", "%s单位：%s": "%s: %s",
	"没有期限、请说说进展的%d项": "%d without a deadline; please tell how {it stands|they stand}",
	"看任务清单":          "See the tasks", "任务表格": "Tasks as a file",
	"任务清单里划去的%d项不进台账。":                   "%d struck out of the list of tasks {stays|stay} out of the ledger.",
	"几个单位的同一目标不再分列：%d项并入共同的任务，填报和记录都保留。": "One goal of several units is no longer listed for each: %d {task becomes|tasks become} part of a shared one, with {its|their} reports and history.",
	"进度表": "schedule", "任务表": "task table", "量化目标": "target in figures", "有期限的工作": "duty with a term", "没有期限的工作": "duty without a term",
	"《%s》任务清单，共%d项": "Tasks of “%s”, %d in all", "，划去%d项": ", %d struck out", "×%d（已划去）": "×%d (struck out)",
	"%s. 〔%s〕%s（%s）；%s；%s": "%s. [%s] %s (%s); %s; %s",
	"没有写单位，记在%s名下":         "no unit is named, so it stands under %s", "共%d个单位": "%d {unit|units} in all",
	"%s起": "from %s", "%s年12月31日前（%s）": "by %s-12-31 (%s)", "%s前": "by %s", "，原文“%s”": ", in the text “%s”",
	"没有读到的%d处，请补上或核对原件：": "%d {part was|parts were} not read; please add {it|them} or look at the original:",
	"没有列为任务的%d处：":        "%d {place|places} of which no task was made:",
	"划去%d":               "Strike %d", "恢复%d": "Restore %d",
	"这份计划里没有读到任务。":     "No tasks were read in this plan.",
	"任务清单变了，请重新看一遍再定。": "The list of tasks has changed. Please look at it again.",
	"已恢复第%d项。":         "No. %d is restored.", "已划去第%d项，再按一次恢复。": "No. %d is struck out; press again to restore it.",
	"任务清单，%d项。不要的在最后一栏填×，保存后发回来；已填的×清空就恢复。": "%d {task|tasks}. Put × into the last column of those that are not wanted, save, and send the file back; clearing a × restores the task.",
	"任务清单没有变化。": "Nothing has changed in the list of tasks.", "已照任务清单划去%d项，恢复%d项。": "%d struck out and %d restored by the list of tasks.",
	wordOtherTasks: "This list of tasks is not of the text in use; nothing was changed. Please send the plan's file first, then use its list.",
}
