package main

import (
	"context"
	"io"
	"time"

	"duban/bot/talk"
	"duban/reminders"
)

// answeredLife is how long an answered question without a vote is kept: long enough
// to vote on it.
const answeredLife = 7 * 24 * time.Hour

const howQuestions = "用法：duban questions > 未答问题.csv。"

// runQuestions prints the questions that got no answer, or one that did not help, as
// CSV, see talk.WriteCSV.
func runQuestions(ctx context.Context, c config, args []string, stdout io.Writer) error {
	if len(args) > 0 {
		return usage(howQuestions)
	}
	l, err := lookUpLibrary(ctx, c)
	if err != nil {
		return err
	}
	defer l.Close()
	if l.store == nil {
		return fail("数据文件夹 "+l.Folder()+" 里还没有台账，也就没有问题记录。先用 duban chat 或 duban serve 问过再导出。", nil)
	}
	var all []reminders.Question
	for _, b := range l.Books() {
		missed, err := l.store.MissedQuestions(ctx, b.Key)
		if err != nil {
			return fail("问题记录读不出来，请检查数据文件夹的权限。", err)
		}
		all = append(all, missed...)
	}
	if err := talk.WriteCSV(stdout, talk.QuestionRows(all, c.location)); err != nil {
		return fail("问题记录写不出去。", err)
	}
	return nil
}

// pruneQuestions forgets the questions that are older than is set.
func (d *diary) pruneQuestions(ctx context.Context, c config, now time.Time) error {
	_, err := d.PruneQuestions(ctx, now.AddDate(0, 0, -c.QuestionDays), now.Add(-answeredLife))
	return err
}
