// Package evaluation scores answers against questions whose right answers are
// known, so that nobody has to trust an impression.
package evaluation

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/zh"
)

// Question is a question with what a right answer holds. An answerable one is
// right when every group of Must has a string in the answer, nothing of MustNot
// is there, one of Cite is cited (all of them with CiteAll), and the answer has at
// most MaxChars characters, white space not counted. One that is not answerable is
// right when the answer abstains and holds Must and nothing of MustNot.
type Question struct {
	ID         string     `json:"id"`
	Q          string     `json:"q"`
	Turns      []string   `json:"turns"` // of one chat; the answer to the last is judged
	Now        string     `json:"now"`   // the day of asking as 2006-01-02; empty for the day of the evaluation
	Type       string     `json:"type"`
	Answerable bool       `json:"answerable"`
	Must       [][]string `json:"must"`
	MustNot    []string   `json:"must_not"`
	Cite       []string   `json:"cite"`
	CiteAll    bool       `json:"cite_all"`
	Expect     string     `json:"expect"` // status or polite_help: only the intent and the words count
	MaxChars   int        `json:"max_chars"`
	Verdict    string     `json:"verdict"` // yes or no: what the first sentence has to say
	Either     bool       `json:"either"`  // abstaining is as right as answering
}

// maxLine is how many bytes one question may have.
const maxLine = 1 << 20

// Read reads one question a line. The error names the line.
func Read(r io.Reader) ([]Question, error) {
	var out []Question
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxLine)
	for n := 1; in.Scan(); n++ {
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		var q Question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			return nil, fmt.Errorf("第%d行不是所要的 JSON：%w", n, err)
		}
		if q.Turns = q.turns(); len(q.Turns) == 0 {
			return nil, fmt.Errorf("第%d行没有问题（q 或 turns）", n)
		}
		out = append(out, q)
	}
	if errors.Is(in.Err(), bufio.ErrTooLong) {
		return nil, fmt.Errorf("第%d行超过1MB", len(out)+1)
	}
	return out, in.Err()
}

func (q Question) turns() []string {
	if len(q.Turns) == 0 && q.Q != "" {
		return []string{q.Q}
	}
	return q.Turns
}

// Judge says why an answer is wrong, or nothing when it is right.
func (q Question) Judge(a ask.Answer) string {
	text := bare(a.Text())
	for _, bad := range q.MustNot {
		if strings.Contains(text, bare(bad)) {
			return "says " + bad
		}
	}
	switch {
	case q.Expect == "status" && a.Intent != ask.IntentStatus, q.Expect == "polite_help" && a.Intent != ask.IntentHelp:
		return "intent " + string(a.Intent)
	case q.Expect == "status":
		return "" // the words of a status are the diary's
	case q.Either && a.Abstained():
		return ""
	case q.Expect == "" && a.Abstained() == q.Answerable:
		return fmt.Sprintf("abstained is %v", a.Abstained())
	case q.Expect == "" && !q.Answerable:
		return ""
	case q.Verdict != "" && verdictOf(a.Text()) != q.Verdict:
		return fmt.Sprintf("verdict is %q, not %s", verdictOf(a.Text()), q.Verdict)
	}
	for _, group := range q.Must {
		if !slices.ContainsFunc(group, func(s string) bool { return strings.Contains(text, bare(s)) }) {
			return "lacks " + group[0]
		}
	}
	if n := len([]rune(text)); q.MaxChars > 0 && n > q.MaxChars {
		return fmt.Sprintf("%d characters", n)
	}
	if !q.Answerable || len(q.Cite) == 0 {
		return ""
	}
	cited := func(clause string) bool {
		return slices.ContainsFunc(a.Citations, func(c knowledge.Citation) bool { return samePlace(c.Clause, clause) })
	}
	if !slices.ContainsFunc(q.Cite, cited) || q.CiteAll && slices.ContainsFunc(q.Cite, func(c string) bool { return !cited(c) }) {
		return "does not cite " + strings.Join(q.Cite, " ")
	}
	return ""
}

// bare is text without white space, width and marks of emphasis.
func bare(s string) string {
	return strings.NewReplacer("*", "", "_", "", "`", "").Replace(zh.Squeeze(s))
}

// Stands tells whether a quotation stands in the plan, as found or after repairs,
// white space and width aside.
func Stands(p *knowledge.Plan, quote string) bool {
	var read strings.Builder
	for _, s := range p.Sections() {
		read.WriteString(s.Text)
	}
	quote = zh.Squeeze(quote)
	return quote != "" && (strings.Contains(zh.Squeeze(p.Source), quote) || strings.Contains(zh.Squeeze(read.String()), quote))
}
