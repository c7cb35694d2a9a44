package document

import (
	"slices"
	"strings"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// readODF reads an OpenDocument text or spreadsheet (ISO/IEC 26300).
func readODF(w *writer, doc *Document, data []byte) error {
	a, err := openArchive(w, data)
	if err != nil {
		return err
	}
	manifest, err := a.readPart("META-INF/manifest.xml")
	if err != nil {
		return err
	}
	if manifest.find("encryption-data") != nil {
		return ErrLocked
	}
	styles, err := a.readPart("styles.xml")
	if err != nil {
		return err
	}
	content, err := a.readPart("content.xml")
	if err != nil {
		return err
	}
	r := &odfReader{writer: w, styles: map[string]odfStyle{}, lists: map[string]map[int]listLevel{}, numbers: newNumbering(nil, nil), hiddenSheets: map[string]bool{}}
	for _, from := range []*element{styles.child("styles"), styles.child("automatic-styles"), content.child("automatic-styles")} {
		r.stylesOf(from)
	}
	body := content.child("body")
	switch {
	case body.child("text") != nil:
		r.blocks(body.child("text"))
	case body.child("spreadsheet") != nil:
		doc.Format = ODS
		r.sheets(body.child("spreadsheet"))
	case body == nil:
		return ErrDamaged
	default: // a presentation, a drawing
		return ErrUnknown
	}
	r.missing()
	r.writeFeet(r.feet)
	r.noteRevised(r.revised)
	return nil
}

// odfReader reads a body with the styles that say how its words are printed.
type odfReader struct {
	*writer
	feet         []string            // footnotes and endnotes
	styles       map[string]odfStyle // by family and name
	lists        map[string]map[int]listLevel
	numbers      *numbering
	keys         map[string]string // the count that a list of that id goes on with
	floating     []string
	revised      bool
	length       int             // of all words
	hiddenSheets map[string]bool // by style
}

// odfStyle is what a style says of its words' marks: which it sets, and which it takes away.
type odfStyle struct {
	parent  string
	on, off marks.Mark
	font    string
	list    string
}

// odfLook is how words look.
type odfLook struct {
	mark marks.Mark
	font string
}

func (r *odfReader) stylesOf(all *element) {
	if all == nil {
		return
	}
	for _, s := range all.children {
		switch s.name {
		case "style":
			r.styleOf(s)
		case "list-style":
			r.lists[s.attr("name")] = levelsOf(s)
		case "outline-style":
			r.lists[""] = levelsOf(s)
		}
	}
}

func (r *odfReader) styleOf(s *element) {
	family := s.attr("family")
	if family == "table" && s.child("table-properties").attr("display") == "false" {
		r.hiddenSheets[s.attr("name")] = true
	}
	p := s.child("text-properties")
	out := odfStyle{list: s.attr("list-style-name"), font: p.attr("font-name")}
	if parent := s.attr("parent-style-name"); parent != "" {
		out.parent = family + " " + parent
	}
	switch p.attr("display") {
	case "none":
		out.on |= marks.Hidden
	case "true":
		out.off |= marks.Hidden
	}
	for _, name := range []string{"text-line-through-style", "text-line-through-type"} {
		switch p.attr(name) {
		case "":
		case "none":
			out.off |= marks.Struck
		default:
			out.on |= marks.Struck
		}
	}
	switch at, _, _ := strings.Cut(p.attr("text-position"), " "); {
	case at == "":
	case at == "sub" || strings.HasPrefix(at, "-"):
		out.on, out.off = out.on|marks.Lowered, out.off|marks.Raised
	case at != "super" && strings.Trim(at, "0.%") == "":
		out.off |= marks.Raised | marks.Lowered
	default:
		out.on, out.off = out.on|marks.Raised, out.off|marks.Lowered
	}
	r.styles[family+" "+s.attr("name")] = out
}

// styled gives the look of words that have a style and stand among words of another look.
func (r *odfReader) styled(family, name string, look odfLook) odfLook {
	var chain []odfStyle
	for at := family + " " + name; len(chain) < 20; { // styles may be based on each other in a circle
		s, known := r.styles[at]
		if !known {
			break
		}
		chain = append(chain, s)
		at = s.parent
	}
	for _, s := range slices.Backward(chain) {
		look.mark = look.mark&^s.off | s.on
		if s.font != "" {
			look.font = s.font
		}
	}
	return look
}

// words collects the words of a paragraph or of what stands in it.
func (r *odfReader) words(e *element, look odfLook, line *marks.Line) {
	add := func(s string) {
		if r.length += len(s); r.length > 2*MaxText {
			r.err = ErrTooLong
			return
		}
		line.Add(s, look.mark, look.font, &r.log)
	}
	add(blanks.Replace(e.text))
	name := "" // of the picture or object that e frames
	if e.name == "frame" {
		if name = plain(e.child("desc").inner()); name == "" {
			name = plain(e.child("title").inner())
		}
		if sign := marks.Sign(name); sign != "" {
			add(sign)
			return
		}
	}
	for _, c := range e.children {
		if r.err != nil {
			return
		}
		switch c.name {
		case "":
			add(blanks.Replace(c.text))
		case "span":
			r.words(c, r.styled("text", c.attr("style-name"), look), line)
		case "s", "tab":
			add(" ")
		case "line-break":
			add("\n")
		case "note":
			if body := c.child("note-body"); body != nil {
				r.feet = append(r.feet, r.cellText(body, odfLook{}))
			}
		case "change", "change-start", "change-end":
			r.revised = true
		case "hidden-text", "hidden-paragraph":
			line.Add(c.text, look.mark|marks.Hidden, look.font, &r.log)
		case "annotation", "annotation-end", "ruby-text", "soft-page-break", "number", "title", "desc", "event-listeners", "forms":
		case "image":
			r.missed("picture", said.Words(name), reasonPicture)
			add(picturePlace)
		case "object", "object-ole":
			r.missed("object", said.Words(name), reasonObject)
			add(picturePlace)
			return // and not the picture that stands for it
		case "text-box":
			r.floating = append(r.floating, r.boxText(c))
		default: // a link, a bookmark, a field, a frame, a shape
			r.words(c, look, line)
		}
	}
}

// boxText gives the paragraphs of a text box, a line each.
func (r *odfReader) boxText(box *element) string {
	var lines []string
	for _, p := range box.children {
		if s := r.cellText(&element{children: []*element{p}}, odfLook{}); s != "" {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}

// cellText gives all words of a cell, a note or a text box.
func (r *odfReader) cellText(e *element, look odfLook) string {
	var parts []string
	for _, c := range e.children {
		text := ""
		switch c.name {
		case "p", "h":
			text = r.paragraphText(c, look)
		case "", "annotation", "tracked-changes", "shapes":
		case "list":
			text = r.listText(c, look)
		default:
			text = r.cellText(c, look)
		}
		if text = plain(text); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

// paragraphText gives the words of a paragraph.
func (r *odfReader) paragraphText(p *element, look odfLook) string {
	var line marks.Line
	r.words(p, r.styled("paragraph", p.attr("style-name"), look), &line)
	return line.Text(&r.log)
}
