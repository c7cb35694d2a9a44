package bot

import (
	"errors"
	"fmt"
	"strings"

	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/reminders"
)

// Every sentence that a reader sees stands in this file or, for cards and lists,
// in the function that lays them out. The rules:
//   - Chinese, official, warm, short; 您, never 你; no English words, no codes.
//   - First what happened, then what to do next.
//   - Years and days in digits (2025年12月31日), counts in digits (3项).
//   - A due day that the system set says so: “按系统约定”.
//   - Words of the plan stand in quotation marks with their place, unchanged.

const (
	wordStranger        = "您好，我是督办助手。您还没有加入，请向督查员要一个邀请链接，点开就能使用。"
	wordOnlyText        = "我现在只能读文字，请把问题打成一句话发给我。"
	wordTooLong         = "这条消息太长了，请把问题缩成几句话再发。"
	wordTrouble         = "刚才出了点问题，没有处理成功。请稍后再试一次；仍不行，请告诉督查员。"
	wordCancelled       = "好的，已取消。"
	wordNoCommand       = "没有这个命令。发“帮助”看用法。"
	wordNothing         = "现在没有要取消的事。"
	wordNotAllowed      = "您没有这项权限。需要的话，请联系督查员。"
	wordStale           = "这个按钮已经过期，请发“我的任务”看最新情况。"
	wordReadersOnly     = "您可以查阅计划，进度台账请向督查员或本单位联络员了解。"
	wordNoTasks         = "您名下没有任务。发“进度”看总体情况。"
	wordAllDone         = "没有待办的任务。"
	wordNothingToSee    = "没有符合条件的任务。"
	wordReasonNeeded    = "请用文字写明，再发一次；发“取消”退出。"
	wordWhatReport      = "请用一段话写明进展（2000字以内），我会原样记入台账。发“取消”退出。"
	wordWhyReturn       = "请写明退回的理由，对方会原样看到。发“取消”退出。"
	wordWhyClose        = "请写明补登销号的依据（如验收文件），会记入台账。发“取消”退出。"
	wordConvention      = "按系统约定"
	wordReminders       = "提醒由系统按规则发送：到期前30天、7天、1天和当天各一次，逾期后每周一次。逾期提醒不能关闭；任务填报后就不再催。发“我的任务”看还有哪些要办。"
	wordNothingToVerify = "没有待审核的填报。"
	wordNoHeld          = "没有待核实的任务了。"
	wordHeldReason      = "导入时已过期，由督查员统一处理"
	wordInviteWhich     = "请选择要邀请的单位；也可以发“邀请领导”“邀请读者”“邀请督查员”。"
	wordInvitePrivately = "邀请链接只能在与我的单独对话里生成，免得被别人点开。"
	wordInviteUnknown   = "这个邀请链接无效，请向督查员要一个新的。"
	wordInviteUsed      = "这个邀请链接已经用过了，请向督查员要一个新的。"
	wordInviteExpired   = "这个邀请链接已经过期，请向督查员要一个新的。"
	wordVoteUp          = "谢谢，已记下。"
	wordVoteDown        = "已记下，督查员会看到这个问题。"
	wordVoteLate        = "这条回答太久了，没有记上。请把问题再发一次。"
	wordStaleAnswer     = "这个按钮已经过期，请把问题再发一次。"
	wordStaleMissed     = "这个问题已经处理过了，请发“没答上的问题”看最新的。"
	wordStaleLesson     = "清单已经变了，请再发一次看最新的。"
	wordNoMissed        = "没有没答上的问题，也没有被点踩的回答。"
	wordLearnt          = "记住了，以后这样问就这样答："
	wordCancelForm      = "发“取消”退出。"
	wordForgotten       = "已删除。"
	wordNoFiles         = "文件只收督查员发来的计划。请把问题打成一句话发给我。"
	wordImportPrivately = "请在与我的单独对话里发计划文件。"
	wordFileTooLarge    = "文件超过20MB，请只保留计划正文和附件，去掉图片后再发。"
	wordFetching        = "收到文件“%s”，正在下载……"
	wordReading         = "正在读取文件……"
	wordNotFetched      = "文件没有取到，请检查后再发一次。"
	wordDraftGone       = "这份文件已经放弃或被后来的代替，请重新发送。"
	wordDropped         = "已放弃，计划和台账都没有变。"
	wordStaleDoubt      = "这一处已经处理过了，请发“核对”看最新的。"
	wordCorrected       = "已更正，记在原文旁边，以后重新导入也照此读取。"
	wordHowToImport     = "要导入新的计划或修订后的文本，把文件（DOCX、PDF、网页、XLSX或TXT）直接发给我。"
	wordExport          = "台账可以在装有督办的电脑上运行 duban ledger 导出成表格文件。这里是汇总："
)

func wordWelcome(titles []string, example string) string {
	return "您好，我是督办助手，管着《" + strings.Join(titles, "》《") + "》。\n" +
		"一、问计划：直接发问题，我按原文回答并注明出处，比如" + example + "。\n" +
		"二、看进度：发“进度”，可以加单位或年份。\n" +
		"三、办任务：发“我的任务”，按按钮签收、填报。发“帮助”看全部用法。"
}

func wordHelp(role reminders.Role) string {
	lines := []string{
		"直接发问题：我按计划原文回答并注明出处；原文没有的，我会说没有。",
		"可以接着问：“那新昌呢”“2023年呢”“谁负责”“原文怎么说”。",
		"进度：总体情况；加单位或年份看一部分，如“进度 2023”。（/status）",
		"我的任务：要办的事和按钮。（/mine）",
		"计划：这份计划的文号、日期和读取情况。（/plan）",
		"取消：退出正在填的表。",
		"回答下面的👍👎：告诉督查员答得好不好，不记名。",
	}
	if role == reminders.Admin {
		lines = append(lines, "邀请＋单位：生成一次有效的邀请链接，如“邀请市教育局”。（/invite）",
			"导入计划：把文件（DOCX、PDF、网页、XLSX或TXT）直接发给我，看过报告再按“采用”。",
			"核对：读取计划时存疑的地方，逐条照读、更正或忽略。（/review）",
			"没答上的问题：哪些没答上、哪些被点踩，可以指定出处、导出表格。（/unanswered）",
			"常见问答、别名：教我认得常用的问法和叫法。（/faq /alias）")
	}
	return strings.Join(lines, "\n")
}

func wordDone(a reminders.Action) string {
	switch a {
	case reminders.Acknowledge:
		return "已签收。"
	case reminders.Report:
		return "已填报，等督查员审核。"
	case reminders.Return:
		return "已退回，会通知对方。"
	case reminders.Close:
		return "已销号。"
	case reminders.Chase:
		return "已转为督办，从今天起按规则提醒。"
	}
	return "已办理。"
}

func wordAsk(a reminders.Action) string {
	switch a {
	case reminders.Return:
		return wordWhyReturn
	case reminders.Close:
		return wordWhyClose
	}
	return wordWhatReport
}

// refusal gives the sentence for an action that was not taken; refused is false
// for trouble that is not the person's.
func refusal(err error) (sentence string, refused bool) {
	var state *reminders.StateError
	var told Refusal
	switch {
	case errors.As(err, &told):
		return told.Error(), true
	case errors.Is(err, reminders.ErrForbidden):
		return wordNotAllowed, true
	case errors.Is(err, reminders.ErrReasonNeeded):
		return wordReasonNeeded, true
	case errors.Is(err, reminders.ErrReasonTooLong):
		return fmt.Sprintf("最多%d字，请精简后再发；发“取消”退出。", reminders.MaxReason), true
	case errors.Is(err, reminders.ErrNotFound):
		return wordStale, true
	case errors.As(err, &state):
		return fmt.Sprintf("这项任务现在是“%s”，不能%s。发“我的任务”看最新情况。", state.From.Label(), state.Action.Label()), true
	}
	return "", false
}

func wordHeld(n int) string {
	return fmt.Sprintf("有%d项在导入时已过期，还没有催办，请您定：", n)
}

func wordHeldDone(a reminders.Action, n int) string {
	if a == reminders.Close {
		return fmt.Sprintf("已补登销号%d项，台账记有您的名字和时间。", n)
	}
	return fmt.Sprintf("已把%d项转为督办，从今天起按规则提醒。", n)
}

func wordUnknownUnit(said string, units []string) string {
	return "没有找到“" + shorten(said, 20) + "”。可选的单位：" + strings.Join(units, "、") + "。"
}

func wordOwnUnitsOnly(units []string) string {
	return "您可以查看" + strings.Join(units, "、") + "的进度，其他单位请向督查员了解。"
}

func wordInvite(inv reminders.Invite, link string) string {
	who := inv.Unit + "联络员"
	if inv.Unit == "" {
		who = inv.Role.Label()
	}
	return "这是给" + who + "的邀请链接，7天内有效，只能用一次，请单独发给本人：\n" + link
}

func wordJoined(inv reminders.Invite, open int) string {
	if inv.Unit == "" {
		return "欢迎，您已成为" + inv.Role.Label() + "。"
	}
	return fmt.Sprintf("欢迎，您已成为%s的联络员，名下有%d项任务，发“我的任务”查看。", inv.Unit, open)
}

// placeExamples gives ways to name a place of the plan: a clause, and a cell where
// there is an annex.
func placeExamples(p *knowledge.Plan) string {
	example := ""
	for _, c := range p.Clauses {
		if c.Parent == "" {
			example = "“第" + strings.Trim(c.No, "（）第条、.") + "条”"
			break
		}
	}
	for _, c := range p.Cells() {
		if c.Text != "" {
			example += fmt.Sprintf("，或附件的格，如“%s%d年%s”", c.Unit, c.Year, c.Project)
			break
		}
	}
	return example
}

func wordAskPlace(p *knowledge.Plan) string {
	return "请写这个问题的出处：条号，如" + placeExamples(p) + "。发“取消”退出。"
}

func wordHowToTeach(kind ask.LessonKind, p *knowledge.Plan) string {
	if kind == ask.FAQ {
		return "要加一条，请发“常见问答 问法 = 出处”。出处写条号，如" + placeExamples(p) + "。"
	}
	return "要加一条，请发“别名 叫法 = 计划里的名称”。"
}

func wordAliasLearnt(one ask.Lesson) string {
	return "记住了，以后“" + one.Says + "”就是“" + one.Means + "”。"
}

func wordMissedFile(n int) string {
	return fmt.Sprintf("没答上和被点踩的问题共%d条，不含提问人。", n)
}

func wordWithdraw(title string, tasks int) string {
	return fmt.Sprintf("停用《%s》以后：不再回答它的问题，它的%d项任务取消并通知有关单位。原文和台账记录都保留，重新导入就恢复。确定停用吗？", title, tasks)
}

func wordWithdrawn(title string, tasks int) string {
	return fmt.Sprintf("已停用《%s》，取消任务%d项。重新导入这份文件就恢复。", title, tasks)
}

// Applied tells what came of applying a draft.
func Applied(d Draft, done reminders.Imported) string {
	s := "已采用《" + d.Plan.Title + "》。"
	if d.Version.Number > 0 { // it had been applied before
		return s + "发“计划”看它的情况。"
	}
	if d.Old == nil {
		s += fmt.Sprintf("建立任务%d项", done.Added)
		if done.Changed > 0 {
			s += fmt.Sprintf("，恢复%d项", done.Changed)
		}
	} else {
		s += fmt.Sprintf("台账新增%d项，改动%d项，取消%d项，不变%d项；有变动的单位会收到通知，旧文本仍可查阅", done.Added, done.Changed, done.Cancelled, done.Kept)
	}
	s += "。现在问的就是这份计划。"
	if n := len(d.Plan.Doubts); n > 0 {
		s += fmt.Sprintf("存疑%d处，发“核对”逐条处理。", n)
	}
	return s
}

func wordHowToCorrect(d knowledge.Doubt) string {
	switch d.Kind {
	case "unit":
		return "请写出正确的责任单位，几个单位用顿号隔开，要与原文的写法一致。"
	case "quantity":
		return "请写成“指标 比较 数值 年份”，比较用≥、≤、＞、＜、＝，如“户厕改造 ≥ 4000座 2022年”，文字要与原文一致；没有年份可以不写。"
	}
	return "请照原文写出这一格的内容：任务表写责任单位，进度表写“单位：内容”，几个单位用分号隔开。"
}

func wordOrphans(units string) string {
	return "以下单位有任务到了提醒的时候，却没有联系得上的联络员：" + units + "。请用“邀请”加单位名补上，以后就直接提醒本人。"
}
