package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFilledLedger takes the ledger out, fills it in and brings it back, as an office
// does: all of it counts, or none.
func TestFilledLedger(t *testing.T) {
	data := t.TempDir()
	environ := []string{"DUBAN_DATA=" + data, "DUBAN_NOW=2021-11-22 09:00"}
	duban := func(args ...string) (string, error) {
		var out bytes.Buffer
		err := run(t.Context(), args, environ, strings.NewReader(""), &out, &out)
		return out.String(), err
	}
	if err := run(t.Context(), []string{"chat"}, environ, strings.NewReader("进度\n"), &bytes.Buffer{}, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	export := func() [][]string {
		t.Helper()
		out, err := duban("ledger")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	sheet := export()
	column := func(name string) int {
		t.Helper()
		i := slices.Index(sheet[0], name)
		if i < 0 {
			t.Fatalf("no column %s in %q", name, sheet[0])
		}
		return i
	}
	bring := func(rows [][]string) (string, error) {
		t.Helper()
		path := filepath.Join(t.TempDir(), "台账.csv")
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return duban("ledger", "import", path, "--yes")
	}
	fill := func(rows [][]string, line int, action, percent, words string) {
		rows[line][column("本次办理")], rows[line][column("本次完成％")], rows[line][column("本次说明")] = action, percent, words
	}
	statuses := func() string {
		rows := export()
		return rows[1][column("状态")] + rows[2][column("状态")]
	}

	environ[1] = "DUBAN_NOW=2021-11-23 09:00"
	filled := export()
	fill(filled, 1, "填报", "80", "=已建成3所")
	fill(filled, 2, "销号", "", "") // nothing has been reported: it wants a reason
	if _, err := bring(filled); err == nil || !strings.Contains(err.Error(), "本次说明") {
		t.Errorf("a closing without a reason: %v", err)
	}
	if got := statuses(); got != "待签收待签收" {
		t.Errorf("half of it was taken: %s", got)
	}
	fill(filled, 2, "销号", "", "省文件已公布")
	if out, err := bring(filled); err != nil || !strings.Contains(out, "已按台账办理2项") {
		t.Errorf("%s, %v", out, err)
	}
	if got := statuses(); got != "已填报已销号" {
		t.Error(got)
	}
	if _, err := bring(filled); err == nil || !strings.Contains(err.Error(), "重新导出") {
		t.Errorf("the same sheet again: %v", err)
	}
	if again := export(); again[1][column("最近填报")] != "'=已建成3所" {
		t.Errorf("a report that looks like a formula: %q", again[1][column("最近填报")])
	}
	if _, err := duban("audit", "verify"); err != nil {
		t.Error(err)
	}
	if out, err := duban("audit", "export"); err != nil || !strings.Contains(out, "据台账“台账.csv”S2（") {
		t.Errorf("the trail does not say where the words stand: %v", err)
	}
}
