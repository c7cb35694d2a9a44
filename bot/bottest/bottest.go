// Package bottest plays conversations that stand in text files, as a person would have
// them, and writes down what comes back.
package bottest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"duban/bot"
	"duban/bot/console"
	"duban/bot/talk"
	"duban/reminders"
)

// Shanghai is the zone of the times in conversations.
var Shanghai = time.FixedZone("CST", 8*3600)

// Stage is a bot with the people who talk to it. In a conversation
//
//	时间 2021-12-01 09:00   sets the clock; what the scheduler owes goes out
//	时钟 2022-12-01 09:00   the machine's clock jumps there, in no time
//	督查员：进度             somebody writes
//	督查员 按 签收           presses the newest button whose label holds the words
//	督查员 发送按钮 close:1:card   sends what no button offers
//	督查员 发文件 计划.txt     sends the file of that path in the folder Files
//	督查员 连发60遍：你好     writes the same so often; what comes back is left out
//	柯桥 发照片 验收现场       sends a photo, with a caption if there are words
//	柯桥 发相册3张 验收现场     sends an album of so many
//	柯桥 发视频 开工          sends a video; 发位置 a place
//	柯桥 改：……             changes the newest message of theirs
//	柯桥 回复：收到          replies to the newest message
//	柯桥 回复“催办”：收到      replies to the newest message that holds the words
//	重启                   starts the bot anew over the same diary
//	柯桥 打开链接            opens the newest invitation
//	柯桥 停用               blocks the bot
//	Kate 说英语             has a client in English from now on
//	（群）柯桥：进度         writes in a group without speaking to the bot
//	（群@）柯桥：进度        writes to the bot in a group; a group's name ends in 群
//	（群）柯桥 按 ……         presses a button that stands in the group
//	柯桥 查 柯桥 2021        types behind the bot's name in another chat
//
// and the lines indented by two spaces are what comes back.
type Stage struct {
	Files string // folder of the files that are sent
	// Begin gives the bot and its scheduler when the clock is set first. Their ways out
	// and their clock are the Stage's.
	Begin func(now time.Time) (*talk.Bot, *reminders.Scheduler)

	bot       *talk.Bot
	scheduler *reminders.Scheduler
	t         testing.TB
	now       time.Time
	running   time.Duration // while the clock went on
	link      string
	count     int
	newest    map[string]string   // message of each chat
	said      map[string]string   // newest message of each person
	showed    map[string][]shown  // messages of each chat, the newest first
	messages  int                 // shown so far: the newest has this number
	buttons   map[string][]button // newest message first, of each person
	blocked   map[reminders.Recipient]bool
	languages map[string]string // of people's clients
	sending   sync.Mutex
	sent      map[string]string // by recipient
}

// shown is a message that was shown.
type shown struct {
	number, text string
	under        []string
}

// button is a button with the message that it stands under.
type button struct {
	bot.Button
	message string
}

// Play plays all conversations of a folder side by side, each on a Stage of its own, and compares
// what comes back with what stands there, or writes it there for review.
func Play(t *testing.T, folder string, update bool, stage func(t *testing.T) *Stage) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := stage(t)
			s.t, s.buttons, s.blocked, s.languages = t, map[string][]button{}, map[reminders.Recipient]bool{}, map[string]string{}
			s.newest, s.said, s.showed = map[string]string{}, map[string]string{}, map[string][]shown{}
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
				for out := range strings.Lines(s.play(line)) {
					if strings.TrimSpace(out) == "" { // between paragraphs
						continue
					}
					got.WriteString(strings.TrimRight("  "+anchorForm.ReplaceAllString(out, "<锚>"), " \n") + "\n")
				}
			}
			if update {
				if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got.String() != string(want) {
				t.Errorf("differs; go test with -update writes it anew for review\n%s", got.String())
			}
		})
	}
}

var (
	timeLine   = regexp.MustCompile(`^(时间|时钟) (.+)$`)
	pressLine  = regexp.MustCompile(`^(\S+) 按 (.+)$`)
	forgeLine  = regexp.MustCompile(`^(\S+) 发送按钮 (.+)$`)
	fileLine   = regexp.MustCompile(`^(\S+) 发文件 (\S+)$`)
	photoLine  = regexp.MustCompile(`^(\S+) 发(照片|视频|相册(\d+)张)(?: (.+))?$`)
	placeLine  = regexp.MustCompile(`^(\S+) 发位置$`)
	editLine   = regexp.MustCompile(`^(\S+) 改：(.*)$`)
	aboutLine  = regexp.MustCompile(`^(\S+) 回复“(.+?)”：(.*)$`)
	manyLine   = regexp.MustCompile(`^(\S+) 连发(\d+)遍(：.*)$`)
	linkLine   = regexp.MustCompile(`^(\S+) 打开链接$`)
	langLine   = regexp.MustCompile(`^(\S+) 说英语$`)
	blockLine  = regexp.MustCompile(`^(\S+) 停用$`)
	replyLine  = regexp.MustCompile(`^(\S+) 回复：(.*)$`)
	sayLine    = regexp.MustCompile(`^([^：]+)：(.*)$`)
	queryLine  = regexp.MustCompile(`^(\S+) 查 (.+)$`)
	groupForm  = regexp.MustCompile(`^（(\S*群)(@?)）`)
	anchorForm = regexp.MustCompile(`\b\d+:[0-9a-f]{16}\b`) // differs with each key of a trail
)

func (s *Stage) play(line string) string {
	if m := manyLine.FindStringSubmatch(line); m != nil {
		n, _ := strconv.Atoi(m[2])
		for range n {
			s.play(m[1] + m[3])
		}
		return ""
	}
	s.count++
	r := bot.Request{ID: fmt.Sprint("r", s.count), Private: true, Now: s.now, MessageID: fmt.Sprint("p", s.count)}
	if g := groupForm.FindStringSubmatch(line); g != nil {
		r.Private, r.Addressed, r.Chat, r.Title = false, g[2] != "", g[1], g[1]
		line = strings.TrimPrefix(line, g[0])
	}
	switch {
	case timeLine.MatchString(line):
		first, m := s.now.IsZero(), timeLine.FindStringSubmatch(line)
		now, err := time.ParseInLocation("2006-01-02 15:04", m[2], Shanghai)
		if err != nil {
			s.t.Fatal(err)
		}
		if !first && m[1] == "时间" {
			s.running += now.Sub(s.now)
		}
		if s.now = now; first {
			s.start()
		}
		return s.remind()
	case line == "重启":
		s.start()
		return ""
	case blockLine.MatchString(line):
		s.blocked[reminders.Recipient(blockLine.FindStringSubmatch(line)[1])] = true
		return ""
	case langLine.MatchString(line):
		s.languages[langLine.FindStringSubmatch(line)[1]] = "en"
		return ""
	case fileLine.MatchString(line):
		m := fileLine.FindStringSubmatch(line)
		data, err := os.ReadFile(filepath.Join(s.Files, m[2]))
		if err != nil {
			s.t.Fatal(err)
		}
		r.Person.ID = m[1]
		r.Uploads = []*bot.Upload{{Name: filepath.Base(m[2]), Size: int64(len(data)), Fetch: func(context.Context) ([]byte, error) { return data, nil }}}
	case photoLine.MatchString(line):
		m := photoLine.FindStringSubmatch(line)
		r.Person.ID, r.Text = m[1], m[4]
		name, n := "照片.jpg", 1
		if m[3] != "" {
			n, _ = strconv.Atoi(m[3])
		} else if m[2] == "视频" {
			name = "视频.mp4"
		}
		for i := range n {
			data := fmt.Appendf(nil, "\xff\xd8 %d photo of %s", i, line)
			r.Uploads = append(r.Uploads, &bot.Upload{Name: name, Size: int64(len(data)), Fetch: func(context.Context) ([]byte, error) { return data, nil }})
		}
	case placeLine.MatchString(line):
		r.Person.ID, r.Other = placeLine.FindStringSubmatch(line)[1], bot.Place
	case editLine.MatchString(line):
		m := editLine.FindStringSubmatch(line)
		r.Person.ID, r.Text, r.Edited, r.MessageID = m[1], m[2], true, s.said[m[1]]
	case aboutLine.MatchString(line):
		m := aboutLine.FindStringSubmatch(line)
		r.Person.ID, r.Text = m[1], m[3]
		for _, one := range s.showed[cmp.Or(r.Chat, m[1])] {
			if strings.Contains(one.text, m[2]) {
				r.ReplyTo, r.Under = one.number, one.under
				break
			}
		}
		if r.ReplyTo == "" {
			s.t.Fatalf("%s: no such message", line)
		}
	case linkLine.MatchString(line):
		r.Person.ID, r.Start = linkLine.FindStringSubmatch(line)[1], s.link
	case forgeLine.MatchString(line):
		m := forgeLine.FindStringSubmatch(line)
		r.Person.ID, r.Press, r.MessageID = m[1], m[2], "7"
	case pressLine.MatchString(line):
		m := pressLine.FindStringSubmatch(line)
		r.Person.ID = m[1]
		for _, b := range s.buttons[cmp.Or(r.Chat, m[1])] {
			if strings.Contains(b.Label, m[2]) {
				r.Press, r.MessageID = b.Data, b.message
				break
			}
		}
		if r.Press == "" {
			s.t.Fatalf("%s: no such button in %v", line, s.buttons[cmp.Or(r.Chat, m[1])])
		}
	case queryLine.MatchString(line):
		return s.query(queryLine.FindStringSubmatch(line))
	case replyLine.MatchString(line):
		m := replyLine.FindStringSubmatch(line)
		r.Person.ID, r.Text, r.ReplyTo = m[1], m[2], s.newest[cmp.Or(r.Chat, m[1])]
	case sayLine.MatchString(line):
		m := sayLine.FindStringSubmatch(line)
		r.Person.ID, r.Text = m[1], m[2]
	default:
		s.t.Fatalf("what is %q?", line)
	}
	if r.Press == "" && !r.Edited {
		s.said[r.Person.ID] = r.MessageID
	}
	r.Person.Name, r.Chat, r.Language = r.Person.ID, cmp.Or(r.Chat, r.Person.ID), s.languages[r.Person.ID]
	reply, err := s.bot.Handle(s.t.Context(), r)
	if err != nil {
		s.t.Fatal(err)
	}
	var out strings.Builder
	if reply.Toast != "" {
		if n := utf8.RuneCountInString(reply.Toast); n > 200 {
			s.t.Errorf("a toast of %d characters: %s", n, reply.Toast)
		}
		out.WriteString("（" + reply.Toast + "）\n")
	}
	for _, m := range reply.Messages {
		out.WriteString(s.show(r.Chat, m))
	}
	if len(reply.Messages) == 0 && reply.Toast == "" {
		out.WriteString("（不作声）\n")
	}
	return out.String() + s.remind()
}

// start makes the bot and its scheduler.
func (s *Stage) start() {
	s.running = 0
	s.bot, s.scheduler = s.Begin(s.now)
	s.bot.Link = func(token string) string { s.link = token; return "<链接>" }
	s.bot.Changed = s.scheduler.Wake
	s.scheduler.Sender, s.scheduler.Now = s, func() time.Time { return s.now }
	s.scheduler.Witness = &reminders.Witness{Diary: s.bot.Diary.(reminders.ClockDiary), Running: func() time.Duration { return s.running }}
}

// query shows what is offered to somebody who types behind the bot's name.
func (s *Stage) query(m []string) string {
	answers, err := s.bot.Inline(s.t.Context(), bot.Person{ID: m[1], Name: m[1]}, m[2], s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	if len(answers) == 0 {
		return "（没有可选的回答）\n"
	}
	var out strings.Builder
	for _, a := range answers {
		fmt.Fprintf(&out, "〔%s｜%s〕\n%s\n", a.Title, a.Description, console.Plain(a.Text))
	}
	return out.String()
}

// recipient gives a person, or a group that is bound.
func (s *Stage) recipient(ctx context.Context, to reminders.Recipient) (reminders.Person, error) {
	who, err := s.bot.Diary.Person(ctx, to)
	if errors.Is(err, reminders.ErrNotFound) {
		return s.bot.Diary.Chat(ctx, to)
	}
	return who, err
}

// show renders a message and keeps its buttons for the person.
func (s *Stage) show(who string, m bot.Message) string {
	out := console.Plain(m.Text) + "\n"
	s.messages++
	number := fmt.Sprint(s.messages)
	if m.Edit != "" {
		out, number = "（改写原消息）\n"+out, m.Edit
	}
	s.newest[who] = number
	one := shown{number: number, text: m.Text.String()}
	for _, b := range slices.Concat(m.Buttons...) {
		one.under = append(one.under, b.Data)
	}
	s.showed[who] = append([]shown{one}, s.showed[who]...)
	var buttons []button
	if m.File != nil {
		out += "〔文件 " + m.File.Name + "〕\n"
	}
	if m.File != nil && utf8.Valid(m.File.Data) {
		for line := range strings.Lines(string(m.File.Data)) {
			out += "  " + line
		}
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			if len(b.Data) > 64 {
				s.t.Errorf("button %s carries %d bytes", b.Label, len(b.Data))
			}
			out += "[" + b.Label + "]"
			buttons = append(buttons, button{b, number})
		}
		out += "\n"
	}
	s.buttons[who] = append(buttons, s.buttons[who]...)
	return out
}

// remind lets the scheduler run once and gives what it sent.
func (s *Stage) remind() string {
	s.sent = map[string]string{}
	if s.now.IsZero() {
		return ""
	}
	s.scheduler.Witness.Answered(time.Time{})
	for range 2 { // the second round sends what the first has brought about
		if _, err := s.scheduler.RunOnce(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
	}
	var out strings.Builder
	for _, to := range slices.Sorted(maps.Keys(s.sent)) {
		out.WriteString(s.sent[to])
	}
	return out.String()
}

// Send is the scheduler's way out.
func (s *Stage) Send(ctx context.Context, to reminders.Recipient, items []reminders.Item) (string, error) {
	s.sending.Lock()
	defer s.sending.Unlock()
	if s.blocked[to] {
		return "", reminders.ErrUnreachable
	}
	who, err := s.recipient(ctx, to)
	if err != nil {
		return "", err
	}
	m, err := s.bot.Reminder(ctx, who, items, s.now)
	if err != nil {
		return "", err
	}
	s.sent[string(to)] += fmt.Sprintf("→ %s：\n%s", to, s.show(string(to), m))
	return fmt.Sprint(s.messages), nil
}
