package talk

import (
	"context"
	"strconv"
	"strings"

	"duban/bot"
	"duban/knowledge/ask"
	"duban/reminders"
)

var featureStart = Feature{Name: "start",
	Calls:    []string{"start"},
	Examples: []string{"开始"},
	Where:    anywhere, Run: start}

// welcome says in four lines what can be done here, with questions to tap.
func welcome(t *turn) bot.Message {
	return bot.Message{Text: plain(t.wordWelcome(t.Library.Books().Titles(), t.book.Asker.Example(), t.who.Role)), Buttons: append(examples(t), append([]bot.Button{button(t.f("全部用法", "All help"), "help:")}, t.otherTongue()...))}
}

// start welcomes; a supervisor is asked about what was past when a plan was imported. One
// who could not be written to before is asked by the reminder that has waited for them.
func start(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	reply := bot.Reply{Messages: []bot.Message{welcome(t)}}
	if t.who.Role != reminders.Admin || !t.Private || t.who.SeenAt.IsZero() || t.who.Unreachable {
		return reply, nil
	}
	for _, k := range t.Library.Books() {
		held, err := t.Diary.Milestones(ctx, reminders.Filter{Plan: k.Key, HeldOnly: true})
		if err != nil {
			return bot.Reply{}, err
		}
		if len(held) > 0 {
			m := &reply.Messages[0]
			paragraph(m, t.titled(k.Key, t.wordHeld(len(held))))
			m.Buttons = append(m.Buttons, t.heldButtons(k.Key)...)
		}
	}
	return reply, nil
}

// examples offers questions that the loaded plan answers, as buttons.
func examples(t *turn) [][]bot.Button {
	var out [][]bot.Button
	for i, q := range t.book.Asker.Examples() {
		out = append(out, []bot.Button{button(q, "ask:"+strconv.Itoa(i))})
	}
	return out
}

func pressExample(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	examples := t.book.Asker.Examples()
	i, err := strconv.Atoi(which)
	if err != nil || i < 0 || i >= len(examples) {
		return toast(t.word(wordStale)), nil
	}
	t.Text, t.session.Focus = examples[i], ask.Focus{}
	return answer(ctx, t)
}

func (g tongue) wordWelcome(titles []string, example string, role reminders.Role) string {
	lines := []string{
		g.f("您好，我是督办助手，管着《{titles}》。",
			"Hello, I am the supervision assistant, in charge of “{titles}”.", g.join(titles, "》《", "”, “")),
		g.f("一、问计划：直接发问题，我按原文回答并注明出处，比如{example}。",
			"1. Ask the plan, in Chinese: I answer in its own words and name the place, for example {example}.", example),
	}
	switch role {
	case reminders.Liaison:
		lines = append(lines, g.f("二、办任务：发“我的任务”，按按钮签收、填报、申请延期，到期前我会提醒。",
			"2. Do tasks: send /mine, then acknowledge, report or ask for an extension by button. I remind you before they are due."), g.f("三、看进度：发“进度”，可以加年份或项目。",
			"3. See progress: send /status, with a year or a project if you like."))
	case reminders.Admin:
		lines = append(lines, g.f("二、督查：发“待审核”“催办”，发“邀请”加单位名请联络员进来。",
			"2. Supervise: send /mine for what waits for you, /urge to urge, and /invite with a unit's name to bring its liaison in."), g.f("三、看进度：发“进度”“进度图”“台账”“简报”。",
			"3. See progress: send /status, /picture, /ledger or /brief."))
	case reminders.Leader:
		lines = append(lines, g.f("二、看进度：发“进度”“进度图”“任务图”，可以加单位、年份或项目。",
			"2. See progress: send /status or /picture, with a unit, a year or a project if you like."), g.f("三、看简报：发“简报”；每季度第一个工作日我也会送来。",
			"3. Read the brief: send /brief. I also bring it on the first working day of each quarter."))
	default:
		lines = append(lines, g.f("二、接着问：“那明年呢”“谁负责”“原文怎么说”都行。",
			"2. Ask on from there: next year, who is responsible, the wording of the plan."), g.f("三、原文没有的，我会说没有；答得不好请按👎。",
			"3. What the plan does not say, I say so. If an answer is no good, press 👎."))
	}
	return strings.Join(lines, "\n")
}

// otherTongue is the button that changes the tongue, for those whose client is in
// English or who have chosen it.
func (t *turn) otherTongue() []bot.Button {
	switch {
	case !t.Private:
		return nil
	case t.tongue == english:
		return []bot.Button{button("中文", "tongue:zh")}
	case tongueOf(t.Language) == english:
		return []bot.Button{button("English", "tongue:en")}
	}
	return nil
}
