package talk

import (
	"fmt"
	"strings"

	"duban/knowledge"
	"duban/knowledge/ask"
)

// Sentences that are said in more than one place, or are long. The rules of all that is
// said, and all of it with its English, stand in english.go.

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
	wordWhatReport      = "请用一段话写明进展（%d字以内），我会原样记入台账；可以写上“完成80%%”这样的百分比。有佐证的话，先把照片或文件发来。发“取消”退出。"
	wordWhyReturn       = "请写明退回的理由，对方会原样看到。发“取消”退出。"
	wordWhyClose        = "请写明补登销号的依据（如验收文件），会记入台账。发“取消”退出。"
	wordConvention      = "按系统约定"
	wordReminders       = "逾期的提醒不能关闭；任务填报后就不再催。发“我的提醒”设自己的时间，发“我的任务”看还有哪些要办。"
	wordWhyExtend       = "请写明理由和希望延到哪一天，如“验收安排在明年春天，延到%s”。发“取消”退出。"
	wordWhyRefuse       = "请写明不同意延期的理由，对方会原样看到。发“取消”退出。"
	wordGiveDay         = "请写明新的期限，如“%s”；可以附上意见，对方会原样看到。发“取消”退出。"
	wordWhichDay        = "请写明到哪一天，如“2022年3月31日”，可以和理由写在一起。发“取消”退出。"
	wordWishChanged     = "这个申请已经变了或答复过了，请发“我的任务”看最新情况。"
	wordTooMuchEvidence = "佐证最多%d件，请用一段话写明进展，完成填报；发“取消”退出。"
	wordEvidenceQuota   = "一个人一天最多发%d件、共%dMB佐证，这一件没有收。请用一段话写明进展，完成填报，其余的明天再发；发“取消”退出。"
	wordFileEmpty       = "这个文件是空的，请检查后再发一次。"
	wordNoEvidence      = "这项任务没有佐证。"
	wordEvidenceLost    = "佐证“%s”读不出来，请督查员在电脑上运行 duban doctor 检查。"
	wordNothingToUrge   = "没有可以催办的任务：没有逾期的，也没有快到期而没填报的。"
	wordStaleList       = "清单是以前的，请重新发“催办”。"
	wordHowToRule       = "要改请发，如：“规则 提前 90、30、7、1”“规则 逾期 1、3、7，以后每7天”“规则 当天 关”“规则 时间 9点”“规则 黄灯 30天”“规则 年度清单 关”“规则 每月小结 关”“规则 季度简报 开”“规则 留痕锚 关”“规则 恢复默认”。"
	wordRuleUnread      = "这条规则没看懂，没有改动。"
	wordHowToHours      = "要改请发，如：“提醒时间 10点”“提醒时间 默认”“免打扰 21点到8点”“免打扰 关”。提醒下面的按钮可以把没到期的推迟；逾期的照常提醒。"
	wordHourRange       = "提醒时间要在%d点到%d点之间。"
	wordNoSnooze        = "这条提醒里的任务已经到期或办过了，不能推迟。"
	wordDamaged         = "台账文件有误：可能是磁盘出错，也可能被别的程序改过。请管机器的人马上运行 duban doctor，照它说的办；在此之前不要相信个别数字。"
	wordAside           = "有一条消息试了三次都没有办成，已经搁置，发消息的人已经知道。请在机器上运行 duban updates 看是哪条，可以再试一次或放弃。"
	wordDoubt           = "机器的时钟可能不对：应当是%s，却成了%s。为免错发，提醒都先停下；时间改回来，就照常发。如果今天确实是%s，请按下面的按钮确认；不是，请人校准机器的时间。"
	wordAnchor          = "留痕锚 %s。请留着这条消息：日后运行 duban audit verify --anchor 加这一串，就能查出此前的留痕有没有被截掉或改写。"
	wordNoHolidays      = "%s年的节假日安排还没有数据，这一年的工作日暂按周一到周五算。国务院办公厅公布后，请把放假和调休的日子写成 holidays.csv（每行：%s），放进数据文件夹，重启即可。"
	wordHowToBrief      = "请写明月份或季度，如“简报”“上月简报”“2021年12月简报”“第四季度简报”。"
	wordStaleLedger     = "这份台账已经办过或放弃了，请重新发送。"
	wordLedgerDropped   = "已放弃，台账没有改动。"
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
	wordWhichPicture    = "要哪一张？进度图按单位，任务图按项目、单位和年份。"
	wordAskInChinese    = "计划是中文的，请用中文问，比如："
	wordHelp            = "直接发问题，我按计划原文回答并注明出处。其他的按下面的按钮看："
	wordTooMuch         = "您问得太快了，请过一分钟再发，我好照顾到其他人。"
	wordInPrivate       = "这件事请在与我的单独对话里办。"
	wordGroupUnbound    = "本群没有绑定单位，这里只答计划原文。进度请单独问我，或请督查员在群里发“绑定 单位名”。"
	wordBindInGroup     = "请在要绑定的群里发这句话。"
	wordRemove          = "确定移出吗？%s。移出以后对方不能再用，也收不到提醒；办过的事都留在记录里。"
	wordLeave           = "离开以后您不能再用，也收不到提醒；办过的事都留在记录里。确定离开吗？"
	wordLeft            = "您已离开，谢谢您做过的一切。要回来，请督查员再给一个邀请链接。"
	wordInviteWaits     = "邀请您的人要先确认是您本人，已经告诉对方了。确认以后我会通知您。"
	wordInviteGone      = "这个邀请已经用掉、撤销或过期了。"
	wordInviteRevoked   = "这个邀请链接已经撤销了，请向督查员要一个新的。"
	wordCalendar        = "期限共%d条，点开文件就能存进手机日历。有变动请重新导出。"
	wordNoFiles         = "佐证请在填报时发：先按任务下面的“填报”，再发照片或文件。计划由督查员导入。"
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
	wordOtherTasks      = "这份任务清单不是现在这份文本的，没有改动。请先发送计划文件，再用它的任务清单。"
	wordHeld            = "有%d项在导入时已过期，还没有催办，请您定："
	wordMissedFile      = "没答上和被点踩的问题共%d条，不含提问人。"
	wordOrphans         = "以下单位有任务到了提醒的时候，却没有联系得上的联络员：%s。请用“邀请”加单位名补上，以后就直接提醒本人。"
	wordUrgedNobody     = "以下单位还没有联络员，催办没有人收：%s。请用“邀请”加单位名补上。"
	wordWithdraw        = "停用《%s》以后：不再回答它的问题，它的%d项任务取消并通知有关单位。原文和台账记录都保留，重新导入就恢复。确定停用吗？"
	wordWithdrawn       = "已停用《%s》，取消任务%d项。重新导入这份文件就恢复。"
	wordPercent         = "完成百分比请写1到100之间的整数；还没有进展就不写。发“取消”退出。"
	wordExport          = "台账可以发“台账”导出成表格文件。这里是汇总："
)

// placeExamples gives ways to name a place of the plan: a clause, and a cell where
// there is an annex. They are the plan's words, as they have to be written.
func (g tongue) placeExamples(p *knowledge.Plan) string {
	example := ""
	for _, c := range p.Clauses {
		if c.Parent == "" {
			example = "“第" + strings.Trim(c.No, "（）第条、.") + "条”"
			break
		}
	}
	for _, c := range p.Cells() {
		if c.Text != "" {
			example += g.f("，或附件的格，如“%s”", fmt.Sprintf("%s%d年%s", c.Unit, c.Year, c.Project))
			break
		}
	}
	return example
}

func (g tongue) wordAskPlace(p *knowledge.Plan) string {
	return g.f("请写这个问题的出处：条号，如%s。发“取消”退出。", g.placeExamples(p))
}

func (g tongue) wordHowToTeach(kind ask.LessonKind, p *knowledge.Plan) string {
	if kind == ask.FAQ {
		return g.f("要加一条，请发“常见问答 问法 = 出处”。出处写条号，如%s。", g.placeExamples(p))
	}
	return g.f("要加一条，请发“别名 叫法 = 计划里的名称”。")
}
