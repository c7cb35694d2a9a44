package calendar

import (
	"bytes"
	"errors"
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"duban/reminders"
)

func gb18030(t testing.TB, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestForms holds the forms that a file may have: each says that Friday 2027-01-01 is
// off and Sunday 2027-01-03 worked.
func TestForms(t *testing.T) {
	plain := "日期,类别,名称\n2027-01-01,休,元旦\n2027-01-03,班,元旦调休\n"
	want := map[reminders.Day]bool{day(t, "2027-01-01"): false, day(t, "2027-01-03"): true}
	for name, file := range map[string]string{
		"plain":                   plain,
		"byte order mark":         "\ufeff" + plain,
		"Windows line ends":       strings.ReplaceAll(plain, "\n", "\r\n"),
		"old Mac line ends":       strings.ReplaceAll(plain, "\n", "\r"),
		"GB18030":                 gb18030(t, plain),
		"GB18030 of a Windows":    gb18030(t, strings.ReplaceAll(plain, "\n", "\r\n")),
		"GB18030 without header":  gb18030(t, "2027-01-01,休\n2027-01-03,班"),
		"slashes":                 "2027/1/1,休,元旦\n2027/01/03,班",
		"Chinese dates":           "2027年1月1日,休,元旦\n2027年01月03日,班",
		"short dates":             "2027-1-1,休\n2027-1-3,班",
		"long kinds":              "2027-01-01,放假\n2027-01-03,上班",
		"any order":               "2027-01-03,班\n2027-01-01,休",
		"a day twice":             plain + "2027/1/1,放假",
		"header with more":        "日期（年月日）,类别,名称,备注\n" + plain,
		"remarks and blank lines": "# 国务院办公厅通知\n\n  \n" + plain + "\n#完\n",
		"a spreadsheet's rest":    "\"# 元旦, 2027年\"\n,,\n2027-01-01,休,,\n2027-01-03,班,元旦调休,值班表另发\n,,,\n",
		"quotation marks":         `"2027-01-01","休","元旦, 新年"` + "\n" + `"2027-01-03","班",""`,
		"spaces":                  " 2027-01-01 ,\u3000休 , 元旦\n\t2027-01-03\u00a0,班\u3000",
		"Chinese commas":          "2027-01-01，休，元旦\n2027-01-03，班，元旦调休",
	} {
		got, err := parse([]byte(file))
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestFaults(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"nothing":       {"", "文件里没有日期，请每天写一行，例如“2027-01-01,休,元旦”。"},
		"mark alone":    {"\ufeff", "文件里没有日期，请每天写一行，例如“2027-01-01,休,元旦”。"},
		"no data lines": {"日期,类别,名称\n# 待定\n\n,,", "文件里没有日期，请每天写一行，例如“2027-01-01,休,元旦”。"},
		"too large":     {strings.Repeat("#", MaxFile+1), "文件超过1MB，请只保留“日期,类别,名称”三列，每天一行。"},
		"workbook":      {"PK\x03\x04\x14\x00\xff\xff", "文件编码无法识别，请在表格软件里另存为“CSV UTF-8（逗号分隔）”。"},
		"UTF-16":        {"\xff\xfe2\x000\x00", "文件编码无法识别，请在表格软件里另存为“CSV UTF-8（逗号分隔）”。"},
		"no such day":   {"2027-02-29,休", "第1行：“2027-02-29”不是有效日期，请写成“2027-01-01”的样子。"},
		"no day":        {",休,元旦", "第1行：“”不是有效日期，请写成“2027-01-01”的样子。"},
		"not a day":     {"元旦,休", "第1行：“元旦”不是有效日期，请写成“2027-01-01”的样子。"},
		"mixed date":    {"2027-01/01,休", "第1行：“2027-01/01”不是有效日期，请写成“2027-01-01”的样子。"},
		"tabs":          {"2027-01-01\t休", "第1行：“2027-01-01?休”不是有效日期，请写成“2027-01-01”的样子。"},
		"long field":    {strings.Repeat("长", 21) + ",休", "第1行：“" + strings.Repeat("长", 20) + "…”不是有效日期，请写成“2027-01-01”的样子。"},
		"early year":    {"1999-12-31,休", "第1行：年份1999不在2000至2099之间，请改正年份。"},
		"late year":     {"2207-01-01,休", "第1行：年份2207不在2000至2099之间，请改正年份。"},
		"no kind":       {"2027-01-01", "第1行：缺少类别，请在日期后写逗号和“休”或“班”。"},
		"empty kind":    {"2027-01-01,,元旦", "第1行：缺少类别，请在日期后写逗号和“休”或“班”。"},
		"unknown kind":  {"2027-01-01,元旦", "第1行：类别“元旦”无法识别，请写“休”或“班”。"},
		"two kinds":     {"2027-01-01,休\n2027/1/1,上班", "第2行：2027-01-01在第1行写的是“休”，这里是“班”，请只留一行。"},
		"GB18030": {gb18030(t, "2027-01-01,调休"),
			"第1行：类别“调休”无法识别，请写“休”或“班”。"},
		"all of them": {"日期,类别\r\n2027-01-32,休\r\n\r\n2027-01-01,休\r\n2027-01-02,?\r\n2027-01-01,班\r\n",
			"第2行：“2027-01-32”不是有效日期，请写成“2027-01-01”的样子。\n" +
				"第5行：类别“?”无法识别，请写“休”或“班”。\n" +
				"第6行：2027-01-01在第4行写的是“休”，这里是“班”，请只留一行。"},
	} {
		c, err := China().With([]byte(test.file))
		var faults *FileError
		if c != nil || !errors.As(err, &faults) {
			t.Errorf("%s: %v, %v", name, c, err)
			continue
		}
		if err.Error() != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, err, test.want)
		}
	}
	if _, err := China().With(append([]byte("2027-01-01,休\n"), bytes.Repeat([]byte("#"), MaxFile-len("2027-01-01,休\n"))...)); err != nil {
		t.Errorf("a file of MaxFile: %v", err)
	}
}

// The forms of a line again, in other words than the parser's.
var (
	lineEnd  = regexp.MustCompile(`\r\n|\r|\n`)
	idleLine = regexp.MustCompile(`^[\s\v\x{85}\p{Z}"]*(#|日期|[\s\v\x{85}\p{Z}",，]*$)`)
	dayLine  = regexp.MustCompile(`^[\s\v\x{85}\p{Z}"]*(\d{4})(?:-(\d\d?)-(\d\d?)|/(\d\d?)/(\d\d?)|年(\d\d?)月(\d\d?)日)[\s\v\x{85}\p{Z}"]*[,，][\s\v\x{85}\p{Z}"]*(休|放假|班|上班)[\s\v\x{85}\p{Z}"]*([,，]|$)`)
)

// FuzzWith holds that a file is refused with sentences, or that the calendar says of
// every day of the years concerned what the lines say.
func FuzzWith(f *testing.F) {
	for _, seed := range []string{
		"日期,类别,名称\n2026-10-01,休,国庆节\n2026-10-10,班,国庆节调休\n",
		"\ufeff2027/1/1,放假\r\n2027年1月3日,上班\r\n\r\n# 完",
		"2026-12-31,休\n2027-01-01，休，元旦",
		"\"2027-01-01\",\"休\",\"元旦\"\r,,\r2027-01-01,班",
		gb18030(f, "日期,类别\n2027-01-01,休,元旦\n2027-02-29,班"),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		c, err := China().With(file)
		if err != nil {
			sentences(t, err)
			return
		}
		text, _ := decode(file)
		says := make(map[string]bool)
		whole := make(map[int]bool) // whether the file replaces the year, for each that it names
		for _, line := range lineEnd.Split(text, -1) {
			if idleLine.MatchString(line) {
				continue
			}
			m := dayLine.FindStringSubmatch(line)
			if m == nil {
				t.Fatalf("accepted: %q", line)
			}
			date, err := time.Parse("2006 1 2", m[1]+" "+m[2]+m[4]+m[6]+" "+m[3]+m[5]+m[7])
			if err != nil {
				t.Fatalf("accepted: %q", line)
			}
			key, worked := date.Format(time.DateOnly), strings.HasSuffix(m[8], "班")
			if before, twice := says[key]; twice && before != worked {
				t.Fatalf("accepted both kinds of %s", key)
			}
			says[key] = worked
			whole[date.Year()] = whole[date.Year()] || date.Month() < time.December
		}
		if len(says) == 0 {
			t.Fatal("accepted without a day")
		}
		for year, replaced := range whole {
			if c.Known(year) != (replaced || China().Known(year)) {
				t.Errorf("Known(%d) = %v", year, c.Known(year))
			}
			for d := reminders.DateDay(year, 1, 1); d.Year() == year; d++ {
				want, said := says[d.String()]
				switch {
				case said:
				case replaced:
					want = new(Calendar).Working(d)
				default:
					want = China().Working(d)
				}
				if c.Working(d) != want {
					t.Errorf("Working(%s) = %v", d, !want)
				}
			}
		}
	})
}

// sentences checks that err is what a person can be shown.
func sentences(t *testing.T, err error) {
	t.Helper()
	var faults *FileError
	if !errors.As(err, &faults) || len(faults.Faults) == 0 {
		t.Fatalf("not a *FileError with faults: %v", err)
	}
	for _, s := range faults.Faults {
		if !utf8.ValidString(s) || !strings.HasSuffix(s, "。") || strings.ContainsAny(s, "\r\n\x00") {
			t.Errorf("not a sentence: %q", s)
		}
	}
}
