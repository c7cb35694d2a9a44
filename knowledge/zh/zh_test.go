package zh

import (
	"strings"
	"testing"
	"unicode"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"２０２１年　柯橋區":          "2021年柯桥区",
		"師德師風領航工程 在哪一條":      "师德师风领航工程在哪一条",
		"到 2025 年":           "到2025年",
		"Keqiao 2021 Target": "keqiao 2021 target",
		"4—6个":               "4-6个",
		"各区、县〔市〕政府":          "各区、县(市)政府",
		"a\u200bb\x00c":      "abc",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for in, want := range map[string]int{"十六": 16, "二十": 20, "二十五": 25, "一百零三": 103, "二〇二三": 2023, "15": 15, "十": 10, "两百": 200, "两": 2} {
		if got, ok := Number(in); !ok || got != want {
			t.Errorf("Number(%q) = %d, %v, want %d", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "年", "百", "-3", "+3", "一二三四五六七八九"} {
		if got, ok := Number(in); ok {
			t.Errorf("Number(%q) = %d, want none", in, got)
		}
	}
	for n := range 100 {
		if got, ok := Number(Numeral(n)); !ok || got != n {
			t.Errorf("Number(Numeral(%d)) = %d, %v", n, got, ok)
		}
	}
}

func TestPlaces(t *testing.T) {
	if n := len(Places()); n < 3000 {
		t.Fatalf("%d places", n)
	}
	for in, want := range map[string]string{"柯桥区": "柯桥", "绍兴市": "绍兴", "泽县": "泽县", "恩施土家族苗族自治州": "恩施土家族苗族"} {
		if got := ShortPlace(in); got != want {
			t.Errorf("ShortPlace(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSyllables(t *testing.T) {
	if a, b := Syllables("诸暨"), Syllables("诸既"); strings.Join(a, " ") != strings.Join(b, " ") {
		t.Errorf("%v and %v are not homophones", a, b)
	}
}

func FuzzFold(f *testing.F) {
	f.Add("２０２１年　柯橋區 — “Keqiao”")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold is not idempotent: %q, %q, %q", s, once, twice)
		}
		for _, r := range once {
			if unicode.IsControl(r) {
				t.Errorf("control character left in %q", once)
			}
		}
	})
}
