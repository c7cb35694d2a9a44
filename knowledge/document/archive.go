package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"duban/knowledge/said"
)

// archive reads the parts of an Office file, and counts what they unpack to.
type archive struct {
	parts map[string]*zip.File
	*writer
}

func openArchive(w *writer, data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, ErrDamaged
	}
	a := &archive{parts: map[string]*zip.File{}, writer: w}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, ErrLocked
		}
		a.parts[partName(f.Name)] = f
	}
	return a, nil
}

// partName is a part's name as others refer to it; some programs write it another way.
func partName(name string) string {
	return strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")
}

// related gives the name of the part of a kind that another one refers to, or the usual
// name where nothing is said of it. The file itself is of no name.
func (a *archive) related(to, kind, usual string) (string, error) {
	list, err := a.readPart(relationsOf(to))
	if list == nil || err != nil {
		return usual, err
	}
	for _, r := range list.below("Relationship") {
		if name := located(to, r.attr("Target")); strings.HasSuffix(r.attr("Type"), "/"+kind) && a.parts[name] != nil {
			return name, nil
		}
	}
	return usual, nil
}

// readRelated reads the part of a kind that another one refers to.
func (a *archive) readRelated(to, kind, usual string) (*element, error) {
	name, err := a.related(to, kind, usual)
	if err != nil {
		return nil, err
	}
	return a.readPart(name)
}

// relationsOf gives the name of the part that says what a part refers to.
func relationsOf(name string) string {
	if name == "" {
		return "_rels/.rels"
	}
	return path.Join(path.Dir(name), "_rels", path.Base(name)+".rels")
}

// located gives the name of a part that another one refers to.
func located(from, to string) string {
	to = strings.ReplaceAll(strings.TrimSpace(to), `\`, "/")
	if !strings.HasPrefix(to, "/") {
		to = path.Join(path.Dir(from), to)
	}
	return strings.TrimPrefix(path.Clean(to), "/")
}

// part unpacks one part; it is nil where there is none of that name. What the
// directory says of its size is not believed.
func (a *archive) part(name string) ([]byte, error) {
	f := a.parts[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, ErrDamaged
	}
	defer r.Close()
	limit := min(maxPart, maxUnpacked-a.unpacked)
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(data)) > limit:
		return nil, ErrBomb
	case err != nil:
		return nil, ErrDamaged
	}
	a.unpacked += int64(len(data))
	return data, nil
}

// unpackedSize is what an archive says that its parts unpack to, for a library that
// holds it to that.
func unpackedSize(data []byte) int64 {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return maxUnpacked
	}
	size := int64(0)
	for _, f := range z.File {
		size += int64(min(f.UncompressedSize64, maxUnpacked)) //nolint:gosec // G115: bounded
	}
	return size
}

// element is a node of an XML part. Names are without their namespaces: those of
// the strict and the usual form of Office files differ in nothing else.
type element struct {
	name     string
	attrs    []xml.Attr
	text     string // before the children
	children []*element
}

// newElement makes an element with attributes: name, value, name, value.
func newElement(name string, attrs ...string) *element {
	e := &element{name: name}
	for i := 0; i+1 < len(attrs); i += 2 {
		e.attrs = append(e.attrs, xml.Attr{Name: xml.Name{Local: attrs[i]}, Value: attrs[i+1]})
	}
	return e
}

// with adds children to an element.
func (e *element) with(children ...*element) *element {
	e.children = append(e.children, children...)
	return e
}

func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child gives the element at the end of a path of names, or nil.
func (e *element) child(path ...string) *element {
	for _, name := range path {
		if e == nil {
			return nil
		}
		var next *element
		for _, c := range e.children {
			if c.name == name {
				next = c
				break
			}
		}
		e = next
	}
	return e
}

// inner gives a leaf's words.
func (e *element) inner() string {
	if e == nil {
		return ""
	}
	return strings.TrimSpace(e.text)
}

// isOn reads a property that is on by standing there, unless it says that it is off.
func (e *element) isOn() bool {
	if e == nil {
		return false
	}
	switch e.attr("val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// newDecoder reads XML strictly: entities of a file's own are refused, so none can
// expand. What is in another encoding than UTF-8 is told by its bytes.
func newDecoder(data []byte) *xml.Decoder {
	if !utf8.Valid(data) {
		if text, _, err := decode(data); err == nil {
			data = []byte(text)
		}
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}

// readElement reads the element that start has opened, to its end.
func readElement(d *xml.Decoder, start xml.StartElement) (*element, error) {
	root := &element{name: start.Name.Local, attrs: start.Attr}
	open := []*element{root}
	var words []byte // of the innermost one since its last child
	settle := func(at *element) {
		switch {
		case len(words) == 0:
		case len(at.children) == 0:
			at.text = string(words)
		default: // words between elements are an element without a name
			at.children = append(at.children, &element{text: string(words)})
		}
		words = words[:0]
	}
	for {
		token, err := d.Token()
		if err != nil {
			return nil, damaged(err)
		}
		at := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(open) >= maxDepth {
				return nil, ErrNested
			}
			settle(at)
			e := &element{name: t.Name.Local, attrs: t.Attr}
			at.children = append(at.children, e)
			open = append(open, e)
		case xml.EndElement:
			settle(at)
			if open = open[:len(open)-1]; len(open) == 0 {
				return root, nil
			}
		case xml.CharData:
			words = append(words, t...)
		}
	}
}

// readPart reads a whole part as one element; it is nil where the part is missing.
func (a *archive) readPart(name string) (*element, error) {
	data, err := a.part(name)
	if data == nil || err != nil {
		return nil, err
	}
	d := newDecoder(data)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, damaged(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			return readElement(d, start)
		}
	}
}

func damaged(err error) error {
	var ours *said.Error
	if errors.As(err, &ours) {
		return ours
	}
	return ErrDamaged
}

// targets reads what a part's relations point to, by their id. A part without any has
// none.
func (a *archive) targets(name string) (map[string]string, error) {
	part, err := a.readPart(name)
	if part == nil || err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range part.children {
		out[r.attr("Id")] = r.attr("Target")
	}
	return out, nil
}
