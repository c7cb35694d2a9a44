package gongwen_test

import (
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
)

// TestFootnotes: a note stays text of the plan, and nothing is read from it.
func TestFootnotes(t *testing.T) {
	const body = "某县供水方案\n\n一、目标\n\n（一）管网。到2025年，改造管网50公里。（责任单位：县水利局）\n\n附件1\n\n县水利局任务表\n\n项目\t2024年\n管网\t20公里\n"
	const notes = "\n注1：到2025年，县财政局另建水池90座。\n\n注2：包括：一、新建30公里；二、改造20公里。（责任单位：县住建局）\n"
	bare, err := gongwen.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"plain": body + notes, "line ends": strings.ReplaceAll(body+notes, "\n", "\r\n"), "together": body + strings.ReplaceAll(notes, "\n\n", "\n")} {
		p, err := gongwen.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		checkPlan(t, p)
		if len(p.Targets) != len(bare.Targets) || len(p.Tasks) != len(bare.Tasks) || len(p.Clauses) != len(bare.Clauses) || len(p.Cells()) != len(bare.Cells()) || len(p.Bureaus()) != len(bare.Bureaus()) || len(p.Doubts) != len(bare.Doubts) {
			t.Errorf("%s: %d targets, %d tasks, clauses %v", name, len(p.Targets), len(p.Tasks), p.Clauses)
		}
		all := p.Sections()
		if last := all[len(all)-1]; last.Ref != knowledge.NotesRef || !strings.HasPrefix(last.Text, "注1：到2025年") || !strings.HasSuffix(last.Text, "（责任单位：县住建局）") {
			t.Errorf("%s: the last section is %+v", name, last)
		}
	}
	// What does not count from 1, or does not end the text, is no note of the whole.
	for _, text := range []string{body + "\n注2：含改建。\n", body + "\n注1：含改建。\n\n注3：含新建。\n", body + notes + "\n附件2\n", body + "\n注1：甲\t乙\n"} {
		p, err := gongwen.Parse(text)
		if err != nil || p.Footnotes.Text != "" {
			t.Errorf("%q: %v, notes %q", text[len(body):], err, p.Footnotes.Text)
		}
	}
	if _, err := gongwen.Parse("注1：含改建。"); err != gongwen.ErrNotPlan {
		t.Errorf("notes alone: %v", err)
	}
}
