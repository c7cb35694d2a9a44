package telegram

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

func TestRender(t *testing.T) {
	for name, tt := range map[string]struct {
		text bot.Text
		want string
	}{
		"escaped":            {bot.Text{{S: "a<b>&amp;"}}, "a&lt;b&gt;&amp;amp;"},
		"styles":             {bot.Text{{S: "甲", Style: bot.Bold}, {S: "：<乙>", Style: bot.Code}, {S: "。"}}, "<b>甲</b><code>：&lt;乙&gt;</code>。"},
		"quote":              {bot.Text{{S: "原文："}, {S: "\n到2025年\n", Style: bot.Quote}, {S: "（附件）"}}, "原文：\n<blockquote>到2025年</blockquote>\n（附件）"},
		"quote on its line":  {bot.Text{{S: "原文：\n"}, {S: "甲", Style: bot.Quote}, {S: "\n完"}}, "原文：\n<blockquote>甲</blockquote>\n完"},
		"quote after quote":  {bot.Text{{S: "甲", Style: bot.Quote}, {S: "乙", Style: bot.Quote}}, "<blockquote>甲</blockquote>\n<blockquote>乙</blockquote>"},
		"blanks at the ends": {bot.Text{{S: "\n\n"}, {S: " 甲", Style: bot.Bold}, {S: "\n"}, {S: ""}}, "<b>甲</b>"},
		"broken UTF-8":       {bot.Text{{S: "a\xffb"}}, "a\uFFFDb"},
	} {
		t.Run(name, func(t *testing.T) {
			if p := render(tt.text); len(p) != 1 || p[0].html != tt.want {
				t.Errorf("got %q, want %q", p, tt.want)
			}
		})
	}
	for _, empty := range []bot.Text{nil, {{S: " \n"}}, {{S: "\n", Style: bot.Quote}}} {
		if p := render(empty); len(p) != 0 {
			t.Errorf("%q gives %q", empty, p)
		}
	}
}

func TestRenderSplits(t *testing.T) {
	sentence := strings.Repeat("字", 99) + "。"
	paragraph := strings.Repeat(sentence, 10)
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"fits to the unit":    {strings.Repeat("字", 4096), []string{strings.Repeat("字", 4096)}},
		"paragraphs":          {strings.Repeat(paragraph+"\n\n", 6), []string{strings.Repeat(paragraph+"\n\n", 3) + paragraph, paragraph + "\n\n" + paragraph}},
		"lines":               {strings.Repeat(paragraph+"\n", 6), []string{strings.Repeat(paragraph+"\n", 3) + paragraph, paragraph + "\n" + paragraph}},
		"sentences":           {strings.Repeat(sentence, 50), []string{strings.Repeat(sentence, 40), strings.Repeat(sentence, 10)}},
		"no boundary at all":  {strings.Repeat("字", 5000), []string{strings.Repeat("字", 4096), strings.Repeat("字", 904)}},
		"surrogates":          {strings.Repeat("👍", 2049), []string{strings.Repeat("👍", 2048), "👍"}},
		"one early paragraph": {"短。\n\n" + strings.Repeat(sentence, 50), []string{"短。\n\n" + strings.Repeat(sentence, 40), strings.Repeat(sentence, 10)}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, p := range render(bot.Text{{S: tt.text}}) {
				got = append(got, p.plain)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%d parts: %.60q", len(got), got)
			}
		})
	}
	for _, p := range render(bot.Text{{S: strings.Repeat("<&>", 3000), Style: bot.Quote}}) {
		if !strings.HasPrefix(p.html, "<blockquote>") || !strings.HasSuffix(p.html, "</blockquote>") {
			t.Errorf("tag not closed: %.30q", p.html)
		}
	}
}

func FuzzRender(f *testing.F) {
	f.Add("原文", uint8(0), "<b>&amp;\n", uint8(2), uint16(1))
	f.Add("字\n\n。", uint8(1), "👍", uint8(3), uint16(3000))
	f.Fuzz(func(t *testing.T, a string, sa uint8, b string, sb uint8, times uint16) {
		text := bot.Text{{S: a, Style: bot.Style(sa % 5)}, {S: strings.Repeat(b, int(times%3000)), Style: bot.Style(sb % 5)}, {S: a}}
		var words strings.Builder
		for _, p := range render(text) {
			plain, err := tgtest.ParseHTML(p.html)
			if err != nil || plain != p.plain {
				t.Fatalf("%v in %.200q", err, p.html)
			}
			if n := len(utf16.Encode([]rune(plain))); n > textLimit || strings.TrimSpace(plain) == "" && strings.Trim(plain, " \n\t") == "" {
				t.Fatalf("a part of %d units", n)
			}
			words.WriteString(plain)
		}
		blank := strings.NewReplacer(" ", "", "\n", "", "\t", "").Replace
		if got, want := blank(words.String()), blank(strings.ToValidUTF8(a, "\uFFFD")+strings.Repeat(strings.ToValidUTF8(b, "\uFFFD"), int(times%3000))+strings.ToValidUTF8(a, "\uFFFD")); !utf8Cut(b) && got != want {
			t.Fatalf("words changed: %d bytes, want %d", len(got), len(want))
		}
	})
}

// utf8Cut tells whether repeating s could join broken UTF-8 differently.
func utf8Cut(s string) bool { return strings.ToValidUTF8(s, "") != s }
