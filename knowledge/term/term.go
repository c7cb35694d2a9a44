// Package term reads the terms of Chinese official texts: by when something is to be
// done, from when on, how often. It knows years, halves, quarters, months, days, five-year
// plans, feasts, spans that count from a beginning (三年内, 印发后3个月内), and what recurs
// (每季度末, 每年2月底前). What a term lacks, its year above all, comes from its context.
package term

import (
	"fmt"
	"strconv"
	"time"

	"duban/knowledge/zh"
)

// Kind says how a term binds.
type Kind int

// The kinds of terms.
const (
	By        Kind = iota // 2025年底前, 到2025年: no later than Due
	In                    // 2025年, 二季度: within a time that ends on Due
	From                  // 2025年10月1日起: not before Begins
	Recurring             // 每季度, 每年2月底前
	Open                  // 长期坚持: without an end
	Reference             // 比2020年, 2017年修订: names a time and sets no term
)

// Term is one term. Offsets are bytes of the text that Find was given.
type Term struct {
	Start, End int
	Kind       Kind
	Year       int    // that it names, or takes from its context; 0: none
	Due        string // 2025 where only a year is named, else 2025-06-30; empty where it has no last day
	Begins     string // 2025-10-01 or 2025, where it says from when
	Recurrence string // as printed, without white space
	Bare       bool   // its year comes from the context
}

// Context is what a plan says of its own time.
type Context struct {
	Issued time.Time // the day on which the plan was signed; zero where unknown
	Year   int       // of a plan for one year; else 0
	First  int       // first year of the plan's period; else 0
	Last   int       // last year of the plan's period; else 0
	Since  int       // the year from which spans such as 五年内 count, where the text gives one; else 0
	Said   int       // the year that was named last before the text; else 0
}

// Past reports whether a day or year, as Term.Due, lies before the plan begins.
func (c Context) Past(due string) bool {
	if len(due) < 4 {
		return false
	}
	year, err := strconv.Atoi(due[:4])
	if err != nil {
		return false
	}
	switch {
	case c.First > 0:
		return year < c.First
	case c.Year > 0:
		return year < c.Year
	case !c.Issued.IsZero():
		return year < c.Issued.Year() || len(due) == len(time.DateOnly) && due < c.Issued.Format(time.DateOnly)
	}
	return false
}

// Find gives the terms of a text in their order.
func Find(text string, c Context) []Term {
	n := zh.Narrow(text)
	s := scanner{text: n.Text, context: c, said: c.Said}
	var all []Term
	for i := 0; i < len(s.text); {
		t, ok := s.at(i)
		if !ok {
			i++
			continue
		}
		i = max(t.End, i+1)
		t.Start, t.End = n.Span(t.Start, t.End)
		if t.Kind == Recurring {
			t.Recurrence = zh.Spaceless(text[t.Start:t.End])
		}
		all = append(all, t)
	}
	return all
}

// Cell reads a cell, or a note, that is nothing but a term: 2025年6月底前, 2025.6,
// 2021—2025年, 长期坚持. ok is false where it is something else.
func Cell(text string, c Context) (t Term, ok bool) {
	for _, one := range Find(text, c) {
		switch {
		case one.Kind == Reference:
			one.Kind = In
		case ok && (t.Kind == By || t.Kind == In) && one.Kind == Recurring:
			t.Recurrence = one.Recurrence
			continue
		}
		if begins := t.Begins; ok && one.Begins == "" {
			one.Begins = begins
		}
		t, ok = one, true
	}
	return t, ok
}

// day writes a day; ok is false for one that does not exist.
func day(year, month, date int) (string, bool) {
	t := time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
	return t.Format(time.DateOnly), year > 0 && month >= 1 && month <= 12 && t.Day() == date
}

// monthEnd writes the last day of a month.
func monthEnd(year, month int) string {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func yearOnly(year int) string { return fmt.Sprintf("%04d", year) }
