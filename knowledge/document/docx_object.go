package document

import (
	"path"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// object notes an embedded or linked object.
func (r *docxReader) object(e *element, l *marks.Line, at look) {
	if at.mark&(marks.Deleted|marks.Hidden) != 0 {
		return
	}
	if e.name == "subDoc" || e.name == "altChunk" {
		r.chunk(e)
		return
	}
	if box := e.find("txbxContent"); box != nil {
		r.floating = append(r.floating, box)
		return
	}
	name := ""
	if ole := e.find("OLEObject"); ole != nil {
		if name = path.Base(r.targets[ole.attr("id")]); name == "." {
			name = ole.attr("ProgID")
		}
	}
	r.missed("object", said.Words(name), reasonObject)
	r.add(l, picturePlace, at.mark, "")
}

// chunk notes a file that is taken in as a whole.
func (r *docxReader) chunk(e *element) {
	name := path.Base(r.targets[e.attr("id")])
	if name == "." {
		name = ""
	}
	r.missed("attachment", said.Words(name), reasonChunk)
}

// drawing reads the words in a drawing, and notes its pictures.
func (r *docxReader) drawing(e *element, l *marks.Line, at look) {
	if at.mark&(marks.Deleted|marks.Hidden) != 0 {
		return
	}
	if words := e.all("txbxContent", nil); len(words) > 0 {
		r.floating = append(r.floating, words...)
		return
	}
	props := e.find("docPr")
	name := plain(props.attr("descr"))
	if name == "" {
		name = plain(props.attr("title"))
	}
	if sign := marks.Sign(name); sign != "" {
		r.add(l, sign, at.mark, "")
		return
	}
	switch {
	case e.find("chart") != nil || e.find("relIds") != nil:
		r.missed("object", said.Words(name), reasonChart)
	case e.find("anchor") != nil && e.find("wrapNone") != nil:
		r.overlaid++
		return
	case e.find("pic") != nil || e.find("imagedata") != nil || e.find("blip") != nil:
		r.missed("picture", said.Words(name), reasonPicture)
	default: // a line, a frame
		r.runs(e, l, at)
		return
	}
	r.add(l, picturePlace, at.mark, "")
}

// find returns the first element of that name below e, or nil.
func (e *element) find(name string) *element {
	if found := e.all(name, nil); len(found) > 0 {
		return found[0]
	}
	return nil
}

// all returns the elements of that name below e, one form of alternative content each.
func (e *element) all(name string, found []*element) []*element {
	if e == nil {
		return found
	}
	if e.name == "AlternateContent" {
		return alternative(e).all(name, found)
	}
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
			continue
		}
		found = c.all(name, found)
	}
	return found
}
