package docx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/reminders"
)

// quarter is a brief such as an office sends.
func quarter() Brief {
	tasks := []Column{{"责任单位", 6, Center}, {"任务", 11, Left}, {"期限", 8, Center}, {"逾期", 3, Right}}
	return Brief{
		Title: "督查简报", Issue: "第4期", Period: "2021年第四季度", Day: reminders.DateDay(2022, time.January, 5), Issuer: "绍兴市人民政府督查室",
		Sections: []Section{
			{Heading: "总体情况", Paragraphs: []string{"共有任务3项：已销号1项，逾期2项。", "第一行\n\n第二行"}},
			{Heading: "逾期任务", Paragraphs: []string{"请尽快填报："}, Table: Table{Columns: tasks, Empty: "没有逾期的任务。", Rows: [][]string{
				{"柯桥区", "优质均衡发展县", "2021年12月31日", "5天"},
				{"新昌县", "现代化学校\n示范乡镇", "2021年12月31日", ""},
			}}},
			{Heading: "今后到期的任务", Table: Table{Columns: tasks, Empty: "今后3个月没有到期的任务。"}, Parts: []Section{
				{Heading: "下一步", Parts: []Section{{Heading: "填报", Parts: []Section{{Heading: "佐证"}}}}},
				{Heading: "其他"},
			}},
		},
	}
}

func TestText(t *testing.T) {
	want := `督查简报
第4期
（2021年第四季度，截至2022年1月5日）
一、总体情况
共有任务3项：已销号1项，逾期2项。
第一行
第二行
二、逾期任务
请尽快填报：
责任单位|任务|期限|逾期
柯桥区|优质均衡发展县|2021年12月31日|5天
新昌县|现代化学校/示范乡镇|2021年12月31日|
三、今后到期的任务
今后3个月没有到期的任务。
（一）下一步
1.填报
（1）佐证
（二）其他
绍兴市人民政府督查室
2022年1月5日`
	if got := unpack(t, quarter()).text(t); got != want {
		t.Errorf("the document says\n%s\nwant\n%s", got, want)
	}
}

func TestTextOfLittle(t *testing.T) {
	want := "（截至2022年1月5日）\n2022年1月5日"
	if got := unpack(t, Brief{Day: quarter().Day}).text(t); got != want {
		t.Errorf("the document says\n%s\nwant\n%s", got, want)
	}
}

// TestPackage holds what Word checks when it opens a file: every part is XML and has a
// type, every reference leads somewhere, every style exists.
func TestPackage(t *testing.T) {
	p := unpack(t, quarter())
	var types contentTypes
	p.decode(t, "[Content_Types].xml", &types)
	typed := map[string]bool{}
	for _, o := range types.Overrides {
		name := strings.TrimPrefix(o.PartName, "/")
		typed[name] = true
		if p[name] == nil {
			t.Errorf("%s has a type but is not there", name)
		}
	}
	styled := map[string]bool{}
	for _, id := range p.values(t, "word/styles.xml", "style", "styleId") {
		if styled[id] {
			t.Errorf("style %s is there twice", id)
		}
		styled[id] = true
	}
	referred := map[string]bool{}
	for from, folder := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word/"} {
		var r relationships
		p.decode(t, from, &r)
		for _, one := range r.All {
			referred[one.ID] = true
			if !typed[folder+one.Target] {
				t.Errorf("%s refers to %s, which is not there or has no type", from, one.Target)
			}
		}
	}
	for name := range p {
		p.elements(t, name, func(xml.StartElement) {})
		if !typed[name] && name != "[Content_Types].xml" && !strings.HasSuffix(name, ".rels") {
			t.Errorf("%s has no type", name)
		}
		if !strings.HasPrefix(name, "word/") {
			continue
		}
		for _, e := range []string{"pStyle", "tblStyle", "basedOn", "next"} {
			for _, id := range p.values(t, name, e, "val") {
				if !styled[id] {
					t.Errorf("%s has style %s, which is not there", name, id)
				}
			}
		}
	}
	footers := p.values(t, "word/document.xml", "footerReference", "id")
	if len(footers) != 2 {
		t.Errorf("footers %q, want one for odd pages and one for even ones", footers)
	}
	for _, id := range footers {
		if !referred[id] {
			t.Errorf("footer %s leads nowhere", id)
		}
	}
}

// TestPage holds the numbers of GB/T 9704: twips of 1/1440 inch, rounded.
func TestPage(t *testing.T) {
	p := unpack(t, quarter())
	for _, c := range []struct{ part, element, attr, want string }{
		{"word/document.xml", "pgSz", "w", "11906"},
		{"word/document.xml", "pgSz", "h", "16838"},
		{"word/document.xml", "pgMar", "top", "2098"},
		{"word/document.xml", "pgMar", "bottom", "1984"},
		{"word/document.xml", "pgMar", "left", "1587"},
		{"word/document.xml", "pgMar", "right", "1474"},
		{"word/document.xml", "pgMar", "footer", "1447"}, // 28 mm less half a line
		{"word/footer1.xml", "jc", "val", "right"},
		{"word/footer1.xml", "ind", "right", "280"},
		{"word/footer2.xml", "jc", "val", "left"},
		{"word/footer2.xml", "ind", "left", "280"},
	} {
		if got := p.values(t, c.part, c.element, c.attr); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: %s %s = %q, want %s", c.part, c.element, c.attr, got, c.want)
		}
	}
	height := pageHeight - marginTop - marginBottom
	if lines := height / lineHeight; lines != 22 {
		t.Errorf("%d lines a page, want 22", lines)
	}
	if chars := textWidth / charStep; chars != lineChars {
		t.Errorf("%d characters a line, want %d", chars, lineChars)
	}
	for _, name := range []string{"word/footer1.xml", "word/footer2.xml"} {
		if got := p.paragraphs(t, name); !slices.Equal(got, []string{"— 1 —"}) {
			t.Errorf("%s says %q", name, got)
		}
	}
}

func TestUntrustedWords(t *testing.T) {
	nasty := "</w:t><w:br/>&amp;<!--\"'\x00\x0b\x1f\u0085\ufffe\xff]]>\t中"
	want := "</w:t><w:br/>&amp;<!--\"']]> 中"
	b := Brief{Title: nasty, Issue: nasty, Period: nasty, Issuer: nasty, Sections: []Section{{
		Heading: nasty, Paragraphs: []string{nasty},
		Table: Table{Columns: []Column{{Name: nasty, Share: 1}}, Rows: [][]string{{nasty}}},
		Parts: []Section{{Table: Table{Columns: []Column{{Name: nasty, Share: 1}}, Empty: nasty}}},
	}}}
	p := unpack(t, b)
	if got := strings.Count(p.text(t), want); got != 9 {
		t.Errorf("the words are there %d times, want 9:\n%s", got, p.text(t))
	}
	var about struct {
		Title   string `xml:"title"`
		Creator string `xml:"creator"`
	}
	p.decode(t, "docProps/core.xml", &about)
	if about.Title != want+"（"+want+"）" || about.Creator != want {
		t.Errorf("properties %q", about)
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("督查简报", "a\nb")
	f.Add("\x00<&", "\xff\r\n\t ")
	f.Fuzz(func(t *testing.T, title, words string) {
		p := unpack(t, Brief{Title: title, Issuer: words, Sections: []Section{{
			Heading: words, Paragraphs: []string{title, words},
			Table: Table{Columns: []Column{{Name: title, Share: 1}, {Name: words, Share: 2}}, Rows: [][]string{{words, title}}},
		}}})
		for name := range p {
			p.elements(t, name, func(xml.StartElement) {})
		}
	})
}

func TestLongTable(t *testing.T) {
	b := quarter()
	columns := b.Sections[1].Table.Columns
	rows := make([][]string, 500)
	for i := range rows {
		rows[i] = []string{"单位", fmt.Sprint("任务", i+1), "2021年12月31日", "1天"}
	}
	b.Sections = []Section{{Heading: "逾期任务", Table: Table{Columns: columns, Rows: rows}}}
	p := unpack(t, b)
	for element, want := range map[string]int{"tr": 501, "cantSplit": 501, "tblHeader": 1, "tc": 501 * len(columns)} {
		if got := len(p.values(t, "word/document.xml", element, "")); got != want {
			t.Errorf("%d of %s, want %d", got, element, want)
		}
	}
	if got := strings.Count(p.text(t), "\n单位|任务"); got != 500 {
		t.Errorf("%d rows, want 500", got)
	}
}

func TestWidths(t *testing.T) {
	for _, shares := range [][]float64{{1}, {1, 1, 1}, {3, 1, 0.5, 2.25, 7, 1, 1}, {1e-9, 1}} {
		var columns []Column
		for _, s := range shares {
			columns = append(columns, Column{Share: s})
		}
		widths, err := split(textWidth, columns)
		if err != nil {
			t.Fatal(err)
		}
		sum := twips(0)
		for i, w := range widths {
			sum += w
			total := 0.0
			for _, s := range shares {
				total += s
			}
			if exact := float64(textWidth) * shares[i] / total; math.Abs(float64(w)-exact) > 1 {
				t.Errorf("shares %v: column %d is %d wide, want %.1f", shares, i, w, exact)
			}
		}
		if sum != textWidth {
			t.Errorf("shares %v: together %d wide, want %d", shares, sum, textWidth)
		}
	}
}

// TestSign holds clause 7.3.5.2, in characters from the right margin.
func TestSign(t *testing.T) {
	for _, c := range []struct {
		name         string
		issuer       string
		day          reminders.Day
		office, date float64
	}{
		{"the day begins two characters farther in", "绍兴市人民政府督查室", reminders.DateDay(2022, time.January, 5), 2, 4},
		{"as wide as the day", "市政府督查室", reminders.DateDay(2022, time.January, 5), 4, 2},
		{"shorter than the day", "督查室", reminders.DateDay(2021, time.December, 31), 8, 2},
		{"wider than a line", strings.Repeat("某", 40), reminders.DateDay(2021, time.December, 31), 2, 21},
	} {
		b := body{}
		b.add(styleBody, "前文")
		b.sign(c.issuer, c.day)
		office, date := b.Blocks[1].(*paragraph), b.Blocks[2].(*paragraph)
		if got := office.Properties.Indent.Right; got != chars(c.office) {
			t.Errorf("%s: the office stands %d from the right, want %d", c.name, got, chars(c.office))
		}
		if got := date.Properties.Indent.Right; got != chars(c.date) {
			t.Errorf("%s: the day stands %d from the right, want %d", c.name, got, chars(c.date))
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "100"} {
		if got := chinese(n); got != want {
			t.Errorf("chinese(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	deep := []Section{{Heading: "五"}}
	for range levels {
		deep = []Section{{Parts: deep}}
	}
	table := func(share float64, cells ...string) []Section {
		return []Section{{Heading: "逾期任务", Table: Table{Columns: []Column{{Name: "任务", Share: share}}, Rows: [][]string{{"一"}, cells}}}}
	}
	for _, c := range []struct {
		want     string
		sections []Section
	}{
		{`section "五" is on a level below the 4 that there are`, deep},
		{`table of section "逾期任务": row 2 has 2 cells for 1 columns`, table(1, "一", "二")},
		{`table of section "逾期任务": column "任务" has a share of 0`, table(0, "一")},
		{`table of section "逾期任务": column "任务" has a share of NaN`, table(math.NaN(), "一")},
	} {
		err := Write(&bytes.Buffer{}, Brief{Sections: c.sections})
		if err == nil || err.Error() != "compose the brief: "+c.want {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
}

func TestSameBytes(t *testing.T) {
	var one, other bytes.Buffer
	if err := Write(&one, quarter()); err != nil {
		t.Fatal(err)
	}
	if err := Write(&other, quarter()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), other.Bytes()) {
		t.Error("the same brief gave other bytes")
	}
}
