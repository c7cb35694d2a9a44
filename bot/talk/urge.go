package talk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/reminders"
)

var featureUrge = Feature{
	Name:     "urge",
	Calls:    []string{"urge * <text>"},
	Examples: []string{"催办", "催办 柯桥区", "帮我催一下柯桥"},
	Menu:     both{"催办", "Urge"}, Roles: supervisors,
	Topic: topicLead, Help: []both{{"“待审核”列出等您销号、退回或答复延期的；“催办”列出可以催的，可以加单位名。",
		"/mine lists what waits for you to close, to return or to answer; /urge lists what can be urged, of one unit if you name it."},
		{"“规则”看和改提醒、亮灯的规则。填好的“台账”直接发回给我，看过再按“照此办理”。",
			"/rules shows and changes the rules of reminders and lights. Send a filled-in /ledger back to me, look at what I read, then press “Go ahead”."}},
	Keys: []key{{topicLead, both{"催办", "Urge"}, ""}},
	Run:  urge, Presses: map[string]press{"urgelist": pressUrgeList, "urgeall": pressUrgeAll},
	Views: map[string]press{urgeView: pressUrgeList},
}

// urge lists what a supervisor may want to urge: what units have not reported and is
// overdue or turns yellow, of all units or of those that the words name.
func urge(ctx context.Context, t *turn, args string) (bot.Reply, error) {
	named := unitsNamed(t, args).Units
	if args != "" && len(named) == 0 {
		return say(t.wordUnknownUnit(args, t.Library.Books().Units())), nil
	}
	t.session.Urging = named
	return urgeList(ctx, t, 0, "")
}

// toUrge gives what the list of this chat holds, the longest overdue first.
func toUrge(ctx context.Context, t *turn) ([]reminders.Milestone, error) {
	return t.Diary.Milestones(ctx, reminders.Filter{Awaiting: true, Units: t.session.Urging,
		DueUntil: t.today(t.Now).AddDays(t.settings().Lights.WarnDays)})
}

// urgeList shows one page of it.
func urgeList(ctx context.Context, t *turn, page int, edit string) (bot.Reply, error) {
	all, err := toUrge(ctx, t)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(all) == 0 {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("没有可以催办的任务：没有逾期的，也没有快到期而没填报的。",
			"There is nothing to urge: nothing is overdue, and nothing is due soon without a report.")), Edit: edit}}}, nil
	}
	today := t.today(t.Now)
	late := 0
	for _, m := range all {
		if m.Overdue(today) {
			late++
		}
	}
	head := t.f("可以催办{n}项，其中逾期{late}项：", "{n} can be urged, {late} of them overdue:", len(all), late)
	m := milestonePage(t, head, all, page, urgeView, "urgelist", edit)
	if late > 1 {
		m.Buttons = append(m.Buttons, []bot.Button{button(t.f("催办全部逾期的{late}项", "Urge all {late} overdue", late), "urgeall:"+today.String())})
	}
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

func pressUrgeList(ctx context.Context, t *turn, page string) (bot.Reply, error) {
	n, _ := strconv.Atoi(page)
	return urgeList(ctx, t, n, t.MessageID)
}

// pressUrgeAll urges everything of the list that is overdue and was not urged today.
func pressUrgeAll(ctx context.Context, t *turn, day string) (bot.Reply, error) {
	today := t.today(t.Now)
	if day != today.String() { // what is overdue today was not on that list
		return toast(t.word(wordStaleList)), nil
	}
	all, err := toUrge(ctx, t)
	if err != nil {
		return bot.Reply{}, err
	}
	urged, already := 0, 0
	var nobody []string
	for _, m := range all {
		if !m.Overdue(today) {
			continue
		}
		step := stepOf(t, reminders.Step{Action: reminders.Urge})
		step.Request = fmt.Sprintf("%s/%d", t.ID, m.ID)
		switch _, err := t.Diary.Act(ctx, m.ID, t.who.ID, step); {
		case errors.Is(err, reminders.ErrNobody):
			for _, unit := range m.Owing() {
				if !slices.Contains(nobody, unit) {
					nobody = append(nobody, unit)
				}
			}
		case errors.Is(err, reminders.ErrUrgedToday):
			already++
		case err != nil:
			return bot.Reply{}, err
		default:
			urged++
		}
	}
	t.Changed()
	words := []string{t.f("已催办{urged}项。", "Urged: {urged} {task|tasks}.", urged)}
	if already > 0 {
		words = append(words, t.f("{already}项今天催过，每天只催一次。",
			"{already} {was|were} urged today already; once a day is enough.", already))
	}
	if len(nobody) > 0 {
		words = append(words, t.f("以下单位还没有联络员，催办没有人收：{nobody}。请用“邀请”加单位名补上。",
			"Units without a liaison, where nobody hears: {nobody}. Please send /invite with the unit's name.", t.join(nobody, "、", ", ")))
	}
	return bot.Reply{Toast: words[0], Messages: []bot.Message{{Text: plain(strings.Join(words, "\n"))}}}, nil
}
