package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/storetest"
)

// TestEventsAreKeptWhole: what a step says comes back from the file as it went in.
func TestEventsAreKeptWhole(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	report := storetest.Step(reminders.Report, "建成3所", "r1")
	report.Percent = 40
	report.Evidence = []reminders.Evidence{{Hash: strings.Repeat("0f", 32), Name: `报告 "终稿".pdf`, Size: 1 << 40}, {Hash: strings.Repeat("f0", 32), Size: 0}}
	wish := storetest.Step(reminders.Extend, "设备未到", "r2")
	wish.Day = day(t, "2024-03-31")
	m, err := s.Act(t.Context(), 4, "y", wish)
	must(t, err)
	if m.Wish != wish.Day || m.Plea != "设备未到" {
		t.Errorf("%+v", m)
	}
	grant := storetest.Step(reminders.Grant, "", "r3")
	grant.Day = day(t, "2024-02-29")
	closing := storetest.Step(reminders.Close, "通过", "r5")
	closing.Source = reminders.Source{File: report.Evidence[0], Place: "甲!S7"}
	for _, do := range []struct {
		id   int64
		by   reminders.Recipient
		step reminders.Step
	}{{4, "a", grant}, {4, "a", storetest.Step(reminders.Urge, "请尽快", "r4")}, {4, "y", report}, {4, "a", closing}} {
		given, err := s.Act(t.Context(), do.id, do.by, do.step)
		must(t, err)
		stored, err := s.Milestone(t.Context(), do.id)
		if err != nil || !reflect.DeepEqual(stored, given) {
			t.Errorf("%s:\n   given %+v\n  stored %+v, %v", do.step.Action, given, stored, err)
		}
		m = stored
	}
	if m.Due != grant.Day || m.Original != day(t, "2023-12-31") || m.Percent != 40 || m.Urged != storetest.Step("", "", "").Today || m.Wish != 0 || m.Plea != "" || m.Status != reminders.Closed {
		t.Errorf("%+v", m)
	}
	events, err := s.Events(t.Context(), 4)
	must(t, err)
	if len(events) != 6 {
		t.Fatalf("%+v", events)
	}
	for i, want := range []struct {
		action    reminders.Action
		day       reminders.Day
		percent   int
		evidence  int
		confirmed string
	}{{reminders.Issue, 0, 0, 0, ""}, {reminders.Extend, wish.Day, 0, 0, ""}, {reminders.Grant, grant.Day, 0, 0, ""}, {reminders.Urge, 0, 0, 0, ""},
		{reminders.Report, 0, 40, 2, ""}, {reminders.Close, 0, 0, 0, "达到 100%"}} {
		e := events[i]
		if e.Action != want.action || e.Day != want.day || e.Percent != want.percent || len(e.Evidence) != want.evidence || e.Confirms != want.confirmed || e.Form != 3 || (e.Source != reminders.Source{}) != (i == 5) {
			t.Errorf("%+v, want %+v", e, want)
		}
		if want.evidence == 2 && (e.Evidence[0] != report.Evidence[0] || e.Evidence[1] != report.Evidence[1]) {
			t.Errorf("%+v", e.Evidence)
		}
	}
	if _, err := s.VerifyChain(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestEventsBetween(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s) // 1 to 4 at now
	for minute, id := range []int64{3, 4, 3} {
		report := storetest.Step(reminders.Report, "进展", "")
		report.At = now.Add(time.Duration(minute+1) * time.Minute)
		_, err := s.Act(t.Context(), id, "a", report)
		must(t, err)
	}
	for _, c := range []struct{ from, to, first, last int64 }{{0, 9, 1, 7}, {0, 1, 1, 4}, {1, 2, 5, 5}, {2, 4, 6, 7}, {4, 9, 0, 0}, {2, 2, 0, 0}} {
		events, err := s.EventsBetween(t.Context(), now.Add(time.Duration(c.from)*time.Minute), now.Add(time.Duration(c.to)*time.Minute))
		must(t, err)
		var first, last int64
		if len(events) > 0 {
			first, last = events[0].ID, events[len(events)-1].ID
		}
		if first != c.first || last != c.last {
			t.Errorf("%+v: %d to %d", c, first, last)
		}
	}
}

// TestVerifyChainFindsTampering: whichever field of the file is altered, the chain names
// the event; so it does where one is taken out or put in.
func TestVerifyChainFindsTampering(t *testing.T) {
	set := func(what string) string { return "UPDATE events SET " + what + " WHERE id = 5" }
	whole, err := os.ReadFile(eventful(t))
	must(t, err)
	path := filepath.Join(t.TempDir(), "duban.db")
	for statement, want := range map[string]reminders.BrokenError{
		set("reason = '改'"):        {Event: 5, Fault: reminders.Altered},
		set("percent = 90"):        {Event: 5, Fault: reminders.Altered},
		set("confirms = '达到'"):     {Event: 5, Fault: reminders.Altered},
		set("day = '2024-01-01'"):  {Event: 5, Fault: reminders.Altered},
		set("form = 1"):            {Event: 5, Fault: reminders.Altered},
		set("form = 4"):            {Event: 5, Fault: reminders.Altered},
		set("source = 'x'"):        {Event: 5, Fault: reminders.Altered},
		set("evidence = ''"):       {Event: 5, Fault: reminders.Altered},
		set("evidence = '不是JSON'"): {Event: 5, Fault: reminders.Altered},
		set("evidence = replace(evidence, '报告', '假报告')"):      {Event: 5, Fault: reminders.Altered},
		set("evidence = replace(evidence, '12', '13')"):       {Event: 5, Fault: reminders.Altered},
		set("evidence = replace(evidence, '12', '1.5')"):      {Event: 5, Fault: reminders.Altered},
		set("evidence = replace(evidence, 'f', 'e')"):         {Event: 5, Fault: reminders.Altered},
		set("actor = 'a', role = 'admin'"):                    {Event: 5, Fault: reminders.Altered},
		set("at = at + 1"):                                    {Event: 5, Fault: reminders.Altered},
		set("milestone = 4"):                                  {Event: 5, Fault: reminders.Altered},
		set("request = 'r9'"):                                 {Event: 5, Fault: reminders.Altered},
		set("to_status = 'closed'"):                           {Event: 5, Fault: reminders.Altered},
		set("hash = 'x'"):                                     {Event: 5, Fault: reminders.Altered},
		set("prev_hash = 'x'"):                                {Event: 5, Fault: reminders.Unlinked},
		"UPDATE events SET evidence = '不是JSON' WHERE id = 6":  {Event: 6, Fault: reminders.Altered}, // which had none
		"UPDATE events SET confirms = '达到' WHERE id = 6":      {Event: 6, Fault: reminders.Altered},
		"UPDATE events SET day = NULL WHERE id = 7":           {Event: 7, Fault: reminders.Altered},
		"DELETE FROM events WHERE id = 5":                     {Event: 5, Fault: reminders.Missing},
		"DELETE FROM events WHERE id = 1":                     {Event: 1, Fault: reminders.Missing},
		"UPDATE events SET id = 9 WHERE id = 7":               {Event: 7, Fault: reminders.Missing},
		"UPDATE events SET percent = 1 WHERE id IN (5, 6, 7)": {Event: 5, Fault: reminders.Altered}, // the first one
	} {
		must(t, os.WriteFile(path, whole, 0o600))
		s := open(t, path)
		_, err := s.w.Exec("DROP TRIGGER events_keep; DROP TRIGGER events_stay; PRAGMA foreign_keys = 0; " + statement)
		must(t, err)
		var broken *reminders.BrokenError
		if _, err := s.VerifyChain(t.Context()); !errors.As(err, &broken) || *broken != want {
			t.Errorf("%s: %v, want %v", statement, err, &want)
		}
		if _, err := s.Events(t.Context(), 3); err != nil { // what was altered can be looked at
			t.Errorf("%s: %v", statement, err)
		}
		must(t, s.Close())
	}
}

// eventful gives the path of a diary that is closed, in which 5 is a report with all
// that it may have, 6 closes, and 7 asks for an extension.
func eventful(t *testing.T) string {
	t.Helper()
	s := fresh(t)
	storetest.Imported(t, s)
	report := storetest.Step(reminders.Report, "建成", "r1")
	report.Percent, report.Evidence = 40, []reminders.Evidence{{Hash: strings.Repeat("0f", 32), Name: "报告.pdf", Size: 12}}
	wish := storetest.Step(reminders.Extend, "因故", "r3")
	wish.Day = day(t, "2024-03-31")
	for _, do := range []struct {
		id   int64
		by   reminders.Recipient
		step reminders.Step
	}{{3, "k", report}, {3, "a", storetest.Step(reminders.Close, "", "r2")}, {4, "y", wish}} {
		_, err := s.Act(t.Context(), do.id, do.by, do.step)
		must(t, err)
	}
	if chain, err := s.VerifyChain(t.Context()); err != nil || chain.ID != 7 {
		t.Fatalf("%+v, %v", chain, err)
	}
	var path string
	must(t, s.r.QueryRow("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&path))
	must(t, s.Close())
	return path
}
