package gongwen

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
)

// Verdict is what a person decides about a doubt.
type Verdict int

// The verdicts.
const (
	Accept  Verdict = iota // as it was read; a number becomes a target
	Correct                // as the words say
	Dismiss                // it is nothing
)

// The sentences for decisions that cannot be carried out.
var (
	errNotInText = said.Errorf("更正的文字要在计划原文里找得到，请照原文写。",
		"The correction has to be found in the plan's text; please write it as it stands there.")
	errHowTarget = said.Errorf("更正数字请写成“指标 比较 数值 年份”，比较用≥、≤、＞、＜、＝，如“{example}”；没有年份可以不写。",
		"Please write indicator, comparison (≥, ≤, >, <, =), value and year, such as “{example}”; leave the year out where there is none.", "户厕改造 ≥ 4000座 2022年")
	errHowCells = said.Errorf("更正空格请写成“单位：内容”，几个单位用分号隔开，如“{example}”。",
		"Please write “unit: content”, with semicolons between several units, such as “{example}”.", "柯桥区：达到100%；新昌县：达到80%")
	errNoTarget = said.Errorf("这个数字没有读成目标的把握，请用“更正”写明指标和年份。",
		"This number cannot safely be read as a target; please press “Correct” and write the indicator and the year.")
	errMisread = said.Errorf("百分比超过100%，多半是识别错了，不能照此读取。对照过原件、确实如此的，请按“忽略”。",
		"More than 100% is probably recognised wrongly and cannot be read so. Where the original does say it, press “Ignore”.")
	errNoRetype = said.Errorf("识别错的字不能在这里改：请用 duban plan export --text 把原文存成文本，照原件改好，再导入一次。",
		"Recognised text cannot be mended here: save the text with duban plan export --text, mend it after the original, and import it again.")
	errNoChange = said.Errorf("这一处不能更正文字，只能照此读取或忽略。",
		"This place cannot be corrected, only read as it stands or ignored.")
)

// Settle carries out a decision about one of the plan's doubts and takes the doubt off
// the list. words are those of Correct; they have to stand in the plan's source, for
// nothing may be read that is not printed. The error is a said.Error, and the plan is then
// unchanged.
func Settle(p *knowledge.Plan, d knowledge.Doubt, v Verdict, words string) error {
	words = strings.TrimSpace(words)
	before := settledOf(p)
	var err error
	switch {
	case d.Kind == "unit" && v == Correct:
		err = settleUnit(p, d, words)
	case d.Kind == "unit" && v == Dismiss:
		err = replaceUnit(p, d, nil)
	case d.Kind == "quantity" && v != Dismiss:
		err = settleQuantity(p, d, v, words)
	case d.Kind == "blank-cell" && v == Correct:
		err = settleBlank(p, d, words)
	case d.Kind == knowledge.MisreadDoubt && v == Accept:
		err = errMisread
	case d.Recognised() && v == Correct:
		err = errNoRetype
	case v == Correct:
		err = errNoChange
	}
	if err != nil {
		return err
	}
	before.retask(p)
	p.Doubts = slices.DeleteFunc(p.Doubts, func(o knowledge.Doubt) bool { return o.Kind == d.Kind && o.Place == d.Place && o.Quote == d.Quote })
	return nil
}

func inSource(p *knowledge.Plan, words string) bool {
	return words != "" && strings.Contains(squeeze(p.Source), squeeze(words))
}

func settleUnit(p *knowledge.Plan, d knowledge.Doubt, words string) error {
	var units []string
	for _, u := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune("、，,；; ", r) }) {
		if !inSource(p, u) {
			return errNotInText
		}
		units = append(units, u)
	}
	if len(units) == 0 {
		return errNotInText
	}
	return replaceUnit(p, d, units)
}

// replaceUnit puts units in the place of a doubted one. Words that were not read as units
// at all have none: then they are added.

func replaceUnit(p *knowledge.Plan, d knowledge.Doubt, units []string) error {
	replace := func(ref string, all []knowledge.Duty) []knowledge.Duty {
		if d.Place != "" && ref != d.Place {
			return all
		}
		if d.Place != "" && !slices.ContainsFunc(all, func(duty knowledge.Duty) bool { return duty.Unit == d.Quote }) {
			for _, u := range units {
				all = appendDuty(all, knowledge.Duty{Unit: u, Role: knowledge.Responsible})
			}
			return all
		}
		var duties []knowledge.Duty
		for _, duty := range all {
			if duty.Unit != d.Quote {
				duties = appendDuty(duties, duty)
				continue
			}
			for _, u := range units {
				duties = appendDuty(duties, knowledge.Duty{Unit: u, Role: duty.Role})
			}
		}
		return duties
	}
	for i, c := range p.Clauses {
		p.Clauses[i].Duties = replace(c.Ref, c.Duties)
	}
	for i, c := range p.Chapters {
		p.Chapters[i].Duties = replace(c.No, c.Duties)
	}
	return nil
}

var targetWordsRe = regexp.MustCompile(`^(\S+?)\s*(≥|>=|≤|<=|＞|>|＜|<|＝|=|约)\s*(\S+?)(?:\s+(\d{4})年?(?:底前|底|前)?)?$`)

// settleQuantity makes a target of a number that no rule explained.
func settleQuantity(p *knowledge.Plan, d knowledge.Doubt, v Verdict, words string) error {
	s, ok := statementWith(p, d.Place, d.Quote)
	if !ok {
		return errNoTarget
	}
	if v == Accept {
		for _, c := range figuresOf(s) {
			if s.text[c.Start:c.End] != d.Quote {
				continue
			}
			for _, t := range goalsOf(s, []figure{c}) {
				if t.Indicator == "" {
					return errNoTarget
				}
				p.Targets = append(p.Targets, t)
			}
			return nil
		}
		return errNoTarget
	}
	m := targetWordsRe.FindStringSubmatch(words)
	if m == nil {
		return errHowTarget
	}
	if !inSource(p, m[1]) || !inSource(p, m[3]) {
		return errNotInText
	}
	t, ok := cellGoal(m[3])
	if !ok {
		return errNoTarget
	}
	if op, is := typedSigns[m[2]]; is && t.Comparator != knowledge.Range {
		t.Comparator = op
	}
	t.Clause, t.Quote, t.Indicator, t.Due = d.Place, strings.TrimSpace(s.text), m[1], m[4]
	p.Targets = append(p.Targets, t)
	return nil
}

// typedSigns are the comparators as people type them.
var typedSigns = map[string]knowledge.Comparator{"≥": knowledge.AtLeast, ">=": knowledge.AtLeast, "＞": knowledge.More, ">": knowledge.More,
	"≤": knowledge.AtMost, "<=": knowledge.AtMost, "＜": knowledge.Less, "<": knowledge.Less, "约": knowledge.About}

// statementWith gives the statement of a section that holds the words.
func statementWith(p *knowledge.Plan, ref, words string) (statement, bool) {
	r := &reader{plan: p}
	r.readContext()
	for _, sec := range r.sections() {
		if sec.ref != ref {
			continue
		}
		for _, s := range r.statements(sec) {
			if strings.Contains(s.text, words) {
				return s, true
			}
		}
	}
	return statement{}, false
}

// settleBlank fills the blank cells of a schedule's row, or the units of a task.
func settleBlank(p *knowledge.Plan, d knowledge.Doubt, words string) error {
	for i := range p.Clauses { // a task's units
		c := &p.Clauses[i]
		if !c.Row || c.Ref != d.Place {
			continue
		}
		role := knowledge.Responsible
		switch columnOf(strings.TrimSpace(strings.TrimPrefix(d.Quote, c.Ref))) {
		case leadColumn:
			role = knowledge.Lead
		case supportColumn:
			role = knowledge.Support
		}
		units := splitUnits(words)
		for _, u := range units {
			if !inSource(p, u) {
				return errNotInText
			}
		}
		for _, u := range units {
			c.Duties = appendDuty(c.Duties, knowledge.Duty{Unit: u, Role: role})
		}
		return nil
	}
	type fill struct {
		cell *knowledge.Cell
		text string
	}
	var fills []fill
	for part := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == '；' || r == ';' || r == '\n' }) {
		unit, text, ok := strings.Cut(strings.ReplaceAll(part, ":", "："), "：")
		unit, text = strings.TrimSpace(unit), strings.TrimSpace(text)
		if !ok || text == "" {
			return errHowCells
		}
		if !inSource(p, text) {
			return errNotInText
		}
		found := false
		for i := range p.Schedules {
			for j := range p.Schedules[i].Cells {
				c := &p.Schedules[i].Cells[j]
				if c.Start == d.Start && (c.Unit == unit || squeeze(c.Column) == unit) {
					fills, found = append(fills, fill{c, text}), true
				}
			}
		}
		if !found {
			return errHowCells
		}
	}
	if len(fills) == 0 {
		return errHowCells
	}
	for _, f := range fills {
		f.cell.Text = f.text
	}
	return nil
}
