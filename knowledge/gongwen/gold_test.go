package gongwen_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

// goldRow is one row that a reader made by hand from the plan.
type goldRow struct {
	Kind      string   `json:"kind"`
	No        string   `json:"no"`
	Title     string   `json:"title"`
	Chapter   string   `json:"chapter"`
	Ref       string   `json:"ref"`
	Clause    string   `json:"clause"`
	Lead      []string `json:"lead"`
	Quote     string   `json:"quote"`
	Indicator string   `json:"indicator"`
	Value     string   `json:"value"`
	Op        string   `json:"op"`
	Unit      string   `json:"unit"`
	Deadline  string   `json:"deadline"`
	Min       float64  `json:"min"`
	Max       float64  `json:"max"`
	Year      int      `json:"year"`
	Item      string   `json:"item"`
	Target    string   `json:"target"`
	UnitRaw   string   `json:"unit_raw"`
}

func goldRows(t *testing.T) map[string][]goldRow {
	t.Helper()
	f, err := os.Open("testdata/seed-gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := map[string][]goldRow{}
	for s := bufio.NewScanner(f); s.Scan(); {
		var r goldRow
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rows[r.Kind] = append(rows[r.Kind], r)
	}
	return rows
}

func seedPlan(t testing.TB) *knowledge.Plan {
	t.Helper()
	p, err := gongwen.Parse(seed.Text())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// equalSets fails with every row that one side has and the other has not.
func equalSets(t *testing.T, what string, got, want []string) {
	t.Helper()
	for _, w := range want {
		i := slices.Index(got, w)
		if i < 0 {
			t.Errorf("%s missed: %s", what, w)
			continue
		}
		got = slices.Delete(got, i, i+1)
	}
	for _, g := range got {
		t.Errorf("%s too many: %s", what, g)
	}
}

func TestSeedAgainstGold(t *testing.T) {
	p, gold := seedPlan(t), goldRows(t)
	var got, want []string

	for _, c := range p.Chapters {
		got = append(got, c.No+"|"+c.Title)
	}
	for _, r := range gold["chapter"] {
		want = append(want, r.No+"|"+r.Title)
	}
	equalSets(t, "chapter", got, want)

	got, want = nil, nil
	for _, c := range p.Clauses {
		got = append(got, c.Ref+"|"+c.No+"|"+c.Title+"|"+c.Chapter)
	}
	for _, r := range gold["clause"] {
		want = append(want, r.Ref+"|"+r.No+"|"+r.Title+"|"+r.Chapter)
	}
	equalSets(t, "clause", got, want)

	got, want = nil, nil
	for _, c := range p.Clauses {
		for _, d := range c.Duties {
			got = append(got, fmt.Sprint(c.Ref, d.Role, d.Unit))
		}
	}
	for _, r := range gold["units"] {
		for _, u := range r.Lead {
			want = append(want, fmt.Sprint(r.Clause, knowledge.Responsible, u))
		}
	}
	equalSets(t, "unit", got, want)

	got, want = nil, nil
	for _, c := range p.Targets {
		got = append(got, fmt.Sprint(c.Clause, "|", c.Indicator, c.Comparator, c.Value, c.Measure, "|", c.Due, "|", c.Min, c.Max))
	}
	for _, r := range gold["target"] {
		want = append(want, fmt.Sprint(r.Clause, "|", r.Indicator, r.Op, r.Value, r.Unit, "|", r.Deadline, "|", r.Min, r.Max))
	}
	equalSets(t, "target", got, want)

	got, want = nil, nil
	for _, c := range p.Cells() {
		if c.Text != "" {
			got = append(got, fmt.Sprint(c.Unit, c.Column, c.Year, c.Project, "|", squeeze(c.Text)))
		}
	}
	for _, r := range gold["milestone"] {
		want = append(want, fmt.Sprint(r.Unit, r.UnitRaw, r.Year, r.Item, "|", squeeze(r.Target)))
	}
	equalSets(t, "milestone", got, want)

	for _, r := range gold["not_target"] {
		for _, target := range p.Targets {
			if target.Clause == r.Clause && strings.Contains(r.Quote, target.Quote) {
				t.Errorf("%s is no target: %s", r.Clause, target.Quote)
			}
		}
	}
}

func TestSeedQuotesOfTargets(t *testing.T) {
	p := seedPlan(t)
	for _, r := range goldRows(t)["target"] {
		if !slices.ContainsFunc(p.Targets, func(g knowledge.Target) bool {
			return g.Clause == r.Clause && g.Indicator == r.Indicator && strings.HasSuffix(r.Quote, g.Quote)
		}) {
			t.Errorf("no target of %s quotes %q", r.Clause, r.Quote)
		}
	}
}
