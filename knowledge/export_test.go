package knowledge_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

func TestExport(t *testing.T) {
	p, err := gongwen.Parse(seed.Text())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := knowledge.Export(&b, p); err != nil {
		t.Fatal(err)
	}
	var out struct {
		Title   string
		SHA256  string `json:"sha256"`
		Clauses []struct {
			No, Title, Chapter string
		}
		Responsibilities []struct {
			Clause        string
			Lead, Support []string
			Equal         bool
		}
		Targets []struct {
			Clause, Op, Value string
			Min, Max          *float64
			Unit, Due         *string
		}
		Milestones []struct {
			Unit, Item, Target string
			Year               int
		}
		Repairs, Doubts []struct{ Kind, Found, Reason string }
	}
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	if out.Title != p.Title || out.SHA256 != p.Hash || len(out.Clauses) != 18 || len(out.Repairs) != 4 || len(out.Doubts) != len(p.Doubts) {
		t.Errorf("got %q %q, %d clauses, %d repairs", out.Title, out.SHA256, len(out.Clauses), len(out.Repairs))
	}
	if c := out.Clauses[7]; c.No != "（八）" || c.Title != "推进义务教育优质均衡" || c.Chapter != "三、工作举措" {
		t.Errorf("got %+v", c)
	}
	if r := out.Responsibilities[1]; r.Clause != "（八）" || len(r.Lead) != 2 || len(r.Support) != 0 || !r.Equal {
		t.Errorf("got %+v", r)
	}
	if len(out.Milestones) != 34 {
		t.Errorf("%d milestones: blank cells have none", len(out.Milestones))
	}
	ranges, without := 0, 0
	for _, g := range out.Targets {
		if g.Op == "range" {
			ranges++
			if g.Min == nil || *g.Min != 4 || *g.Max != 6 || g.Value != "4—6" {
				t.Errorf("got %+v", g)
			}
		} else if g.Min != nil {
			t.Errorf("bounds without a range: %+v", g)
		}
		if g.Due == nil {
			without++
		}
	}
	if ranges != 1 || without != 3 {
		t.Errorf("%d ranges, %d targets without a year", ranges, without)
	}
}

func TestExportOfRoles(t *testing.T) {
	p := &knowledge.Plan{Clauses: []knowledge.Clause{{
		Ref: "二、/（一）", No: "（一）", Duties: []knowledge.Duty{{Unit: "甲局", Role: knowledge.Lead}, {Unit: "乙局", Role: knowledge.Support}},
		Passage: knowledge.Passage{Text: "（一）对 工作成效明显的地方，予以支持。"},
	}}}
	var b bytes.Buffer
	if err := knowledge.Export(&b, p); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"title": "（一）对工作成效明显的地方，予以支持。"`, `"untitled": true`, `"milestones": []`, `"annexes": []`} {
		if !bytes.Contains(b.Bytes(), []byte(want)) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
	var out struct {
		Responsibilities []struct{ Lead, Support []string }
	}
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	if r := out.Responsibilities[0]; r.Lead[0] != "甲局" || r.Support[0] != "乙局" {
		t.Errorf("got %+v", r)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestExportReportsTheWriter(t *testing.T) {
	if err := knowledge.Export(brokenWriter{}, &knowledge.Plan{}); err == nil {
		t.Error("the writer's error is lost")
	}
}
