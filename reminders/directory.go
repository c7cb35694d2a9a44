package reminders

import "slices"

// directory looks people up, remembering each unit's audience.
type directory struct {
	people   []Person
	byID     map[Recipient]Person
	audience map[string][]Person
}

func newDirectory(people []Person) *directory {
	d := &directory{people: people, byID: map[Recipient]Person{}, audience: map[string][]Person{}}
	for _, p := range people {
		d.byID[p.ID] = p
	}
	return d
}

// of gives those who are told about the unit's milestones.
func (d *directory) of(unit string) []Person {
	told, known := d.audience[unit]
	if !known {
		told = audience(unit, d.people)
		d.audience[unit] = told
	}
	return told
}

func (d *directory) told(unit string, id Recipient) bool {
	return slices.ContainsFunc(d.of(unit), func(p Person) bool { return p.ID == id })
}
