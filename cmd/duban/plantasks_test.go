package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const lakePlan = `南溪市人民政府办公室关于印发南溪市治水行动计划（2022—2025年）的通知

南政办发〔2022〕3号

一、任务

（一）管网。2024年底前改造管网120公里。（责任单位：市住建局、各区政府）

（二）考核。健全考核机制。（责任单位：市水利局）

（三）通报。每季度末通报治理进展。（牵头单位：市水利局；配合单位：市住建局）

附件
项目	年度	东溪区	南溪区
零直排区	2023	建成1个	建成2个
`

// TestTasksAreReadAndStruckOut takes the tasks of a plan out as a workbook, strikes some
// out, and imports the plan with it: they stay out when the plan is imported again, until
// that is taken back, and stand in the trail.
func TestTasksAreReadAndStruckOut(t *testing.T) {
	folder := t.TempDir()
	plan, sheet := filepath.Join(folder, "计划.txt"), filepath.Join(folder, "任务.xlsx")
	environ := []string{"DUBAN_DATA=" + filepath.Join(folder, "data"), "DUBAN_NOW=2022-06-01 09:00"}
	duban := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		if err := run(t.Context(), args, environ, strings.NewReader(""), &out, &out); err != nil {
			t.Fatalf("%q: %v\n%s", args, err, out.String())
		}
		return out.String()
	}
	refused := func(args ...string) string {
		t.Helper()
		err := run(t.Context(), args, environ, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
		if err == nil {
			t.Fatalf("%q went well", args)
		}
		return err.Error()
	}
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	has := func(out string, want ...string) {
		t.Helper()
		for _, w := range want {
			if !strings.Contains(out, w) {
				t.Errorf("no %q in\n%s", w, out)
			}
		}
	}
	// mark writes into the last column of the rows of these tasks, and leaves a row out.
	mark := func(marks map[string]string, without string) {
		t.Helper()
		f, err := excelize.OpenFile(sheet)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := f.GetRows("任务清单")
		if err != nil {
			t.Fatal(err)
		}
		column := 0
		for i, name := range rows[2] {
			if strings.HasPrefix(name, "不要") {
				column = i + 1
			}
		}
		for i := len(rows) - 1; i > 2; i-- {
			if m, ok := marks[rows[i][0]]; ok {
				cell, _ := excelize.CoordinatesToCellName(column, i+1)
				if err := f.SetCellValue("任务清单", cell, m); err != nil {
					t.Fatal(err)
				}
			}
			if rows[i][0] == without {
				if err := f.RemoveRow("任务清单", i+1); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := f.Save(); err != nil {
			t.Fatal(err)
		}
	}
	export := func(args ...string) {
		t.Helper()
		write(sheet, duban(append([]string{"plan", "tasks"}, args...)...))
	}

	write(plan, lakePlan)
	list := duban("plan", "tasks", plan)
	has(list, "任务清单，共5项", "〔量化目标〕管网", "责任：市住建局、各区政府（共3个单位）", "〔没有期限的工作〕", "没有期限", "〔有期限的工作〕", "每季度末", "牵头：市水利局，配合：市住建局", "〔进度表〕零直排区：“建成1个”（附件）；责任：东溪区；2023年12月31日前（按系统约定）")
	export(plan, "--xlsx")
	mark(map[string]string{"2": "不确定"}, "4")
	has(refused("import", plan, "--tasks", sheet, "--yes"), "任务清单!K5：不认识“不确定”", "少了第4项的行")
	export(plan, "--xlsx")
	mark(map[string]string{"2": "×", "5": "x"}, "")
	has(duban("import", plan, "--tasks", sheet, "--yes"), "采用后建立3项任务", "任务清单里划去的2项不进台账", "×2（已划去）. 〔没有期限的工作〕", "已照任务清单划去2项，恢复0项", "建立任务3项")
	if out := duban("ledger"); strings.Contains(out, "市水利局,,考核,") || !strings.Contains(out, "通报治理进展") {
		t.Error(out)
	}
	has(duban("audit", "export"), ",市水利局,考核,", "督查员核对任务清单时划去")

	// Imported again, with another clause: what was struck out stays out.
	write(plan, strings.Replace(lakePlan, "120公里", "150公里", 1))
	has(duban("import", plan, "--yes"), "台账：新增0项，改动1项，取消0项，不变2项", "×2（已划去）", "×5（已划去）")
	has(duban("plan", "tasks", "南溪市"), "共5项，划去2项", "150公里")
	has(duban("plan", "review", "南溪市"), "核对过2处", "（二）“考核”不列为任务")

	// Taken back: by the list of decisions, and by the workbook.
	duban("plan", "reopen", "1", "--plan", "南溪市")
	has(duban("ledger"), "市水利局,,考核,")
	export("南溪市", "--xlsx")
	mark(map[string]string{"5": "", "1": "×"}, "")
	has(duban("plan", "tasks", "--fill", sheet), "划去1项，恢复1项")
	if out := duban("ledger"); strings.Contains(out, "150公里") || !strings.Contains(out, "南溪区") {
		t.Error(out)
	}
	has(duban("audit", "verify"), "留痕完整")

	// A list of another text is of no use.
	write(plan, lakePlan)
	has(refused("import", plan, "--tasks", sheet, "--yes"), "不是这份计划现在的文本的")
}
