// Package ask answers questions from one plan: it understands what is named and
// what is asked, looks it up in cells, targets, responsibilities, front matter or
// the index, composes an answer with citations, verifies every quotation against
// the source, and says so when the plan is silent. No language model stands in
// this path, and nothing here belongs to one plan.
package ask

import (
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"duban/knowledge"
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
	OutsidePlan   Silence = "outside-plan"   // another place, year or subject
	Refused       Silence = "refused"        // an instruction to the program, an opinion
)

// Answer is what the plan says to a question. Lines are plain text in Chinese;
// every quotation in Citations has been verified.
type Answer struct {
	Intent    Intent
	Silence   Silence
	Lines     []string
	Citations []knowledge.Citation
	Choices   []string // questions to choose from, where the message can be read in several ways
	Whole     []string // Clause.Ref of the clauses of which only a part is quoted; see Asker.Whole
	Focus     Focus    // what the next question of the same chat may leave out
}

// Abstained tells whether the plan does not answer the question.
func (a Answer) Abstained() bool { return a.Silence != Answered }

// Text is the whole answer in plain text: the lines, then where they stand.
func (a Answer) Text() string {
	lines := slices.Clone(a.Lines)
	for _, s := range a.Sources() {
		lines = append(lines, s.String())
	}
	return strings.Join(lines, "\n")
}

// Focus is what a question was about. It is plain data, so that a chat can keep
// it between messages and over a restart.
type Focus struct {
	Units    []string `json:"units,omitempty"`
	Projects []string `json:"projects,omitempty"`
	Years    []int    `json:"years,omitempty"`
	Targets  []int    `json:"targets,omitempty"` // places in Plan.Targets
	Clause   string   `json:"clause,omitempty"`  // Clause.Ref or knowledge.PreambleRef
	Quote    string   `json:"quote,omitempty"`   // the last sentence quoted
	Wants    []string `json:"wants,omitempty"`
	Subject  string   `json:"subject,omitempty"` // the words that found it
	Choices  []string `json:"choices,omitempty"` // questions that were offered, see Answer.Choices
	Home     []string `json:"home,omitempty"`    // the asking person's own units: 我们
	Earlier  []Focus  `json:"earlier,omitempty"` // topics before this one, the newest first
}

// MaxQuestion is how many characters of a message are read; nobody asks a longer
// question, and the rest cannot change the answer.
const MaxQuestion = 500

// Asker answers questions from one plan. It is safe for concurrent use.
type Asker struct {
	plan  *knowledge.Plan
	index *knowledge.Index
	words *lexicon
	grams *gramTable
	proof verifier
	// taught is what a supervisor added; see Teach.
	taught atomic.Pointer[lessons]
}

// New prepares a plan for questions.
func New(plan *knowledge.Plan, index *knowledge.Index) *Asker {
	return &Asker{plan: plan, index: index, words: newLexicon(plan), grams: newGramTable(plan), proof: newVerifier(plan)}
}

// Plan gives the plan that is asked.
func (a *Asker) Plan() *knowledge.Plan { return a.plan }

// earlierTopics is how many topics a chat can return to.
const earlierTopics = 4

// follow makes the focus that comes after before: with the same home, and with what
// it was about to return to.
func (f Focus) follow(before Focus) Focus {
	f.Home, f.Earlier = before.Home, before.Earlier
	if before.about() && !before.same(f) {
		earlier := before
		earlier.Earlier, earlier.Home, earlier.Choices = nil, nil, nil
		f.Earlier = append([]Focus{earlier}, f.Earlier...)
		f.Earlier = f.Earlier[:min(len(f.Earlier), earlierTopics)]
	}
	return f
}

// about tells whether the focus is about anything.
func (f Focus) about() bool {
	return len(f.Units)+len(f.Projects)+len(f.Years)+len(f.Targets) > 0 || f.Clause != ""
}

func (f Focus) same(g Focus) bool {
	return f.Clause == g.Clause && slices.Equal(f.Units, g.Units) && slices.Equal(f.Projects, g.Projects) && slices.Equal(f.Targets, g.Targets)
}

// Ask answers one message. The focus is that of the chat's answer before (zero
// for a first question); now decides what 今年 and 明年 mean. The error is that of
// the index and never the person's fault.
func (a *Asker) Ask(text string, focus Focus, now time.Time) (Answer, error) {
	answer, err := a.ask(text, a.returned(text, focus), now)
	if answer.Abstained() && !answer.Focus.about() {
		answer.Focus = focus // what was not understood does not end a topic
		return answer, err
	}
	answer.Focus = answer.Focus.follow(focus)
	return answer, err
}

func (a *Asker) ask(text string, focus Focus, now time.Time) (Answer, error) {
	folded := []rune(zh.Fold(text))
	text = string(folded[:min(len(folded), MaxQuestion)])
	if l := a.taught.Load(); l != nil {
		text = l.aliases.Replace(text)
		if place, ok := l.faq[phrasing(text)]; ok {
			return a.verified(a.fromLesson(a.read(text, now), place)), nil
		}
	}
	if answer, ok, err := a.chosen(text, focus, now); ok || err != nil {
		return a.verified(answer), err
	}
	if parts := questionsIn(text); len(parts) > 1 {
		if answer, ok, err := a.askAll(parts, focus, now); ok || err != nil {
			return a.verified(answer), err
		}
	}
	answer, err := a.route(a.read(text, now), focus)
	if err != nil {
		return Answer{}, err
	}
	return a.verified(answer), nil
}

var onlyNumber = regexp.MustCompile(`^[\d\s.,%]+$`)

// route tries the ways to answer from the most exact to the most general; the
// first that has an answer gives it.
func (a *Asker) route(q question, focus Focus) (Answer, error) {
	if answer, ok := a.smallTalk(q, focus); ok {
		return answer, nil
	}
	if answer, ok := a.ordinal(q, focus); ok {
		return answer, nil
	}
	if answer, ok := a.brief(q, focus); ok {
		return answer, nil
	}
	q = a.inherit(q, focus)
	for _, way := range []func(question, Focus) (Answer, bool, error){
		a.fromStrangers, a.fromDutySets, a.fromMentions, a.fromFollowUp, a.fromMeta, a.fromClauses, a.fromBareWord, a.fromBureaus,
		a.fromTable, a.fromPair, a.fromTargets, a.fromDates, a.fromPassages,
	} {
		if answer, ok, err := way(q, focus); err != nil || ok {
			return answer, err
		}
	}
	if (q.content.sum == 0 || onlyNumber.MatchString(q.text)) && len(q.units)+len(q.years)+len(q.projects) == 0 {
		return a.silent(q, Unclear, "没看出问的是哪一项。请加上单位、年份、项目或条号，比如："+a.Example()+"。", nil), nil
	}
	return a.silent(q, NotStipulated, "", nil), nil
}
