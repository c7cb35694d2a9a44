package document

import (
	"path"
	"strings"

	"duban/knowledge/document/marks"
)

// picturePlace stands in the text where a picture or an object stands among words or in
// a cell, which is not blank then.
const picturePlace = "〔图〕"

// alone drops the places of pictures where nothing else stands in a paragraph.
func alone(text string) string {
	if plain(strings.ReplaceAll(text, picturePlace, "")) == "" {
		return ""
	}
	return text
}

// missed notes what was not read, for the place where the paragraph is written.
func (r *docxReader) missed(kind, name, reason string) {
	r.unread = append(r.unread, Gap{Kind: kind, Name: name, Reason: reason})
}

const (
	reasonPicture = "这里是图片，图片里的字没有读入。如有任务或数字，请打成文字放回原处再发。"
	reasonObject  = "这里嵌入了一个对象（表格、公式或文件），里面的内容没有读入。请双击打开，把内容复制成正文或表格再发。"
	reasonChunk   = "这里并入了另一份文件，里面的内容没有读入。请用Word打开，另存为DOCX后再发。"
	reasonChart   = "这里是图表，里面的数字没有读入。如有任务或数字，请写成表格再发。"
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
	r.missed("object", name, reasonObject)
	r.add(l, picturePlace, at.mark, "")
}

// chunk notes a file that is taken in as a whole.
func (r *docxReader) chunk(e *element) {
	name := path.Base(r.targets[e.attr("id")])
	if name == "." {
		name = ""
	}
	r.missed("attachment", name, reasonChunk)
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
		r.missed("object", name, reasonChart)
	case e.find("anchor") != nil && e.find("wrapNone") != nil:
		r.overlaid++
		return
	case e.find("pic") != nil || e.find("imagedata") != nil || e.find("blip") != nil:
		r.missed("picture", name, reasonPicture)
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
