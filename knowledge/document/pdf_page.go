package document

import (
	"math"
	"slices"
	"strings"

	"duban/knowledge/said"
)

// page is one page of a PDF: its characters and its drawn lines. Lengths are in
// points, 1/72 inch; the origin is at the lower left.
type page struct {
	width, height float64
	glyphs        []glyph
	rules         []rule
	picture       bool  // a picture covers most of it
	pictures      []box // that are large enough to show words
	drawn         bool  // it shows something besides characters
	hidden        bool  // characters that are not shown lie on it: what another program has recognised

	// What was recognised of its image stands here instead.
	recognised bool
	lines      []textLine
	tables     []ruled
	unread     said.Sentence // why nothing was
}

// inked counts the characters that can be seen.
func (p page) inked() int {
	n := 0
	for _, g := range p.glyphs {
		if strings.TrimSpace(g.text) != "" {
			n++
		}
	}
	return n
}

// anything tells whether there are words on the page.
func (p page) anything() bool { return p.inked() > 0 || len(p.lines) > 0 || len(p.tables) > 0 }

type box struct{ left, right, bottom, top float64 }

func (b box) width() float64  { return b.right - b.left }
func (b box) height() float64 { return b.top - b.bottom }
func (b box) midX() float64   { return (b.left + b.right) / 2 }
func (b box) midY() float64   { return (b.bottom + b.top) / 2 }

func (b box) empty() bool { return b == box{} }

func (b box) upright() box {
	return box{min(b.left, b.right), max(b.left, b.right), min(b.bottom, b.top), max(b.bottom, b.top)}
}

func (b box) union(c box) box {
	return box{min(b.left, c.left), max(b.right, c.right), min(b.bottom, c.bottom), max(b.top, c.top)}
}

// glyph is one character. Its box is that of its ink: 一 is flat.
type glyph struct {
	text   string
	angle  int  // in quarters of a turn
	spaced bool // a blank stands before it
	box
}

// rule is a line along or across the page, or a thin bar.
type rule struct{ box }

// thick is how wide a drawn line may be.
const thick = 4.0

func (r rule) across() bool { return r.width() >= r.height() } // from left to right

// quarter rounds an angle in radians or degrees to quarters of a turn.
func quarter(angle float64) int {
	if angle > 2*math.Pi+0.1 {
		angle = angle * math.Pi / 180
	}
	return int(math.Round(angle/(math.Pi/2))) & 3
}

// shows notes a picture that is large enough to show words, and reports whether it
// covers most of the page.
func (p *page) shows(b box) bool {
	size, whole := b.width()*b.height(), p.width*p.height
	if size > whole/12 && len(p.pictures) < maxPictures {
		p.pictures = append(p.pictures, b)
	}
	p.picture = p.picture || size > whole/2
	return size > whole/2
}

// bare returns the pictures on a page of text over which no text lies.
func (p *page) bare() []box {
	const few = 10 // characters that may reach into a picture
	if !p.unread.IsZero() {
		return nil // the whole page is one
	}
	var out []box
	for _, b := range p.pictures {
		n := 0
		for _, g := range p.glyphs {
			if strings.TrimSpace(g.text) != "" && g.midX() > b.left && g.midX() < b.right && g.midY() > b.bottom && g.midY() < b.top {
				n++
			}
		}
		if n < few {
			out = append(out, b)
		}
	}
	return out
}

// settle drops what stands at another angle than the page's text, such as a
// watermark, and turns the page upright where most of its text lies on its side.
func (p *page) settle(turned int) {
	counts := [4]int{}
	for _, g := range p.glyphs {
		if strings.TrimSpace(g.text) != "" {
			counts[g.angle]++
		}
	}
	at := 0
	for i, n := range counts {
		if n > counts[at] {
			at = i
		}
	}
	if turned == 0 {
		return
	}
	p.glyphs = slices.DeleteFunc(p.glyphs, func(g glyph) bool { return g.angle != at && strings.TrimSpace(g.text) != "" })
	turn := func(b box) box { return b }
	switch at {
	case 1:
		turn = func(b box) box { return box{b.bottom, b.top, p.width - b.right, p.width - b.left} }
	case 2:
		turn = func(b box) box {
			return box{p.width - b.right, p.width - b.left, p.height - b.top, p.height - b.bottom}
		}
	case 3:
		turn = func(b box) box { return box{p.height - b.top, p.height - b.bottom, b.left, b.right} }
	}
	for i := range p.glyphs {
		p.glyphs[i].box = turn(p.glyphs[i].box)
	}
	for i := range p.rules {
		p.rules[i].box = turn(p.rules[i].box)
	}
	for i := range p.pictures {
		p.pictures[i] = turn(p.pictures[i])
	}
	if at == 1 || at == 3 {
		p.width, p.height = p.height, p.width
	}
}

// textLine is one line of text.
type textLine struct {
	text string
	box
	size float64 // height of its tallest characters
}

// linesOf puts characters into lines from top to bottom, and each line in order.
func linesOf(glyphs []glyph) []textLine {
	var inked []glyph
	var heights []float64
	spaced := false
	for _, g := range glyphs {
		if g.spaced = spaced; strings.TrimSpace(g.text) == "" {
			spaced = true
		} else if g.text != "\ufffe" {
			spaced = false
			inked = append(inked, g)
			heights = append(heights, max(g.height(), g.width()))
		}
	}
	if len(inked) == 0 {
		return nil
	}
	slices.Sort(heights)
	em := max(heights[len(heights)*3/4], 1)
	// Tall characters make the lines, flat ones (一，。) join the line they are in.
	order := make([]int, len(inked))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if d := inked[b].midY() - inked[a].midY(); math.Abs(d) > 1e-6 {
			return int(math.Copysign(1, d))
		}
		return 0
	})
	type row struct {
		box
		of []int
	}
	var rows []row
	place := func(i int, reach float64) bool {
		for k := len(rows) - 1; k >= max(0, len(rows)-200); k-- {
			if r := rows[k]; inked[i].midY() < r.top+reach && inked[i].midY() > r.bottom-reach {
				rows[k].of = append(r.of, i)
				if inked[i].height() > em*0.6 {
					rows[k].box = r.union(inked[i].box)
				}
				return true
			}
		}
		return false
	}
	var flat []int
	for _, i := range order {
		g := inked[i]
		if g.height() <= em*0.6 {
			flat = append(flat, i)
			continue
		}
		if !place(i, -g.height()*0.2) {
			rows = append(rows, row{g.box, []int{i}})
		}
	}
	for _, i := range flat {
		if !place(i, em*0.25) {
			rows = append(rows, row{inked[i].box, []int{i}})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return int(math.Copysign(1, b.midY()-a.midY())) })
	var out []textLine
	for _, r := range rows {
		slices.SortStableFunc(r.of, func(a, b int) int {
			if d := inked[a].left - inked[b].left; math.Abs(d) > 0.01 {
				return int(math.Copysign(1, d))
			}
			return 0
		})
		l := textLine{box: inked[r.of[0]].box}
		var b strings.Builder
		for k, i := range r.of {
			g := inked[i]
			if k > 0 {
				prev := inked[r.of[k-1]]
				if g.spaced && g.left-prev.right > gapOf(prev.text, g.text)*em {
					b.WriteByte(' ')
				}
			}
			b.WriteString(g.text)
			l.box = l.union(g.box)
			l.size = max(l.size, g.height())
		}
		l.text = b.String()
		out = append(out, l)
	}
	return out
}

// gapOf is how wide, in parts of a character, a blank between two characters has to
// be to count as one. Chinese has none between words, and layout programs put some
// between Chinese and Latin text that nobody typed.
func gapOf(a, b string) float64 {
	if wide(a) || wide(b) {
		return 1
	}
	return 0.1
}

func wide(s string) bool { return s != "" && []rune(s)[0] >= 0x2e80 }

// joined puts lines of one paragraph together: nothing between Chinese, a blank
// between words.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	ra, rb := []rune(a), []rune(b)
	latin := func(r rune) bool { return r < 0x2e80 && r > ' ' && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') }
	if latin(ra[len(ra)-1]) && latin(rb[0]) {
		return a + " " + b
	}
	return a + b
}
