package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"time"

	"duban/bot"
)

// answeredLife is how long an answered question without a vote is kept: long enough
// to vote on it.
const answeredLife = 7 * 24 * time.Hour

// runQuestions prints the questions that got no answer, or one that did not help, as
// CSV, see bot.WriteCSV.
func runQuestions(ctx context.Context, c config, args []string, stdout io.Writer) error {
	if len(args) > 0 {
		return usage("用法：duban questions > 未答问题.csv。")
	}
	b, err := openBook(c)
	if err != nil {
		return err
	}
	defer b.Close()
	if _, err := os.Stat(filepath.Join(b.data, diaryName)); err != nil {
		return fail("数据文件夹 "+b.data+" 里还没有台账，也就没有问题记录。先用 duban chat 或 duban serve 问过再导出。", nil)
	}
	store, err := openStore(ctx, b.data)
	if err != nil {
		return err
	}
	defer store.Close()
	all, err := store.MissedQuestions(ctx, planKey(b.plan))
	if err != nil {
		return fail("问题记录读不出来，请检查数据文件夹的权限。", err)
	}
	if err := bot.WriteCSV(stdout, bot.QuestionRows(all, c.location)); err != nil {
		return fail("问题记录写不出去。", err)
	}
	return nil
}

// pruneQuestions forgets the questions that are older than is set.
func (d *diary) pruneQuestions(ctx context.Context, c config, now time.Time) error {
	_, err := d.PruneQuestions(ctx, now.AddDate(0, 0, -c.QuestionDays), now.Add(-answeredLife))
	return err
}
