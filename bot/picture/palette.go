package picture

import "image/color"

// The colours. Red, amber and green stand for the lights that people know. Red and green,
// which not everybody can tell apart, are solid and differ in lightness; amber and grey
// are light with an outline. A test holds the contrasts.
var (
	paper  = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink    = color.RGBA{0x1a, 0x1a, 0x1a, 0xff}
	softer = color.RGBA{0x59, 0x59, 0x59, 0xff} // less important text
	rule   = color.RGBA{0xd5, 0xda, 0xe0, 0xff} // lines between rows
	strong = color.RGBA{0x8a, 0x94, 0x9e, 0xff} // lines between groups
	faint  = color.RGBA{0xb4, 0xb9, 0xbf, 0xff} // the dash of a blank
	tint   = color.RGBA{0xf1, 0xf4, 0xf7, 0xff} // behind headings
	now    = color.RGBA{0xd9, 0xeb, 0xfa, 0xff} // behind this year's column
	notice = color.RGBA{0xff, 0xf3, 0xd6, 0xff} // behind a note

	red   = color.RGBA{0xb5, 0x12, 0x1f, 0xff}
	green = color.RGBA{0x00, 0x7d, 0x5f, 0xff}
	amber = color.RGBA{0xf5, 0xb5, 0x00, 0xff}
	brown = color.RGBA{0x6b, 0x48, 0x00, 0xff} // the outline of amber
	grey  = color.RGBA{0xd3, 0xd6, 0xda, 0xff}
	slate = color.RGBA{0x5a, 0x60, 0x66, 0xff} // the outline of grey
)

// colours are those that a picture may not lose when it gets its palette.
var colours = []color.RGBA{paper, ink, softer, rule, strong, faint, tint, now, notice, red, green, amber, brown, grey, slate}

// coat is how a mark is painted. All marks have an outline; that of a solid one has the
// colour of its inside.
type coat struct{ inside, outline, sign color.RGBA }

func (m mark) coat() coat {
	switch m {
	case late:
		return coat{red, red, paper}
	case soon:
		return coat{amber, brown, ink}
	case closed:
		return coat{green, green, paper}
	case open:
		return coat{paper, green, green}
	}
	return coat{grey, slate, ink}
}
