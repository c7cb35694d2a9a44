package document

import (
	"strings"
	"testing"
)

// xlsx packs the rows of a sheet and what else a workbook has. Formats of cells, by
// number: 1 yyyy年m月d日, 2 per cent, 3 thousands, 4 座, 5 scientific, 6 Chinese day (31),
// 7 struck, 8 Wingdings, 9 raised, 10 unseen, 11 yyyy年m月 (57), 12 day (14).
func xlsx(t testing.TB, sheet string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"xl/workbook.xml":            `<workbook ` + mainSpace + `><workbookPr/><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet ` + mainSpace + `><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="0&quot;座&quot;"/><numFmt numFmtId="172" formatCode=";;;"/></numFmts>
			<fonts><font/><font><strike/></font><font><name val="Wingdings"/></font><font><vertAlign val="superscript"/></font></fonts>
			<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="9"/><xf numFmtId="3"/><xf numFmtId="171"/><xf numFmtId="11"/><xf numFmtId="31"/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf numFmtId="172"/><xf numFmtId="57"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":     `<sst ` + mainSpace + `><si><t>甲</t></si><si><r><rPr><strike/></rPr><t>新建50座</t></r><r><t>新建60座</t></r></si><si><r><t>15</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r><r><t>座</t></r></si><si><r/><r><t>空</t></r></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet ` + mainSpace + `>` + sheet + `</worksheet>`,
	}
	for name, text := range parts {
		all[name] = text
	}
	return archiveOf(t, all)
}

const mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// sheetOf writes rows of cells: words, or an element.
func sheetOf(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<sheetData>")
	for i, row := range rows {
		b.WriteString("<row>")
		for j, c := range row {
			if c != "" && !strings.HasPrefix(c, "<") {
				c = `<c t="inlineStr"><is><t>` + c + `</t></is></c>`
			}
			b.WriteString(strings.Replace(c, "<c", `<c r="`+cellName(j+1, i+1)+`"`, 1))
		}
		b.WriteString("</row>")
	}
	return b.String() + "</sheetData>"
}

func TestXLSXMarks(t *testing.T) {
	head := []string{"县", "2022年"}
	one := func(c string) string { return sheetOf(head, []string{"东河区", c}) }
	shown := func(c string) string { return "县\t2022年\n东河区\t" + c }
	for name, c := range map[string]struct {
		sheet string
		parts map[string]string
		want  string
		note  string
		gap   string
	}{
		"per cent":        {one(`<c s="2"><v>0.85</v></c>`), nil, shown("85%"), "", ""},
		"thousands":       {one(`<c s="3"><v>1200</v></c>`), nil, shown("1,200"), "", ""},
		"measure":         {one(`<c s="4"><v>15</v></c>`), nil, shown("15座"), "", ""},
		"scientific":      {one(`<c s="5"><v>1622505600</v></c>`), nil, shown("1622505600"), "", ""},
		"long number":     {one(`<c><v>0.28999999999999998</v></c>`), nil, shown("0.29"), "", ""},
		"day":             {one(`<c s="1"><v>44651</v></c>`), nil, shown("2022年3月31日"), "", ""},
		"Chinese day":     {one(`<c s="6"><v>44651</v></c>`), nil, shown("2022年3月31日"), "", ""},
		"Chinese month":   {one(`<c s="11"><v>44651</v></c>`), nil, shown("2022年3月"), "", ""},
		"day by locale":   {one(`<c s="12"><v>44651</v></c>`), nil, shown("2022-03-31"), "", ""},
		"from 1904":       {one(`<c s="1"><v>43189</v></c>`), map[string]string{"xl/workbook.xml": `<workbook ` + mainSpace + `><workbookPr date1904="1"/><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`}, shown("2022年3月31日"), "", ""},
		"number as text":  {one(`<c t="str"><v>0012</v></c>`), nil, shown("0012"), "", ""},
		"error":           {one(`<c t="e"><f>B9/0</f><v>#DIV/0!</v></c>`), nil, shown("#DIV/0!"), "", "table B2"},
		"no result":       {one(`<c><f>B9+1</f></c>`), nil, shown("〔公式〕"), "", "table B2"},
		"struck run":      {one(`<c t="s"><v>1</v></c>`), nil, shown("新建60座"), "“新建50座”", ""},
		"struck cell":     {sheetOf(head, []string{"东河区", "5"}, []string{`<c s="7" t="s"><v>0</v></c>`, `<c s="7"><v>9</v></c>`}), nil, shown("5"), "“甲”、“9”", ""},
		"note mark":       {one(`<c t="s"><v>2</v></c>`), nil, shown("15座"), "“15²”", ""},
		"run of nothing":  {one(`<c t="s"><v>3</v></c>`), nil, shown("空"), "", ""},
		"typed note mark": {one("15②座"), nil, shown("15座"), "“15②”", ""},
		"tick":            {one(`<c s="8" t="inlineStr"><is><t>ü</t></is></c>`), nil, shown("√"), "", ""},
		"unseen":          {one(`<c s="10"><v>7</v></c>`), nil, shown(""), "“7”", ""},
		"hidden row":      {strings.Replace(sheetOf(head, []string{"东河区", "5"}, []string{"西岭县", "9"}), "<row><c r=\"A3", `<row hidden="1"><c r="A3`, 1), nil, shown("5"), "“西岭县 9”（工作表“表”第3行）", ""},
		"hidden column":   {`<cols><col min="2" max="2" hidden="1"/></cols>` + sheetOf([]string{"县", "旧", "2022年"}, []string{"东河区", "9", "5"}), nil, shown("5"), "“旧 9”（工作表“表”B列）", ""},
		"merged":          {sheetOf([]string{"县", "目标", "2022年"}, []string{"东河区", "学校", "5"}, []string{"西岭县", "<c/>", "6"}) + `<mergeCells><mergeCell ref="B2:B3"/></mergeCells>`, nil, "县\t目标\t2022年\n东河区\t学校\t5\n西岭县\t学校\t6", "", ""},
		"merged and struck": {sheetOf([]string{"县", "目标", "2022年"}, []string{"东河区", `<c t="s"><v>1</v></c>`, "5"}, []string{"西岭县", "<c/>", "6"}) + `<mergeCells><mergeCell ref="B2:B3"/></mergeCells>`, nil,
			"县\t目标\t2022年\n东河区\t新建60座\t5\n西岭县\t新建60座\t6", "“新建50座”", ""},
		"object": {one("5") + `<oleObjects><oleObject progId="Word.Document.12" shapeId="1"/><oleObject progId="Word.Document.12" shapeId="1"/></oleObjects>`, nil, shown("5"), "", "object Word.Document.12"},
		"drawings": {sheetOf(head, []string{"东河区", "<c/>"}, []string{"西岭县", "<c/>"}, []string{"南湖县", "3"}), map[string]string{
			"xl/worksheets/_rels/sheet1.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="../drawings/drawing1.xml"/><Relationship Id="r2" Target="../comments1.xml"/></Relationships>`,
			"xl/drawings/drawing1.xml": `<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from><xdr:pic><xdr:cNvPr descr="√"/></xdr:pic></xdr:twoCellAnchor>
				<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></xdr:from><xdr:pic/></xdr:twoCellAnchor>
				<xdr:twoCellAnchor><xdr:from><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:from><xdr:graphicFrame/></xdr:twoCellAnchor>
				<xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>注：含</a:t></a:r><a:r><a:t>改建。</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>`,
		}, "县\t2022年\n东河区\t√\n西岭县\t〔图〕\n南湖县\t3\n\n注：含改建。", "批注没有读入", "picture B3, object J10"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := read(t, xlsx(t, c.sheet, c.parts))
			if err != nil {
				t.Fatal(err)
			}
			checkMarks(t, doc, c.want, c.note, c.gap)
		})
	}
}
