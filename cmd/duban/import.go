package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"duban/bot/console"
	"duban/bot/ledger"
	"duban/bot/talk"
	"duban/knowledge/said"
	"duban/reminders"
)

// local is whoever sits at the machine: a supervisor.
const local reminders.Recipient = "local"

// openAsLocal opens the diary for the one at the machine.
func openAsLocal(ctx context.Context, c config, now time.Time) (*diary, error) {
	d, err := openDiary(ctx, c, now)
	if err != nil {
		return nil, err
	}
	if err := d.AdmitLocal(ctx, local, "本机", reminders.Admin, nil, now); err != nil {
		return nil, errors.Join(fail("台账写不了，请检查数据文件夹的权限和剩余空间。", err), d.Close())
	}
	return d, nil
}

const howImport = "用法：duban import 文件 [--tasks 任务.xlsx] [--yes]；--tasks 照填了×的任务清单划去任务，--yes 不问就采用。"

// runImport reads a plan's file, shows what was read and what would change, and
// applies it when the person agrees.
func runImport(ctx context.Context, c config, args []string, stdin io.Reader, stdout, stderr io.Writer) (err error) {
	flags := newFlags("import")
	sheet := flags.String("tasks", "", "")
	yes := flags.Bool("yes", false, "")
	now := flags.String("now", c.Now, "")
	files, err := parse(flags, howImport, args)
	if err != nil {
		return err
	}
	if len(files) != 1 {
		return usage(howImport)
	}
	clock, err := newClock(*now, c.Speed, c.location)
	if err != nil {
		return err
	}
	data, err := readBytes(files[0])
	if err != nil {
		return err
	}
	var marks ledger.TaskMarks
	if *sheet != "" {
		if marks, err = readTaskSheet(ctx, *sheet); err != nil {
			return err
		}
	}
	d, err := openAsLocal(ctx, c, clock.Now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	shown := progressLine(stdin, stderr)
	doc, err := readDocument(ctx, c, data, pages(func(s said.Sentence) { shown(s.String()) }))
	shown("")
	if err != nil {
		return refusedFile(files[0], err)
	}
	draft, err := d.library.Read(ctx, filepath.Base(files[0]), data, doc, local, clock.Now())
	var refused *said.Error
	if errors.As(err, &refused) {
		return fail(files[0]+"："+refused.Error(), nil)
	}
	if err != nil {
		return fail("文件没有读成，请重试。", err)
	}
	struck := ""
	if *sheet != "" {
		after, err := d.library.strikeBy(ctx, draft, marks, clock.Now())
		if err != nil {
			return errors.Join(err, d.dropDraft(ctx, draft.ID))
		}
		struck, draft = talk.StruckWords(draft, after), after
	}
	fmt.Fprintln(stdout, strings.Join(talk.Report(draft), "\n"))
	if len(draft.Plan.Tasks) > 0 && !draft.Same() {
		fmt.Fprintln(stdout, "\n"+strings.Join(talk.TaskLines(draft), "\n")+"\n")
	}
	if struck != "" {
		fmt.Fprintln(stdout, struck)
	}
	if draft.Same() {
		return d.dropDraft(ctx, draft.ID)
	}
	if doubts := draft.Plan.RecognisedDoubts(); len(doubts) > 0 {
		fmt.Fprintln(stdout, "识别出来的文字，请对照原件核对：")
		for i, doubt := range doubts {
			fmt.Fprintf(stdout, "%d. %s\n", i+1, talk.DoubtLine(draft.Plan, doubt))
		}
		if *yes {
			return errors.Join(fail("文字是从图片上识别出来的，要有人对照原件核对过才能采用，不能用 --yes。", nil), d.dropDraft(ctx, draft.ID))
		}
	}
	if !*yes {
		agreed, err := agree(stdin, stdout, "采用吗？（是/否）", "没有采用，计划和台账都没有变。")
		if err != nil || !agreed {
			return errors.Join(err, d.dropDraft(ctx, draft.ID))
		}
	}
	draft, done, err := d.library.Apply(ctx, draft.ID, local, clock.Now())
	if err != nil {
		return fail("没有采用，计划和台账都没有变，请重试。", err)
	}
	fmt.Fprintln(stdout, talk.Applied(draft, done))
	if done.Held > 0 {
		fmt.Fprintf(stdout, "其中%d项导入时已过期，先不催办：请在对话里发“我的任务”，定下补登销号还是转为督办。\n", done.Held)
	}
	return nil
}

// dropDraft forgets a draft.
func (d *diary) dropDraft(ctx context.Context, id int64) error {
	if err := d.library.Drop(ctx, id); err != nil {
		return fail("台账写不了，请检查数据文件夹的权限和剩余空间。", err)
	}
	return nil
}

// agree asks a question and reads the answer; declined is said to a no. No answer is an
// error.
func agree(stdin io.Reader, stdout io.Writer, question, declined string) (bool, error) {
	fmt.Fprint(stdout, question)
	line, _, err := console.ReadLine(bufio.NewReader(stdin), 1<<10)
	switch strings.ToLower(strings.TrimSpace(string(line))) {
	case "是", "采用", "好", "y", "yes":
		return true, nil
	case "":
		if err != nil {
			fmt.Fprintln(stdout)
			return false, fail("没有得到回答，没有办理。在脚本里请加 --yes。", nil)
		}
	}
	fmt.Fprintln(stdout, declined)
	return false, nil
}

// progressLine tells how far something is on one line of a terminal; no words end it.
// In a pipe it tells nothing.
func progressLine(stdin io.Reader, stderr io.Writer) func(string) {
	if !isTerminal(stdin) {
		return func(string) {}
	}
	return func(words string) { fmt.Fprintf(stderr, "\r\033[K%s", words) }
}
