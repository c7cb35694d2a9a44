package talk

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"duban/bot"
	"duban/knowledge/zh"
	"duban/reminders"
)

var featureEvidence = Feature{Name: "evidence", Presses: map[string]press{"proof": pressEvidence}}

// percentForm finds how far something is, as people write it: 完成80%, 80% done. A target
// of the plan (达到100%) is no such thing.
var percentForm = regexp.MustCompile(`(?:完成|进度)(?:百分比|度|率)?(?:约|到|达|为|是|了)?[:：]?\s*(\d{1,4})\s*%|(\d{1,4})\s*(?:%|per\s?cent)\s*(?:done|complete)`)

// percentIn gives the per cent that a report says is done; 0: none is said.
func percentIn(text string) int {
	m := percentForm.FindStringSubmatch(zh.Fold(text))
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1] + m[2])
	if n == 0 { // written, and not to be taken for nothing said
		return -1
	}
	return n
}

// attach keeps a file that is sent while a report is being written. A caption is the
// report's text.
func attach(ctx context.Context, t *turn, f *form) (reply bot.Reply, ok bool, err error) {
	if f.Action != reminders.Report {
		return bot.Reply{}, false, nil
	}
	if len(f.Evidence) >= reminders.MaxEvidence {
		return t.say(wordTooMuchEvidence, reminders.MaxEvidence), true, nil
	}
	data, sentence := fetch(ctx, t)
	if sentence != "" {
		return say(sentence), true, nil
	}
	if !t.uploads.take(t.who.ID, len(data), t.today(t.Now)) {
		return t.say(wordEvidenceQuota, filesADay, bytesADay>>20), true, nil
	}
	kept, err := t.Evidence.Put(data, shown(t.File.Name))
	if err != nil {
		return bot.Reply{}, true, fmt.Errorf("keep evidence: %w", err)
	}
	if !slices.Contains(f.Evidence, kept) {
		f.Evidence = append(f.Evidence, kept)
	}
	if t.Text != "" {
		reply, err = fillTask(ctx, t, *f)
		return reply, true, err
	}
	return t.say(wordAttached, len(f.Evidence)), true, nil
}

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
		return m, t.f(wordStale), nil
	}
	if m, err = t.Diary.Milestone(ctx, id); err != nil {
		if sentence, refused := t.refusal(err); refused {
			return m, sentence, nil
		}
		return m, "", err
	}
	if !mayRead(t.who, m) {
		return m, t.f(wordNotAllowed), nil
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
			reply.Messages = append(reply.Messages, bot.Message{Text: plain(t.f(wordEvidenceLost, v.Name))})
			continue
		}
		reply.Messages = append(reply.Messages, bot.Message{Text: plain(t.f("%s %s：%s", t.owners(m), m.Name(), v.Name)), File: &bot.File{Name: v.Name, Data: data}})
	}
	if len(reply.Messages) == 0 {
		reply.Toast = t.f(wordNoEvidence)
	}
	return reply, nil
}

// Evidence keeps the files of reports.
type Evidence interface {
	// Put keeps a file under its hash.
	Put(data []byte, name string) (reminders.Evidence, error)
	Get(hash string) ([]byte, error)
}
