package talk

import (
	"context"

	"duban/bot"
	"duban/reminders"
)

// featureThese answers about the tasks of the message that is replied to: 这几项什么时候到期.
var featureThese = Feature{
	Name:     "these",
	Calls:    []string{"when|due|late|soon|progress|what what? when? due? task? mine? many? not? already? ack? report? close? finish? <number>"},
	Examples: []string{"这几项什么时候到期", "第2项进度怎么样"},
	When:     func(t *turn) bool { return len(t.replied) > 0 },
	Run:      these,
}

func these(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	ids := t.replied
	if n := t.said.number; n > 0 && n <= len(ids) {
		ids = ids[n-1 : n]
	}
	var all []reminders.Milestone
	for _, id := range ids {
		m, err := t.Diary.Milestone(ctx, id)
		if _, refused := t.refusal(err); refused {
			continue
		}
		if err != nil {
			return bot.Reply{}, err
		}
		if mayRead(t.who, m) {
			all = append(all, m)
		}
	}
	switch len(all) {
	case 0:
		return say(t.word(wordNotAllowed)), nil
	case 1:
		card, err := card(ctx, t, all[0], "")
		return bot.Reply{Messages: []bot.Message{card}}, err
	}
	return bot.Reply{Messages: []bot.Message{milestonePage(t, t.f("这里的任务{n}项：", "{n} {task|tasks} here:", len(all)), all, 0, mineView, "mine", "")}}, nil
}
