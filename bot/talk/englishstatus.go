package talk

// englishStatus are how things stand: progress, pictures, digests, briefs, the ledger, and
// the rules by which it is reckoned.
var englishStatus = map[string]string{
	// Counts.
	"共%d项，已销号%d项%s": "%d {task|tasks}, %d closed%s", "%s%s%d项": "%[1]s%[3]d %[2]s",
	"%s：%d项，已销号%d项%s": "%s: %d {task|tasks}, %d closed%s", "，%s%d": ", %s%d", "%s%d项": "%s (%d)",

	// Progress.
	"任务进度汇总": "Progress of all tasks", "%s任务进度": "Progress of %s", "“%s”进度汇总": "Progress of “%s”", "%s“%s”进度": "Progress of %s, “%s”",
	"截至%s": "as of %s", "已填报、待审核%d项。": "%d reported and to be verified.", "分单位：": "By unit:",
	"逾期（%d项）：": "Overdue (%d):", "接下来最近的：": "Next:",
	"没有找到“%s”。可选的单位：%s。":      "“%s” was not found. There are these units: %s.",
	"您可以查看%s的进度，其他单位请向督查员了解。": "You can see the progress of %s; for other units please ask a supervisor.",
	wordReadersOnly: "You can look up the plan. For progress and the ledger please ask a supervisor or the liaison of your unit.",

	// Pictures and calendar.
	wordWhichPicture: "Which one? The progress chart is by unit, the task chart by project, unit and year.",
	"进度图":            "Progress chart", "任务图": "Task chart",
	"各单位进度": "Progress by unit", "进度表里的任务": "Tasks of the schedule",
	wordCalendar: "%d {deadline|deadlines}: open the file to put {it|them} into your calendar. When something changes, export it again.",

	// Digests.
	"%s小结": "Summary for %s", "%d年任务清单": "Tasks of %d", "本月": "this month", "今年": "this year",
	"%s没有新到期的任务。": "Nothing new is due %s.", "最近要到期的：": "Due next:", "%s到期%d项": "%[2]d due %[1]s", "逾期%d项": "%d overdue",
	"%s，都列在上面。": "%s, all listed above.", "%s，除上面列出的以外": "%s, besides those above",

	// Briefs.
	"督查简报（%s）": "Supervision brief: %s", "%s%d次": "%s × %d", "截至%s：%s": "As of %s: %s",
	"%s办理：%s。": "Steps taken in %s: %s.", "%s没有办理记录。": "No steps were taken in %s.",
	"逾期%d项：": "%d overdue:", "没有逾期的任务。": "Nothing is overdue.", "今后%d个月到期%d项：": "%[2]d due within the next %[1]d {month|months}:",
	wordHowToBrief: "Please name the month or the quarter, such as “/brief”, “/brief last month”, “/brief 2021-12” or “/brief Q4”.",

	// The ledger.
	"任务台账，%d项。": "Ledger of tasks, %d {row|rows}.",
	"在“本次”几栏里填好发回给我，看过再按“照此办理”。":                      " Fill in the last columns and send it back to me; look at what I read, then press “Go ahead”.",
	"台账“%s”里填了%d处：%s。要么全部办成，要么一处不改。":                  "In the ledger “%s” %d {row is|rows are} filled in: %s. Either all is done, or nothing.",
	"引号里的话是台账上写的，不一定是责任单位写的；照此办理是您的决定，留痕里记您的名字和这份台账。": " The words in quotation marks stand in the ledger and need not be the responsible unit's; to go ahead is your decision: the audit trail names you, and this ledger.",
	"%d. 任务%d %s，目标“%s”，期限：%s。%s：%s":                  "%d. task %d, %s, goal “%s”, due: %s. %s: %s",
	"，%s写着：“%s”":           "; %s says: “%s”",
	"还有没看的页，请先翻到最后一页。":     "There are pages that you have not seen; please turn to the last one first.",
	"台账里有%d处要改，一处也没有办理：":   "%d {cell has|cells have} to be corrected; nothing was done:",
	"台账里没有这项任务，请重新导出台账再填。": "The ledger has no such task. Please export it again and fill that one in.",
	"这样办理要在“本次说明”里写明理由。":   "This step needs a reason in the last column.",
	"照此办理": "Go ahead",
	"已按台账办理%d项，办理记录里都有。": "Done as the ledger says: %d {task|tasks}. The audit trail holds {it|them all}.",
	wordStaleLedger:   "This ledger was carried out or discarded already. Please send it again.",
	wordLedgerDropped: "Discarded; the ledger is unchanged.",
	wordExport:        "Send /ledger to have the ledger as a spreadsheet. Here is the summary:",

	// Rules.
	"现在的提醒规则：": "The rules of reminders now:",
	"到期前：%s。":  "Days before the due day: %s.", "到期当天：提醒。": "On the due day: a reminder.", "到期当天：不提醒。": "On the due day: none.", "逾期后：%s。": "Days overdue: %s.",
	"%s天": "%s", "以后每%d天": "then every %d {day|days}",
	"发送时间：%d点；遇节假日，到期前的提前到上一个工作日，到期后的顺延到下一个工作日。": "Sent at %d:00. What falls on a holiday comes on the working day before it if it is ahead of the due day, else on the working day after.",
	"年度任务清单（每年第一个工作日）：%s。":                       "List of the year's tasks (first working day of the year): %s.",
	"每月小结（每月第一个工作日，给联络员和督查员）：%s。":                "Monthly summary (first working day of the month, to liaisons and supervisors): %s.",
	"留痕锚（每个工作日，给督查员）：%s。":                        "Anchor of the trail (each working day, to supervisors): %s.",
	"季度简报（每季第一个工作日，给领导）：%s。":                     "Quarterly brief (first working day of the quarter, to leaders): %s.",
	"发": "sent", "不发": "not sent",
	"亮灯：逾期未填报红灯，%d天内到期未填报黄灯，已销号或未到期绿灯。": "Lights: red is overdue without a report, yellow is due within %d days without a report, green is closed or not due yet.",
	wordReminders:  "Reminders of what is overdue cannot be turned off; after a report nothing more is asked. Send /hours to set your own time, /mine to see what is open.",
	wordHowToRule:  "To change them, send for example “/rules before 90, 30, 7, 1”, “/rules overdue 1, 3, 7, then every 7 days”, “/rules on the day off”, “/rules hour 9”, “/rules yellow 30”, “/rules yearly off”, “/rules monthly off”, “/rules quarterly on”, “/rules anchor off” or “/rules default”.",
	wordRuleUnread: "I did not understand this rule; nothing was changed.",
	"已改。":          "Changed.", "规则没有改动。": " The rules are unchanged.",

	// Rules that cannot be.
	"黄灯的天数要在1到%d之间。":          "The days of the yellow light have to be from 1 to %d.",
	"天数要在1到%d之间。":             "Days have to be from 1 to %d.",
	"提前和逾期的天数各最多写%d个。":        "At most %d days can be named before and after the due day.",
	"逾期后的间隔要在1到%d天之间，不再提醒写0。": "The interval after the due day has to be from 1 to %d days; 0 ends the reminders.",
	"逾期提醒不能全部停掉，至少写一个天数或间隔。":  "Reminders of what is overdue cannot all be turned off; please name a day or an interval at least.",
	"发送时间要在%d点到%d点之间。":        "The hour of sending has to be from %d:00 to %d:00.",
}
