package document

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// whole checks what every reader promises: text in the one form, or a sentence.
func whole(t *testing.T, data []byte) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	doc, err := Read(ctx, data, Options{Cache: cache(t)})
	if err != nil {
		var sentence Error
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
	for _, p := range doc.Pages {
		if p.Start < 0 || p.Start > len(doc.Text) {
			t.Fatalf("page %v outside the text", p)
		}
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
	for _, name := range []string{"tasks.xlsx", "seed.docx", "seed.doc", "tasks.xls"} {
		f.Add(file(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) { whole(t, data) })
}

// FuzzPDF is slow: each input starts a reader of its own.
func FuzzPDF(f *testing.F) {
	f.Add(scannedPDF())
	f.Fuzz(func(t *testing.T, data []byte) { whole(t, append([]byte("%PDF-1.4\n"), data...)) })
}
