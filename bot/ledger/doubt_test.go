package ledger

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	xunicode "golang.org/x/text/encoding/unicode"

	"duban/reminders"
)

// TestDoubts: what a person may have meant otherwise is named and never taken.
func TestDoubts(t *testing.T) {
	reported := map[string]any{"S5": "填报", "V5": "已完成", "S6": "填报", "V6": "已完成"}
	style := func(t *testing.T, f *excelize.File, cell string, s excelize.Style) {
		id, err := f.NewStyle(&s)
		if err := errors.Join(err, f.SetCellStyle("甲", cell, cell, id)); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		change func(t *testing.T, f *excelize.File) error
		want   string // "" if the ledger is taken
	}{
		"as it is":         {func(*testing.T, *excelize.File) error { return nil }, ""},
		"hidden row":       {func(_ *testing.T, f *excelize.File) error { return f.SetRowVisible("甲", 6, false) }, "甲!S6：这一行是隐藏的（或被筛选掉了），却填了内容。请取消隐藏或筛选，核对后再发；不办的请清空。"},
		"other hidden row": {func(_ *testing.T, f *excelize.File) error { return f.SetRowVisible("甲", 7, false) }, ""},
		"hidden column":    {func(_ *testing.T, f *excelize.File) error { return f.SetColVisible("甲", "V", false) }, "甲!V5：这一列是隐藏的，却填了内容。请取消隐藏，核对后再发；不办的请清空。\n甲!V6：这一列是隐藏的，却填了内容。请取消隐藏，核对后再发；不办的请清空。"},
		"hidden sheet":     {func(_ *testing.T, f *excelize.File) error { return f.SetSheetVisible("甲", false) }, "甲!S5：这张工作表是隐藏的，却填了内容。请取消隐藏，核对后再发；不办的请清空。\n甲!S6：这张工作表是隐藏的，却填了内容。请取消隐藏，核对后再发；不办的请清空。"},
		"merged":           {func(_ *testing.T, f *excelize.File) error { return f.MergeCell("甲", "S6", "S7") }, "甲!S6：S6:S7是合并的单元格，分不清里面的内容是填给哪一格的。请取消合并，每行各填各的。"},
		"merged aside":     {func(_ *testing.T, f *excelize.File) error { return f.MergeCell("甲", "U6", "V6") }, "甲!V6：填报要写明进展，请填在这一格。\n甲!U6：U6:V6是合并的单元格，分不清里面的内容是填给哪一格的。请取消合并，每行各填各的。"},
		"merged blank":     {func(_ *testing.T, f *excelize.File) error { return f.MergeCell("甲", "S7", "S8") }, ""},
		"struck": {func(t *testing.T, f *excelize.File) error {
			style(t, f, "V5", excelize.Style{Font: &excelize.Font{Strike: true}})
			return nil
		}, "甲!V5：“已完成”是划掉的。不办的请清空，要办的请去掉删除线。"},
		"struck in part": {func(_ *testing.T, f *excelize.File) error {
			return f.SetCellRichText("甲", "V5", []excelize.RichTextRun{{Text: "已完成", Font: &excelize.Font{Strike: true}}, {Text: "正在办理"}})
		}, "甲!V5：有划掉的文字“已完成”。请删去划掉的，只留要填的。"},
		"note mark": {func(_ *testing.T, f *excelize.File) error {
			return f.SetCellRichText("甲", "V5", []excelize.RichTextRun{{Text: "已建15"}, {Text: "2", Font: &excelize.Font{VertAlign: "superscript"}}, {Text: "座"}})
		}, "甲!V5：注释标记没有读入，免得和数字连成一个数：“已建15²”。请改写清楚。"},
		"power": {func(_ *testing.T, f *excelize.File) error {
			return f.SetCellRichText("甲", "V5", []excelize.RichTextRun{{Text: "已建800m"}, {Text: "2", Font: &excelize.Font{VertAlign: "superscript"}}})
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := excelize.OpenReader(bytes.NewReader(filledIn(t, plans(4), reported)))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if err := c.change(t, f); err != nil {
				t.Fatal(err)
			}
			rows, err := Read(saved(t, f))
			if c.want == "" {
				if err != nil || len(rows) != 4 {
					t.Fatal(rows, err)
				}
				if name == "power" && rows[0].Words != "已建800m²" {
					t.Errorf("words %q", rows[0].Words)
				}
				return
			}
			var faults Faults
			if !errors.As(err, &faults) || faults.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// A cell with an error holds no words.
func TestErrorCell(t *testing.T) {
	data := zipped(t, map[string]string{
		"xl/workbook.xml":            `<workbook><sheets><sheet name="甲" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": `<sheetData><row>` + inline("编号", "计划", "版本", "本次办理", "本次说明") + `</row><row>` + inline("1", "某计划", "1622505600", "填报") +
			`<c t="e"><v>#REF!</v></c></row></sheetData>`,
	})
	if _, err := Read(data); err == nil || err.Error() != "甲!E2：这一格的公式出错（#REF!），请改成要填的内容。" {
		t.Error(err)
	}
}

func inline(cells ...string) string {
	return `<c t="inlineStr"><is><t>` + strings.Join(cells, `</t></is></c><c t="inlineStr"><is><t>`) + `</t></is></c>`
}

// Old Macs count days from 1904.
func TestFrom1904(t *testing.T) {
	f := workbookOf(t, plans(3))
	from1904 := true
	if err := errors.Join(f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}), f.SetCellValue("甲", "S5", "申请延期"), f.SetCellValue("甲", "U5", 43189),
		f.SetCellValue("甲", "V5", "停工"), f.SetCellValue("甲", "S6", "申请延期"), f.SetCellValue("甲", "U6", "2022-3-31"), f.SetCellValue("甲", "V6", "停工")); err != nil {
		t.Fatal(err)
	}
	rows, err := Read(saved(t, f))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[:2] {
		if r.Day != reminders.DateDay(2022, time.March, 31) {
			t.Errorf("read as %s", r.Day)
		}
	}
}

// TestCSVForms: as spreadsheet programs save a ledger elsewhere.
func TestCSVForms(t *testing.T) {
	var file bytes.Buffer
	if err := WriteCSV(&file, plans(2)); err != nil {
		t.Fatal(err)
	}
	text := strings.TrimPrefix(strings.Replace(file.String(), ",,,,,,,,,1622505600,", ",填\u200b报,８０％,,好了；还有,,,,,1622505600,", 1), bom)
	parted := func(by string) string { return strings.ReplaceAll(text, ",", by) }
	wide, err := xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM).NewEncoder().String(parted("\t"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"semicolons": parted(";"), "tabs": parted("\t"), "Unicode text": wide} {
		rows, err := Read([]byte(data))
		if err != nil || len(rows) != 2 || !IsLedger([]byte(data)) {
			t.Fatalf("%s: %v, %v", name, rows, err)
		}
		if f := rows[0]; f.Action != reminders.Report || f.Percent != 80 || f.Words != "好了；还有" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	_, err = Read([]byte(strings.Replace(text, "1622505600", "1.62E+09", 1)))
	if err == nil || !strings.HasPrefix(err.Error(), "AA2：版本“1.62E+09”被表格软件写成了科学计数") {
		t.Error(err)
	}
	if _, err = Read([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")); err != ErrOtherFormat {
		t.Error(err)
	}
}

func TestRounded(t *testing.T) {
	for s, want := range map[string]bool{"1.62E+09": true, "1.6225056E+09": true, "1.622505600E+09": false, "1e3": true, "1622505600": false, "2E0": false, "E": false, "": false, "ABE12": false} {
		if got := rounded(s); got != want {
			t.Errorf("rounded(%q) = %v", s, got)
		}
	}
}

// TestCases reads ledgers as people have sent them, where they are beside the repository.
func TestCases(t *testing.T) {
	for name, want := range map[string]string{
		"led-1904.xlsx": "", "led-semicolon.csv": "", "led-unicode.txt": "", "led-zwsp.xlsx": "",
		"led-hidden.xlsx": "!S6：", "led-merged.xlsx": "!S5：", "led-strike.xlsx": "!V5：", "led-sci.csv": "W2：",
	} {
		data, err := os.ReadFile("../../../shared/cases/" + name)
		if err != nil {
			t.Skip("the cases are not here")
		}
		rows, err := Read(data)
		if want == "" && (err != nil || len(rows) == 0) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
		if name == "led-1904.xlsx" && rows[0].Day != reminders.DateDay(2023, time.March, 31) {
			t.Errorf("read as %s", rows[0].Day)
		}
	}
}
