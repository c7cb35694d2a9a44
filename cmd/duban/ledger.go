package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"duban/bot/ledger"
	"duban/bot/talk"
	"duban/reminders"
)

const howLedger = "用法：duban ledger > 台账.csv；duban ledger --xlsx > 台账.xlsx；duban ledger import 台账.xlsx [--yes]。"

// runLedger prints the ledger as CSV or XLSX, or takes one that came back filled in.
func runLedger(ctx context.Context, c config, args []string, stdin io.Reader, stdout io.Writer) error {
	flags := newFlags("ledger")
	workbook := flags.Bool("xlsx", false, "")
	yes := flags.Bool("yes", false, "")
	rest, err := parse(flags, howLedger, args)
	switch {
	case err != nil:
		return err
	case len(rest) == 0 && !*yes && !*workbook:
		return printLedger(ctx, c, ledger.WriteCSV, stdout)
	case len(rest) == 0 && !*yes:
		return printLedger(ctx, c, ledger.WriteXLSX, stdout)
	case len(rest) == 2 && rest[0] == "import" && !*workbook:
		return fillLedger(ctx, c, rest[1], *yes, stdin, stdout)
	}
	return usage(howLedger)
}

func printLedger(ctx context.Context, c config, write func(io.Writer, ledger.Book) error, stdout io.Writer) error {
	l, err := lookUpLibrary(ctx, c)
	if err != nil {
		return err
	}
	defer l.Close()
	book, err := l.ledgerBook(ctx, c.clock.Now())
	if err != nil {
		return err
	}
	var out bytes.Buffer // so that nothing half-written leaves
	if err = write(&out, book); err == nil {
		_, err = out.WriteTo(stdout)
	}
	if err != nil {
		return fail("台账写不出去。", err)
	}
	return nil
}

// ledgerBook gathers the ledger, or what an import would make of the plan that ships,
// where there is none yet.
func (l *library) ledgerBook(ctx context.Context, now time.Time) (ledger.Book, error) {
	if l.store != nil {
		b := talk.New(talk.Parts{Library: l, Location: l.config.location, Diary: l.store})
		book, err := b.LedgerBook(ctx, reminders.Filter{}, now)
		if err != nil {
			return book, fail("台账读不了。", err)
		}
		return book, nil
	}
	all, err := l.readLedger(ctx, now)
	shown := l.Books()[0]
	return ledger.Book{Title: "任务台账", Day: reminders.DayOf(now, l.config.location), Lights: all.Settings.Lights,
		Sheets: []ledger.Sheet{{Key: shown.Key, Title: shown.Plan().Title, Rows: all.Milestones}}}, err
}

// fillLedger takes the steps of a filled-in ledger in the name of the supervisor at this
// machine, all or none.
func fillLedger(ctx context.Context, c config, path string, yes bool, stdin io.Reader, stdout io.Writer) (err error) {
	data, err := readBytes(path)
	if err != nil {
		return err
	}
	content, err := readTable(ctx, aLedger, path, data)
	if err != nil {
		return err
	}
	now := c.clock.Now()
	d, err := openAsLocal(ctx, c, now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	conversation := d.conversation(nil, func() {})
	head, lines, err := conversation.FilledWords(ctx, content.Filled, filepath.Base(path))
	if err != nil {
		return unfit(err)
	}
	fmt.Fprintln(stdout, head)
	for _, l := range lines {
		fmt.Fprintln(stdout, l)
	}
	if !yes {
		if agreed, err := agree(stdin, stdout, "照此办理吗？（是/否）", "没有办理，台账没有改动。"); err != nil || !agreed {
			return err
		}
	}
	file, err := d.evidence.Put(data, filepath.Base(path)) // the trail names it
	if err != nil {
		return unfit(err)
	}
	n, err := conversation.FillLedger(ctx, content.Filled, file, local, fmt.Sprintf("ledger:%d", time.Now().UnixNano()), now)
	if err != nil {
		return unfit(err)
	}
	fmt.Fprintf(stdout, "已按台账办理%d项。\n", n)
	return nil
}

// unfit gives the sentence for a filled-in ledger that was not carried out.
func unfit(err error) error {
	var faults ledger.Faults
	if errors.As(err, &faults) {
		return fail("台账里有几处要改，一处也没有办理：\n"+faults.Error(), nil)
	}
	return fail("台账写不了，请检查数据文件夹的权限和剩余空间。", err)
}
