package talk

// Sentences that are said in more than one place. The rules of all that is said stand in
// sentence.go.

const wordHeldReason = "导入时已过期，由督查员统一处理"

var (
	wordOnlyText = both{"我现在只能读文字，请把问题打成一句话发给我。",
		"I can only read text for now. Please put your question into a sentence."}
	wordCancelled  = both{"好的，已取消。", "Very well, cancelled."}
	wordNotAllowed = both{"您没有这项权限。需要的话，请联系督查员。",
		"You do not have the right to do this. If you need it, please ask a supervisor."}
	wordStale       = both{"这个按钮已经过期，请发“我的任务”看最新情况。", "This button is out of date. Send /mine to see how things stand."}
	wordReadersOnly = both{"您可以查阅计划，进度台账请向督查员或本单位联络员了解。",
		"You can look up the plan. For progress and the ledger please ask a supervisor or the liaison of your unit."}
	wordNothingToSee = both{"没有符合条件的任务。", "No tasks match this."}
	wordReasonNeeded = both{"请用文字写明，再发一次；发“取消”退出。",
		"Please put it into words and send it again. Send /cancel to leave."}
	wordConvention = both{"按系统约定", "by convention of the system"}
	wordReminders  = both{"逾期的提醒不能关闭；任务填报后就不再催。发“我的提醒”设自己的时间，发“我的任务”看还有哪些要办。",
		"Reminders of what is overdue cannot be turned off; after a report nothing more is asked. Send /hours to set your own time, /mine to see what is open."}
	wordStaleList = both{"清单是以前的，请重新发“催办”。", "This list is an old one. Please send /urge again."}
	wordHowToRule = both{"要改请发，如：“规则 提前 90、30、7、1”“规则 逾期 1、3、7，以后每7天”“规则 当天 关”“规则 时间 9点”“规则 黄灯 30天”“规则 年度清单 关”“规则 每月小结 关”“规则 季度简报 开”“规则 留痕锚 关”“规则 恢复默认”。",
		"To change them, send for example “/rules before 90, 30, 7, 1”, “/rules overdue 1, 3, 7, then every 7 days”, “/rules on the day off”, “/rules hour 9”, “/rules yellow 30”, “/rules yearly off”, “/rules monthly off”, “/rules quarterly on”, “/rules anchor off” or “/rules default”."}
	wordStaleLedger = both{"这份台账已经办过或放弃了，请重新发送。",
		"This ledger was carried out or discarded already. Please send it again."}
	wordNoHeld      = both{"没有待核实的任务了。", "There are no more tasks to be verified."}
	wordStaleAnswer = both{"这个按钮已经过期，请把问题再发一次。", "This button is out of date. Please send the question again."}
	wordCancelForm  = both{"发“取消”退出。", " Send /cancel to leave."}
	wordTooMuch     = both{"您问得太快了，请过一分钟再发，我好照顾到其他人。",
		"You are asking too fast. Please wait a minute, so that I can serve the others too."}
	wordInPrivate  = both{"这件事请在与我的单独对话里办。", "Please do this in a private chat with me."}
	wordInviteGone = both{"这个邀请已经用掉、撤销或过期了。", "This invitation was used or revoked, or has expired."}
	wordNoFiles    = both{"佐证请在填报时发：先按任务下面的“填报”，再发照片或文件。计划由督查员导入。",
		"Evidence goes with a report: press “Report” under the task first, then send the photo or file. Plans are imported by the supervisors."}
	wordFileTooLarge = both{"文件超过20MB，请只保留计划正文和附件，去掉图片后再发。",
		"The file is larger than 20 MB. Please keep only the plan's text and annexes, without pictures, and send it again."}
	wordDraftGone = both{"这份文件已经放弃或被后来的代替，请重新发送。",
		"This file was discarded, or a later one took its place. Please send it again."}
	wordStaleDoubt = both{"这一处已经处理过了，请发“核对”看最新的。",
		"This place has been settled already. Send /review to see what is left."}
	wordCorrected = both{"已更正，记在原文旁边，以后重新导入也照此读取。",
		"Corrected. It is kept beside the text and holds when the plan is imported again."}
	wordHowToImport = both{"要导入新的计划或修订后的文本，把文件（DOCX、PDF、网页、XLSX或TXT）直接发给我。",
		"To import a new plan or a revised text, send me the file (DOCX, PDF, web page, XLSX or TXT)."}
	wordPercent = both{"完成百分比请写1到100之间的整数；还没有进展就不写。发“取消”退出。",
		"The per cent done has to be a whole number from 1 to 100; leave it out where there is no progress yet. Send /cancel to leave."}
)

func (g tongue) wordTooMuchEvidence(most int) string {
	return g.f("佐证最多{most}件，请用一段话写明进展，完成填报；发“取消”退出。",
		"A report takes at most {most} files. Please finish it by telling the progress in one message. Send /cancel to leave.", most)
}

func (g tongue) wordHourRange(first int, last int) string {
	return g.f("提醒时间要在{first}点到{last}点之间。",
		"The hour of reminders has to be from {first}:00 to {last}:00.", first, last)
}

func (g tongue) wordHeld(n int) string {
	return g.f("有{n}项在导入时已过期，还没有催办，请您定：",
		"{n} {task was|tasks were} overdue when the plan was imported, and nobody has been reminded of {it|them}. Please decide:", n)
}
