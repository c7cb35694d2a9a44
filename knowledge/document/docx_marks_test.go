package document

import (
	"strings"
	"testing"

	"duban/knowledge/said"
)

// docx packs the body of a Word document and what else it has.
func docx(t testing.TB, body string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{"word/document.xml": `<w:document xmlns:w="w" xmlns:r="r" xmlns:w14="w14" xmlns:mc="mc"><w:body>` + body + `</w:body></w:document>`}
	for name, text := range parts {
		all[name] = text
	}
	return archiveOf(t, all)
}

// Short forms of what the tests are made of.
func p(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }
func t(words string) string   { return "<w:r><w:t>" + words + "</w:t></w:r>" }
func as(props, words string) string {
	return "<w:r><w:rPr>" + props + "</w:rPr><w:t>" + words + "</w:t></w:r>"
}
func table(rows ...[]string) string {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString("<w:tr>")
		for _, c := range row {
			if !strings.HasPrefix(c, "<") {
				c = p(t(c))
			}
			b.WriteString("<w:tc>" + c + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return "<w:tbl>" + b.String() + "</w:tbl>"
}

const (
	super = `<w:vertAlign w:val="superscript"/>`
	sub   = `<w:vertAlign w:val="subscript"/>`
)

// TestDOCXMarks: no mark of print changes what a document says, and none is lost
// without a word.
func TestDOCXMarks(test *testing.T) {
	notes := map[string]string{
		"word/footnotes.xml": `<w:footnotes xmlns:w="w"><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 含改建。</w:t></w:r></w:p></w:footnote></w:footnotes>`,
		"word/endnotes.xml":  `<w:endnotes xmlns:w="w"><w:endnote w:id="2"><w:p><w:r><w:t>见上一年度。</w:t></w:r></w:p></w:endnote></w:endnotes>`,
	}
	styles := map[string]string{"word/styles.xml": `<w:styles xmlns:w="w"><w:style w:type="character" w:styleId="a"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style><w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>
		<w:style w:type="paragraph" w:styleId="old"><w:rPr><w:strike/></w:rPr></w:style></w:styles>`}
	rels := map[string]string{"word/_rels/document.xml.rels": `<Relationships><Relationship Id="r1" Target="embeddings/表.xlsx"/><Relationship Id="r2" Target="afchunk.docx"/></Relationships>`}
	field := func(code, result string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code + `</w:instrText></w:r>` + result + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	picture := func(place, more, alt string) string {
		return `<w:r><w:drawing><wp:` + place + ` xmlns:wp="wp">` + more + `<wp:docPr id="1" descr="` + alt + `"/><a:graphic xmlns:a="a"><pic:pic xmlns:pic="pic"/></a:graphic></wp:` + place + `></w:drawing></w:r>`
	}
	for name, c := range map[string]struct {
		body  string
		parts map[string]string
		want  string
		note  string // in the notes
		gap   string // kind and name
	}{
		"note mark":           {p(t("改造公厕15"), as(super, "2"), t("座")), nil, "改造公厕15座", "“改造公厕15²”", ""},
		"note mark by style":  {p(t("15"), as(`<w:rStyle w:val="b"/>`, "[1]"), t("座")), styles, "15座", "“15[1]”", ""},
		"raised by hand":      {p(as(`<w:sz w:val="32"/>`, "15"), as(`<w:sz w:val="20"/><w:position w:val="10"/>`, "2"), as(`<w:sz w:val="32"/>`, "座")), nil, "15座", "“15²”", ""},
		"set higher":          {p(as(`<w:sz w:val="32"/>`, "共"), as(`<w:sz w:val="32"/><w:position w:val="10"/>`, "15"), t("座")), nil, "共15座", "", ""},
		"power of a unit":     {p(t("流域50km"), as(super, "2"), t("以上，3m"), as(super, "3")), nil, "流域50km²以上，3m³", "", ""},
		"power of ten":        {p(t("2×10"), as(super, "4"), t("吨，10"), as(super, "-3"), t("克")), nil, "2×10⁴吨，10⁻³克", "", ""},
		"perhaps a power":     {p(t("建10"), as(super, "2"), t("座")), nil, "建10²座", "可能是乘方", ""},
		"index":               {p(t("CO"), as(sub, "2"), t("和PM"), as(sub, "2.5"), t("、log"), as(sub, "2"), t("8")), nil, "CO2和PM2.5、log₂8", "", ""},
		"footnote":            {p(t("15"), `<w:r><w:rPr><w:rStyle w:val="a"/></w:rPr><w:footnoteReference w:id="2"/></w:r>`, t("座、2"), `<w:r><w:endnoteReference w:id="2"/></w:r>`, t("处")), notes, "15座、2处\n\n注1：含改建。\n\n注2：见上一年度。", "“15座、2²”", ""},
		"footnote's own mark": {p(t("15"), `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>`, t("座")), notes, "15座\n\n注1：含改建。", "“15¹1”", ""},
		"footnote that lacks": {p(t("15"), `<w:r><w:footnoteReference w:id="7"/></w:r>`, t("座")), notes, "15座", "找不到注文", ""},
		"struck":              {p(t("公厕"), as("<w:strike/>", "200"), t("260座")), nil, "公厕260座", "划掉的文字没有读入：“200”（在“公厕”之后）", ""},
		"struck twice":        {p(as("<w:dstrike/>", "20"), as("<w:b/><w:strike/>", "0"), t("260座")), nil, "260座", "“200”", ""},
		"struck by style":     {`<w:p><w:pPr><w:pStyle w:val="old"/></w:pPr>` + t("旧") + as(`<w:strike w:val="0"/>`, "新") + "</w:p>", styles, "新", "“旧”", ""},
		"hidden":              {p(t("建"), as("<w:vanish/>", "9"), t("5个")), nil, "建5个", "隐藏的文字没有读入：“9”", ""},
		"tracked": {p(t("建"), `<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins>`, t("个")), nil, "建5个",
			"修订中删去的文字没有读入：“9”", ""},
		"tracked end":     {`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + t("建成") + `</w:p>` + p(t("5个")), nil, "建成5个", "接受全部修订", ""},
		"moved":           {p(`<w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom>`, t("乙"), `<w:moveTo><w:r><w:t>甲</w:t></w:r></w:moveTo>`), nil, "乙甲", "接受全部修订", ""},
		"deleted row":     {table([]string{"一", "甲"}, []string{"二", "乙"}) + `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + p(t("三")) + `</w:tc></w:tr></w:tbl>`, nil, "一\t甲\n二\t乙", "“三”", ""},
		"ticks":           {table([]string{"甲", p(as(`<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>`, "ü"))}, []string{"乙", p(`<w:r><w:sym w:font="Wingdings 2" w:char="F050"/></w:r>`)}, []string{"丙", "☑"}), nil, "甲\t√\n乙\t√\n丙\t☑", "", ""},
		"greater":         {p(t("覆盖率"), `<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>`, t("98%")), nil, "覆盖率≥98%", "", ""},
		"unknown symbol":  {p(t("甲"), as(`<w:rFonts w:ascii="Wingdings"/>`, "!")), nil, "甲〓", "认不出的符号", ""},
		"box":             {p(`<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>`+t("☒")+`</w:sdtContent></w:sdt>`, t("是")), nil, "☑是", "", ""},
		"old box":         {p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`, t("是")), nil, "☑是", "", ""},
		"prompt":          {table([]string{"甲", p(`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + t("单击此处输入") + `</w:sdtContent></w:sdt>`)}, []string{"乙", "5"}), nil, "甲\t\n乙\t5", "提示语", ""},
		"circled":         {p(t("建15①万盏，其中：①新建；②改建")), nil, "建15万盏，其中：①新建；②改建", "“建15①”", ""},
		"circled field":   {p(field(`EQ \o\ac(○,3)`, ""), t("修路")), nil, "③修路", "", ""},
		"reading":         {p(field(`EQ \* jc2 \o\ad(\s\up 9(kē),柯)`, ""), `<w:r><w:ruby><w:rt><w:r><w:t>qiáo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>桥</w:t></w:r></w:rubyBase></w:ruby></w:r>`), nil, "柯桥", "", ""},
		"field":           {p(field("IF 1 = 1", t("条件")+`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`+t("5个"))), nil, "5个", "", ""},
		"open field":      {p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, t("5个")), nil, "5个", "", ""},
		"formula":         {p(`<m:oMath xmlns:m="m"><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>`, t("吨")), nil, "10⁴吨", "", ""},
		"two forms":       {p(`<w:r><mc:AlternateContent><mc:Choice>`+`<w:t>甲</w:t>`+`</mc:Choice><mc:Fallback><w:t>甲</w:t></mc:Fallback></mc:AlternateContent></w:r>`) + `<mc:AlternateContent><mc:Choice>` + p(t("乙")) + `</mc:Choice><mc:Fallback>` + p(t("乙")) + `</mc:Fallback></mc:AlternateContent>`, nil, "甲\n\n乙", "", ""},
		"text box":        {p(`<w:r><w:pict><v:textbox xmlns:v="v"><w:txbxContent>`+p(t("专栏1"))+table([]string{"甲", "5"}, []string{"乙", "6"})+`</w:txbxContent></v:textbox></w:pict></w:r>`, t("正文")), nil, "专栏1\n\n甲\t5\n乙\t6\n\n正文", "", ""},
		"object":          {p(t("附件")) + p(`<w:r><w:object><o:OLEObject xmlns:o="o" ProgID="Excel.Sheet.12" r:id="r1"/></w:object></w:r>`), rels, "附件", "", "object 表.xlsx"},
		"picture":         {p(t("附件")) + p(picture("inline", "", "进度表")), nil, "附件", "", "picture 进度表"},
		"picture in cell": {table([]string{"甲", p(picture("inline", "", ""))}, []string{"乙", p(picture("inline", "", "√"))}), nil, "甲\t〔图〕\n乙\t√", "", "picture "},
		"seal":            {p(t("某市政府"), picture("anchor", "<wp:wrapNone/>", "公章")), nil, "某市政府", "印章", ""},
		"chunk":           {p(t("附件")) + `<w:altChunk r:id="r2"/>`, rels, "附件", "", "attachment afchunk.docx"},
		"merged aside": {`<w:tbl><w:tr><w:tc>` + p(t("区")) + `</w:tc><w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr>` + p(t("目标")) + `</w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc>` +
			p(t("甲")) + `</w:tc><w:tc>` + p(t("5")) + `</w:tc><w:tc>` + p(t("6")) + `</w:tc></w:tr></w:tbl>`, nil, "区\t目标\t目标\n甲\t5\t6", "", ""},
		"comment": {p(t("甲"), `<w:r><w:commentReference w:id="1"/></w:r>`), nil, "甲", "1条批注", ""},
	} {
		test.Run(name, func(test *testing.T) {
			doc, err := read(test, docx(test, c.body, c.parts))
			if err != nil {
				test.Fatal(err)
			}
			checkMarks(test, doc, c.want, c.note, c.gap)
		})
	}
}

// checkMarks compares a document with its text, a part of its notes, and its gaps.
func checkMarks(test *testing.T, doc *Document, text, note, gap string) {
	test.Helper()
	if doc.Text != text+"\n" {
		test.Errorf("read %q, want %q", doc.Text, text)
	}
	notes := said.Join("{one}\n{other}", "{one}\n{other}", doc.Notes).String()
	if !strings.Contains(notes, note) || note == "" && notes != "" {
		test.Errorf("notes %q, want %q", notes, note)
	}
	var gaps []string
	for _, g := range doc.Gaps {
		gaps = append(gaps, g.Kind+" "+g.Name.String())
		if g.Start < 0 || g.Start > len(doc.Text) || g.Reason.IsZero() {
			test.Errorf("gap %+v", g)
		}
	}
	if got := strings.Join(gaps, ", "); got != gap {
		test.Errorf("gaps %q, want %q", got, gap)
	}
}
