package main

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"duban/knowledge/zh"
	"duban/reminders"
)

// runLedger prints the ledger as CSV in UTF-8 with a byte order mark, which
// spreadsheet programs need to see that it is not in the system's own encoding.
func runLedger(ctx context.Context, c config, args []string, stdout io.Writer) error {
	if len(args) > 0 {
		return usage("用法：duban ledger > 台账.csv。")
	}
	b, err := openBook(c)
	if err != nil {
		return err
	}
	defer b.Close()
	milestones, _, err := readLedger(ctx, c, b, c.clock.Now())
	if err != nil {
		return err
	}
	_, err = io.WriteString(stdout, "\ufeff")
	w := csv.NewWriter(stdout)
	err = errors.Join(err, w.Write([]string{"编号", "责任单位", "项目", "年度", "目标", "出处", "期限", "期限依据", "状态", "灯", "最近填报"}))
	today := reminders.DayOf(c.clock.Now(), c.location)
	for _, m := range milestones {
		basis := "原文"
		if m.Convention {
			basis = "按系统约定"
		}
		err = errors.Join(err, w.Write([]string{strconv.FormatInt(m.ID, 10), m.Unit, harmless(m.Project), strconv.Itoa(m.Year), harmless(zh.Unspaced(m.Goal)),
			m.Clause, m.Due.String(), basis, m.Status.Label(), reminders.DefaultLightRule().Light(m, today).Label(), harmless(m.Report)}))
	}
	w.Flush()
	if err := errors.Join(err, w.Error()); err != nil {
		return fail("台账写不出去。", err)
	}
	return nil
}

// harmless keeps a spreadsheet program from taking somebody's words for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
