package ask

import "strings"

// Knows returns what share of a message's words, weighed by how rare they are, the plan
// has, from 0 to 1; a message without words is 0.
func (a *Asker) Knows(message string) float64 {
	known, all := 0.0, 1e-9
	for _, pair := range pairsOf(heard(message)) {
		if r := a.text.rarity(pair); r > 0 {
			known, all = known+r, all+r
		} else {
			all += a.text.unknown()
		}
	}
	return known / all
}

// Masked returns a message, folded, with the units that it names replaced by mark.
func (a *Asker) Masked(message, mark string) string {
	runes := []rune(heard(message))
	mentions := a.names.find(string(runes))
	var out strings.Builder
	for at := 0; at < len(runes); {
		end := at
		for _, m := range mentions {
			if m.unit >= 0 && m.start == at {
				end = max(end, m.end)
			}
		}
		if end > at {
			out.WriteString(mark)
			at = end
			continue
		}
		out.WriteRune(runes[at])
		at++
	}
	return out.String()
}
