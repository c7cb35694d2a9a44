package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"duban/knowledge/seed"
	"duban/reminders"
	"duban/reminders/sqlite"
)

// The world of TestKilledReminders: a day takes so long, and on each so many units have
// something due, each with one liaison, who has an hour of their own.
const (
	crashDay    = 2 * time.Second
	crashPerDay = 10
	crashHours  = 10                    // of the day at which reminders come, the first ones: the rest is for what is late
	crashBefore = 2                     // days before its due day on which each is reminded of too
	crashDelay  = 25 * time.Millisecond // of the fake Telegram's answers
	crashFirst  = 1000                  // user id of the first liaison
)

var crashStart = time.Date(2023, 3, 1, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))

// TestKilledReminders kills the real program at random moments while reminders fall due,
// people put them off and acknowledge, and the supervisor urges, which adds to them, and
// looks at what the people and the diary have afterwards. It lives in real time, as the
// program does. DUBAN_CRASHES sets how often; 5 unless set.
func TestKilledReminders(t *testing.T) {
	inRealTime(t)
	t.Parallel()
	kills := crashes(5)
	w := newCrashWorld(t, kills)
	for range kills {
		w.start()
		time.Sleep(300*time.Millisecond + rand.N(1200*time.Millisecond))
		w.kill()
	}
	w.start()
	w.settle()
	w.judge()
}

// crashWorld is the program under test, and the people around it.
type crashWorld struct {
	*program
	began  time.Time // real moment of crashStart
	starts []time.Time
	killed []time.Time
	people context.CancelFunc
	done   chan struct{}
}

func newCrashWorld(t *testing.T, kills int) *crashWorld {
	w := &crashWorld{program: newProgram(t), done: make(chan struct{})}
	w.server.Delay(crashDelay)
	days := int((time.Duration(kills)*900*time.Millisecond)/crashDay) + 2
	everyDayIsWorked(w, w.data, 2023)
	w.fill(days)
	w.began = time.Now()
	ctx, cancel := context.WithCancel(t.Context())
	w.people = cancel
	go w.live(ctx)
	t.Cleanup(func() {
		cancel()
		<-w.done
	})
	return w
}

// everyDayIsWorked has every day of the year be a working day, so that the days are alike.
func everyDayIsWorked(t testing.TB, data string, year int) {
	t.Helper()
	var rest strings.Builder
	for d := reminders.DateDay(year, 1, 1); d.Year() == year; d++ {
		fmt.Fprintf(&rest, "%s,班,\n", d)
	}
	if err := os.WriteFile(filepath.Join(data, holidaysName), []byte(rest.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// fill writes the ledger: each milestone is one unit's, due on one of the days.
func (w *crashWorld) fill(days int) {
	ctx, now := w.Context(), crashStart.Add(-time.Hour)
	store, err := sqlite.Open(ctx, filepath.Join(w.data, diaryName))
	w.must(err)
	defer store.Close()
	w.must(store.EnsureAdmins(ctx, []reminders.Recipient{reminders.Recipient(fmt.Sprintf("tg:%d", crashAdmin))}, now))
	set := reminders.DefaultSettings()
	set.Rule = reminders.Rule{Before: []int{crashBefore}, OnDay: true, Overdue: []int{300}, Hour: 9}
	w.must(store.SetSettings(ctx, set, reminders.System, now))
	var all []reminders.Milestone
	for i := range days * crashPerDay {
		due := reminders.DayOf(crashStart, crashStart.Location()).AddDays(crashBefore + 1 + i/crashPerDay)
		unit := fmt.Sprintf("第%d单位", i)
		all = append(all, reminders.Milestone{Key: unit, Unit: unit, Project: fmt.Sprintf("第%d号任务", i), Year: 2023, Goal: "达到创建标准", Clause: "附件", Due: due})
		id := reminders.Recipient(fmt.Sprintf("tg:%d", crashFirst+i))
		w.must(store.Bind(ctx, id, unit, reminders.Liaison, unit, reminders.System, now))
		w.must(store.SetHours(ctx, id, reminders.Hours{Own: reminders.FirstHour + i%crashHours}, now))
		w.server.Meet(int64(crashFirst + i))
	}
	w.server.Meet(crashAdmin)
	draft, err := store.SaveDraft(ctx, reminders.Version{Plan: "plan", Title: "计划", Text: seed.Text(), ReadBy: reminders.System, ReadAt: now})
	w.must(err)
	_, err = store.Apply(ctx, draft, all, reminders.System, reminders.DayOf(now, now.Location()), now)
	w.must(err)
}

// simulated gives the program's time at a real moment.
func (w *crashWorld) simulated(at time.Time) time.Time {
	return crashStart.Add(time.Duration(float64(at.Sub(w.began)) * float64(24*time.Hour) / float64(crashDay)))
}

func (w *crashWorld) start() {
	now := time.Now()
	w.starts = append(w.starts, now)
	w.program.start("DUBAN_NOW="+w.simulated(now).Format(time.RFC3339Nano), fmt.Sprintf("DUBAN_CLOCK_SPEED=%f", float64(24*time.Hour)/float64(crashDay)))
}

func (w *crashWorld) kill() {
	w.killed = append(w.killed, time.Now())
	w.program.kill()
}

var acknowledgeData = regexp.MustCompile(`"(acknowledge:(\d+):reminder)"`)

// live is what people do with what they are sent, until ctx ends: some put it off, some
// acknowledge, for some the supervisor urges. The others let it be.
func (w *crashWorld) live(ctx context.Context) {
	defer close(w.done)
	seen := 0
	for {
		calls := w.server.Calls("sendMessage")
		for _, c := range calls[seen:] {
			chat, _ := strconv.ParseInt(c.Params["chat_id"], 10, 64)
			keys := strings.ReplaceAll(c.Params["reply_markup"], `\"`, `"`)
			acknowledge := acknowledgeData.FindStringSubmatch(keys)
			switch {
			case acknowledge == nil || !strings.Contains(c.Text, "任务提醒"):
			case chat%touched == 1 && strings.Contains(keys, `"snooze:1"`):
				w.server.Press(chat, chat, c.MessageID, "snooze:1")
			case chat%touched == 2:
				w.server.Press(chat, chat, c.MessageID, acknowledge[1])
			case chat%touched == 3:
				w.server.Press(crashAdmin, crashAdmin, c.MessageID, "urge:"+acknowledge[2]+":card")
			}
		}
		seen = len(calls)
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// touched: of so many people three do something with what they are sent.
const touched = 8

// settle waits until the last milestone has been due for a while and nothing is under
// way any more, then stops the people and the program.
func (w *crashWorld) settle() {
	days := 0
	for _, m := range w.milestones() {
		days = max(days, int(m.Due-reminders.DayOf(crashStart, crashStart.Location())))
	}
	time.Sleep(time.Until(w.began.Add(time.Duration(days+3) * crashDay)))
	w.people()
	<-w.done
	w.killed = append(w.killed, time.Now())
	w.term()
}

func (w *crashWorld) milestones() []reminders.Milestone {
	store, err := sqlite.Open(w.Context(), filepath.Join(w.data, diaryName))
	w.must(err)
	defer store.Close()
	all, err := store.Milestones(w.Context(), reminders.Filter{})
	w.must(err)
	return all
}

// judge compares what was delivered with what was owed. A message that the diary does
// not know was sent again: the process died before it could be marked.
func (w *crashWorld) judge() {
	ctx := w.Context()
	store, err := sqlite.Open(ctx, filepath.Join(w.data, diaryName))
	w.must(err)
	defer store.Close()
	if _, err := store.VerifyChain(ctx); err != nil {
		w.Error(err)
	}
	marked := map[string]bool{}       // messages that the diary knows
	dueAt := map[string][]time.Time{} // by message: when what it says was due
	lost, sent, overtaken, late := 0, 0, 0, time.Duration(0)
	all, err := store.Milestones(ctx, reminders.Filter{})
	w.must(err)
	for _, m := range all {
		rows, err := store.Deliveries(ctx, m.ID)
		w.must(err)
		got := map[reminders.Kind]bool{}
		for _, d := range rows {
			switch {
			case !d.SentAt.IsZero():
				sent++
				got[d.Kind] = true
				key := strings.TrimPrefix(string(d.Recipient), "tg:") + "/" + d.MessageID
				marked[key] = true
				dueAt[key] = append(dueAt[key], d.DueAt)
			case d.Superseded:
				overtaken++
			default:
				lost++
				w.Errorf("milestone %d, %s of %s is still owed: %+v", m.ID, d.Kind, d.Day, d)
			}
		}
		// What the rule says is owed independently of what the diary says. The one before
		// may have been overtaken by the one of the due day, if the program was down, or the
		// machine busy, for so long.
		before := reminders.Kind(fmt.Sprintf("before-%d", crashBefore))
		if !got["due"] || !got[before] && !overtakenRow(rows, before) {
			lost++
			w.Errorf("milestone %d was not reminded of as the rule says: %+v", m.ID, rows)
		}
	}
	acknowledged, flying := 0, 0
	for _, c := range w.server.Calls("sendMessage") {
		if !strings.HasPrefix(c.Text, "任务提醒") && !strings.HasPrefix(c.Text, "通知") { // an answer
			continue
		}
		key := c.Params["chat_id"] + "/" + strconv.Itoa(c.MessageID)
		switch {
		case marked[key]:
			for _, at := range dueAt[key] {
				late = max(late, w.lateness(c.At, at))
			}
		case c.Answered.IsZero() || w.killedBefore(c.At, c.Answered):
			flying++
		default:
			acknowledged++
			w.Logf("repeated: answered %s before the kill", w.nextKill(c.Answered).Sub(c.Answered))
		}
	}
	w.Logf("%d kills: %d reminders sent, %d overtaken, %d lost, %d repeated after their acknowledgement, %d repeated in flight, latest %s",
		len(w.killed)-1, sent, overtaken, lost, acknowledged, flying, late.Round(10*time.Millisecond))
	if most := max(3, 3*(len(w.killed)-1)/100); acknowledged > most {
		w.Errorf("%d were repeated after their acknowledgement, more than %d", acknowledged, most)
	}
	if flying > 2*len(w.killed) {
		w.Errorf("%d were repeated in flight in %d kills", flying, len(w.killed))
	}
}

func overtakenRow(rows []reminders.Delivery, k reminders.Kind) bool {
	return slices.ContainsFunc(rows, func(d reminders.Delivery) bool { return d.Kind == k && d.Superseded })
}

// lateness gives how long after its due time, or after the start of the program that
// sent it, a message went out.
func (w *crashWorld) lateness(sent, due time.Time) time.Duration {
	from := w.began.Add(time.Duration(float64(due.Sub(crashStart)) * float64(crashDay) / float64(24*time.Hour)))
	for _, s := range w.starts {
		if s.Before(sent) && s.After(from) {
			from = s
		}
	}
	return sent.Sub(from)
}

// killedBefore tells whether the program died between the two moments.
func (w *crashWorld) killedBefore(from, to time.Time) bool {
	for _, k := range w.killed {
		if k.After(from) && k.Before(to) {
			return true
		}
	}
	return false
}

func (w *crashWorld) nextKill(after time.Time) time.Time {
	for _, k := range w.killed {
		if k.After(after) {
			return k
		}
	}
	return after
}
