package document

import (
	"math"
	"slices"
	"strings"

	"duban/knowledge/document/marks"
)

// mark decides what becomes of a page's characters that are struck out, or printed
// higher or lower and smaller than those beside them. It comes before lines and tables
// are made, which would put a raised number on a line of its own.
func (p *page) mark(log *marks.Log) {
	given := p.struck()
	for i, m := range p.raised() {
		given[i] |= m
	}
	if !slices.ContainsFunc(given, func(m marks.Mark) bool { return m != 0 }) {
		return
	}
	const context = 20 // characters before that are looked at
	var out []glyph
	for i := 0; i < len(p.glyphs); {
		if given[i] == 0 {
			out = append(out, p.glyphs[i])
			i++
			continue
		}
		end := i
		var words strings.Builder
		for end < len(p.glyphs) && given[end] == given[i] {
			words.WriteString(p.glyphs[end].text)
			end++
		}
		before := ""
		for _, g := range out[max(0, len(out)-context):] {
			if strings.HasPrefix(g.text, "\r") || strings.HasPrefix(g.text, "\n") {
				before = ""
				continue
			}
			before += unmarked(g.text)
		}
		var line marks.Line
		line.Add(before, 0, "", log)
		line.Add(words.String(), given[i], "", log)
		next := ""
		if end < len(p.glyphs) {
			next = unmarked(p.glyphs[end].text)
		}
		line.Add(next, 0, "", log)
		if given[i]&marks.Struck != 0 { // the blank before goes with it
			for len(out) > 0 && strings.TrimSpace(out[len(out)-1].text) == "" {
				out = out[:len(out)-1]
			}
		}
		text := line.Text(log)
		text = strings.TrimSuffix(strings.TrimPrefix(text, before), next)
		if text = strings.TrimSpace(text); text != "" {
			g := p.glyphs[i]
			g.text = text
			for _, more := range p.glyphs[i+1 : end] {
				g.right = max(g.right, more.right)
			}
			out = append(out, g)
		}
		i = end
	}
	p.glyphs = out
}

// unmarked drops characters that are marks by themselves; the line that they stand in
// decides on them later.
func unmarked(s string) string {
	return strings.Map(func(c rune) rune {
		if marks.IsMark(c) {
			return -1
		}
		return c
	}, strings.TrimSpace(s))
}

// struck finds the characters that a line goes through.
func (p *page) struck() []marks.Mark {
	given := make([]marks.Mark, len(p.glyphs))
	if len(p.rules) > maxRules {
		return given
	}
	order := make([]int, len(p.glyphs))
	for i := range order {
		order[i] = i
	}
	by := make([]int, len(p.glyphs)) // the line that goes through each
	compare := func(a, b float64) int { return int(math.Copysign(1, a-b)) }
	slices.SortFunc(order, func(a, b int) int { return compare(p.glyphs[a].midY(), p.glyphs[b].midY()) })
	const reach = 40 // half the height of the tallest characters that are looked at
	for k, r := range p.rules {
		if !r.across() || r.width() < thick {
			continue
		}
		from, _ := slices.BinarySearchFunc(order, r.midY()-reach, func(i int, y float64) int { return compare(p.glyphs[i].midY(), y) })
		for _, i := range order[from:] {
			g := p.glyphs[i]
			if g.midY() > r.midY()+reach {
				break
			}
			tall := g.height()*3 > g.width() && strings.TrimSpace(g.text) != ""
			if tall && r.under(g) && math.Abs(r.midY()-g.midY()) < g.height()/4 {
				given[i], by[i] = marks.Struck, k
			}
		}
	}
	// Flat characters are struck with those beside them.
	for i, g := range p.glyphs {
		if strings.TrimSpace(g.text) == "" {
			if i > 0 && i+1 < len(given) && given[i-1] != 0 && given[i+1] != 0 {
				given[i], by[i] = marks.Struck, by[i-1]
			}
			continue
		}
		for _, near := range []int{i - 1, i + 1} {
			if given[i] == 0 && near >= 0 && near < len(given) && given[near] != 0 {
				beside := p.glyphs[near]
				if g.height() < beside.height()/2 && math.Abs(g.midY()-beside.midY()) < beside.height() && p.rules[by[near]].under(g) {
					given[i], by[i] = marks.Struck, by[near]
				}
			}
		}
	}
	return given
}

// under reports whether a line runs along a character from end to end, nearly.
func (r rule) under(g glyph) bool {
	slack := g.width()*0.3 + 0.1
	return r.left <= g.left+slack && r.right >= g.right-slack
}

// raised finds the characters that stand higher or lower than those before them on the
// line and are smaller, and gives them the place of those.
func (p *page) raised() []marks.Mark {
	given := make([]marks.Mark, len(p.glyphs))
	base := -1  // the last character of full size
	full := 0.0 // height of the characters on the line
	for i, g := range p.glyphs {
		if strings.TrimSpace(g.text) == "" {
			if strings.ContainsAny(g.text, "\r\n") {
				base, full = -1, 0
			}
			continue
		}
		if base < 0 || !small(g) {
			if g.height() > 0 && !flat(g) {
				base, full = i, max(g.height(), full)
			}
			continue
		}
		b := p.glyphs[base]
		last := p.glyphs[i-1]
		apart := g.left - max(b.right, last.right)
		beside := apart < full && g.left > b.left && g.midY() < b.bottom+1.5*full && g.midY() > b.bottom-0.5*full
		switch {
		case !beside || g.height() > 0.85*full:
			base = i
			continue
		case g.bottom > b.bottom+0.25*full && g.top > b.bottom+0.75*full:
			given[i] = marks.Raised
		case g.top < b.bottom+0.7*full && g.bottom < b.bottom-0.08*full:
			given[i] = marks.Lowered
		default:
			base = i
			continue
		}
		p.glyphs[i].bottom, p.glyphs[i].top = b.bottom, b.top
	}
	return given
}

// small tells the characters of which marks of notes, powers and indices are made.
func small(g glyph) bool {
	return strings.Trim(g.text, "0123456789[]+①②③④⑤⑥⑦⑧⑨⑩") == ""
}

func flat(g glyph) bool {
	return g.height()*3 < g.width() || strings.Trim(g.text, "，。、；：,.·—-－“”‘’'\"°") == ""
}
