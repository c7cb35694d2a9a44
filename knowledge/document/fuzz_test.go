package document

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"duban/knowledge/said"
)

// whole checks what every reader promises: text in the one form, or a sentence.
func whole(t *testing.T, data []byte) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	doc, err := Read(ctx, data, Options{Cache: cache(t)})
	if err != nil {
		var sentence *said.Error
		if !errors.As(err, &sentence) {
			t.Fatalf("not a sentence: %v", err)
		}
		if errors.Is(err, ErrOutOfTime) {
			t.Fatal("does not come to an end")
		}
		return
	}
	if !utf8.ValidString(doc.Text) || len(doc.Text) > MaxText+1024 {
		t.Fatalf("text is broken or too long: %d bytes", len(doc.Text))
	}
	if doc.Format == TXT {
		return
	}
	for line := range strings.SplitSeq(doc.Text, "\n") {
		for c := range strings.SplitSeq(line, "\t") {
			if c != plain(c) {
				t.Fatalf("cell or paragraph not plain: %q", c)
			}
		}
	}
	for _, g := range doc.Gaps {
		if g.Start < 0 || g.Start > len(doc.Text) || g.Kind == "" || g.Reason.IsZero() || !utf8.ValidString(g.Name.String()) {
			t.Fatalf("gap %+v", g)
		}
	}
	for _, p := range doc.Pages {
		if p.Start < 0 || p.Start > len(doc.Text) {
			t.Fatalf("page %v outside the text", p)
		}
	}
	at := 0
	for _, s := range doc.Recognised {
		if s.Start < at || s.End <= s.Start || s.End > len(doc.Text) {
			t.Fatalf("recognised %v of %d bytes", doc.Recognised, len(doc.Text))
		}
		at = s.End
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("一、总体要求\n到2024年，覆盖率达到98%。\n"))
	f.Add([]byte("\xff\xfe\x00\x4e\x01\x30\n\x00"))
	f.Add([]byte("\xd2\xbb\xa1\xa2\xd7\xdc\xcc\xe5"))
	f.Fuzz(func(t *testing.T, data []byte) { whole(t, data) })
}

func FuzzHTML(f *testing.F) {
	f.Add("<p>一、总体要求</p><table><tr><td rowspan=2>甲</td><td colspan=3>乙</td></tr><tr><td>丙</td></tr></table>")
	f.Add("<table><tr><td rowspan=0>甲<table><tr><td>x</td></tr></table></td><td>乙</td></tr></table><br>")
	f.Add("<meta name=ArticleTitle content=某市方案><td>发文字号：</td><td>某政发〔2023〕6号</td><p>正文")
	f.Add("<p>15<sup>2</sup><s>9</s><a href='b.doc'>附件</a><img alt=√><span style='display:none;vertical-align:sub'>x</span><iframe src=a.pdf></iframe>")
	f.Fuzz(func(t *testing.T, page string) { whole(t, []byte("<html><body>"+page)) })
}

func FuzzDOCX(f *testing.F) {
	f.Add(`<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>目标</w:t></w:r></w:p>`,
		`<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`, "")
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc><w:tc/></w:tr></w:tbl>`, "",
		`<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="a" w:default="1"><w:basedOn w:val="a"/></w:style></w:styles>`)
	f.Fuzz(func(t *testing.T, body, numbering, styles string) {
		parts := map[string]string{"word/document.xml": `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`}
		if numbering != "" {
			parts["word/numbering.xml"] = numbering
		}
		if styles != "" {
			parts["word/styles.xml"] = styles
		}
		whole(t, archiveOf(t, parts))
	})
}

// FuzzDOC changes the streams of a document of Word 97.
func FuzzDOC(f *testing.F) {
	for _, name := range []string{"school.doc", "touching.doc"} {
		c, err := openCompound(file(f, name))
		if err != nil {
			f.Fatal(err)
		}
		var parts [3][]byte
		for i, s := range []string{"WordDocument", "1Table", "Data"} {
			if parts[i], err = c.stream(s); err != nil {
				f.Fatal(err)
			}
		}
		f.Add(parts[0], parts[1], parts[2])
	}
	f.Fuzz(func(t *testing.T, text, table, data []byte) {
		whole(t, compoundOf([]string{"WordDocument", "0Table", "1Table", "Data"}, [][]byte{text, table, table, data}))
	})
}

// FuzzXLS changes the stream of a workbook of Excel 97.
func FuzzXLS(f *testing.F) {
	for _, name := range []string{"tasks.xls", "progress.xls"} {
		c, err := openCompound(file(f, name))
		if err != nil {
			f.Fatal(err)
		}
		book, err := c.stream("Workbook")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(book)
	}
	f.Fuzz(func(t *testing.T, book []byte) { whole(t, compoundOf([]string{"Workbook"}, [][]byte{book})) })
}

// FuzzArchive changes whole Office files.
func FuzzArchive(f *testing.F) {
	for _, name := range []string{"tasks.xlsx", "seed.docx", "seed.doc", "tasks.xls", "tasks.ods", "village.odt", "seed.ofd"} {
		f.Add(file(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) { whole(t, data) })
}

// FuzzPDF is slow: each input starts a reader of its own.
func FuzzPDF(f *testing.F) {
	f.Add(scannedPDF())
	f.Fuzz(func(t *testing.T, data []byte) { whole(t, append([]byte("%PDF-1.4\n"), data...)) })
}

func FuzzRTF(f *testing.F) {
	f.Add(`\ansi\ansicpg936{\fonttbl{\f0\fcharset134 x;}}\f0\'c4\'bf\'b1\'ea{\strike 200}\u8212\'97\par{\listtext 1.}x{\footnote y}`)
	f.Add(`\trowd\clvmgf\cellx100\clmgf\cellx200\intbl a\cell b\nestcell c\cell\row\trowd\clvmrg\cellx90\cellx300\intbl\cell d\cell\row\pard{\shp{\*\shpinst{\shptxt e\par}}}`)
	f.Add(`{\upr{a}{\*\ud b}}\bin3 abc{\field{\*\fldinst x}{\fldrslt y}}{\pict 00}`)
	f.Fuzz(func(t *testing.T, body string) { whole(t, []byte(`{\rtf1`+body)) })
}

func FuzzODF(f *testing.F) {
	f.Add(odfLists, `<text><list id="a" style-name="L"><list-item start-value="3"><p>甲</p><list><list-item><p>乙</p></list-item></list></list-item></list><h outline-level="1">丙</h></text>`)
	f.Add(`<style name="T" family="text" parent-style-name="T"><text-properties text-line-through-style="solid" text-position="super"/></style>`, `<text><p>1<span style-name="T">2</span><note><note-body><p>注</p></note-body></note></p><table><table-row><table-cell number-rows-spanned="9"/></table-row></table></text>`)
	f.Add("", `<spreadsheet><table name="一"><table-column visibility="collapse" number-columns-repeated="3"/><table-row number-rows-repeated="7"><table-cell number-columns-spanned="4"><p>甲</p></table-cell><covered-table-cell/></table-row></table></spreadsheet>`)
	f.Fuzz(func(t *testing.T, styles, body string) { whole(t, odf(t, styles, body)) })
}

func FuzzMail(f *testing.F) {
	f.Add(file(f, "tasks.eml"))
	f.Add(file(f, "lines.mht"))
	f.Add([]byte("Content-Type: multipart/related; boundary=x; start=\"<a>\"\r\n\r\n--x\r\nContent-Id: <a>\r\nContent-Type: text/html\r\n\r\n<frameset>\r\n--x\r\nContent-Type: text/html; charset=big5\r\n\r\n<p>x\r\n--x--"))
	f.Fuzz(func(t *testing.T, data []byte) {
		whole(t, append([]byte("MIME-Version: 1.0\r\nFrom: a@example.cn\r\n"), data...))
	})
}

func FuzzOFD(f *testing.F) {
	f.Add(`<Content><Layer>`+spoken(30, 50, "目标")+`<PathObject CTM="1 0 0 -1 3 4" Boundary="1 2 3 4"><AbbreviatedData>M 0 0 L 5 0 B 1 2 3 4 5 6 A 1 2 3 4 5 6 7 Q 1 2 3 4 C</AbbreviatedData></PathObject></Layer></Content>`, `<Res/>`)
	f.Add(`<Area><PhysicalBox>0 0 1e9 -3</PhysicalBox></Area><Content><CompositeObject ResourceID="3" CTM="0 1 -1 0 5 5" Boundary="1 1 1 1"/></Content>`,
		`<Res><CompositeGraphicUnits><CompositeGraphicUnit ID="3"><TextObject Size="5"><TextCode X="1" Y="2" DeltaX="g 99 1" DeltaY="g 2 3 4">甲乙丙</TextCode></TextObject><CompositeObject ResourceID="3"/></CompositeGraphicUnit></CompositeGraphicUnits></Res>`)
	f.Fuzz(func(t *testing.T, page, resources string) {
		whole(t, ofd(t, []string{page, page}, map[string]string{"Doc_0/Res.xml": resources}))
	})
}

func FuzzCSV(f *testing.F) {
	f.Add("任务表,,\n序号,任务,单位\n1,\"修\n路\",甲\n2,修桥,乙\n")
	f.Add("| a | b |\n|---|---|\n| 1 | 2 |\n")
	f.Fuzz(func(t *testing.T, text string) {
		whole(t, []byte(text))
		rows := csvRows(text)
		for _, r := range rows {
			if len(r) > 1 && len(r) != len(rows[len(rows)/2]) {
				t.Fatalf("rows of %d and %d cells", len(r), len(rows[len(rows)/2]))
			}
		}
	})
}

// FuzzDOCXParts changes the parts that stand beside the text.
func FuzzDOCXParts(f *testing.F) {
	f.Add(p(t("15"), `<w:r><w:footnoteReference w:id="2"/></w:r>`, t("座"), `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \o\ac(○,3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`),
		`<w:footnote w:id="2">`+p(t("含改建"), `<w:r><w:footnoteReference w:id="2"/></w:r>`)+`</w:footnote>`, `<Relationship Id="r1" Target="embeddings/a.xlsx"/>`)
	f.Add(p(as(super, "2"), as("<w:strike/>", "9"), `<w:r><w:object><o:OLEObject r:id="r1"/></w:object></w:r>`)+table([]string{"甲", p(`<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`)}), "", "")
	f.Add(p(`<mc:AlternateContent><mc:Choice><w:r><w:drawing><w:txbxContent>`+p(t("甲"))+`</w:txbxContent></w:drawing></w:r></mc:Choice></mc:AlternateContent>`, `<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr></w:sdt>`), "", "")
	f.Fuzz(func(t *testing.T, body, notes, rels string) {
		whole(t, docx(t, body, map[string]string{"word/footnotes.xml": `<w:footnotes xmlns:w="w">` + notes + `</w:footnotes>`, "word/_rels/document.xml.rels": `<Relationships>` + rels + `</Relationships>`}))
	})
}

// FuzzXLSX changes a sheet, the shared words and a drawing.
func FuzzXLSX(f *testing.F) {
	f.Add(sheetOf([]string{"县", `<c s="7"><v>1</v></c>`}, []string{"甲", `<c t="s"><v>1</v></c>`}, []string{"乙", `<c t="e"><v>#REF!</v></c>`})+`<mergeCells><mergeCell ref="A2:B3"/></mergeCells>`,
		`<si><t>甲</t></si><si><r><rPr><strike/></rPr><t>5</t></r></si>`, `<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from><xdr:pic/></xdr:twoCellAnchor>`)
	f.Add(`<cols><col min="1" max="9" hidden="1"/></cols><sheetData><row hidden="1" r="9"><c r="ZZ9" s="10"><v>7</v></c><c><f>A1</f></c></row></sheetData>`, "", "")
	f.Fuzz(func(t *testing.T, sheet, shared, drawing string) {
		whole(t, xlsx(t, sheet, map[string]string{
			"xl/sharedStrings.xml":                `<sst ` + mainSpace + `>` + shared + `</sst>`,
			"xl/worksheets/_rels/sheet1.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="../drawings/drawing1.xml"/></Relationships>`,
			"xl/drawings/drawing1.xml":            `<xdr:wsDr xmlns:xdr="x" xmlns:a="a">` + drawing + `</xdr:wsDr>`,
		}))
	})
}

// FuzzPDFPage changes what a page draws.
func FuzzPDFPage(f *testing.F) {
	f.Add("BT /F 12 Tf 60 700 Td (200) Tj ET BT /F 7 Tf 80 705 Td (2) Tj ET 60 703 20 1 re f q 400 0 0 300 60 300 cm /I Do Q")
	const words = "BT /F 6 Tf 40 20 Td (A page of so many words is no scan, which would be recognised and take long. A page of so many words is no scan.) Tj ET "
	f.Fuzz(func(t *testing.T, draw string) { whole(t, pagePDF(words+draw)) })
}
