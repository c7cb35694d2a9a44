package ledger

import (
	"github.com/xuri/excelize/v2"

	"duban/reminders"
)

// look is how a cell is drawn.
type look int

// The looks. Those that are open can be written in while the sheet is protected.
const (
	lookTitle look = iota
	lookLine       // under the title
	lookNote       // under the table
	lookHead
	lookOpenHead
	lookWords
	lookLiteral // words that would become a formula if somebody went into the cell
	lookMiddle
	lookNumber
	lookDay
	lookMoment
	lookCode
	lookTotal
	lookOpenWords
	lookOpenMiddle
	lookOpenNumber
	lookOpenDay
	lookRed
	lookYellow
	lookGreen
	lookGrey
	looks // how many there are
)

// lightLooks tell the lights apart by how dark they are too, for those who do not see
// red and green; their names stand in the cell besides.
var lightLooks = map[reminders.Light]look{reminders.Red: lookRed, reminders.Yellow: lookYellow, reminders.Green: lookGreen, reminders.Grey: lookGrey}

// Fonts that Windows, WPS and macOS have under these names.
const (
	fontTitle  = "黑体"
	fontWords  = "仿宋"
	fontNumber = "宋体"
)

const (
	grey     = "EDEDED"
	openBlue = "EAF3FB"
)

const textFormat = 49 // "@": what is typed or edited stays text

// styles adds the looks to the workbook and gives their ids there.
func styles(f *excelize.File) (ids [looks]int, err error) {
	black := func(family string, size float64) *excelize.Font { return &excelize.Font{Family: family, Size: size} }
	at := func(horizontal string) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: true}
	}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	dayFormat, momentFormat := "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
	open := &excelize.Protection{Locked: false}
	light := func(back, front string, bold bool) excelize.Style {
		return excelize.Style{Font: &excelize.Font{Family: fontTitle, Size: 10.5, Color: front, Bold: bold}, Alignment: at("center"), Fill: fill(back)}
	}
	all := [looks]excelize.Style{
		lookTitle:      {Font: black(fontTitle, 18), Alignment: at("center")},
		lookLine:       {Font: black(fontWords, 10.5), Alignment: at("center")},
		lookNote:       {Font: black(fontWords, 10.5), Alignment: at("left")},
		lookHead:       {Font: black(fontTitle, 10.5), Alignment: at("center"), Fill: fill(grey)},
		lookOpenHead:   {Font: black(fontTitle, 10.5), Alignment: at("center"), Fill: fill("CFE3F5")},
		lookWords:      {Font: black(fontWords, 10.5), Alignment: at("left")},
		lookLiteral:    {Font: black(fontWords, 10.5), Alignment: at("left"), NumFmt: textFormat},
		lookMiddle:     {Font: black(fontWords, 10.5), Alignment: at("center")},
		lookNumber:     {Font: black(fontNumber, 10.5), Alignment: at("center")},
		lookDay:        {Font: black(fontNumber, 9), Alignment: at("center"), CustomNumFmt: &dayFormat},
		lookMoment:     {Font: black(fontNumber, 9), Alignment: at("center"), CustomNumFmt: &momentFormat},
		lookCode:       {Font: black(fontNumber, 7), Alignment: at("left")},
		lookTotal:      {Font: black(fontTitle, 10.5), Alignment: at("center"), Fill: fill(grey)},
		lookOpenWords:  {Font: black(fontWords, 10.5), Alignment: at("left"), Fill: fill(openBlue), Protection: open, NumFmt: textFormat},
		lookOpenMiddle: {Font: black(fontWords, 10.5), Alignment: at("center"), Fill: fill(openBlue), Protection: open},
		lookOpenNumber: {Font: black(fontNumber, 10.5), Alignment: at("center"), Fill: fill(openBlue), Protection: open},
		lookOpenDay:    {Font: black(fontNumber, 9), Alignment: at("center"), Fill: fill(openBlue), Protection: open, CustomNumFmt: &dayFormat},
		lookRed:        light("C0392B", "FFFFFF", true),
		lookYellow:     light("F6DF4E", "000000", false),
		lookGreen:      light("CDE9DF", "000000", false),
		lookGrey:       light("FFFFFF", "595959", false),
	}
	for i, s := range all {
		if look(i) > lookNote {
			for _, side := range []string{"left", "top", "right", "bottom"} {
				s.Border = append(s.Border, excelize.Border{Type: side, Color: "808080", Style: 1})
			}
		}
		if ids[i], err = f.NewStyle(&s); err != nil {
			return ids, err
		}
	}
	return ids, nil
}
