package document

import (
	"strconv"
	"strings"

	"duban/knowledge/said"
)

// blocks writes the paragraphs, lists and tables of a text one after the other.
func (r *odfReader) blocks(e *element) {
	for _, c := range e.children {
		if r.full() {
			return
		}
		switch c.name {
		case "p", "h":
			r.block(c, "")
		case "list":
			r.list(c, nil)
		case "table":
			r.tableElement(c)
		case "tracked-changes":
			r.revised = true
		case "section":
			if c.attr("display") == "none" {
				r.note(said.Of("隐藏的一节没有读入。", "A hidden section was not read."))
				continue
			}
			r.blocks(c)
		case "", "forms", "sequence-decls", "variable-decls", "user-field-decls", "index-title-template", "table-of-content-source":
		default: // an index and its body, a group of changes, a frame on its page
			r.blocks(c)
		}
	}
	r.boxes()
}

// block writes a paragraph with its number before it.
func (r *odfReader) block(p *element, number string) {
	text := r.paragraphText(p, odfLook{})
	if p.name == "h" && number == "" && p.attr("is-list-header") != "true" {
		number = r.heading(p)
	}
	r.missing()
	r.boxes()
	if text = alone(text); plain(text) != "" {
		r.paragraph(number + text)
	}
}

func (r *odfReader) boxes() {
	for _, box := range r.floating {
		r.paragraph(box)
	}
	r.floating = nil
}

// heading counts a heading that stands in no list.
func (r *odfReader) heading(h *element) string {
	level := number(h.attr("outline-level")) - 1
	if r.lists[""][level].format == "none" {
		return ""
	}
	r.numbers.lists[""] = &list{levels: r.lists[""]}
	return r.numbers.count(listRef{level: level})
}

// odfList is where in which list an item stands.
type odfList struct {
	id, style string
	level     int
}

// list writes a list's items; in is the list around it.
func (r *odfReader) list(e *element, in *odfList) {
	at := r.opened(e, in)
	if at.level >= maxDepth {
		r.err = ErrNested
		return
	}
	for _, item := range e.children {
		if item.name != "list-item" && item.name != "list-header" {
			continue
		}
		counted := item.name == "list-header"
		for _, c := range item.children {
			if r.full() {
				return
			}
			switch c.name {
			case "p", "h":
				label := ""
				if !counted {
					label, counted = r.label(at, item, c), true
				}
				r.block(c, label)
			case "list":
				r.list(c, &at)
			case "table":
				r.tableElement(c)
			}
		}
	}
	r.boxes()
}

// listText gives the words of a list in a cell.
func (r *odfReader) listText(e *element, look odfLook) string {
	at := r.opened(e, nil)
	var parts []string
	var walk func(e *element, at odfList)
	walk = func(e *element, at odfList) {
		for _, item := range e.children {
			counted := item.name == "list-header"
			for _, c := range item.children {
				switch {
				case c.name == "list":
					walk(c, r.opened(c, &at))
				case c.name == "p" || c.name == "h":
					label := ""
					if !counted {
						label, counted = r.label(at, item, c), true
					}
					if text := r.cellText(&element{children: []*element{c}}, look); text != "" {
						parts = append(parts, label+text)
					}
				}
			}
		}
	}
	walk(e, at)
	return strings.Join(parts, " ")
}

// opened tells which count a list takes part in: that of the list around it, of the one
// that it goes on with, or one of its own.
func (r *odfReader) opened(e *element, in *odfList) odfList {
	at := odfList{style: e.attr("style-name")}
	if in != nil {
		at.id, at.level = in.id, in.level+1
		if at.style == "" {
			at.style = in.style
		}
		return at
	}
	if r.keys == nil {
		r.keys = map[string]string{}
	}
	switch before := e.attr("continue-list"); {
	case r.keys[before] != "":
		at.id = r.keys[before]
	case e.attr("continue-numbering") == "true" && r.keys["style "+at.style] != "":
		at.id = r.keys["style "+at.style]
	default:
		at.id = "list " + strconv.Itoa(len(r.numbers.lists))
	}
	if id := e.attr("id"); id != "" {
		r.keys[id] = at.id
	}
	r.keys["style "+at.style] = at.id
	return at
}

// label counts an item and gives what is printed before it.
func (r *odfReader) label(at odfList, item, p *element) string {
	style := at.style
	if style == "" {
		style = r.styles["paragraph "+p.attr("style-name")].list
	}
	l := r.numbers.lists[at.id]
	if l == nil {
		l = &list{abstract: at.id, levels: r.lists[style]}
		r.numbers.lists[at.id] = l
	}
	if levels := r.lists[style]; levels != nil {
		l.levels = levels
	}
	if s := item.attr("start-value"); s != "" && at.level < maxLevels {
		if counts := r.numbers.counts[l.abstract]; counts != nil {
			counts[at.level] = number(s) - 1
		} else {
			l.starts = map[int]int{at.level: number(s)}
		}
	}
	return r.numbers.count(listRef{id: at.id, level: at.level})
}

// odfFormats are the formats of numbers as ODF samples them.
var odfFormats = map[string]string{
	"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
	"一, 二, 三, ...": "chineseCounting", "①, ②, ③, ...": "decimalEnclosedCircle", "甲, 乙, 丙, ...": "ideographTraditional",
	"壹, 贰, 叁, ...": "chineseLegalSimplified", "１, ２, ３, ...": "decimalFullWidth",
	"一": "chineseCounting", "①": "decimalEnclosedCircle", "甲": "ideographTraditional",
}

// levelsOf reads the levels of a list's style. LibreOffice writes beside the affixes of
// a number how it is composed with those of higher levels.
func levelsOf(style *element) map[int]listLevel {
	levels := map[int]listLevel{}
	for _, e := range style.children {
		at := number(e.attr("level")) - 1
		if at < 0 || at >= maxLevels {
			continue
		}
		l := listLevel{start: 1, format: "bullet"}
		if s := e.attr("start-value"); s != "" {
			l.start = number(s)
		}
		if e.name == "list-level-style-number" || e.name == "outline-level-style" {
			l.format = "decimal"
			if e.attr("num-format") == "" {
				l.format = "none"
			}
			if f, known := odfFormats[e.attr("num-format")]; known {
				l.format = f
			}
			l.text = e.attr("num-list-format")
			for i := range maxLevels { // %2% → %2
				n := strconv.Itoa(i + 1)
				l.text = strings.ReplaceAll(l.text, "%"+n+"%", "%"+n)
			}
			if l.text == "" && l.format != "none" {
				var above []string
				for i := max(0, at+1-max(1, number(e.attr("display-levels")))); i <= at; i++ {
					above = append(above, "%"+strconv.Itoa(i+1))
				}
				l.text = e.attr("num-prefix") + strings.Join(above, ".") + e.attr("num-suffix")
			}
		}
		if e.find("list-level-label-alignment").attr("label-followed-by") == "nothing" {
			l.suffix = "nothing"
		}
		levels[at] = l
	}
	return levels
}

// tableElement writes a table of a text.
func (r *odfReader) tableElement(t *element) {
	var g grid
	r.rows(t, func(row *element, _ int, _ bool) bool {
		var cells []cell
		for _, c := range row.children {
			if c.name != "table-cell" {
				continue // covered-table-cell: the spans tell
			}
			for range clamp(number(c.attr("number-columns-repeated"))) {
				cells = append(cells, cell{text: r.cellText(c, odfLook{}), cols: number(c.attr("number-columns-spanned")), rows: number(c.attr("number-rows-spanned"))})
				if len(cells) > maxColumns {
					r.err = ErrCells
					return false
				}
			}
		}
		g.row(cells)
		if r.cells += len(cells); r.cells > maxCells && r.err == nil {
			r.err = ErrCells
		}
		return g.err == nil && !r.full()
	})
	if g.err != nil && r.err == nil {
		r.err = g.err
	}
	r.missing()
	r.boxes()
	for _, t := range g.tables() {
		r.table(t)
	}
}

// rows goes through the rows of a table, those in groups as well.
func (r *odfReader) rows(e *element, do func(row *element, times int, hidden bool) bool) bool {
	for _, c := range e.children {
		switch c.name {
		case "table-row":
			v := c.attr("visibility")
			if !do(c, max(1, number(c.attr("number-rows-repeated"))), v == "collapse" || v == "filter") {
				return false
			}
		case "table-header-rows", "table-row-group", "table-rows":
			if !r.rows(c, do) {
				return false
			}
		}
	}
	return true
}
