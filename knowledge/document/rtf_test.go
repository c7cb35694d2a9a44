package document

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"duban/knowledge/said"
)

// gbk writes text as RTF has it in a Chinese font.
func gbk(t testing.TB, s string) string {
	t.Helper()
	data, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range data {
		if c < 0x80 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, `\'%02x`, c)
		}
	}
	return b.String()
}

// readsAs holds a file to its text without blank lines, and to words in its notes.
func readsAs(t *testing.T, data []byte, want string, notes ...string) *Document {
	t.Helper()
	doc, err := read(t, data)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Trim(strings.ReplaceAll(doc.Text, "\n\n", "\n"), "\n"); got != want {
		t.Errorf("read\n%s\nwant\n%s", got, want)
	}
	for _, n := range notes {
		if !slices.ContainsFunc(doc.Notes, func(s said.Sentence) bool { return strings.Contains(s.String(), n) }) {
			t.Errorf("no note of %s in %q", n, doc.Notes)
		}
	}
	if len(notes) == 0 && len(doc.Notes) > 0 {
		t.Errorf("unexpected notes %q", doc.Notes)
	}
	return doc
}

func TestRTF(t *testing.T) {
	head := `{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 ` + gbk(t, "宋体") + `;}{\f1\fnil\fcharset0 Arial;}{\f2\fnil\fcharset2 Wingdings;}}\uc1 `
	for name, c := range map[string]struct {
		body, want string
		notes      []string
	}{
		"chinese font":     {gbk(t, "一、总体要求") + `\par ` + gbk(t, "覆盖率达到98%。") + `\par`, "一、总体要求\n覆盖率达到98%。", nil},
		"second byte":      {`\f0\'b0A\'c0\\\'81\'7b`, string(must(t, "\xb0A\xc0\\\x81\x7b")), nil},
		"unicode":          {`\u30446\'c4\u26631?\uc2\u20108\'b6\'fe\uc0\u19977 \uc1\u-10179?\u-8704?`, "目标二三😀", nil},
		"western mark":     {`\f1\'93` + `\f0 ` + gbk(t, "六大") + `\f1\'94`, "“六大”", nil},
		"utf-8":            {"说明：\\par 请看", "说明：\n请看", nil},
		"struck":           {gbk(t, "改造公厕") + `{\strike 200}260` + gbk(t, "座"), "改造公厕260座", []string{"“200”"}},
		"deleted":          {gbk(t, "改造公厕") + `{\deleted 200}{\revised 260}` + gbk(t, "座"), "改造公厕260座", []string{"“200”"}},
		"hidden":           {gbk(t, "改造") + `{\v ` + gbk(t, "内部掌握") + `}` + gbk(t, "公厕"), "改造公厕", []string{"内部掌握"}},
		"power":            {`60` + gbk(t, "万") + `m{\super 2}` + gbk(t, "以上"), "60万m²以上", nil},
		"lifted":           {`\fs24 60` + gbk(t, "万") + `m{\up8\fs14 2}{\up6 ` + gbk(t, "以上") + `}H{\dn6\fs14 2}O`, "60万m²以上H2O", nil},
		"footnote":         {gbk(t, "建成15") + `{\super\chftn{\footnote\pard\plain{\super\chftn}` + gbk(t, "含在建。") + `\par}}` + gbk(t, "座"), "建成15座\n注1：含在建。", []string{"注1"}},
		"list":             {`{\listtext\pard\plain\f0 ` + gbk(t, "（一）") + `\tab}` + gbk(t, "修路。") + `\par{\pntext\f2\'b7\tab}` + gbk(t, "修桥。") + `\par{\listtext 1.1\tab}` + gbk(t, "种树。") + `\par`, "（一）修路。\n修桥。\n1.1 种树。", nil},
		"tick":             {`{\f2\'fc}` + gbk(t, "完成"), "√完成", nil},
		"field":            {`{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt ` + gbk(t, "见附件") + `}}`, "见附件", nil},
		"running heads":    {`{\header ` + gbk(t, "页眉") + `\par}{\footer 1\par}` + gbk(t, "正文"), "正文", nil},
		"text box":         {gbk(t, "正文") + `{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt ` + gbk(t, "框内") + `\par}}{\shprslt{\*\do\dptxbx{\dptxbxtext ` + gbk(t, "框内") + `\par}}}}\par`, "框内\n正文", nil},
		"cocoa":            {"\\f0 " + gbk(t, "一、目标") + "\\\n" + gbk(t, "二、任务"), "一、目标\n二、任务", nil},
		"both forms":       {`{\upr{\f1 ?}{\*\ud{\u30446 ?}}}`, "目", nil},
		"binary":           {`{\*\datastore \bin4 }}}}}` + gbk(t, "正文"), "正文", nil},
		"left open":        {`{\b{\i ` + gbk(t, "正文"), "正文", nil},
		"too many closed":  {`}}}` + gbk(t, "正文"), "正文", nil},
		"column of a page": {gbk(t, "上") + `\page ` + gbk(t, "下"), "上\n下", nil},
		"merged down": {`\trowd\clvmgf\cellx1000\cellx3000\pard\intbl ` + gbk(t, "类别") + `\cell ` + gbk(t, "任务") + `\cell\row\trowd\clvmrg\cellx1010\cellx3000\pard\intbl\cell ` + gbk(t, "修路") + `\par ` + gbk(t, "修桥") + `\cell\row\pard ` + gbk(t, "完") + `\par`,
			"类别\t任务\n类别\t修路 修桥\n完", nil},
		"merged across": {`\trowd\cellx1000\cellx3000\cellx5000\intbl a\cell 2023\cell 2024\cell\row\trowd\cellx1000\cellx5000\intbl b\cell ` + gbk(t, "达到") + `\cell\row\trowd\cellx1000\clmgf\cellx3000\clmrg\cellx5000\intbl c\cell ` + gbk(t, "巩固") + `\cell\cell\row\pard`,
			"a\t2023\t2024\nb\t达到\t达到\nc\t巩固\t巩固", nil},
		"table in a cell": {`\trowd\cellx1000\cellx3000\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}\pard\intbl z\cell b\cell\row\pard`,
			"x y z\tb", nil},
	} {
		t.Run(name, func(t *testing.T) { readsAs(t, []byte(head+c.body+"}"), c.want, c.notes...) })
	}
}

func must(t testing.TB, gb string) []byte {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes([]byte(gb))
	if err != nil {
		t.Fatal(err)
	}
	return out
}
