package reminders

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Notices gives what people are owed at once because of an event: a report or a wish
// for an extension goes to the supervisors, a verdict to those who
// have a part in it, an urging to those who are chased, never to the person who did it. Before is the milestone before the event: a
// hold that is closed was never put to the unit, so nobody is told.
func Notices(before Milestone, e Event, people []Person) []Delivery {
	series, supervisors := "", false
	switch {
	case e.Action == Report:
		series, supervisors = noticeReported, true
	case e.Action == Extend:
		series, supervisors = noticeExtension, true
	case e.Action == Return:
		series = noticeReturned
	case e.Action == Close && !before.Held:
		series = noticeClosed
	case e.Action == Grant:
		series = noticeGranted
	case e.Action == Refuse:
		series = noticeRefused
	case e.Action == Urge:
		series = noticeUrged
	default:
		return nil
	}
	return eventNotices(series, before, e, people, func(p Person) bool {
		if supervisors {
			return p.Role == Admin
		}
		if e.Action == Urge {
			return p.Answers(before)
		}
		return p.Joins(before)
	})
}

// RevisionNotices gives what those who have a part in a milestone are owed at once because
// a revision of the plan touches it.
func RevisionNotices(m Milestone, e Event, people []Person) []Delivery {
	return eventNotices(noticeRevised, m, e, people, func(p Person) bool { return p.Joins(m) })
}

func eventNotices(series string, m Milestone, e Event, people []Person, told func(Person) bool) []Delivery {
	var owed []Delivery
	for _, p := range people {
		if told(p) && !p.Silent && p.ID != e.Actor {
			owed = append(owed, Delivery{Milestone: m.ID, Kind: Kind(fmt.Sprintf("%s#%d", series, e.ID)),
				Day: DayOf(e.At, time.UTC), Recipient: p.ID, Event: e.ID, DueAt: e.At})
		}
	}
	return owed
}

// UnreachableNotices gives what the other supervisors are owed because a message
// could not reach that person.
func UnreachableNotices(lost Recipient, people []Person, now time.Time) []Delivery {
	return supervisorNotices(Kind(noticeUnreachable+"#"+string(lost)), DayOf(now, time.UTC), lost, people, now)
}

// heldNotices gives what the supervisors are owed because a plan came in after some of
// its days: they have to say what becomes of those milestones, which are not chased
// until then. Who brought the plan in was asked at once.
func heldNotices(h Hold, people []Person, now time.Time) []Delivery {
	return supervisorNotices(Kind(noticeHeld+"#"+h.Plan), DayOf(h.At, time.UTC), h.By, people, now)
}

// calendarNotices gives what the supervisors are owed because a year has no holiday data.
func calendarNotices(year int, people []Person, now time.Time) []Delivery {
	return supervisorNotices(Kind(noticeCalendar+"#"+strconv.Itoa(year)), DateDay(year, time.January, 1), "", people, now)
}

func supervisorNotices(k Kind, day Day, but Recipient, people []Person, now time.Time) []Delivery {
	var owed []Delivery
	for _, p := range people {
		if p.Role == Admin && !p.Silent && p.ID != but {
			owed = append(owed, Delivery{Kind: k, Day: day, Recipient: p.ID, DueAt: now})
		}
	}
	return owed
}

// warranted tells whether the row still has a reason, as things stand now.
func warranted(r Unsent, l *outlook) bool {
	to, known := l.byID[r.Delivery.Recipient]
	if !known || to.Silent {
		return false
	}
	m, e := r.Milestone, r.Event
	switch r.Delivery.Kind.Series() {
	case "":
		return l.reminds(r)
	case string(YearList), string(MonthDigest), string(QuarterBrief):
		return l.digests(to, r.Delivery.Kind, r.Delivery.Day)
	case noticeReported:
		return to.Role == Admin && m.Status == e.To
	case noticeExtension:
		return to.Role == Admin && m.Wish == e.Day
	case noticeGranted:
		return to.Joins(m) && m.Due == e.Day
	case noticeRefused:
		return to.Joins(m) && m.Wish == 0
	case noticeUrged:
		return to.Answers(m) && m.AwaitsUnit()
	case noticeUnreachable:
		lost, known := l.byID[Recipient(r.Delivery.Kind.Subject())]
		return to.Role == Admin && known && lost.Unreachable
	case noticeHeld:
		return to.Role == Admin && slices.ContainsFunc(l.Held, func(h Hold) bool { return h.Plan == r.Delivery.Kind.Subject() })
	case noticeAside, noticeOpened, noticeDamaged, noticeAnchor:
		return to.Role == Admin
	case noticeAdmitted:
		return true
	case noticeClock:
		return to.Role == Admin && l.doubt == r.Delivery.Kind.Subject()
	case noticeCalendar:
		year, err := strconv.Atoi(r.Delivery.Kind.Subject())
		return to.Role == Admin && err == nil && l.calendar != nil && !l.calendar.Known(year)
	}
	return to.Joins(m) && m.Status == e.To
}
