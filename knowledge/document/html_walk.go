package document

import (
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"duban/knowledge/document/marks"
)

type htmlReader struct {
	*writer
	shown  func(address string) bool // the picture is read elsewhere; may be nil
	title  string                    // of the page
	linked map[string]bool           // addresses of files that are noted
	line   marks.Line                // of the open paragraph
}

func (h *htmlReader) flush() {
	line := h.line
	h.line = marks.Line{}
	text := alone(line.Text(&h.log))
	h.missing()
	h.paragraph(text)
}

// walk writes an element's words, a paragraph for each block.
func (h *htmlReader) walk(n *html.Node, at htmlLook, depth int) {
	if h.full() {
		return
	}
	if depth > 3*maxDepth {
		h.err = ErrNested
		return
	}
	if n.Type == html.ElementNode && n.Data == "table" && !isLayout(n) {
		if at = lookAt(n, at); at.mark&marks.Hidden == 0 {
			h.flush()
			h.tableNode(n, at, depth)
			return
		}
	}
	if h.inline(&h.line, n, at) {
		return
	}
	block := !isInline(n.Data)
	if block {
		h.flush()
	}
	at = lookAt(n, at)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		h.walk(c, at, depth+1)
	}
	if block {
		h.flush()
	}
}

// inline adds a node that has no words below it to a line, and reports whether it was
// one.
func (h *htmlReader) inline(line *marks.Line, n *html.Node, at htmlLook) bool {
	switch {
	case n.Type == html.TextNode:
		line.Add(blanks.Replace(n.Data), at.mark, at.font, &h.log)
		return true
	case n.Type != html.ElementNode:
		return n.Type != html.DocumentNode
	}
	switch n.Data {
	case "br":
		line.Add("\n", 0, "", &h.log)
	case "rt", "rp", "rtc": // how the words before are pronounced
	case "img":
		h.image(line, n, lookAt(n, at))
	case "input": // what is left of them is a box
		_, on := attribute(n, "checked")
		line.Add(ticked(on), lookAt(n, at).mark, "", &h.log)
	case "iframe", "embed", "object":
		h.embedded(line, n)
	case "a":
		h.link(n)
		return false
	default:
		return false
	}
	return true
}

// blanks keeps the line ends of a page's source from becoming those of the text.
var blanks = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")

func isInline(name string) bool {
	switch name {
	case "span", "font", "b", "strong", "i", "em", "u", "a", "sub", "sup", "small", "big", "label", "ins", "del", "s", "strike", "mark", "ruby", "rb", "code", "q", "cite", "abbr", "var",
		"time", "tt", "bdo", "bdi", "wbr", "nobr", "st1:chsdate", "ucapcontent":
		return true
	}
	return strings.Contains(name, ":")
}

func (h *htmlReader) tableNode(table *html.Node, at htmlLook, depth int) {
	var g grid
	before := h.cells
	for _, tr := range goquery.NewDocumentFromNode(table).Find("tr").Nodes {
		rowLook := lookAt(tr, at)
		var cells []cell
		for _, td := range cellNodes(tr) {
			own := lookAt(td, rowLook)
			text := h.cellWords(td, own, depth)
			if own.mark&marks.Hidden == 0 {
				cols, _ := attribute(td, "colspan")
				cells = append(cells, cell{text: text, cols: number(cols), rows: spanOf(td)})
			}
		}
		if len(cells) > 0 || rowLook.mark&marks.Hidden == 0 {
			g.row(cells)
		}
		if h.cells += len(cells); g.err != nil || h.cells > maxCells || h.err != nil {
			break
		}
	}
	h.cells = before // the writer counts them again
	if g.err != nil {
		h.err = g.err
		return
	}
	h.missing()
	for _, t := range g.tables() {
		h.table(t)
	}
}

// spanOf reads rowspan; 0 means down to the end of the table.
func spanOf(td *html.Node) int {
	s, ok := attribute(td, "rowspan")
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if ok && err == nil && n == 0 {
		return maxSpan
	}
	return n
}

// cellWords joins the paragraphs of a cell.
func (h *htmlReader) cellWords(td *html.Node, at htmlLook, depth int) string {
	var parts []string
	var line marks.Line
	end := func() {
		if s := plain(line.Text(&h.log)); s != "" {
			parts = append(parts, s)
		}
		line = marks.Line{}
	}
	var walk func(n *html.Node, at htmlLook, depth int)
	walk = func(n *html.Node, at htmlLook, depth int) {
		if depth > 3*maxDepth {
			h.err = ErrNested
			return
		}
		if n.Type == html.ElementNode && n.Data == "br" {
			end()
			return
		}
		if h.inline(&line, n, at) {
			return
		}
		if !isInline(n.Data) {
			end()
			defer end()
		}
		at = lookAt(n, at)
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, at, depth+1)
		}
	}
	for c := td.FirstChild; c != nil; c = c.NextSibling {
		walk(c, at, depth+1)
	}
	end()
	return strings.Join(parts, " ")
}
