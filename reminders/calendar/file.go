package calendar

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"duban/reminders"
)

// MaxFile is how many bytes a file may have; all years since 2004 take 20 KB. A file
// is a table with a line for each day that is not as its weekday would have it:
//
//	日期,类别,名称
//	2026-10-01,休,国庆节
//	2026-10-10,班,国庆节调休
//
// The day may also be written 2026/10/1, as spreadsheets do, or 2026年10月1日. It is
// off (休 or 放假) or worked (班 or 上班). The name is for those who read the file; it
// may be missing, and columns after it may follow. Days come in any order, days off at
// a weekend may stand there too. The line that begins with 日期, those that begin with
// # and blank ones are skipped. Commas may be Chinese ones and fields in quotation
// marks. The text is in UTF-8 or, as spreadsheets on Chinese Windows save it, GB18030.
const MaxFile = 1 << 20

// The years that a file may hold. Beyond them a year is a slip of the hand, which
// would otherwise go unnoticed: nobody asks for the days of 2207.
const firstYear, lastYear = 2000, 2099

// FileError says what is wrong with a file.
type FileError struct {
	// Faults are sentences in Chinese for the person who wrote the file, one for each
	// faulty line, in their order; each names the line and what to write instead. What
	// is wrong with the whole file is a single sentence without a line.
	Faults []string
}

// Error gives the faults, one a line.
func (e *FileError) Error() string { return strings.Join(e.Faults, "\n") }

func fault(sentence string) error { return &FileError{Faults: []string{sentence}} }

// parse reads the days that a file lists, and whether they are worked.
func parse(file []byte) (map[reminders.Day]bool, error) {
	if len(file) > MaxFile {
		return nil, fault("文件超过1MB，请只保留“日期,类别,名称”三列，每天一行。")
	}
	text, ok := decode(file)
	if !ok {
		return nil, fault("文件编码无法识别，请在表格软件里另存为“CSV UTF-8（逗号分隔）”。")
	}
	listed := make(map[reminders.Day]bool)
	lineOf := make(map[reminders.Day]int)
	var faults []string
	number := 0
	for line := range strings.SplitSeq(newlines.Replace(text), "\n") {
		number++
		fields := split(line)
		if skipped(fields) {
			continue
		}
		day, worked, problem := parseLine(fields)
		if problem != "" {
			faults = append(faults, fmt.Sprintf("第%d行：%s。", number, problem))
			continue
		}
		if before, twice := listed[day]; !twice {
			listed[day], lineOf[day] = worked, number
		} else if before != worked {
			faults = append(faults, fmt.Sprintf("第%d行：%s在第%d行写的是“%s”，这里是“%s”，请只留一行。",
				number, day, lineOf[day], kind(before), kind(worked)))
		}
	}
	if len(faults) > 0 {
		return nil, &FileError{Faults: faults}
	}
	if len(listed) == 0 {
		return nil, fault("文件里没有日期，请每天写一行，例如“2027-01-01,休,元旦”。")
	}
	return listed, nil
}

// split gives the fields of a line, at least one, without quotation marks and spaces.
func split(line string) []string {
	fields := strings.Split(strings.ReplaceAll(line, "，", ","), ",")
	for i, f := range fields {
		fields[i] = strings.TrimFunc(f, func(r rune) bool { return r == '"' || unicode.IsSpace(r) })
	}
	return fields
}

// skipped says whether a line is blank, a remark or the header. Spreadsheets save an
// empty row as commas.
func skipped(fields []string) bool {
	return strings.Join(fields, "") == "" || strings.HasPrefix(fields[0], "#") || strings.HasPrefix(fields[0], "日期")
}

// parseLine reads a day and whether it is worked, or says what is wrong.
func parseLine(fields []string) (day reminders.Day, worked bool, problem string) {
	date, ok := parseDate(fields[0])
	if !ok {
		return 0, false, fmt.Sprintf("“%s”不是有效日期，请写成“2027-01-01”的样子", clip(fields[0]))
	}
	if date.Year() < firstYear || date.Year() > lastYear {
		return 0, false, fmt.Sprintf("年份%d不在%d至%d之间，请改正年份", date.Year(), firstYear, lastYear)
	}
	day = reminders.DateDay(date.Date())
	if len(fields) == 1 || fields[1] == "" {
		return 0, false, "缺少类别，请在日期后写逗号和“休”或“班”"
	}
	switch fields[1] {
	case "班", "上班":
		return day, true, ""
	case "休", "放假":
		return day, false, ""
	}
	return 0, false, fmt.Sprintf("类别“%s”无法识别，请写“休”或“班”", clip(fields[1]))
}

func parseDate(s string) (time.Time, bool) {
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006年1月2日"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// decode brings a file to UTF-8 without a byte order mark. The encodings cannot be
// mistaken for each other: 休, 班, 放假 and 上班 in GB18030 are not valid UTF-8.
func decode(file []byte) (text string, ok bool) {
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	if utf8.Valid(file) {
		return string(file), true
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(file)
	return string(decoded), err == nil && !bytes.ContainsRune(decoded, utf8.RuneError)
}

// newlines makes the line ends of Windows and of old Macs plain ones.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func kind(worked bool) string {
	if worked {
		return "班"
	}
	return "休"
}

// clip makes a field fit to be quoted in a sentence, whatever it holds.
func clip(field string) string {
	const most = 20
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) {
			return r
		}
		return '?'
	}, field))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}
