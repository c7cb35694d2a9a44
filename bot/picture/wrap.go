package picture

import (
	"math"
	"strings"
	"unicode"
)

// wrap breaks text into lines of at most room px, which has to suffice for one character.
// If it needs more than most lines, the last one ends in an ellipsis; otherwise the lines
// are about equally long, so that no character is left alone on the last.
func (c *canvas) wrap(s string, size, room, most int) []string {
	p := c.pieces(s, size, room)
	starts := fill(p, room)
	if n := len(starts); n <= most {
		starts = even(p, room, n)
	}
	var lines []string
	for i, from := range starts {
		if i == most-1 {
			return append(lines, c.shorten(line(p[from:]), size, room))
		}
		to := len(p)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		lines = append(lines, line(p[from:to]))
	}
	return lines
}

// piece is a part of a text inside which no line ends.
type piece struct {
	text  string
	width int
}

// line gives the line that pieces make.
func line(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return strings.TrimSpace(b.String())
}

// widthOf gives the width of pieces side by side.
func widthOf(pieces []piece) (w int) {
	for _, p := range pieces {
		w += p.width
	}
	return w
}

// fill puts as many pieces as fit into each line, and gives the first piece of each line.
func fill(pieces []piece, room int) []int {
	starts := []int{0}
	for i := range pieces {
		if from := starts[len(starts)-1]; i > from && widthOf(pieces[from:i+1]) > room {
			starts = append(starts, i)
		}
	}
	return starts
}

// even breaks pieces into n lines so that the squares of what stays empty of each add up
// to the least; of equals, those whose first lines are longer. It gives the first piece
// of each line. The pieces have to fit into n lines.
func even(pieces []piece, room, n int) []int {
	// rest is the best way to break what follows a piece into some number of lines.
	type rest struct {
		cost int
		next int // the first piece of the second line
	}
	const impossible = math.MaxInt
	// rounds[k][i] breaks pieces[i:] into k lines.
	rounds := make([][]rest, n+1)
	for k := range rounds {
		rounds[k] = make([]rest, len(pieces)+1)
		for i := range rounds[k] {
			rounds[k][i].cost = impossible
		}
	}
	rounds[0][len(pieces)].cost = 0
	for k := 1; k <= n; k++ {
		for i := range pieces {
			for j := len(pieces); j > i; j-- {
				left, after := room-widthOf(pieces[i:j]), rounds[k-1][j].cost
				if left < 0 || after == impossible {
					continue
				}
				if cost := left*left + after; cost < rounds[k][i].cost {
					rounds[k][i] = rest{cost, j}
				}
			}
		}
	}
	starts := []int{0}
	for k := n; k > 1; k-- {
		starts = append(starts, rounds[k][starts[len(starts)-1]].next)
	}
	return starts
}

// pieces cuts text where a line may end. A piece wider than room, such as a long Latin
// word, is cut into its characters.
func (c *canvas) pieces(s string, size, room int) []piece {
	var out []piece
	add := func(rs []rune) {
		if w := c.textWidth(string(rs), size); w <= room {
			out = append(out, piece{string(rs), w})
			return
		}
		for _, r := range rs {
			out = append(out, piece{string(r), c.textWidth(string(r), size)})
		}
	}
	rs := []rune(s)
	from := 0
	for i := 1; i < len(rs); i++ {
		if mayBreak(rs[i-1], rs[i]) {
			add(rs[from:i])
			from = i
		}
	}
	add(rs[from:])
	return out
}

// mayBreak tells whether a line may end between two characters: neither inside a word or
// number, nor between a number and its measure word, nor before closing or after opening
// punctuation.
func mayBreak(a, b rune) bool {
	const opening, closing = "（《〈“‘〔【(", "）》〉”’〕】)，。、；：！？…%％"
	if strings.ContainsRune(closing, b) || strings.ContainsRune(opening, a) {
		return false
	}
	if unicode.IsDigit(a) && unicode.Is(unicode.Han, b) {
		return false
	}
	return !wordy(a) || !wordy(b)
}

// wordy tells whether a character belongs to a Latin word or a number.
func wordy(r rune) bool { return r > ' ' && r < 0x250 }

// shorten cuts text to room px, an ellipsis at its end, unless it fits as it is.
func (c *canvas) shorten(s string, size, room int) string {
	if c.textWidth(s, size) <= room {
		return s
	}
	short := "…"
	for i, r := range s {
		next := s[:i] + string(r) + "…"
		if c.textWidth(next, size) > room {
			break
		}
		short = next
	}
	return short
}
