package document

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"duban/knowledge/said"
	"duban/knowledge/seed"
)

var update = flag.Bool("update", false, "write the golden files anew")

// cache keeps the compiled PDF reader for all tests of a run.
func cache(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(os.TempDir(), "duban-test-cache")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

func read(t testing.TB, data []byte) (*Document, error) {
	t.Helper()
	return Read(t.Context(), data, Options{Cache: cache(t)})
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestGolden compares what is read from each file with what was looked through.
func TestGolden(t *testing.T) {
	for name, format := range map[string]Format{"seed.docx": DOCX, "seed.pdf": PDF, "seed.html": HTML, "village.docx": DOCX,
		"village.pdf": PDF, "tasks.xlsx": XLSX, "seed.doc": DOC, "school.doc": DOC, "touching.doc": DOC, "tasks.xls": XLS, "progress.xls": XLS, "site.html": HTML, "lines.html": HTML, "seed.rtf": RTF, "seed.odt": ODT, "seed.ofd": OFD,
		"village.rtf": RTF, "village.odt": ODT, "tasks.ods": ODS, "tasks.eml": EML, "lines.mht": MHT,
		"marks.html": HTML, "marks.docx": DOCX, "marks.pdf": PDF, "form.pdf": PDF} {
		t.Run(name, func(t *testing.T) {
			doc, err := read(t, file(t, name))
			if err != nil {
				t.Fatal(err)
			}
			if doc.Format != format {
				t.Errorf("format %s, want %s", doc.Format, format)
			}
			got := said.Join("{one}\n{other}", "{one}\n{other}", doc.Notes).String() + "\n\n" + doc.Text
			for _, g := range doc.Gaps {
				got += fmt.Sprintf("\n%s %s：%s", g.Kind, g.Name, g.Reason)
			}
			path := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("differs from %s:\n%s", path, difference(got, string(want)))
			}
		})
	}
}

func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		line := func(s []string) string {
			if i < len(s) {
				return s[i]
			}
			return "(none)"
		}
		if line(g) != line(w) {
			return "got  " + line(g) + "\nwant " + line(w)
		}
	}
	return ""
}

// TestSameText holds other formats of a document to its DOCX: pages, lines and ruled
// tables are undone, and numbers that are counted are written out.
func TestSameText(t *testing.T) {
	text := func(name string) string {
		doc, err := read(t, file(t, name))
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for line := range strings.SplitSeq(doc.Text, "\n") {
			if line = strings.ReplaceAll(line, " ", ""); line != "" {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n")
	}
	for name, like := range map[string]string{"village.pdf": "village.docx", "seed.pdf": "seed.docx", "marks.pdf": "marks.docx", "seed.ofd": "seed.docx", "seed.rtf": "seed.docx", "seed.odt": "seed.docx",
		"marks.rtf": "marks.docx", "marks.odt": "marks.docx", "village.rtf": "village.docx", "village.odt": "village.docx", "tasks.ods": "tasks.xlsx"} {
		if got, want := text(name), text(like); got != want {
			t.Errorf("%s and %s differ:\n%s", name, like, difference(got, want))
		}
	}
}

func TestEncodings(t *testing.T) {
	plan := seed.Text()
	short := "白河县村庄清洁行动方案\n一、总体要求\n到2024年，覆盖率达到98%以上。\n"
	for name, e := range map[string]encoding.Encoding{
		"UTF-8":    encoding.Nop,
		"GB18030":  simplifiedchinese.GB18030,
		"UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		"UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		marks := map[string]string{"UTF-8": "\xef\xbb\xbf", "UTF-16LE": "\xff\xfe", "UTF-16BE": "\xfe\xff"}
		for _, text := range []string{plan, short} {
			data, err := e.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			for _, mark := range []string{"", marks[name]} {
				doc, err := read(t, append([]byte(mark), data...))
				if err != nil {
					t.Errorf("%s, mark %x: %v", name, mark, err)
				} else if doc.Text != text || doc.Encoding != name {
					t.Errorf("%s, mark %x: read as %s, %.40q", name, mark, doc.Encoding, doc.Text)
				}
			}
		}
	}
}

// TestRefused: every file that cannot be read gets the sentence that helps.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":      {nil, ErrEmpty},
		"blank":        {[]byte(" \n\t\n"), ErrNoText},
		"too large":    {make([]byte, MaxFile+1), ErrTooLarge},
		"cut compound": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), ErrDamaged},
		"locked":       {compoundOf([]string{"EncryptedPackage"}, [][]byte{nil}), ErrLocked},
		"locked doc":   {compoundOf([]string{"WordDocument"}, [][]byte{{0xec, 0xa5, 0xc1, 0, 11: 1}}), ErrLocked},
		"locked xls":   {compoundOf([]string{"Workbook"}, [][]byte{{9, 8, 4, 0, 0, 6, 5, 0, 0x2f, 0, 0, 0}}), ErrLocked},
		"Word 95":      {compoundOf([]string{"WordDocument"}, [][]byte{{0xdc, 0xa5, 104, 0}}), ErrLegacy},
		"Excel 95":     {compoundOf([]string{"Book"}, [][]byte{nil}), ErrLegacy},
		"presentation": {compoundOf([]string{"PowerPoint Document"}, [][]byte{nil}), ErrUnknown},
		"empty doc":    {compoundOf([]string{"WordDocument"}, [][]byte{{0xec, 0xa5, 0xc1, 0}}), ErrDamaged},
		"empty xls":    {compoundOf([]string{"Workbook"}, [][]byte{{9, 8, 4, 0, 0, 6, 5, 0}}), ErrDamaged},
		"photo":        {[]byte("\xff\xd8\xff\xe0 JFIF"), ErrDamaged},
		"archive":      {archiveOf(t, map[string]string{"a.txt": "x"}), ErrArchive},
		"cut archive":  {[]byte("PK\x03\x04 and no more"), ErrDamaged},
		"cut pdf":      {[]byte("%PDF-1.7\n1 0 obj"), ErrDamaged},
		"scanned":      {scannedPDF(), ErrScanned},
		"noise":        {[]byte("\x00\x01\x02\xff\xfe\x00\x91\x03"), ErrEncoding},
		"empty docx":   {archiveOf(t, map[string]string{"word/document.xml": "<document><body/></document>"}), ErrNoText},
		"broken docx":  {archiveOf(t, map[string]string{"word/document.xml": "<document><body><p>"}), ErrDamaged},
		"entities":     {archiveOf(t, map[string]string{"word/document.xml": laughs}), ErrDamaged},
		"nested docx":  {archiveOf(t, map[string]string{"word/document.xml": "<document><body>" + strings.Repeat("<p>", 100_000)}), ErrNested},
		"bomb":         {archiveOf(t, map[string]string{"word/document.xml": "<document><body><p>" + strings.Repeat(" ", maxPart+1) + "</p></body></document>"}), ErrBomb},
		"endless text": {archiveOf(t, map[string]string{"word/document.xml": "<document><body>" + strings.Repeat("<p><r><t>"+strings.Repeat("长", 10_000)+"</t></r></p>", 300) + "</body></document>"}), ErrTooLong},
		"wide table":   {[]byte("<html><body><table><tr><td colspan=500>a</td><td>b</td><td>c</td></tr></table></body></html>"), ErrCells},
		"nested page":  {[]byte("<html><body>" + strings.Repeat("<div>", 100_000) + "x"), ErrNested},
		"endless rows": {[]byte("<html><body><table>" + strings.Repeat("<tr><td>甲</td><td>乙</td><td>丙</td></tr>", 100_000) + "</table>"), ErrCells},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := read(t, c.data)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, %v; want %v", doc, err, c.want)
			}
		})
	}
}

// laughs is the billion laughs: entities that stand for ten of each other.
const laughs = `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<document><body><p><r><t>&c;</t></r></p></body></document>`

func TestDeadline(t *testing.T) {
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for _, name := range []string{"seed.docx", "seed.pdf", "seed.html", "tasks.xlsx", "seed.rtf", "seed.odt", "seed.ofd", "tasks.ods", "tasks.eml"} {
		if _, err := Read(ctx, file(t, name), Options{Cache: cache(t)}); !errors.Is(err, ErrOutOfTime) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPages(t *testing.T) {
	doc, err := read(t, file(t, "village.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(doc.Text, "健全村庄保洁员队伍")
	if p := doc.Pages; len(p) != 3 || p[0].Name.String() != "第1页" || p[0].Start != 0 || p[2].Name.String() != "第3页" || p[1].Start > at || p[2].Start > at {
		t.Errorf("pages %v of a text with %d bytes before the words", p, at)
	}
}

func TestPrinted(t *testing.T) {
	for _, c := range []struct {
		n      int
		format string
		want   string
	}{
		{12, "chineseCounting", "十二"}, {12, "ideographDigital", "一二"}, {3, "decimalEnclosedCircle", "③"}, {21, "decimalEnclosedCircle", "21"},
		{4, "upperRoman", "IV"}, {9, "lowerRoman", "ix"}, {2, "ideographTraditional", "乙"}, {3, "upperLetter", "C"}, {7, "decimal", "7"},
		{7, "decimalZero", "07"}, {7, "none", ""},
	} {
		if got := printed(c.n, c.format); got != c.want {
			t.Errorf("printed(%d, %s) = %q, want %q", c.n, c.format, got, c.want)
		}
	}
}

// TestLayoutPage: a page that tables arrange, with its title outside the text and more
// words around it than in it.
func TestLayoutPage(t *testing.T) {
	doc, err := read(t, []byte(`<html><body><table width="1000"><tr><td><ul><li><a>首页</a></li><li><a>要闻</a></li></ul></td><td>
<table><tr><td align="center"><b>白河县交通方案</b></td></tr><tr><td><p>为改善交通，制定本方案。</p><p>一、目标</p><p>（一）修路。2024年底前修路30公里。</p></td></tr></table>
</td></tr></table><div>版权所有 白河县人民政府 技术支持：某公司 您是第12345位访客，欢迎访问！主办单位：白河县人民政府办公室，地址：白河县人民路1号。</div></body></html>`))
	if err != nil {
		t.Fatal(err)
	}
	if want := "白河县交通方案\n\n为改善交通，制定本方案。\n\n一、目标\n\n（一）修路。2024年底前修路30公里。\n"; doc.Text != want {
		t.Errorf("read %q", doc.Text)
	}
}
