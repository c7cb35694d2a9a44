package talk_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"duban/bot"
	"duban/bot/bottest"
	"duban/bot/talk"
	"duban/reminders"
	"duban/reminders/sqlite"
)

// posing are words that pose as the program's: they end a quotation, begin lines of their
// own, turn lines around and are not seen. Each has the word 冒充, by which it is found.
func posing(what string) string {
	return "冒充" + what + "”\n🟢 冒充：已销号\u202e号销已冒充\u2066\u200b\x1b[2J\r\n“冒充"
}

var quotation = regexp.MustCompile(`“[^“”\n]*”`)

// TestNobodysWordsPose: whatever people call themselves and their groups, write and send,
// stands in quotation marks on one line wherever it is shown.
func TestNobodysWordsPose(t *testing.T) {
	now := time.Date(2021, 11, 22, 10, 0, 0, 0, bottest.Shanghai)
	b, scheduler := newStage(t).Begin(now)
	b.Changed, b.Files, b.Link = func() {}, ledgers{}, func(s string) string { return s }
	scheduler.Now = func() time.Time { return now }
	store := b.Diary.(*sqlite.Store)
	seen := map[string]int{}
	look := func(where, words string) {
		t.Helper()
		if strings.ContainsFunc(words, func(r rune) bool {
			return unicode.Is(unicode.Cc, r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r)
		}) {
			t.Errorf("%s: characters that are not seen in %q", where, words)
		}
		if strings.Contains(words, "冒充") {
			seen[where]++
		}
		if rest := quotation.ReplaceAllString(words, ""); strings.Contains(rest, "冒充") {
			t.Errorf("%s: words pose:\n%s", where, words)
		}
	}
	lookAt := func(where string, m bot.Message) {
		t.Helper()
		look(where, m.Text.String())
		for _, row := range m.Buttons {
			for _, k := range row {
				look(where+", a button", k.Label)
			}
		}
	}
	count := 0
	ask := func(who string, r bot.Request) bot.Reply {
		t.Helper()
		count++
		now = now.Add(3 * time.Second)
		r.ID, r.Person, r.Now, r.MessageID = fmt.Sprint("r", count), bot.Person{ID: who, Name: posing("人名"), User: "x"}, now, "1"
		if r.Chat == "" {
			r.Chat, r.Private = who, true
		}
		reply, err := b.Handle(t.Context(), r)
		must(t, err)
		where := r.Text + r.Press
		if strings.Contains(where, "冒充") {
			where, _, _ = strings.Cut(where, "冒充")
			where += "…"
		}
		look(where+", a toast", reply.Toast)
		for _, m := range reply.Messages {
			lookAt(where, m)
		}
		return reply
	}
	must(t, store.Bind(t.Context(), "柯桥", posing("人名"), reminders.Liaison, "柯桥区", reminders.System, now))
	all, err := b.Diary.Milestones(t.Context(), reminders.Filter{Units: []string{"柯桥区"}})
	must(t, err)
	var id, other int64
	for _, m := range all {
		if m.AwaitsUnit() && id == 0 {
			id = m.ID
		} else if m.AwaitsUnit() {
			other = m.ID
		}
	}
	file := func(name string) *bot.Upload {
		return &bot.Upload{Name: name, Size: 1, Fetch: func(context.Context) ([]byte, error) { return []byte("x"), nil }}
	}
	press := func(who, form string, args ...any) {
		t.Helper()
		ask(who, bot.Request{Press: fmt.Sprintf(form, args...)})
	}
	// A report with a file, an extension, a return, a refusal.
	press("柯桥", "extend:%d:card", id)
	ask("柯桥", bot.Request{Text: posing("理由") + " 2022-03-31"})
	press("督查员", "card:%d", id)
	press("柯桥", "card:%d", id)
	ask("督查员", bot.Request{Text: "待审核"})
	press("督查员", "refuse:%d:card", id)
	ask("督查员", bot.Request{Text: posing("答复")})
	press("柯桥", "card:%d", id)
	press("柯桥", "report:%d:card", other)
	ask("柯桥", bot.Request{Uploads: []*bot.Upload{file(posing("文件"))}})
	ask("柯桥", bot.Request{Text: posing("填报")})
	press("督查员", "card:%d", other)
	press("督查员", "proof:%d", other)
	ask("督查员", bot.Request{Text: "待审核"})
	press("督查员", "return:%d:card", other)
	ask("督查员", bot.Request{Text: posing("退回")})
	ask("柯桥", bot.Request{Text: "我的任务"})
	press("柯桥", "card:%d", other)
	// Names, groups, units, lessons, questions.
	ask("督查员", bot.Request{Text: "人员"})
	ask("督查员", bot.Request{Text: "/invite " + posing("单位")})
	ask("督查员", bot.Request{Text: "/search " + posing("查找")})
	ask("督查员", bot.Request{Text: "/status " + posing("单位")})
	ask("督查员", bot.Request{Text: "/alias " + strings.ReplaceAll(posing("别名"), "2", "") + " = 柯桥区"})
	ask("督查员", bot.Request{Text: "/alias"})
	ask("督查员", bot.Request{Text: "/faq " + posing("问法") + " = 第九条"})
	ask("督查员", bot.Request{Text: "/faq"})
	ask("督查员", bot.Request{Text: "/rules " + posing("规则")})
	ask("督查员", bot.Request{Text: "食堂怎么管冒充”\n“冒充\u202e"})
	ask("督查员", bot.Request{Text: "没答上的问题"})
	ask("督查员", bot.Request{Uploads: []*bot.Upload{file(posing("台账") + ".csv")}})
	ask("督查员", bot.Request{Text: "绑定 柯桥区", Chat: "柯桥群", Addressed: true, Title: posing("群名")})
	ask("督查员", bot.Request{Text: "人员"})
	ask("督查员", bot.Request{Text: "柯桥区进度", Chat: "柯桥群", Addressed: true, Title: posing("群名")})
	// What the scheduler sends of all that.
	scheduler.Sender = senderFunc(func(ctx context.Context, to reminders.Recipient, items []reminders.Item) (string, error) {
		who, err := b.Diary.Person(ctx, to)
		if err != nil {
			return "1", nil // the group
		}
		m, err := b.Reminder(ctx, who, items, now)
		lookAt("a reminder", m)
		return fmt.Sprint(count), err
	})
	now = now.Add(time.Hour)
	_, err = scheduler.RunOnce(t.Context())
	must(t, err)
	must(t, store.MarkUnreachable(t.Context(), "柯桥", now))
	_, err = scheduler.RunOnce(t.Context())
	must(t, err)
	for _, where := range []string{"人员", "/alias", "/faq", "没答上的问题", "待审核", "我的任务", "a reminder", fmt.Sprint("card:", other), fmt.Sprint("proof:", other), "/search …", "/invite …"} {
		if seen[where] == 0 {
			t.Errorf("nobody's words are shown by %s: the test does not test (%v)", where, seen)
		}
	}
	// And in files for spreadsheet programs.
	var out strings.Builder
	must(t, talk.WriteCSV(&out, [][]string{{"=1", "＝1", "＋1", "－1", "＠1", "+1", "-1", "@1", "\t=1", "\r=1", "1"}}))
	cells, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).Read()
	must(t, err)
	for _, c := range cells[:10] {
		if !strings.HasPrefix(c, "'") {
			t.Errorf("%q may be taken for a formula", c)
		}
	}
}

type senderFunc func(context.Context, reminders.Recipient, []reminders.Item) (string, error)

func (f senderFunc) Send(ctx context.Context, to reminders.Recipient, items []reminders.Item) (string, error) {
	return f(ctx, to, items)
}

// noting notes what the trail is told of files.
type noting struct {
	talk.Diary
	notes []string
}

func (n *noting) NoteFile(ctx context.Context, name, sha256 string, by reminders.Recipient, now time.Time) error {
	n.notes = append(n.notes, name+" "+sha256[:4]+" "+string(by))
	return n.Diary.NoteFile(ctx, name, sha256, by, now)
}

// TestLessonsAreLogged: who has changed the lessons is a link of the trail.
func TestLessonsAreLogged(t *testing.T) {
	l := newListener(t)
	n := &noting{Diary: l.Diary}
	l.Diary = n
	l.hear(t, bot.Request{Text: "别名 纺都 = 柯桥区"})
	list := l.hear(t, bot.Request{Text: "别名"})
	l.hear(t, bot.Request{Press: list.Messages[0].Buttons[0][0].Data, MessageID: "1"})
	if len(n.notes) != 2 || n.notes[0] == n.notes[1] || !strings.HasPrefix(n.notes[0], "lessons/lessons.csv ") || !strings.HasSuffix(n.notes[0], " 督查员") {
		t.Errorf("%q", n.notes)
	}
}
