package ledger

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"

	"duban/reminders"
)

// epoch is 1970-01-01 as a spreadsheet counts days, from 1899-12-30.
const epoch = 25569

// The days that a spreadsheet can hold without its mistake about February 1900.
const (
	firstSerial = 61        // 1900-03-01
	lastSerial  = 2_958_465 // 9999-12-31
)

// beijing is the zone of the times in the record. China has had no summer time since 1991.
var beijing = time.FixedZone("CST", 8*60*60)

// serialTime gives the instant as a spreadsheet counts it, on Beijing's clock.
func serialTime(t time.Time) float64 {
	_, offset := t.In(beijing).Zone()
	return epoch + float64(t.Unix()+int64(offset))/86400
}

var written = regexp.MustCompile(`^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:T?0?0:00(?::00(?:\.0*)?)?)?$`)

// day reads a day as a spreadsheet counts it, or written as 2022-03-31, 2022/3/31,
// 2022.3.31, 2022年3月31日 or 20220331.
func day(s string) (reminders.Day, bool) {
	s = plain(s)
	if m := written.FindStringSubmatch(s); m != nil {
		month, _ := strconv.Atoi(m[2] + m[4])
		date, _ := strconv.Atoi(m[3] + m[5])
		d, err := reminders.ParseDay(fmt.Sprintf("%s-%02d-%02d", m[1], month, date))
		return d, err == nil
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= firstSerial && n < lastSerial+1) {
		return 0, false
	}
	return reminders.Day(n) - epoch, true
}

// percent reads a whole number of per cent from 1 to 100, written as 80, 80% or 0.8.
func percent(s string) (int, bool) {
	s, marked := strings.CutSuffix(plain(s), "%")
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	if !marked && n < 1 {
		n *= 100
	}
	nearest := math.Round(n) // 0.07 of a hundred is not 7 in binary
	if !(nearest >= 1 && nearest <= 100) || math.Abs(n-nearest) > 1e-6 {
		return 0, false
	}
	return int(nearest), true
}

// whole reads a positive whole number, also as programs write it that think of it as a
// measure: 12.0, 1.6225056E+09. It gives 0 where there is none.
func whole(s string) int64 {
	n, err := strconv.ParseFloat(plain(s), 64)
	if err != nil || !(n >= 1 && n < 1<<53) || n != math.Trunc(n) {
		return 0
	}
	return int64(n)
}

// rounded reports whether a number is written as 1.6E+09, with fewer digits than it has.
func rounded(s string) bool {
	s = plain(s)
	digits, power, ok := strings.Cut(strings.ToUpper(s), "E")
	n, err := strconv.Atoi(power)
	if _, bad := strconv.ParseFloat(s, 64); !ok || err != nil || bad != nil {
		return false
	}
	return n >= len(strings.Trim(strings.Replace(digits, ".", "", 1), "+-"))
}

// plain takes out what does not matter in a heading, a number or a word of a list:
// blanks, what is not seen, and whether characters are of full or half width.
func plain(s string) string {
	return strings.Join(strings.Fields(visible(width.Fold.String(s))), "")
}

// visible takes out the characters without width that come along when words are copied,
// and the outer blanks.
func visible(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch r {
		case '\u200b', '\u2060', '\ufeff', '\u00ad':
			return -1
		}
		return r
	}, s))
}
