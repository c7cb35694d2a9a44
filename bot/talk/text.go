package talk

import (
	"unicode"
	"unicode/utf8"

	"duban/bot"
)

// plain makes a Text of unstyled words.
func plain(s string) bot.Text { return bot.Text{{S: s}} }

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
