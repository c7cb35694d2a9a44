package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"duban/bot/console"
	"duban/bot/office"
	"duban/bot/talk"
	"duban/knowledge/ask"
	"duban/reminders"
)

// askLine is a line of `ask --jsonl`: one question, or the turns of one chat.
type askLine struct {
	ID    json.RawMessage `json:"id"`
	Q     string          `json:"q"`
	Turns []string        `json:"turns"`
	Now   string          `json:"now"`
}

// askResult is the answer to the last turn.
type askResult struct {
	ID        json.RawMessage `json:"id"`
	Answer    string          `json:"answer"`
	Citations []askCitation   `json:"citations"`
	Verdict   ask.Verdict     `json:"verdict,omitempty"`
	Abstained bool            `json:"abstained"`
	Intent    ask.Intent      `json:"intent"`
}

type askCitation struct {
	Clause string `json:"clause"`
	Quote  string `json:"quote"`
}

type askError struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

const howAsk = `用法：duban ask [--plan 文件或计划名 [--version 1]] [--why] "问题"，或 duban ask --jsonl < 问题.jsonl。`

// runAsk answers the question of the command line, or with --jsonl one of each
// line of standard input.
func runAsk(ctx context.Context, c config, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := newFlags("ask")
	lines := flags.Bool("jsonl", false, "")
	now := flags.String("now", c.Now, "")
	why := flags.Bool("why", false, "")
	plan := flags.String("plan", "", "")
	version := flags.Int("version", 0, "")
	words, err := parse(flags, howAsk, args)
	if err != nil {
		return err
	}
	clock, err := newClock(*now, c.Speed, c.location)
	if err != nil {
		return err
	}
	question := strings.Join(words, " ")
	if !*lines && strings.TrimSpace(question) == "" {
		return usage("请写上问题，比如：duban ask \"文号是什么\"。")
	}
	d, err := openDesk(ctx, c, *plan, *version)
	if err != nil {
		return err
	}
	defer d.Close()
	d.library.warn(stderr)
	if *lines {
		return d.askLines(stdin, stdout, clock)
	}
	b, answer := d.ask(question, nil, ask.Focus{}, clock.Now())
	text, err := d.answerText(ctx, b, question, answer, clock.Now())
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, text)
	if *why {
		return explain(stdout, b.Asker, question, clock.Now())
	}
	return nil
}

// whyShown is how many passages that competed are printed.
const whyShown = 8

// explain prints how a question was understood and what competed for its answer, as JSON:
// acts and what they name, passages and silence with their features, and the weights.
func explain(w io.Writer, a *ask.Asker, question string, now time.Time) error {
	c := a.Consider(question, now)
	c.Passages = c.Passages[:min(len(c.Passages), whyShown)]
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		ask.Consideration
		Weights ask.Weights `json:"weights"`
	}{c, ask.Learned()})
}

// desk is where questions of the command line are asked: one plan that was named, or
// the library's, of which the question's words choose one.
type desk struct {
	library *library
	only    *office.Book // nil for the library's
}

// openDesk opens the library, and what is asked: the plan in a file, or one that is
// imported by its name, in the version of that number; 0 is the one that holds.
func openDesk(ctx context.Context, c config, plan string, version int) (*desk, error) {
	l, err := lookUpLibrary(ctx, c)
	if err != nil {
		return nil, err
	}
	d := &desk{library: l}
	if err := d.choose(ctx, plan, version); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return d, nil
}

func (d *desk) choose(ctx context.Context, plan string, version int) error {
	if plan == "" && version == 0 {
		return nil
	}
	var err error
	if _, missing := os.Stat(plan); plan != "" && missing == nil {
		if version != 0 {
			return usage("文件没有版本号；--version 只用于已导入的计划。")
		}
		d.only, err = openBookFile(ctx, d.library.config, plan)
		return err
	}
	if strings.ContainsAny(plan, "./\\") {
		return fail("找不到文件 "+plan+"，请检查路径。", nil)
	}
	if d.only, err = d.library.named(plan); err != nil || version == 0 || version == d.only.Version {
		return err
	}
	v, err := d.library.version(ctx, d.only.Key, version)
	if err != nil {
		return err
	}
	d.only, err = d.library.OpenVersion(ctx, v)
	return err
}

func (d *desk) Close() error {
	return d.library.Close()
}

// ask asks the one plan, or the library. focus is that of the usual plan's turn before.
func (d *desk) ask(question string, usual *office.Book, focus ask.Focus, now time.Time) (*office.Book, ask.Answer) {
	now = now.In(d.library.config.location)
	if d.only != nil {
		return d.only, d.only.Asker.Ask(question, focus, now)
	}
	return d.library.Books().Ask(question, usual, focus, now)
}

// maxLine is how many bytes a line of --jsonl may have.
const maxLine = 1 << 20

// askLines keeps the order; a bad line yields an error object and the rest go on.
func (d *desk) askLines(stdin io.Reader, stdout io.Writer, clock clock) error {
	in := bufio.NewReaderSize(stdin, 64<<10)
	out := bufio.NewWriter(stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, cut, err := console.ReadLine(in, maxLine)
		if len(bytes.TrimSpace(line)) > 0 {
			var result any = askError{orNull(nil), "一行超过1MB，已跳过。"}
			if !cut {
				result = d.askLine(line, clock)
			}
			if err := encoder.Encode(result); err != nil {
				return fail("写不出答案。", err)
			}
			out.Flush()
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fail("读不到问题。", err)
		}
	}
}

func (d *desk) askLine(line []byte, clock clock) any {
	var l askLine
	if err := json.Unmarshal(line, &l); err != nil {
		// The id may still be readable where another field is not.
		var id struct {
			ID json.RawMessage `json:"id"`
		}
		_ = json.Unmarshal(line, &id)
		return askError{orNull(id.ID), "这一行不是所要的 JSON：" + err.Error()}
	}
	if len(l.Turns) == 0 {
		l.Turns = []string{l.Q}
	}
	now := clock.Now()
	if l.Now != "" {
		at, err := newClock(l.Now, 0, d.library.config.location)
		if err != nil {
			return askError{orNull(l.ID), err.Error()}
		}
		now = at.Now()
	}
	var answer ask.Answer
	var b *office.Book
	for _, turn := range l.Turns {
		b, answer = d.ask(turn, b, answer.Focus, now)
	}
	text, err := d.answerText(context.Background(), b, l.Turns[len(l.Turns)-1], answer, now)
	if err != nil {
		return askError{orNull(l.ID), err.Error()}
	}
	result := askResult{ID: orNull(l.ID), Answer: text, Citations: []askCitation{}, Verdict: answer.Verdict, Abstained: answer.Abstained(), Intent: answer.Intent}
	for _, cite := range answer.Citations {
		result.Citations = append(result.Citations, askCitation{cite.Clause, cite.Quote})
	}
	return result
}

// answerText gives the words of an answer; those of a question about how things
// stand come from the ledger, or from the plan where there is no ledger yet.
func (d *desk) answerText(ctx context.Context, b *office.Book, question string, answer ask.Answer, now time.Time) (string, error) {
	if answer.Intent != ask.IntentStatus {
		text := talk.PlainAnswer(answer, b.Plan())
		if len(d.library.Books()) > 1 && answer.Intent == ask.IntentAnswer {
			text += "\n" + talk.FromPlan(answer, b.Plan())
		}
		return text, nil
	}
	ledger, err := d.library.readLedger(ctx, now)
	if err != nil {
		return "", err
	}
	milestones := slices.DeleteFunc(ledger.Milestones, func(m reminders.Milestone) bool { return m.Plan != b.Key })
	return console.Plain(talk.Standing(d.library, d.library.config.location, ledger.Settings, question, answer.Focus, milestones, now)), nil
}

func orNull(id json.RawMessage) json.RawMessage {
	if len(id) == 0 {
		return json.RawMessage("null")
	}
	return id
}
