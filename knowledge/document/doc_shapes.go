package document

// docShapes tells of the drawn shapes of the body (MS-ODRAW) in which group they stand,
// and which are pictures.
type docShapes struct {
	top      map[int]int // by the number of a shape
	pictures map[int]bool
}

// Kinds of records and of shapes.
const (
	drawGroups     = 0xf000
	drawDrawing    = 0xf002
	drawGroup      = 0xf003
	drawShape      = 0xf004
	drawNumber     = 0xf00a
	drawProperties = 0xf00b
	drawPicture    = 75
	drawBlip       = 0x0104 // the property that names a picture
)

func (d *docFile) shapes() docShapes {
	s := docShapes{map[int]int{}, map[int]bool{}}
	b := d.part(docDrawings)
	kind, size := uint16At(b, 2), uint32At(b, 4)
	if kind != drawGroups {
		return s
	}
	// A byte before each drawing tells whether it is that of the body.
	for b = cut(b, 8+size, len(b)); len(b) > 9; {
		size := uint32At(b, 5)
		if b[0] == 0 && uint16At(b, 3) == drawDrawing {
			s.walk(cut(b, 9, size), -1, 0)
		}
		b = cut(b, 9+size, len(b))
	}
	return s
}

// walk goes through records. level counts the groups around them: the first one holds
// the whole drawing.
func (s docShapes) walk(b []byte, level, top int) {
	if level > maxDepth {
		return
	}
	for first := true; len(b) >= 8; {
		kind, size := uint16At(b, 2), uint32At(b, 4)
		data := cut(b, 8, size)
		switch kind {
		case drawGroup:
			s.walk(data, level+1, top)
		case drawShape:
			number, picture := drawn(data)
			if level <= 0 || first && level == 1 {
				top = number
			}
			s.top[number] = top
			if picture {
				s.pictures[top] = true
			}
			first = false
		}
		b = cut(b, 8+size, len(b))
	}
}

// drawn reads the number of a shape and whether it is or holds a picture.
func drawn(b []byte) (number int, picture bool) {
	for len(b) >= 8 {
		size := uint32At(b, 4)
		switch uint16At(b, 2) {
		case drawNumber:
			number = uint32At(b, 8)
			picture = picture || uint16At(b, 0)>>4 == drawPicture
		case drawProperties:
			for i := range uint16At(b, 0) >> 4 {
				picture = picture || uint16At(cut(b, 8, size), 6*i)&0x3fff == drawBlip
			}
		}
		b = cut(b, 8+size, len(b))
	}
	return number, picture
}
