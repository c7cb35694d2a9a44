package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"duban/reminders"
	"duban/reminders/storetest"
)

// writeVersion makes a file as that version of the program leaves it: each version
// before has brought it up to date, and written its rows.
func writeVersion(t *testing.T, path string, version int) {
	t.Helper()
	files, err := fs.Sub(migrations, "migrations")
	must(t, err)
	db := connect(path, "", &plain)
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	must(t, err)
	for n := 1; n <= version; n++ {
		_, err = p.UpTo(t.Context(), int64(n))
		must(t, err)
		_, err = db.ExecContext(t.Context(), rowsOf[n])
		must(t, err)
	}
	must(t, db.Close())
}

// oldEvents gives a chain of events as versions up to 3 wrote them: 1 issues milestone
// 1, 2 reports it.
func oldEvents() (statements string) {
	var prev string
	for i, e := range []reminders.Event{
		{Action: reminders.Issue, Actor: reminders.System, To: reminders.Open},
		{Action: reminders.Report, Actor: "k", Role: reminders.Liaison, From: reminders.Open, To: reminders.Reported, Reason: "建成3所", RequestID: "r1"},
	} {
		e.ID, e.Milestone, e.At, e.Form, e.PrevHash = int64(i+1), 1, now, 1, prev
		prev = e.Sum()
		statements += fmt.Sprintf("INSERT INTO events (id, milestone, action, actor, role, at, from_status, to_status, reason, request, prev_hash, hash) VALUES (%d, 1, '%s', '%s', '%s', %d, '%s', '%s', '%s', '%s', '%s', '%s');",
			e.ID, e.Action, e.Actor, e.Role, e.At.Unix(), e.From, e.To, e.Reason, e.RequestID, e.PrevHash, prev)
	}
	return statements
}

// rowsOf are what each version writes, besides what the versions before it have written.
var rowsOf = []string{1: `
	INSERT INTO plans (key, title, imported_at) VALUES ('plan', '计划', 1);
	INSERT INTO milestones (id, plan, key, unit, project, year, goal, clause, due, convention, status, held, report, remark, shared, since, updated_at) VALUES
		(1, 'plan', 'k1', '柯桥区', 'p', 2023, '达到', '附件', '2023-12-31', 1, 'reported', 0, '建成3所', '', '', 1, 1),
		(2, 'plan', 'k2', '越城区', 'p', 2022, '达到', '附件', '2022-12-31', 1, 'open', 1, '', '', '', 1, 1),
		(3, 'plan', 'k3', '柯桥区', 'p', 2024, '达到', '附件', '2024-02-29', 0, 'closed', 0, '完成', '好', '', 1, 1);
	INSERT INTO people (id, name, role, configured, joined_at, seen_at) VALUES ('a', '', NULL, 1, 1, NULL), ('b', '乙', 'admin', 0, 1, NULL), ('k', '甲', 'liaison', 0, 1, 2);
	INSERT INTO bindings (person, unit) VALUES ('k', '柯桥区');
	INSERT INTO people_log (person, action, role, unit, actor, at) VALUES ('k', 'bind', 'liaison', '柯桥区', 'a', 1), ('k', 'unreachable', '', '', 'system', 1);
	INSERT INTO invites (hash, role, unit, created_by, created_at, expires_at) VALUES ('h', 'liaison', '越城区', 'a', 1, 2);
	` + oldEvents() + `
	INSERT INTO deliveries (id, milestone, kind, day, recipient, event, due_at, sent_at, message, attempts, last_error, next_try, superseded) VALUES
		(1, 1, 'before-30', '2023-12-01', 'k', NULL, 10, 11, 'm1', 0, '', NULL, 0),
		(2, 1, 'before-7', '2023-12-24', 'k', NULL, 20, NULL, '', 3, '坏了', 25, 0),
		(3, 2, 'before-7', '2023-12-24', 'k', NULL, 20, NULL, '', 0, '', NULL, 1),
		(4, 1, 'reported#2', '2023-12-01', 'a', 2, 10, NULL, '', 0, '', NULL, 0),
		-- Two of a day, since they were about a milestone each: one that had lost its
		-- reason, and one that has none yet; one that is to be sent, and one that was.
		(5, 1, 'unreachable#k', '2023-12-01', 'a', NULL, 12, NULL, '', 0, '', NULL, 1),
		(6, 2, 'unreachable#k', '2023-12-01', 'a', NULL, 13, NULL, '', 0, '', NULL, 0),
		(7, 1, 'unreachable#y', '2023-12-01', 'a', NULL, 12, NULL, '', 0, '', NULL, 0),
		(8, 2, 'unreachable#y', '2023-12-01', 'a', NULL, 13, 14, 'm2', 0, '', NULL, 0),
		(9, 1, 'unreachable#k', '2023-12-01', 'b', NULL, 12, NULL, '', 0, '', NULL, 0),
		(10, 1, 'unreachable#k', '2023-12-02', 'a', NULL, 15, NULL, '', 0, '', NULL, 0);
	INSERT INTO progress (only, through) VALUES (1, '2023-12-24');
	INSERT INTO sessions (chat, body, updated_at) VALUES ('c', x'7b7d', 1);
	INSERT INTO updates (source, id, body) VALUES ('bot', 7, x'07');`,
	2: `INSERT INTO questions (plan, request, asked_at, text, outcome, places) VALUES ('plan', 'r', 1, '问', 'unclear', '');`,
	3: `INSERT INTO versions (plan, number, title, file, format, hash, text, source, notes, pages, read_by, read_at, applied_by, applied_at) VALUES ('plan', 1, '计划', '', '', 'h', '原文', x'', '', '', 'system', 1, 'a', 1);
		UPDATE plans SET current = 1;
		INSERT INTO corrections (plan, version, kind, place, quote, verdict, reading, by, at) VALUES ('plan', 1, 'unit', '', '市教育局财政局', 'accept', '', 'a', 1);`,
	4: `UPDATE milestones SET due = '2024-01-31', wish = '2024-03-31', plea = '因故', percent = 40, urged = '2023-11-30' WHERE id = 1;
		UPDATE people SET hour = 14, quiet_from = 22, quiet_to = 7 WHERE id = 'k';
		INSERT INTO snoozes (milestone, person, until) VALUES (1, 'k', '2023-12-27');
		INSERT INTO settings (body, by, at) VALUES ('{"rule": {"hour": 8}}', 'a', 1);`,
	5: "",
	6: `UPDATE milestones SET others = '[{"unit":"越城区","role":"配合"},{"unit":"市教育局"}]', shared = '柯桥区、市教育局' WHERE id = 1;
		INSERT INTO milestones (id, plan, key, unit, project, year, goal, clause, due, original, convention, status, held, report, remark, shared, role, since, updated_at, begins, recurrence, period, until, merged) VALUES
			(4, 'plan', 'k4@2023-10', '柯桥区', 'r', 2023, '通报', '（二）', '2023-12-31', '2023-12-31', 0, 'open', 0, '', '', '', '', 1, 1, '2023-10-01', '每季度末', '2023年第四季度', '2025-12-31', NULL),
			(5, 'plan', 'k5', '柯桥区', 'n', 0, '健全机制', '（三）', '9999-12-31', '9999-12-31', 0, 'open', 0, '', '', '', '', 1, 1, NULL, '', '', NULL, NULL),
			(6, 'plan', 'k6', '越城区', 'p', 2023, '达到', '附件', '2023-12-31', '2023-12-31', 1, 'cancelled', 0, '', '', '', '', 1, 1, NULL, '', '', NULL, 1);`,
	7:  `UPDATE versions SET recognised = '[{"start":0,"end":6}]', gaps = '[{"kind":"page"}]';`,
	8:  `INSERT INTO updates (source, id, body, attempts, aside_at) VALUES ('bot', 8, x'08', 4, 1);`,
	9:  `INSERT INTO clock (only, tick, simulated, ahead, expected, shown, confirmed) VALUES (1, 1, 0, 60, 2, 3, NULL);`,
	10: `INSERT INTO files (name, sha256, by, at) VALUES ('lessons/计划.csv', 'h', 'a', 1);`,
	11: "",
	12: "",
}

// TestEveryVersion opens files as each version of the program has left them: whatever
// was in them is there, the chain of the events holds, and all that is new works.
func TestEveryVersion(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "new.db"))
	latest, err := s.Schema(t.Context())
	must(t, err)
	must(t, s.Close())
	if int(latest) != len(rowsOf)-1 {
		t.Fatalf("there is a version %d: say in rowsOf what it writes", latest)
	}
	for version := 1; version <= int(latest); version++ {
		t.Run(fmt.Sprint("from ", version), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "duban.db")
			writeVersion(t, path, version)
			s := open(t, path)
			defer s.Close()
			checkRows(t, s, version)
			checkSchema(t, s)
			checkUse(t, s, version)
		})
	}
}

// checkRows looks for what was in the file.
func checkRows(t *testing.T, s *Store, version int) {
	t.Helper()
	one, err := s.Milestone(t.Context(), 1)
	must(t, err)
	want := reminders.Milestone{ID: 1, Plan: "plan", Key: "k1", Unit: "柯桥区", Project: "p", Year: 2023, Goal: "达到", Clause: "附件", Due: day(t, "2023-12-31"),
		Original: day(t, "2023-12-31"), Convention: true, Status: reminders.Reported, Report: "建成3所", Since: one.Since, UpdatedAt: one.UpdatedAt}
	if version >= 4 {
		want.Due, want.Wish, want.Plea, want.Percent, want.Urged = day(t, "2024-01-31"), day(t, "2024-03-31"), "因故", 40, day(t, "2023-11-30")
	}
	if version >= 6 {
		want.Others, want.Shared = []reminders.Party{{Unit: "越城区", Role: "配合"}, {Unit: "市教育局"}}, "柯桥区、市教育局"
		checkParties(t, s)
	}
	if !reflect.DeepEqual(one, want) || one.Since.Unix() != 1 || one.Extended() != (version >= 4) {
		t.Errorf("\n got %+v\nwant %+v", one, want)
	}
	all, err := s.Milestones(t.Context(), reminders.Filter{Project: "p"})
	must(t, err)
	if len(all) != 3 || !all[0].Held || all[2].Status != reminders.Closed || all[2].Original != all[2].Due || all[2].Remark != "好" {
		t.Errorf("%+v", all)
	}
	chain, err := s.VerifyChain(t.Context())
	if err != nil || chain.ID != 2 {
		t.Errorf("%+v, %v", chain, err)
	}
	events, err := s.Events(t.Context(), 1)
	if err != nil || len(events) != 2 || events[1].Form != 1 || events[1].Reason != "建成3所" || events[1].Evidence != nil || events[1].Percent != 0 {
		t.Errorf("%+v, %v", events, err)
	}
	people, err := s.People(t.Context())
	if err != nil || len(people) != 3 || people[0].Role != reminders.Admin || !people[2].Serves("柯桥区") {
		t.Errorf("%+v, %v", people, err)
	}
	ledger, err := s.Ledger(t.Context())
	must(t, err)
	k, hour, snoozes := people[2], 9, 0
	if version >= 4 {
		hour, snoozes = 8, 1
		if k.Hours != (reminders.Hours{Own: 14, QuietFrom: 22, QuietTo: 7}) || ledger.Snoozes[0].Until != day(t, "2023-12-27") {
			t.Errorf("%+v, %+v", k, ledger.Snoozes)
		}
	}
	if s.Settings().Rule.Hour != hour || len(ledger.Snoozes) != snoozes || !ledger.Started || ledger.Through != day(t, "2023-12-24") {
		t.Errorf("%+v", ledger)
	}
	for query, n := range map[string]int{
		"SELECT count(*) FROM people_log": 2, "SELECT count(*) FROM invites": 1, "SELECT count(*) FROM sessions": 1, "SELECT count(*) FROM updates WHERE id = 7 AND attempts = 1": 1,
		"SELECT count(*) FROM questions": min(version-1, 1), "SELECT count(*) FROM versions": min(max(version-2, 0), 1), "SELECT count(*) FROM corrections": min(max(version-2, 0), 1),
	} {
		var got int
		must(t, s.r.QueryRow(query).Scan(&got))
		if got != n {
			t.Errorf("%s: %d, want %d", query, got, n)
		}
	}
	if version >= 3 {
		v, err := s.Version(t.Context(), 1)
		must(t, err)
		recognised, gaps := "", ""
		if version >= 7 {
			recognised, gaps = `[{"start":0,"end":6}]`, `[{"kind":"page"}]`
		}
		if v.Text != "原文" || v.Recognised != recognised || v.Gaps != gaps {
			t.Errorf("%+v", v)
		}
	}
	checkDeliveries(t, s)
}

// checkParties looks for what came with milestones that several share, that recur, or have
// no deadline.
func checkParties(t *testing.T, s *Store) {
	t.Helper()
	recurring, err := s.Milestone(t.Context(), 4)
	if err != nil || recurring.Recurrence != "每季度末" || recurring.Period != "2023年第四季度" || recurring.Begins != day(t, "2023-10-01") || recurring.Until != day(t, "2025-12-31") {
		t.Errorf("%+v, %v", recurring, err)
	}
	undated, err := s.Milestones(t.Context(), reminders.Filter{Undated: true})
	if err != nil || len(undated) != 1 || undated[0].ID != 5 || undated[0].Due != 0 || undated[0].Original != 0 {
		t.Errorf("%+v, %v", undated, err)
	}
	if copied, err := s.Milestone(t.Context(), 6); err != nil || copied.ID != 1 {
		t.Errorf("%+v, %v", copied, err)
	}
	shared, err := s.Milestones(t.Context(), reminders.Filter{Units: []string{"市教育局"}})
	if err != nil || len(shared) != 1 || shared[0].ID != 1 {
		t.Errorf("%+v, %v", shared, err)
	}
}

// checkDeliveries looks for the deliveries of version 1: all are there, only the
// notices about somebody who cannot be reached are about no milestone any more, and of
// two of a day one is left.
func checkDeliveries(t *testing.T, s *Store) {
	t.Helper()
	sec := func(n int64) time.Time { return time.Unix(n, 0).UTC() }
	got := map[int64]reminders.Delivery{}
	for id := range int64(4) {
		all, err := s.Deliveries(t.Context(), id)
		must(t, err)
		for _, d := range all {
			got[d.ID] = d
		}
	}
	first, second, last := day(t, "2023-12-01"), day(t, "2023-12-02"), day(t, "2023-12-24")
	want := map[int64]reminders.Delivery{
		1:  {ID: 1, Milestone: 1, Kind: "before-30", Day: first, Recipient: "k", DueAt: sec(10), SentAt: sec(11), TriedAt: sec(11), MessageID: "m1"},
		2:  {ID: 2, Milestone: 1, Kind: "before-7", Day: last, Recipient: "k", DueAt: sec(20), Attempts: 3, LastError: "坏了", NextTry: sec(25)},
		3:  {ID: 3, Milestone: 2, Kind: "before-7", Day: last, Recipient: "k", DueAt: sec(20), Superseded: true, SupersededAt: sec(20)},
		4:  {ID: 4, Milestone: 1, Kind: "reported#2", Day: first, Recipient: "a", Event: 2, DueAt: sec(10)},
		6:  {ID: 6, Kind: "unreachable#k", Day: first, Recipient: "a", DueAt: sec(13)},
		8:  {ID: 8, Kind: "unreachable#y", Day: first, Recipient: "a", DueAt: sec(13), SentAt: sec(14), TriedAt: sec(14), MessageID: "m2"},
		9:  {ID: 9, Kind: "unreachable#k", Day: first, Recipient: "b", DueAt: sec(12)},
		10: {ID: 10, Kind: "unreachable#k", Day: second, Recipient: "a", DueAt: sec(15)},
	}
	if !maps.Equal(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

// checkSchema looks whether the file is whole, and refuses what a new one refuses.
func checkSchema(t *testing.T, s *Store) {
	t.Helper()
	for pragma, want := range map[string]string{"integrity_check": "ok", "foreign_key_check": "", "application_id": fmt.Sprint(applicationID)} {
		var got string
		if err := s.w.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil && !errors.Is(err, sql.ErrNoRows) || got != want {
			t.Errorf("%s: %q, %v", pragma, got, err)
		}
	}
	for _, bad := range []string{
		"UPDATE milestones SET status = 'gone'", "UPDATE milestones SET status = NULL", "UPDATE milestones SET percent = 101", "UPDATE deliveries SET milestone = 99",
		"UPDATE deliveries SET milestone = 1, kind = 'due', day = '2023-12-01', recipient = 'k'", "UPDATE people SET hour = 24",
		"INSERT INTO people_log (person, action, role, unit, actor, at) VALUES ('k', 'dance', '', '', 'a', 1)",
		"INSERT INTO events (id, milestone, action, actor, role, at, from_status, to_status, reason, request, prev_hash, hash) VALUES (3, 1, 'dance', 'k', '', 1, '', '', '', '', '', 'h')",
	} {
		if _, err := s.w.Exec(bad); err == nil || !strings.Contains(err.Error(), "constraint") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// checkUse does what the versions have brought.
func checkUse(t *testing.T, s *Store, version int) {
	t.Helper()
	do := func(id int64, by reminders.Recipient, a reminders.Action, day reminders.Day) {
		t.Helper()
		_, err := s.Act(t.Context(), id, by, reminders.Step{Action: a, Words: "因故", Day: day, Confirms: "达到", At: now, Today: reminders.DayOf(now, time.UTC)})
		must(t, err)
	}
	do(1, "a", reminders.Return, 0)
	do(1, "k", reminders.Extend, day(t, "2024-06-30"))
	do(1, "a", reminders.Refuse, 0)
	do(1, "k", reminders.Extend, day(t, "2024-06-30"))
	do(1, "b", reminders.Grant, day(t, "2024-06-30"))
	do(1, "a", reminders.Urge, 0)
	do(2, "a", reminders.Chase, 0)
	must(t, s.SetHours(t.Context(), "k", reminders.Hours{Own: 15}, now))
	must(t, s.BindChat(t.Context(), "g", "群", "", "a", now))
	must(t, s.Remove(t.Context(), "b", "a", now))
	n, err := s.Owe(t.Context(), []reminders.Delivery{{Kind: reminders.MonthDigest, Day: day(t, "2024-01-01"), Recipient: "k", DueAt: now}}, day(t, "2024-01-01"))
	if err != nil || n != 1 {
		t.Errorf("%d owed, %v", n, err)
	}
	tasks := int64(3)
	if version >= 6 {
		tasks = 5
	}
	done, err := storetest.Apply(t, s, nil, "2023-12-01", now)
	if err != nil || int64(done.Cancelled) != tasks {
		t.Errorf("%+v, %v", done, err)
	}
	chain, err := s.VerifyChain(t.Context())
	if err != nil || chain.ID != 2+7+tasks {
		t.Errorf("%+v, %v", chain, err)
	}
}

// TestOnlyTheOwnerMigrates: beside its owner a diary of another version is refused as it
// is; the owner keeps a copy of what it was, of which the last few stay.
func TestOnlyTheOwnerMigrates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "duban.db")
	latest := len(rowsOf) - 1
	for version := 1; version < latest; version++ {
		if named, err := fs.Glob(migrations, fmt.Sprintf("migrations/%04d_*.sql", version)); err != nil || len(named) == 0 { // numbers may be left out
			continue
		}
		must(t, errors.Join(os.RemoveAll(path), os.RemoveAll(path+"-wal"), os.RemoveAll(path+"-shm")))
		writeVersion(t, path, version)
		before, err := os.ReadFile(path)
		must(t, err)
		var refused *FileError
		if s, err := OpenBeside(t.Context(), path); !errors.As(err, &refused) || refused.Fault != Older || !strings.Contains(err.Error(), "duban serve") {
			t.Fatalf("version %d: %v, %v", version, s, err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("version %d was changed: %v", version, err)
		}
		must(t, open(t, path).Close())
		s, err := OpenBeside(t.Context(), path)
		must(t, err)
		must(t, s.Close())

		kept := filepath.Join(filepath.Dir(path), fmt.Sprintf("before-upgrade-%d.db", version))
		if schema := schemaOf(t, kept); schema != version {
			t.Errorf("the copy of version %d has %d", version, schema)
		}
	}
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*before-upgrade-*.db"))
	if err != nil || len(copies) != copiesKept {
		t.Errorf("%v, %v", copies, err)
	}
}

func schemaOf(t *testing.T, path string) (version int) {
	t.Helper()
	db := connect(path, "&mode=ro", &plain)
	must(t, db.QueryRow("SELECT max(version_id) FROM goose_db_version").Scan(&version))
	must(t, db.Close())
	return version
}
