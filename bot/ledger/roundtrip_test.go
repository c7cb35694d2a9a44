package ledger

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"duban/reminders"
)

// nasty are words that a cell, XML or a CSV might not give back.
var nasty = []string{
	"=1+1", "=HYPERLINK(\"http://x\",\"点\")", "+8613800000000", "-完成", "@SUM(A1)", "'=1", "''", "'", "＝1", "\t=1", "\n换行", "第一行\n第二行",
	" 前后有空格 ", "引号\"逗号,分号;", "<b>&amp;</b>", "]]>", "_x0041_", "_x005F_", "100%", "2022-03-31", "007", "1E5", "TRUE", "#REF!", "😀𠮷", "\u2028", "编号", "　", "\u00a0",
}

func randomRow(r *rand.Rand, id int64) reminders.Milestone {
	pick := func() string {
		if r.IntN(3) == 0 {
			return ""
		}
		return nasty[r.IntN(len(nasty))]
	}
	due := reminders.DateDay(2021, 1, 1).AddDays(r.IntN(3000))
	m := reminders.Milestone{
		ID: id, Unit: pick(), Project: pick(), Year: r.IntN(3) * 1011, Goal: pick(), Clause: pick(), Due: due, Original: due, Convention: r.IntN(2) == 0,
		Status: reminders.Statuses()[r.IntN(6)], Report: pick(), Percent: r.IntN(101), Remark: pick(), Shared: pick(), Role: pick(), Plea: pick(),
		UpdatedAt: time.Unix(1_600_000_000+r.Int64N(1e8), 0).UTC(),
	}
	if r.IntN(2) == 0 {
		m.Due = due.AddDays(1 + r.IntN(300))
	}
	if r.IntN(2) == 0 {
		m.Wish = due.AddDays(400)
	}
	switch r.IntN(4) {
	case 0:
		m.Due, m.Original, m.Convention, m.Wish = 0, 0, false, 0
	case 1:
		m.Begins, m.Recurrence, m.Period = due-90, "每季度末", "2025年第一季度"
		m.Others = []reminders.Party{{Unit: "各区、县〔市〕政府", Role: "配合"}, {Unit: "市局（公务员局）", Role: "牵头"}, {Unit: "=1+1"}}[:1+r.IntN(3)]
	}
	m.Held = !m.Done() && r.IntN(4) == 0 // what is done has a green light, held or not
	return m
}

func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	b := Book{Title: "=台账", Day: reminders.DateDay(2022, 1, 1), Lights: reminders.DefaultLightRule()}
	var want []reminders.Milestone
	for i, key := range []string{"绍政办发〔2021〕9号", "=另一份"} {
		s := Sheet{Key: key, Title: "计划" + key}
		for n := range 300 {
			m := randomRow(r, int64(i*1000+n+1))
			s.Rows = append(s.Rows, m)
			m.Plan = key
			want = append(want, m)
		}
		b.Sheets = append(b.Sheets, s)
	}
	for _, form := range []struct {
		name  string
		write func(*bytes.Buffer) error
	}{
		{"XLSX", func(w *bytes.Buffer) error { return WriteXLSX(w, b) }},
		{"CSV", func(w *bytes.Buffer) error { return WriteCSV(w, b) }},
	} {
		t.Run(form.name, func(t *testing.T) {
			var file bytes.Buffer
			if err := form.write(&file); err != nil {
				t.Fatal(err)
			}
			if !IsLedger(file.Bytes()) {
				t.Error("not taken for a ledger")
			}
			got, err := Read(file.Bytes())
			if err != ErrNothingFilled || len(got) != len(want) {
				t.Fatal(len(got), err)
			}
			for i, f := range got {
				if !reflect.DeepEqual(f.Row, want[i]) {
					t.Errorf("got  %#v\nwant %#v", f.Row, want[i])
				}
				if f.Key != want[i].Plan || !f.Seen.Equal(want[i].UpdatedAt) || f.Action != "" {
					t.Error(f.Key, f.Seen, f.Action)
				}
			}
		})
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\x1fc\ufffed": "abcd", "a\r\nb\rc": "a\nb\nc", "坏\xff字": "坏�字",
		strings.Repeat("字", maxCell):     strings.Repeat("字", maxCell),
		strings.Repeat("字", maxCell+1):   strings.Repeat("字", maxCell-2) + cut,
		strings.Repeat("😀", maxCell/2+1): strings.Repeat("😀", maxCell/2-1) + cut,
	} {
		if got := clean(in); got != want {
			t.Errorf("%.20q: got %d bytes %.40q…, want %d bytes", in, len(got), got, len(want))
		}
	}
}

func TestLongCellInFile(t *testing.T) {
	b := large(1)
	b.Sheets[0].Rows[0].Report = strings.Repeat("长\x01", 40_000)
	var file bytes.Buffer
	if err := WriteXLSX(&file, b); err != nil {
		t.Fatal(err)
	}
	got, err := Read(file.Bytes())
	if err != ErrNothingFilled || got[0].Row.Report != strings.Repeat("长", maxCell-2)+cut {
		t.Error(err, len(got[0].Row.Report))
	}
}

func TestGuarded(t *testing.T) {
	for _, s := range append(nasty, "", "''=", "'a", "a'") {
		if got := unguarded(Guarded(s)); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
	if got := unguarded("'自己写的引号"); got != "'自己写的引号" {
		t.Errorf("took away %q", got)
	}
}
