package ask

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/ask/judge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
	"duban/knowledge/zh"
)

// TestVerdicts states and claims, of every goal that plans set in figures, values that keep
// it, that just keep it and that do not, and compares the verdict with counting.
func TestVerdicts(t *testing.T) {
	texts := []string{seed.Text()}
	beside, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", "*.txt"))
	for _, path := range append(beside, filepath.Join("testdata", "plan-water.txt")) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	r := rand.New(rand.NewPCG(11, 13))
	right, total := map[string]int{}, map[string]int{}
	for _, text := range texts {
		plan, err := gongwen.Parse(text)
		if err != nil {
			continue // a file without text
		}
		a := New(plan)
		for _, g := range plan.Targets {
			one := zh.Figures(zh.Fold(g.Value + g.Measure))
			if n := len([]rune(g.Indicator)); g.Number <= 0 || len(one) != 1 || n < 5 || n > 20 || g.Comparator == knowledge.All || g.Comparator == knowledge.Range || one[0].High > one[0].Value || g.Measure == "位" || strings.ContainsAny(g.Value, "一二两三四五六七八九十") {
				continue
			}
			bound := judge.Bound{Comparator: g.Comparator, Value: g.Number}
			if bound.Comparator == knowledge.Equals || bound.Comparator == knowledge.About {
				bound.Comparator = knowledge.AtLeast
			}
			digits := 0
			if _, after, ok := strings.Cut(g.Value, "."); ok {
				digits = len(after)
			}
			v := []float64{g.Number, g.Number * 1.2, g.Number * 0.8}[r.IntN(3)]
			if g.Measure == "%" && v > 100 {
				v = g.Number
			}
			if digits == 0 {
				v = float64(int(v))
			}
			said := strconv.FormatFloat(v, 'f', digits, 64) + g.Measure
			v, _ = strconv.ParseFloat(strings.TrimSuffix(said, g.Measure), 64)
			state := []string{"我们现在%s是%s，达标了吗", "目前%s做到%s，够不够，还差多少", "%s到了%s，算不算完成任务", "要是%s只有%s，符合要求吗", "咱们%s%s了，这能交差不"}[r.IntN(5)]
			claim := []string{"%s是%s，对吧", "我记得%s要求%s，没错吧", "文件写的%s是不是%s", "听说%s定的是%s，帮我核一下", "%s的目标是%s吗"}[r.IntN(5)]
			for _, c := range []struct {
				kind, question string
				want           bool
			}{
				{"state", fmt.Sprintf(state, g.Indicator, said), judge.State(v, bound).Holds()},
				{"claim", fmt.Sprintf(claim, g.Indicator, said), judge.Near(v, g.Number)},
			} {
				answer := a.Ask(c.question, Focus{}, dayOne)
				want := No
				if c.want {
					want = Yes
				}
				total[c.kind]++
				if answer.Verdict == want && strings.Contains(zh.Squeeze(answer.Text()), zh.Squeeze(g.Value)) {
					right[c.kind]++
				} else if os.Getenv("DUBAN_SHOW") == c.kind {
					t.Logf("%s: %s: %s for %s %s%s\n%.300s", c.kind, c.question, want, g.Comparator, g.Value, g.Measure, answer.Text())
				}
			}
		}
	}
	for kind, n := range total {
		t.Logf("%s %d of %d", kind, right[kind], n)
		if right[kind]*100 < n*95 {
			t.Errorf("%s: only %d of %d", kind, right[kind], n)
		}
	}
}
