package backup

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"duban/reminders"
	"duban/reminders/sqlite"
)

// Difference is what a restore changes.
type Difference struct {
	Unknown error // the diary that is there cannot be read; the rest is empty
	Other   bool  // that diary is another one, or its audit trail was changed: all of it is lost
	Lost    int   // events of the audit trail
	From    time.Time
	Reports []UnitCount        // of those, the reports of each unit, the most first
	Back    []reminders.Person // who was removed or has left since, and is there again
	Gone    []reminders.Person // who was let in since
}

// UnitCount is how many there are of a unit.
type UnitCount struct {
	Unit string
	N    int
}

// Some reports whether anything is lost or comes back.
func (d Difference) Some() bool {
	return d.Unknown != nil || d.Other || d.Lost+len(d.Back)+len(d.Gone) > 0
}

// differ compares the diary of the data folder with the one that takes its place. It reads a
// copy, below the folder work, so that nothing is changed of what may be all that is left.
func differ(ctx context.Context, data, work string, fresh *sqlite.Store, m Manifest) (d Difference) {
	if _, err := os.Stat(filepath.Join(data, DiaryName)); errors.Is(err, fs.ErrNotExist) {
		return d
	}
	was, err := os.MkdirTemp(work, "was-")
	if err != nil {
		return Difference{Unknown: err}
	}
	defer os.RemoveAll(was)
	for _, name := range []string{DiaryName, DiaryName + "-wal"} {
		if err := copyFile(filepath.Join(data, name), filepath.Join(was, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Difference{Unknown: err}
		}
	}
	store, err := sqlite.OpenBeside(ctx, filepath.Join(was, DiaryName))
	if err != nil {
		return Difference{Unknown: err}
	}
	defer store.Close()
	if err := d.read(ctx, store, fresh, m); err != nil {
		return Difference{Unknown: err}
	}
	return d
}

func (d *Difference) read(ctx context.Context, was, fresh *sqlite.Store, m Manifest) error {
	units := map[int64]string{}
	all, err := was.Milestones(ctx, reminders.Filter{Cancelled: true, Merged: true})
	if err != nil {
		return err
	}
	for _, one := range all {
		units[one.ID] = one.Unit
	}
	d.Other = m.Events > 0
	reports := map[string]int{}
	err = was.EachEvent(ctx, func(e reminders.Event) error {
		if e.ID == m.Events {
			d.Other = e.Hash != m.LastHash
		}
		if e.ID <= m.Events {
			return nil
		}
		if d.Lost == 0 {
			d.From = e.At
		}
		d.Lost++
		if e.Action == reminders.Report {
			reports[units[e.Milestone]]++
		}
		return nil
	})
	if err != nil {
		return err
	}
	for unit, n := range reports {
		d.Reports = append(d.Reports, UnitCount{unit, n})
	}
	slices.SortFunc(d.Reports, func(a, b UnitCount) int { return cmp.Or(b.N-a.N, strings.Compare(a.Unit, b.Unit)) })
	now, err := was.People(ctx)
	if err != nil {
		return err
	}
	then, err := fresh.People(ctx)
	d.Back, d.Gone = without(then, now), without(now, then)
	return err
}

// without gives the people who are not among others with the same role and units.
func without(people, others []reminders.Person) (left []reminders.Person) {
	for _, p := range people {
		if !slices.ContainsFunc(others, func(o reminders.Person) bool {
			return o.ID == p.ID && o.Role == p.Role && slices.Equal(o.Units, p.Units)
		}) {
			left = append(left, p)
		}
	}
	return left
}
