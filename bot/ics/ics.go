// Package ics writes calendars that calendar programs subscribe to or import
// (iCalendar, RFC 5545), from plain structs.
package ics

import (
	"fmt"
	"io"
	"time"

	ical "github.com/arran4/golang-ical"

	"duban/reminders"
)

// Event is one entry of a calendar.
type Event struct {
	ID      string        // stable, so that a later export replaces the entry
	Day     reminders.Day // of an entry that has no hour
	At      time.Time     // of one that has; else zero
	Title   string
	Details string
}

// length is how long an entry that has an hour is shown to last.
const length = 15 * time.Minute

// Write writes a calendar of that name. made is the moment of writing, as RFC 5545
// wants it of each entry (DTSTAMP). Lines end in CRLF and are folded after 75 bytes,
// texts escaped.
func Write(w io.Writer, name string, events []Event, made time.Time) error {
	c := ical.NewCalendar()
	c.SetMethod(ical.MethodPublish)
	c.SetProductId("-//Duban//ZH")
	c.SetName(name)
	c.SetXWRCalName(name)
	c.SetXWRTimezone("Asia/Shanghai")
	for _, e := range events {
		entry := c.AddEvent(e.ID + "@duban")
		entry.SetDtStampTime(made)
		entry.SetSummary(e.Title)
		if e.Details != "" {
			entry.SetDescription(e.Details)
		}
		if !e.At.IsZero() {
			entry.SetStartAt(e.At)
			entry.SetEndAt(e.At.Add(length))
			continue
		}
		entry.SetAllDayStartAt(e.Day.In(time.UTC, 0))
		entry.SetAllDayEndAt(e.Day.AddDays(1).In(time.UTC, 0)) // the end is not included
	}
	if err := c.SerializeTo(w, ical.WithNewLineWindows); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	return nil
}
