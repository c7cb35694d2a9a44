package talk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// featureSign acknowledges the tasks that were just shown to somebody who says so.
var featureSign = Feature{
	Name: "sign", Calls: []string{"received|ack already? mine? task? what? <number>"}, Examples: []string{"收到", "签收第2项"},
	When: func(t *turn) bool { return len(t.shown) > 0 },
	Run:  sign,
}

// featureClaim opens the report of the task that somebody says is done.
var featureClaim = Feature{
	Name: "claim", Calls: []string{"done|finish|close|report already? mine? task? report? progress? evidence? <number>"}, Examples: []string{"已经完成了", "第1项办完了"},
	When: func(t *turn) bool { return len(t.shown) > 0 },
	Run:  claim,
}

// lookBack finds the milestones that the message speaks of: those of the reminder, list or
// card that it replies to, or those that the chat has shown last.
func (t *turn) lookBack(ctx context.Context) error {
	t.shown, t.replied = t.session.Listed, nil
	if t.ReplyTo == "" {
		return nil
	}
	rows, err := t.Diary.Message(ctx, reminders.Recipient(t.Chat), t.ReplyTo)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.Milestone.ID != 0 {
			t.replied = appendNew(t.replied, r.Milestone.ID)
		}
	}
	if len(rows) == 0 {
		t.replied = t.buttoned()
	}
	if len(t.replied) > 0 {
		t.shown = t.replied
	}
	return nil
}

// buttoned gives the milestones that the buttons under the message that is replied to act
// on. Like any button's data they may be forged, and give no rights.
func (t *turn) buttoned() (all []int64) {
	for _, data := range t.Under {
		name, rest, _ := strings.Cut(data, ":")
		if t.table.presses[name] != &featureTask {
			continue
		}
		number, _, _ := strings.Cut(rest, ":")
		if id, err := strconv.ParseInt(number, 10, 64); err == nil {
			all = appendNew(all, id)
		}
	}
	return all
}

// canDo gives those of the milestones that the message speaks of with which this person
// can take a step now.
func (t *turn) canDo(ctx context.Context, a reminders.Action) ([]reminders.Milestone, error) {
	ids := t.shown
	if n := t.said.number; n > 0 && n <= len(ids) {
		ids = ids[n-1 : n]
	}
	var out []reminders.Milestone
	for _, id := range ids {
		m, err := t.Diary.Milestone(ctx, id)
		if _, refused := t.refusal(err); refused {
			continue
		}
		if err != nil {
			return nil, err
		}
		if t.who.Joins(m) && slices.Contains(reminders.Actions(m, t.who, t.today(t.Now)), a) {
			out = append(out, m)
		}
	}
	return out, nil
}

func sign(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	all, err := t.canDo(ctx, reminders.Acknowledge)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(all) == 0 {
		return t.say("好的。没有要签收的任务。", "Thank you. There is nothing to acknowledge."), nil
	}
	for i, m := range all {
		step := stepOf(t, reminders.Step{Action: reminders.Acknowledge})
		step.Request = fmt.Sprintf("%s/%d", t.ID, m.ID)
		if all[i], err = t.Diary.Act(ctx, m.ID, t.who.ID, step); err != nil {
			if sentence, refused := t.refusal(err); refused {
				return say(sentence), nil
			}
			return bot.Reply{}, err
		}
	}
	t.Changed()
	if len(all) == 1 {
		card, err := card(ctx, t, all[0], t.wordDone(reminders.Acknowledge))
		return bot.Reply{Messages: []bot.Message{card}}, err
	}
	return bot.Reply{Messages: []bot.Message{milestonePage(t, t.f("已签收{n}项：", "Acknowledged: {n} {task|tasks}:", len(all)), all, 0, mineView, "mine", "")}}, nil
}

func claim(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	all, err := t.canDo(ctx, reminders.Report)
	if err != nil {
		return bot.Reply{}, err
	}
	switch len(all) {
	case 0:
		return t.say("没有要填报的任务。发“我的任务”看还有哪些要办。",
			"There is nothing to report. Send /mine to see what is left to do."), nil
	case 1:
		t.open(form{Of: "task", Action: reminders.Report, Milestone: all[0].ID, Unsure: true,
			Parts: []part{{t.Request.MessageID, strings.TrimSpace(t.Text)}}})
		return shownBack(ctx, t, *t.session.Form, "")
	}
	t.session.Pile = &form{Of: "task", Action: reminders.Report, Parts: []part{{t.Request.MessageID, strings.TrimSpace(t.Text)}}}
	return bot.Reply{Messages: []bot.Message{milestonePage(t, t.f("是哪一项？请按它的“填报”：", "Which one? Please press its “Report”:"), all, 0, mineView, "mine", "")}}, nil
}
