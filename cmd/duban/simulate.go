package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"duban/knowledge/zh"
	"duban/reminders"
)

// runSimulate prints every message that would be sent between two days, from the
// real rule and the current ledger, if nobody did anything in the meantime. What
// was past before the first day counts as held, as it would have been then.
func runSimulate(ctx context.Context, c config, args []string, stdout io.Writer) error {
	const how = "用法：duban simulate --from 2023-10-01 --to 2024-01-31 [--unit 柯桥区]。"
	flags := flag.NewFlagSet("simulate", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	fromText := flags.String("from", "", "")
	toText := flags.String("to", "", "")
	unit := flags.String("unit", "", "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return usage(how)
	}
	from, err1 := reminders.ParseDay(*fromText)
	to, err2 := reminders.ParseDay(*toText)
	switch {
	case err1 != nil || err2 != nil:
		return usage("日期要写成 2023-10-01 这样。" + how)
	case from > to:
		return usage("--from 不能晚于 --to。" + how)
	case to-from > 366*20:
		return usage("一次最多预演20年。" + how)
	}
	l, err := lookUpLibrary(ctx, c)
	if err != nil {
		return err
	}
	defer l.Close()
	milestones, people, err := l.readLedger(ctx, c.clock.Now())
	if err != nil {
		return err
	}
	milestones = reminders.AsOf(milestones, from, c.location)
	if *unit != "" {
		name, ok := l.unitNamed(*unit, c.clock.Now())
		if !ok {
			return usage(fmt.Sprintf("计划里没有“%s”这个单位。可选：%s。", *unit, unitList(l)))
		}
		milestones = slices.DeleteFunc(milestones, func(m reminders.Milestone) bool { return m.Unit != name })
	}
	planned := reminders.Simulate(milestones, people, reminders.DefaultRule(), from, to, c.location)
	_, err = io.WriteString(stdout, calendar(planned, from, to))
	return err
}

// readLedger gives the milestones of the ledger and the people who can be told, or
// the plan's milestones as an import would make them now, where there is no ledger
// yet. It takes no lock, so that it works while the bot runs.
func (l *library) readLedger(ctx context.Context, now time.Time) ([]reminders.Milestone, []reminders.Person, error) {
	if l.store == nil {
		var all []reminders.Milestone
		for _, b := range l.all() {
			milestones, err := milestonesOf(b.shown.Key, b.plan)
			if err != nil {
				return nil, nil, fail("计划里的期限读不了。", err)
			}
			for i := range milestones {
				m := &milestones[i]
				m.Status, m.Held, m.Since, m.UpdatedAt = reminders.Open, m.Due < reminders.DayOf(now, l.config.location), now, now
			}
			all = append(all, milestones...)
		}
		return all, nil, nil
	}
	milestones, err1 := l.store.Milestones(ctx, reminders.Filter{})
	people, err2 := l.store.People(ctx)
	if err := errors.Join(err1, err2); err != nil {
		return nil, nil, fail("台账读不了。", err)
	}
	return milestones, slices.DeleteFunc(people, func(p reminders.Person) bool { return p.Silent }), nil
}

var weekdays = []string{"日", "一", "二", "三", "四", "五", "六"}

// calendar writes the messages by day and recipient.
func calendar(planned []reminders.Planned, from, to reminders.Day) string {
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
			due := i.Milestone.Due.String()
			if i.Milestone.Convention {
				due += "，按系统约定"
			}
			fmt.Fprintf(&out, "    · %s｜%s｜%s｜%s（%s）\n", i.Kind.Label(), i.Milestone.Unit, i.Milestone.Project, zh.Unspaced(i.Milestone.Goal), due)
		}
	}
	fmt.Fprintf(&out, "\n共%d条消息，%d项提醒。\n", len(planned), items)
	return out.String()
}

func unitList(l *library) string {
	var names []string
	for _, b := range l.all() {
		for _, bureau := range b.plan.Bureaus() {
			for _, u := range b.plan.Members(bureau) {
				if !slices.Contains(names, u) {
					names = append(names, u)
				}
			}
		}
	}
	return strings.Join(names, "、")
}
