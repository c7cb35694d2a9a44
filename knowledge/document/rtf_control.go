package document

import (
	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// control takes what follows a backslash.
func (r *rtfReader) control() {
	if c := r.in.peek(); !letter(c) {
		r.in.at++
		r.sign(c)
		return
	}
	name, n, given := r.in.word()
	switch {
	case name == "u" && given:
		r.words()
		r.unicode(n)
		return
	case name == "bin":
		r.in.at += max(0, min(n, len(r.in.data)-r.in.at))
		return
	case r.pending > 0 && rtfSigns[name] != "":
		r.pending--
		return
	}
	r.words()
	r.pending = 0
	on := !given || n != 0
	s := &r.state
	if s.to == toFonts {
		r.fontWord(name, n)
		return
	}
	if to, known := rtfDestinations[name]; known {
		r.enter(name, to)
		return
	}
	if s.to == toNothing {
		return
	}
	if sign := rtfSigns[name]; sign != "" {
		r.put(sign)
		return
	}
	switch name {
	case "par", "sect", "page":
		r.endParagraph()
	case "line", "softline":
		r.put("\n")
	case "cell":
		r.ifBody(r.endCell)
	case "row":
		r.ifBody(r.endRow)
	case "nestcell", "nestrow": // what stands in a cell's own table belongs to the cell
		r.ifBody(r.endCellText)
	case "trowd":
		r.ifBody(r.table.define)
	case "cellx":
		r.ifBody(func() { r.table.edge(n) })
	case "trleft":
		r.table.left = n
	case "clmrg":
		r.table.merge.beside = true
	case "clvmrg":
		r.table.merge.under = true
	case "pard":
		s.inTable = false
	case "intbl":
		s.inTable = true
	case "plain":
		s.mark, s.wide, s.size, s.lift = 0, false, rtfSize, 0
	case "v":
		s.set(marks.Hidden, on)
	case "deleted":
		s.set(marks.Deleted, on)
	case "strike", "striked":
		s.set(marks.Struck, on)
	case "super":
		s.set(marks.Lowered, false)
		s.set(marks.Raised, on)
	case "sub":
		s.set(marks.Raised, false)
		s.set(marks.Lowered, on)
	case "nosupersub":
		s.set(marks.Raised|marks.Lowered, false)
	case "up", "dn":
		if !given {
			n = 6
		}
		if s.lift = n; name == "dn" {
			s.lift = -n
		}
	case "fs":
		s.size = n
	case "afs":
		if s.wide {
			s.size = n
		}
	case "f":
		s.font = n
	case "af":
		if s.wide {
			s.wideFont = n
		}
	case "dbch":
		s.wide = true
	case "loch", "hich":
		s.wide = false
	case "uc":
		s.skip = max(0, min(n, 8))
	case "ansicpg":
		r.codepage = n
	}
}

// ifBody does what concerns tables where the words go to the text.
func (r *rtfReader) ifBody(do func()) {
	if r.state.to == toBody {
		do()
	}
}

// sign takes a control sign.
func (r *rtfReader) sign(c byte) {
	switch c {
	case '\'':
		r.escape()
		return
	case '*':
		r.star()
		return
	case '\\', '{', '}':
		r.raw(c, false)
		return
	}
	r.words()
	switch c {
	case '~':
		r.put(" ")
	case '_':
		r.put("-")
	case '\r', '\n':
		r.endParagraph()
	}
}

// star takes a destination that may be passed over: all are but the ones that hold
// words of the text.
func (r *rtfReader) star() {
	r.words()
	from := r.in.at
	if r.in.byte() == '\\' {
		name, _, _ := r.in.word()
		switch name {
		case "shpinst", "do", "shppict", "ud":
			if name == "ud" && len(r.open) > 0 && r.state.to == toNothing {
				r.state.to = r.open[max(0, len(r.open)-2)].to
			}
			return
		case "fonttbl":
			r.state.to = toFonts
			return
		case "objdata":
			if r.state.to == toBody {
				r.missed("object", said.Sentence{}, reasonObject)
				r.put(picturePlace)
			}
		}
	}
	r.in.at = max(from, r.in.at)
	r.state.to = toNothing
}

func (r *rtfReader) enter(name string, to rtfPlace) {
	if r.state.to == toNothing {
		return
	}
	if name == "pict" && r.state.to != toNothing && r.state.mark&(marks.Hidden|marks.Deleted) == 0 {
		r.missed("picture", said.Sentence{}, reasonPicture)
		r.put(picturePlace)
	}
	if to == toNumber {
		r.number.Reset()
	}
	if to == toBox && r.state.to != toBody {
		to = r.state.to
	}
	if to == toNote {
		r.state.mark = 0
	}
	r.state.to = to
}

// set puts a mark on the words that come, or takes it away.
func (s *rtfState) set(m marks.Mark, on bool) {
	if s.mark &^= m; on {
		s.mark |= m
	}
}

// fontWord reads the table of fonts.
func (r *rtfReader) fontWord(name string, n int) {
	f := r.fonts[r.state.font]
	switch name {
	case "f":
		r.state.font = n
		return
	case "fcharset":
		f.page = charsetPage(n)
	case "cpg":
		f.page = n
	}
	r.fonts[r.state.font] = f
}

// fontName takes a letter of a font's name, which a semicolon ends.
func (r *rtfReader) fontName(c byte) {
	if f := r.fonts[r.state.font]; c != ';' && len(f.name) < 64 {
		f.name += string(rune(c))
		r.fonts[r.state.font] = f
	}
}

// rtfDestinations are groups whose words do not go to the text where they stand.
var rtfDestinations = map[string]rtfPlace{
	"fonttbl": toFonts, "listtext": toNumber, "pntext": toNumber, "footnote": toNote, "shptxt": toBox, "dptxbxtext": toBox,

	"colortbl": toNothing, "stylesheet": toNothing, "info": toNothing, "listtable": toNothing, "listoverridetable": toNothing,
	"header": toNothing, "headerl": toNothing, "headerr": toNothing, "headerf": toNothing,
	"footer": toNothing, "footerl": toNothing, "footerr": toNothing, "footerf": toNothing,
	"fldinst": toNothing, "annotation": toNothing, "atnid": toNothing, "atnauthor": toNothing, "pict": toNothing, "nonshppict": toNothing,
	"shprslt": toNothing, "sp": toNothing, "nonesttables": toNothing, "nesttableprops": toNothing, "pn": toNothing, "xe": toNothing, "tc": toNothing,
	"rxe": toNothing, "bkmkstart": toNothing, "bkmkend": toNothing, "upr": toNothing, "revtbl": toNothing, "filetbl": toNothing,
	"background": toNothing, "docvar": toNothing, "objdata": toNothing, "objclass": toNothing, "ftnsep": toNothing,
	"ftnsepc": toNothing, "aftnsep": toNothing, "aftnsepc": toNothing, "template": toNothing,
}

// rtfSigns are words that stand for characters.
var rtfSigns = map[string]string{
	"tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
	"emspace": " ", "enspace": " ", "qmspace": " ",
}
