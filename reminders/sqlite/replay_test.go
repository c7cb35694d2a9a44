package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/storetest"
)

// life does random things to a diary, as people, the scheduler and an operator do, also what is
// refused.
type life struct {
	*testing.T
	*Store
	random  *rand.Rand
	now     time.Time
	text    []reminders.Milestone
	tokens  []string
	message int
}

func pick[T any](l *life, all ...T) T { return all[l.random.IntN(len(all))] }

func (l *life) person() reminders.Recipient {
	return pick[reminders.Recipient](l, "a", "b", "k", "y", "r", "new", "stranger")
}
func (l *life) unit() string {
	return pick(l, "柯桥区", "越城区", "市教育局", `带"引号"`+"\t\\的单位")
}
func (l *life) words() string {
	return pick(l, "建成3所", "", "两行\n\"引号\" <b>&\\u0041", strings.Repeat("长", 300))
}
func (l *life) today() reminders.Day { return reminders.DayOf(l.now, time.UTC) }

func (l *life) step() reminders.Step {
	a := pick(l, reminders.Acknowledge, reminders.Report, reminders.Return, reminders.Close, reminders.Chase, reminders.Extend, reminders.Grant, reminders.Refuse, reminders.Urge)
	s := reminders.Step{Action: a, Words: l.words(), Percent: l.random.IntN(101), Day: l.today().AddDays(l.random.IntN(400)), At: l.now, Today: l.today()}
	if a == reminders.Close {
		s.Confirms = pick(l, "达到 100%", "达到 90%")
	}
	return s
}

// live does one thing. Errors are of what is refused.
func (l *life) live() {
	ctx, by := l.Context(), pick[reminders.Recipient](l, "a", "a", "a", l.person())
	l.now = l.now.Add(time.Duration(l.random.IntN(3*86400)) * time.Second)
	id := int64(1 + l.random.IntN(8))
	for _, do := range []func(){
		func() { _, _ = l.Act(ctx, id, pick(l, by, "k", "y"), l.step()) },
		func() {
			_, _ = l.ActAll(ctx, by, []reminders.Entry{{Milestone: id, Step: l.step()}, {Milestone: id%8 + 1, Step: l.step()}})
		},
		func() {
			_ = l.EnsureAdmins(ctx, pick(l, []reminders.Recipient{"a"}, []reminders.Recipient{"a", "b"}), l.now)
		},
		func() {
			_ = l.Bind(ctx, l.person(), l.words(), pick(l, reminders.Reader, reminders.Liaison, reminders.Leader), pick(l, "", l.unit()), by, l.now)
		},
		func() { _ = l.Unbind(ctx, l.person(), l.unit(), by, l.now) },
		func() { _ = l.Remove(ctx, l.person(), by, l.now) },
		func() { _ = l.AdmitLocal(ctx, "local", "本机", reminders.Liaison, []string{l.unit()}, l.now) },
		func() { _ = l.SetLanguage(ctx, l.person(), pick(l, "", "en")) },
		func() { _ = l.MarkSeen(ctx, l.person(), l.words(), l.now) },
		func() { _ = l.MarkUnreachable(ctx, l.person(), l.now) },
		func() { _ = l.SetHours(ctx, l.person(), reminders.Hours{Own: l.random.IntN(24)}, l.now) },
		func() {
			if token, err := l.CreateInvite(ctx, l.unit(), pick(l, reminders.Liaison, reminders.Reader, reminders.Leader), by, l.now, 72*time.Hour); err == nil {
				l.tokens = append(l.tokens, token)
			}
		},
		func() {
			if len(l.tokens) > 0 {
				_, _ = l.RedeemInvite(ctx, pick(l, l.tokens...), reminders.Guest{ID: l.person()}, l.now)
			}
		},
		func() {
			open, _ := l.OpenInvites(ctx, l.now)
			if len(open) > 0 {
				_, _ = l.AdmitGuest(ctx, pick(l, open...).Hash, by, l.now)
			}
		},
		func() {
			_ = l.MarkClock(ctx, reminders.ClockMark{Tick: l.now, Doubt: pick(l, reminders.Doubt{}, reminders.Doubt{Expected: l.now, Shown: l.now.AddDate(1, 0, 0)})})
		},
		func() { _, _ = l.ConfirmClock(ctx, by, l.now.AddDate(1, 0, 0)) },
		func() { _ = l.Revive(ctx, l.now.AddDate(0, 0, -l.random.IntN(9))) },
		func() {
			open, _ := l.OpenInvites(ctx, l.now)
			if len(open) > 0 {
				_ = l.RevokeInvite(ctx, pick(l, open...).Hash, by, l.now)
			}
		},
		func() {
			set := l.Settings()
			set.Lights.WarnDays, set.Rule.Hour = 1+l.random.IntN(60), 6+l.random.IntN(10)
			_ = l.SetSettings(ctx, set, by, l.now)
		},
		func() {
			_ = l.BindChat(ctx, pick[reminders.Recipient](l, "tg:-1", "tg:-1:5", "tg:-2"), l.words(), pick(l, "", l.unit()), by, l.now)
		},
		func() { _ = l.UnbindChat(ctx, pick[reminders.Recipient](l, "tg:-1", "tg:-2"), by, l.now) },
		func() { _ = l.MoveChat(ctx, "tg:-1", "tg:-2") },
		func() { l.revise() },
		func() { _, _ = l.Withdraw(ctx, "plan", by, l.today(), l.now) },
		func() {
			_, _ = l.SaveDraft(ctx, reminders.Version{Plan: pick(l, "plan", "other"), Title: "另一份", Text: l.words() + "原文", Hash: "h2", Source: []byte{0, 255}, ReadBy: by, ReadAt: l.now})
		},
		func() { _ = l.DropDraft(ctx, id) },
		func() {
			_ = l.SaveDraftCorrections(ctx, []reminders.Correction{{Plan: "plan", Kind: "unit", Quote: l.words(), Verdict: reminders.Accept, By: by, At: l.now}}, by)
		},
		func() { _, _ = l.Recur(ctx, l.today(), l.now) },
		func() { _ = l.NoteFile(ctx, pick(l, "lessons/一.csv", "lessons/二.csv"), l.words(), by, l.now) },
		func() {
			_, _ = l.Owe(ctx, []reminders.Delivery{{Milestone: id, Kind: "before-7", Day: l.today(), Recipient: pick[reminders.Recipient](l, "k", "y"), DueAt: l.now}}, l.today())
		},
		l.deliver, l.deliver,
		func() {
			_, _ = l.Snooze(ctx, pick[reminders.Recipient](l, "k", "y"), fmt.Sprint("m", 1+l.random.IntN(l.message+1)), 1+l.random.IntN(9), nil, time.UTC, l.now)
		},
		func() { _, _ = l.SaveUpdates(ctx, "bot", map[int64][]byte{id: {1}}) },
		func() { _ = l.SetUpdateAside(ctx, "bot", id, l.now) },
		func() { _ = l.FinishUpdates(ctx, "bot", id) },
	} {
		if l.random.IntN(8) == 0 {
			do()
		}
	}
}

// revise applies a text with other goals, days and milestones.
func (l *life) revise() {
	i := l.random.IntN(len(l.text))
	switch m := &l.text[i]; l.random.IntN(5) {
	case 0:
		m.Goal = pick(l, "达到 100%", "达到 90%")
	case 1:
		m.Due = m.Due.AddDays(l.random.IntN(60))
	case 2:
		m.Others = []reminders.Party{{Unit: l.unit(), Role: pick(l, "", "配合")}}
	case 3:
		l.text = append(l.text, reminders.Milestone{Key: fmt.Sprint("more", len(l.text)), Unit: l.unit(), Goal: "通报", Clause: "（二）", Due: l.today().AddDays(30), Recurrence: "每季度末"})
	case 4:
		if len(l.text) > 3 {
			l.text = slices.Delete(l.text, i, i+1)
		}
	}
	draft, err := l.SaveDraft(l.Context(), reminders.Version{Plan: "plan", Title: "计划", Text: l.words() + "原文", ReadBy: "a", ReadAt: l.now})
	must(l.T, err)
	_, _ = l.Apply(l.Context(), draft, l.text, pick[reminders.Recipient](l, reminders.System, "a", "k"), l.today(), l.now)
}

// deliver sends, fails to send, or supersedes what is due.
func (l *life) deliver() {
	unsent, err := l.Unsent(l.Context(), l.now)
	must(l.T, err)
	var rows []reminders.Delivery
	for _, u := range unsent {
		d := u.Delivery
		switch l.random.IntN(4) {
		case 0:
			l.message++
			d.SentAt, d.MessageID = l.now, fmt.Sprint("m", l.message)
		case 1:
			d.Attempts, d.LastError, d.NextTry = d.Attempts+1, l.words(), l.now.Add(time.Hour)
		case 2:
			d.Superseded = true
		}
		rows = append(rows, d)
	}
	must(l.T, l.Record(l.Context(), rows))
}

// TestReplay: whatever is done, the trail replays to what the tables hold; and whatever
// cell of them is then altered behind the program's back, or row is taken out, is named.
func TestReplay(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			l := &life{T: t, Store: fresh(t), random: rand.New(rand.NewPCG(seed, 5)), now: now}
			l.text = storetest.Imported(t, l.Store)
			for range 25 {
				l.live()
			}
			a := audited(t, l.Store)
			if a.End.ID < 30 {
				t.Errorf("little has happened: %d links", a.End.ID)
			}
			for range 5 {
				l.tamper()
			}
		})
	}
}

// tamper alters a cell or takes out a row, wants it named.
func (l *life) tamper() {
	l.Helper()
	w := watched[l.random.IntN(len(watched))]
	full, _, err := w.look(l.Context(), l.r)
	must(l.T, err)
	var n int
	must(l.T, l.r.QueryRow("SELECT count(*) FROM "+w.table).Scan(&n))
	if n == 0 {
		return
	}
	where := fmt.Sprintf(" WHERE (%[1]s) IN (SELECT %[1]s FROM %[2]s LIMIT 1 OFFSET %[3]d)", strings.Join(full.keys, ", "), w.table, l.random.IntN(n))
	if len(full.keys) == 1 {
		where = strings.Replace(where, "("+full.keys[0]+")", full.keys[0], 1)
	}
	drop := "DROP TRIGGER IF EXISTS " + w.table + "_keep; DROP TRIGGER IF EXISTS " + w.table + "_stay; DROP TRIGGER IF EXISTS " + w.table + "_grow; PRAGMA ignore_check_constraints = 1;"
	statement := "DELETE FROM " + w.table + where
	if len(full.columns) > 0 && l.random.IntN(3) > 0 {
		c := full.columns[l.random.IntN(len(full.columns))]
		statement = fmt.Sprintf("UPDATE OR IGNORE %s SET %s = CASE typeof(%[2]s) WHEN 'text' THEN %[2]s || 'x' WHEN 'integer' THEN %[2]s + 1 WHEN 'blob' THEN x'07' ELSE 1 END", w.table, c) + where
	}
	path := filepath.Join(l.TempDir(), "copy.db")
	must(l.T, l.Snapshot(l.Context(), path))
	c := open(l.T, path)
	defer c.Close()
	c.UseKey(l.KeyPath())
	behind(l.T, c, drop+statement)
	if got := audit(l.T, c); got == "" {
		l.Errorf("not named: %s", statement)
	}
}
