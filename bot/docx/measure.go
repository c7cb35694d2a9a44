package docx

import "math"

// twips are twentieths of a point, the unit of lengths in WordprocessingML.
type twips int

func mm(n float64) twips { return twips(math.Round(n * 1440 / 25.4)) }
func pt(n float64) twips { return twips(math.Round(n * 20)) }

// halfPoints are the unit of font sizes in WordprocessingML.
type halfPoints int

// The sizes of type by their Chinese names.
const (
	size2      halfPoints = 44 // 二号, 22 pt
	size3      halfPoints = 32 // 三号, 16 pt
	size4      halfPoints = 28 // 四号, 14 pt
	sizeSmall4 halfPoints = 24 // 小四, 12 pt
)

// The page: A4 (clause 5.1 of GB/T 9704, as all clauses in this package) with margins that leave 156 by 225 mm to the text (5.2.1).
var (
	pageWidth, pageHeight   = mm(210), mm(297)
	marginTop, marginBottom = mm(37), mm(35)
	marginLeft, marginRight = mm(28), mm(26)
	textWidth               = pageWidth - marginLeft - marginRight

	// The dashes beside the page number stand 7 mm under the text (7.5), at half the
	// height of their line. Word wants the distance of that line from the edge of the page.
	footerHeight   = pt(14)
	footerDistance = marginBottom - mm(7) - footerHeight/2
	footerStep     = pt(14) // as wide as one of its characters
)

// lineChars is how many characters a line has (5.2.3).
const lineChars = 28

// A page has 22 lines of 28 characters that fill the text area (5.2.3).
var (
	// 22 lines of 29 pt are a little more than 225 mm: the last would go to the next page.
	lineHeight = pt(28.95)

	// 28 characters of 16 pt are more than 156 mm: each gives a quarter of a point. This
	// is not left to the document grid, which programs lay out each in its own way.
	tighter  = -pt(0.25)
	charStep = pt(16) + tighter

	// A line is as high as its characters and 7/8 of the height of size 3 (3.2).
	titleHeight = pt(22 + 16*7/8)
)

// Tables are in smaller type than the text, so that a row holds what belongs together;
// 5.2.2 leaves room for that, and nothing is laid down for them.
const tableSize = sizeSmall4

var (
	tableLine  = pt(18)
	tableGap   = pt(4)   // from the text above
	cellBeside = pt(3.5) // from a cell's words to its lines
	cellAbove  = pt(2)
)

// chars gives the length of n characters of the text.
func chars(n float64) twips { return twips(math.Round(n * float64(charStep))) }

// wide gives how many characters of the text words are as wide as. Latin letters and
// digits are half as wide as a Chinese character.
func wide(words string) float64 {
	n := 0.0
	for _, r := range words {
		if r < 0x80 {
			n += 0.5
		} else {
			n++
		}
	}
	return n
}
