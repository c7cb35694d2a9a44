package reminders

import "time"

// Items gives the parts of a message that has been sent, as its rows stand now, the most
// urgent first: what the Scheduler's Sender would be given today.
func Items(rows []Unsent, people []Person, today Day, loc *time.Location) []Item {
	o := newOutlook(Ledger{People: people}, nil, loc)
	var items []Item
	for _, b := range o.batches(rows, today) {
		items = append(items, b.items...)
	}
	return items
}
