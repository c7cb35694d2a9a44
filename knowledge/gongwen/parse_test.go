package gongwen_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

func read(t testing.TB, name string) *knowledge.Plan {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	p, err := gongwen.Parse(string(b))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"empty", "", gongwen.ErrEmpty},
		{"only white space", "\ufeff \r\n\u3000\t\n", gongwen.ErrEmpty},
		{"GB18030", "\xbc\xc6\xbb\xae", gongwen.ErrEncoding},
		{"too large", strings.Repeat(" ", gongwen.MaxBytes+1), gongwen.ErrTooLarge},
		{"no plan", "你好。\n今天天气不错，我们出去走走。", gongwen.ErrNotPlan},
	} {
		p, err := gongwen.Parse(c.text)
		if !errors.Is(err, c.want) || p != nil {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

// checkRow holds a provision that a table makes to the words of its row.
func checkRow(t *testing.T, p *knowledge.Plan, c knowledge.Clause) {
	t.Helper()
	if c.Start < 0 || c.Start+len(c.Found) > len(p.Source) || p.Source[c.Start:c.Start+len(c.Found)] != c.Found {
		t.Fatalf("row %s is not found at %d: %.60q", c.Ref, c.Start, c.Found)
	}
	for line := range strings.SplitSeq(c.Text, "\n") {
		if !strings.Contains(squeeze(c.Found), squeeze(line)) {
			t.Errorf("row %s has %q, which does not stand in %q", c.Ref, line, c.Found)
		}
	}
}

// What a plan promises about its passages, for any text.
func checkPlan(t *testing.T, p *knowledge.Plan) {
	t.Helper()
	checkTables(t, p)
	passages := append([]knowledge.Passage{p.Preamble, p.Closing, p.Footnotes}, p.Front...)
	text := map[string]string{knowledge.PreambleRef: p.Preamble.Text, knowledge.ClosingRef: p.Closing.Text}
	refs := map[string]bool{}
	for _, c := range p.Chapters {
		passages = append(passages, c.Body)
		text[c.No] += c.Body.Text + "\n"
		if !strings.HasPrefix(p.Source[c.Start:], c.No) && !strings.HasPrefix(c.No, "附") { // an annex stands for one
			t.Errorf("chapter %s does not stand at %d", c.No, c.Start)
		}
	}
	for _, c := range p.Clauses {
		text[c.Ref] += c.Text
		if c.Row {
			checkRow(t, p, c)
		} else {
			passages = append(passages, c.Passage)
		}
		if refs[c.Ref] {
			t.Errorf("two clauses have the reference %s", c.Ref)
		}
		refs[c.Ref] = true
		if !c.Row && !strings.HasPrefix(c.Text, c.No) {
			t.Errorf("%s does not open with its number: %.60q", c.Ref, c.Text)
		}
	}
	for _, q := range passages {
		if q.Start < 0 || q.Start+len(q.Found) > len(p.Source) || p.Source[q.Start:q.Start+len(q.Found)] != q.Found {
			t.Fatalf("passage is not found at %d: %.60q", q.Start, q.Found)
		}
		want := q.Found
		for _, r := range p.Repairs {
			if r.Start >= q.Start && r.Start < q.Start+len(q.Found) && (r.Kind == "doubled-character" || r.Kind == "page-number") {
				want = strings.Replace(want, r.Found, r.Read, 1)
			}
		}
		if squeeze(want) != squeeze(q.Text) {
			t.Errorf("reading differs beyond the repairs:\n%q\n%q", q.Found, q.Text)
		}
	}
	for _, r := range p.Repairs {
		if r.Start < 0 || r.Start+len(r.Found) > len(p.Source) || p.Source[r.Start:r.Start+len(r.Found)] != r.Found {
			t.Errorf("repair is not found at %d: %q", r.Start, r.Found)
		}
	}
	for _, d := range p.Doubts {
		if d.Start < 0 || d.Start > len(p.Source) || d.Reason.IsZero() {
			t.Errorf("doubt without a place or a reason: %+v", d)
		}
	}
	for _, target := range p.Targets {
		if target.Quote == "" || !strings.Contains(text[target.Clause], target.Quote) {
			t.Errorf("%s does not say %q", target.Clause, target.Quote)
		}
	}
	for _, c := range p.Cells() {
		if c.Year == 0 || c.Unit == "" || !strings.Contains(p.Source[c.Start:], c.Text) {
			t.Errorf("cell without year, unit or place: %+v", c)
		}
	}
}

func TestPromises(t *testing.T) {
	checkPlan(t, seedPlan(t))
	for _, name := range []string{"notice.txt", "oneline.txt", "broken.txt"} {
		t.Run(name, func(t *testing.T) { checkPlan(t, read(t, name)) })
	}
}

// Every word of the seed plan must have come to rest somewhere.
func TestNothingIsLost(t *testing.T) {
	p := seedPlan(t)
	rest := []byte(p.Source)
	cover := func(start, n int) {
		for i := start; i < start+n; i++ {
			rest[i] = ' '
		}
	}
	for _, q := range append([]knowledge.Passage{p.Preamble, p.Closing, p.Footnotes}, p.Front...) {
		cover(q.Start, len(q.Found))
	}
	for _, c := range p.Chapters {
		cover(c.Start, len(c.Name()))
		cover(c.Body.Start, len(c.Body.Found))
	}
	for _, c := range p.Clauses {
		cover(c.Start, len(c.Found))
	}
	for _, c := range p.Cells() {
		cover(c.Start, strings.IndexByte(p.Source[c.Start:], '\n'))
	}
	left := string(rest)
	for _, table := range p.Schedules {
		left = strings.Replace(left, strings.Join(table.Columns, "\t"), "", 1)
	}
	if s := squeeze(left); s != "" {
		t.Errorf("in no part of the plan: %q", s)
	}
}

func TestSeedRepairs(t *testing.T) {
	p := seedPlan(t)
	var got [][3]string
	for _, r := range p.Repairs {
		got = append(got, [3]string{r.Kind, r.Found, r.Read})
	}
	want := [][3]string{
		{"page-break", "现代化创建规\n\n划方案。建立", "现代化创建规划方案。建立"},
		{"doubled-character", "惠性学前教育\n\n育公共服务体系", "惠性学前教育公共服务体系"},
		{"page-break", "兴产业和未来\n\n技能型人才需", "兴产业和未来技能型人才需"},
		{"doubled-character", "教育行政部门\n\n门、创建学校要", "教育行政部门、创建学校要"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestSeedFrontMatter(t *testing.T) {
	p := seedPlan(t)
	for _, c := range []struct{ what, got, want string }{
		{"title", p.Title, "绍兴市推进教育现代化建设五大创建行动计划（2021—2025年）"},
		{"number", p.DocNo, "绍政办发〔2021〕2号"},
		{"issuer", p.Issuer, "绍兴市人民政府办公室"},
		{"recipients", p.Recipients, "各区、县(市)人民政府，市政府有关部门、有关单位"},
		{"copies", p.CopyTo, "市委办公室，市人大常委会办公室，市政协办公室"},
		{"signed", p.SignedOn, "2021-01-18"},
		{"issued", p.IssuedOn, "2021-01-20"},
		{"annexes", strings.Join(p.Annexes, "|"), "绍兴市推进教育现代化五大创建行动计划进度安排"},
		{"preamble", p.Preamble.Text[:len("根据《绍兴市率先")], "根据《绍兴市率先"},
		{"units", strings.Join(p.Units(), " "), "越城区 柯桥区 上虞区 诸暨市 嵊州市 新昌县"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
	if n := len(p.Schedules); n != 2 || len(p.Cells()) != 18*7 {
		t.Errorf("%d tables with %d cells", n, len(p.Cells()))
	}
}

// A byte order mark, other line ends and outer white space change no reading.
func TestLineEnds(t *testing.T) {
	want := seedPlan(t)
	for name, text := range map[string]string{
		"CRLF": strings.ReplaceAll(seed.Text(), "\n", "\r\n"),
		"BOM":  "\ufeff" + seed.Text(),
		"CR":   strings.ReplaceAll(seed.Text(), "\n", "\r"),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := gongwen.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			checkPlan(t, got)
			if !reflect.DeepEqual(got.Targets, want.Targets) || len(got.Clauses) != len(want.Clauses) || got.Title != want.Title ||
				len(got.Cells()) != len(want.Cells()) || len(got.Repairs) != len(want.Repairs) {
				t.Error("the reading differs")
			}
			for i, c := range got.Clauses {
				if c.Text != want.Clauses[i].Text || !reflect.DeepEqual(c.Duties, want.Clauses[i].Duties) {
					t.Errorf("%s differs", c.Ref)
				}
			}
		})
	}
}
