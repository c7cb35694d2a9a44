package fact

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// Item is a stretch of a section that one bracket of responsibilities closes, or the
// whole section where it has one bracket or none.
type Item struct {
	Place     string   // the section's Ref
	Section   int      // place in Plan.Sections()
	Sentences []string // as printed, without the bracket
	Bracket   string   // （责任单位：…）, as printed
	Duties    []knowledge.Duty
}

// Text gives the item's sentences on one line.
func (i Item) Text() string { return strings.Join(i.Sentences, "") }

// bracketForm finds brackets that say who does it.
var bracketForm = regexp.MustCompile(`[（(〔][^（）()〔〕]*(?:[（(〔][^（）()〔〕]*[）)〕][^（）()〔〕]*)*[）)〕]`)

// binds tells whether a bracket names who does what, by its own words.
func binds(bracket string) bool {
	if n := len([]rune(bracket)); n < 5 || n > 400 {
		return false
	}
	for _, label := range []string{"责任单位", "牵头单位", "责任部门", "牵头部门", "配合单位", "负责部门", "负责单位"} {
		if strings.Contains(bracket, label) {
			return true
		}
	}
	end := strings.TrimRight(bracket, "）)〕。")
	for _, verb := range []string{"负责", "牵头", "配合", "参与", "参加", "落实", "组织实施"} {
		if strings.HasSuffix(end, verb) {
			return true
		}
	}
	return false
}

// labelLine finds 责任单位：… where it stands as a sentence of its own, without brackets.
var labelLine = regexp.MustCompile(`^\s*(?:责任单位|牵头单位|责任部门|牵头部门)[：:]`)

var (
	// ruleForm is a rule on how responsibilities are to be read, not a unit.
	ruleForm  = regexp.MustCompile(`为(?:牵头|责任|主要)|下同|列(?:在)?首位|排(?:在)?(?:首位|第一)`)
	firstRule = regexp.MustCompile(`(?:列|排)(?:在)?(?:首位|第一位?|首个)的?(?:单位|部门)?为(?:牵头|主要)`)
)

// joined is a number at the end of a line: its measure begins the next one.
var joined = regexp.MustCompile(`(\d)\n+`)

// readItems cuts the sections into items and adds their duties, figures and dates.
func (s *Store) readItems() {
	s.firstLeads = firstRule.MatchString(s.Plan.Source) && !slices.ContainsFunc(s.Plan.Clauses, func(c knowledge.Clause) bool {
		return slices.ContainsFunc(c.Duties, func(d knowledge.Duty) bool { return d.Role == knowledge.Lead })
	})
	byRef := map[string]knowledge.Clause{}
	for _, c := range s.Plan.Clauses {
		byRef[c.Ref] = c
	}
	for at, section := range s.Plan.Sections() {
		items := cut(joined.ReplaceAllString(section.Text, "$1"))
		c := byRef[section.Ref]
		bound := 0
		for i := range items {
			if items[i].Bracket != "" {
				items[i].Duties = dutiesOf(items[i].Bracket)
				bound++
			}
		}
		if bound <= 1 && len(c.Duties) > 0 { // the reader of the plan knows better what binds the whole
			last := len(items) - 1
			for i := range items {
				if items[i].Bracket != "" {
					last = i
				}
			}
			items[last].Duties = c.Duties
		}
		for _, item := range items {
			item.Place, item.Section = section.Ref, at
			s.Items = append(s.Items, item)
			s.readItem(len(s.Items)-1, section)
		}
	}
}

func (s *Store) readItem(n int, section knowledge.Section) {
	item := s.Items[n]
	item.Duties = slices.DeleteFunc(slices.Clone(item.Duties), func(d knowledge.Duty) bool { return ruleForm.MatchString(d.Unit) })
	if s.firstLeads && len(item.Duties) > 1 {
		for i := range item.Duties {
			if item.Duties[i].Role = knowledge.Support; i == 0 {
				item.Duties[i].Role = knowledge.Lead
			}
		}
	}
	s.Items[n].Duties = item.Duties
	for i, d := range item.Duties {
		s.add(Fact{Kind: Duty, Subject: section.Title, Unit: s.canon.of(d.Unit), Role: d.Role, First: i == 0, Place: item.Place, Item: n, Under: section.Under, Quote: d.Unit})
	}
	for _, sentence := range item.Sentences {
		folded := zh.Fold(sentence)
		for _, f := range zh.Figures(folded) {
			s.add(Fact{Kind: Figure, Subject: section.Title, Value: folded[f.Start:f.End], Figure: f, Place: item.Place, Item: n, Quote: sentence})
		}
		for _, d := range zh.Days(folded) {
			s.add(Fact{Kind: Date, Subject: section.Title, Value: folded[d.Start:d.Stop], Day: d, Year: d.Year, Place: item.Place, Item: n, Quote: sentence})
		}
	}
}

// cut cuts a section's text at the brackets that bind.
func cut(text string) []Item {
	var out []Item
	var open Item
	rest := text
	flush := func(bracket string) {
		open.Bracket = bracket
		out = append(out, open)
		open = Item{}
	}
	for rest != "" {
		from, to := -1, -1
		for _, loc := range bracketForm.FindAllStringIndex(rest, -1) {
			if binds(rest[loc[0]:loc[1]]) {
				from, to = loc[0], loc[1]
				break
			}
		}
		if from < 0 {
			break
		}
		open.Sentences = knowledge.Sentences(rest[:from])
		flush(rest[from:to])
		rest = strings.TrimLeft(rest[to:], "。；; \n")
	}
	for _, sentence := range knowledge.Sentences(rest) {
		if labelLine.MatchString(sentence) {
			flush(sentence)
			continue
		}
		open.Sentences = append(open.Sentences, sentence)
	}
	if len(open.Sentences) > 0 || len(out) == 0 {
		flush("")
	}
	return out
}

var (
	bracketLabel = regexp.MustCompile(`^(?:各?(责任|牵头|配合|参与|负责)(?:单位|部门)|责任)[：:]`)
	groupEnd     = regexp.MustCompile(`[，,；;。]`)
	unitEnd      = regexp.MustCompile(`、|会同|，|和(?:各)`)
	tail         = regexp.MustCompile(`(?:等)?(?:国务院)?(?:相关|有关)?(?:部门|单位)?(?:及各地区)?(?:分别|共同|各自)?(?:按照?(?:各自)?职责(?:分工)?)?(?:组织实施|负责落实|牵头负责|负责|牵头|配合|参与|参加|落实|指导)$`)
)

// dutiesOf reads a bracket: groups between commas, each with its role at its end.
func dutiesOf(bracket string) []knowledge.Duty {
	body := strings.Trim(strings.TrimSpace(bracket), "（）()〔〕。")
	var out []knowledge.Duty
	label := ""
	for _, group := range groupEnd.Split(body, -1) {
		group = strings.TrimSpace(group)
		if m := bracketLabel.FindStringSubmatch(group); m != nil {
			label, group = m[1], strings.TrimSpace(group[len(m[0]):])
		}
		role := knowledge.Responsible
		switch {
		case strings.Contains(group, "牵头") || label == "牵头":
			role = knowledge.Lead
		case strings.HasSuffix(group, "配合") || strings.HasSuffix(group, "参与") || strings.HasSuffix(group, "参加") || label == "配合" || label == "参与":
			role = knowledge.Support
		case len(out) > 0 && out[0].Role == knowledge.Lead:
			role = knowledge.Support
		}
		if strings.Contains(group, "范围") {
			continue
		}
		whole := group
		group = tail.ReplaceAllString(group, "")
		if strings.Contains(whole, "各地区") && !strings.Contains(group, "各地区") {
			group += "、各地区"
		}
		for _, unit := range unitEnd.Split(group, -1) {
			unit = strings.TrimSuffix(strings.TrimSpace(unit), "等")
			if n := len([]rune(unit)); n < 2 || n > 24 || unit == "有关部门" || unit == "相关部门" {
				continue
			}
			out = append(out, knowledge.Duty{Unit: unit, Role: role})
		}
	}
	return out
}
