package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"duban/bot/talk"
	"duban/knowledge/said"
	"duban/reminders"
	"duban/reminders/sqlite"
)

const howAudit = "用法：duban audit verify 核对留痕，duban audit export > 留痕.csv 导出留痕。"

// runAudit proves that the audit trail is whole, or prints it for an auditor.
func runAudit(ctx context.Context, c config, args []string, stdout io.Writer) error {
	if len(args) != 1 || args[0] != "verify" && args[0] != "export" {
		return usage(howAudit)
	}
	store, _, err := openExisting(ctx, c)
	if err != nil {
		return err
	}
	defer store.Close()
	if args[0] == "export" {
		return exportTrail(ctx, store, c.location, stdout)
	}
	chain, err := store.VerifyChain(ctx)
	if err != nil {
		return fail("留痕断了：请停止使用，并用备份核对。", err)
	}
	fmt.Fprintf(stdout, "留痕完整，共%d条，末条校验码 %s。\n", chain.ID, chain.Hash)
	return nil
}

var trailHeading = []string{"序号", "时间", "计划", "单位", "项目", "任务编号", "动作", "办理人", "角色", "由", "到", "理由", "完成％", "佐证", "日期", "确认", "请求号", "前一条校验码", "校验码"}

// exportTrail writes every event as a row, see talk.WriteCSV, and after them every change
// of the rules, which is no link of the chain. A broken trail is written as it is.
func exportTrail(ctx context.Context, store *sqlite.Store, loc *time.Location, stdout io.Writer) error {
	var events []reminders.Event
	err := store.EachEvent(ctx, func(e reminders.Event) error {
		events = append(events, e)
		return nil
	})
	// Read after the events, so that all that they are about is there.
	milestones, err1 := store.Milestones(ctx, reminders.Filter{Cancelled: true, Merged: true})
	people, err2 := store.People(ctx)
	changes, err3 := store.SettingsChanges(ctx)
	if err := errors.Join(err, err1, err2, err3); err != nil {
		return fail("留痕读不出来，请运行 duban doctor。", err)
	}
	about := map[int64]reminders.Milestone{}
	for _, m := range milestones {
		about[m.ID] = m
	}
	names := map[reminders.Recipient]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	rows := [][]string{trailHeading}
	for _, e := range events {
		rows = append(rows, eventRow(e, about[e.Milestone], names, loc))
	}
	for i, c := range changes {
		rows = append(rows, ruleRow(i+1, c, names, loc))
	}
	if err := talk.WriteCSV(stdout, rows); err != nil {
		return fail("留痕写不出去。", err)
	}
	return nil
}

// eventRow gives an event under trailHeading.
func eventRow(e reminders.Event, m reminders.Milestone, names map[reminders.Recipient]string, loc *time.Location) []string {
	role, percent, day := "", "", ""
	if e.Role != "" {
		role = e.Role.Label()
	}
	if e.Percent != 0 {
		percent = strconv.Itoa(e.Percent)
	}
	if e.Day != 0 {
		day = e.Day.String()
	}
	var files []string
	for _, v := range e.Evidence {
		files = append(files, v.Name+"（"+v.Hash+"）")
	}
	if e.Source != (reminders.Source{}) {
		files = append(files, "据台账"+said.Quote(e.Source.File.Name)+e.Source.Place+"（"+e.Source.File.Hash+"）")
	}
	return []string{strconv.FormatInt(e.ID, 10), e.At.In(loc).Format(time.DateTime), m.Plan, strings.Join(m.Units(), "、"), m.Name(), strconv.FormatInt(e.Milestone, 10),
		e.Action.Label(), actorWords(e.Actor, names), role, e.From.Label(), e.To.Label(), e.Words(), percent, strings.Join(files, "；"),
		day, e.Confirms, e.RequestID, e.PrevHash, e.Hash}
}

// ruleRow gives a change of the rules under trailHeading.
func ruleRow(n int, c reminders.Changed, names map[reminders.Recipient]string, loc *time.Location) []string {
	row := make([]string, len(trailHeading))
	row[0], row[1], row[6] = "规则"+strconv.Itoa(n), c.At.In(loc).Format(time.DateTime), "改规则"
	row[7], row[11] = actorWords(c.By, names), ruleWords(c.Settings)
	return row
}

// actorWords names who did something, with the id by which the diary knows them.
func actorWords(id reminders.Recipient, names map[reminders.Recipient]string) string {
	switch {
	case id == reminders.System:
		return "系统"
	case names[id] == "":
		return string(id)
	}
	return names[id] + "（" + string(id) + "）"
}

// ruleWords says all settings on one line.
func ruleWords(s reminders.Settings) string {
	r := s.Rule
	days := func(all []int) string {
		var words []string
		for _, n := range all {
			words = append(words, strconv.Itoa(n))
		}
		if len(words) == 0 {
			return "无"
		}
		return strings.Join(words, "、") + "天"
	}
	sent := func(yes bool) string {
		if yes {
			return "发"
		}
		return "不发"
	}
	return fmt.Sprintf("到期前：%s；到期当天：%s；逾期后：%s，以后每%d天（0为不再发）；%d点发送；年度清单：%s；每月小结：%s；季度简报：%s；黄灯：到期前%d天",
		days(r.Before), sent(r.OnDay), days(r.Overdue), r.Every, r.Hour, sent(r.YearSum), sent(r.Monthly), sent(r.Quarter), s.Lights.WarnDays)
}
