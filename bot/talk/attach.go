package talk

import (
	"context"
	"fmt"

	"duban/bot"
	"duban/reminders"
)

// attach keeps files that are sent while a report is being written. A caption is a part of
// the report's text, and leaves it open.
func attach(ctx context.Context, t *turn, f form) (reply bot.Reply, ok bool, err error) {
	if f.Action != reminders.Report {
		return bot.Reply{}, false, nil
	}
	said, err := t.collect(ctx, &f)
	if err != nil {
		return bot.Reply{}, true, err
	}
	t.session.Form = &f
	if !f.filled() {
		return say(said), true, nil
	}
	reply, err = shownBack(ctx, t, f, said)
	return reply, true, err
}

// collect puts the files of a message and its words into a form, and says what was kept
// and what was not.
func (t *turn) collect(ctx context.Context, f *form) (said string, err error) {
	var refusals []string
	kept := 0
	for _, u := range t.Uploads {
		refusal, err := t.keep(ctx, u, f)
		switch {
		case err != nil:
			return "", err
		case refusal != "":
			refusals = appendNew(refusals, refusal)
		default:
			kept++
		}
	}
	if t.Text != "" {
		if refusal := t.write(f); refusal != "" {
			refusals = append(refusals, refusal)
		}
	}
	if kept > 0 {
		refusals = append([]string{t.f("收到佐证{kept}件。",
			"Received: {kept} {file|files} of evidence.", kept)}, refusals...)
	}
	return t.join(refusals, "\n", "\n"), nil
}

// keep keeps one file as evidence of a form, or gives the sentence that says why not.
func (t *turn) keep(ctx context.Context, u *bot.Upload, f *form) (refusal string, err error) {
	if len(f.Evidence) >= reminders.MaxEvidence {
		return t.wordTooMuchEvidence(reminders.MaxEvidence), nil
	}
	data, sentence := t.fetch(ctx, u)
	if sentence != "" {
		return t.f("“{shown}”没有留下：{sentence}", "“{shown}” was not kept: {sentence}", shown(u.Name), sentence), nil
	}
	if !t.uploads.take(t.who.ID, len(data), t.today(t.Now)) {
		return t.f("一个人一天最多发{filesADay}件、共{bytesADay}MB佐证，这一件没有收。请用一段话写明进展，完成填报，其余的明天再发；发“取消”退出。",
			"One person can send at most {filesADay} files of evidence a day, {bytesADay} MB in all; this one was not taken. Please finish the report by telling the progress in one message, and send the rest tomorrow. Send /cancel to leave.", filesADay, bytesADay>>20), nil
	}
	kept, err := t.Evidence.Put(data, shown(u.Name))
	if err != nil {
		return "", fmt.Errorf("keep evidence: %w", err)
	}
	f.Evidence = withEvidence(f.Evidence, []reminders.Evidence{kept})
	return "", nil
}
