package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"duban/bot/console"
	"duban/knowledge/ask"
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

// runAsk answers the question of the command line, or with --jsonl one of each
// line of standard input.
func runAsk(ctx context.Context, c config, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("ask", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	lines := flags.Bool("jsonl", false, "")
	now := flags.String("now", c.Now, "")
	planFile := flags.String("plan", "", "")
	if err := flags.Parse(args); err != nil {
		return usage("用法：duban ask [--plan 文件] \"问题\"，或 duban ask --jsonl < 问题.jsonl。")
	}
	clock, err := newClock(*now, c.Speed, c.location)
	if err != nil {
		return err
	}
	question := strings.Join(flags.Args(), " ")
	if !*lines && strings.TrimSpace(question) == "" {
		return usage("请写上问题，比如：duban ask \"文号是什么\"。")
	}
	b, err := openBookFile(ctx, c, *planFile)
	if err != nil {
		return err
	}
	defer b.Close()
	b.warn(stderr)
	if *lines {
		return askLines(c, b, stdin, stdout, clock)
	}
	answer, err := b.asker.Ask(question, ask.Focus{}, clock.Now().In(c.location))
	if err != nil {
		return fail("检索库出错，请重试；仍不行就删掉数据文件夹里的 index 再试。", err)
	}
	text, err := b.answerText(c, question, answer, clock.Now())
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, text)
	return nil
}

// maxLine is how many bytes a line of --jsonl may have.
const maxLine = 1 << 20

// askLines keeps the order; a bad line yields an error object and the rest go on.
func askLines(c config, b *book, stdin io.Reader, stdout io.Writer, clock clock) error {
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
				result = b.askLine(c, line, clock)
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

func (b *book) askLine(c config, line []byte, clock clock) any {
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
		at, err := newClock(l.Now, 0, c.location)
		if err != nil {
			return askError{orNull(l.ID), err.Error()}
		}
		now = at.Now()
	}
	var answer ask.Answer
	var focus ask.Focus
	for _, turn := range l.Turns {
		var err error
		if answer, err = b.asker.Ask(turn, focus, now.In(c.location)); err != nil {
			return askError{orNull(l.ID), "检索库出错：" + err.Error()}
		}
		focus = answer.Focus
	}
	text, err := b.answerText(c, l.Turns[len(l.Turns)-1], answer, now)
	if err != nil {
		return askError{orNull(l.ID), err.Error()}
	}
	result := askResult{ID: orNull(l.ID), Answer: text, Citations: []askCitation{}, Abstained: answer.Abstained(), Intent: answer.Intent}
	for _, cite := range answer.Citations {
		result.Citations = append(result.Citations, askCitation{cite.Clause, cite.Quote})
	}
	return result
}

// answerText gives the words of an answer; those of a question about how things
// stand come from the ledger, or from the plan where there is no ledger yet.
func (b *book) answerText(c config, question string, answer ask.Answer, now time.Time) (string, error) {
	if answer.Intent != ask.IntentStatus {
		return answer.Text(), nil
	}
	milestones, _, err := readLedger(context.Background(), c, b, now)
	if err != nil {
		return "", err
	}
	conversation := b.conversation(c, nil, nil, nil)
	return console.Plain(conversation.Diary(question, answer.Focus, milestones, now)), nil
}

func orNull(id json.RawMessage) json.RawMessage {
	if len(id) == 0 {
		return json.RawMessage("null")
	}
	return id
}
