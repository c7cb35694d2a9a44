// Package console holds the conversation in a terminal: no token, no network. It
// reads lines, shows replies as plain text, and lets buttons be pressed by number.
package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"duban/bot"
)

// Handler is the conversation.
type Handler interface {
	Handle(ctx context.Context, r bot.Request) (bot.Reply, error)
}

// Console is one person's conversation in a terminal.
type Console struct {
	Handler Handler
	Person  bot.Person
	Now     func() time.Time
	Folder  string // where files of replies are put; made if need be
	Prompt  bool   // show a prompt before each line; off when questions come from a pipe

	buttons []bot.Button // of the newest replies, in the order shown
	count   int
	hinted  bool // has told how buttons are pressed
	told    bool // has told how far a request is, on the line where the cursor stands
}

// quit are the words that end the conversation.
const quit = " 退出 再见 exit quit bye "

// Run reads lines from in until it ends, the person leaves, or ctx ends. A line
// that could not be handled has got its sentence; the error is returned when
// reading or writing fails.
func (c *Console) Run(ctx context.Context, in io.Reader, out io.Writer) error {
	lines := readLines(ctx, in)
	for {
		if c.Prompt {
			fmt.Fprint(out, "> ")
		}
		select {
		case <-ctx.Done():
			return nil
		case l, ok := <-lines:
			text := strings.TrimSpace(l.text)
			switch {
			case !ok:
				return nil
			case l.err != nil:
				return fmt.Errorf("read: %w", l.err)
			case text == "":
				continue
			case strings.Contains(quit, " "+text+" "):
				return nil
			}
			if err := c.take(ctx, text, out); err != nil {
				return err
			}
		}
	}
}

// take handles one line and shows what comes back.
func (c *Console) take(ctx context.Context, text string, out io.Writer) error {
	c.count++
	r := bot.Request{
		ID: fmt.Sprintf("%s:%d:%d", c.Person.ID, c.Now().UnixNano(), c.count), Chat: c.Person.ID, Person: c.Person,
		Private: true, Addressed: true, Now: c.Now(),
	}
	payload, isStart := strings.CutPrefix(text, "/start ")
	n, err := strconv.Atoi(text)
	switch {
	case err == nil && n >= 1 && n <= len(c.buttons):
		r.Press, r.MessageID = c.buttons[n-1].Data, "shown"
	case isStart:
		r.Start = strings.TrimSpace(payload)
	default:
		r.Text = text
		if path, ok := fileIn(text); ok {
			r.Text, r.Uploads = "", []*bot.Upload{upload(path)}
			r.Progress = c.progress(out)
		}
	}
	// The sentence for the person stands in the reply; the cause goes beside it.
	reply, err := c.Handler.Handle(ctx, r)
	if c.told { // the reply takes its place
		c.told = false
		fmt.Fprint(out, "\r\033[K")
	}
	shown, ferr := c.show(reply)
	err = errors.Join(err, ferr)
	if _, werr := io.WriteString(out, shown); werr != nil {
		return fmt.Errorf("write: %w", werr)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintf(out, "（%v）\n", err)
	}
	return nil
}

// show writes a reply as plain text and numbers its buttons.
func (c *Console) show(reply bot.Reply) (string, error) {
	var failed error
	var b strings.Builder
	if reply.Toast != "" {
		b.WriteString(reply.Toast + "\n")
	}
	if len(reply.Messages) > 0 {
		c.buttons = nil
	}
	for _, m := range reply.Messages {
		b.WriteString(Plain(m.Text) + "\n")
		if m.File != nil {
			path, err := c.save(*m.File)
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("文件 %s 存不下来：%w", m.File.Name, err))
				continue
			}
			b.WriteString("文件已存到 " + path + "\n")
		}
		for _, row := range m.Buttons {
			for i, button := range row {
				c.buttons = append(c.buttons, button)
				if i > 0 {
					b.WriteString("  ")
				}
				fmt.Fprintf(&b, "[%d] %s", len(c.buttons), button.Label)
			}
			b.WriteString("\n")
		}
	}
	if len(c.buttons) > 0 && len(reply.Messages) > 0 && !c.hinted {
		c.hinted = true
		b.WriteString("（输入编号即按下按钮）\n")
	}
	b.WriteString("\n")
	return b.String(), failed
}

// importLine is a line that sends a file, as a person drops one into a chat.
var importLine = regexp.MustCompile(`^(?:导入|/import)\s+(.+)$`)

// fileIn gives the path of the file that a line sends. Terminals put a path with
// blanks in quotation marks when a file is dropped on them.
func fileIn(text string) (path string, ok bool) {
	m := importLine.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	path = strings.Trim(strings.TrimSpace(m[1]), `"'“”`)
	return path, path != ""
}

// upload is the file at a path.
func upload(path string) *bot.Upload {
	u := &bot.Upload{Name: filepath.Base(path), Fetch: func(context.Context) ([]byte, error) { return os.ReadFile(path) }}
	if info, err := os.Stat(path); err == nil {
		u.Size = info.Size()
		if !info.Mode().IsRegular() {
			u.Fetch = func(context.Context) ([]byte, error) { return nil, errors.New("not a file") }
		}
	}
	return u
}

// progress tells how far a request is: in place on a terminal, nowhere in a pipe.
func (c *Console) progress(out io.Writer) func(string) {
	return func(words string) {
		if c.Prompt {
			fmt.Fprintf(out, "\r\033[K%s", words)
			c.told = true
		}
	}
}

// save puts a file into the folder, under a number where its name is taken.
func (c *Console) save(f bot.File) (path string, err error) {
	if err := os.MkdirAll(c.Folder, 0o700); err != nil {
		return "", err
	}
	name := filepath.Base(f.Name)
	ending := filepath.Ext(name)
	for n := 1; ; n++ {
		path = filepath.Join(c.Folder, name)
		if n > 1 {
			path = filepath.Join(c.Folder, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ending), n, ending))
		}
		out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = out.Write(f.Data)
		return path, errors.Join(err, out.Close())
	}
}

// Plain renders a text without styles; a quotation is marked at its left.
func Plain(t bot.Text) string {
	var b strings.Builder
	for _, s := range t {
		if s.Style != bot.Quote {
			b.WriteString(s.S)
			continue
		}
		for i, line := range strings.Split(s.S, "\n") {
			if i > 0 {
				b.WriteString("\n")
			}
			b.WriteString("  │ " + line)
		}
	}
	return b.String()
}

type line struct {
	text string
	err  error
}

// maxLine is how many bytes of a line are kept; the rest of it is dropped.
const maxLine = 64 << 10

// readLines reads in the background, because a read from a terminal cannot be
// interrupted when ctx ends.
func readLines(ctx context.Context, in io.Reader) <-chan line {
	lines := make(chan line)
	go func() {
		defer close(lines)
		r := bufio.NewReader(in)
		send := func(l line) bool {
			select {
			case lines <- l:
				return true
			case <-ctx.Done():
				return false
			}
		}
		for {
			text, _, err := ReadLine(r, maxLine)
			if len(text) > 0 && !send(line{text: string(text)}) {
				return
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					send(line{err: err})
				}
				return
			}
		}
	}()
	return lines
}

// ReadLine reads to the next line end and keeps at most limit bytes; cut tells
// that there were more. At the end of the input the rest comes with io.EOF.
func ReadLine(r *bufio.Reader, limit int) (line []byte, cut bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		keep := min(len(part), limit-len(line))
		line, cut = append(line, part[:keep]...), cut || keep < len(part)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, cut, err
		}
	}
}
