package talk

import (
	"context"
	"slices"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// topic is one part of the help.
type topic struct {
	name  string // carried by its button
	label string
	roles []reminders.Role // who is helped with it; nil: everybody
	lines []string
	keys  []bot.Button // what can be done about it right there
}

var (
	workers     = []reminders.Role{reminders.Liaison, reminders.Admin}
	readers     = []reminders.Role{reminders.Liaison, reminders.Leader, reminders.Admin}
	leaders     = []reminders.Role{reminders.Leader, reminders.Admin}
	supervisors = []reminders.Role{reminders.Admin}
)

// topics are the parts of the help, in the order in which they are offered.
var topics = []topic{
	{"ask", "问计划", nil, []string{"直接发问题：我按计划原文回答并注明出处；原文没有的，我会说没有。",
		"可以接着问：“那明年呢”“谁负责”“原文怎么说”。",
		"回答下面的👍👎：告诉督查员答得好不好，不记名。",
		"在任何对话里打我的名字再写问题，可以把带出处的原文发过去。"}, []bot.Button{button("计划的情况", "show:plan")}},
	{"work", "办任务", workers, []string{"“我的任务”列出要办的事：签收、填报、到期前申请延期，都按按钮。",
		"填报时可以先发照片、文件作佐证，再用一段话写明进展，可以写上“完成80%”。",
		"正在填的表发“取消”就退出，30分钟不填自动作废。"}, []bot.Button{button("我的任务", "show:mine"), button("日历", "show:calendar")}},
	{"remind", "提醒", workers, []string{"到期前、当天和逾期后按规则提醒，遇节假日到期前的提前、到期后的顺延；填报之后不再催。",
		"“我的提醒”改自己的时间、设免打扰；提醒下面的按钮可以把没到期的推迟。逾期的照常提醒。"}, []bot.Button{button("我的提醒", "show:hours"), button("规则", "show:rules")}},
	{"status", "看进度", readers, []string{"“进度”看总体；加单位、年份或项目看一部分，如“进度 2023”。",
		"“进度图”和“任务图”各发一张图，“台账”是表格文件，“日历”可以存进手机日历。"},
		[]bot.Button{button("进度", "show:status"), button("进度图", "picture:progress"), button("任务图", "picture:matrix"), button("台账", "show:ledger")}},
	{"brief", "简报", leaders, []string{"“简报”是本月情况，也可以发“上月简报”“第四季度简报”，附WPS能打开的文件。"}, []bot.Button{button("本月简报", "show:brief")}},
	{"lead", "督查", supervisors, []string{"“待审核”列出等您销号、退回或答复延期的；“催办”列出可以催的，可以加单位名。",
		"“规则”看和改提醒、亮灯的规则。填好的“台账”直接发回给我，看过再按“照此办理”。"}, []bot.Button{button("待审核", "show:mine"), button("催办", "show:urge"), button("规则", "show:rules")}},
	{"people", "人员和群", supervisors, []string{"“邀请＋单位”生成一次有效的邀请链接；“邀请领导”“邀请读者”“邀请督查员”不限单位。",
		"“人员”看谁负责什么、最近何时来过、谁联系不上，可以移出、撤销邀请。",
		"把我拉进群，在群里发“绑定 单位名”或“绑定 全部”，小结就发到群里。"}, []bot.Button{button("人员", "show:people"), button("邀请", "show:invite")}},
	{"plan", "导入和核对", supervisors, []string{"导入计划：把文件（DOCX、PDF、网页、XLSX或TXT）直接发给我，看过报告再按“采用”。",
		"“核对”：读取时存疑的地方，逐条照读、更正或忽略。",
		"“没答上的问题”：可以指定出处、导出表格；“常见问答”“别名”教我认得常用的问法和叫法。"},
		[]bot.Button{button("核对", "show:review"), button("没答上的问题", "show:unanswered")}},
	{"leave", "离开", nil, []string{"不再用了，发“离开”，按确认；以后要回来，请督查员再给一个邀请链接。"}, []bot.Button{button("离开", "show:leave")}},
}

// helpFor gives the topics that somebody of the role is helped with.
func helpFor(role reminders.Role) []topic {
	return slices.DeleteFunc(slices.Clone(topics), func(p topic) bool { return p.roles != nil && !slices.Contains(p.roles, role) })
}

// help offers the topics as buttons, or shows one in the place of the message.
func help(t *turn, name, edit string) bot.Reply {
	all := helpFor(t.who.Role)
	var keys []bot.Button
	for _, p := range all {
		keys = append(keys, button(t.word(p.label), "help:"+p.name))
	}
	if i := slices.IndexFunc(all, func(p topic) bool { return p.name == name }); i >= 0 {
		m := bot.Message{Text: bot.Text{{S: t.word(all[i].label), Style: bot.Bold}}, Edit: edit}
		for _, line := range all[i].lines {
			m.Text = append(m.Text, bot.Span{S: "\n" + t.word(line)})
		}
		if t.Private {
			m.Buttons = layout(t.named(all[i].keys))
		}
		m.Buttons = append(m.Buttons, []bot.Button{button(t.f("‹ 全部用法"), "help:")})
		return bot.Reply{Messages: []bot.Message{m}}
	}
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.f(wordHelp)), Buttons: inRows(keys, 3), Edit: edit}}}
}

// named gives buttons with their labels in this tongue.
func (g tongue) named(keys []bot.Button) []bot.Button {
	out := slices.Clone(keys)
	for i := range out {
		out[i].Label = g.word(out[i].Label)
	}
	return out
}

// pressShow opens what a button of the help, or of another message, names.
func pressShow(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	if what == "menu" {
		return help(t, "", t.MessageID), nil
	}
	if slices.Contains([]string{"mine", "urge", "hours", "rules", "status", "ledger", "brief", "people", "invite", "review", "unanswered", "leave", "calendar", "plan"}, what) {
		t.Text = "/" + what
		reply, _, err := obey(ctx, t, command{name: what})
		return reply, err
	}
	return t.toast(wordStale), nil
}

// menu gives the commands of a role, as the client shows them when somebody types a slash.
func (g tongue) menu(role reminders.Role) []bot.Command {
	all := []struct {
		bot.Command
		roles []reminders.Role
	}{
		{bot.Command{Name: "mine", Description: "我的任务：签收、填报、延期"}, workers},
		{bot.Command{Name: "status", Description: "进度：总体、单位、年份或项目"}, readers},
		{bot.Command{Name: "picture", Description: "进度图、任务图"}, readers},
		{bot.Command{Name: "ledger", Description: "台账：表格文件"}, readers},
		{bot.Command{Name: "calendar", Description: "日历：期限存进手机日历"}, workers},
		{bot.Command{Name: "brief", Description: "简报：本月、上月或季度"}, leaders},
		{bot.Command{Name: "urge", Description: "催办"}, supervisors},
		{bot.Command{Name: "people", Description: "人员：谁负责什么"}, supervisors},
		{bot.Command{Name: "invite", Description: "邀请联络员"}, supervisors},
		{bot.Command{Name: "review", Description: "核对读取存疑的地方"}, supervisors},
		{bot.Command{Name: "unanswered", Description: "没答上的问题"}, supervisors},
		{bot.Command{Name: "rules", Description: "提醒和亮灯的规则"}, workers},
		{bot.Command{Name: "hours", Description: "我的提醒：时间和免打扰"}, workers},
		{bot.Command{Name: "plan", Description: "计划的文号、日期和读取情况"}, nil},
		{bot.Command{Name: "help", Description: "怎么用"}, nil},
	}
	var out []bot.Command
	for _, c := range all {
		if c.roles == nil || slices.Contains(c.roles, role) {
			out = append(out, bot.Command{Name: c.Name, Description: g.word(c.Description)})
		}
	}
	return out
}

// offerMenu gives a private chat the commands of the person's role, once for each role
// and tongue.
func offerMenu(ctx context.Context, t *turn, reply *bot.Reply) error {
	if !t.Private {
		return nil
	}
	key, now := "menu "+t.Person.ID, strings.TrimSpace(string(t.who.Role)+" "+string(t.tongue))
	shown, err := t.Sessions.LoadSession(ctx, key)
	if err != nil || strings.EqualFold(string(shown), now) {
		return err
	}
	reply.Menu = t.menu(t.who.Role)
	return t.Sessions.SaveSession(ctx, key, []byte(now), t.Now)
}
