package evaluation_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/ask/evaluation"
	"duban/knowledge/gongwen"
	"duban/knowledge/said"
	"duban/knowledge/seed"
	"duban/knowledge/zh"
)

var update = flag.Bool("update", false, "write the golden results anew")

// dayOne is a day in the shipped plan's first year, so that 今年 and 明年 lie inside it.
var dayOne = time.Date(2021, 6, 1, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))

// corpus is where the texts of other plans lie, which are not part of the
// repository.
var corpus = filepath.Join("..", "..", "..", "..", "shared", "corpus")

// asker answers from the plan's text, over a real index.
func asker(t testing.TB, text string) *ask.Asker {
	t.Helper()
	plan, err := gongwen.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return ask.New(plan)
}

func questions(t testing.TB, path string) []evaluation.Question {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := evaluation.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// planOf gives the text that a set of questions is about: the plan that ships for
// seed*.jsonl, else the corpus text of the set's name.
func planOf(t *testing.T, name string) string {
	t.Helper()
	if strings.HasPrefix(name, "seed") {
		return seed.Text()
	}
	text, err := os.ReadFile(filepath.Join(corpus, name+".txt"))
	if os.IsNotExist(err) {
		t.Skipf("the text of %s is not part of the repository and does not lie in %s", name, corpus)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestQuestions holds the answers to the reviewed questions: what is right by
// type, how the clause retrieval does, and each wrong answer with its reason stand
// in a file that a diff shows.
func TestQuestions(t *testing.T) {
	sets, err := filepath.Glob(filepath.Join("testdata", "*.jsonl"))
	if err != nil || len(sets) == 0 {
		t.Fatalf("%v, %v", sets, err)
	}
	for _, path := range sets {
		name := strings.TrimSuffix(filepath.Base(path), ".jsonl")
		t.Run(name, func(t *testing.T) {
			a := asker(t, planOf(t, name))
			report, err := evaluation.Run(a, questions(t, path), dayOne)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if err := report.Write(&b); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", b.String())
		})
	}
}

// golden compares with a file of testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; go test ./knowledge/ask/evaluation -update writes it anew for review\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

// TestQuotations: every quotation stands in the plan's text as found, or in its
// repaired reading.
func TestQuotations(t *testing.T) {
	a := asker(t, seed.Text())
	for _, q := range questions(t, filepath.Join("testdata", "seed.jsonl")) {
		answer, err := evaluation.Converse(a, q, dayOne)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range answer.Citations {
			if !evaluation.Stands(a.Plan(), c.Quote) {
				t.Errorf("%s: false quotation %q", q.ID, c.Quote)
			}
		}
	}
}

func TestReadNamesTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"{\"q\":\"甲\"}\n\nnonsense":                      "第3行",
		"{\"id\":\"1\"}":                                 "第1行没有问题",
		"{\"q\":\"" + strings.Repeat("甲", 1<<19) + "\"}": "超过1MB",
	} {
		if _, err := evaluation.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}

// TestJudge: each way to be wrong is seen.
func TestJudge(t *testing.T) {
	good := evaluation.Question{Answerable: true, Must: [][]string{{"93%", "93％"}}, MustNot: []string{"90%"}, Cite: []string{"（十）"}, MaxChars: 100}
	answer := ask.Answer{Intent: ask.IntentAnswer, Lines: []said.Sentence{said.Words("达到 93%。")}, Citations: []knowledge.Citation{{Clause: "（十）", Quote: "甲"}}}
	if why := good.Judge(answer); why != "" {
		t.Fatal(why)
	}
	for name, spoil := range map[string]func(*evaluation.Question){
		"must":       func(q *evaluation.Question) { q.Must = [][]string{{"95%"}} },
		"must_not":   func(q *evaluation.Question) { q.MustNot = []string{"93 %"} },
		"cite":       func(q *evaluation.Question) { q.Cite = []string{"（九）"} },
		"cite_all":   func(q *evaluation.Question) { q.Cite, q.CiteAll = []string{"（十）", "（九）"}, true },
		"answerable": func(q *evaluation.Question) { q.Answerable = false },
		"long":       func(q *evaluation.Question) { q.MaxChars = 3 },
		"status":     func(q *evaluation.Question) { q.Expect = "status" },
		"help":       func(q *evaluation.Question) { q.Expect = "polite_help" },
	} {
		q := good
		if spoil(&q); q.Judge(answer) == "" {
			t.Errorf("%s: a wrong answer passes", name)
		}
	}
}

// TestSpelling: width, script, spaces and politeness change no answer to a reviewed
// question.
func TestSpelling(t *testing.T) {
	a := asker(t, seed.Text())
	traditional := map[rune]rune{}
	for r := rune(0x4e00); r <= 0x9fff; r++ {
		if s := []rune(zh.Fold(string(r))); len(s) == 1 && s[0] != r && traditional[s[0]] == 0 {
			traditional[s[0]] = r
		}
	}
	each := func(f func(r rune) string) func(string) string {
		return func(s string) string {
			var b strings.Builder
			for _, r := range s {
				b.WriteString(f(r))
			}
			return b.String()
		}
	}
	ways := map[string]func(string) string{
		"full width": each(func(r rune) string {
			if r > ' ' && r <= '~' {
				r += 0xfee0
			}
			return string(r)
		}),
		"traditional": each(func(r rune) string {
			if t := traditional[r]; t != 0 {
				r = t
			}
			return string(r)
		}),
		"spaces": each(func(r rune) string {
			if zh.IsHan(r) {
				return string(r) + " "
			}
			return string(r)
		}),
		"polite": func(s string) string { return "请问" + s + "谢谢！" },
	}
	changed := map[string][]string{}
	n := 0
	for _, q := range questions(t, filepath.Join("testdata", "seed.jsonl")) {
		if len(q.Turns) > 1 || q.Expect == "polite_help" { // a greeting with a greeting around it is another
			continue
		}
		n++
		want := a.Ask(q.Turns[0], ask.Focus{}, dayOne)
		for name, way := range ways {
			got := a.Ask(way(q.Turns[0]), ask.Focus{}, dayOne)
			if got.Text() != want.Text() || got.Silence != want.Silence || got.Intent != want.Intent {
				changed[name] = append(changed[name], way(q.Turns[0])+"\n   "+got.Text()+"\n   instead of "+want.Text())
			}
		}
	}
	for name, list := range changed {
		t.Errorf("%s: %d of %d answers change, such as\n%s", name, len(list), n, strings.Join(list[:min(len(list), 6)], "\n"))
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"id":"1","q":"谁负责","must":[["甲"]]}`)
	f.Add("{}\n[1]\n\"\"")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := evaluation.Read(strings.NewReader(text))
		for _, q := range all {
			if err == nil && len(q.Turns) == 0 {
				t.Errorf("a question without words: %+v", q)
			}
		}
	})
}
