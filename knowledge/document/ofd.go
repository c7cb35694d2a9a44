package document

import (
	"fmt"
)

// readOFD reads a document of fixed pages (GB/T 33190): its characters and drawn lines
// are laid out as those of a PDF are. The files that come with it are read after it.
func readOFD(w *writer, data []byte, o Options) error {
	a, err := openArchive(w, data)
	if err != nil {
		return err
	}
	root, err := a.readPart("OFD.xml")
	if err != nil {
		return err
	}
	r := &ofdReader{archive: a, o: o}
	for _, body := range root.below("DocBody") {
		if at := body.child("DocRoot"); at != nil {
			if err := r.document(located("", at.text)); err != nil || w.full() {
				return err
			}
		}
	}
	switch {
	case r.count == 0 && a.parts["Encryptions.xml"] != nil:
		return ErrLocked
	case r.count == 0:
		return ErrDamaged
	case r.pictures > 0 && r.glyphs < 10*r.count:
		return ErrScanned
	}
	return nil
}

type ofdReader struct {
	*archive
	o        Options
	units    map[string]*element // composite graphics by their ids
	sheets   map[string]string   // templates of pages by their ids
	count    int                 // pages
	glyphs   int
	pictures int // pages that are one
}

// document reads one document of the file.
func (r *ofdReader) document(name string) error {
	root, err := r.readPart(name)
	if err != nil || root == nil {
		return err
	}
	common := root.child("CommonData")
	r.units, r.sheets = map[string]*element{}, map[string]string{}
	for _, kind := range []string{"PublicRes", "DocumentRes"} {
		for _, e := range common.below(kind) {
			if err := r.resources(located(name, e.text)); err != nil {
				return err
			}
		}
	}
	for _, e := range common.below("TemplatePage") {
		r.sheets[e.attr("ID")] = located(name, e.attr("BaseLoc"))
	}
	listed := root.child("Pages").below("Page")
	if r.count += len(listed); r.count > maxPages {
		return ErrPages
	}
	size := numbersOf(common.child("PageArea", "PhysicalBox").inner())
	var pages []page
	var pictures []int
	for i, e := range listed {
		if r.full() {
			return nil
		}
		p, err := r.page(i+1, located(name, e.attr("BaseLoc")), size)
		if err != nil {
			return err
		}
		if r.glyphs += len(p.glyphs); r.glyphs > MaxText {
			return ErrTooLong
		}
		if p.picture && len(p.glyphs) < 10 {
			pictures = append(pictures, i+1)
		}
		pages = append(pages, p)
		r.o.Progress(i+1, len(listed))
	}
	r.pictures += len(pictures)
	before := len(r.pages)
	writePages(r.writer, pages)
	for _, n := range pictures {
		at := r.text.Len()
		for _, p := range r.pages[before:] {
			of := 0
			if _, err := fmt.Sscanf(p.Name, "第%d页", &of); err == nil && of > n {
				at = min(at, p.Start)
			}
		}
		r.gaps = append(r.gaps, Gap{Kind: "page", Name: fmt.Sprintf("第%d页", n), Start: at, Reason: fmt.Sprintf("第%d页是图片，没有读入。", n)})
	}
	return r.attachments(name, root)
}

// attachments reads the files that come with a document.
func (r *ofdReader) attachments(name string, root *element) error {
	list := root.child("Attachments")
	if list == nil {
		return nil
	}
	listName := located(name, list.inner())
	part, err := r.readPart(listName)
	if err != nil {
		return err
	}
	for _, e := range part.below("Attachment") {
		if e.attr("Visible") == "false" {
			continue // what programs keep for themselves
		}
		data, err := r.part(located(listName, e.child("FileLoc").inner()))
		if err != nil {
			return err
		}
		r.inside(e.attr("Name"), data, r.o)
	}
	return nil
}

// resources keeps the composite graphics of a part.
func (r *ofdReader) resources(name string) error {
	root, err := r.readPart(name)
	if err != nil || root == nil {
		return err
	}
	for _, group := range root.below("CompositeGraphicUnits") {
		for _, unit := range group.below("CompositeGraphicUnit") {
			r.units[unit.attr("ID")] = unit
		}
	}
	return nil
}
