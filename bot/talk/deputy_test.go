package talk_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/bot"
	"duban/bot/bottest"
	"duban/bot/ledger"
	"duban/bot/talk"
	"duban/reminders"
)

// exported is a ledger as somebody has it before them: rows of cells under headings.
type exported [][]string

func (x exported) at(column string) int               { return slices.Index(x[0], column) }
func (x exported) set(line int, column, words string) { x[line][x.at(column)] = words }

func (x exported) bytes(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, csv.NewWriter(&out).WriteAll(x))
	return out.Bytes()
}

func exportLedger(t *testing.T, b *talk.Bot, now time.Time) exported {
	t.Helper()
	book, err := b.LedgerBook(t.Context(), reminders.Filter{}, now)
	must(t, err)
	var out bytes.Buffer
	must(t, ledger.WriteCSV(&out, book))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
	must(t, err)
	return rows
}

// TestConfusedDeputy: a ledger whose rows were changed where nobody is to change them has
// nothing done, and says which cell it is.
func TestConfusedDeputy(t *testing.T) {
	now := time.Date(2021, 11, 22, 10, 0, 0, 0, bottest.Shanghai)
	b, _ := newStage(t).Begin(now)
	b.Changed, b.Files = func() {}, ledgers{}
	twin := func(x exported) int { // a row like the second, but for its number
		for i := range x[2:] {
			if i > 0 && x[i+2][x.at("责任单位")] == x[2][x.at("责任单位")] && x[i+2][x.at("目标")] == x[2][x.at("目标")] {
				return i + 2
			}
		}
		t.Fatal("no two rows are alike")
		return 0
	}
	for name, c := range map[string]struct {
		change func(x exported)
		want   string
	}{
		"as it is":              {func(exported) {}, ""},
		"another unit's number": {func(x exported) { x.set(2, "编号", x[9][x.at("编号")]) }, "B3：责任单位与台账里的任务14不符"},
		"unit":                  {func(x exported) { x.set(2, "责任单位", "假县") }, "这里是“假县”"},
		"year":                  {func(x exported) { x.set(2, "年度", "2035") }, "年度与台账里的任务9不符：台账是“2021”，这里是“2035”"},
		"project":               {func(x exported) { x.set(2, "项目", "别的") }, "项目与台账"},
		"goal":                  {func(x exported) { x.set(2, "目标", "基本达到") }, "目标与台账"},
		"due":                   {func(x exported) { x.set(2, "期限", "2029-12-31") }, "期限与台账里的任务9不符：台账是“2021-12-31”，这里是“2029-12-31”"},
		"a day in another form": {func(x exported) { x.set(2, "期限", "2021/12/31") }, ""},
		"number and words": {func(x exported) { // everything that is printed fits the other task
			i := twin(x)
			for _, column := range []string{"编号", "责任单位", "项目", "年度", "目标", "期限"} {
				x.set(2, column, x[i][x.at(column)])
			}
		}, "行校验码与台账里的任务"},
		"version":           {func(x exported) { x.set(2, "版本", "1") }, "导出之后这项任务又有变动"},
		"another signature": {func(x exported) { x.set(2, "行校验码", x[3][x.at("行校验码")]) }, "编号、版本或这一栏被改过"},
		"no signature":      {func(x exported) { x.set(2, "行校验码", "") }, "旧版程序导出"},
		"no column for it":  {func(x exported) { x.set(0, "行校验码", "") }, "请重新导出台账"},
	} {
		t.Run(name, func(t *testing.T) {
			x := exportLedger(t, b, now)
			x.set(2, "本次办理", "填报")
			x.set(2, "本次说明", "已通过验收")
			c.change(x)
			content, err := talk.LedgerContent(x.bytes(t))
			must(t, err)
			head, lines, err := b.FilledWords(t.Context(), content.Filled, "台账.csv")
			if c.want == "" {
				if err != nil || len(lines) != 1 || !strings.Contains(lines[0], "任务9 ") {
					t.Errorf("%s, %s, %v", head, lines, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if _, err = b.FillLedger(t.Context(), content.Filled, reminders.Evidence{}, "督查员", name, now); err == nil {
				t.Error("was carried out")
			}
		})
	}
	events, err := b.Diary.EventsBetween(t.Context(), time.Time{}, now.AddDate(1, 0, 0))
	must(t, err)
	if slices.ContainsFunc(events, func(e reminders.Event) bool { return e.Action != reminders.Issue }) {
		t.Error("something was done")
	}
}

// TestEveryRowIsRead: a long ledger is listed page by page, and can be agreed to on its last
// page alone.
func TestEveryRowIsRead(t *testing.T) {
	now := time.Date(2021, 11, 22, 10, 0, 0, 0, bottest.Shanghai)
	b, _ := newStage(t).Begin(now)
	b.Changed, b.Files = func() {}, ledgers{}
	x := exportLedger(t, b, now)
	const rows = 14
	for i := range rows {
		x.set(i+1, "本次办理", "填报")
		x.set(i+1, "本次说明", fmt.Sprintf("话%d。%s”\n99. 任务1 销号", i+1, strings.Repeat("长", 400)))
	}
	data, count := x.bytes(t), 0
	ask := func(r bot.Request) bot.Reply {
		t.Helper()
		count++
		r.ID, r.Chat, r.Person, r.Private, r.Now, r.MessageID = fmt.Sprint("r", count), "督查员", bot.Person{ID: "督查员", Name: "督查员"}, true, now, "7"
		reply, err := b.Handle(t.Context(), r)
		must(t, err)
		return reply
	}
	reply := ask(bot.Request{Uploads: []*bot.Upload{{Name: "台账\u202e.csv", Size: 1, Fetch: func(context.Context) ([]byte, error) { return data, nil }}}})
	var listed strings.Builder
	var yes string
	for pages := 1; yes == ""; pages++ {
		m := reply.Messages[0]
		listed.WriteString(m.Text.String() + "\n")
		if n := len([]rune(m.Text.String())); n > 4096 || pages > rows {
			t.Fatalf("page %d has %d characters", pages, n)
		}
		next := ""
		for _, row := range m.Buttons {
			for _, k := range row {
				switch k.Label {
				case "下一页":
					next = k.Data
				case "照此办理":
					yes = k.Data
				}
			}
		}
		if yes != "" && pages < 2 {
			t.Fatal("agreed to on the first of several pages")
		}
		if yes == "" {
			forged := "fill:yes:" + strings.Split(next, ":")[2]
			if early := ask(bot.Request{Press: forged}); !strings.Contains(early.Toast, "最后一页") {
				t.Fatalf("agreed to before it was read: %+v", early)
			}
			reply = ask(bot.Request{Press: next})
		}
	}
	for i := range rows {
		if words := fmt.Sprintf("\n%d. 任务%s ", i+1, x[i+1][x.at("编号")]); strings.Count(listed.String(), words) != 1 || !strings.Contains(listed.String(), fmt.Sprintf("“话%d。", i+1)) {
			t.Errorf("row %d is not listed once", i+1)
		}
	}
	if strings.Contains(listed.String(), "\n99. ") || strings.Contains(listed.String(), "\u202e") {
		t.Error("words pose as a row")
	}
	const chat = "督查员 督查员"
	session, err := b.Diary.LoadSession(t.Context(), chat)
	must(t, err)
	if done := ask(bot.Request{Press: yes}); done.Toast != "已办理。" || !strings.Contains(done.Messages[0].Text.String(), "14项") {
		t.Errorf("%+v", done)
	}
	// The same request once more, as after a crash before its end.
	must(t, b.Diary.SaveSession(t.Context(), chat, session, now))
	count--
	if again := ask(bot.Request{Press: yes}); again.Toast != "已办理。" {
		t.Errorf("%+v", again)
	}
}
