// Package gongwen reads the text of a Chinese government document (公文) and makes
// a knowledge.Plan of it: front matter, chapters, clauses with their responsible
// units, quantified targets and the schedule tables of the annexes. Its rules
// follow the layout of GB/T 9704-2012 (党政机关公文格式) and the customs of such
// texts; what it repairs or is unsure of is listed in the plan for review.
package gongwen

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/term"
)

// MaxBytes is the size limit of a text that Parse reads.
const MaxBytes = 8 << 20

// The reasons why Parse refuses a text.
var (
	ErrEmpty    = said.Errorf("文件是空的，请发送有文字的计划原文。", "The file is empty. Please send the plan's text.")
	ErrEncoding = said.Errorf("文件不是 UTF-8 编码的文字，请另存为 UTF-8 文本后再试。",
		"The file is not text in UTF-8. Please save it as UTF-8 text and try again.")
	ErrTooLarge = said.Errorf("文件超过 8 MB，请只保留计划正文和附件后再试。",
		"The file is larger than 8 MB. Please keep only the plan's text and annexes and try again.")
	ErrNotPlan = said.Errorf("没有读到标题，也没有读到带序号的条款，这可能不是一份计划，请核对文件。",
		"Neither a title nor numbered clauses were found. This may not be a plan; please check the file.")
)

// Parse reads a plan from UTF-8 text, with or without a byte order mark, with any
// line ends. A line is a paragraph, or a table row when tabs part its cells. The
// plan's Source is the text unchanged. The error, if any, is a said.Error.
func Parse(text string) (*knowledge.Plan, error) {
	switch {
	case len(text) > MaxBytes:
		return nil, ErrTooLarge
	case !utf8.ValidString(text):
		return nil, ErrEncoding
	case squeeze(strings.TrimPrefix(text, bom)) == "":
		return nil, ErrEmpty
	}
	sum := sha256.Sum256([]byte(text))
	r := &reader{
		source: text,
		begins: map[string]bool{},
		plan:   &knowledge.Plan{Source: text, Hash: hex.EncodeToString(sum[:])},
	}
	notes := footnotes(text)
	if len(notes) > 0 {
		text = text[:notes[0].start]
	}
	blocks := r.joinBroken(r.rebuildTables(r.withoutContinued(withColumns(r.withoutContents(r.withoutPageMarks(blocksOf(text)))))))
	body := firstHeading(blocks)
	r.readFront(blocks[:body])
	r.readContext()
	r.readBody(blocks[body:])
	if len(r.plan.Clauses) == 0 && len(r.plan.Chapters) == 0 && len(r.plan.Schedules) == 0 && (r.plan.Title == "" || r.untitled) {
		return nil, ErrNotPlan
	}
	r.findGaps(blocks)
	r.readDuties()
	r.readTargets()
	r.readTasks()
	r.review()
	r.plan.Footnotes = r.passage(notes...)
	return r.plan, nil
}

// reader carries what has been read so far.
type reader struct {
	source    string
	plan      *knowledge.Plan
	begins    map[string]bool // whether a word is known to stand after other characters
	cells     int             // of all tables
	tabled    map[string]bool // provisions whose targets their table has given
	untitled  bool            // the title is only the first line
	listed    []namedAnnex    // the entries of the lists of annexes
	listLines []int           // where these stand
	time      term.Context    // what the plan says of its own time
	dated     []knowledge.Task
}

func (r *reader) doubt(kind, quote string, start int, reason said.Sentence) {
	r.plan.Doubts = append(r.plan.Doubts, knowledge.Doubt{Kind: kind, Quote: quote, Start: start, Reason: reason})
}

// passage is the stretch that consecutive blocks cover.
func (r *reader) passage(blocks ...block) knowledge.Passage {
	if len(blocks) == 0 {
		return knowledge.Passage{}
	}
	lines := make([]string, len(blocks))
	for i, b := range blocks {
		lines[i] = b.text
	}
	start := blocks[0].start
	return knowledge.Passage{
		Text:  strings.Join(lines, "\n"),
		Found: r.source[start:blocks[len(blocks)-1].end],
		Start: start,
	}
}
