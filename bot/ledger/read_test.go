package ledger

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"duban/knowledge/said"
	"duban/reminders"
)

// plans is a book whose sheet is named 甲.
func plans(n int) Book {
	b := large(n)
	b.Sheets[0].Title = "甲"
	return b
}

// filledIn writes a book, sets cells of the sheet 甲, and gives the file.
func filledIn(t *testing.T, b Book, cells map[string]any) []byte {
	t.Helper()
	f := workbookOf(t, b)
	for cell, v := range cells {
		if err := f.SetCellValue("甲", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	return saved(t, f)
}

func saved(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestFilledIn(t *testing.T) {
	day := reminders.DateDay(2022, 3, 31)
	data := filledIn(t, plans(9), map[string]any{
		"S5": "签收",
		"S6": " 填 报　", "T6": 80, "V6": " =已完成\n两行 ",
		"S7": "申请延期", "U7": "2022年3月31日", "V7": "停工",
		"S8": "同意延期", "U8": time.Date(2022, 3, 31, 0, 0, 0, 0, time.UTC),
		"S9": "不同意延期", "V9": "不行",
		"S10": "退回", "V10": "重报",
		"S11": "销号",
		"S12": "催办", "V12": "请抓紧",
	})
	got, err := Read(data)
	if err != nil || len(got) != 9 {
		t.Fatal(len(got), err)
	}
	for i, want := range []Filled{
		{Action: reminders.Acknowledge}, {Action: reminders.Report, Percent: 80, Words: "=已完成\n两行"}, {Action: reminders.Extend, Day: day, Words: "停工"},
		{Action: reminders.Grant, Day: day}, {Action: reminders.Refuse, Words: "不行"}, {Action: reminders.Return, Words: "重报"}, {Action: reminders.Close},
		{Action: reminders.Urge, Words: "请抓紧"}, {},
	} {
		f := got[i]
		if f.Action != want.Action || f.Words != want.Words || f.Percent != want.Percent || f.Day != want.Day {
			t.Errorf("row %d: %s %q %d %s", f.Line, f.Action, f.Words, f.Percent, f.Day)
		}
		if f.Sheet != "甲" || f.Line != i+5 || f.Row.ID != int64(i+1) || f.Key != "绍政办发〔2021〕9号" || f.Seen.Unix() != 1_622_505_600+int64(i) {
			t.Errorf("%+v", f)
		}
	}
	if got, want := got[2].Cell("本次办理").String()+got[2].Cell("备注").String(), "甲!S7甲!第7行"; got != want {
		t.Errorf("cells %s, want %s", got, want)
	}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		cells map[string]any
		want  []string
	}{
		"unknown action":    {map[string]any{"S5": "完成"}, []string{"甲!S5：不认识“完成”，请从下拉里选。"}},
		"no action":         {map[string]any{"V5": "好了"}, []string{"甲!S5：这一行填了内容，却没有选怎样办理，请从下拉里选。"}},
		"no words":          {map[string]any{"S5": "填报", "T5": 80}, []string{"甲!V5：填报要写明进展，请填在这一格。"}},
		"no reason":         {map[string]any{"S5": "退回", "V5": "　"}, []string{"甲!V5：退回要写明理由，请填在这一格。"}},
		"long words":        {map[string]any{"S5": "填报", "V5": strings.Repeat("字", 2001)}, []string{"甲!V5：超过2000字，请缩短。"}},
		"per cent":          {map[string]any{"S5": "填报", "T5": 120, "V5": "好"}, []string{"甲!T5：“120”不对，请填1至100的整数。"}},
		"per cent unasked":  {map[string]any{"S5": "签收", "T5": 80}, []string{"甲!T5：只有填报才填完成％，请清空这一格。"}},
		"no day":            {map[string]any{"S5": "同意延期"}, []string{"甲!U5：同意延期要写明新的期限，请照2022-3-31的样子填。"}},
		"bad day":           {map[string]any{"S5": "申请延期", "U5": "2022-2-30", "V5": "停工"}, []string{"甲!U5：“2022-2-30”不是日期，请照2022-3-31的样子填。"}},
		"year":              {map[string]any{"S5": "申请延期", "U5": 2022, "V5": "停工"}, []string{"甲!U5：“2022”不是日期，请照2022-3-31的样子填。"}},
		"day unasked":       {map[string]any{"S5": "签收", "U5": "2022-3-31"}, []string{"甲!U5：只有申请延期、同意延期才填日期，请清空这一格。"}},
		"number":            {map[string]any{"S5": "签收", "A5": "一"}, []string{"甲!A5：编号“一”不对，请从导出的台账把这一行整行复制过来。"}},
		"number and others": {map[string]any{"S5": "签收", "A5": "", "AA5": "", "AB5": ""}, []string{"甲!A5：编号是空的，请从导出的台账把这一行整行复制过来。", "甲!AA5：版本是空的，请从导出的台账把这一行整行复制过来。", "甲!AB5：计划是空的，请从导出的台账把这一行整行复制过来。"}},
		"twice":             {map[string]any{"S5": "签收", "S7": "签收", "A7": 1}, []string{"甲!A7：编号1在甲!A5已经填过，请只留一行。"}},
		"all of them": {map[string]any{"S5": "完成", "T5": "很多", "U5": "明天", "S6": "填报"}, []string{"甲!S5：不认识“完成”，请从下拉里选。", "甲!T5：“很多”不对，请填1至100的整数。",
			"甲!U5：“明天”不是日期，请照2022-3-31的样子填。", "甲!V6：填报要写明进展，请填在这一格。"}},
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := Read(filledIn(t, plans(3), c.cells))
			var faults Faults
			if !errors.As(err, &faults) || rows != nil || faults.Error() != strings.Join(c.want, "\n") {
				t.Errorf("got  %v\nwant %s", err, strings.Join(c.want, "\n"))
			}
		})
	}
}

// 1 and 100% are the same number in a workbook.
func TestPercentFormat(t *testing.T) {
	f := workbookOf(t, plans(5))
	format := "0.00%"
	custom, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		t.Fatal(err)
	}
	literal := `0"%"`
	words, err := f.NewStyle(&excelize.Style{CustomNumFmt: &literal})
	if err != nil {
		t.Fatal(err)
	}
	builtIn, err := f.NewStyle(&excelize.Style{NumFmt: 9})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		value any
		style int
	}{{1, custom}, {0.07, builtIn}, {1, words}, {"80％", 0}, {0.8, 0}} {
		line := i + 5
		err := errors.Join(f.SetCellValue("甲", cellIn(columnAction, line), "填报"), f.SetCellValue("甲", cellIn(columnWords, line), "好"),
			f.SetCellValue("甲", cellIn(columnPercent, line), c.value), f.SetCellStyle("甲", cellIn(columnPercent, line), cellIn(columnPercent, line), c.style))
		if err != nil {
			t.Fatal(err)
		}
	}
	rows, err := Read(saved(t, f))
	var got []int
	for _, r := range rows {
		got = append(got, r.Percent)
	}
	if want := []int{100, 7, 1, 80, 80}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, want %v, %v", got, want, err)
	}
}

// People put rows and columns in another order, write beside them and paste ledgers
// under each other, in a workbook of their own.
func TestRearranged(t *testing.T) {
	source, err := workbookOf(t, plans(4)).GetRows("甲", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	defer f.Close()
	put := func(line int, cells []string) {
		for i, s := range cells {
			// the columns backwards, one left free, from the third on
			if err := f.SetCellValue("Sheet1", cellName(2*(len(columns)-i)+1, line), s); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range source {
		for len(source[i]) < len(columns) {
			source[i] = append(source[i], "")
		}
	}
	source[6][position(columnAction)-1] = "签收"
	source[4][position(columnAction)-1] = "销号"
	put(2, source[3])
	put(9, source[6])
	put(11, source[2])
	put(12, source[3])
	put(13, source[4])
	err = errors.Join(f.SetCellValue("Sheet1", "A1", "各县汇总"), f.SetCellValue("Sheet1", "A9", "电话已催"), f.SetCellValue("Sheet1", "BI2", " 编号 "), f.SetCellValue("Sheet1", "A20", "填表人：王芳"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.NewSheet("说明"); err != nil {
		t.Fatal(err)
	}
	got, err := Read(saved(t, f))
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	want := plans(4).Sheets[0].Rows
	for i, m := range []reminders.Milestone{want[2], want[0]} {
		m.Plan = "绍政办发〔2021〕9号"
		if !reflect.DeepEqual(got[i].Row, m) {
			t.Errorf("got  %+v\nwant %+v", got[i].Row, m)
		}
	}
	if got[0].Action != reminders.Acknowledge || got[1].Action != reminders.Close || got[0].Cell(columnAction).String() != "Sheet1!W9" {
		t.Error(got[0].Action, got[1].Action, got[0].Cell(columnAction))
	}
}

func TestCSV(t *testing.T) {
	var file bytes.Buffer
	if err := WriteCSV(&file, plans(2)); err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(file.String(), ",,,,,,,,,1622505600,", ",填报,80%,,'=好了,,,,,1622505600,", 1)
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(strings.TrimPrefix(text, bom))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"UTF-8": text, "GB18030": gb, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"),
		"a sheet saved as CSV": "《甲》任务台账,,,\n截至2021年6月1日,,\n" + strings.TrimPrefix(text, bom),
	} {
		t.Run(name, func(t *testing.T) {
			if !IsLedger([]byte(data)) {
				t.Error("not taken for a ledger")
			}
			got, err := Read([]byte(data))
			if err != nil || len(got) != 2 {
				t.Fatal(got, err)
			}
			if f := got[0]; f.Action != reminders.Report || f.Percent != 80 || f.Words != "=好了" || !strings.HasPrefix(f.Cell(columnAction).String(), "S") {
				t.Errorf("%+v", f)
			}
		})
	}
}

func TestDay(t *testing.T) {
	want := reminders.DateDay(2022, 3, 1)
	for _, s := range []string{"2022-03-01", "2022/3/1", "2022.3.1", "2022年3月1日", " 2022 年 3 月 1 日 ", "20220301", "44621", "44621.5", "２０２２－３－１", "2022-03-01T00:00:00", "2022/3/1 0:00:00", "2022-03-01 00:00"} {
		if got, ok := day(s); !ok || got != want {
			t.Errorf("%q is read as %s, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "2022", "3月1日", "2022-13-01", "2021年2月29日", "2022-3", "99999999", "-5", "NaN", "Inf", "1e300", "明天"} {
		if got, ok := day(s); ok && got >= earliest && got <= latest {
			t.Errorf("%q is read as %s", s, got)
		}
	}
}

func TestPercent(t *testing.T) {
	for s, want := range map[string]int{"80": 80, "80%": 80, "80 ％": 80, "0.8": 80, "８０": 80, "1": 1, "1%": 1, "100%": 100, "0.07": 7, "80.0": 80,
		"0": 0, "101": 0, "80.5": 0, "0.5%": 0, "-1": 0, "NaN": 0, "Inf": 0, "八十": 0, "": 0} {
		if got, ok := percent(s); got != want || ok != (want != 0) {
			t.Errorf("%q is read as %d, %v", s, got, ok)
		}
	}
}

func TestRefused(t *testing.T) {
	var ledger bytes.Buffer
	if err := WriteXLSX(&ledger, plans(3)); err != nil {
		t.Fatal(err)
	}
	other := excelize.NewFile()
	defer other.Close()
	if err := other.SetSheetRow("Sheet1", "A1", &[]string{"编号", "责任单位", "项目", "期限"}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":        {nil, ErrNotLedger},
		"picture":        {[]byte("\x89PNG\r\n\x1a\n"), ErrNotLedger},
		"other table":    {saved(t, other), ErrNotLedger},
		"DOCX":           {zipped(t, map[string]string{"word/document.xml": "<w/>"}), ErrNotLedger},
		"cut off":        {ledger.Bytes()[:ledger.Len()/2], ErrDamaged},
		"no XML":         {zipped(t, map[string]string{"xl/workbook.xml": "<<<"}), ErrDamaged},
		"large":          {make([]byte, maxFile+1), ErrTooBig},
		"nothing filled": {ledger.Bytes(), ErrNothingFilled},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read(c.data); err != c.want {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if got, want := IsLedger(c.data), c.want == ErrNothingFilled; got != want {
				t.Errorf("taken for a ledger: %v", got)
			}
		})
	}
}

func TestRowsAreBounded(t *testing.T) {
	var file bytes.Buffer
	if err := WriteCSV(&file, plans(3)); err != nil {
		t.Fatal(err)
	}
	for rows, want := range map[int]error{maxRows - 4: nil, maxRows - 3: ErrTooBig} {
		r := reader{filled: map[int64]said.Sentence{}, lines: rows}
		if err := eachSheet(file.Bytes(), r.sheet); err != nil || r.err != want {
			t.Errorf("after %d rows: %v, %v", rows, err, r.err)
		}
	}
}

// What a part says of its own size is not believed, and all parts count.
func TestUnpackedIsBounded(t *testing.T) {
	a, _, err := openArchive(zipped(t, map[string]string{"part": strings.Repeat("<row/>", 100)}))
	if err != nil {
		t.Fatal(err)
	}
	a.left = 1000
	visit := func(xml.Token) error { return nil }
	if err := a.scan("part", visit); err != nil || a.left != 400 {
		t.Errorf("%d left, %v", a.left, err)
	}
	if err := a.scan("part", visit); err != ErrTooBig {
		t.Errorf("the second time: %v", err)
	}
}

// zipped packs the parts of a file that no program would write.
func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}
