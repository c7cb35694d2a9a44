package document

import (
	"errors"
	"path"

	"duban/knowledge/said"
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
	case r.scanned && w.text.Len() == 0:
		return ErrScanned
	}
	return nil
}

type ofdReader struct {
	*archive
	o       Options
	units   map[string]*element // composite graphics by their ids
	sheets  map[string]string   // templates of pages by their ids
	count   int                 // pages
	images  map[string]string   // picture files by their ids
	glyphs  int
	scanned bool // some pages are pictures
}

// document reads one document of the file.
func (r *ofdReader) document(name string) error {
	root, err := r.readPart(name)
	if err != nil || root == nil {
		return err
	}
	common := root.child("CommonData")
	r.units, r.sheets, r.images = map[string]*element{}, map[string]string{}, map[string]string{}
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
		pages = append(pages, p)
		r.o.Progress(i+1, len(listed))
	}
	writePages(r.writer, pages)
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

// recognised recognises the picture that covers a page.
func (r *ofdReader) recognised(p page, name string) (page, error) {
	r.scanned = true
	if r.scans.full() {
		p.unread = unreadRest
		return p, nil
	}
	data, err := r.part(name)
	if err != nil {
		return p, err
	}
	found, err := picture(r.ctx, r.scans, data)
	var broken *said.Error
	if errors.As(err, &broken) {
		found, err = page{unread: unreadEngine}, nil
	}
	return p.or(found), err
}

// resources keeps the composite graphics of a part, and where its pictures are.
func (r *ofdReader) resources(name string) error {
	root, err := r.readPart(name)
	if err != nil || root == nil {
		return err
	}
	for _, group := range root.below("MultiMedias") {
		for _, m := range group.below("MultiMedia") {
			r.images[m.attr("ID")] = located(name, path.Join(root.attr("BaseLoc"), m.child("MediaFile").inner()))
		}
	}
	for _, group := range root.below("CompositeGraphicUnits") {
		for _, unit := range group.below("CompositeGraphicUnit") {
			r.units[unit.attr("ID")] = unit
		}
	}
	return nil
}
