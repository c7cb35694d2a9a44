package tgtest

import "testing"

func TestParseHTML(t *testing.T) {
	for in, want := range map[string]string{
		"a &lt;b&gt; &amp;amp;":             "a <b> &amp;",
		"<b>甲</b><code>乙</code>":            "甲乙",
		"<blockquote><b>甲</b></blockquote>": "甲",
	} {
		if got, err := ParseHTML(in); got != want || err != nil {
			t.Errorf("%q gives %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"a < b", "a & b", "<b>", "</b>", "<b><code></b></code>", "<p>x</p>", "<b", "&nbsp;", "\xff"} {
		if got, err := ParseHTML(in); err == nil {
			t.Errorf("%q passes as %q", in, got)
		}
	}
}
