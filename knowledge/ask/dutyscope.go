package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
)

// scopes are the units and roles that a question wants in a clause, and those that it does
// not: 有农业农村局、没有畜牧中心的, 只写了牵头、没有配合单位的.
type scopes struct {
	units, without  []string
	roles, roleless []string
	only            bool // no units but those
}

var (
	deniedAhead  = regexp.MustCompile(`(?:没有?|未|不)(?:再)?(?:列入|列进|列|写明|写|挂|带|含|点|提|出现|包括|安排)?了?$`)
	deniedBehind = regexp.MustCompile(`^(?:都|也)?(?:没有?|未|不)(?:被|在里|在)?(?:列|写|挂|带|含|点|提|出现|包括|参与|参加|进|掺|管|的|里)`)
	onlyAhead    = regexp.MustCompile(`(?:只|仅|光)(?:列|写|挂|带|有|点|由)?了?$`)
	roleNamed    = regexp.MustCompile(`(牵头|配合|支持|参与)(?:单位|部门)`)
	setOfClauses = regexp.MustCompile(`(?:哪|几|多少)(?:一|几|些)?(?:大)?(?:条|项)|(?:条|项|措施|任务)[^,]{0,24}(?:哪些|哪几|有几|多少)`)
)

// namedPart is a unit or a role in a question, by offsets in bytes.
type namedPart struct {
	name       string
	role       bool
	start, end int
}

// scopesIn reads which units and roles a question wants and which it denies. A denial
// holds for the names behind it up to the next mark or 有, or for the one right before it.
func (a *Asker) scopesIn(r *reading) scopes {
	var parts []namedPart
	runes := []rune(r.text)
	for _, m := range r.mentions {
		if m.unit >= 0 && !m.column {
			parts = append(parts, namedPart{a.names.units[m.unit].full, false, len(string(runes[:m.start])), len(string(runes[:m.end]))})
		}
	}
	for _, loc := range roleNamed.FindAllStringSubmatchIndex(r.text, -1) {
		role := knowledge.Support
		if r.text[loc[2]:loc[3]] == "牵头" {
			role = knowledge.Lead
		}
		parts = append(parts, namedPart{string(role), true, loc[0], loc[1]})
	}
	slices.SortFunc(parts, func(x, y namedPart) int { return x.start - y.start })
	var s scopes
	denied, last := false, 0
	for i, p := range parts {
		before := r.text[last:p.start]
		listed := i > 0 && strings.Trim(before, "、和与跟及") == ""
		next := len(r.text)
		if i+1 < len(parts) {
			next = parts[i+1].start
		}
		if !listed {
			denied = deniedAhead.MatchString(before)
		}
		no := denied || deniedBehind.MatchString(r.text[p.end:next])
		s.only = s.only || !p.role && onlyAhead.MatchString(before)
		switch {
		case p.role && no:
			s.roleless = append(s.roleless, p.name)
		case p.role:
			s.roles = append(s.roles, p.name)
		case no:
			s.without = appendNew(s.without, p.name)
		default:
			s.units = appendNew(s.units, p.name)
		}
		last = p.end
	}
	return s
}

// fromDutyScopes lists the clauses that name some units or roles and not others.
func (a *Asker) fromDutyScopes(r *reading) (Answer, bool) {
	if len(a.store.Of(fact.Duty)) == 0 || !setOfClauses.MatchString(r.text) || exceptForm.MatchString(r.text) || r.wants(asksMost|asksLeast) {
		return Answer{}, false
	}
	s := a.scopesIn(r)
	if len(s.without)+len(s.roleless) == 0 && !(s.only && len(s.units) > 1) || a.about(a.subject(r)) > 2.2 {
		return Answer{}, false
	}
	unit := fact.Having{Field: fact.FieldUnit, All: s.units, None: s.without, Only: s.only && len(s.units) > 0 && len(s.roles)+len(s.roleless) == 0}
	role := fact.Having{Field: fact.FieldRole, All: s.roles, None: s.roleless}
	where, _ := a.within(r)
	groups := a.store.Run(fact.Query{From: fact.Duty, Where: where, Group: fact.FieldItem, Having: []fact.Having{unit, role}, Select: fact.FieldUnit})
	if len(groups) == 0 {
		return Answer{}, false
	}
	rolesNamed := func(roles []string) []string {
		var out []string
		for _, one := range roles {
			out = append(out, one+"单位")
		}
		return out
	}
	with, without := append(s.units, rolesNamed(s.roles)...), append(s.without, rolesNamed(s.roleless)...)
	sense := said.Of("有{with}、没有{without}", "naming {with} and not {without}", inTurn(with), inTurn(without))
	switch {
	case len(without) == 0:
		sense = said.Of("{with}单独负责", "naming {with} alone", inTurn(with))
	case len(with) == 0:
		sense = said.Of("{without}没有列入", "not naming {without}", inTurn(without))
	}
	return a.told(r, sense, groups, Focus{Units: s.units}), true
}
