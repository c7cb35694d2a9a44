// Package ledger writes the ledger of tasks (台账) as a workbook that an office hands
// on, or as CSV, and reads back what people have filled in there. It knows nothing of
// the conversation or of the store: plain structs go in and come out, and whether
// somebody may do what a row asks for is decided by the caller.
package ledger

import (
	"strings"

	"duban/knowledge/said"
	"duban/reminders"
)

// Book is everything that a ledger shows.
type Book struct {
	Title  string // over the overview
	Day    reminders.Day
	Sheets []Sheet
	Events []Event
	Lights reminders.LightRule
	Units  []string // that are counted in the overview; none: all
	Key    []byte   // with which each row is signed, see Sign; nil: none is
}

// Sheet holds one plan's milestones, in the order in which they are shown.
type Sheet struct {
	Key   string // the plan's stable key: 绍政办发〔2021〕9号, or its title where it has no number
	Title string // the plan's title
	Rows  []reminders.Milestone
}

// Event is one line of the record, with the names that it does not hold itself.
type Event struct {
	reminders.Event
	Unit, Project string // of the milestone
	Who           string // the actor's name; untrusted
}

// The files that are refused as a whole.
var (
	ErrNotLedger = said.Errorf("这不是督办导出的台账，或者表头被改动了。请先导出台账，在原表右侧“本次填写”各栏填好后发来（XLSX或CSV）。",
		"This is not a ledger exported here, or its head was changed. Please export the ledger, fill in the columns on its right and send it (XLSX or CSV).")
	ErrDamaged = said.Errorf("文件已损坏或不完整，打不开。请用Excel或WPS打开，另存为XLSX后再发。",
		"The file is damaged or not complete and cannot be opened. Please open it in Excel or WPS, save it as XLSX and send that.")
	ErrOtherFormat = said.Errorf("台账要用XLSX或CSV。请用Excel或WPS打开这个文件，另存为XLSX后再发。",
		"A ledger has to be XLSX or CSV. Please open the file in Excel or WPS, save it as XLSX and send that.")
	ErrTooBig = said.Errorf("文件太大。台账不超过20MB、20万行，请删去多余的行和工作表后再发。",
		"The file is too large. A ledger has at most 20 MB and 200,000 rows; please remove rows and sheets that are not needed.")
	ErrNothingFilled = said.Errorf("台账里没有填写任何一行。请在右侧“本次填写”各栏填好，保存后再发。",
		"No row of the ledger is filled in. Please fill in the columns on the right, save it and send it.")
)

// quoted puts a plan's title between book title marks, unless it has them.
func quoted(title string) string {
	if strings.HasPrefix(title, "《") {
		return title
	}
	return "《" + title + "》"
}
