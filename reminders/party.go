package reminders

import "slices"

// Party is a unit that has a part in a milestone.
type Party struct {
	Unit string `json:"unit"`
	Role string `json:"role,omitempty"` // as the text says: 牵头, 配合, 指导; empty: it is responsible
}

// RoleLead is the Role of who leads. Only the text says who does.
const RoleLead = "牵头"

// Owes reports whether the unit is chased: it leads, or is responsible. The others help
// and are told in digests.
func (p Party) Owes() bool { return p.Role == "" || p.Role == RoleLead }

// Parties returns all who have a part in m, the one that answers first before the others.
func (m Milestone) Parties() []Party {
	return append([]Party{{m.Unit, m.Role}}, m.Others...)
}

// Units returns the names of the parties.
func (m Milestone) Units() []string {
	units := []string{m.Unit}
	for _, p := range m.Others {
		units = append(units, p.Unit)
	}
	return units
}

// Owing returns the units that are chased: where the text says of nobody that they owe,
// the first.
func (m Milestone) Owing() []string {
	var units []string
	for _, p := range m.Parties() {
		if p.Owes() {
			units = append(units, p.Unit)
		}
	}
	if len(units) == 0 {
		return []string{m.Unit}
	}
	return units
}

// OfAny reports whether any of the units has a part in m.
func (m Milestone) OfAny(units []string) bool {
	return slices.Contains(units, m.Unit) || slices.ContainsFunc(m.Others, func(p Party) bool { return slices.Contains(units, p.Unit) })
}

// Among returns those of the units that have a part in m, or all of m's where none are
// given: what somebody who asked about these units is shown.
func (m Milestone) Among(units []string) []string {
	if len(units) == 0 {
		return m.Units()
	}
	return slices.DeleteFunc(m.Units(), func(u string) bool { return !slices.Contains(units, u) })
}

// Joins reports whether p works for a unit that has a part in m.
func (p Person) Joins(m Milestone) bool { return slices.ContainsFunc(m.Units(), p.Serves) }

// Answers reports whether p works for a unit that is chased for m.
func (p Person) Answers(m Milestone) bool { return slices.ContainsFunc(m.Owing(), p.Serves) }

// Together puts parties into the order in which a milestone has them: the first that
// leads, or else the first that owes, before the others, each unit once, with the first of
// its roles.
func Together(all []Party) []Party {
	var out []Party
	for _, p := range all {
		if !slices.ContainsFunc(out, func(o Party) bool { return o.Unit == p.Unit }) {
			out = append(out, p)
		}
	}
	first := slices.IndexFunc(out, func(p Party) bool { return p.Role == RoleLead })
	if first < 0 {
		first = slices.IndexFunc(out, Party.Owes)
	}
	if first > 0 {
		head := out[first]
		out = slices.Insert(slices.Delete(out, first, first+1), 0, head)
	}
	return out
}
