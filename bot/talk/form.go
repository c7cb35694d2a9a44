package talk

import (
	"context"
	"slices"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// add puts a message behind what is written, or in the place of what it said before.
func (f *form) add(p part) {
	f.Parts = slices.Clone(f.Parts)
	if i := f.partOf(p.Message); i >= 0 {
		f.Parts[i] = p
		return
	}
	f.Parts = append(f.Parts, p)
}

// partOf finds what a message has said; -1: nothing.
func (f form) partOf(message string) int {
	return slices.IndexFunc(f.Parts, func(p part) bool { return message != "" && p.Message == message })
}

// words are all that is written.
func (f form) words() string {
	var all []string
	for _, p := range f.Parts {
		all = append(all, p.Text)
	}
	return strings.Join(all, "\n")
}

// percent is how far the words say that it is; of several figures the last.
func (f form) percent() int {
	for _, p := range slices.Backward(f.Parts) {
		if n := percentIn(p.Text); n != 0 {
			return n
		}
	}
	return 0
}

// filled reports whether something would be lost with the form.
func (f form) filled() bool { return len(f.Parts)+len(f.Evidence) > 0 }

// same reports whether two forms ask the same.
func (f form) same(o form) bool {
	return f.Of == o.Of && f.Action == o.Action && f.Milestone == o.Milestone
}

// formOf gives how the form's feature takes it; nil where this person cannot use it any
// more, here.
func (t *turn) formOf(f form) *formOf {
	of := t.table.named(f.Of)
	if of == nil || of.Form == nil || of.refusal(t) != "" {
		return nil
	}
	return of.Form
}

// mostKept is how many forms are kept beside the open one.
const mostKept = 20

// open opens a form, with what was written into it before. The one that was open is kept.
func (t *turn) open(f form) {
	t.putAside()
	if i := slices.IndexFunc(t.session.Kept, f.same); i >= 0 {
		old := t.session.Kept[i]
		t.session.Kept = slices.Delete(t.session.Kept, i, i+1)
		if len(f.Parts) == 0 {
			f.Parts, f.Day = old.Parts, old.Day
		} else { // something is added to what was taken meanwhile
			for _, one := range old.Parts {
				f.add(one)
			}
		}
		f.Evidence = withEvidence(old.Evidence, f.Evidence)
		f.Unsure = true
	}
	if p := t.session.Pile; p != nil && f.Action == reminders.Report {
		f.Evidence = withEvidence(f.Evidence, p.Evidence)
		for _, one := range p.Parts {
			f.add(one)
		}
		f.Unsure, t.session.Pile = true, nil
	}
	t.session.Form = &f
}

// putAside keeps the open form, if anything is written in it.
func (t *turn) putAside() {
	f := t.session.Form
	if t.session.Form = nil; f == nil || !f.filled() {
		return
	}
	kept := slices.DeleteFunc(t.session.Kept, f.same)
	f.Away, f.Unsure = true, true
	kept = append(kept, *f)
	t.session.Kept = kept[max(0, len(kept)-mostKept):]
}

// close notes that a form was taken.
func (t *turn) close(f form) {
	if t.session.Form != nil && t.session.Form.same(f) {
		t.session.Form = nil
	}
	t.session.Kept = slices.DeleteFunc(t.session.Kept, f.same)
	t.session.Done = &done{f, t.ID}
}

// repeatForm repeats the reply to a form that was taken by this very request.
func repeatForm(ctx context.Context, t *turn) (bot.Reply, error) {
	f := t.session.Done.form
	if of := t.formOf(f); of != nil {
		return of.again(ctx, t, f)
	}
	return say(t.word(wordNotAllowed)), nil
}

// isSentences reports whether the form asks for sentences.
func (of *formOf) isSentences() bool { return of != nil && of.sentences }

// withEvidence gives the files of both, each once, as many as a report may have.
func withEvidence(all, more []reminders.Evidence) []reminders.Evidence {
	all = slices.Clone(all)
	for _, v := range more {
		if len(all) < reminders.MaxEvidence && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}
