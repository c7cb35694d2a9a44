package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"duban/knowledge/ask/evaluation"
)

const evalUsage = "用法：duban eval [--plan 文件] [--show] 题集.jsonl。"

// runEval scores the answers to a set of questions and prints the same table that
// the tests keep; --show adds the wrong answers' words.
func runEval(ctx context.Context, c config, args []string, stdout io.Writer) error {
	flags := newFlags("eval")
	planFile := flags.String("plan", "", "")
	show := flags.Bool("show", false, "")
	now := flags.String("now", c.Now, "")
	files, err := parse(flags, evalUsage, args)
	if err != nil {
		return err
	}
	if len(files) != 1 {
		return usage(evalUsage)
	}
	clock, err := newClock(*now, c.Speed, c.location)
	if err != nil {
		return err
	}
	path := files[0]
	in, err := os.Open(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fail("找不到文件 "+path+"，请检查路径。", nil)
	case err != nil:
		return fail("读不了文件 "+path+"，请检查权限。", err)
	}
	defer in.Close()
	questions, err := evaluation.Read(in)
	if err != nil {
		return fail(path+" 不是题集："+err.Error()+"。", nil)
	}
	d, err := openDesk(ctx, c, *planFile, 0)
	if err != nil {
		return err
	}
	defer d.Close()
	b := d.only
	if b == nil {
		b = d.library.Books().Newest()
	}
	report, err := evaluation.Run(b.Asker, questions, clock.Now().In(c.location))
	if err != nil {
		return fail("打分没有做完："+err.Error()+"。", err)
	}
	if err := report.Write(stdout); err != nil {
		return fail("结果写不出去。", err)
	}
	if *show {
		for _, f := range report.Wrong {
			if _, err := fmt.Fprintf(stdout, "\n%s %s\n%s\n", f.Question.ID, f.Why, f.Answer); err != nil {
				return fail("结果写不出去。", err)
			}
		}
	}
	return nil
}
