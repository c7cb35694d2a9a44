package evaluation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duban/knowledge/ask"
	"duban/knowledge/ask/evaluation"
	"duban/knowledge/document"
)

// sets is where questions about other plans lie, which are not part of the repository.
var sets = filepath.Join("..", "..", "..", "..", "shared", "questions", "train")

func init() {
	if dir := os.Getenv("DUBAN_SETS_DIR"); dir != "" { // other sets with their texts
		sets, corpus = filepath.Join(dir, "questions"), filepath.Join(dir, "corpus")
	}
}

// set is one plan with the questions about it.
type set struct {
	name      string
	asker     *ask.Asker
	questions []evaluation.Question
}

// trainingSets opens every plan for which there are questions.
func trainingSets(t testing.TB) []set {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(sets, "*.jsonl"))
	if len(paths) == 0 {
		t.Skipf("there are no sets of questions in %s", sets)
	}
	var out []set
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".jsonl")
		if only := os.Getenv("DUBAN_SETS"); only != "" && !slices.Contains(strings.Fields(only), name) {
			continue
		}
		texts, _ := filepath.Glob(filepath.Join(corpus, name+"-*"))
		texts = slices.DeleteFunc(texts, func(s string) bool { return strings.Contains(s, "oneline") })
		if len(texts) != 1 {
			t.Fatalf("%s: %v", name, texts)
		}
		data, err := os.ReadFile(texts[0])
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if strings.HasSuffix(texts[0], ".html") {
			doc, err := document.Read(context.Background(), data, document.Options{})
			if err != nil {
				t.Fatal(err)
			}
			text = doc.Text
		}
		out = append(out, set{name, asker(t, text), questions(t, path)})
	}
	return out
}

// TestSets prints how the answers to the sets of other plans score, by plan and by type:
// with the weights that are embedded, and with weights learned from the other plans
// alone. With -update the weights are learned from all and written anew.
func TestSets(t *testing.T) {
	all := trainingSets(t)
	lessons := make([][]evaluation.Lesson, len(all))
	for i, s := range all {
		lessons[i] = evaluation.Lessons(s.asker, s.questions, dayOne)
	}
	begin := ask.Learned()
	if *update {
		var joined []evaluation.Lesson
		for _, l := range lessons {
			joined = append(joined, l...)
		}
		data, err := json.MarshalIndent(evaluation.Learn(joined, begin), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join("..", "weights.json"), append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	score(t, "with the embedded weights", all, func(int) ask.Weights { return begin })
	if os.Getenv("DUBAN_LEFT_OUT") == "" {
		return
	}
	score(t, "left out", all, func(left int) ask.Weights {
		var others []evaluation.Lesson
		for i, l := range lessons {
			if i != left {
				others = append(others, l...)
			}
		}
		return evaluation.Learn(others, begin)
	})
}

func score(t *testing.T, name string, all []set, weights func(int) ask.Weights) {
	byType, byTypeAll := map[string]int{}, map[string]int{}
	var share float64
	var b strings.Builder
	retrieval := evaluation.Retrieval{}
	denied, answerable := 0, 0
	for i, s := range all {
		s.asker.Use(weights(i))
		r, err := evaluation.Run(s.asker, s.questions, dayOne)
		if err != nil {
			t.Fatal(err)
		}
		right, total := 0, 0
		for typ, n := range r.Total {
			byType[typ] += r.Right[typ]
			byTypeAll[typ] += n
			right, total = right+r.Right[typ], total+n
		}
		retrieval.First += r.Retrieval.First
		retrieval.Five += r.Retrieval.Five
		retrieval.Questions += r.Retrieval.Questions
		share += float64(right) / float64(total)
		for _, q := range s.questions {
			if q.Answerable && !q.Either && q.Expect == "" {
				answerable++
			}
		}
		fmt.Fprintf(&b, "%s %3d of %3d %.1f%%\n", s.name, right, total, 100*float64(right)/float64(total))
		for _, f := range r.Wrong {
			if f.Question.Answerable && !f.Question.Either && f.Why == "abstained is true" {
				denied++
			}
			if os.Getenv("DUBAN_SHOW") != "" {
				t.Logf("%s [%s] %s -> %s\n    %s", f.Question.ID, f.Question.Type, strings.Join(f.Question.Turns, " | "), f.Why, strings.ReplaceAll(f.Answer, "\n", "\n    "))
			}
		}
	}
	for _, typ := range slices.Sorted(maps.Keys(byTypeAll)) {
		if byTypeAll[typ] > 10 {
			fmt.Fprintf(&b, "%-12s %3d of %3d %.1f%%\n", typ, byType[typ], byTypeAll[typ], 100*float64(byType[typ])/float64(byTypeAll[typ]))
		}
	}
	n := float64(max(retrieval.Questions, 1))
	t.Logf("%s\n%smean over plans %.1f%%; recall@1 %.3f @5 %.3f of %d; answerable denied %d of %d", name, b.String(), 100*share/float64(len(all)), float64(retrieval.First)/n, float64(retrieval.Five)/n, retrieval.Questions, denied, answerable)
}
