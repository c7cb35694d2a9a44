package talk

import (
	"context"
	"slices"
	"strconv"

	"duban/bot"
	"duban/reminders"
)

var featureEvidence = Feature{Name: "evidence", Presses: map[string]press{"proof": pressEvidence}}

// evidenceOf gives the files of all reports on a milestone, each once, the newest first.
func evidenceOf(events []reminders.Event) []reminders.Evidence {
	var all []reminders.Evidence
	for _, e := range slices.Backward(events) {
		for _, v := range e.Evidence {
			if !slices.ContainsFunc(all, func(o reminders.Evidence) bool { return o.Hash == v.Hash }) {
				all = append(all, v)
			}
		}
	}
	return all
}

// mayRead tells whether the person may see what the diary has of a milestone.
func mayRead(p reminders.Person, m reminders.Milestone) bool {
	return p.Role == reminders.Admin || p.Role == reminders.Leader || p.Joins(m)
}

// readable gives the milestone that a button names, or the sentence that says why this
// person does not see it.
func readable(ctx context.Context, t *turn, which string) (m reminders.Milestone, refusal string, err error) {
	id, err := strconv.ParseInt(which, 10, 64)
	if err != nil {
		return m, t.word(wordStale), nil
	}
	if m, err = t.Diary.Milestone(ctx, id); err != nil {
		if sentence, refused := t.refusal(err); refused {
			return m, sentence, nil
		}
		return m, "", err
	}
	if !mayRead(t.who, m) {
		return m, t.word(wordNotAllowed), nil
	}
	return m, "", nil
}

// pressEvidence sends the files of a milestone's reports.
func pressEvidence(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	m, refusal, err := readable(ctx, t, which)
	if err != nil || refusal != "" {
		return bot.Reply{Toast: refusal}, err
	}
	events, err := t.Diary.Events(ctx, m.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	var reply bot.Reply
	files := evidenceOf(events)
	for _, v := range files[:min(len(files), reminders.MaxEvidence)] {
		data, err := t.Evidence.Get(v.Hash)
		if err != nil {
			reply.Messages = append(reply.Messages, bot.Message{Text: plain(t.f("佐证“{name}”读不出来，请督查员在电脑上运行 duban doctor 检查。",
				"The evidence “{name}” cannot be read. A supervisor should run duban doctor on the computer.", theirs(v.Name, 100)))})
			continue
		}
		reply.Messages = append(reply.Messages, bot.Message{Text: plain(t.f("{owners} {name}：{name2}", "{owners} {name}: {name2}", t.owners(m), m.Name(), quote(v.Name, 100))), File: &bot.File{Name: v.Name, Data: data}})
	}
	if len(reply.Messages) == 0 {
		reply.Toast = t.f("这项任务没有佐证。", "This task has no evidence.")
	}
	return reply, nil
}
