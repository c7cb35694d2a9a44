package marks

import (
	"strings"
	"testing"
	"unicode/utf8"

	"duban/knowledge/said"
)

func TestTyped(t *testing.T) {
	for s, want := range map[string]string{
		"新建公园30²座":         "新建公园30座",
		"路灯15①万盏":          "路灯15万盏",
		"流域50km²以上":        "流域50km²以上",
		"3×10⁴吨、10⁻³":      "3×10⁴吨、10⁻³",
		"①新建；②改建":          "①新建；②改建",
		"完成5项，其中①新建3项":     "完成5项，其中①新建3项",
		"¹ 含改建":            "¹ 含改建",
		"覆盖率达到95%²。":       "覆盖率达到95%。",
		"建筑面积2000米²":       "建筑面积2000米²",
		"建筑面积2000平方米²":     "建筑面积2000平方米",
		"（含改建）³":           "（含改建）",
		"Ca²⁺、SO₄²⁻、x²+y²": "Ca²⁺、SO₄²⁻、x²+y²",
		"没有标记的一行\n15²座\n":  "没有标记的一行\n15座\n",
		"110²座":            "110座",
	} {
		var log Log
		if got := Typed(s, &log); got != want {
			t.Errorf("%q is read as %q, want %q", s, got, want)
		}
		if told := len(log.Notes()) > 0; !told && want != s {
			t.Errorf("%q was changed without a word", s)
		}
	}
}

func TestNotes(t *testing.T) {
	var log Log
	var l Line
	l.Add("改造公厕", 0, "", &log)
	l.Add("20", Struck, "", &log)
	l.Add("0", Struck|Raised, "", &log)
	l.Add("260座", 0, "", &log)
	l.Add("并验收", Deleted, "", &log)
	if got := l.Text(&log); got != "改造公厕260座" {
		t.Errorf("read %q", got)
	}
	log.Hide("旧任务", said.Of("第{n}行", "row {n}", 4))
	want := "划掉的文字没有读入：“200”（在“改造公厕”之后）。\n修订中删去的文字没有读入：“并验收”（在“改造公厕260座”之后）。\n隐藏的文字没有读入：“旧任务”（第4行）。"
	if got := said.Join("{one}\n{other}", "{one}\n{other}", log.Notes()).String(); got != want {
		t.Errorf("notes:\n%s\nwant:\n%s", got, want)
	}
	for range most {
		log.Hide("甲", said.Sentence{})
	}
	if notes := log.Notes(); !strings.HasSuffix(notes[2].String(), "等31处。") {
		t.Errorf("notes %s", notes[2])
	}
}

// TestLongLine: the work grows with the characters, however finely a file parts them.
func TestLongLine(t *testing.T) {
	const n = 1_000_000
	var log Log
	var l, typed Line
	typed.Add("15²"+strings.Repeat("米", n), 0, "", &log)
	for i := range n {
		l.Add("米", Mark(i/(n/2))*Struck, "", &log)
		l.Add("尺", Struck|Mark(i&1)*Raised, "", &log)
	}
	if got := l.Text(&log); got != strings.Repeat("米", n/2) {
		t.Errorf("%d bytes are left", len(got))
	}
	if got := typed.Text(&log); got != "15"+strings.Repeat("米", n) {
		t.Errorf("%d bytes of what was typed are left", len(got))
	}
	if notes := log.Notes(); len(notes) != 2 || !strings.HasSuffix(notes[0].String(), "处。") {
		t.Errorf("notes %v", notes)
	}
}

func TestSymbols(t *testing.T) {
	for _, c := range []struct{ text, font, want string }{
		{"ü", "Wingdings", "√"}, {"\uf0fc", "Wingdings", "√"}, {"\uf0fc", "", "√"}, {"P", "Wingdings 2", "√"}, {"£R", "wingdings 2", "☐☑"}, {"þ¨", `"Wingdings"`, "☑☐"},
		{"\u0081\u008a", "Wingdings", "①⑩"}, {"³98", "Symbol", "≥98"}, {"a", "Webdings", "√"}, {"是☑", "Wingdings", "是☑"}, {"ü", "宋体", "ü"}, {"\uf0b7", "", "•"},
		{"!", "Wingdings", "〓"}, {"\ue123", "", "\ue123"},
	} {
		var log Log
		var l Line
		l.Add(c.text, 0, c.font, &log)
		if got := l.Text(&log); got != c.want {
			t.Errorf("%q in %s is read as %q, want %q", c.text, c.font, got, c.want)
		}
		if told := len(log.Notes()) > 0; told != strings.ContainsRune(c.want, Unread) {
			t.Errorf("%q in %s: notes %v", c.text, c.font, log.Notes())
		}
	}
	for s, want := range map[string]string{"√": "√", "✓✓": "✓✓", "√.gif": "", "": "", "图片 1": "", "5": ""} {
		if got := Sign(s); got != want {
			t.Errorf("Sign(%q) = %q", s, got)
		}
	}
}

// FuzzLine: words with no mark stay as they are but for what is told, and what is
// dropped is told.
func FuzzLine(f *testing.F) {
	f.Add("改造公厕", "200", "260座", uint8(Struck), "")
	f.Add("50km", "2", "以上", uint8(Raised), "")
	f.Add("15", "²", "①", uint8(0), "Wingdings")
	f.Fuzz(func(t *testing.T, before, marked, rest string, m uint8, font string) {
		var log Log
		var l Line
		l.Add(before, 0, "", &log)
		l.Add(marked, Mark(m), font, &log)
		l.Add(rest, 0, "", &log)
		text := l.Text(&log)
		if utf8.ValidString(before+marked+rest) && !utf8.ValidString(text) {
			t.Fatalf("%q is broken", text)
		}
		all := len([]rune(strings.Join(strings.Fields(before+marked+rest), "")))
		if left := len([]rune(strings.Join(strings.Fields(text), ""))); left < all && len(log.Notes()) == 0 {
			t.Errorf("%q + %q (%d) + %q became %q without a word", before, marked, m, rest, text)
		}
		if Mark(m)&(Struck|Deleted|Hidden) != 0 && strings.TrimSpace(marked) != "" && !log.Dropped() {
			t.Errorf("%q was dropped without a word", marked)
		}
	})
}
