package reminders

import (
	"errors"
	"strings"
	"testing"
)

func TestKeyIsReadAsItIsWritten(t *testing.T) {
	k := NewKey()
	if again, err := ParseKey(" " + k.String() + "\n"); err != nil || again != k {
		t.Errorf("%v", err)
	}
	if k.Name() == NewKey().Name() || strings.Contains(k.String(), k.Name()) {
		t.Error(k.Name())
	}
	for _, text := range []string{"", "x", k.String() + "0", k.String()[1:], strings.Repeat("g", 64)} {
		if _, err := ParseKey(text); !errors.Is(err, ErrKey) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAnchorIsReadAsItIsTold(t *testing.T) {
	s := NewSigner(NewKey(), Anchor{})
	for range 12 {
		s.Append("body")
	}
	told := s.End.String()
	for _, text := range []string{told, strings.ToUpper(told), strings.Replace(told, ":", "：", 1), strings.Replace(told, ":", ": ", 1), told[:len("12:")+8]} {
		if id, mac, err := ParseAnchor(text); err != nil || id != 12 || !s.End.MAC.Is(mac) {
			t.Errorf("%q: %d, %q, %v", text, id, mac, err)
		}
	}
	for _, text := range []string{"", "12", "12:", "12:123", "0:" + told[3:], "-1:" + told[3:], "12:" + strings.Repeat("0", 65), "12:zzzzzzzzz", "x:" + told[3:]} {
		if _, _, err := ParseAnchor(text); err == nil {
			t.Errorf("%q is an anchor", text)
		}
	}
}

// TestLinksHang: a link that is altered, in another place or signed with another key is
// not whole.
func TestLinksHang(t *testing.T) {
	k := NewKey()
	s := NewSigner(k, Anchor{})
	var chain []Link
	for _, body := range []string{"a", "b", "", "d"} {
		chain = append(chain, s.Append(body))
	}
	check := func(k Key, chain ...Link) (whole string) {
		c := NewSigner(k, Anchor{})
		for _, l := range chain {
			if c.Check(l) {
				whole += "+"
			} else {
				whole += "-"
			}
		}
		return whole
	}
	other := Link{2, "x", chain[1].MAC}
	renumbered := Link{2, chain[2].Body, chain[2].MAC}
	for _, c := range []struct{ got, want string }{
		{check(k, chain...), "++++"},
		{check(NewKey(), chain...), "----"},
		{check(k, chain[0], other, chain[2], chain[3]), "+-++"},
		{check(k, chain[0], chain[2], chain[3]), "+-+"},
		{check(k, chain[0], renumbered, chain[3]), "+--"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}

// TestReplayFindsFault: an edit that does not fit what the links before say.
func TestReplayFindsFault(t *testing.T) {
	added := Edit{Table: "people", Key: `["k"]`, Now: []Value{{"name", `"甲"`}, {"role", `"liaison"`}}}
	promoted := Edit{Table: "people", Key: `["k"]`, Was: WasOf([]string{`"liaison"`}), Now: []Value{{"role", `"admin"`}}}
	gone := Edit{Table: "people", Key: `["k"]`, Was: "0"}
	other := promoted
	other.Was = WasOf([]string{`"leader"`})
	for _, c := range []struct {
		edits []Edit
		want  string
	}{
		{[]Edit{added, promoted, gone, added}, ""},
		{[]Edit{added, added}, "留痕总链第2笔新增了人员k（甲，联络员），这一项却早已在总链里，那时已从台账里删去。"},
		{[]Edit{promoted}, "留痕总链第1笔改动了人员k，这一项此前不在总链里。"},
		{[]Edit{gone}, "留痕总链第1笔改动了人员k，这一项此前不在总链里。"},
		{[]Edit{added, other}, "留痕总链第2笔改动人员k（甲，联络员）的角色之前，台账里的这一处已与总链不同。"},
	} {
		s := NewSigner(Key{}, Anchor{})
		var links []Link
		for _, e := range c.edits {
			links = append(links, s.Append(e.String()))
		}
		if got := strings.Join(Replay(links).Faults(), "\n"); got != c.want {
			t.Errorf("%v:\n got %s\nwant %s", c.edits, got, c.want)
		}
	}
}

func TestCanonical(t *testing.T) {
	for raw, want := range map[string]string{"1": "1", "null": "null", `"甲"`: `"甲"`, `"\u0041<\/b>"`: `"A</b>"`, `"a\tb\"\\"`: `"a\tb\"\\"`, `"\u0009"`: `"\t"`, `"\`: `"\`} {
		if got := Canonical(raw); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

// FuzzReplay: a body is replayed without a panic, whatever it is, and an edit that can be read
// is written as it was.
func FuzzReplay(f *testing.F) {
	f.Add("seal\t2\tabc\tdef\npeople\t[\"k\"]\t\tname=\"甲\"\trole=null")
	f.Add("bindings\t[\"k\",\"柯桥区\"]\t\t+\nbindings\t[\"k\",\"柯桥区\"]\t0\t-")
	f.Add("milestones\t[5]\t0123456789abcdef\tstatus=\"closed\"\nmilestones\t[5]\t\tgoal=\"=\"")
	f.Fuzz(func(t *testing.T, body string) {
		s := Replay([]Link{{ID: 1, Body: body}})
		for _, table := range []string{"people", "milestones", "bindings"} {
			c := s.Compare(table, []string{"name"}, []string{"null"})
			c.Row(`["k"]`, []string{`"甲"`})
			c.Rest()
		}
		for line := range strings.SplitSeq(body, "\n") {
			if e, err := parseEdit(line, nil); err == nil && e.String() != line {
				t.Errorf("%q is written %q", line, e)
			}
			if s, ok := parseSeal(line); ok {
				if again, ok := parseSeal(s.String()); !ok || again != s {
					t.Errorf("%q is written %q", line, s)
				}
			}
		}
	})
}
