// Package ask answers questions from plans. A message is cut into acts and read into
// what it names and asks; readings of it become queries over the plan's facts and
// passages, which compete; the best one's result is put into the form that the question
// asks for, with citations; and every quotation is verified against the source. What the
// plan does not say is told apart from what was not found. No language model stands in
// this path, and nothing here belongs to one plan.
package ask

import (
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// Intent says what kind of conversation the question belongs to.
type Intent string

const (
	IntentAnswer Intent = "answer" // a question to the plan, answered or not
	IntentHelp   Intent = "help"   // a greeting, thanks, or a question about the assistant
	IntentStatus Intent = "status" // a question to the diary: progress, ledger, reminders
)

// Silence says why there is no answer.
type Silence string

const (
	Answered      Silence = ""
	Unclear       Silence = "unclear"        // the words do not say what is asked
	NotStipulated Silence = "not-stipulated" // the plan speaks of it but does not settle it
	NotFound      Silence = "not-found"      // nothing in the plan was recognised in the question
	OutsidePlan   Silence = "outside-plan"   // another place, year or subject
	Refused       Silence = "refused"        // an instruction to the program, an opinion
)

// Verdict is what an answer says to a question that wants yes or no.
type Verdict string

const (
	NoVerdict Verdict = ""
	Yes       Verdict = "yes"
	No        Verdict = "no"
)

// Answer is what the plan says to a question. Lines are sentences, in which
// the plan's own words are arguments; every quotation in Citations has been verified.
type Answer struct {
	Intent    Intent
	Silence   Silence
	Verdict   Verdict
	Lines     []said.Sentence
	Citations []knowledge.Citation
	Choices   []string // questions to choose from, where the message can be read in several ways
	Whole     []string // Clause.Ref of the clauses of which only a part is quoted; see Asker.Whole
	Focus     Focus    // what the next question of the same chat may leave out
	// Taught says which lessons of a supervisor the question was read by.
	Taught []said.Sentence
}

// Considered is a way to answer that competed, for duban ask --why.
type Considered struct {
	Way      string             `json:"way"`
	Plan     int                `json:"plan,omitempty"` // place in the library, of a plan that competed
	Place    string             `json:"place"`
	Score    float64            `json:"score"`
	Features map[string]float64 `json:"features"`
}

// Abstained tells whether the plan does not answer the question.
func (a Answer) Abstained() bool { return a.Silence != Answered }

// Text is the whole answer in plain text, in Chinese: the lines, then where they stand.
func (a Answer) Text() string {
	lines := slices.Clone(a.Lines)
	for _, s := range a.Sources() {
		lines = append(lines, s.Said())
	}
	return plainLines(append(lines, a.Taught...))
}

// MaxQuestion is how many characters of a message are read; nobody asks a longer
// question, and the rest cannot change the answer.
const MaxQuestion = 500

// Asker answers questions from one plan. It is safe for concurrent use.
type Asker struct {
	plan                *knowledge.Plan
	store               *fact.Store
	text                *text
	names               *names
	outline             *outline
	enumerations        []enumeration // sentences that list places
	proof               verifier
	scale               scale
	quiet               [signs]float64
	borneOut            [grounds]float64
	goals               string // the words of all cells, folded
	firstYear, lastYear int    // of the schedules
	// taught is what a supervisor added; see Teach.
	taught atomic.Pointer[lessons]
}

// New prepares a plan for questions.
func New(plan *knowledge.Plan) *Asker {
	a := &Asker{plan: plan, store: fact.New(plan), proof: newVerifier(plan)}
	a.text = newText(a.store)
	a.names, a.outline = newNames(a.store), newOutline(plan)
	a.enumerations = readEnumerations(a.text)
	a.Use(learned)
	a.firstYear, a.lastYear = yearsOf(a.store)
	for _, f := range a.store.Of(fact.Cell) {
		a.goals += zh.Fold(f.Value) + "\n"
	}
	return a
}

// Plan gives the plan that is asked.
func (a *Asker) Plan() *knowledge.Plan { return a.plan }

// Ask answers one message. The focus is that of the chat's answer before (zero
// for a first question); now decides what 今年 and 明年 mean.
func (a *Asker) Ask(message string, focus Focus, now time.Time) Answer {
	words := heard(spaced(message))
	var by []said.Sentence
	if l := a.taught.Load(); l != nil {
		by = l.said(words)
		words = heard(l.aliases.Replace(words))
	}
	answer := a.converse(a.readPinyin(words), focus, now)
	by = append(by, answer.Taught...)
	answer = a.verified(answer)
	answer.Taught = by
	if answer.Abstained() && !answer.Focus.about() {
		answer.Focus = focus // what was not understood does not end a topic
		return answer
	}
	answer.Focus = answer.Focus.follow(focus)
	return answer
}

// heard folds as much of a message as is read.
func heard(message string) string {
	return beginning(zh.Fold(beginning(message, 2*MaxQuestion)), MaxQuestion)
}

// beginning cuts s to so many characters.
func beginning(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// spaced makes a comma of each space that parts words of several characters, as people
// type it who do without marks. Text that is spaced out for looks stays as it is.
func spaced(message string) string {
	fields := strings.Fields(message)
	if len(fields) < 2 {
		return message
	}
	for _, f := range fields {
		if r := []rune(f); len(r) < 2 || !zh.IsHan(r[0]) {
			return message
		}
	}
	return strings.Join(fields, "，")
}
