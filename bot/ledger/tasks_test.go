package ledger

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"duban/knowledge/said"
	"duban/reminders"
)

func someTasks() TaskList {
	return TaskList{Plan: "某政发〔2025〕1号", Title: "某计划", Text: strings.Repeat("a", 64), Day: reminders.DateDay(2025, 3, 1),
		Tasks:  []Task{{Kind: "量化目标", Clause: "第（一）条", Name: "管网", Words: "=改造120公里", Units: "牵头：市住建局", Term: "年底前", Due: "2025-12-31"}, {Words: "健全机制", Left: true}, {Words: "通报", Recurrence: "每季度末", Begins: "2025-04-01"}},
		Unmade: []Missing{{Place: "附件", Words: "合计", Reason: "是合计，不是任务。"}}, Gaps: []Missing{{Words: "附件2", Reason: "没有这个附件。"}}}
}

func writtenTasks(t testing.TB, l TaskList) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteTasks(&out, l); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTasksComeBack(t *testing.T) {
	data := writtenTasks(t, someTasks())
	marks, err := ReadTasks(data)
	if err != nil || marks.Plan != "某政发〔2025〕1号" || marks.Text != strings.Repeat("a", 64) || !slices.Equal(marks.Left, []bool{false, true, false}) {
		t.Errorf("%+v, %v", marks, err)
	}
	if !IsTasks(data) || IsLedger(data) {
		t.Error("is taken for something else")
	}
	var ledger bytes.Buffer
	if err := WriteCSV(&ledger, plans(2)); err != nil || IsTasks(ledger.Bytes()) {
		t.Error("a ledger is taken for a list of tasks", err)
	}
}

// TestTaskMarks: what people write into the last column, in a list saved as CSV.
func TestTaskMarks(t *testing.T) {
	const head = "序号,原文,不要（填×）,计划,文本\n"
	for _, c := range []struct{ rows, want string }{
		{"1,甲,×,p,h\n2,乙,,p,h\n", "true false"},
		{"1,甲,X,p,h\n2,乙, ✗ ,p,h\n3,丙,不要,p,h\n", "true true true"},
		{"2,乙,x,p,h\n1,甲,,p,h\n", "false true"}, // sorted anew
		{"1,甲,√,p,h\n", "C2：不认识“√”，不要的填×，要的留空。"},
		{"1,甲,,p,h\n3,丙,,p,h\n", "任务清单：少了第2项的行。不要的请填×，不要删行。"},
		{"1,甲,,p,h\n1,甲,×,p,h\n", "A3：第1项在A2已经有了，请只留一行。"},
		{"1,甲,,p,h\n2,乙,,p,other\n", ErrTwoLists.Error()},
		{"", ErrNotTasks.Error()},
	} {
		marks, err := ReadTasks([]byte(head + c.rows))
		var parts []string
		for _, left := range marks.Left {
			parts = append(parts, map[bool]string{true: "true", false: "false"}[left])
		}
		got := strings.Join(parts, " ")
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.rows, got, c.want)
		}
	}
}

// FuzzReadTasks: whatever comes back is a list with a mark for each task, or an error that
// says what is wrong.
func FuzzReadTasks(f *testing.F) {
	f.Add(writtenTasks(f, someTasks()))
	f.Add([]byte("序号,不要（填×）,计划,文本\n1,×,p,h\n99999999999999999999,,p,h\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		marks, err := ReadTasks(data)
		var faults Faults
		var refused *said.Error
		switch {
		case err == nil && (len(marks.Left) == 0 || len(marks.Left) > maxRows || marks.Text == ""):
			t.Errorf("%d marks of %q", len(marks.Left), marks.Text)
		case err != nil && !errors.As(err, &faults) && !errors.As(err, &refused):
			t.Errorf("%v", err)
		}
	})
}
