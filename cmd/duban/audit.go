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

const howAudit = "用法：duban audit verify 核对留痕和台账，--anchor 1234:0123456789abcdef 与聊天里的锚对照；duban audit export > 留痕.csv 导出留痕。"

// runAudit proves that the audit trail is whole and that the tables are as it says, or
// prints it for an auditor.
func runAudit(ctx context.Context, c config, args []string, stdout io.Writer) error {
	flags := newFlags("audit")
	anchor := flags.String("anchor", "", "")
	args, err := parse(flags, howAudit, args)
	if err != nil {
		return err
	}
	if len(args) != 1 || args[0] != "verify" && (args[0] != "export" || *anchor != "") {
		return usage(howAudit)
	}
	store, data, err := openExisting(ctx, c)
	if err != nil {
		return err
	}
	defer store.Close()
	if args[0] == "export" {
		return exportTrail(ctx, store, c.location, stdout)
	}
	return verifyTrail(ctx, store, data, *anchor, stdout)
}

// verifyTrail prints every difference between the trail and the tables, or that there is
// none.
func verifyTrail(ctx context.Context, store *sqlite.Store, data, anchor string, stdout io.Writer) error {
	a, err := store.Audit(ctx)
	if err != nil {
		return fail("留痕读不出来，请运行 duban doctor。", err)
	}
	if anchor != "" {
		if err := checkAnchor(ctx, store, &a, anchor); err != nil {
			return err
		}
	}
	if stray, err := strayLessons(ctx, store, data); err != nil {
		return fail("常见问答和别名的文件读不出来，请检查权限。", err)
	} else if len(stray) > 0 && a.End.ID > 0 {
		fmt.Fprintf(stdout, "%s。\n", strayWords(stray))
	}
	for _, f := range a.Faults {
		fmt.Fprintln(stdout, f)
	}
	if n := len(a.Faults) + a.More; n > 0 {
		more := ""
		if a.More > 0 {
			more = fmt.Sprintf("（以上列出%d处）", len(a.Faults))
		}
		return fail(fmt.Sprintf("留痕或台账有%d处不对%s。请停止使用，把数据文件夹原样另存一份，用备份核对。", n, more), nil)
	}
	fmt.Fprintf(stdout, "留痕完整，共%d条，末条校验码 %s。%s。\n", a.Trail.End.ID, a.Trail.End.Hash, linksWords(a))
	return nil
}

// checkAnchor compares the trail with an anchor that a person has read off a chat.
func checkAnchor(ctx context.Context, store *sqlite.Store, a *reminders.Audit, anchor string) error {
	id, mac, err := reminders.ParseAnchor(anchor)
	if err != nil {
		return usage("“" + anchor + "”不是锚，应当像聊天里那样，写序号、冒号和校验码：1234:0123456789abcdef 。")
	}
	at, err := store.AnchorAt(ctx, id)
	if err != nil && !errors.Is(err, reminders.ErrNotFound) {
		return fail("留痕读不出来，请运行 duban doctor。", err)
	}
	a.Anchored(id, mac, at)
	return nil
}

// linksWords says how far a trail without faults goes.
func linksWords(a reminders.Audit) string {
	if a.End.ID == 0 { // of an older version, and nothing has been written since
		return "总链还没有开始，下次写台账时开始"
	}
	return fmt.Sprintf("总链%d笔，台账与它一致，锚 %s", a.End.ID, a.End)
}

var trailHeading = []string{"序号", "时间", "计划", "单位", "项目", "任务编号", "动作", "办理人", "角色", "由", "到", "理由", "完成％", "佐证", "日期", "确认", "请求号", "前一条校验码", "校验码"}

// exportTrail writes every event as a row, see talk.WriteCSV, and after them every change
// of the rules and of people, which are in the whole trail and not in the chain of events.
// A broken trail is written as it is.
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
	moves, err4 := store.PeopleLog(ctx)
	if err := errors.Join(err, err1, err2, err3, err4); err != nil {
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
	for _, e := range moves {
		rows = append(rows, personRow(e, names, loc))
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

// personRow gives a change of who may do what under trailHeading.
func personRow(e reminders.PersonEvent, names map[reminders.Recipient]string, loc *time.Location) []string {
	row := make([]string, len(trailHeading))
	row[0], row[1], row[3], row[6] = "人员"+strconv.FormatInt(e.ID, 10), e.At.In(loc).Format(time.DateTime), e.Unit, e.Label()
	if row[7] = actorWords(e.Actor, names); e.Role != "" {
		row[8] = e.Role.Label()
	}
	row[11] = actorWords(e.Person, names)
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
	return fmt.Sprintf("到期前：%s；到期当天：%s；逾期后：%s，以后每%d天（0为不再发）；%d点发送；年度清单：%s；每月小结：%s；季度简报：%s；留痕锚：%s；黄灯：到期前%d天",
		days(r.Before), sent(r.OnDay), days(r.Overdue), r.Every, r.Hour, sent(r.YearSum), sent(r.Monthly), sent(r.Quarter), sent(r.Anchor), s.Lights.WarnDays)
}
