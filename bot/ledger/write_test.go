package ledger

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"duban/reminders"
)

// workbookOf writes a book and opens it again.
func workbookOf(t *testing.T, b Book) *excelize.File {
	t.Helper()
	var file bytes.Buffer
	if err := WriteXLSX(&file, b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// cellAt gives what a cell holds: its raw value, or what it shows.
func cellAt(t *testing.T, f *excelize.File, sheet, cell string, raw bool) string {
	t.Helper()
	s, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: raw})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// cellIn names the cell of a plan's sheet in that column and row.
func cellIn(column string, line int) string { return cellName(position(column), line) }

func TestPlanSheet(t *testing.T) {
	b := large(6)
	m := &b.Sheets[0].Rows[1]
	m.Due = reminders.DateDay(2023, 6, 30)
	m.Report = "=1+1"
	f := workbookOf(t, b)
	const name = "绍兴市教育高质量发展五大创建行动计划（…"
	if got, want := f.GetSheetList(), []string{"汇总", name, "办理记录"}; !slices.Equal(got, want) {
		t.Fatalf("sheets %q, want %q", got, want)
	}
	for cell, want := range map[string]string{
		"A1":               "《绍兴市教育高质量发展五大创建行动计划（2021—2025年）》任务台账",
		"A2":               "截至2021年6月1日 · 绍政办发〔2021〕9号 · 请只填右侧“本次填写”各栏，保存后原样发回",
		cellIn("期限", 6):    "45107",
		cellIn("原定期限", 6):  "44926",
		cellIn("原定期限", 5):  "",
		cellIn("年度", 5):    "2021",
		cellIn("完成％", 6):   "1",
		cellIn("灯", 5):     "绿灯",
		cellIn("最近填报", 6):  "=1+1",
		cellIn("版本", 5):    "1622505600",
		cellIn("计划", 5):    "绍政办发〔2021〕9号",
		cellIn("期限依据", 5):  "按系统约定",
		cellIn("本次办理", 10): "",
	} {
		if got := cellAt(t, f, name, cell, true); got != want {
			t.Errorf("%s holds %q, want %q", cell, got, want)
		}
	}
	if got := cellAt(t, f, name, cellIn("期限", 6), false); got != "2023-06-30" {
		t.Errorf("the due day shows as %q", got)
	}
	for column, hidden := range map[string]bool{"分工": true, "申请理由": true, "版本": true, "计划": true, "共同责任": false, "本次办理": false} {
		letter, _, _ := excelize.SplitCellName(cellIn(column, 1))
		if visible, err := f.GetColVisible(name, letter); err != nil || visible == hidden {
			t.Errorf("%s visible: %v, %v", column, visible, err)
		}
	}
	for _, c := range columns {
		style := styleAt(t, f, name, cellIn(c.name, 5))
		if locked := style.Protection == nil || style.Protection.Locked; locked != (c.group != fillGroup) {
			t.Errorf("%s locked: %v", c.name, locked)
		}
	}
	if style := styleAt(t, f, name, cellIn("最近填报", 6)); style.NumFmt != textFormat {
		t.Error("words that would become a formula when somebody goes into the cell")
	}
	rules, err := f.GetDataValidations(name)
	if err != nil || len(rules) != 4 || rules[0].Sqref != "S5:S10" || rules[0].Formula1 != `"签收,填报,申请延期,同意延期,不同意延期,退回,销号,催办"` {
		t.Errorf("%v, %v", rules, err)
	}
	panes, err := f.GetPanes(name)
	if err != nil || !panes.Freeze || panes.TopLeftCell != "E5" {
		t.Errorf("%+v, %v", panes, err)
	}
}

func styleAt(t *testing.T, f *excelize.File, sheet, cell string) *excelize.Style {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

func TestOverviewAddsUp(t *testing.T) {
	b := large(30)
	second := Sheet{Key: "另一份", Title: "另一份", Rows: slices.Clone(b.Sheets[0].Rows[:7])}
	b.Sheets = append(b.Sheets, second)
	rows, err := workbookOf(t, b).GetRows(overviewName)
	if err != nil {
		t.Fatal(err)
	}
	for column := range 6 {
		of := map[string]int{}
		for _, r := range rows[3:] {
			if len(r) < 8 {
				continue
			}
			key := "unit"
			if r[1] == "" {
				key = r[0]
			}
			of[key] += int(whole(r[2+column]))
			if key == "合计" && column == 5 && r[7] != "37" {
				t.Error("total", r[7])
			}
		}
		if of["unit"] != of["小计"] || of["小计"] != of["合计"] {
			t.Error(column, of)
		}
	}
}

func TestRecord(t *testing.T) {
	b := Book{Title: "台账", Events: []Event{{
		Event: reminders.Event{ID: 7, At: time.Date(2021, 5, 31, 16, 30, 0, 0, time.UTC), Action: reminders.Report, Role: reminders.Liaison, From: reminders.Open,
			To: reminders.Reported, Reason: "-已报", Percent: 80, Hash: "abc", Evidence: []reminders.Evidence{{Name: "一.pdf"}, {Name: "二.jpg"}}},
		Unit: "柯桥区", Project: "项目", Who: "=王芳",
	}}}
	f := workbookOf(t, b)
	for i, want := range []string{"7", "2021-06-01 00:30", "柯桥区", "项目", "填报", "=王芳", "联络员", "待签收", "已填报", "-已报\n完成80％\n附件：一.pdf、二.jpg", "abc"} {
		if got := cellAt(t, f, recordName, cellName(i+1, 4), false); got != want {
			t.Errorf("column %d shows %q, want %q", i+1, got, want)
		}
	}
}

// Whatever people have typed, nothing in the file is a formula.
func TestNoFormula(t *testing.T) {
	for _, s := range append(nasty, "=cmd|'/c calc'!A0", "</t></is><f>1+1</f>") {
		m := reminders.Milestone{ID: 1, Unit: s, Project: s, Goal: s, Clause: s, Report: s, Remark: s, Shared: s, Role: s, Plea: s}
		b := Book{Title: s, Sheets: []Sheet{{Key: s, Title: s, Rows: []reminders.Milestone{m}}},
			Events: []Event{{Event: reminders.Event{Reason: s, Confirms: s, Hash: s, Action: reminders.Action(s), Role: reminders.Role(s), From: reminders.Status(s)}, Unit: s, Project: s, Who: s}}}
		var file bytes.Buffer
		if err := WriteXLSX(&file, b); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			xml, err := io.ReadAll(r)
			if err != nil || bytes.Contains(xml, []byte("<f>")) || bytes.Contains(xml, []byte("<f ")) {
				t.Errorf("%q is a formula in %s (%v)", s, part.Name, err)
			}
		}
		file.Reset()
		if err := WriteCSV(&file, b); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&file).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range rows[1] {
			if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
				t.Errorf("%q begins a CSV's cell", cell)
			}
		}
	}
}

func TestSheetNames(t *testing.T) {
	titles := []string{"", "'", "汇总", "办理记录", "History", "计划", "计划", "Plan", "PLAN", "ｐｌａｎ", "a:b/c\\d?e*f[g]", strings.Repeat("长", 50), strings.Repeat("长", 49), strings.Repeat("😀", 20), "\x00\n", "《甲》"}
	names := newNamer()
	seen := map[string]bool{"汇总": true, "办理记录": true, "history": true}
	b := Book{}
	for _, title := range titles {
		name := names.name(title)
		if n := len(utf16.Encode([]rune(name))); n == 0 || n > 31 || strings.ContainsAny(name, `[]:*?/\'`) || seen[strings.ToLower(name)] {
			t.Errorf("%q is named %q", title, name)
		}
		seen[strings.ToLower(name)] = true
		b.Sheets = append(b.Sheets, Sheet{Title: title})
	}
	if got := len(workbookOf(t, b).GetSheetList()); got != len(titles)+2 {
		t.Errorf("%d sheets of %d plans", got, len(titles))
	}
}

func TestEmptyBook(t *testing.T) {
	f := workbookOf(t, Book{})
	if got := f.GetSheetList(); !slices.Equal(got, []string{overviewName, recordName}) {
		t.Error(got)
	}
	if got := cellAt(t, f, overviewName, "H4", true); got != "0" {
		t.Errorf("the total is %q", got)
	}
}
