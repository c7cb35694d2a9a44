package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/sqlite"
)

// BenchmarkAnswers has fifty people ask the real program through the fake Telegram, its
// limits on, each every so often, and measures from the update to the call that brings
// the answer. The first answers of a cold start are not counted.
func BenchmarkAnswers(b *testing.B) {
	const people, warm = 50, 3 * time.Second
	for _, every := range []time.Duration{2 * time.Second, 4 * time.Second} {
		b.Run(fmt.Sprintf("every=%s", every), func(b *testing.B) {
			for b.Loop() {
				p := newProgram(b)
				p.server.Limit()
				store, err := sqlite.Open(b.Context(), filepath.Join(p.data, diaryName))
				p.must(err)
				for i := range people {
					id := reminders.Recipient(fmt.Sprintf("tg:%d", crashFirst+i))
					p.must(store.Bind(b.Context(), id, "读者", reminders.Reader, "", reminders.System, time.Now()))
				}
				p.must(store.Close())
				p.start()
				asked := make([][]time.Time, people)
				var asking sync.WaitGroup
				began := time.Now()
				for i := range people {
					asking.Go(func() {
						user := int64(crashFirst + i)
						for next := rand.N(every); next < time.Minute; next += every {
							time.Sleep(time.Until(began.Add(next)))
							asked[i] = append(asked[i], time.Now())
							p.server.Say(user, user, "柯桥区2021年要做到什么？")
						}
					})
				}
				asking.Wait()
				answered := map[int][]time.Time{}
				p.server.Wait(b.Context(), b, func() bool {
					clear(answered)
					n := 0
					for _, c := range p.server.Calls("sendMessage") {
						chat, _ := strconv.Atoi(c.Params["chat_id"])
						if c.Status != http.StatusOK || chat < crashFirst { // sent again later, or a notice
							continue
						}
						answered[chat-crashFirst] = append(answered[chat-crashFirst], c.At)
						n++
					}
					return n >= people*int(time.Minute/every)
				})
				var took []time.Duration
				for i, all := range asked {
					for n, at := range all {
						if at.Sub(began) > warm {
							took = append(took, answered[i][n].Sub(at))
						}
					}
				}
				p.term()
				slices.Sort(took)
				b.ReportMetric(took[len(took)/2].Seconds()*1000, "ms-p50")
				b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "ms-p99")
				b.ReportMetric(float64(len(took)), "answers")
			}
		})
	}
}
