package talk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"duban/bot"
	"duban/reminders"
)

var featureBind = Feature{
	Name:     "bind",
	Calls:    []string{"bind <unit> <words>"},
	Examples: []string{"绑定 柯桥区", "绑定"},
	Roles:    supervisors, Where: inGroups,
	Topic: topicPeople, Help: []both{{"把我拉进群，在群里发“绑定 单位名”或“绑定 全部”，小结就发到群里。",
		"Add me to a group and send “/bind” with a unit's name, or “/bind all”, there: the summaries then go to the group. In groups I speak Chinese."}},
	Run: bindChat,
}

// group gives what this group, or this topic of it, is bound to; nil: nothing.
func (b *Bot) group(ctx context.Context, chat string) (*reminders.Person, error) {
	whole, _, topic := cutTopic(chat)
	p, err := b.Diary.Chat(ctx, reminders.Recipient(chat))
	if errors.Is(err, reminders.ErrNotFound) && topic {
		p, err = b.Diary.Chat(ctx, reminders.Recipient(whole))
	}
	if errors.Is(err, reminders.ErrNotFound) {
		return nil, nil
	}
	return &p, err
}

// cutTopic parts a chat's name from that of a topic in it: tg:-1001:56.
func cutTopic(chat string) (group, topic string, ok bool) {
	i := strings.LastIndex(chat, ":")
	if i < 0 || strings.Count(chat, ":") < 2 {
		return chat, "", false
	}
	return chat[:i], chat[i+1:], true
}

// scope gives the units whose diary may be told to this person in this chat. all: every
// one. In a group it is what the group is bound to, as far as the person may know it.
func (t *turn) scope() (units []string, all bool) {
	switch t.who.Role {
	case reminders.Admin, reminders.Leader:
		all = true
	case reminders.Liaison:
		units = t.who.Units
	}
	if t.Private {
		return units, all
	}
	switch {
	case t.group == nil:
		return nil, false
	case len(t.group.Units) == 0:
		return units, all
	case all:
		return t.group.Units, false
	}
	return slices.DeleteFunc(slices.Clone(units), func(u string) bool { return !slices.Contains(t.group.Units, u) }), false
}

// confine bounds a filter to what may be told to this person in this chat, or gives the
// sentence that says why it cannot.
func (t *turn) confine(f *reminders.Filter) (refusal string) {
	units, all := t.scope()
	if all {
		return ""
	}
	beyond := slices.ContainsFunc(f.Units, func(u string) bool { return !slices.Contains(units, u) })
	switch {
	case !t.Private && t.group == nil:
		return t.f("本群没有绑定单位，这里只答计划原文。进度请单独问我，或请督查员在群里发“绑定 单位名”。",
			"This group is not bound to a unit: here I only answer what the plan says. Ask me about progress in private, or have a supervisor send “/bind” with a unit's name here.")
	case !t.Private && (len(units) == 0 || beyond):
		return t.wordGroupOnly(*t.group)
	case len(units) == 0:
		return t.word(wordReadersOnly)
	case beyond:
		return t.wordOwnUnitsOnly(units)
	case len(f.Units) == 0:
		f.Units = units
	}
	return ""
}

// bindChat binds a group to a unit or to the whole plan, for a supervisor who says so there.
func bindChat(ctx context.Context, t *turn, args string) (bot.Reply, error) {
	switch {
	case slices.Contains([]string{"取消", "解除", "不绑定", "off"}, args):
		err := t.Diary.UnbindChat(ctx, reminders.Recipient(t.Chat), t.who.ID, t.Now)
		if errors.Is(err, reminders.ErrNotFound) {
			return t.say("本群没有绑定。", "This group is not bound."), nil
		}
		if sentence, refused := t.refusal(err); refused {
			return say(sentence), nil
		}
		t.Changed()
		return t.say("已解除。以后这里只答计划原文，不说办理情况，也不发小结。",
			"Unbound. From now on I only answer what the plan says here, without progress and summaries."), err
	}
	unit := ""
	if !slices.Contains([]string{"全部", "全市", "整个计划", "总体", "all"}, args) {
		named := unitsNamed(t, args).Units
		if len(named) != 1 {
			return say(t.wordHowToBind(t.group)), nil
		}
		unit = named[0]
	}
	err := t.Diary.BindChat(ctx, reminders.Recipient(t.Chat), shown(t.Title), unit, t.who.ID, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return t.say("已把本群绑定到{unit}。这里可以问它的进度，每月小结和年度清单也发到这里。",
		"This group is bound to {unit}. Its progress can be asked here, and the monthly summary and the year's list come here.", t.groupOf(unit)), nil
}

func (g tongue) groupOf(unit string) string {
	if unit == "" {
		return g.f("整个计划", "the whole plan")
	}
	return unit
}

func (g tongue) wordOwnUnitsOnly(units []string) string {
	return g.f("您可以查看{units}的进度，其他单位请向督查员了解。",
		"You can see the progress of {units}; for other units please ask a supervisor.", g.join(units, "、", ", "))
}

func (g tongue) wordGroupOnly(group reminders.Person) string {
	return g.f("本群只说{units}的进度，也只对有权看的人说。别的请单独问我。",
		"In this group I speak of {units} only, and only to those who may see it. Please ask me the rest in private.", g.join(group.Units, "、", ", "))
}

func (g tongue) wordHowToBind(now *reminders.Person) string {
	s := g.f("本群还没有绑定。", "This group is not bound yet.")
	if now != nil {
		unit := ""
		if len(now.Units) > 0 {
			unit = now.Units[0]
		}
		s = g.f("本群绑定的是{unit}。", "This group is bound to {unit}.", g.groupOf(unit))
	}
	return s + g.f("要绑定请发“绑定 单位名”，或“绑定 全部”；要解除请发“绑定 取消”。",
		" To bind it, send “/bind” with a unit's name, or “/bind all”; to unbind it, “/bind off”.")
}
