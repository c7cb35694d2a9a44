package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/reminders"
	"duban/reminders/storetest"
)

// audited wants the diary to be as its trail says.
func audited(t *testing.T, s *Store) reminders.Audit {
	t.Helper()
	a, err := s.Audit(t.Context())
	must(t, err)
	for _, f := range a.Faults {
		t.Error(f)
	}
	return a
}

// audit gives what the audit of the diary finds, a line each.
func audit(t *testing.T, s *Store) string {
	t.Helper()
	a, err := s.Audit(t.Context())
	must(t, err)
	return strings.Join(a.Faults, "\n")
}

// lived gives the path of a closed diary in which everything that the trail watches is.
func lived(t *testing.T) string {
	t.Helper()
	path := eventful(t)
	s := open(t, path)
	ctx := t.Context()
	set := reminders.DefaultSettings()
	set.Lights.WarnDays = 20
	must(t, s.SetSettings(ctx, set, "a", now))
	_, err := s.CreateInvite(ctx, "越城区", reminders.Liaison, "a", now, 100*day1)
	must(t, err)
	must(t, s.BindChat(ctx, "tg:-1", "督查群", "", "a", now))
	must(t, s.SaveDraftCorrections(ctx, []reminders.Correction{{Plan: "plan", Kind: "unit", Quote: "市教育局财政局", Verdict: reminders.Accept, By: "a", At: now}}, "a"))
	_, err = s.Owe(ctx, []reminders.Delivery{{Milestone: 4, Kind: "before-7", Day: day(t, "2023-12-24"), Recipient: "y", DueAt: now}}, day(t, "2023-12-01"))
	must(t, err)
	must(t, s.NoteFile(ctx, "lessons/计划.csv", "00ff", "a", now))
	audited(t, s)
	must(t, s.Close())
	return path
}

// behind changes the file behind the program's back.
func behind(t *testing.T, s *Store, statement string) {
	t.Helper()
	var path string
	must(t, s.r.QueryRow("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&path))
	db := connect(path, "", &plain)
	_, err := db.Exec("PRAGMA foreign_keys = 0; " + statement)
	must(t, err)
	must(t, db.Close())
}

const day1 = 24 * 3600e9

// TestTampering: whatever is done to the file behind the program's back is named, in a
// sentence that says what the trail has and what the table has.
func TestTampering(t *testing.T) {
	from := lived(t)
	whole, err := os.ReadFile(from)
	must(t, err)
	key, err := os.ReadFile(filepath.Join(filepath.Dir(from), KeyName))
	must(t, err)
	for _, c := range []struct{ statement, want string }{
		{"UPDATE milestones SET status = 'closed' WHERE id = 4", "任务4（越城区，市现代化学校）的状态：留痕里是“待签收”，台账里是“已销号”。"},
		{"UPDATE milestones SET due = '2029-12-31' WHERE id = 4", "任务4（越城区，市现代化学校）的期限：留痕里是“2023-12-31”，台账里是“2029-12-31”。"},
		{"UPDATE milestones SET goal = '达到 10%' WHERE id = 4", "任务4（越城区，市现代化学校）的目标：留痕里是“达到 100%”，台账里是“达到 10%”。"},
		{"UPDATE milestones SET report = '没有建' WHERE id = 3", "任务3（柯桥区，市现代化学校）的填报内容：留痕里是“建成”，台账里是“没有建”。"},
		{"DELETE FROM milestones WHERE id = 2", "任务2（越城区，市现代化学校）：留痕里有，台账里没有。"},
		{"INSERT INTO people (id, name, role, joined_at) VALUES ('tg:666', '某人', 'admin', 1)", "人员tg:666（某人，督查员）：台账里有，留痕里没有，角色是“督查员”，配置指定的督查员是否。"},
		{"UPDATE people SET role = 'admin' WHERE id = 'k'", "人员k（甲，联络员）的角色：留痕里是“联络员”，台账里是“督查员”。"},
		{"UPDATE people SET unreachable = 1 WHERE id = 'k'", "人员k（甲，联络员）的联系不上：留痕里是否，台账里是是。"},
		{"DELETE FROM people WHERE id = 'a'", "人员a：留痕里有，台账里没有。"},
		{"INSERT INTO bindings (person, unit) VALUES ('k', '越城区')", "人员k与单位“越城区”的绑定：台账里有，留痕里没有。"},
		{"DROP TRIGGER people_log_keep; UPDATE people_log SET actor = 'x' WHERE id = 2", "人员记录第2条的办理人：留痕里是“a”，台账里是“x”。"},
		{"INSERT INTO invites (hash, role, unit, created_by, created_at, expires_at) VALUES ('abc', 'admin', '', 'a', 1, 9999999999)", "邀请abc（督查员）：台账里有，留痕里没有，邀请人是“a”。"},
		{"UPDATE invites SET expires_at = 9999999999", "的失效时间：留痕里是2024年3月10日"},
		{"UPDATE chats SET unit = '柯桥区'", "群tg:-1（督查群）的单位：留痕里是“”，台账里是“柯桥区”。"},
		{"INSERT INTO settings (body, by, at) VALUES ('{}', 'a', 1)", "第2次规则设定：台账里有，留痕里没有，办理人是“a”。"},
		{"DROP TRIGGER settings_keep; UPDATE settings SET body = replace(body, '20', '1')", "第1次规则设定的内容：留痕里是“{"},
		{"DELETE FROM corrections", "核对决定第1条：留痕里有，台账里没有。"},
		{"UPDATE versions SET text = '原文 改过'", "计划文本1（行动计划，第1版）的原文：留痕里是校验码"},
		{"UPDATE versions SET number = 2", "计划文本1（行动计划，第1版）的版本号：留痕里是“1”，台账里是“2”。"},
		{"UPDATE plans SET current = 0", "计划plan（行动计划）的现行版本：留痕里是“1”，台账里是“0”。"},
		{"UPDATE deliveries SET superseded = 1 WHERE kind = 'before-7'", "（任务4，提前7天，2023-12-24，给y）的不再发送：留痕里是否，台账里是是。"},
		{"UPDATE deliveries SET next_try = 9999999999 WHERE kind = 'before-7'", "的下次重试时间：留痕里是空，台账里是2286年"},
		{"UPDATE deliveries SET sent_at = 0 WHERE kind = 'before-7'", "的发送时间：留痕里是空，台账里是1970年"},
		{"DELETE FROM deliveries WHERE kind = 'before-7'", "（任务4，提前7天，2023-12-24，给y）：留痕里有，台账里没有。"},
		{"UPDATE progress SET through = '2099-12-31'", "提醒进度的已排到：留痕里是“2023-12-01”，台账里是“2099-12-31”。"},
		{"INSERT INTO snoozes (milestone, person, until) VALUES (4, 'y', '2099-12-31')", "推迟提醒“4 · y”：台账里有，留痕里没有。"},
		{"UPDATE keys SET key = randomblob(32)", "签名密钥ledger的内容：留痕里是“"},
		{"UPDATE files SET sha256 = 'ffff'", "文件lessons/计划.csv的内容：留痕里是校验码00ff，台账里是校验码ffff。"},
		{"DROP TRIGGER events_keep; UPDATE events SET reason = '改' WHERE id = 5", "留痕第 5 条被改动。"},
		{"DROP TRIGGER events_keep; UPDATE events SET hash = 'x' WHERE id = 5", "留痕第5条的校验码：总链里是校验码"},
		{"DROP TRIGGER events_stay; DELETE FROM events WHERE id = 7", "留痕第7条：总链里有，记录里没有。"},
		{"DROP TRIGGER events_stay; DELETE FROM events WHERE id = 5", "留痕第 5 条缺失。"},
		{"INSERT INTO events (id, milestone, action, actor, role, at, from_status, to_status, reason, request, prev_hash, hash) SELECT id + 1, milestone, action, actor, role, at, from_status, to_status, reason, 'r9', prev_hash, 'x' FROM events WHERE id = 7", "留痕第8条：记录里有，总链里没有。"},
		{"DROP TRIGGER trail_keep; UPDATE trail SET body = replace(body, 'reported', 'closed')", "留痕总链第"},
		{"DROP TRIGGER trail_stay; DELETE FROM trail WHERE id = 3", "留痕总链第3笔到第3笔缺失。"},
		{"DROP TRIGGER trail_stay; DELETE FROM trail WHERE id = (SELECT max(id) FROM trail)", "文件lessons/计划.csv：台账里有，留痕里没有。"},
		{"DROP TRIGGER trail_keep; UPDATE trail SET id = -3 WHERE id = 3; UPDATE trail SET id = 3 WHERE id = 4; UPDATE trail SET id = 4 WHERE id = -3", "留痕总链第3笔被改动，或与前一笔不衔接。\n留痕总链第4笔被改动，或与前一笔不衔接。"},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "duban.db")
		must(t, os.WriteFile(path, whole, 0o600))
		must(t, os.WriteFile(filepath.Join(dir, KeyName), key, 0o600))
		s := open(t, path)
		behind(t, s, c.statement)
		if got := audit(t, s); !strings.Contains(got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.statement, got, c.want)
		}
		must(t, s.Close())
	}
}

// TestKey: without its key, or with another, the trail proves nothing, and nothing is
// written.
func TestKey(t *testing.T) {
	path := lived(t)
	file := filepath.Join(filepath.Dir(path), KeyName)
	info, err := os.Stat(file)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the key is %v", info.Mode())
	}
	key, err := os.ReadFile(file)
	must(t, err)
	for content, want := range map[string]struct {
		words string
		err   error
	}{"": {"密钥文件里不是密钥", reminders.ErrKey}, "-": {"密钥文件不见了", ErrNoKey}, reminders.NewKey().String(): {"密钥文件里的密钥不是这份台账的", ErrOtherKey}} {
		must(t, os.WriteFile(file, []byte(content), 0o600))
		if content == "-" {
			must(t, os.Remove(file))
		}
		s := open(t, path)
		if got := audit(t, s); !strings.Contains(got, want.words) || strings.Contains(got, "\n") {
			t.Errorf("%q: %s", content, got)
		}
		if err := s.Bind(t.Context(), "z", "", reminders.Reader, "", "a", now); !errors.Is(err, want.err) {
			t.Errorf("%q: %v", content, err)
		}
		if err := s.CheckKey(t.Context()); !errors.Is(err, want.err) {
			t.Errorf("%q: %v", content, err)
		}
		must(t, s.Close())
	}
	elsewhere := filepath.Join(t.TempDir(), "key")
	must(t, os.WriteFile(elsewhere, key, 0o600))
	s := open(t, path)
	s.UseKey(elsewhere)
	must(t, s.Bind(t.Context(), "z", "", reminders.Reader, "", "a", now))
	audited(t, s)
	must(t, s.Close())
}

// TestNothingIsVouchedFor: what was altered behind the program's back stays named when the
// program changes the same row, also the very field.
func TestNothingIsVouchedFor(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	behind(t, s, "UPDATE milestones SET goal = '达到 10%', status = 'acknowledged' WHERE id = 4")
	_, err := s.Act(t.Context(), 4, "y", storetest.Step(reminders.Report, "建成", "r1"))
	must(t, err)
	got := audit(t, s)
	for _, want := range []string{"任务4（越城区，市现代化学校）的目标：留痕里是“达到 100%”，台账里是“达到 10%”。", "改动任务4（越城区，市现代化学校）的状态、填报内容之前，台账里的这一处已与总链不同。"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

// TestOldLedgersAreSealed: the trail of a file of an older version begins with what is
// there, and the end of its events.
func TestOldLedgersAreSealed(t *testing.T) {
	for version := 1; version < len(rowsOf); version++ {
		t.Run(fmt.Sprint("from ", version), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "duban.db")
			writeVersion(t, path, version)
			s := open(t, path)
			defer s.Close()
			if a := audited(t, s); a.End.ID != 0 {
				t.Errorf("begins at %d", a.End.ID)
			}
			must(t, s.Bind(t.Context(), "z", "", reminders.Reader, "", "a", now))
			if a := audited(t, s); a.End.ID != 1 || a.State.Seal.Events.ID != 2 {
				t.Errorf("%v, %+v", a.End, a.State.Seal)
			}
			behind(t, s, "DROP TRIGGER events_keep; UPDATE events SET hash = 'x', reason = '' WHERE id = 2")
			if got := audit(t, s); !strings.Contains(got, "留痕第2条不是总链开头封存的那一条") {
				t.Error(got)
			}
		})
	}
}

// TestCutOff: a file that is put back to what it was, trail and all, contradicts nothing of
// itself, and is found out by an anchor from later.
func TestCutOff(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	before := filepath.Join(t.TempDir(), "duban.db")
	must(t, s.Snapshot(t.Context(), before))
	older := audited(t, s).End
	_, err := s.Act(t.Context(), 3, "k", storetest.Step(reminders.Report, "建成", ""))
	must(t, err)
	anchor := audited(t, s).End
	cut := open(t, before)
	defer cut.Close()
	cut.UseKey(s.KeyPath())
	compare := func(s *Store, a reminders.Anchor) string {
		t.Helper()
		found := audited(t, s)
		id, mac, err := reminders.ParseAnchor(a.String())
		must(t, err)
		at, err := s.AnchorAt(t.Context(), id)
		if err != nil && !errors.Is(err, reminders.ErrNotFound) {
			t.Fatal(err)
		}
		found.Anchored(id, mac, at)
		return strings.Join(found.Faults, "\n")
	}
	for _, a := range []reminders.Anchor{older, anchor} {
		if got := compare(s, a); got != "" {
			t.Errorf("%s: %s", a, got)
		}
	}
	if got := compare(cut, anchor); !strings.HasPrefix(got, "锚说留痕总链有第7笔，现在只到第6笔") {
		t.Error(got)
	}
	_, err = cut.Act(t.Context(), 3, "k", storetest.Step(reminders.Report, "没有建成", ""))
	must(t, err)
	if got := compare(cut, anchor); !strings.HasPrefix(got, "留痕总链第7笔与锚不符") {
		t.Error(got)
	}
	if got := compare(cut, older); got != "" {
		t.Error(got)
	}
}

// TestEmptied: a trail that is taken away as a whole is missed, and not begun anew.
func TestEmptied(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	behind(t, s, "DROP TRIGGER trail_stay; DELETE FROM trail; UPDATE milestones SET status = 'closed'")
	if got := audit(t, s); !strings.HasPrefix(got, "留痕总链是空的，密钥文件却在") {
		t.Error(got)
	}
	if err := s.Bind(t.Context(), "z", "", reminders.Reader, "", "a", now); !errors.Is(err, ErrEmptied) {
		t.Errorf("written all the same: %v", err)
	}
	if err := s.CheckKey(t.Context()); !errors.Is(err, ErrEmptied) {
		t.Errorf("%v", err)
	}
	old := filepath.Join(t.TempDir(), "duban.db")
	writeVersion(t, old, 1)
	o := open(t, old)
	defer o.Close()
	o.UseKey(s.KeyPath())
	must(t, o.BeginTrail(t.Context()))
	must(t, o.Bind(t.Context(), "z", "", reminders.Reader, "", "a", now))
	if a := audited(t, o); a.End.ID != 2 {
		t.Errorf("%v", a.End)
	}
}

// TestForeignTriggers: a trigger that somebody has put into the file does not act in the
// program's name, also while it runs.
func TestForeignTriggers(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	behind(t, s, "CREATE TRIGGER helper AFTER INSERT ON bindings BEGIN INSERT INTO people (id, name, role, joined_at) VALUES ('tg:666', '', 'admin', 1); END")
	if err := s.Bind(t.Context(), "z", "", reminders.Liaison, "柯桥区", "a", now); !errors.Is(err, ErrSchema) {
		t.Errorf("%v", err)
	}
	if _, err := s.Person(t.Context(), "tg:666"); !errors.Is(err, reminders.ErrNotFound) {
		t.Error("it has acted")
	}
	if got := audit(t, s); got != "台账文件的结构里多了触发器 helper，不是本程序的。" {
		t.Error(got)
	}
	behind(t, s, "DROP TRIGGER helper; DROP TRIGGER events_keep")
	must(t, s.Bind(t.Context(), "z", "", reminders.Liaison, "柯桥区", "a", now))
	if got := audit(t, s); got != "台账文件的结构里少了触发器 events_keep。" {
		t.Error(got)
	}
}

// TestEveryTableIsDecidedOn: a new table is in the trail, or there is a reason.
func TestEveryTableIsDecidedOn(t *testing.T) {
	s := fresh(t)
	tables, err := list(t.Context(), s.r, func(r row) (name string, err error) { return name, r.Scan(&name) },
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
	must(t, err)
	decided := map[string]bool{}
	for name := range unwatched {
		decided[name] = true
	}
	for _, w := range watched {
		decided[w.table] = true
	}
	for _, name := range tables {
		if !decided[name] {
			t.Errorf("table %s: put it into watched, or into unwatched with the reason", name)
		}
		delete(decided, name)
	}
	for name := range decided {
		t.Errorf("there is no table %s", name)
	}
}
