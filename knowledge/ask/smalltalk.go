package ask

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// The answers here are about the assistant itself; none of them claims anything
// about the plan.
var smallTalkPatterns = []struct {
	pattern *regexp.Regexp
	answer  Answer
}{
	{regexp.MustCompile(`^(?:(?:好的?|行|嗯+|哦|ok|收到|明白|知道了|了解|谢+|谢谢|谢了|谢啦|多谢|感谢|辛苦|thanks?(?: ?you)?|3q)(?:了|您|你|啦|啊|哈|老师|同志)*[,，。!！~ ]*)+$`), Answer{Intent: IntentHelp, Lines: []said.Sentence{said.Of("不客气，有问题随时问我。", "You are welcome. Ask me any time.")}}},
	{regexp.MustCompile(`^(再见|拜拜|bye|回头见|下次聊|晚安)`), Answer{Intent: IntentHelp, Lines: []said.Sentence{said.Of("再见，有问题随时来问。",
		"Goodbye. Come back any time with a question.")}}},
	{regexp.MustCompile(`(忽略|无视|忘掉|忘记|不要管|绕过|跳过).{0,12}(指令|规则|设定|限制|要求|提示)|系统提示|提示词|system\s*prompt|prompt|越狱|开发者模式|扮演|假装你是|ignore.{0,20}(instruction|rule)|你的(指令|设定|底层|源代码|密码|密钥|token)`),
		Answer{Intent: IntentAnswer, Silence: Refused, Lines: []said.Sentence{said.Of("这个我不能照办。我只回答计划里写了的内容和任务进度，您可以问“有哪些任务”或发“帮助”。",
			"I cannot do this. I only answer what the plan says and how its tasks stand. Send /help to see what you can ask.")}}},
	{regexp.MustCompile(`你(个人)?(觉得|认为|怎么看|猜|估计|预测|的看法|的意见)|(合理|靠谱|科学|现实|好不好|有必要)吗|太(高|低|严|松)了吧|(能不能|可能|会不会)(按时|如期)?(完成|实现|达标)|评价一下`),
		Answer{Intent: IntentAnswer, Silence: Refused, Lines: []said.Sentence{said.Of("计划没有写这样的评价，我只能按计划原文回答，不作判断。您可以问某项目标、时间或责任单位。",
			"The plan gives no such opinion, and I answer in its words alone, without judging. You can ask for a target, a date or a responsible unit.")}}},
}

var (
	greeting = regexp.MustCompile(`^(你好|您好|hi|hello|嗨|哈喽|在吗|在不在|早上好|上午好|下午好|晚上好|早|喂|你好啊|您好啊|有人吗)[呀啊吗!！,，。~-]*$`)
	aboutBot = regexp.MustCompile(`你是(谁|什么|干|哪|做|人|真人|机器|ai|不是)|你叫什么|你(都|还|也)?(能|可以|会)(干|做|回答|帮)|你(都|还)?能干?些?(什么|啥)|能问(你)?(什么|啥)|^(这个|你)?怎么(使)?用|使用说明|使用方法|你会(什么|啥|干)|(有|都有)(什么|哪些)功能|^帮助$|^help$|/help|可以问(你)?(什么|啥|哪些)|介绍(一下)?你自己|谁(开发|做)的你`)

	// A question to the diary: how things stand now, not what the plan says.
	statusTalk = regexp.MustCompile(`到期的|拖后腿|没办完|没干完|催一下|帮.{0,4}催|标成|登记下|记一笔|办结了|交了没|谁交了|报上来|报了没|完成率|登错|撤回来|排个名|台账(?:发|给|要|导|$)|逾期|超期|红灯|黄灯|绿灯|亮灯|签收|填报|销号|简报|催办|提醒|我的任务|我的待办|待办|汇总|周报|(?:^|[^几每个\d])月报|` +
		`(还没|没有|尚未|未)(完成|达标|办结|上报|签收|填报|报)(的)?(有)?(哪|谁|几|多少)|(哪些|哪个|谁|几个|哪几个)(区县|县|区|单位|地方|部门)?(还)?(没|没有|尚未|未)(完成|达标|办结|上报|报|交)|` +
		`^(目前|当前|现在|最近|看看|查看|看下|查一下|整体|总体|全市)?的?(工作)?(进度|进展|状态|完成情况|进展情况|落实情况)(如何|怎么样|怎样|咋样|呢)?$|(进度|进展|完成情况|落实情况)(如何|怎么样|怎样|咋样|到哪)|(完成|做|推进|落实)到(哪|什么程度)了|快到期|临期|要到期|标记.{0,8}完成|登记.{0,8}(完成|进展)|完成率(是)?多少$|导出|报表|下载|里程碑|^.{0,12}的?(进度|进展)$|看.{0,4}(进度|进展)|^(现在|目前|当前|都)?.{0,8}(做|干|推进|进行)?到哪一步了|` +
		`(完成|办结|做完|办完)了?(几|多少|没有?$|吗$|没有吗)|完成得(怎么样|如何|咋样)|(登记|记一下|记下|标记|标为).{0,20}(完成|做完|办完)|(生成|写|出一?份|做一?份).{0,6}(报告|总结)`)
	// In these the same words speak of the plan.
	planTalk = regexp.MustCompile(`进度(安排|计划|表)|时间表|计划(里|中)?(怎么|写)|条`)
)

// smallTalk answers what is not a question to the plan.
func (a *Asker) smallTalk(text string, focus Focus) (Answer, bool) {
	text = strings.TrimRight(strings.TrimSpace(text), "?？。!！ ")
	if text == "" {
		return Answer{Intent: IntentHelp, Lines: []said.Sentence{said.Of("请发一句话，比如您可以问：{example}。",
			"Please send a sentence; you can ask, for example: {example}.", a.Example())}}, true
	}
	if greeting.MatchString(text) {
		return Answer{Intent: IntentHelp, Lines: []said.Sentence{said.Of("您好，我是督办助手，按《{title}》原文回答问题，也管任务进度。您可以问：{example}。发“帮助”看用法。",
			"Hello, I am the supervision assistant. I answer in the words of “{title}” and keep the progress of its tasks. You can ask: {example}. Send /help to see the rest.", a.plan.Title, a.Example())}}, true
	}
	if aboutBot.MatchString(text) {
		return Answer{Intent: IntentHelp, Lines: []said.Sentence{said.Of("我是督办助手，一个机器人：只按《{title}》的原文回答，并管理各单位的任务进度。",
			"I am the supervision assistant, a bot: I answer only in the words of “{title}”, and keep the progress of each unit's tasks.", a.plan.Title), said.Of("您可以问：{example}。发“帮助”看用法。",
			"You can ask: {example}. Send /help to see the rest.", a.Example())}}, true
	}
	for i, t := range smallTalkPatterns {
		if mayMatch(text, smallTalkNeeds[i]) && t.pattern.MatchString(text) {
			t.answer.Focus = focus
			return t.answer, true
		}
	}
	if m := statusTalk.FindString(text); m != "" && !planTalk.MatchString(text) && !a.claimsFigure(text) && !a.plans(text, m) {
		return Answer{Intent: IntentStatus, Focus: a.Mentions(text, zero)}, true
	}
	return Answer{}, false
}

// plans tells whether the plan itself answers what certain words take for a question to
// the diary: it schedules what is to be completed (诸暨2023年要完成几项), or a sentence of it
// has those words with what else the message names (逾期不补正的怎么处理).
func (a *Asker) plans(text, words string) bool {
	r := a.read(text, zero)
	if r.asks == 0 {
		return false
	}
	before, _, _ := strings.Cut(text, words)
	done := strings.ContainsAny(words, "了没未") || strings.HasSuffix(strings.TrimSuffix(before, "经"), "已")
	if strings.Contains(words, "完成") && !done && len(r.years) > 0 {
		answer, ok := a.exact(r, Focus{}, "")
		return ok && answer.Silence == Answered
	}
	return slices.ContainsFunc(a.text.sentences, func(s sentence) bool {
		if !strings.Contains(s.folded, words) {
			return false
		}
		named := *r
		named.terms = slices.DeleteFunc(slices.Clone(r.terms), func(t term) bool {
			return strings.Contains(words, t.word) || !strings.Contains(s.folded, t.word)
		})
		return a.ownWeight(&named) >= leastOwn
	})
}

// smallTalkNeeds holds what each of smallTalkPatterns needs.
var smallTalkNeeds = func() []string {
	out := make([]string, len(smallTalkPatterns))
	for i, t := range smallTalkPatterns {
		out[i] = needed(t.pattern)
	}
	return out
}()

// claimsFigure tells whether a message gives a figure of its own, or asks of a day whether it
// will do.
func (a *Asker) claimsFigure(text string) bool {
	r := a.read(text, zero)
	return r.polar.asked() && len(r.days) > 0 || slices.ContainsFunc(r.figures, func(f zh.Figure) bool { return f.Measure == "%" || f.Measure == "次" || f.Value > 1 })
}

// Examples gives up to three questions that the plan answers.
func (a *Asker) Examples() []string {
	var out []string
	for _, c := range a.plan.Cells() {
		if c.Text != "" {
			out = append(out, c.Unit+"的"+c.Project+"哪年达标", c.Unit+strconv.Itoa(c.Year)+"年有哪些任务")
			break
		}
	}
	for _, c := range a.plan.Clauses {
		if len(c.Duties) > 0 && c.Title != "" {
			out = append(out, "谁负责"+c.Title)
			break
		}
	}
	if len(out) == 0 {
		out = append(out, "这份文件的文号是什么")
	}
	return out
}

// Example gives the first of Examples in quotation marks.
func (a *Asker) Example() string { return "“" + a.Examples()[0] + "”" }
