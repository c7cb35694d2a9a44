package ics

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ical "github.com/arran4/golang-ical"

	"duban/reminders"
)

func TestWrite(t *testing.T) {
	made := time.Date(2021, 6, 1, 2, 0, 0, 0, time.UTC)
	at := time.Date(2021, 12, 1, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))
	nasty := "一行，逗号,分号;反斜\\杠\n第二行" + strings.Repeat("长", 60)
	events := []Event{
		{ID: "m1", Day: reminders.DateDay(2021, time.December, 31), Title: "柯桥区 通过评估验收", Details: nasty},
		{ID: "r1", At: at, Title: "提醒3项"},
	}
	var out bytes.Buffer
	if err := Write(&out, "督办", events, made); err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(out.String(), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
	for _, want := range []string{"DTSTART;VALUE=DATE:20211231\r\n", "DTEND;VALUE=DATE:20220101\r\n", "DTSTART:20211201T010000Z\r\n", "DTSTAMP:20210601T020000Z\r\n", "UID:m1@duban\r\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
	c, err := ical.ParseCalendar(&out)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Events()[0].GetProperty(ical.ComponentPropertyDescription).Value; got != nasty {
		t.Errorf("read back %q", got)
	}
}
