package reminders

import (
	"cmp"
	"slices"
)

// Item is one part of a message: a reminder, a digest, or a notice of something that
// happened.
type Item struct {
	DeliveryID int64
	Milestone  Milestone // zero where it is about none in particular
	Kind       Kind
	Day        Day // the day that it was owed for
	DaysLeft   int // until the due day, on the day of sending; negative after it
	Notice     bool
	Unserved   []string // of what goes to a supervisor: the units that owe it and have nobody who can be reached
	Event      Event    // of a notice: what happened; zero if the notice is about no event
	About      Person   // of a notice: who did it, or who cannot be reached
}

// Unsent is a row that is neither sent nor superseded, with what it is about.
type Unsent struct {
	Delivery  Delivery
	Milestone Milestone
	Event     Event // of Delivery.Event; else zero
}

// batch is what goes to one person as one message.
type batch struct {
	to    Person
	rows  []Delivery
	items []Item
	fresh bool // tells of something that somebody did
}

// sift parts the rows that are to be sent from those that have lost their reason or
// have been overtaken: of one milestone, person and series only the newest goes out.
func sift(rows []Unsent, o *outlook) (live []Unsent, superseded []Delivery) {
	type series struct {
		milestone int64
		recipient Recipient
		series    string
	}
	of := func(r Unsent) series {
		d := r.Delivery
		if d.Milestone == 0 && d.Kind.Notice() { // each is about something else
			return series{0, d.Recipient, string(d.Kind)}
		}
		return series{r.Milestone.ID, d.Recipient, d.Kind.Series()} // which may be one with the row's
	}
	newest := map[series]Delivery{}
	var kept []Unsent
	for _, r := range rows {
		if !warranted(r, o) {
			superseded = append(superseded, r.Delivery.superseded())
			continue
		}
		kept = append(kept, r)
		if n, some := newest[of(r)]; !some || later(r.Delivery, n) {
			newest[of(r)] = r.Delivery
		}
	}
	for _, r := range kept {
		if newest[of(r)].ID == r.Delivery.ID {
			live = append(live, r)
		} else {
			superseded = append(superseded, r.Delivery.superseded())
		}
	}
	return live, superseded
}

func later(a, b Delivery) bool {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) > 0
}

// batches groups the rows by person, the most urgent items first: reminders before
// digests and notices, the longest overdue before the others. People who are told of
// something that somebody has just done come first, then those with the most urgent.
func (o *outlook) batches(rows []Unsent, today Day) []batch {
	index := map[Recipient]int{}
	var all []batch
	for _, r := range rows {
		d := r.Delivery
		i, known := index[d.Recipient]
		if !known {
			i = len(all)
			index[d.Recipient] = i
			all = append(all, batch{to: o.byID[d.Recipient]})
		}
		all[i].rows = append(all[i].rows, d)
		all[i].items = append(all[i].items, o.item(r, today))
		all[i].fresh = all[i].fresh || d.Event != 0
	}
	for _, b := range all {
		slices.SortStableFunc(b.items, urgency)
	}
	slices.SortStableFunc(all, func(a, b batch) int {
		return cmp.Or(order(b.fresh, a.fresh), urgency(a.items[0], b.items[0]), cmp.Compare(a.to.ID, b.to.ID))
	})
	return all
}

// item makes the part of a message.
func (o *outlook) item(r Unsent, today Day) Item {
	d := r.Delivery
	item := Item{DeliveryID: d.ID, Milestone: r.Milestone, Kind: d.Kind, Day: d.Day, DaysLeft: r.Milestone.DaysLeft(today),
		Notice: d.Kind.Notice(), Event: r.Event}
	if !item.Notice {
		if !d.Kind.Digest() && !o.byID[d.Recipient].Answers(r.Milestone) {
			item.Unserved = o.unserved(r.Milestone)
		}
		return item
	}
	item.Day = DayOf(d.DueAt, o.location)
	who := r.Event.Actor
	if d.Kind.Series() == noticeUnreachable {
		who = Recipient(d.Kind.Subject())
	}
	item.About = o.byID[who]
	item.About.ID = who // also of somebody who has left
	return item
}

// urgency puts reminders before digests, and these before notices.
func urgency(a, b Item) int {
	rank := func(i Item) int {
		switch {
		case i.Notice:
			return 2
		case i.Kind.Digest():
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.DaysLeft, b.DaysLeft), cmp.Compare(a.Milestone.Unit, b.Milestone.Unit),
		cmp.Compare(a.Milestone.ID, b.Milestone.ID))
}

// order puts false before true.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
