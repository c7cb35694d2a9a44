package main

import (
	"fmt"
	"net"
	"net/url"
	"time"
)

// clock tells the time: the machine's, or a simulated one for demonstrations and
// tests that starts at a given moment and runs at a given speed.
type clock struct {
	start time.Time // simulated moment of from; zero for the machine's time
	from  time.Time
	speed float64
}

// newClock reads a day (2023-12-01), a minute (2023-12-01 08:30) or an RFC 3339
// time in loc; empty is the machine's clock. Speed is simulated seconds a second.
func newClock(now string, speed float64, loc *time.Location) (clock, error) {
	if now == "" {
		if speed != 1 {
			return clock{}, usage("DUBAN_CLOCK_SPEED 只能和 DUBAN_NOW 一起用，请同时设定起始时间。")
		}
		return clock{}, nil
	}
	if speed < 0 {
		return clock{}, usage("DUBAN_CLOCK_SPEED 不能是负数。")
	}
	for _, form := range []string{time.RFC3339, "2006-01-02 15:04", "2006-01-02T15:04", time.DateTime, time.DateOnly} {
		if t, err := time.ParseInLocation(form, now, loc); err == nil {
			if form == time.DateOnly {
				t = t.Add(workStart)
			}
			return clock{start: t, from: time.Now(), speed: speed}, nil
		}
	}
	return clock{}, usage(fmt.Sprintf("时间“%s”读不懂，请写成 2023-12-01 或 2023-12-01 08:30。", now))
}

// workStart is the time of day that a simulated clock without one starts at, in
// the middle of a working day's morning.
const workStart = 10 * time.Hour

// Now gives the current moment.
func (c clock) Now() time.Time {
	if c.start.IsZero() {
		return time.Now()
	}
	return c.start.Add(time.Duration(float64(time.Since(c.from)) * c.speed))
}

// onThisMachine reports whether whatever answers at that address may have this machine's
// clock: then its time says nothing about it.
func onThisMachine(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsUnspecified())
}

func (c clock) simulated() bool { return !c.start.IsZero() }
