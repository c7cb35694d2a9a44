package bot_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/bot"
	"duban/bot/console"
	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
	"duban/reminders"
	"duban/reminders/sqlite"
)

var update = flag.Bool("update", false, "write the conversations anew for review")

// TestConversations plays the dialogues of testdata/conversations. In them
//
//	时间 2021-12-01 09:00   sets the clock; what the scheduler owes goes out
//	督查员：进度             somebody writes
//	督查员 按 签收           presses the newest button whose label holds the word
//	督查员 发送按钮 close:1:card   sends what no button offers
//	柯桥 打开链接            opens the newest invitation
//	柯桥 停用               blocks the bot
//	（群）柯桥：进度         writes in a group without speaking to the bot
//
// and the lines indented by two spaces are what comes back.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/conversations/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(t)
			var got strings.Builder
			for line := range strings.Lines(string(want)) {
				if strings.HasPrefix(line, "  ") {
					continue
				}
				got.WriteString(line)
				line = strings.TrimSpace(line)
				if line == "" || strings.HasPrefix(line, "#") {
					continue
				}
				for out := range strings.Lines(w.play(line)) {
					got.WriteString("  " + strings.TrimRight(out, " \n") + "\n")
				}
			}
			if *update {
				if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got.String() != string(want) {
				t.Errorf("differs; go test ./bot -update writes it anew for review\n%s", got.String())
			}
		})
	}
}

var readBook = sync.OnceValues(func() (*knowledge.Plan, error) { return gongwen.Parse(seed.Text()) })

// world is a bot over a real book and diary, with the people who talk to it.
type world struct {
	book      *bot.Book
	t         *testing.T
	bot       *bot.Bot
	store     *sqlite.Store
	scheduler *reminders.Scheduler
	now       time.Time
	link      string
	count     int
	buttons   map[string][]bot.Button // newest message first, of each person
	blocked   map[reminders.Recipient]bool
	sent      strings.Builder
}

var shanghai = time.FixedZone("CST", 8*3600)

func newWorld(t *testing.T) *world {
	plan, err := readBook()
	if err != nil {
		t.Fatal(err)
	}
	index, err := knowledge.OpenIndex(t.TempDir(), plan)
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "diary.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close(); store.Close() })
	w := &world{t: t, store: store, buttons: map[string][]bot.Button{}, blocked: map[reminders.Recipient]bool{}}
	w.scheduler = &reminders.Scheduler{Diary: store, Sender: w, Rule: reminders.DefaultRule(), Location: shanghai,
		Now: func() time.Time { return w.now }, Log: slog.New(slog.DiscardHandler)}
	book := &bot.Book{Key: plan.DocNo, Version: 1, Asker: ask.New(plan, index)}
	w.book = book
	w.bot = &bot.Bot{Library: w, Ledger: store, People: store, Sessions: store, Questions: store,
		Location: shanghai, Lights: reminders.DefaultLightRule(), Changed: w.scheduler.Wake,
		Link: func(token string) string { w.link = token; return "<链接>" }}
	lessons, faults, err := ask.OpenLessons(filepath.Join(t.TempDir(), "lessons.csv"), book.Asker)
	if err != nil || faults != nil {
		t.Fatal(err, faults)
	}
	book.Lessons = lessons
	return w
}

// Books implements bot.Library.
func (w *world) Books() []*bot.Book { return []*bot.Book{w.book} }

// begin brings in a small ledger: the annex's cells of two units.
func (w *world) begin() {
	var milestones []reminders.Milestone
	plan := w.book.Asker.Plan()
	for _, c := range plan.Cells() {
		if c.Text != "" && (c.Unit == "柯桥区" || c.Unit == "新昌县" || c.Unit == knowledge.CityWide) {
			milestones = append(milestones, reminders.Milestone{Plan: plan.DocNo, Key: fmt.Sprint(c.Project, c.Year, c.Unit), Unit: c.Unit,
				Project: c.Project, Year: c.Year, Goal: c.Text, Clause: "附件", Due: reminders.DateDay(c.Year, 12, 31), Convention: true})
		}
	}
	draft, err := w.store.SaveDraft(w.t.Context(), reminders.Version{Plan: plan.DocNo, Title: plan.Title, Text: plan.Source, ReadBy: reminders.System, ReadAt: w.now})
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.store.Apply(w.t.Context(), draft, milestones, reminders.System, reminders.DayOf(w.now, shanghai), w.now); err != nil {
		w.t.Fatal(err)
	}
	if err := w.store.EnsureAdmins(w.t.Context(), []reminders.Recipient{"督查员"}, w.now); err != nil {
		w.t.Fatal(err)
	}
}

var (
	timeLine  = regexp.MustCompile(`^时间 (.+)$`)
	pressLine = regexp.MustCompile(`^(\S+) 按 (.+)$`)
	forgeLine = regexp.MustCompile(`^(\S+) 发送按钮 (.+)$`)
	linkLine  = regexp.MustCompile(`^(\S+) 打开链接$`)
	blockLine = regexp.MustCompile(`^(\S+) 停用$`)
	sayLine   = regexp.MustCompile(`^(（群）)?([^：]+)：(.*)$`)
)

func (w *world) play(line string) string {
	w.count++
	r := bot.Request{ID: fmt.Sprint("r", w.count), Private: true, Now: w.now}
	switch {
	case timeLine.MatchString(line):
		first := w.now.IsZero()
		var err error
		if w.now, err = time.ParseInLocation("2006-01-02 15:04", timeLine.FindStringSubmatch(line)[1], shanghai); err != nil {
			w.t.Fatal(err)
		}
		if first {
			w.begin()
		}
		return w.remind()
	case blockLine.MatchString(line):
		w.blocked[reminders.Recipient(blockLine.FindStringSubmatch(line)[1])] = true
		return ""
	case linkLine.MatchString(line):
		r.Person.ID, r.Start = linkLine.FindStringSubmatch(line)[1], w.link
	case forgeLine.MatchString(line):
		m := forgeLine.FindStringSubmatch(line)
		r.Person.ID, r.Press, r.MessageID = m[1], m[2], "7"
	case pressLine.MatchString(line):
		m := pressLine.FindStringSubmatch(line)
		r.Person.ID, r.MessageID = m[1], "7"
		for _, b := range w.buttons[m[1]] {
			if strings.Contains(b.Label, m[2]) {
				r.Press = b.Data
				break
			}
		}
		if r.Press == "" {
			w.t.Fatalf("%s: no such button in %v", line, w.buttons[m[1]])
		}
	case sayLine.MatchString(line):
		m := sayLine.FindStringSubmatch(line)
		r.Private, r.Person.ID, r.Text = m[1] == "", m[2], m[3]
	default:
		w.t.Fatalf("what is %q?", line)
	}
	r.Person.Name, r.Chat = r.Person.ID, r.Person.ID
	reply, err := w.bot.Handle(w.t.Context(), r)
	if err != nil {
		w.t.Fatal(err)
	}
	var out strings.Builder
	if reply.Toast != "" {
		out.WriteString("（" + reply.Toast + "）\n")
	}
	for _, m := range reply.Messages {
		out.WriteString(w.show(r.Person.ID, m))
	}
	if len(reply.Messages) == 0 && reply.Toast == "" {
		out.WriteString("（不作声）\n")
	}
	return out.String() + w.remind()
}

// show renders a message and keeps its buttons for the person.
func (w *world) show(who string, m bot.Message) string {
	out := console.Plain(m.Text) + "\n"
	if m.Edit != "" {
		out = "（改写原消息）\n" + out
	}
	var buttons []bot.Button
	if m.File != nil {
		out += "〔文件 " + m.File.Name + "〕\n"
		for line := range strings.Lines(string(m.File.Data)) {
			out += "  " + line
		}
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			if len(b.Data) > 64 {
				w.t.Errorf("button %s carries %d bytes", b.Label, len(b.Data))
			}
			out += "[" + b.Label + "]"
			buttons = append(buttons, b)
		}
		out += "\n"
	}
	w.buttons[who] = append(buttons, w.buttons[who]...)
	return out
}

// remind lets the scheduler run once and gives what it sent.
func (w *world) remind() string {
	w.sent.Reset()
	if w.now.IsZero() {
		return ""
	}
	for range 2 { // the second round sends what the first has brought about
		if _, err := w.scheduler.RunOnce(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
	return w.sent.String()
}

var sending sync.Mutex

// Send is the scheduler's way out.
func (w *world) Send(ctx context.Context, to reminders.Recipient, items []reminders.Item) (string, error) {
	sending.Lock()
	defer sending.Unlock()
	if w.blocked[to] {
		return "", reminders.ErrUnreachable
	}
	who, err := w.store.Person(ctx, to)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&w.sent, "→ %s：\n%s", to, w.show(string(to), w.bot.Reminder(who, items, w.now)))
	return "m", nil
}
