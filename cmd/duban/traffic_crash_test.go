package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"duban/knowledge/seed"
	"duban/reminders"
	"duban/reminders/sqlite"
)

// How many people report at the same time, and how often each. A report brings three
// messages, and all together have to stay below what Telegram takes: otherwise answers pile
// up, and the test waits for them alone.
const (
	reporters   = 60
	reportEvery = 12 * time.Second
)

// TestRestartsDuringTraffic stops and kills the real program at random moments while
// people press 填报 and write what they have done, and counts what the ledger has of it:
// every report once. DUBAN_CRASHES sets how often each; 3 unless set.
func TestRestartsDuringTraffic(t *testing.T) {
	inRealTime(t)
	t.Parallel()
	p := newProgram(t)
	p.server.Delay(crashDelay)
	fillReporters(p)
	ctx, cancel := context.WithCancel(t.Context())
	sent := make(chan int)
	for i := range reporters {
		go func() { sent <- keepReporting(ctx, p, i) }()
	}
	for n := range 2 * crashes(3) {
		p.start()
		time.Sleep(300*time.Millisecond + rand.N(900*time.Millisecond))
		if n%2 == 0 {
			p.kill()
		} else {
			p.term()
		}
	}
	cancel()
	wrote := make(map[int]int, reporters) // reports by person
	total := 0
	for range reporters {
		n := <-sent
		wrote[n/1000] = n % 1000
		total += n % 1000
	}
	for tries := 0; p.server.Confirmed() < p.server.Newest() || pendingUpdates(p) > 0; tries++ {
		if tries == 30 {
			t.Fatalf("%d updates are still pending", pendingUpdates(p))
		}
		p.start()
		time.Sleep(2 * time.Second) // the rest of what was asked, and its answers
		p.term()
	}
	store, err := sqlite.Open(t.Context(), filepath.Join(p.data, diaryName))
	p.must(err)
	defer store.Close()
	missing, twice := 0, 0
	for i := range reporters {
		events, err := store.Events(t.Context(), int64(i+1))
		p.must(err)
		times := map[string]int{}
		for _, e := range events {
			if e.Action == reminders.Report {
				times[e.Reason]++
			}
		}
		for n := range wrote[i] {
			switch words := reportWords(i, n); {
			case times[words] == 0:
				missing++
				t.Errorf("%s is not in the ledger", words)
			case times[words] > 1:
				twice++
				t.Errorf("%s is in the ledger %d times", words, times[words])
			}
		}
	}
	if _, err := store.VerifyChain(t.Context()); err != nil {
		t.Error(err)
	}
	t.Logf("%d restarts: %d reports, %d missing, %d twice", 2*crashes(3), total, missing, twice)
}

// fillReporters writes a ledger in which each person has one milestone.
func fillReporters(p *program) {
	ctx, now := p.Context(), time.Now()
	store, err := sqlite.Open(ctx, filepath.Join(p.data, diaryName))
	p.must(err)
	defer store.Close()
	var all []reminders.Milestone
	for i := range reporters {
		unit := fmt.Sprintf("第%d单位", i)
		all = append(all, reminders.Milestone{Key: unit, Unit: unit, Project: "任务", Goal: "达到创建标准", Clause: "附件", Due: reminders.DayOf(now, time.UTC).AddDays(400)})
		p.must(store.Bind(ctx, reminders.Recipient(fmt.Sprintf("tg:%d", crashFirst+i)), unit, reminders.Liaison, unit, reminders.System, now))
	}
	draft, err := store.SaveDraft(ctx, reminders.Version{Plan: "plan", Title: "计划", Text: seed.Text(), ReadBy: reminders.System, ReadAt: now})
	p.must(err)
	_, err = store.Apply(ctx, draft, all, reminders.System, reminders.DayOf(now, time.UTC), now)
	p.must(err)
}

func reportWords(person, n int) string {
	return fmt.Sprintf("%d期工程已通过验收，第%d批设备安装完成", person, n)
}

// keepReporting has a person press the button and write, again and again until ctx ends. It
// gives the person's number times a thousand, and how often.
func keepReporting(ctx context.Context, p *program, person int) int {
	user := int64(crashFirst + person)
	wait := rand.N(reportEvery)
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return person*1000 + n
		case <-time.After(wait):
		}
		p.server.Press(user, user, 1, fmt.Sprintf("report:%d:card", person+1))
		p.server.Say(user, user, reportWords(person, n))
		wait = reportEvery
	}
}

// pendingUpdates counts the updates that the program has taken and not dealt with.
func pendingUpdates(p *program) int {
	store, err := sqlite.Open(p.Context(), filepath.Join(p.data, diaryName))
	p.must(err)
	defer store.Close()
	pending, err := store.PendingUpdates(p.Context(), "tg:7000000001")
	p.must(err)
	return len(pending)
}
