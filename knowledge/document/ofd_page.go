package document

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// millimetre is one in points.
const millimetre = 72 / 25.4

// matrix moves points as OFD has it: x' = ax + cy + e, y' = bx + dy + f.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) at(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// after gives the matrix that does first n and then m.
func (m matrix) after(n matrix) matrix {
	return matrix{m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b, m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d, m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f}
}

// ofdPage is a page that is being read.
type ofdPage struct {
	page
	units   map[string]*element
	objects int
	turned  int
	coded   int    // characters that only their font knows
	cover   string // the id of the picture that covers the page
	last    glyph  // before the one that comes
}

// page reads the nth page with what its templates put on it.
func (r *ofdReader) page(n int, name string, size []float64) (page, error) {
	root, err := r.readPart(name)
	if err != nil {
		return page{}, err
	}
	if own := numbersOf(root.child("Area", "PhysicalBox").inner()); len(own) == 4 {
		size = own
	}
	if len(size) != 4 || !(size[2] > 0 && size[3] > 0) {
		size = []float64{0, 0, 210, 297}
	}
	p := &ofdPage{page: page{width: size[2] * millimetre, height: size[3] * millimetre}, units: r.units}
	// Millimetres from the upper left to points from the lower left.
	turn := matrix{millimetre, 0, 0, -millimetre, -size[0] * millimetre, p.height + size[1]*millimetre}
	for _, t := range root.below("Template") {
		sheet, err := r.readPart(r.sheets[t.attr("TemplateID")])
		if err != nil {
			return page{}, err
		}
		p.draw(sheet.child("Content"), turn, 0)
	}
	p.draw(root.child("Content"), turn, 0)
	if p.coded > 0 {
		r.note(said.Of("第{n}页有{coded}个字只有字形、没有编码，读成了“{unread}”，请对照原文。",
			"{coded} {character|characters} on page {n} could not be told and {is|are} read as “{unread}”; please compare with the original.", n, p.coded, string(marks.Unread)))
	}
	p.settle(p.turned)
	if p.scanned() {
		return r.recognised(p.page, r.images[p.cover])
	}
	return p.page, nil
}

// draw takes what a layer, a block or a composite graphic holds.
func (p *ofdPage) draw(e *element, m matrix, depth int) {
	if e == nil || depth > maxNestedDrawings {
		return
	}
	for _, c := range e.children {
		if p.objects++; p.objects > maxObjects*10 || len(p.glyphs) > MaxText {
			return
		}
		if c.attr("Visible") == "false" || c.attr("Alpha") == "0" {
			continue
		}
		switch c.name {
		case "Layer", "PageBlock", "Content":
			p.draw(c, m, depth+1)
		case "TextObject":
			p.words(c, placed(c, m))
		case "PathObject":
			p.lines(c, placed(c, m))
		case "ImageObject":
			if b := numbersOf(c.attr("Boundary")); len(b) == 4 && p.shows(corners(m, b[0], b[1], b[0]+b[2], b[1]+b[3])) {
				p.cover = c.attr("ResourceID")
			}
		case "CompositeObject":
			if unit := p.units[c.attr("ResourceID")]; unit != nil {
				p.draw(unit, placed(c, m), depth+1)
			}
		}
	}
}

// maxNestedDrawings is how deep drawings may stand in each other.
const maxNestedDrawings = 12

// placed gives the matrix of an object that has a place and perhaps a matrix of its own.
func placed(e *element, m matrix) matrix {
	own := matrix{a: 1, d: 1}
	if n := numbersOf(e.attr("CTM")); len(n) == 6 {
		own = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}
	}
	if b := numbersOf(e.attr("Boundary")); len(b) == 4 {
		own.e, own.f = own.e+b[0], own.f+b[1]
	}
	return m.after(own)
}

// words takes the characters of a text object.
func (p *ofdPage) words(e *element, m matrix) {
	size := decimal(e.attr("Size"))
	stretch := decimal(e.attr("HScale"))
	if stretch <= 0 {
		stretch = 1
	}
	angle := int(math.Round(math.Atan2(m.b, m.a)/(math.Pi/2))) & 3
	x, y := 0.0, 0.0
	for _, code := range e.below("TextCode") {
		if s := code.attr("X"); s != "" {
			x = decimal(s)
		}
		if s := code.attr("Y"); s != "" {
			y = decimal(s)
		}
		text := []rune(strings.Trim(code.text, "\r\n\t"))
		across, down := deltas(code.attr("DeltaX"), len(text)), deltas(code.attr("DeltaY"), len(text))
		for i, c := range text {
			if unicode.Is(unicode.Co, c) {
				c = marks.Unread
				p.coded++
			}
			wide := size * stretch
			if c < 0x2e80 && !(c >= 0x2000 && c < 0x2100) {
				wide /= 2
			}
			p.glyph(string(c), corners(m, x, y-0.85*size, x+wide, y+0.1*size), angle, i == 0)
			switch {
			case i < len(across):
				x += across[i]
			case len(across) == 0 && len(down) == 0:
				x += wide
			}
			if i < len(down) {
				y += down[i]
			}
		}
	}
}

// glyph adds a character. Before text that begins farther on in the same line a blank is
// taken to stand, and a line end before that of another line.
func (p *ofdPage) glyph(text string, b box, angle int, first bool) {
	if math.IsNaN(b.left+b.right+b.bottom+b.top) || math.IsInf(b.left+b.right+b.bottom+b.top, 0) {
		return
	}
	switch {
	case !first:
	case math.Abs(b.midY()-p.last.midY()) > 0.8*p.last.height() || b.left < p.last.left:
		p.glyphs = append(p.glyphs, glyph{text: "\n", angle: angle, box: b})
	case b.left-p.last.right > p.last.height():
		p.glyphs = append(p.glyphs, glyph{text: " ", angle: angle, box: b})
	}
	if strings.TrimSpace(text) != "" && angle != 0 {
		p.turned++
	}
	p.last = glyph{text: text, angle: angle, box: b}
	p.glyphs = append(p.glyphs, p.last)
}

func corners(m matrix, x1, y1, x2, y2 float64) box {
	ax, ay := m.at(x1, y1)
	bx, by := m.at(x2, y2)
	return box{ax, bx, ay, by}.upright()
}

// lines takes the straight segments of a path.
func (p *ofdPage) lines(e *element, m matrix) {
	tokens := strings.Fields(e.child("AbbreviatedData").inner())
	var first, last [2]float64
	var bounds box
	points := 0
	var rules []rule
	for i := 0; i < len(tokens); {
		sign := tokens[i]
		n, known := map[string]int{"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}[sign]
		if i++; !known || i+n > len(tokens) {
			break
		}
		now := first
		if n > 0 {
			now[0], now[1] = m.at(decimal(tokens[i+n-2]), decimal(tokens[i+n-1]))
		}
		i += n
		at := box{now[0], now[0], now[1], now[1]}
		if points++; points == 1 {
			bounds = at
		}
		bounds = bounds.union(at)
		switch sign {
		case "S", "M":
			first = now
		case "L", "C":
			rules = append(rules, straight(last, now)...)
		}
		last = now
		if len(rules) > maxSegments {
			return // a drawing
		}
	}
	switch {
	case points < 2:
	case bounds.width() < thick || bounds.height() < thick:
		p.rules = append(p.rules, rule{bounds})
	default:
		p.rules = append(p.rules, rules...)
	}
}

// deltas reads how far characters stand from each other; g 3 2.5 is 2.5 three times.
func deltas(s string, most int) []float64 {
	var out []float64
	fields := strings.Fields(s)
	for i := 0; i < len(fields) && len(out) < most; i++ {
		if fields[i] != "g" || i+2 >= len(fields) {
			out = append(out, decimal(fields[i]))
			continue
		}
		for range min(int(decimal(fields[i+1])), most-len(out)) {
			out = append(out, decimal(fields[i+2]))
		}
		i += 2
	}
	return out
}

func numbersOf(s string) []float64 {
	var out []float64
	for _, f := range strings.Fields(s) {
		out = append(out, decimal(f))
	}
	return out
}

func decimal(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(n) || math.Abs(n) > 1e7 {
		return 0
	}
	return n
}
