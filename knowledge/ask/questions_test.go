package ask

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
	"duban/knowledge/zh"
)

var update = flag.Bool("update", false, "write the golden results anew")

// seedAsker answers from the plan that ships, over a real index.
func seedAsker(t testing.TB) *Asker {
	t.Helper()
	plan, err := seedPlan()
	if err != nil {
		t.Fatal(err)
	}
	index, err := knowledge.OpenIndex(t.TempDir(), plan)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	return New(plan, index)
}

var seedPlan = sync.OnceValues(func() (*knowledge.Plan, error) { return gongwen.Parse(seed.Text()) })

// dayOne is a day in the plan's first year, so that 今年 and 明年 lie inside it.
var dayOne = time.Date(2021, 6, 1, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))

// reviewed is a question with what a right answer holds.
type reviewed struct {
	ID         string
	Q          string
	Turns      []string
	Now        string
	Type       string
	Answerable bool
	Must       [][]string
	MustNot    []string `json:"must_not"`
	Cite       []string
	CiteAll    bool `json:"cite_all"`
	Expect     string
	MaxChars   int `json:"max_chars"`
}

func (r reviewed) turns() []string {
	if len(r.Turns) > 0 {
		return r.Turns
	}
	return []string{r.Q}
}

// judge says why an answer is wrong, or nothing.
func (r reviewed) judge(a Answer) string {
	text := squeezed(a.Text())
	for _, bad := range r.MustNot {
		if strings.Contains(text, squeezed(bad)) {
			return "says " + bad
		}
	}
	switch {
	case r.Expect == "status" && a.Intent != IntentStatus, r.Expect == "polite_help" && a.Intent != IntentHelp:
		return "intent " + string(a.Intent)
	case r.Expect == "status":
		return "" // the words of a status are the diary's
	case r.Expect == "" && a.Abstained() == r.Answerable:
		return fmt.Sprintf("abstained is %v", a.Abstained())
	}
	for _, group := range r.Must {
		if !slices.ContainsFunc(group, func(s string) bool { return strings.Contains(text, squeezed(s)) }) {
			return "lacks " + group[0]
		}
	}
	if n := len([]rune(text)); r.MaxChars > 0 && n > r.MaxChars {
		return fmt.Sprintf("%d characters", n)
	}
	if !r.Answerable || len(r.Cite) == 0 {
		return ""
	}
	cited := func(clause string) bool {
		return slices.ContainsFunc(a.Citations, func(c knowledge.Citation) bool { return c.Clause == clause })
	}
	if !slices.ContainsFunc(r.Cite, cited) || r.CiteAll && slices.ContainsFunc(r.Cite, func(c string) bool { return !cited(c) }) {
		return "does not cite " + strings.Join(r.Cite, " ")
	}
	return ""
}

func squeezed(s string) string {
	return strings.NewReplacer("*", "", "_", "", "`", "").Replace(zh.Squeeze(s))
}

func readQuestions(t testing.TB) []reviewed {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "questions.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []reviewed
	for s := bufio.NewScanner(f); s.Scan(); {
		var r reviewed
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// converse puts the turns one after the other, as one chat would.
func converse(t testing.TB, a *Asker, r reviewed) Answer {
	t.Helper()
	now := dayOne
	if r.Now != "" {
		var err error
		if now, err = time.ParseInLocation(time.DateOnly, r.Now, dayOne.Location()); err != nil {
			t.Fatal(err)
		}
	}
	var answer Answer
	var focus Focus
	for _, turn := range r.turns() {
		var err error
		if answer, err = a.Ask(turn, focus, now); err != nil {
			t.Fatal(err)
		}
		focus = answer.Focus
	}
	return answer
}

// TestQuestions holds the answers to the reviewed questions: what is right by
// type, and each that is wrong with the reason, stand in a file that a diff shows.
func TestQuestions(t *testing.T) {
	a := seedAsker(t)
	right, total := map[string]int{}, map[string]int{}
	var wrong, types []string
	sum := 0
	for _, r := range readQuestions(t) {
		if total[r.Type] == 0 {
			types = append(types, r.Type)
		}
		total[r.Type]++
		answer := converse(t, a, r)
		for _, c := range answer.Citations {
			if !strings.Contains(zh.Squeeze(a.plan.Source), zh.Squeeze(c.Quote)) && !a.proof.holds(c.Quote) {
				t.Errorf("%s: false quotation %q", r.ID, c.Quote)
			}
		}
		if why := r.judge(answer); why != "" {
			wrong = append(wrong, fmt.Sprintf("%s %s: %s", r.ID, strings.Join(r.turns(), " | "), why))
			continue
		}
		right[r.Type]++
		sum++
	}
	slices.Sort(types)
	var b strings.Builder
	for _, typ := range types {
		fmt.Fprintf(&b, "%-24s %3d of %3d\n", typ, right[typ], total[typ])
	}
	fmt.Fprintf(&b, "%-24s %3d of %3d\n\n%s\n", "all", sum, sum+len(wrong), strings.Join(wrong, "\n"))
	golden(t, "results.txt", b.String())
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
		t.Errorf("%s differs; go test ./knowledge/ask -update writes it anew for review\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}
