package ask

import (
	"strings"
	"testing"
)

// FuzzNeeded: what a pattern matches holds one of the characters that it needs.
func FuzzNeeded(f *testing.F) {
	for _, s := range []string{"谁负责", "到哪年底前完成", "对不对吗", "占比要达到百分之几", "有多少个部门牵头", "", "a1\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for i, form := range askForms {
			if form.form.MatchString(text) && !mayMatch(text, askNeeds[i]) {
				t.Errorf("%q matches %s without one of %q", text, form.form, askNeeds[i])
			}
		}
	})
}

// TestNeeded: every pattern of what is asked tells what it needs.
func TestNeeded(t *testing.T) {
	for i, form := range askForms {
		if askNeeds[i] == "" || strings.Contains(askNeeds[i], "\n") {
			t.Errorf("%s tells nothing: %q", form.form, askNeeds[i])
		}
	}
}
