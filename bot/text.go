package bot

import (
	"unicode"
	"unicode/utf8"
)

// plain makes a Text of unstyled words.
func plain(s string) Text { return Text{{S: s}} }

// say is a Reply of one message.
func say(s string) Reply { return Reply{Messages: []Message{{Text: plain(s)}}} }

// oneRow makes a keyboard of one row, or none of no buttons.
func oneRow(row []Button) [][]Button {
	if len(row) == 0 {
		return nil
	}
	return [][]Button{row}
}

// inRows makes a keyboard with so many buttons a row.
func inRows(buttons []Button, width int) [][]Button {
	var out [][]Button
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
func layout(buttons []Button) [][]Button {
	var out [][]Button
	used := 0
	for _, b := range buttons {
		n := width(b.Label) + 2
		if last := len(out) - 1; last >= 0 && len(out[last]) < 3 && used+n <= rowWidth {
			out[last] = append(out[last], b)
			used += n
			continue
		}
		out, used = append(out, []Button{b}), n
	}
	return out
}
