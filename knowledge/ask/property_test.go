package ask

import (
	"strings"
	"testing"

	"duban/knowledge/zh"
)

// TestNoLeak: an answer depends on the focus that is passed in and on nothing else.
func TestNoLeak(t *testing.T) {
	a := seedAsker(t)
	before := a.Ask("2023年呢", Focus{}, dayOne)
	a.Ask("越城区的示范乡镇", Focus{}, dayOne)
	after := a.Ask("2023年呢", Focus{}, dayOne)
	if before.Text() != after.Text() {
		t.Errorf("another question has changed the answer from %q to %q", before.Text(), after.Text())
	}
}

func FuzzAsk(f *testing.F) {
	a := seedAsker(f)
	for _, q := range []string{"柯桥2021", "第九十九条", "21到23年诸既", "那新昌呢", "高于全省平均20%是吧", "（八）", "2021-2025年哪年", "\x00\xff", "1+X", strings.Repeat("市", 600), strings.Repeat("，", 600), "1,", strings.Repeat("a", 500)} {
		f.Add(q, "柯桥示范乡镇")
	}
	f.Fuzz(func(t *testing.T, q, before string) {
		first := a.Ask(before, Focus{}, dayOne)
		got := a.Ask(q, first.Focus, dayOne)
		if got.Intent == IntentAnswer && len(got.Lines) == 0 && len(got.Citations) == 0 {
			t.Errorf("%q after %q is answered with nothing", q, before)
		}
		for _, c := range got.Citations {
			if !a.proof.holds(c.Quote) {
				t.Errorf("%q: %q is not in the plan", q, zh.Squeeze(c.Quote))
			}
		}
	})
}
