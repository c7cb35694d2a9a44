package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/knowledge/seed"
	"duban/reminders"
	"duban/reminders/sqlite"
)

// The world of TestFlood: an hour of its clock takes so long, and at each so many people
// are reminded of something.
const (
	floodHour    = 5 * time.Second
	floodPerHour = 20
	floodFirst   = 1000    // user id of the first of them
	floodGuests  = 500_000 // and of the strangers
	floodNet     = 50 * time.Millisecond
)

// floodTime is how long strangers write: DUBAN_FLOOD, in seconds, or 6 s.
func floodTime() time.Duration {
	if n, err := strconv.Atoi(os.Getenv("DUBAN_FLOOD")); err == nil {
		return time.Duration(n) * time.Second
	}
	return 6 * time.Second
}

// patient gives what a test of the real program may take: what is promised where it is
// measured, on a machine that has nothing else to do, and several times as long among other
// tests. Package telegram holds the promise by a fake clock.
func patient(measured string, promised time.Duration) time.Duration {
	if os.Getenv(measured) != "" {
		return promised
	}
	return 5 * promised
}

// TestFlood has strangers, every second message one and the same, write a hundred messages a second to the
// real program, with Telegram's limits on, while reminders fall due and a supervisor asks.
func TestFlood(t *testing.T) {
	inRealTime(t)
	p := newProgram(t)
	p.server.Delay(floodNet)
	p.server.Limit()
	start := time.Date(2023, 3, 1, 5, 30, 0, 0, time.FixedZone("CST", 8*3600))
	p.fillFlood(start)
	speed := float64(time.Hour) / float64(floodHour)
	began := time.Now()
	p.start("DUBAN_NOW="+start.Format(time.RFC3339), fmt.Sprintf("DUBAN_CLOCK_SPEED=%f", speed))
	p.until("asked for updates", func() bool { return len(p.server.Calls("setMyCommands")) > 0 })
	ready := time.Now()
	ctx, end := context.WithTimeout(t.Context(), floodTime())
	defer end()
	var flood sync.WaitGroup
	flood.Go(func() {
		for i := int64(0); ctx.Err() == nil; i++ {
			who := int64(floodGuests)
			if i%2 == 0 {
				who += 1 + i
			}
			p.server.Say(who, who, "让我进去")
			pause(ctx, time.Until(ready.Add(time.Duration(i+1)*10*time.Millisecond)))
		}
	})
	var waits []time.Duration
	for i := 0; ctx.Err() == nil; i++ {
		pause(ctx, 1300*time.Millisecond)
		waits = append(waits, p.askSupervisor(i))
	}
	flood.Wait()
	// Which moment the clock began at the program alone knows, to the time that it took to start.
	var late []time.Duration
	for _, c := range p.server.Calls("sendMessage") {
		chat, _ := strconv.ParseInt(c.Params["chat_id"], 10, 64)
		if chat < floodFirst || chat >= floodGuests {
			continue
		}
		hour := 6 + (chat-floodFirst)/floodPerHour
		due := began.Add(time.Duration((float64(hour) - 5.5) * float64(floodHour)))
		late = append(late, c.At.Sub(due))
	}
	slices.Sort(waits)
	slices.Sort(late)
	if len(late) < floodPerHour {
		t.Fatalf("%d reminders were sent", len(late))
	}
	t.Logf("%d messages of strangers; %d answers to the supervisor, most %v, median %v; %d reminders, most %v, median %v after their time",
		p.server.Newest()-500_000, len(waits), waits[len(waits)-1], waits[len(waits)/2], len(late), late[len(late)-1], late[len(late)/2])
	if most := waits[len(waits)-1]; most > patient("DUBAN_FLOOD", time.Second) {
		t.Errorf("the supervisor waited %v", most)
	}
	if most := late[len(late)-1]; most > patient("DUBAN_FLOOD", 5*time.Second) {
		t.Errorf("a reminder left %v late", most)
	}
	p.term()
}

// TestQueue starts the real program when so many updates of strangers, or of people who are
// known, wait for it with Telegram: DUBAN_QUEUE, or 1,000. A supervisor asks when they have
// been taken, and when the program has been killed and started again.
func TestQueue(t *testing.T) {
	inRealTime(t)
	n, err := strconv.Atoi(os.Getenv("DUBAN_QUEUE"))
	if err != nil {
		n = 1000
	}
	for name, first := range map[string]int64{"strangers": floodGuests, "known": floodFirst} {
		t.Run(name, func(t *testing.T) {
			p := newProgram(t)
			p.server.Delay(floodNet)
			p.server.Limit()
			p.fillFlood(time.Date(2023, 3, 1, 5, 30, 0, 0, time.FixedZone("CST", 8*3600)))
			for i := range int64(n) {
				who := first + i%(floodPerHour*floodHours)
				p.server.Say(who, who, "柯桥区2021年要做到什么")
			}
			began := time.Now()
			p.start("DUBAN_NOW=2023-03-01 05:30")
			p.until("taken them", func() bool { return p.server.Confirmed() >= p.server.Newest() })
			took := time.Since(began)
			p.askInQueue(fmt.Sprintf("%d updates taken in %v", n, took))
			p.kill()
			left := pendingUpdates(p)
			commands := len(p.server.Calls("setMyCommands"))
			p.start("DUBAN_NOW=2023-03-01 05:30")
			p.until("started again", func() bool { return len(p.server.Calls("setMyCommands")) > commands })
			p.askInQueue(fmt.Sprintf("started again with %d updates", left))
			p.kill()
		})
	}
}

// askInQueue has the supervisor ask a few times while updates wait.
func (p *program) askInQueue(when string) {
	p.Helper()
	var waits []time.Duration
	for i := range 6 {
		waits = append(waits, p.askSupervisor(i).Round(time.Millisecond))
	}
	most := slices.Max(waits)
	p.Logf("%s; then a supervisor waited %v at most: %v", when, most, waits)
	if most > patient("DUBAN_QUEUE", 2*time.Second) {
		p.Errorf("a supervisor waited %v", most)
	}
}

// floodHours is how many hours of the day reminders come at.
const floodHours = 12

// fillFlood lets people in, each of a unit of their own with something due in a day.
func (p *program) fillFlood(now time.Time) {
	ctx := p.Context()
	store, err := sqlite.Open(ctx, filepath.Join(p.data, diaryName))
	p.must(err)
	defer store.Close()
	everyDayIsWorked(p, p.data, now.Year())
	p.must(store.EnsureAdmins(ctx, []reminders.Recipient{reminders.Recipient(fmt.Sprintf("tg:%d", crashAdmin))}, now))
	set := reminders.DefaultSettings()
	set.Rule = reminders.Rule{Before: []int{1}, Overdue: []int{300}, Hour: 9}
	p.must(store.SetSettings(ctx, set, reminders.System, now))
	var all []reminders.Milestone
	due := reminders.DayOf(now, now.Location()).AddDays(1)
	for i := range floodHours * floodPerHour {
		unit, id := fmt.Sprintf("第%d单位", i), reminders.Recipient(fmt.Sprintf("tg:%d", floodFirst+i))
		all = append(all, reminders.Milestone{Key: unit, Unit: unit, Project: "任务", Year: 2023, Goal: "达到", Clause: "附件", Due: due})
		p.must(store.Bind(ctx, id, unit, reminders.Liaison, unit, reminders.System, now))
		p.must(store.SetHours(ctx, id, reminders.Hours{Own: reminders.FirstHour + i/floodPerHour}, now))
		p.server.Meet(int64(floodFirst + i))
	}
	draft, err := store.SaveDraft(ctx, reminders.Version{Plan: "plan", Title: "计划", Text: seed.Text(), ReadBy: reminders.System, ReadAt: now.AddDate(0, 0, -9)})
	p.must(err)
	before := now.AddDate(0, 0, -9)
	_, err = store.Apply(ctx, draft, all, reminders.System, reminders.DayOf(before, now.Location()), before)
	p.must(err)
}

// askSupervisor has the supervisor ask, and gives how long the answer took to be carried out.
func (p *program) askSupervisor(i int) time.Duration {
	p.Helper()
	before := p.answersToSupervisor()
	asked := time.Now()
	p.server.Say(crashAdmin, crashAdmin, []string{"柯桥区2021年要做到什么", "进度", "谁还没签收"}[i%3])
	ctx, cancel := context.WithTimeout(p.Context(), 30*time.Second)
	defer cancel()
	p.server.Wait(ctx, p, func() bool { return p.answersToSupervisor() > before })
	return time.Since(asked)
}

func (p *program) answersToSupervisor() (n int) {
	for _, c := range p.server.Calls("sendMessage") {
		if c.Params["chat_id"] == strconv.Itoa(crashAdmin) && !strings.HasPrefix(c.Text, "任务提醒") {
			n++
		}
	}
	return n
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
