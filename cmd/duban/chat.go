package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-isatty"

	"duban/bot"
	"duban/bot/console"
	"duban/reminders"
)

const howChat = "用法：duban chat [--as 单位] [--now 2023-12-01]。"

// runChat is the conversation in the terminal: as a supervisor, or with --as as a
// unit's liaison.
func runChat(ctx context.Context, c config, args []string, stdin io.Reader, stdout, stderr io.Writer) (err error) {
	flags := newFlags("chat")
	as := flags.String("as", "", "")
	now := flags.String("now", c.Now, "")
	if rest, err := parse(flags, howChat, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage(howChat)
	}
	clock, err := newClock(*now, c.Speed, c.location)
	if err != nil {
		return err
	}
	if clock.simulated() && c.Data == "" {
		// A ledger with a made-up date must not mix with the real one.
		base, err := c.dataFolder()
		if err != nil {
			return err
		}
		c.Data = filepath.Join(base, "demo")
	}
	d, err := openDiary(ctx, c, clock.Now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	d.library.warn(stderr)
	me := reminders.Person{ID: local, Name: "本机", Role: reminders.Admin}
	if *as != "" {
		unit, ok := d.library.unitNamed(*as, clock.Now())
		if !ok {
			return usage(fmt.Sprintf("计划里没有“%s”这个单位。可选：%s。", *as, unitList(d.library)))
		}
		me = reminders.Person{ID: reminders.Recipient("local:" + unit), Name: unit, Role: reminders.Liaison, Units: []string{unit}}
	}
	if err := d.AdmitLocal(ctx, me.ID, me.Name, me.Role, me.Units, clock.Now()); err != nil {
		return fail("台账写不了，请检查数据文件夹的权限和剩余空间。", err)
	}
	link := func(token string) string { return "/start " + token }
	terminal := console.Console{
		Handler: d.conversation(link, func() {}),
		Person:  bot.Person{ID: string(me.ID), Name: me.Name},
		Now:     clock.Now,
		Prompt:  isTerminal(stdin),
		Folder:  filepath.Join(d.library.Folder(), "out"),
	}
	if terminal.Prompt {
		role := me.Role.Label()
		if *as != "" {
			role = me.Name + role
		}
		fmt.Fprintf(stdout, "督办 · %s\n您是%s。数据在 %s。\n", titles(d.library), role, d.library.Folder())
		if n := d.imported.Held; n > 0 {
			fmt.Fprintf(stdout, "已按计划建立%d项任务，其中%d项已过期，待督查员核实，暂不催办。\n", d.imported.Added, n)
		}
		if clock.simulated() {
			fmt.Fprintf(stdout, "注意：时间是设定的，现在按%s算。\n", clock.Now().Format("2006年1月2日"))
		}
		fmt.Fprintf(stdout, "直接发问题，比如%s；发“导入 文件路径”导入计划，发“帮助”看用法，发“退出”离开。\n\n", d.library.Books().Newest().Asker.Example())
	}
	return terminal.Run(ctx, stdin, stdout)
}

// titles names the plans of a library.
func titles(l *library) string {
	var all []string
	for _, b := range l.Books() {
		all = append(all, b.Plan().Title)
	}
	return strings.Join(all, "、")
}

// isTerminal tells whether a person types at stdin, rather than a pipe or a file.
func isTerminal(stdin io.Reader) bool {
	f, ok := stdin.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
