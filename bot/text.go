package bot

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
