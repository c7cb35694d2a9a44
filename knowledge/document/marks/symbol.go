package marks

import (
	"strings"
	"unicode"

	"duban/knowledge/said"
)

// Unread stands for a symbol that is not known.
const Unread = '〓'

// Shapes that say something in a document, by their code in the fonts that show them.
// The rest are pictures.
var (
	wingdings = map[rune]string{
		0x20: " ", 0x6c: "●", 0x6d: "○", 0x6e: "■", 0x6f: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒",
		0x9e: "·", 0x9f: "•", 0xa1: "○", 0xa2: "○", 0xa3: "○", 0xa4: "◉", 0xa5: "◎", 0xa7: "▪", 0xa8: "☐", 0xaa: "✦", 0xab: "★", 0xac: "✶",
		0xd8: "➢", 0xdf: "←", 0xe0: "→", 0xe1: "↑", 0xe2: "↓", 0xe3: "↖", 0xe4: "↗", 0xe5: "↙", 0xe6: "↘", 0xef: "⇦", 0xf0: "⇨", 0xf1: "⇧", 0xf2: "⇩",
		0xfb: "×", 0xfc: "√", 0xfd: "☒", 0xfe: "☑",
	}
	wingdings2 = map[rune]string{
		0x20: " ", 0x4f: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0x99: "●", 0x9a: "○", 0x9b: "○", 0xa1: "■", 0xa2: "■", 0xa3: "☐",
	}
	wingdings3 = map[rune]string{
		0x20: " ", 0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶", 0x76: "◁", 0x77: "▷",
	}
	webdings = map[rune]string{0x20: " ", 0x61: "√", 0x63: "☐", 0x67: "■", 0x6e: "●", 0x72: "×"}
	symbolic = symbolFont()
	fonts    = map[string]map[rune]string{
		"wingdings": wingdings, "wingdings 2": wingdings2, "wingdings 3": wingdings3, "webdings": webdings, "symbol": symbolic, "symbolmt": symbolic,
	}
)

func init() {
	for i, c := range []rune("①②③④⑤⑥⑦⑧⑨⑩") {
		wingdings[0x81+rune(i)] = string(c)
		wingdings2[0x6a+rune(i)] = string(c)
	}
	for i, c := range []rune("❶❷❸❹❺❻❼❽❾❿") {
		wingdings[0x8c+rune(i)] = string(c)
		wingdings2[0x75+rune(i)] = string(c)
	}
}

// symbolFont is the encoding of the font Symbol: Greek and mathematics.
func symbolFont() map[rune]string {
	m := map[rune]string{}
	for from, row := range map[rune]string{
		0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?",
		0x40: "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
		0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
		0xa1: "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
		0xc0: "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊",
	} {
		for i, c := range []rune(row) {
			m[from+rune(i)] = string(c)
		}
	}
	return m
}

// symbols reads text in a symbol font as what it shows. Such characters also come in
// the private area that Word keeps for them, where their font may be lost.
func symbols(s, font string, log *Log) string {
	table := fontTable(font)
	private := func(c rune) bool { return c >= 0xf020 && c <= 0xf0ff }
	if table == nil && !strings.ContainsFunc(s, private) {
		return s
	}
	var b strings.Builder
	for _, c := range s {
		code := c
		if private(c) {
			code -= 0xf000
		}
		switch {
		case c < 0x20 || c == 0xa0 || c > 0xff && !private(c): // of another font
			b.WriteRune(c)
		case table != nil && table[code] != "":
			b.WriteString(table[code])
		case table != nil:
			b.WriteRune(Unread)
			log.tell(symbol, font+" "+strings.ToUpper(hex(code)), said.Sentence{})
		case private(c) && wingdings[code] != "":
			b.WriteString(wingdings[code])
		case private(c) && symbolic[code] != "":
			b.WriteString(symbolic[code])
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func fontTable(font string) map[rune]string {
	if font == "" {
		return nil
	}
	return fonts[strings.ToLower(strings.Trim(font, `"' `))]
}

// IsSymbolFont reports whether the characters of a font are shapes and no letters.
func IsSymbolFont(font string) bool { return fontTable(font) != nil }

func hex(c rune) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[c>>4&15], digits[c&15]})
}

// Sign returns what a picture shows whose description is a sign, such as √, and "" for
// any other.
func Sign(description string) string {
	if description == "" || strings.ContainsFunc(description, func(c rune) bool { return !unicode.IsSymbol(c) }) {
		return ""
	}
	return description
}
