package ask

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
	"duban/knowledge/zh"
)

// TestEveryPlan asks each plan for what it says itself: where a title stands, who
// is responsible, how much a target is. It runs on the plan that ships, on a small
// one of another kind, and on the texts beside the repository where they are.
func TestEveryPlan(t *testing.T) {
	texts := map[string]string{"seed": seed.Text()}
	beside, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", "*.txt"))
	for _, path := range append(beside, filepath.Join("testdata", "plan-water.txt")) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(path)] = string(text)
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			plan, err := gongwen.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			asksItself(t, New(plan))
		})
	}
}

func asksItself(t *testing.T, a *Asker) {
	right, total := map[string]int{}, map[string]int{}
	check := func(kind, question string, ok func(Answer) bool) {
		answer := a.Ask(question, Focus{}, dayOne)
		total[kind]++
		if ok(answer) {
			right[kind]++
		} else {
			t.Logf("%s: %s\n%s", kind, question, answer.Text())
		}
	}
	cites := func(ref string) func(Answer) bool {
		return func(answer Answer) bool {
			for _, c := range answer.Citations {
				if c.Clause == ref {
					return true
				}
			}
			return false
		}
	}
	for _, c := range a.plan.Clauses {
		if len([]rune(c.Title)) >= 5 && c.Parent == "" {
			check("where", c.Title+"在哪一条", cites(c.Ref))
			check("what", c.Title+"讲了什么", cites(c.Ref))
			if len(c.Duties) > 0 {
				check("who", "谁负责"+c.Title, func(answer Answer) bool { return strings.Contains(answer.Text(), c.Duties[0].Unit) })
			}
		}
	}
	for _, g := range a.plan.Targets {
		if g.Comparator != knowledge.All && len([]rune(g.Indicator)) >= 6 {
			check("how much", g.Indicator+"要达到多少", func(answer Answer) bool {
				return strings.Contains(zh.Squeeze(answer.Text()), zh.Squeeze(g.Value+g.Measure))
			})
		}
	}
	for kind, n := range total {
		t.Logf("%-9s %3d of %3d", kind, right[kind], n)
		if right[kind]*20 < n*17 {
			t.Errorf("%s: only %d of %d", kind, right[kind], n)
		}
	}
	if len(total) == 0 {
		t.Skip("a plan without titles and targets")
	}
}
