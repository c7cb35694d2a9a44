package gongwen

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duban/knowledge/quantity"
)

// The weights of goalmodel.go are learned from testdata/goals.tsv: an amount of an
// annotated plan a line, with the plan's number, 1 for a goal and 0 for none, and what
// stands around it. The lines hold no text. `go test ./knowledge/gongwen -run Goals -update`
// learns anew; DUBAN_GOLD=folder:folder also reads the lines anew from plans and their
// annotations (NAME.jsonl; its text is NAME.txt beside it or in the corpus that lies beside the repository).

var (
	learn = flag.Bool("update", false, "learn the weights anew and write them")
)

type example struct {
	plan     string
	goal     bool
	features []string
}

func readExamples(t *testing.T) []example {
	t.Helper()
	data, err := os.ReadFile("testdata/goals.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) == 3 {
			all = append(all, example{f[0], f[1] == "1", strings.Fields(f[2])})
		}
	}
	return all
}

// fit learns the weights by Newton's method on the regularised log-likelihood. A goal that
// is missed weighs more than one too many: a person strikes out sooner than he finds.
func fit(all []example) map[string]float64 {
	const steps, ridge, missed = 30, 0.0005, 1.5
	names := []string{""} // of the weights; the first is that of every amount
	index := map[string]int{"": 0}
	rows := make([][]int, len(all))
	total := 0.0
	for i, e := range all {
		rows[i] = []int{0}
		for _, f := range e.features {
			if _, known := index[f]; !known {
				index[f] = len(names)
				names = append(names, f)
			}
			rows[i] = append(rows[i], index[f])
		}
		total++
		if e.goal {
			total += missed - 1
		}
	}
	n := len(names)
	w := make([]float64, n)
	for range steps {
		gradient, curve := make([]float64, n), make([][]float64, n)
		for f := range curve {
			curve[f] = make([]float64, n)
			curve[f][f] = 1e-9
			if f > 0 {
				gradient[f], curve[f][f] = -ridge*total*w[f], ridge*total
			}
		}
		for i, e := range all {
			sum := 0.0
			for _, f := range rows[i] {
				sum += w[f]
			}
			p, weight, goal := 1/(1+math.Exp(-sum)), 1.0, 0.0
			if e.goal {
				weight, goal = missed, 1
			}
			for _, f := range rows[i] {
				gradient[f] += weight * (goal - p)
				for _, g := range rows[i] {
					curve[f][g] += weight * p * (1 - p)
				}
			}
		}
		for f, d := range solve(curve, gradient) {
			w[f] += d
		}
	}
	weights := map[string]float64{}
	for f, name := range names {
		weights[name] = math.Round(w[f]*100) / 100
	}
	return weights
}

// solve gives x of a·x = b, for a symmetric and positive, by Gaussian elimination.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for j := i + 1; j < n; j++ {
			factor := a[j][i] / a[i][i]
			for k := i; k < n; k++ {
				a[j][k] -= factor * a[i][k]
			}
			b[j] -= factor * b[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = b[i]
		for k := i + 1; k < n; k++ {
			x[i] -= a[i][k] * x[k]
		}
		x[i] /= a[i][i]
	}
	return x
}

// score counts how often weights are right about goals.
func score(w map[string]float64, all []example) (precision, recall float64) {
	found, said, goals := 0, 0, 0
	for _, e := range all {
		yes := probability(w, e.features) >= 0.5
		if e.goal {
			goals++
		}
		if yes {
			said++
		}
		if yes && e.goal {
			found++
		}
	}
	return float64(found) / max(1, float64(said)), float64(found) / max(1, float64(goals))
}

// TestGoals holds the weights to what is learned, and prints the score on each plan by
// weights that were learned from the others.
func TestGoals(t *testing.T) {
	if dirs := os.Getenv("DUBAN_GOLD"); dirs != "" && *learn {
		extract(t, filepath.SplitList(dirs))
	}
	all := readExamples(t)
	weights := fit(all)
	out, err := json.MarshalIndent(weights, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	out = append(out, '\n')
	if *learn {
		if err := os.WriteFile("goalweights.json", out, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(out) != string(goalWeightFile) {
		t.Error("goalweights.json is not what testdata/goals.tsv teaches; go test ./knowledge/gongwen -run Goals -update")
	}
	var plans []string
	for _, e := range all {
		if !slices.Contains(plans, e.plan) {
			plans = append(plans, e.plan)
		}
	}
	slices.Sort(plans)
	var left []example // with the guess of the weights that did not see the plan
	found, said, goals := 0, 0, 0
	for _, plan := range plans {
		var others, own []example
		for _, e := range all {
			if e.plan == plan {
				own = append(own, e)
			} else {
				others = append(others, e)
			}
		}
		w := fit(others)
		p, r := score(w, own)
		n := 0
		for _, e := range own {
			yes := probability(w, e.features) >= 0.5
			if e.goal {
				n++
			}
			if yes && e.goal {
				found++
			}
			if yes {
				said++
			}
		}
		goals += n
		t.Logf("%s left out: %d amounts, %d goals, precision %.2f, recall %.2f", plan, len(own), n, p, r)
		left = append(left, own...)
	}
	p, r := float64(found)/float64(max(1, said)), float64(found)/float64(max(1, goals))
	t.Logf("all left out: %d amounts, precision %.3f, recall %.3f, F1 %.3f", len(left), p, r, 2*p*r/max(p+r, 1e-9))
	if 2*p*r/max(p+r, 1e-9) < 0.7 {
		t.Errorf("goals of plans that were not learned from are found with precision %.2f and recall %.2f", p, r)
	}
}

// extract writes testdata/goals.tsv from annotated plans.
func extract(t *testing.T, dirs []string) {
	type row struct {
		Text                       string // of the texts in testdata: its name
		Kind, Clause, Quote, Value string
		Number                     *float64 `json:"value_num"`
		Optional                   bool
	}
	var lines []string
	type annotated struct {
		name, text string
		rows       []row
	}
	var plans []annotated
	rowsOf := func(file string) []row {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var rows []row
		for s := bufio.NewScanner(f); s.Scan(); {
			var r row
			if json.Unmarshal(s.Bytes(), &r) == nil && r.Kind == "target" {
				rows = append(rows, r)
			}
		}
		return rows
	}
	own := rowsOf("testdata/goals.jsonl")
	for _, name := range []string{"business", "county", "notice", "rows"} {
		data, err := os.ReadFile(filepath.Join("testdata", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, annotated{name, string(data), slices.DeleteFunc(slices.Clone(own), func(r row) bool { return r.Text != name })})
	}
	for _, dir := range dirs {
		files, _ := filepath.Glob(filepath.Join(dir, "*.jsonl"))
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
			text := ""
			for _, n := range []string{filepath.Join("../../../shared/corpus", name), filepath.Join("../../../shared/corpus", strings.Replace(name, "00-seed", "00-shaoxing-five-creations", 1)), filepath.Join(dir, name)} {
				if data, err := os.ReadFile(n + ".txt"); err == nil {
					text = string(data)
				}
			}
			if text == "" {
				t.Logf("no text for %s", file)
				continue
			}
			plans = append(plans, annotated{name, text, rowsOf(file)})
		}
	}
	for _, plan := range plans {
		name, rows := plan.name, plan.rows
		p, err := Parse(plan.text)
		if err != nil {
			t.Logf("%s: %v", name, err)
			continue
		}
		r := &reader{plan: p}
		r.readContext()
		used := make([]bool, len(rows))
		for _, sec := range r.sections() {
			for _, s := range r.statements(sec) {
				for _, c := range figuresOf(s) {
					goal, optional := false, false
					for i, g := range rows {
						if used[i] || !sameValue(g.Value, g.Number, c.Quantity) || g.Quote != "" && !quotes(s, g.Quote) || g.Quote == "" && g.Clause != s.ref {
							continue
						}
						used[i], goal, optional = true, true, g.Optional
						break
					}
					if optional || strings.TrimSpace(c.Value) == "" {
						continue
					}
					lines = append(lines, fmt.Sprintf("%s\t%d\t%s", strings.SplitN(name, "-", 2)[0], map[bool]int{true: 1}[goal], strings.Join(featuresOf(s, c), " ")))
					if os.Getenv("DUBAN_SHOW") != "" {
						if guess := probability(goalWeights(), featuresOf(s, c)); guess >= 0.5 != goal {
							t.Logf("%s %v %.2f %s | %s | %v", name, goal, guess, c.Value+c.Measure, s.text, featuresOf(s, c))
						}
					}
				}
			}
		}
		for i, g := range rows {
			if !used[i] && !g.Optional {
				t.Logf("%s: no amount for %s %s", name, g.Value, g.Quote)
			}
		}
	}
	slices.Sort(lines)
	if err := os.WriteFile("testdata/goals.tsv", []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func sameValue(value string, number *float64, q quantity.Quantity) bool {
	if number != nil && *number == q.Number {
		return true
	}
	want := quantity.Find(value)
	return squeeze(value) == q.Value || len(want) == 1 && want[0].Number == q.Number || fmt.Sprintf("%g", q.Number) == strings.TrimRight(value, "%")
}

// quotes reports whether an annotation's quotation and a statement are about the same words.
func quotes(s statement, quote string) bool {
	a, b := squeeze(s.text), squeeze(quote)
	return strings.Contains(b, a) || strings.Contains(a, b) || strings.Contains(squeeze(s.lead+s.text), b)
}
