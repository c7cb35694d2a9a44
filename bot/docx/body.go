package docx

import (
	"encoding/xml"
	"fmt"

	"duban/reminders"
)

// document is the part of the file that holds the text.
type document struct {
	XMLName xml.Name `xml:"w:document"`
	NS      string   `xml:"xmlns:w,attr"`
	NSR     string   `xml:"xmlns:r,attr"`
	Body    body     `xml:"w:body"`
}

// body is the text, block after block.
type body struct {
	Blocks []any // of *paragraph and *table
	Page   page  `xml:"w:sectPr"`
}

// compose lays a brief out: its head, the sections, and who signs it.
func compose(b Brief) (document, error) {
	out := body{Page: pageForm()}
	out.head(b)
	if err := out.sections(b.Sections, 0); err != nil {
		return document{}, err
	}
	out.sign(line(b.Issuer), b.Day)
	return document{NS: nsMain, NSR: nsRelationships, Body: out}, nil
}

// add writes a paragraph.
func (b *body) add(style styleID, words string) *paragraph {
	p := styled(style, words)
	b.Blocks = append(b.Blocks, &p)
	return &p
}

// head writes the title, and under it the number, the period and the day of the figures.
func (b *body) head(brief Brief) {
	for _, l := range lines(brief.Title) {
		b.add(styleTitle, l)
	}
	if issue := line(brief.Issue); issue != "" {
		b.add(styleIssue, issue)
	}
	about := "截至" + brief.Day.Words()
	if period := line(brief.Period); period != "" {
		about = period + "，" + about
	}
	b.add(styleSubtitle, "（"+about+"）")
}

// sections writes the sections of a level, from 0, and those within them.
func (b *body) sections(all []Section, level int) error {
	if len(all) > 0 && level == len(levels) {
		return fmt.Errorf("section %q is on a level below the %d that there are", all[0].Heading, len(levels))
	}
	for i, s := range all {
		b.add(levels[level].style, levels[level].number(i+1)+line(s.Heading))
		b.paragraphs(s.Paragraphs...)
		if err := b.table(s.Table); err != nil {
			return fmt.Errorf("table of section %q: %w", s.Heading, err)
		}
		if err := b.sections(s.Parts, level+1); err != nil {
			return err
		}
	}
	return nil
}

// paragraphs writes ordinary text.
func (b *body) paragraphs(all ...string) {
	for _, words := range all {
		for _, l := range lines(words) {
			b.add(styleBody, l)
		}
	}
}

// table writes a table, or the sentence that stands in its place.
func (b *body) table(t Table) error {
	switch {
	case len(t.Columns) == 0:
		return nil
	case len(t.Rows) == 0:
		b.paragraphs(t.Empty)
		return nil
	}
	laid, err := lay(t)
	if err != nil {
		return err
	}
	above := b.Blocks[len(b.Blocks)-1].(*paragraph) // the heading, if nothing else
	above.Properties.KeepNext, above.Properties.Spacing = on, &spacing{After: tableGap}
	b.Blocks = append(b.Blocks, laid)
	return nil
}

// sign writes the office and the day at the end as a paper without a seal has them, a
// line below the text: the office two characters from the right, and the day under it
// beginning two characters farther in; where that would bring the day nearer than two
// characters to the right, the day ends there, and the office stands farther to the left
// (7.3.5.2). No page holds them alone, which 7.3.5.5 wants avoided.
func (b *body) sign(issuer string, day reminders.Day) {
	const two = 2.0
	date := day.Words() // in Arabic digits, without zeros before them: 7.3.5.4
	dateRight := two
	first := len(b.Blocks)
	keepNext(b.Blocks[first-1])
	if issuer != "" {
		dateRight = min(max(two, wide(issuer)-wide(date)), lineChars-wide(date))
		issuerRight := max(two, dateRight+wide(date)+two-wide(issuer))
		b.add(styleIssuer, issuer).Properties.Indent = &indent{Right: chars(issuerRight)}
	}
	b.add(styleDate, date).Properties.Indent = &indent{Right: chars(dateRight)}
	b.Blocks[first].(*paragraph).Properties.Spacing = &spacing{Before: lineHeight}
}

// keepNext keeps a paragraph, or the last row of a table, on the page of what follows.
func keepNext(block any) {
	switch block := block.(type) {
	case *paragraph:
		block.Properties.KeepNext = on
	case *table:
		for _, c := range block.Rows[len(block.Rows)-1].Cells {
			for i := range c.Paragraphs {
				c.Paragraphs[i].Properties.KeepNext = on
			}
		}
	}
}
