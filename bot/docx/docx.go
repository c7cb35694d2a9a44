// Package docx writes the brief of supervision (督查简报) as a Word document in the form
// of official papers, GB/T 9704-2012 党政机关公文格式, from plain structs. What it says is
// decided by the caller; how it looks is decided here. The red masthead of clause 7.2 is
// left to the office, whose own name and serial number it shows.
package docx

import (
	"fmt"
	"io"

	"duban/reminders"
)

// Brief is what a brief says. Its words may come from anybody: they are text in the
// document, whatever they are. A line feed begins a new paragraph; characters that XML
// has no place for are left out.
type Brief struct {
	Title    string        // 督查简报; a line feed breaks it where its sense does
	Issue    string        // 第4期; may be empty
	Period   string        // 2021年第四季度; may be empty
	Day      reminders.Day // the day that the figures are of, and that the brief is signed on
	Issuer   string        // the office that signs; may be empty
	Sections []Section
}

// Section is a part of the brief under a heading: paragraphs, then a table, then the
// sections that it is divided into.
type Section struct {
	Heading    string // without its number: Write counts 一、 （一） 1. （1） by the level
	Paragraphs []string
	Table      Table
	Parts      []Section
}

// Table is a table as wide as the text. One without columns is not there.
type Table struct {
	Columns []Column
	Rows    [][]string // a cell for each column
	Empty   string     // the sentence that stands in its place where there are no rows
}

// Column is a column of a table.
type Column struct {
	Name  string
	Share float64 // of the table's width, in proportion to the other columns', such as how many characters it has to hold; above 0
	Align Align
}

// Align is where the words of a column stand. Its heading always stands in the middle.
type Align int

// The ways to align: words from the left, what is short in the middle, numbers to the right.
const (
	Left Align = iota
	Center
	Right
)

// Write writes the brief as a DOCX. The same brief gives the same bytes. It is an error
// when a row has not a cell for each column, a column has no width, or sections are
// nested deeper than the four levels that clause 7.3.3 has numbers for.
func Write(w io.Writer, b Brief) error {
	text, err := compose(b)
	if err != nil {
		return fmt.Errorf("compose the brief: %w", err)
	}
	if err := pack(w, text, propertiesOf(b)); err != nil {
		return fmt.Errorf("write the brief: %w", err)
	}
	return nil
}
