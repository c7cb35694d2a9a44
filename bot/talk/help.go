package talk

import (
	"cmp"
	"context"

	"duban/bot"
	"duban/reminders"
)

var featureHelp = Feature{
	Name:     "help",
	Calls:    []string{"help mine? what?", "how question? mine?"},
	Examples: []string{"帮助", "怎么用", "你会什么"},
	Menu:     both{"怎么用", "How to use it"}, Where: anywhere,
	Run:     func(_ context.Context, t *turn, _ string) (bot.Reply, error) { return help(t, "", ""), nil },
	Presses: map[string]press{"help": pressHelp, "show": pressShow},
}

var (
	topicAsk    = topic{"ask", both{"问计划", "Ask the plan"}}
	topicWork   = topic{"work", both{"办任务", "Do tasks"}}
	topicRemind = topic{"remind", both{"提醒", "Reminders"}}
	topicStatus = topic{"status", both{"看进度", "See progress"}}
	topicBrief  = topic{"brief", both{"简报", "Brief"}}
	topicLead   = topic{"lead", both{"督查", "Supervise"}}
	topicPeople = topic{"people", both{"人员和群", "People and groups"}}
	topicPlans  = topic{"plan", both{"导入和核对", "Import and check"}}
	topicLeave  = topic{"leave", both{"离开", "Leave"}}

	// topics are in the order in which they are offered.
	topics = []topic{topicAsk, topicWork, topicRemind, topicStatus, topicBrief, topicLead, topicPeople, topicPlans, topicLeave}
)

// helped gives what the help says to a role of a topic, and the buttons under it.
func (t *table) helped(role reminders.Role, about topic) (lines []both, keys []key) {
	for _, f := range t.features {
		if !f.shownTo(role) {
			continue
		}
		if f.Topic == about {
			lines = append(lines, f.Help...)
		}
		for _, k := range f.Keys {
			if k.topic == about {
				k.data = cmp.Or(k.data, "show:"+f.Name)
				keys = append(keys, k)
			}
		}
	}
	return lines, keys
}

// help offers the topics as buttons, or shows one in the place of the message.
func help(t *turn, name, edit string) bot.Reply {
	var keys []bot.Button
	for _, p := range topics {
		lines, openers := t.table.helped(t.who.Role, p)
		if len(lines) == 0 {
			continue
		}
		keys = append(keys, button(t.word(p.label), "help:"+p.name))
		if p.name != name {
			continue
		}
		m := bot.Message{Text: bot.Text{{S: t.word(p.label), Style: bot.Bold}}, Edit: edit}
		for _, line := range lines {
			m.Text = append(m.Text, bot.Span{S: "\n" + t.word(line)})
		}
		if t.Private {
			var open []bot.Button
			for _, k := range openers {
				open = append(open, button(t.word(k.label), k.data))
			}
			m.Buttons = layout(open)
		}
		m.Buttons = append(m.Buttons, []bot.Button{button(t.f("‹ 全部用法", "‹ All help"), "help:")})
		return bot.Reply{Messages: []bot.Message{m}}
	}
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("直接发问题，我按计划原文回答并注明出处。其他的按下面的按钮看：",
		"Just send a question in Chinese: I answer in the plan's own words and name the place. For the rest, press a button:")), Buttons: inRows(keys, 3), Edit: edit}}}
}

func pressHelp(_ context.Context, t *turn, name string) (bot.Reply, error) {
	return help(t, name, t.MessageID), nil
}

// pressShow runs the command that a button of the help, or of another message, names.
func pressShow(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	if what == "menu" {
		return help(t, "", t.MessageID), nil
	}
	t.Text = "/" + what
	reply, ok, err := t.run(ctx, what, "")
	if !ok {
		return toast(t.word(wordStale)), nil
	}
	return reply, err
}
