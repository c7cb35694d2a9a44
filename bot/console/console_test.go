package console

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/bot"
)

// script is a conversation that notes what it is asked.
type script struct {
	got   []bot.Request
	reply func(bot.Request) (bot.Reply, error)
}

func (s *script) Handle(_ context.Context, r bot.Request) (bot.Reply, error) {
	s.got = append(s.got, r)
	return s.reply(r)
}

func say(words string, buttons ...bot.Button) (bot.Reply, error) {
	m := bot.Message{Text: bot.Text{{S: words}}}
	for _, b := range buttons {
		m.Buttons = append(m.Buttons, []bot.Button{b})
	}
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

func play(t *testing.T, in string, reply func(bot.Request) (bot.Reply, error)) (*script, string) {
	t.Helper()
	s := &script{reply: reply}
	c := Console{Handler: s, Person: bot.Person{ID: "local"}, Now: func() time.Time { return time.Unix(0, 0) }}
	var out strings.Builder
	if err := c.Run(t.Context(), strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	return s, out.String()
}

func TestButtonsArePressedByNumber(t *testing.T) {
	s, out := play(t, "2\n清单\n2\n3\n", func(r bot.Request) (bot.Reply, error) {
		if r.Text == "清单" {
			return say("两项", bot.Button{Label: "签收", Data: "a"}, bot.Button{Label: "填报", Data: "b"})
		}
		return bot.Reply{Toast: "好"}, nil
	})
	var got []string
	ids := map[string]bool{}
	for _, r := range s.got {
		got = append(got, r.Text+"|"+r.Press)
		ids[r.ID] = true
	}
	// Before there are buttons a number is a text, and so is one without a button.
	if g := strings.Join(got, " "); g != "2| 清单| |b 3|" {
		t.Error(g)
	}
	if len(ids) != len(s.got) {
		t.Error("two requests share an id")
	}
	if !strings.Contains(out, "[1] 签收") || !strings.Contains(out, "[2] 填报") || !strings.Contains(out, "好\n") {
		t.Error(out)
	}
}

func TestLeaving(t *testing.T) {
	s, _ := play(t, "\n  \n一\n/start 令牌\n退出\n二\n", func(bot.Request) (bot.Reply, error) { return say("好") })
	if len(s.got) != 2 || s.got[0].Text != "一" || s.got[1].Start != "令牌" || s.got[1].Text != "" {
		t.Errorf("%+v", s.got)
	}
}

func TestTroubleGoesOn(t *testing.T) {
	s, out := play(t, "一\n二", func(r bot.Request) (bot.Reply, error) {
		reply, _ := say("没有办成")
		return reply, errors.New("the cause")
	})
	if len(s.got) != 2 || strings.Count(out, "没有办成") != 2 || !strings.Contains(out, "the cause") {
		t.Errorf("%d, %s", len(s.got), out)
	}
}

func TestQuotationsAreMarked(t *testing.T) {
	got := Plain(bot.Text{{S: "第（八）条", Style: bot.Bold}, {S: "\n"}, {S: "甲。\n乙。", Style: bot.Quote}})
	if got != "第（八）条\n  │ 甲。\n  │ 乙。" {
		t.Errorf("%q", got)
	}
}

// TestLongLines: an endless line takes no more memory than its limit, and what
// follows is read.
func TestLongLines(t *testing.T) {
	r := bufio.NewReaderSize(io.MultiReader(strings.NewReader(strings.Repeat("长", 1<<20)+"\n"), strings.NewReader("短\n末")), 16)
	for i, want := range []struct {
		size int
		cut  bool
		err  error
	}{{1000, true, nil}, {len("短\n"), false, nil}, {len("末"), false, io.EOF}} {
		line, cut, err := ReadLine(r, 1000)
		if len(line) != want.size || cap(line) > 4000 || cut != want.cut || !errors.Is(err, want.err) {
			t.Errorf("line %d: %d bytes of %d, %v, %v", i, len(line), cap(line), cut, err)
		}
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, writer := io.Pipe()
	defer writer.Close()
	c := Console{Handler: &script{}, Now: time.Now}
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx, in, io.Discard) }()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestFiles: a reply's file is put into the folder, never over another, and its name
// leads nowhere else.
func TestFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	s := &script{reply: func(bot.Request) (bot.Reply, error) {
		r, err := say("给您")
		r.Messages[0].File = &bot.File{Name: "../台账.csv", Data: []byte("甲")}
		return r, err
	}}
	c := Console{Handler: s, Person: bot.Person{ID: "local"}, Folder: dir, Now: func() time.Time { return time.Unix(0, 0) }}
	var out strings.Builder
	if err := c.Run(t.Context(), strings.NewReader("一\n二\n"), &out); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"台账.csv", "台账-2.csv"} {
		path := filepath.Join(dir, name)
		if data, err := os.ReadFile(path); err != nil || string(data) != "甲" || !strings.Contains(out.String(), path) {
			t.Errorf("%s: %q, %v\n%s", name, data, err, out.String())
		}
	}
	if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) != 1 {
		t.Error("a file left its folder")
	}
}
