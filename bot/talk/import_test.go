package talk

import "testing"

func TestShownName(t *testing.T) {
	for name, want := range map[string]string{
		"行动计划.docx":              "行动计划.docx",
		"a\nb\x00c\u202etxt.exe": "a bctxt.exe",
		"":                       "未命名",
		"\xff\xfe":               "未命名",
	} {
		if got := shown(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
