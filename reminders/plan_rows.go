package reminders

import (
	"cmp"
	"slices"
	"time"
)

// Item is one line of a message: a reminder, or a notice of something that happened.
type Item struct {
	DeliveryID int64
	Milestone  Milestone
	Kind       Kind
	Day        Day // the day that it was owed for
	DaysLeft   int // until the due day, on the day of sending; negative after it
	Notice     bool
	NoLiaison  bool   // sent to a supervisor, since nobody who serves the unit can be reached
	Event      Event  // of a notice: what happened; zero if the notice is about no event
	About      Person // of a notice: who did it, or who cannot be reached
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
}

// rows gives the reminders owed for the days from from to to, both included, one for
// each person who is told. Days before a milestone was imported or released are
// never filled in.
func (r Rule) rows(milestones []Milestone, people *directory, from, to Day, loc *time.Location) []Unsent {
	var rows []Unsent
	for _, m := range milestones {
		for _, o := range r.Owed(m, max(from, DayOf(m.Since, loc)), to) {
			for _, p := range people.of(m.Unit) {
				rows = append(rows, Unsent{Milestone: m, Delivery: Delivery{
					Milestone: m.ID, Kind: o.Kind, Day: o.Day, Recipient: p.ID, DueAt: o.Day.In(loc, r.Hour)}})
			}
		}
	}
	return rows
}

// sift parts the rows that are to be sent from those that have lost their reason or
// have been overtaken: of one milestone, person and series only the newest goes out.
func sift(rows []Unsent, people *directory) (live []Unsent, superseded []Delivery) {
	type series struct {
		milestone int64
		recipient Recipient
		series    string
	}
	of := func(d Delivery) series {
		if d.Kind.Series() == noticeUnreachable { // each is about somebody else
			return series{d.Milestone, d.Recipient, string(d.Kind)}
		}
		return series{d.Milestone, d.Recipient, d.Kind.Series()}
	}
	newest := map[series]Delivery{}
	for _, r := range rows {
		if n, some := newest[of(r.Delivery)]; !some || later(r.Delivery, n) {
			newest[of(r.Delivery)] = r.Delivery
		}
	}
	for _, r := range rows {
		if warranted(r, people) && newest[of(r.Delivery)].ID == r.Delivery.ID {
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

// batches groups the rows by person, the most urgent items and batches first:
// reminders before notices, the longest overdue first.
func batches(rows []Unsent, people *directory, today Day, loc *time.Location) []batch {
	index := map[Recipient]int{}
	var all []batch
	for _, r := range rows {
		d := r.Delivery
		i, known := index[d.Recipient]
		if !known {
			i = len(all)
			index[d.Recipient] = i
			all = append(all, batch{to: people.byID[d.Recipient]})
		}
		all[i].rows = append(all[i].rows, d)
		all[i].items = append(all[i].items, r.item(people, today, loc))
	}
	for _, b := range all {
		slices.SortStableFunc(b.items, urgency)
	}
	slices.SortStableFunc(all, func(a, b batch) int {
		return cmp.Or(urgency(a.items[0], b.items[0]), cmp.Compare(a.to.ID, b.to.ID))
	})
	return all
}

// item makes the line of a message.
func (r Unsent) item(people *directory, today Day, loc *time.Location) Item {
	d := r.Delivery
	item := Item{DeliveryID: d.ID, Milestone: r.Milestone, Kind: d.Kind, Day: d.Day, DaysLeft: r.Milestone.DaysLeft(today),
		Notice: d.Kind.Notice(), Event: r.Event}
	if !item.Notice {
		item.NoLiaison = !people.byID[d.Recipient].Serves(r.Milestone.Unit)
		return item
	}
	item.Day = DayOf(d.DueAt, loc)
	who := r.Event.Actor
	if d.Kind.Series() == noticeUnreachable {
		who = Recipient(d.Kind.subject())
	}
	item.About = people.byID[who]
	item.About.ID = who // also of somebody who has left
	return item
}

func urgency(a, b Item) int {
	rank := func(i Item) int {
		if i.Notice {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.DaysLeft, b.DaysLeft), cmp.Compare(a.Milestone.Unit, b.Milestone.Unit),
		cmp.Compare(a.Milestone.ID, b.Milestone.ID))
}
