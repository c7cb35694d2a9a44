package fact

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"duban/knowledge"
)

// randomStore has a schedule of few units, projects and years, some cells blank.
func randomStore(r *rand.Rand) *Store {
	p := &knowledge.Plan{Title: "甲市计划"}
	var s knowledge.Schedule
	for project := range 1 + r.IntN(3) {
		for year := range 1 + r.IntN(4) {
			for unit := range 2 + r.IntN(4) {
				c := knowledge.Cell{Project: fmt.Sprintf("项目%d", project), Year: 2021 + year, Unit: fmt.Sprintf("第%d县", unit)}
				if r.IntN(2) == 0 {
					c.Text = []string{"达到100%", "基本达到", "通过验收"}[r.IntN(3)]
				}
				s.Cells = append(s.Cells, c)
			}
		}
	}
	p.Schedules = []knowledge.Schedule{s}
	return New(p)
}

// TestRun: the executor agrees with counting by hand, on random tables and queries.
func TestRun(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		s := randomStore(r)
		year := 2021 + r.IntN(5)
		unit := fmt.Sprintf("第%d县", r.IntN(6))
		filled := Filter{Field: FieldValue, Filled: true}
		where := Filter{All: []Filter{filled, {Not: &Filter{Field: FieldUnit, In: []string{unit}}}}}
		byUnit := map[string]map[int]bool{}
		count := map[string]int{}
		for _, c := range s.Plan.Cells() {
			if c.Text != "" && c.Unit != unit {
				if byUnit[c.Unit] == nil {
					byUnit[c.Unit] = map[int]bool{}
				}
				byUnit[c.Unit][c.Year] = true
				count[c.Unit]++
			}
		}
		keys := func(groups []Group) []string {
			var out []string
			for _, g := range groups {
				out = append(out, g.Key)
			}
			slices.Sort(out)
			return out
		}
		want := func(holds func(unit string) bool) []string {
			var out []string
			for u := range byUnit {
				if holds(u) {
					out = append(out, u)
				}
			}
			slices.Sort(out)
			return out
		}
		most := 0
		for _, n := range count {
			most = max(most, n)
		}
		y := strconv.Itoa(year)
		for name, c := range map[string]struct {
			query Query
			holds func(string) bool
		}{
			"in the year":      {Query{Having: []Having{{Field: FieldYear, All: []string{y}}}}, func(u string) bool { return byUnit[u][year] }},
			"only in the year": {Query{Having: []Having{{Field: FieldYear, All: []string{y}, Only: true}}}, func(u string) bool { return byUnit[u][year] && len(byUnit[u]) == 1 }},
			"not in the year":  {Query{Having: []Having{{Field: FieldYear, None: []string{y}}}}, func(u string) bool { return !byUnit[u][year] }},
			"in two years":     {Query{Having: []Having{{Field: FieldYear, Count: 2}}}, func(u string) bool { return len(byUnit[u]) == 2 }},
			"in two or more":   {Query{Having: []Having{{Field: FieldYear, Least: 2}}}, func(u string) bool { return len(byUnit[u]) >= 2 }},
			"most":             {Query{Pick: Most}, func(u string) bool { return count[u] == most }},
		} {
			c.query.From, c.query.Where, c.query.Group = Cell, where, FieldUnit
			if got, want := keys(s.Run(c.query)), want(c.holds); !slices.Equal(got, want) {
				t.Fatalf("%s: %v, want %v", name, got, want)
			}
		}
	}
}

func TestCut(t *testing.T) {
	items := cut("1．清理收费。（市场监管总局牵头，财政部等国务院相关部门配合）2．公示项目。（银保监会及各地区按职责分工负责）")
	if len(items) != 2 || items[0].Text() != "1．清理收费。" || items[1].Text() != "2．公示项目。" {
		t.Fatalf("%+v", items)
	}
	want := []knowledge.Duty{{Unit: "市场监管总局", Role: knowledge.Lead}, {Unit: "财政部", Role: knowledge.Support}}
	if got := dutiesOf(items[0].Bracket); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if got := cut("优化流程（含线上、线下）。"); len(got) != 1 || got[0].Bracket != "" {
		t.Errorf("%+v", got)
	}
}

func TestBureaus(t *testing.T) {
	for _, pair := range [][2]string{{"发改", "发展改革"}, {"人社", "人力资源社会保障"}, {"住建", "住房城乡建设"}} {
		if !SameStem(pair[0], pair[1]) {
			t.Errorf("%v are not taken for one", pair)
		}
	}
	if b := PartBureau("市市场监管局"); b.Stem != "市场监管" || b.Kind != "局" || b.Level != "市" {
		t.Errorf("%+v", b)
	}
	if SameStem("财政", "税务") {
		t.Error("财政 and 税务 are taken for one")
	}
}

// FuzzCut: nothing of a section's words is lost but white space and marks after brackets.
func FuzzCut(f *testing.F) {
	f.Add("甲。（乙局负责）丙；（责任单位：丁局）")
	f.Fuzz(func(t *testing.T, text string) {
		n := 0
		for _, i := range cut(text) {
			n += len(i.Text()) + len(i.Bracket)
		}
		if n > len(text) {
			t.Errorf("%q gives %d bytes", text, n)
		}
	})
}
