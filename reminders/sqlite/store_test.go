package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/reminders"
)

var (
	shanghai = time.FixedZone("CST", 8*3600)
	begin    = time.Date(2021, 6, 1, 10, 0, 0, 0, shanghai)
)

func today(now time.Time) reminders.Day { return reminders.DayOf(now, shanghai) }

func openStore(t testing.TB) (*Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a folder", "日记?#%.db")
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	s, err := Open(context.Background(), path)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s, path
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ledger imports a milestone for each unit and year: due at the end of the year.
func ledger(t testing.TB, s *Store, now time.Time, unitsAndYears ...string) Imported {
	t.Helper()
	var all []reminders.Milestone
	for _, uy := range unitsAndYears {
		unit, year, _ := strings.Cut(uy, " ")
		var y int
		fmt.Sscan(year, &y)
		all = append(all, reminders.Milestone{Plan: "p", Key: uy, Unit: unit, Project: "项目", Year: y, Goal: "达到 100%", Clause: "附件",
			Due: reminders.NewDay(y, 12, 31), Convention: true})
	}
	done, err := s.ImportMilestones(t.Context(), all, now, today(now))
	must(t, err)
	return done
}

// let lets people in as "name role unit".
func let(t testing.TB, s *Store, now time.Time, people ...string) {
	t.Helper()
	must(t, s.SetAdmins(t.Context(), []reminders.Recipient{"boss"}, now))
	for _, p := range people {
		f := strings.Fields(p + " ")
		inv := reminders.Invite{Role: reminders.Role(f[1])}
		if len(f) > 2 {
			inv.Unit = f[2]
		}
		token, err := s.CreateInvite(t.Context(), inv, "boss", now, time.Hour)
		must(t, err)
		_, err = s.RedeemInvite(t.Context(), token, reminders.Recipient(f[0]), f[0], now)
		must(t, err)
	}
}

func TestImportTwice(t *testing.T) {
	s, _ := openStore(t)
	if got := ledger(t, s, begin, "东区 2020", "东区 2021"); got != (Imported{Added: 2, Held: 1}) {
		t.Errorf("%+v", got)
	}
	let(t, s, begin, "e liaison 东区")
	m, err := s.Act(t.Context(), 2, reminders.Report, "e", "做完了", "r1", begin, today(begin))
	must(t, err)
	later := begin.AddDate(1, 0, 0)
	if got := ledger(t, s, later, "东区 2020", "东区 2021", "西区 2021"); got != (Imported{Added: 1, Kept: 2, Held: 1}) {
		t.Errorf("%+v", got)
	}
	again, err := s.Milestone(t.Context(), 2)
	must(t, err)
	if again != m || again.Report != "做完了" {
		t.Errorf("the import has changed %+v to %+v", m, again)
	}
	if n, err := s.VerifyEvents(t.Context()); err != nil || n != 4 {
		t.Errorf("%d events, %v", n, err)
	}
}

func TestActOncePerRequest(t *testing.T) {
	s, _ := openStore(t)
	ledger(t, s, begin, "东区 2021")
	let(t, s, begin, "e liaison 东区", "w liaison 西区")
	act := func(who reminders.Recipient, a reminders.Action, words, request string) error {
		_, err := s.Act(t.Context(), 1, a, who, words, request, begin, today(begin))
		return err
	}
	must(t, act("e", reminders.Report, "一", "r1"))
	must(t, act("e", reminders.Report, "一", "r1")) // the same update, after a crash
	must(t, act("e", reminders.Report, "二", "r2"))
	if err := act("w", reminders.Report, "三", "r3"); !errors.Is(err, reminders.ErrForbidden) {
		t.Errorf("another unit's liaison: %v", err)
	}
	if err := act("stranger", reminders.Close, "", "r4"); !errors.Is(err, reminders.ErrUnknownPerson) {
		t.Errorf("a stranger: %v", err)
	}
	if _, err := s.Act(t.Context(), 99, reminders.Close, "boss", "", "r5", begin, today(begin)); !errors.Is(err, reminders.ErrUnknown) {
		t.Errorf("no such milestone: %v", err)
	}
	events, err := s.Events(t.Context(), 1)
	must(t, err)
	var words []string
	for _, e := range events {
		words = append(words, string(e.Action)+" "+e.Reason)
	}
	if got := strings.Join(words, ", "); got != "issue , report 一, report 二" {
		t.Error(got)
	}
}

func TestEventsCannotBeChanged(t *testing.T) {
	s, _ := openStore(t)
	ledger(t, s, begin, "东区 2021")
	for _, query := range []string{`UPDATE events SET reason = 'x'`, `DELETE FROM events`, `UPDATE events SET at = at`} {
		if _, err := s.write.Exec(query); err == nil {
			t.Errorf("%s was let through", query)
		}
	}
	for _, query := range []string{`UPDATE milestones SET status = 'done'`, `UPDATE milestones SET due = 'soon'`, `INSERT INTO bindings VALUES ('nobody', '东区')`} {
		if _, err := s.write.Exec(query); err == nil {
			t.Errorf("%s was let through", query)
		}
	}
	if _, err := s.read.Exec(`UPDATE milestones SET unit = 'x'`); err == nil {
		t.Error("a reader has written")
	}
	// Who goes around the trigger is found out.
	_, err := s.write.Exec(`DROP TRIGGER events_are_not_changed; UPDATE events SET actor = 'x'`)
	must(t, err)
	if _, err := s.VerifyEvents(t.Context()); err == nil || !strings.Contains(err.Error(), "event 1 was changed") {
		t.Errorf("%v", err)
	}
}

func TestInvites(t *testing.T) {
	s, path := openStore(t)
	let(t, s, begin, "e liaison 东区")
	if _, err := s.CreateInvite(t.Context(), reminders.Invite{Role: reminders.Admin}, "e", begin, time.Hour); !errors.Is(err, reminders.ErrForbidden) {
		t.Errorf("a liaison invites: %v", err)
	}
	token, err := s.CreateInvite(t.Context(), reminders.Invite{Unit: "西区", Role: reminders.Liaison}, "boss", begin, time.Hour)
	must(t, err)
	redeem := func(token string, who reminders.Recipient, at time.Time) error {
		_, err := s.RedeemInvite(t.Context(), token, who, "名字", at)
		return err
	}
	if err := redeem("x", "w", begin); !errors.Is(err, reminders.ErrInviteUnknown) {
		t.Errorf("%v", err)
	}
	if err := redeem(token, "w", begin.Add(time.Hour)); !errors.Is(err, reminders.ErrInviteExpired) {
		t.Errorf("%v", err)
	}
	must(t, redeem(token, "e", begin))
	must(t, redeem(token, "e", begin)) // opened again
	if err := redeem(token, "w", begin); !errors.Is(err, reminders.ErrInviteUsed) {
		t.Errorf("%v", err)
	}
	p, err := s.Person(t.Context(), "e")
	must(t, err)
	if p.Role != reminders.Liaison || !p.ActsFor("东区") || !p.ActsFor("西区") {
		t.Errorf("%+v", p)
	}
	// An invitation never takes a right away.
	token, err = s.CreateInvite(t.Context(), reminders.Invite{Unit: "东区", Role: reminders.Liaison}, "boss", begin, time.Hour)
	must(t, err)
	must(t, redeem(token, "boss", begin))
	if p, err = s.Person(t.Context(), "boss"); err != nil || p.Role != reminders.Admin || !p.ActsFor("东区") {
		t.Errorf("%+v, %v", p, err)
	}
	// One who is no longer named is no longer a supervisor.
	must(t, s.SetAdmins(t.Context(), []reminders.Recipient{"new"}, begin))
	if p, err = s.Person(t.Context(), "boss"); err != nil || p.Role != reminders.Liaison {
		t.Errorf("%+v, %v", p, err)
	}
	must(t, s.Close())
	for _, name := range []string{path, path + "-wal"} {
		if data, err := os.ReadFile(name); err == nil && strings.Contains(string(data), token) {
			t.Errorf("%s holds the token", name)
		}
	}
}

func TestNewerAndDamagedFilesAreLeftAlone(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(t *testing.T, path string)
		want error
	}{
		"newer": {func(t *testing.T, path string) {
			db, err := connect(path, "", 1)
			must(t, err)
			_, err = db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`)
			must(t, errors.Join(err, db.Close()))
		}, ErrNewer},
		"no database": {func(t *testing.T, path string) {
			must(t, os.WriteFile(path, []byte(strings.Repeat("这不是数据库。", 500)), 0o600))
		}, ErrDamaged},
		"cut": {func(t *testing.T, path string) { must(t, os.Truncate(path, 9000)) }, ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			s, path := openStore(t)
			ledger(t, s, begin, "东区 2021")
			must(t, s.Close())
			c.harm(t, path)
			before, err := os.ReadFile(path)
			must(t, err)
			if s, err := Open(t.Context(), path); !errors.Is(err, c.want) {
				t.Errorf("%v, %v", s, err)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
				t.Errorf("the file was changed, %v", err)
			}
		})
	}
	if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "no", "such", "folder.db")); err == nil {
		t.Error("opened in a folder that does not exist")
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	release, err := Lock(dir)
	must(t, err)
	if _, err := Lock(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("locked twice: %v", err)
	}
	must(t, release())
	release, err = Lock(dir)
	must(t, err)
	must(t, release())
}

func TestManyWriters(t *testing.T) {
	s, _ := openStore(t)
	ledger(t, s, begin, "东区 2021")
	let(t, s, begin, "e liaison 东区")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 20 {
				if _, err := s.Act(context.Background(), 1, reminders.Report, "e", "进展", fmt.Sprintf("%d-%d", i, j), begin, today(begin)); err != nil {
					t.Error(err)
				}
				if _, err := s.Milestones(context.Background(), reminders.Filter{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if n, err := s.VerifyEvents(t.Context()); err != nil || n != 161 {
		t.Errorf("%d events, %v", n, err)
	}
}

func TestFilter(t *testing.T) {
	s, _ := openStore(t)
	ledger(t, s, begin, "东区 2020", "东区 2021", "西区 2021", "南区 2022")
	for want, f := range map[int]reminders.Filter{
		4: {},
		3: {Units: []string{"东区", "南区"}},
		2: {Year: 2021},
		1: {Held: true},
		0: {Plan: "other"},
	} {
		if got, err := s.Milestones(t.Context(), f); err != nil || len(got) != want {
			t.Errorf("%+v gives %d, %v", f, len(got), err)
		}
	}
	if got, err := s.Milestones(t.Context(), reminders.Filter{Units: []string{"'; DROP TABLE milestones; --"}}); err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestChats(t *testing.T) {
	s, _ := openStore(t)
	ctx := t.Context()
	if data, err := s.LoadSession(ctx, "c"); err != nil || data != nil {
		t.Errorf("%q, %v", data, err)
	}
	must(t, s.SaveSession(ctx, "c", []byte("1"), begin))
	must(t, s.SaveSession(ctx, "c", []byte("2"), begin))
	if data, err := s.LoadSession(ctx, "c"); err != nil || string(data) != "2" {
		t.Errorf("%q, %v", data, err)
	}
	must(t, s.SaveUpdates(ctx, "tg", map[int64][]byte{7: []byte("a"), 8: []byte("b")}))
	must(t, s.SaveUpdates(ctx, "tg", map[int64][]byte{8: []byte("other"), 9: []byte("c")}))
	must(t, s.FinishUpdate(ctx, "tg", 7))
	must(t, s.SaveUpdates(ctx, "tg", map[int64][]byte{7: []byte("again")}))
	pending, err := s.PendingUpdates(ctx, "tg")
	if err != nil || len(pending) != 2 || string(pending[8]) != "b" {
		t.Errorf("%v, %v", pending, err)
	}
	if next, err := s.NextOffset(ctx, "tg"); err != nil || next != 10 {
		t.Errorf("%d, %v", next, err)
	}
	if next, err := s.NextOffset(ctx, "other"); err != nil || next != 0 {
		t.Errorf("%d, %v", next, err)
	}
	must(t, s.Prune(ctx, begin.Add(time.Second)))
	if data, err := s.LoadSession(ctx, "c"); err != nil || data != nil {
		t.Errorf("%q, %v", data, err)
	}
	if next, err := s.NextOffset(ctx, "tg"); err != nil || next != 10 {
		t.Errorf("after pruning %d, %v", next, err)
	}
}
