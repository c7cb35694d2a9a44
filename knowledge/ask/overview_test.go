package ask

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"duban/knowledge/said"
)

func TestOverview(t *testing.T) {
	a := seedAsker(t)
	for question, want := range map[string]string{
		"概括一下这个计划":  "全文共4个部分、18条。",
		"这份文件讲了什么？": "任务的期限最晚到2025年。",
		"有哪些硬指标":    "用数字定下的目标共13处，前8处是：",
		"都有哪些量化指标？": "用数字定下的目标共13处，前8处是：",
	} {
		answer := a.Ask(question, Focus{}, dayOne)
		if !slices.ContainsFunc(answer.Lines, func(s said.Sentence) bool { return s.String() == want }) {
			t.Errorf("%s: %q lacks %q", question, answer.Lines, want)
		}
	}
}

// TestIndependent: a question that stands on its own is answered as if nothing had been
// asked before it.
func TestIndependent(t *testing.T) {
	f, err := os.Open("evaluation/testdata/seed.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var questions []string
	for s := bufio.NewScanner(f); s.Scan(); {
		var q struct {
			Q          string
			Answerable *bool
		}
		if json.Unmarshal(s.Bytes(), &q) == nil && q.Q != "" && (q.Answerable == nil || *q.Answerable) {
			questions = append(questions, q.Q)
		}
	}
	a := seedAsker(t)
	changed := 0
	for i, q := range questions {
		alone := a.Ask(q, Focus{}, dayOne)
		before := a.Ask(questions[(i*7+3)%len(questions)], Focus{}, dayOne)
		after := a.Ask(q, before.Focus, dayOne)
		if plainLines(alone.Lines) != plainLines(after.Lines) {
			changed++
			t.Logf("after %q, %q is answered %q, alone %q", questions[(i*7+3)%len(questions)], q, after.Lines, alone.Lines)
		}
	}
	const most = 0.05 // of those that name their subject by a pronoun or a year alone
	t.Logf("%d of %d questions are answered otherwise after another one", changed, len(questions))
	if float64(changed) > most*float64(len(questions)) {
		t.Errorf("%d of %d questions are answered otherwise after another one", changed, len(questions))
	}
}
