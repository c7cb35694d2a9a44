package ask

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/said"
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

// symbols begin what a spreadsheet program may take for a formula.
const symbols = "=+-@＝＋－＠"

func first(s string) rune {
	for _, r := range s {
		return r
	}
	return ' '
}

// maxLesson is how many characters either side of a lesson may have.
const maxLesson = 100

// lessons are what an Asker was taught, ready for use.
type lessons struct {
	aliases *strings.Replacer // folded
	named   []Lesson          // the aliases, the longest first
	faq     map[string]lessonPlace
}

// Teach replaces what the Asker knows besides the plan. A lesson that cannot be
// used is left out and told in the error, one sentence in Chinese for each; the
// others hold. It may be called while questions are being answered.
func (a *Asker) Teach(all []Lesson) error {
	var faults []error
	l := &lessons{faq: map[string]lessonPlace{}}
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
	l.aliases, l.named = strings.NewReplacer(pairs...), aliases
	for _, one := range all {
		if one.Kind != FAQ || a.Check(one) != nil {
			continue
		}
		l.faq[phrasing(l.aliases.Replace(zh.Fold(one.Says)))], _ = a.placeIn(one.Means)
	}
	a.taught.Store(l)
	return errors.Join(faults...)
}

// said tells by which aliases folded words are read.
func (l *lessons) said(words string) []said.Sentence {
	var out []said.Sentence
	for _, one := range l.named {
		if says := zh.Fold(one.Says); strings.Contains(words, says) {
			words = strings.ReplaceAll(words, says, "\n") // what a shorter one may not be found in
			out = append(out, said.Of("按督查员设的别名，“{says}”就是“{means}”。",
				"By an alias that a supervisor has set, “{says}” is “{means}”.", said.Theirs(one.Says), said.Theirs(one.Means)))
		}
	}
	return out
}

// readsAway returns a said.Error where an alias would change of which unit, or of what
// time, a question is.
func (a *Asker) readsAway(says string) error {
	folded := zh.Fold(says)
	for _, u := range a.names.units {
		for _, form := range u.forms {
			whole := !knowledge.IsWhole(u.full) && (u.column || len([]rune(form)) > 2) // 绍兴 stands for whatever is there: 绍兴西大门
			if whole && strings.Contains(folded, form) || strings.Contains(form, folded) {
				return said.Errorf("“{says}”和单位“{form}”分不开，不能作别名",
					"“{says}” cannot be told from the unit “{form}”, and cannot be an alias", said.Theirs(says), form)
			}
		}
	}
	r := reading{text: folded}
	r.readTime(a, zero)
	timely := len(r.years)+len(r.days) > 0 || strings.ContainsAny(folded, "0123456789")
	for word := range relativeYears {
		timely = timely || strings.Contains(folded, word) || strings.Contains(word, folded)
	}
	if timely {
		return said.Errorf("“{says}”里有年份、日期或数字，不能作别名",
			"“{says}” holds a year, a date or a number, and cannot be an alias", said.Theirs(says))
	}
	return nil
}

// leadsAway returns a said.Error where a phrasing names a unit or a year, and the place to
// which it is tied is another's.
func (a *Asker) leadsAway(says string, place lessonPlace) error {
	asked := a.Mentions(says, zero)
	other := func(asked, tied int, both bool) bool { return asked > 0 && tied > 0 && !both }
	units := slices.ContainsFunc(asked.Units, func(u string) bool { return slices.Contains(place.cells.units, u) })
	years := slices.ContainsFunc(asked.Years, func(y int) bool { return slices.Contains(place.cells.years, y) })
	if other(len(asked.Units), len(place.cells.units), units) || other(len(asked.Years), len(place.cells.years), years) {
		return said.Errorf("“{says}”问的是别的单位或年份，请指到同一个单位和年份的格",
			"“{says}” asks of another unit or year; please point to a cell of the same unit and year", said.Theirs(says))
	}
	return nil
}

// Check returns a said.Error that says what to write instead, or nil where a lesson can be
// used.
func (a *Asker) Check(one Lesson) error {
	says, means := zh.Squeeze(one.Says), zh.Squeeze(one.Means)
	switch n := len([]rune(says)); {
	case n < 2:
		return said.Errorf("“{says}”太短，请至少写两个字",
			"“{says}” is too short; please write two characters at least", one.Says)
	case n > maxLesson || len([]rune(means)) > maxLesson:
		return said.Errorf("“{words}…”太长，请写在{maxLesson}字以内",
			"“{words}…” is too long; please write {maxLesson} characters at most", string([]rune(says)[:min(n, 10)]), maxLesson)
	case strings.ContainsRune(symbols, first(says)) || strings.ContainsRune(symbols, first(means)):
		return said.Errorf("“{says}”不能用符号开头", "“{says}” must not begin with a sign", one.Says) // a spreadsheet program would take it for a formula
	}
	switch one.Kind {
	case Alias:
		if a.holdsWord(says) {
			return said.Errorf("“{says}”是计划里本来就有的词，不能作别名",
				"“{says}” is a word of the plan already and cannot be another name", one.Says)
		}
		if err := a.readsAway(says); err != nil {
			return err
		}
		if means == "" || !a.holdsWord(means) {
			return said.Errorf("计划里没有“{means}”，别名请指向计划里的名称",
				"The plan has no “{means}”; another name has to point to a name in the plan", one.Means)
		}
	case FAQ:
		if phrasing(zh.Fold(says)) == "" {
			return said.Errorf("“{says}”里没有可以辨认的内容，请写完整的问法",
				"There is nothing to recognise in “{says}”; please write the whole question", one.Says)
		}
		place, ok := a.placeIn(one.Means)
		if !ok {
			return said.Errorf("看不懂“{means}”指哪里，请写条号（如第十条）或附件的格（如单位加年份加项目）",
				"I do not understand where “{means}” is; please write the clause as the plan numbers it, or a cell of the annex by unit, year and project", one.Means)
		}
		if err := a.leadsAway(says, place); err != nil {
			return err
		}
	default:
		return said.Errorf("不认识种类“{kind}”，请写“{alias}”或“{faq}”",
			"The kind “{kind}” is not known; please write “{alias}” or “{faq}”", string(one.Kind), string(Alias), string(FAQ))
	}
	return nil
}

// holdsWord tells whether the plan's text or tables hold a word.
func (a *Asker) holdsWord(word string) bool {
	word = zh.Fold(word)
	for _, u := range a.names.units {
		if slices.Contains(u.forms, word) {
			return true
		}
	}
	return strings.Contains(a.text.all, word)
}

// lessonPlace is where a lesson points: clauses, or cells.
type lessonPlace struct {
	refs  []string
	cells cellReading
}

// placeIn reads the place that a lesson points to.
func (a *Asker) placeIn(means string) (lessonPlace, bool) {
	r := a.read(zh.Fold(means), time.Time{})
	if refs := a.refsIn(r); len(refs) > 0 {
		return lessonPlace{refs: refs}, true
	}
	c := a.readCells(r, nil)
	if len(c.units)+len(c.projects) == 0 || len(a.cellsOf(c.pick())) == 0 {
		return lessonPlace{}, false
	}
	return lessonPlace{cells: c}, true
}

// phrasing is what two ways to type one question share: no spoken words and no marks.
func phrasing(folded string) string {
	bare := unspoken.Replace(thanks.ReplaceAllString(folded, ""))
	return strings.Map(func(r rune) rune {
		if function[r] || strings.ContainsRune(" ,，。.?？!！、;；:：\"'", r) {
			return -1
		}
		return r
	}, bare)
}

var thanks = regexp.MustCompile(`谢+|多谢|谢了|麻烦了?|辛苦了?|您好|你好`)

// fromLesson answers a phrasing that a supervisor has tied to a place.
func (a *Asker) fromLesson(r *reading, place lessonPlace) Answer {
	if len(place.refs) == 0 {
		cells := a.cellsOf(place.cells.pick())
		return Answer{Intent: IntentAnswer, Lines: describeCells(cells, place.cells), Citations: citeCells(cells), Focus: focusOf(place.cells)}
	}
	answer := Answer{Intent: IntentAnswer}
	for _, ref := range place.refs {
		p := slices.IndexFunc(a.text.passages, func(p passage) bool { return p.ref == ref })
		if p < 0 {
			continue
		}
		one := match{passage: p, best: a.text.passages[p].first, held: make([]float64, a.text.passages[p].end-a.text.passages[p].first)}
		if found := a.match(r, ref); len(found) > 0 {
			if at := slices.IndexFunc(found, func(m match) bool { return m.passage == p }); at >= 0 {
				one = found[at]
			}
		}
		part, _ := a.fromPassages(r, []match{one})
		answer.Citations = append(answer.Citations, part.Citations...)
		answer.Focus = part.Focus
	}
	return answer
}
