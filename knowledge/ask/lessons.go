package ask

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// LessonKind says what a lesson teaches.
type LessonKind string

const (
	Alias LessonKind = "别名" // another name for something that the plan names
	FAQ   LessonKind = "问答" // a phrasing, and the place of the plan that answers it
)

// Lesson is something that a supervisor taught about one plan. It holds words for
// finding a place, never an answer of its own: what is said stays the plan's.
type Lesson struct {
	Kind  LessonKind
	Says  string // the other name, or the phrasing, as people type it
	Means string // the plan's name; or a clause (第十条) or cells (柯桥区2021年均衡县)
}

// maxLesson is how many characters either side of a lesson may have.
const maxLesson = 100

// lessons are what an Asker was taught, ready for use.
type lessons struct {
	aliases *strings.Replacer // folded
	faq     map[string]question
}

// Teach replaces what the Asker knows besides the plan. A lesson that cannot be
// used is left out and told in the error, one sentence in Chinese for each; the
// others hold. It may be called while questions are being answered.
func (a *Asker) Teach(all []Lesson) error {
	var faults []error
	l := &lessons{faq: map[string]question{}}
	var aliases []Lesson
	for _, one := range all {
		if err := a.Check(one); err != nil {
			faults = append(faults, err)
		} else if one.Kind == Alias {
			aliases = append(aliases, one)
		}
	}
	slices.SortStableFunc(aliases, func(x, y Lesson) int { return len(y.Says) - len(x.Says) })
	var pairs []string
	for _, one := range aliases {
		pairs = append(pairs, zh.Fold(one.Says), zh.Fold(one.Means))
	}
	l.aliases = strings.NewReplacer(pairs...)
	for _, one := range all {
		if one.Kind != FAQ || a.Check(one) != nil {
			continue
		}
		l.faq[phrasing(l.aliases.Replace(zh.Fold(one.Says)))], _ = a.placeIn(one.Means)
	}
	a.taught.Store(l)
	return errors.Join(faults...)
}

// Check tells whether a lesson can be used: a LessonFault that says what to write
// instead, or nil.
func (a *Asker) Check(one Lesson) error {
	says, means := zh.Squeeze(one.Says), zh.Squeeze(one.Means)
	switch n := len([]rune(says)); {
	case n < 2:
		return fault("“%s”太短，请至少写两个字", one.Says)
	case n > maxLesson || len([]rune(means)) > maxLesson:
		return fault("“%s…”太长，请写在%d字以内", string([]rune(says)[:min(n, 10)]), maxLesson)
	case strings.ContainsAny(says[:1]+(means + " ")[:1], "=+-@"):
		return fault("“%s”不能用符号开头", one.Says) // a spreadsheet program would take it for a formula
	}
	switch one.Kind {
	case Alias:
		if a.holdsWord(says) {
			return fault("“%s”是计划里本来就有的词，不能作别名", one.Says)
		}
		if means == "" || !a.holdsWord(means) {
			return fault("计划里没有“%s”，别名请指向计划里的名称", one.Means)
		}
	case FAQ:
		if phrasing(zh.Fold(says)) == "" {
			return fault("“%s”里没有可以辨认的内容，请写完整的问法", one.Says)
		}
		if _, ok := a.placeIn(one.Means); !ok {
			return fault("看不懂“%s”指哪里，请写条号（如第十条）或附件的格（如单位加年份加项目）", one.Means)
		}
	default:
		return fault("不认识种类“%s”，请写“%s”或“%s”", one.Kind, Alias, FAQ)
	}
	return nil
}

// LessonFault is why a lesson cannot be used: one sentence in Chinese for the person,
// without a full stop.
type LessonFault string

func (f LessonFault) Error() string { return string(f) }

func fault(format string, args ...any) error { return LessonFault(fmt.Sprintf(format, args...)) }

// holdsWord tells whether the plan's text or tables hold a word.
func (a *Asker) holdsWord(word string) bool {
	word = zh.Fold(word)
	for _, names := range [][]name{a.words.units, a.words.city, a.words.bureaus, a.words.projects} {
		if slices.ContainsFunc(names, func(n name) bool { return slices.Contains(n.forms, word) }) {
			return true
		}
	}
	return strings.Contains(a.grams.text, word)
}

// placeIn reads the place that a lesson points to.
func (a *Asker) placeIn(means string) (question, bool) {
	q := a.read(zh.Fold(means), time.Time{})
	for _, ref := range q.clauses {
		if _, ok := a.plan.Clause(ref); !ok {
			return question{}, false
		}
	}
	if len(q.clauses) > 0 {
		return question{clauses: q.clauses}, true
	}
	if len(q.units)+len(q.projects) == 0 {
		return question{}, false
	}
	pick := selection{units: q.units, projects: q.projects, years: q.years}
	if len(pick.from(a.plan.Cells())) == 0 {
		return question{}, false
	}
	return question{units: q.units, projects: q.projects, years: q.years}, true
}

// phrasing is what two ways to type one question share: no politeness, no
// punctuation, no question words.
func phrasing(folded string) string {
	return zh.Squeeze(fillers.strip(withoutPoliteness(folded), func(string) bool { return false }))
}

// fromLesson answers a phrasing that a supervisor has tied to a place.
func (a *Asker) fromLesson(q, place question) Answer {
	q.clauses, q.units, q.projects, q.years = place.clauses, place.units, place.projects, place.years
	if len(place.clauses) > 0 {
		answer := Answer{Intent: IntentAnswer}
		for _, ref := range place.clauses {
			c, _ := a.plan.Clause(ref)
			cite := a.bestOf(q, c)
			answer.Citations = append(answer.Citations, cite)
			answer.Focus = a.remember(q, Focus{Clause: ref, Quote: cite.Quote})
		}
		return answer
	}
	pick := selection{units: q.units, projects: q.projects, years: q.years}
	cells := pick.from(a.plan.Cells())
	return Answer{Intent: IntentAnswer, Lines: describe(cells, pick), Citations: a.citeCells(cells),
		Focus: a.remember(q, Focus{Clause: annexName})}
}

// bestOf quotes the clause's sentences that fit the question, or its beginning
// where none does.
func (a *Asker) bestOf(q question, c knowledge.Clause) knowledge.Citation {
	best, most := -1, 0.0
	for n := range knowledge.Sentences(c.Text) {
		if held := q.content.held(a.grams.sentences[sentenceKey{c.Ref, n}]); held > most && !(n == 0 && a.isHeading(c.Ref, a.grams.sentences[sentenceKey{c.Ref, n}].text)) {
			best, most = n, held
		}
	}
	if best < 0 || q.content.sum > 0 && most < passageCover*q.content.sum {
		return a.wholeClause(c, true)
	}
	return a.citeSentence(found{ref: c.Ref, n: best})
}
