package ledger

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"

	"duban/knowledge/said"
	"duban/reminders"
)

// identity are the columns that say what a milestone is.
var identity = []string{columnUnit, columnProject, columnYear, columnGoal, columnDue}

// Sign gives what binds a row to the milestone that it was printed from, as it stood then:
// HMAC-SHA-256, with a key that no ledger holds, over its id, its version and what the row
// prints of it. No key gives no signature. Clause may be in any form: it is left out.
func Sign(key []byte, m reminders.Milestone) string {
	if key == nil {
		return ""
	}
	h := hmac.New(sha256.New, key)
	for _, field := range []string{
		"duban-row-1", strconv.FormatInt(m.ID, 10), strconv.FormatInt(m.UpdatedAt.Unix(), 10), m.Plan, m.Unit, m.Role, partyWords(m.Others), m.Project,
		strconv.Itoa(m.Year), m.Goal, strconv.Itoa(int(m.Begins)), strconv.Itoa(int(m.Due)), strconv.Itoa(int(m.Original)), m.Recurrence, m.Period,
		string(m.Status), strconv.FormatBool(m.Held), m.Report, strconv.Itoa(m.Percent), m.Remark, strconv.Itoa(int(m.Wish)), m.Plea,
	} {
		fmt.Fprintf(h, "%d:%s", len(field), field)
	}
	return "v" + hex.EncodeToString(h.Sum(nil)[:16]) // the letter: no spreadsheet program takes it for a number
}

// Against gives what speaks against taking a row for the milestone that it names: where the
// row says another thing than the ledger, is older, or does not have the ledger's signature.
func (f Filled) Against(key []byte, m reminders.Milestone) Faults {
	var faults Faults
	fault := func(column string, what said.Sentence) {
		faults = append(faults, Fault{f.Cell(column), what})
	}
	differs := func(column, here, there string) {
		if plain(clean(here)) != plain(clean(there)) {
			fault(column, said.Of("{column}与台账里的任务{id}不符：台账是“{there}”，这里是“{here}”。请从导出的台账把这一行整行复制过来，只填“本次填写”各栏。",
				"{column} is not that of task {id} in the ledger: there it is “{there}”, here “{here}”. Please copy the whole row from the exported ledger, and fill in only the columns on the right.",
				column, int(m.ID), brief(there), brief(here)))
		}
	}
	day := func(d reminders.Day) string {
		if d == 0 {
			return ""
		}
		return d.String()
	}
	unchanged := f.Seen.Unix() == m.UpdatedAt.Unix()
	differs(columnUnit, f.Row.Unit, m.Unit)
	differs(columnProject, f.Row.Project, m.Project)
	differs(columnYear, year(f.Row.Year), year(m.Year))
	differs(columnGoal, f.Row.Goal, m.Goal)
	if unchanged {
		differs(columnDue, day(f.Row.Due), day(m.Due))
	}
	switch {
	case len(faults) > 0:
	case f.Sign == "":
		fault(columnSign, said.Of("这一行没有行校验码：台账是旧版程序导出的，或者这一列被删掉了。请重新导出台账，把填的内容抄到新表再发。",
			"The row has no signature: the ledger was exported by an older version, or the column was deleted. Please export the ledger again, copy what you filled in into it and send that."))
	case !unchanged:
		fault(columnAction, said.Of("导出之后这项任务又有变动，请重新导出台账再填。",
			"This task has changed since the ledger was exported. Please export it again and fill that one in."))
	case !hmac.Equal([]byte(f.Sign), []byte(Sign(key, m))):
		fault(columnSign, said.Of("行校验码与台账里的任务{id}对不上：编号、版本或这一栏被改过。请从导出的台账把这一行整行复制过来，只填“本次填写”各栏。",
			"The row's signature is not that of task {id} in the ledger: the number, the version or the signature was changed. Please copy the whole row from the exported ledger, and fill in only the columns on the right.", int(m.ID)))
	}
	return faults
}

// year writes a year as a row shows it.
func year(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
