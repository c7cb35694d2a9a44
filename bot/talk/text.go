package talk

import (
	"cmp"
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"duban/bot"
	"duban/knowledge/said"
)

// plain makes a Text of unstyled words.
func plain(s string) bot.Text { return bot.Text{{S: s}} }

// toast is a Reply that answers a press at once.
func toast(s string) bot.Reply { return bot.Reply{Toast: s} }

// say is a Reply of one message.
func say(s string) bot.Reply { return bot.Reply{Messages: []bot.Message{{Text: plain(s)}}} }

// oneRow makes a keyboard of one row, or none of no buttons.
func oneRow(row []bot.Button) [][]bot.Button {
	if len(row) == 0 {
		return nil
	}
	return [][]bot.Button{row}
}

// inRows makes a keyboard with so many buttons a row.
func inRows(buttons []bot.Button, width int) [][]bot.Button {
	var out [][]bot.Button
	for len(buttons) > width {
		out, buttons = append(out, buttons[:width:width]), buttons[width:]
	}
	return append(out, oneRow(buttons)...)
}

// rowWidth is how many characters of labels a phone shows in one row.
const rowWidth = 18

// width measures a label in characters: two Latin letters take the room of one.
func width(label string) int {
	n := 0
	for _, r := range label {
		if n += 2; r < utf8.RuneSelf && unicode.IsLetter(r) {
			n--
		}
	}
	return (n + 1) / 2
}

// layout puts buttons into rows of up to three that a phone shows in full.
func layout(buttons []bot.Button) [][]bot.Button {
	var out [][]bot.Button
	used := 0
	for _, b := range buttons {
		n := width(b.Label) + 2
		if last := len(out) - 1; last >= 0 && len(out[last]) < 3 && used+n <= rowWidth {
			out[last] = append(out[last], b)
			used += n
			continue
		}
		out, used = append(out, []bot.Button{b}), n
	}
	return out
}

// button makes a Button.
func button(label, data string) bot.Button { return bot.Button{Label: label, Data: data} }

// paragraph adds words to a message, under what it says already.
func paragraph(m *bot.Message, words string) {
	if len(m.Text) > 0 {
		words = "\n\n" + words
	}
	m.Text = append(m.Text, bot.Span{S: words})
}

// heading begins a part of a message.
func heading(m *bot.Message, words string) {
	if len(m.Text) > 0 {
		m.Text = append(m.Text, bot.Span{S: "\n\n"})
	}
	m.Text = append(m.Text, bot.Span{S: words, Style: bot.Bold})
}

// shown is a file's name, or a group's title, as it is kept: see said.Line.
func shown(name string) string {
	return cmp.Or(shorten(said.Line(name), 200), "未命名")
}

// theirs is what people wrote, or call themselves, as it stands between quotation marks; see
// said.Theirs. It is cut at so many characters.
func theirs(s string, limit int) string { return shorten(said.Theirs(s), limit) }

// quote puts what people wrote between quotation marks, and nothing between none.
func quote(s string, limit int) string {
	if s = theirs(s, limit); s == "" {
		return ""
	}
	return "“" + s + "”"
}

// makeVisible takes out of a message what could turn its lines around, whoever wrote it.
func makeVisible(m *bot.Message) {
	for i := range m.Text {
		m.Text[i].S = said.Visible(m.Text[i].S)
	}
	for _, row := range m.Buttons {
		for i := range row {
			row[i].Label = said.Visible(row[i].Label)
		}
	}
	if m.File != nil {
		m.File.Name = said.Line(m.File.Name)
	}
}

// wordsShown is how many characters of a difference or a doubt are shown.
const wordsShown = 60

// oneLine puts words of a plan on one line, and cuts them; spaces in them stay.
func oneLine(s string) string {
	return shorten(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\t' }), " "), wordsShown)
}

// shorten cuts a text at so many characters.
func shorten(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit]) + "……"
	}
	return s
}

// inline puts words of a plan on one line, without double spaces, and cuts them at so many
// characters.
func inline(s string, limit int) string {
	return shorten(strings.Join(strings.Fields(s), " "), limit)
}

// fingerprint is a short fingerprint by which a stale button is told from one of the newest
// list.
func fingerprint(s string) string {
	h := fnv.New32a()
	h.Write([]byte(s))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// fileName leaves out what file systems do not take.
func fileName(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("（）—-", r) {
			return r
		}
		return -1
	}, title)
}
