package reminders

import "time"

// anchorNotices gives what the supervisors are owed each working day: the end of the trail
// as the day begins, at their hour. Who keeps the message can prove later that nothing
// before it was cut off or written anew, whatever has become of key and database.
func (o *outlook) anchorNotices(today Day) []Delivery {
	if !o.Settings.Rule.Anchor || o.End.ID == 0 || o.Anchored >= today || workingFrom(o.calendar, today) != today {
		return nil
	}
	owed := supervisorNotices(AnchorKind(o.End), today, "", o.People, time.Time{})
	for i, d := range owed {
		owed[i].DueAt = today.In(o.location, o.hour(o.byID[d.Recipient]))
	}
	return owed
}

// AnchorKind returns the kind of a notice of the anchor.
func AnchorKind(a Anchor) Kind { return Kind(noticeAnchor + "#" + a.String()) }

// Anchors reports whether the kind tells of an anchor, the Subject.
func (k Kind) Anchors() bool { return k.Series() == noticeAnchor }
