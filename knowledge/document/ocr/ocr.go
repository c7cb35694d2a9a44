// Package ocr recognises the printed Chinese text of page images with Tesseract: the
// program of that name where the machine has one with a Chinese model, else the one
// that is embedded, compiled to WebAssembly, in a sandbox without files, network or
// clock. What is recognised may be wrong, above all in its numbers.
package ocr

import (
	"context"
	"errors"
	"image"
	"slices"
)

// Layout says what an image shows.
type Layout int

// The layouts. Their values are Tesseract's page segmentation modes.
const (
	Block Layout = 6 // lines of text, one below the other
	Row   Layout = 7 // a single line
)

// Line is one recognised line.
type Line struct {
	Text       string
	Box        image.Rectangle // of its ink, in pixels of the image
	Confidence float64         // mean of its words, 0 to 100

	numbers float64 // least confidence of a word with digits; 100 where there is none
}

// Sheet is an image with what it shows.
type Sheet struct {
	Image  *image.Gray
	Layout Layout
}

// MaxPixels is the size of the largest image that is recognised: A3 at 300 dpi.
const MaxPixels = 3600 * 5000

// ErrTooLarge is an image of more than MaxPixels.
var ErrTooLarge = errors.New("ocr: image is too large")

// Engine recognises images, one call at a time. After an error it is not to be used
// again. Close frees it.
type Engine struct{ reader }

// reader is a way to run Tesseract.
type reader interface {
	// read gives Tesseract's table of what each sheet shows.
	read(ctx context.Context, sheets []Sheet) ([]string, error)
	close()
}

// Open starts an engine. cache is a folder in which the embedded one keeps its compiled
// form between runs; empty for none.
func Open(ctx context.Context, cache string) (*Engine, error) {
	if p := findProgram(ctx); p != nil {
		return &Engine{p}, nil
	}
	return OpenEmbedded(ctx, cache)
}

// OpenEmbedded starts the embedded engine, whatever the machine has.
func OpenEmbedded(ctx context.Context, cache string) (*Engine, error) {
	m, err := openModule(ctx, cache)
	if err != nil {
		return nil, err
	}
	return &Engine{m}, nil
}

// Close frees the engine.
func (e *Engine) Close() { e.close() }

// Recognise gives the lines of each sheet from top to bottom; none for a sheet that
// shows no text. Lines whose numbers are in doubt are read again in other sizes, and
// the surest reading counts.
func (e *Engine) Recognise(ctx context.Context, sheets ...Sheet) ([][]Line, error) {
	for _, s := range sheets {
		if size := s.Image.Rect.Size(); size.X*size.Y > MaxPixels {
			return nil, ErrTooLarge
		}
	}
	all, err := e.lines(ctx, sheets)
	if err != nil {
		return nil, err
	}
	for i := range all {
		for j := range all[i] {
			l := &all[i][j]
			l.Box = inkAbout(sheets[i].Image, l.Box)
		}
	}
	if err := e.missed(ctx, sheets, all); err != nil {
		return nil, err
	}
	return all, e.again(ctx, sheets, all)
}

// missed reads the ink that lies in no line: of a block Tesseract leaves out short lines
// now and then.
func (e *Engine) missed(ctx context.Context, sheets []Sheet, all [][]Line) error {
	var bands []Sheet
	var at []image.Rectangle
	var of []int
	for i, s := range sheets {
		if s.Layout != Block {
			continue
		}
		for _, band := range bandsOf(s.Image, all[i]) {
			bands, at, of = append(bands, Sheet{sized(s.Image, band, 1), Row}), append(at, band), append(of, i)
		}
	}
	found, err := e.lines(ctx, bands)
	if err != nil {
		return err
	}
	for k, lines := range found {
		for _, l := range lines {
			if l.Confidence >= missedConfidence {
				l.Box = at[k]
				all[of[k]] = append(all[of[k]], l)
			}
		}
	}
	for _, lines := range all {
		slices.SortStableFunc(lines, func(a, b Line) int { return a.Box.Min.Y + a.Box.Max.Y - b.Box.Min.Y - b.Box.Max.Y })
	}
	return nil
}

// missedConfidence is what a line that Tesseract left out first has to reach: it may be
// a picture.
const missedConfidence = 60

// again reads the lines with doubtful numbers again.
func (e *Engine) again(ctx context.Context, sheets []Sheet, all [][]Line) error {
	var doubtful []*Line
	var again []Sheet
	for i, lines := range all {
		for j := range lines {
			l := &lines[j]
			if l.numbers < sure {
				doubtful = append(doubtful, l)
				for _, scale := range otherSizes {
					again = append(again, Sheet{sized(sheets[i].Image, l.Box, scale), Row})
				}
			}
		}
	}
	readings, err := e.lines(ctx, again)
	if err != nil {
		return err
	}
	for i, lines := range readings {
		l := doubtful[i/len(otherSizes)]
		if len(lines) == 1 && lines[0].numbers < 100 && lines[0].numbers > l.numbers {
			l.Text, l.Confidence, l.numbers = lines[0].Text, lines[0].Confidence, lines[0].numbers
		}
	}
	return nil
}

// sure is the confidence below which a number is read again, in otherSizes.
const sure = 88

var otherSizes = []float64{0.7, 1, 1.5}

func (e *Engine) lines(ctx context.Context, sheets []Sheet) ([][]Line, error) {
	all := make([][]Line, len(sheets))
	if len(sheets) == 0 {
		return all, nil
	}
	tables, err := e.read(ctx, sheets)
	if err != nil {
		return nil, err
	}
	for i, t := range tables {
		all[i] = linesIn(t)
	}
	return all, nil
}
