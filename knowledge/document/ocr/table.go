package ocr

import (
	"image"
	"strconv"
	"strings"
)

// Columns of Tesseract's table of words (TSV).
const (
	levelColumn = iota
	pageColumn
	blockColumn
	paragraphColumn
	lineColumn
	wordColumn
	leftColumn
	topColumn
	widthColumn
	heightColumn
	confidenceColumn
	textColumn
	columns
)

const wordLevel = "5"

// linesIn reads the words of a table and puts those of a line together. What is no row
// of a word is left out.
func linesIn(table string) []Line {
	var out []Line
	last, words := "", 0
	for row := range strings.SplitSeq(table, "\n") {
		c := strings.SplitN(strings.TrimRight(row, "\r"), "\t", columns)
		if len(c) < columns || c[levelColumn] != wordLevel || strings.TrimSpace(c[textColumn]) == "" {
			continue
		}
		var n [confidenceColumn]int
		bad := false
		for i := range n {
			v, err := strconv.ParseInt(c[i], 10, 32)
			n[i], bad = int(v), bad || err != nil
		}
		confidence, err := strconv.ParseFloat(c[confidenceColumn], 64)
		if bad || err != nil || confidence < 0 || confidence > 100 {
			continue
		}
		box := image.Rect(n[leftColumn], n[topColumn], n[leftColumn]+n[widthColumn], n[topColumn]+n[heightColumn])
		if at := strings.Join(c[pageColumn:wordColumn], "."); at != last || len(out) == 0 {
			out, last, words = append(out, Line{numbers: 100}), at, 0
		}
		l := &out[len(out)-1]
		if words > 0 {
			l.Text += " "
		}
		l.Text += c[textColumn]
		l.Box = l.Box.Union(box)
		l.Confidence = (l.Confidence*float64(words) + confidence) / float64(words+1)
		if strings.ContainsAny(c[textColumn], "0123456789") {
			l.numbers = min(l.numbers, confidence)
		}
		words++
	}
	for i := range out {
		out[i].Text = Printed(out[i].Text)
	}
	return out
}
