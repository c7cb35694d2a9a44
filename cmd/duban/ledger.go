package main

import (
	"context"
	"io"
	"strconv"

	"duban/bot"
	"duban/knowledge/zh"
	"duban/reminders"
)

// runLedger prints the ledger as CSV, see bot.WriteCSV.
func runLedger(ctx context.Context, c config, args []string, stdout io.Writer) error {
	if len(args) > 0 {
		return usage("用法：duban ledger > 台账.csv。")
	}
	l, err := lookUpLibrary(ctx, c)
	if err != nil {
		return err
	}
	defer l.Close()
	milestones, _, err := l.readLedger(ctx, c.clock.Now())
	if err != nil {
		return err
	}
	rows := [][]string{{"编号", "计划", "责任单位", "分工", "项目", "年度", "目标", "出处", "期限", "期限依据", "状态", "灯", "最近填报"}}
	today := reminders.DayOf(c.clock.Now(), c.location)
	for _, m := range milestones {
		basis := "原文"
		if m.Convention {
			basis = "按系统约定"
		}
		rows = append(rows, []string{strconv.FormatInt(m.ID, 10), m.Plan, m.Unit, m.Role, m.Project, strconv.Itoa(m.Year), zh.Unspaced(m.Goal),
			m.Clause, m.Due.String(), basis, m.Status.Label(), reminders.DefaultLightRule().Light(m, today).Label(), m.Report})
	}
	if err := bot.WriteCSV(stdout, rows); err != nil {
		return fail("台账写不出去。", err)
	}
	return nil
}
