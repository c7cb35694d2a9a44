package document

import (
	"errors"
	"strings"

	"duban/knowledge/said"
)

// Limits of files that stand in a file: a mail's attachments, those of an OFD.
const (
	maxInside = 100 // files in all
	maxWithin = 4   // files within each other
)

// inside reads a file that stands in the one that is read, apart from what stands
// before it and with what is left of the limits. One that cannot be read is a gap.
func (w *writer) inside(name string, data []byte, o Options) {
	if w.full() {
		return
	}
	name = plain(name)
	if w.files++; w.files > maxInside || w.within == maxWithin {
		w.gap("attachment", said.Words(name), said.Of("里面的附件太多或套了太多层，“{name}”没有读入，请把它单独发来。",
			"There are too many attached files, or files within files; “{name}” was not read. Please send it by itself.", name))
		return
	}
	in := &writer{ctx: w.ctx, scans: w.scans, before: w.before + w.text.Len(), cells: w.cells, unpacked: w.unpacked, files: w.files, within: w.within + 1}
	doc, err := in.read(data, o)
	w.files, w.unpacked = in.files, in.unpacked
	var reason *said.Error
	switch {
	case w.full():
	case errors.As(err, &reason):
		w.gap("attachment", said.Words(name), said.Of("{attached}没有读入：{sentence}", "{attached} was not read: {sentence}", attached(name), reason.Sentence))
	case err != nil:
		w.err = err
	default:
		w.cells = in.cells
		w.add(name, doc)
	}
}

// attached names a file that stands in another.
func attached(name string) said.Sentence {
	return said.Of("附件“{name}”", "attached file “{name}”", name)
}

// add writes what was read of a file in this one.
func (w *writer) add(name string, doc *Document) {
	w.apart = true
	start := w.text.Len()
	if start > 0 {
		start++ // for the blank line
	}
	title := attached(name)
	if len(doc.Pages) == 0 {
		w.pages = append(w.pages, Page{Name: title, Start: start})
	}
	if doc.Format == TXT {
		w.plainText(doc.Text)
	} else {
		w.line(strings.TrimRight(doc.Text, "\n"), true)
	}
	w.apart = true
	for _, p := range doc.Pages {
		w.pages = append(w.pages, Page{Name: said.Of("附件“{name}”{name2}", "attached file “{name}”, {name2}", name, p.Name), Start: start + p.Start})
	}
	for _, s := range doc.Notes {
		w.note(said.Of("{title}：{words}", "{title}: {words}", title, s))
	}
	for _, g := range doc.Gaps {
		g.Start += start
		w.list(g)
	}
	for _, s := range doc.Recognised {
		w.recognised = append(w.recognised, Span{s.Start + start, s.End + start})
	}
}

// plainText writes text that has its own lines: each stays one, its tabs part cells.
func (w *writer) plainText(text string) {
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		blank := true
		for i, c := range cells {
			cells[i] = plain(c)
			blank = blank && cells[i] == ""
		}
		if blank {
			w.apart = true
			continue
		}
		w.line(strings.Join(cells, "\t"), false)
	}
	w.apart = true
}
