package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/bot/ics"
	"duban/bot/office"
	"duban/knowledge/zh"
	"duban/reminders"
)

const howSimulate = "用法：duban simulate --from 2023-10-01 --to 2024-01-31 [--unit 柯桥区] [--summary 或 --ics]。"

// runSimulate prints every message that would be sent between two days, from the
// real rules and the current ledger, if nobody did anything in the meantime. What
// was past before the first day counts as held, as it would have been then.
func runSimulate(ctx context.Context, c config, args []string, stdout io.Writer) error {
	flags := newFlags("simulate")
	fromText := flags.String("from", "", "")
	toText := flags.String("to", "", "")
	unit := flags.String("unit", "", "")
	summary := flags.Bool("summary", false, "")
	asICS := flags.Bool("ics", false, "")
	if rest, err := parse(flags, howSimulate, args); err != nil {
		return err
	} else if len(rest) > 0 || *summary && *asICS {
		return usage(howSimulate)
	}
	from, err1 := reminders.ParseDay(*fromText)
	to, err2 := reminders.ParseDay(*toText)
	switch {
	case err1 != nil || err2 != nil:
		return usage("日期要写成 2023-10-01 这样。" + howSimulate)
	case from > to:
		return usage("--from 不能晚于 --to。" + howSimulate)
	case to-from > 366*20:
		return usage("一次最多预演20年。" + howSimulate)
	}
	l, err := lookUpLibrary(ctx, c)
	if err != nil {
		return err
	}
	defer l.Close()
	days, err := c.openCalendar(l.Folder())
	if err != nil {
		return err
	}
	ledger, err := l.readLedger(ctx, c.clock.Now())
	if err != nil {
		return err
	}
	ledger.Milestones = reminders.AsOf(ledger.Milestones, from, c.location)
	name := ""
	if *unit != "" {
		var ok bool
		if name, ok = l.unitNamed(*unit, c.clock.Now()); !ok {
			return usage(fmt.Sprintf("计划里没有“%s”这个单位。可选：%s。", *unit, unitList(l)))
		}
		ledger.Milestones = slices.DeleteFunc(ledger.Milestones, func(m reminders.Milestone) bool { return !m.OfAny([]string{name}) })
	}
	planned := reminders.Simulate(ledger, days, from, to, c.location)
	if name != "" { // others who share a task are told too
		planned = slices.DeleteFunc(planned, func(p reminders.Planned) bool {
			return !p.To.Serves(name) && p.Unit != name && !slices.ContainsFunc(p.Items, func(i reminders.Item) bool { return slices.Contains(i.Unserved, name) })
		})
	}
	switch {
	case *asICS:
		err = ics.Write(stdout, "督办提醒预演", simulatedEvents(planned), c.clock.Now())
	case *summary:
		_, err = io.WriteString(stdout, simulatedSummary(planned, from, to)+unknownYears(days, from, to))
	default:
		_, err = io.WriteString(stdout, calendarText(planned, from, to)+unknownYears(days, from, to))
	}
	if err != nil {
		return fail("预演写不出去。", err)
	}
	return nil
}

// readLedger gives the ledger with all milestones and the people who can be told, or
// the plan's milestones as an import would make them now, where there is no ledger
// yet. It takes no lock, so that it works while the bot runs.
func (l *library) readLedger(ctx context.Context, now time.Time) (reminders.Ledger, error) {
	if l.store == nil {
		ledger := reminders.Ledger{Settings: reminders.DefaultSettings()}
		for _, b := range l.Books() {
			milestones, err := office.Milestones(b.Key, b.Plan(), nil)
			if err != nil {
				return ledger, fail("计划里的期限读不了。", err)
			}
			milestones = reminders.Revise(nil, milestones, reminders.DayOf(now, l.config.location)).Added // with what recurs as it comes first
			for i := range milestones {
				m := &milestones[i]
				m.ID = int64(len(ledger.Milestones) + i + 1)
				m.Original, m.Status, m.Held, m.Since, m.UpdatedAt = m.Due, reminders.Open, m.Past(reminders.DayOf(now, l.config.location)), now, now
			}
			ledger.Milestones = append(ledger.Milestones, milestones...)
		}
		return ledger, nil
	}
	ledger, err1 := l.store.Ledger(ctx)
	milestones, err2 := l.store.Milestones(ctx, reminders.Filter{})
	if err := errors.Join(err1, err2); err != nil {
		return ledger, fail("台账读不了。", err)
	}
	ledger.Milestones = milestones
	ledger.People = slices.DeleteFunc(ledger.People, func(p reminders.Person) bool { return p.Silent })
	return ledger, nil
}

var weekdays = []string{"日", "一", "二", "三", "四", "五", "六"}

// calendarText writes the messages by day and recipient.
func calendarText(planned []reminders.Planned, from, to reminders.Day) string {
	var out strings.Builder
	fmt.Fprintf(&out, "预演%s至%s的提醒：按现在的规则和台账，假定其间没有人签收、填报。\n", from, to)
	items := 0
	var last time.Time
	for _, p := range planned {
		if !p.At.Equal(last) {
			fmt.Fprintf(&out, "\n%s（周%s）%s\n", p.At.Format(time.DateOnly), weekdays[p.At.Weekday()], p.At.Format("15:04"))
			last = p.At
		}
		fmt.Fprintf(&out, "  %s，%d项：\n", p.Who(), len(p.Items))
		for _, i := range p.Items {
			items++
			if i.Kind.Digest() {
				fmt.Fprintf(&out, "    · %s\n", i.Kind.Label())
				continue
			}
			due := i.Milestone.Due.String()
			if i.Milestone.Convention {
				due += "，按系统约定"
			}
			fmt.Fprintf(&out, "    · %s｜%s｜%s｜%s（%s）\n", i.Kind.Label(), strings.Join(i.Milestone.Units(), "、"), i.Milestone.Name(), zh.Unspaced(i.Milestone.Goal), due)
		}
	}
	fmt.Fprintf(&out, "\n共%d条消息，%d项提醒。\n", len(planned), items)
	return out.String()
}

// unknownYears warns of years whose holidays are not known.
func unknownYears(c reminders.WorkDays, from, to reminders.Day) string {
	var years []string
	for y := from.Year(); y <= to.Year(); y++ {
		if !c.Known(y) {
			years = append(years, strconv.Itoa(y))
		}
	}
	if len(years) == 0 {
		return ""
	}
	return "注意：" + strings.Join(years, "、") + "年还没有节假日数据，工作日按周一到周五算。\n"
}

// simulatedSummary counts the messages by year, and what is in them by kind and by unit.
func simulatedSummary(planned []reminders.Planned, from, to reminders.Day) string {
	messages, items := map[int]int{}, map[int]int{}
	kinds, units := map[string]int{}, map[string]int{}
	total := 0
	for _, p := range planned {
		messages[p.Day.Year()]++
		for _, i := range p.Items {
			total++
			items[p.Day.Year()]++
			kinds[kindWord(i.Kind)]++
			if !i.Kind.Digest() {
				for _, unit := range remindedFor(p, i) {
					units[unit]++
				}
			}
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "预演%s至%s的提醒：按现在的规则和台账，假定其间没有人签收、填报。\n\n按年：\n", from, to)
	for _, y := range slices.Sorted(maps.Keys(messages)) {
		fmt.Fprintf(&out, "  %d年  消息%d条，其中%d项\n", y, messages[y], items[y])
	}
	table := func(head string, count map[string]int) {
		fmt.Fprintf(&out, "%s：\n", head)
		keys := slices.Collect(maps.Keys(count))
		slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
		for _, k := range keys {
			fmt.Fprintf(&out, "  %s  %d项\n", k, count[k])
		}
	}
	table("按种类", kinds)
	table("按单位（小结、清单不算）", units)
	fmt.Fprintf(&out, "\n共%d条消息，%d项。\n", len(planned), total)
	return out.String()
}

// remindedFor gives the units for whose sake a message has an item.
func remindedFor(p reminders.Planned, i reminders.Item) []string {
	switch {
	case p.Unit != "":
		return []string{p.Unit}
	case len(i.Unserved) > 0:
		return i.Unserved
	}
	return slices.DeleteFunc(i.Milestone.Owing(), func(unit string) bool { return !p.To.Serves(unit) })
}

// kindWord puts the many weeks of something overdue into one.
func kindWord(k reminders.Kind) string {
	if k.Overdue() {
		return "逾期提醒"
	}
	return k.Label()
}

// simulatedEvents makes the messages entries of a calendar.
func simulatedEvents(planned []reminders.Planned) []ics.Event {
	var events []ics.Event
	for n, p := range planned {
		var lines []string
		for _, i := range p.Items {
			line := i.Kind.Label()
			if !i.Kind.Digest() {
				line += "｜" + strings.Join(i.Milestone.Units(), "、") + "｜" + i.Milestone.Name() + "｜" + zh.Unspaced(i.Milestone.Goal) + "｜期限" + i.Milestone.Due.String()
			}
			lines = append(lines, line)
		}
		events = append(events, ics.Event{ID: fmt.Sprintf("simulate-%s-%d", p.Day, n), At: p.At, Title: fmt.Sprintf("督办提醒%d项：%s", len(p.Items), p.Who()),
			Details: strings.Join(lines, "\n")})
	}
	return events
}

func unitList(l *library) string {
	var names []string
	for _, b := range l.Books() {
		for _, bureau := range b.Plan().Bureaus() {
			for _, u := range b.Plan().Members(bureau) {
				if !slices.Contains(names, u) {
					names = append(names, u)
				}
			}
		}
	}
	return strings.Join(names, "、")
}
