package talk

import "maps"

// Everything that a reader sees stands in these tables, as it is said in Chinese, with
// its English; a test holds that nothing is said that is not there. The rules:
//   - Official, warm, short. Chinese without English words and codes, with 您, never 你;
//     English without Chinese words, plain, with the slash command where Chinese has the
//     word to send.
//   - First what happened, then what to do next.
//   - Years and days in digits (2025年12月31日, 31 December 2025), counts in digits (3项).
//   - A due day that the system set says so: “按系统约定”, “by convention of the system”.
//   - Words of the plan stand in quotation marks with their place, unchanged in every
//     tongue, and so does what people wrote. What is for an office to keep, the ledger, the
//     brief's file, pictures and calendars, is Chinese.
//   - One English word for one thing: 督查员 supervisor, 联络员 liaison, 领导 leader, 读者
//     reader, 签收 acknowledge, 填报 report, 审核 verify, 销号 close, 退回 return, 延期
//     extension, 催办 urge, 逾期 overdue, 台账 ledger, 简报 brief, 任务 task, 责任单位
//     responsible unit, 留痕 audit trail.
//
// Both are formats of package fmt where something is put in, with explicit indexes where
// the order differs. {task|tasks} goes with the number before it, see agree.
var inEnglish = together(englishTables)

var englishTables = []map[string]string{englishBasics, englishTasks, englishStatus, englishPeople, englishPlans, englishTaskList, englishWhich,
	englishFiles, englishReading, englishSheets, englishRevisions, englishAnswers, englishVerdicts}

func together(tables []map[string]string) map[string]string {
	all := map[string]string{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// englishBasics are marks, days, labels, and what is said of everything.
var englishBasics = map[string]string{
	"、": ", ", "，": ", ", "；": "; ", "》《": "”, “",
	"%s：": "%s:", "%s。": "%s.", "：%s": ": %s", "（%s）": " (%s)", "%s；%s。": "%s; %s.", "%s%s": "%s: %s",
	"%s：%s": "%s: %s", "%s %s：%s": "%s %s: %s", "%s：“%s”": "%s: “%s”", "“%s”%s：%s": "“%s”%s: %s",
	"《%s》": "“%s”", "《%s》%s": "“%s” %s", "《%s》%s。": "“%s” %s.",

	"2006年1月2日": "2 January 2006", "2006年1月2日15:04": "2 January 2006, 15:04", "2006年1月": "January 2006", "1月2日": "2 January", "1月2日15:04": "2 January, 15:04",
	"（%d年）": ", %d", "%d年%s": "%[2]s of %[1]d",
	"第一季度": "the first quarter", "第二季度": "the second quarter", "第三季度": "the third quarter", "第四季度": "the fourth quarter",

	// Of package reminders.
	"待签收": "to be acknowledged", "已签收": "acknowledged", "已填报": "reported", "已退回": "returned", "已销号": "closed", "已取消": "cancelled",
	"红灯": "red", "黄灯": "yellow", "绿灯": "green", "待核实": "to be verified",
	"督查员": "supervisor", "领导": "leader", "联络员": "liaison", "读者": "reader", "群": "group", "未登记": "not registered",
	"下达": "Issue", "签收": "Acknowledge", "填报": "Report", "退回": "Return", "销号": "Close", "转为督办": "Follow up",
	"申请延期": "Ask for extension", "同意延期": "Grant extension", "不同意延期": "Refuse extension", "催办": "Urge",
	"修订": "Revise", "取消": "Cancel", "推迟提醒": "Put off",
	"照此读取": "Read as it stands", "更正": "Correct", "忽略": "Ignore", "撤销": "Undo",

	"上一页": "Previous", "下一页": "Next", "第%d页，共%d页。": "Page %d of %d.",
	"……还有%d项。": "… and %d more.", "……还有%d处。": "… and %d more.",
	"我的任务": "My tasks", "全部用法": "All help", "‹ 全部用法": "‹ All help", "放弃": "Discard", "已放弃。": "Discarded.",
	"您": "you", "系统": "the system",

	wordTrouble:      "Something went wrong, and this was not done. Please try again in a while; if it keeps failing, please tell a supervisor.",
	wordOnlyText:     "I can only read text for now. Please put your question into a sentence.",
	wordTooLong:      "This message is too long. Please put your question into a few sentences.",
	wordCancelled:    "Very well, cancelled.",
	wordNoCommand:    "There is no such command. Send /help to see what there is.",
	wordNothing:      "There is nothing to cancel.",
	wordNotAllowed:   "You do not have the right to do this. If you need it, please ask a supervisor.",
	wordStale:        "This button is out of date. Send /mine to see how things stand.",
	wordStaleAnswer:  "This button is out of date. Please send the question again.",
	wordStaleList:    "This list is an old one. Please send /urge again.",
	wordTooMuch:      "You are asking too fast. Please wait a minute, so that I can serve the others too.",
	wordInPrivate:    "Please do this in a private chat with me.",
	wordAskInChinese: "The plan is in Chinese. Please ask it in Chinese, for example:",
	wordCancelForm:   " Send /cancel to leave.",
	wordForgotten:    "Removed.",

	"出处：%s": "Source: %s", "查的是《%s》%s。": "Looked up in “%s” %s.", "依据：《%s》%s": "Based on “%s” %s",
	"现在问的是《%s》。":  "You are now asking “%s”.",
	"改看《%s》（%d项）": "See “%s” (%d)",
	"全文":          "Full text", "%s全文": "%s: full text",
	wordVoteUp:   "Thank you, noted.",
	wordVoteDown: "Noted. The supervisors will see this question.",
	wordVoteLate: "This answer is too old, and the vote was not kept. Please send the question again.",
}
