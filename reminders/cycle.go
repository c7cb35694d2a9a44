package reminders

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// cycle is how something recurs: once in each period of so many months, the first of a
// year beginning in January, due on a day of the period.
type cycle struct {
	months int  // 1, 3, 6 or 12
	month  int  // of the period, from 1
	day    int  // of that month; lastDay: its last
	stated bool // the words name the day; if not it is the period's last, by convention
}

const lastDay = 31

// cycleOf reads how something recurs from the words of its term: 每季度末, 每年2月底前,
// 每月10日前. ok is false where they name no periods of the calendar, or no one day in them.
func cycleOf(words string) (c cycle, ok bool) {
	rest := strings.Join(strings.Fields(words), "")
	if i := strings.IndexAny(rest, "每按逐"); i >= 0 {
		rest = rest[i+len("每"):]
	}
	rest = strings.TrimPrefix(rest, "个")
	for _, of := range []struct {
		name   string
		months int
	}{{"半年", 6}, {"季度", 3}, {"季", 3}, {"月", 1}, {"年", 12}} {
		if tail, found := strings.CutPrefix(rest, of.name); found {
			return cycle{months: of.months, month: of.months, day: lastDay}.within(tail)
		}
	}
	return cycle{}, false
}

// within reads the day from what stands behind the name of the period.
func (c cycle) within(tail string) (cycle, bool) {
	var numbers []int // read and not used yet
	digits := ""
	days, months := 0, 0
	take := func() (n int) {
		if n = numeral(digits); n > 0 {
			numbers = append(numbers, n)
		}
		digits = ""
		return n
	}
	last := func() int {
		if len(numbers) == 0 {
			return 0
		}
		n := numbers[len(numbers)-1]
		numbers = numbers[:len(numbers)-1]
		return n
	}
	for i, r := range tail {
		after := tail[i+len(string(r)):]
		switch {
		case strings.ContainsRune("0123456789一二三四五六七八九十", r):
			digits += string(r)
			continue
		case r == '首':
			digits += "1"
			continue
		}
		if take(); r == '个' {
			continue
		}
		switch {
		case r == '月':
			if n := last(); n > 0 {
				c.month, c.stated = n, true
				months++
			}
		case r == '季':
			if n := last(); n > 0 {
				c.month, c.stated = 3*n, true
				months++
			}
		case r == '日' || r == '号':
			if n := last(); n > 0 {
				c.day, c.stated = n, true
				days++
			}
		case strings.HasPrefix(after, "旬"):
			if at := strings.IndexRune("上中下", r); at >= 0 {
				c.day, c.stated = []int{10, 20, lastDay}[at/len("上")], true
				days++
			}
		case strings.HasPrefix(after, "半年"):
			if at := strings.IndexRune("上下", r); at >= 0 {
				c.month, c.stated = 6*(at/len("上")+1), true
				months++
			}
		case r == '末' && strings.HasPrefix(after, "月"):
			c.month, c.stated = c.months, true
			months++
		case r == '末' || r == '底':
			c.stated = true
		case r == '次' && len(numbers) > 0: // 一次, 至少2次
			last()
		}
	}
	take()
	right := c.month >= 1 && c.month <= c.months && c.day >= 1 && c.day <= lastDay && days <= 1 && months <= 1 && len(numbers) == 0
	if days > 0 && months == 0 && c.months > 1 { // which month's
		right = false
	}
	return c, right
}

// numeral reads a number up to 99 in digits or Chinese numerals; 0 if it is none.
func numeral(s string) int {
	n := 0
	for _, r := range s {
		switch at := strings.IndexRune("一二三四五六七八九", r); {
		case r == '十':
			n = max(n, 1) * 10
		case at >= 0:
			n += at/len("一") + 1
		default:
			n = n*10 + int(r-'0')
		}
		if n > 99 {
			return 0
		}
	}
	return n
}

// start gives the first day of the period that d is in.
func (c cycle) start(d Day) Day {
	month := (int(d.Month()) - 1) / c.months * c.months
	return DateDay(d.Year(), time.Month(month+1), 1)
}

// due gives the day on which the one of the period is due that begins on start.
func (c cycle) due(start Day) Day {
	first := start.AddDate(0, c.month-1, 0)
	return min(first.AddDays(c.day-1), first.AddDate(0, 1, -1))
}

// name names the period that begins on start: 2025年第二季度.
func (c cycle) name(start Day) string {
	n := (int(start.Month()) - 1) / c.months
	switch c.months {
	case 1:
		return fmt.Sprintf("%d年%d月", start.Year(), n+1)
	case 3:
		return fmt.Sprintf("%d年第%s季度", start.Year(), []string{"一", "二", "三", "四"}[n])
	case 6:
		return fmt.Sprintf("%d年%s半年", start.Year(), []string{"上", "下"}[n])
	}
	return fmt.Sprintf("%d年", start.Year())
}

// of gives the occurrence of a series in the period that d is in. ok is false where it
// would be due after the last day of the series.
func (c cycle) of(series Milestone, d Day) (m Milestone, ok bool) {
	m, start := series, c.start(d)
	m.Key = series.series() + periodMark + start.String()[:len("2025-04")]
	m.Period, m.Due, m.Convention = c.name(start), c.due(start), !c.stated
	m.Original, m.Year, m.Begins = m.Due, m.Due.Year(), max(series.Begins, start)
	return m, m.Until == 0 || m.Due <= m.Until
}

// current gives the occurrence that is to be asked for on that day: the first that is not
// past, or the last of all where that is over.
func (c cycle) current(series Milestone, today Day) Milestone {
	m, ok := c.of(series, max(today, series.Begins))
	if ok && m.Due < max(today, series.Begins) {
		if next, more := c.of(series, c.start(m.Due).AddDate(0, c.months, 0)); more {
			return next
		}
	}
	if !ok {
		m, _ = c.of(series, m.Until)
		if m.Due > m.Until {
			m, _ = c.of(series, c.start(m.Until).AddDays(-1))
		}
	}
	return m
}

// periodMark stands in the key of an occurrence between that of its series and the first
// month of its period.
const periodMark = "@"

// series gives the key that all occurrences of what recurs have in common.
func (m Milestone) series() string {
	if m.Period == "" {
		return m.Key
	}
	return m.Key[:strings.LastIndex(m.Key, periodMark)]
}

// begun gives the first day of an occurrence's period.
func (m Milestone) begun() Day {
	d, _ := ParseDay(m.Key[strings.LastIndex(m.Key, periodMark)+len(periodMark):] + "-01")
	return d
}

// Recurring gives the occurrences that come on that day after those of the ledger: of each
// series the one after the last when its period has begun or the last is closed. They are
// without ID and state. What comes of nobody looking for several periods comes as so many.
func Recurring(ledger []Milestone, today Day) []Milestone {
	last := map[string]Milestone{}
	var order []string
	for _, m := range ledger {
		if m.Period == "" || m.Status == Cancelled {
			continue
		}
		of := m.Plan + "\n" + m.series()
		l, known := last[of]
		if !known {
			order = append(order, of)
		}
		if !known || m.begun() > l.begun() {
			last[of] = m
		}
	}
	var all []Milestone
	for _, of := range order {
		m := last[of]
		c, ok := cycleOf(m.Recurrence)
		if !ok {
			continue
		}
		for done := m.Status == Closed; ; done = false {
			start := m.begun().AddDate(0, c.months, 0)
			next, ok := c.of(m, start)
			if !ok || start > today && !done {
				break
			}
			next.Begins = start
			all = append(all, next.fresh())
			m = next
		}
	}
	return all
}

// fresh gives m without anything that people have made of it.
func (m Milestone) fresh() Milestone {
	return Milestone{Plan: m.Plan, Key: m.Key, Unit: m.Unit, Role: m.Role, Others: slices.Clone(m.Others), Project: m.Project, Year: m.Year, Goal: m.Goal,
		Clause: m.Clause, Begins: m.Begins, Due: m.Due, Original: m.Original, Convention: m.Convention, Recurrence: m.Recurrence, Period: m.Period,
		Until: m.Until, Shared: m.Shared}
}

// occurrences puts what a ledger has, or is to have, of each series of a text in the
// series' place. pinned tells which of the ledger's some of them are.
func occurrences(ledger, text []Milestone, today Day) (all []Milestone, pinned map[int]int) {
	pinned = map[int]int{}
	known := map[string][]int{}
	claimed := map[string]bool{}
	for j, m := range ledger {
		if m.Period != "" {
			known[m.series()] = append(known[m.series()], j)
		}
	}
	for _, m := range text {
		claimed[m.Key] = true
	}
	for _, m := range text {
		c, ok := cycleOf(m.Recurrence)
		if !ok {
			all = append(all, m)
			continue
		}
		rows := known[m.Key]
		for _, l := range ledger { // the same under another key
			if len(rows) == 0 && l.Period != "" && !claimed[l.series()] && l.Status != Cancelled && m.OfAny(l.Units()) && (l.Project == m.Project || l.Goal == m.Goal) {
				rows = known[l.series()]
				claimed[l.series()] = true
			}
		}
		seen := map[string]bool{}
		for _, j := range rows {
			o, _ := c.of(m, ledger[j].begun())
			if seen[o.Key] { // the periods are longer than they were
				continue
			}
			seen[o.Key] = true
			if ledger[j].Status == Closed && m.Status != Cancelled { // stays as it was
				key := o.Key
				o = ledger[j]
				o.Key, o.Due, o.Status = key, o.Original, ""
			}
			pinned[len(all)] = j
			all = append(all, o)
		}
		if len(rows) == 0 {
			all = append(all, c.current(m, today))
		}
	}
	return all, pinned
}

// Recurs reports whether the words name how something recurs by periods of the calendar,
// with one day in each, so that it comes period by period.
func Recurs(words string) bool {
	_, ok := cycleOf(words)
	return ok
}
