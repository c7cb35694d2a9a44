package ledger

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"duban/reminders"
)

// FuzzRead: whatever is sent, Read ends without a panic, and what it gives is bounded.
func FuzzRead(f *testing.F) {
	var file bytes.Buffer
	if err := WriteXLSX(&file, large(2)); err != nil {
		f.Fatal(err)
	}
	f.Add(bytes.Clone(file.Bytes()))
	file.Reset()
	if err := WriteCSV(&file, large(2)); err != nil {
		f.Fatal(err)
	}
	f.Add(bytes.Replace(file.Bytes(), []byte(",,,,,1622505600,"), []byte(",填报,0.8,2022-3-31,'=好,1622505600,"), 1))
	f.Add([]byte(`<row hidden="1"><c t="inlineStr"><is><r><rPr><strike/></rPr><t>1</t></r><r><t>2</t></r></is></c><c t="e"><v>#REF!</v></c></row></sheetData><mergeCells><mergeCell ref="A2:D9"/></mergeCells>`))
	f.Add([]byte("编号;计划;版本;本次办理\n1;甲;1.62E+09;填报\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// A workbook's parts are packed, which hides them from the fuzzer: take the data as a sheet too.
		sheet := zipped(t, map[string]string{
			"xl/workbook.xml":            `<workbook><sheets><sheet name="甲" r:id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
			"xl/sharedStrings.xml":       "<sst><si><t>编号</t></si><si><t>计划</t></si><si><t>版本</t></si><si><t>本次办理</t></si></sst>",
			"xl/styles.xml":              `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>`,
			"xl/worksheets/sheet1.xml":   `<sheetData><row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>` + string(data),
		})
		for _, data := range [][]byte{data, sheet} {
			IsLedger(data)
			rows, err := Read(data)
			if err != nil && err != ErrNothingFilled && rows != nil {
				t.Errorf("rows besides %v", err)
			}
			for _, r := range rows {
				if utf8.RuneCountInString(r.Words) > reminders.MaxReason || r.Percent < 0 || r.Percent > 100 || len(r.Row.Report) > 3*maxCell || !utf8.ValidString(r.Row.Report) {
					t.Errorf("%+v", r)
				}
				r.Cell(columnAction)
			}
		}
	})
}
