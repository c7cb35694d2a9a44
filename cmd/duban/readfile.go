package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"duban/knowledge/document"
	"duban/knowledge/gongwen"
)

// A file is read by a child process, which can be ended when it takes too long or
// too much memory: a hostile file ends its reader, never the bot.
const (
	readTime    = 3 * time.Minute  // from one page to the next
	readLongest = 20 * time.Minute // for all: a hundred pages can be recognised
	readMemory  = 1 << 30          // bytes of heap and stacks at which the child gives up
	readExit    = 77               // the child's exit code then
	parseTime   = 30 * time.Second // for the reading of the text as a plan
	lateExit    = 78               // the child's exit code when that takes longer
	childName   = "read-file"
)

// childLine is a line of the child's output: how far it is, or what came of it.
type childLine struct {
	Done     int                `json:"done,omitempty"`
	Total    int                `json:"total,omitempty"`
	Refused  string             `json:"refused,omitempty"`
	Document *document.Document `json:"document,omitempty"`
}

// readFile reads the file at a path; see readDocument.
func readFile(ctx context.Context, c config, path string, progress func(done, total int)) (*document.Document, error) {
	data, err := readBytes(path)
	if err != nil {
		return nil, err
	}
	doc, err := readDocument(ctx, c, data, progress)
	var refused document.Error
	if errors.As(err, &refused) {
		return nil, fail(path+"："+refused.Error(), nil)
	}
	return doc, err
}

// readBytes gives the bytes of the file at a path, if they are not too many.
func readBytes(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fail("找不到文件 "+path+"，请检查路径。", nil)
	case err != nil:
		return nil, fail("读不了文件 "+path+"，请检查权限。", err)
	case !info.Mode().IsRegular():
		return nil, fail(path+" 不是文件，请写计划文件的路径。", nil)
	case info.Size() > document.MaxFile:
		return nil, fail(path+"："+document.ErrTooLarge.Error(), nil)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fail("读不了文件 "+path+"，请检查权限。", err)
	}
	return data, nil
}

// readDocument turns a file's bytes into a document, in a child process without the
// environment's secrets. progress may be nil. A file that is refused is a
// document.Error.
func readDocument(ctx context.Context, c config, data []byte, progress func(done, total int)) (*document.Document, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fail("找不到督办程序自己，无法读取文件。", err)
	}
	cache := ""
	if data, err := c.dataFolder(); err == nil {
		cache = filepath.Join(data, "cache")
	}
	ctx, cancel := context.WithTimeout(ctx, readLongest)
	defer cancel()
	late := time.AfterFunc(readTime, cancel)
	defer late.Stop()
	child := exec.CommandContext(ctx, program, childName, cache)
	child.Args[0] = "duban"
	child.Env = []string{"GOTRACEBACK=none", "PATH=" + os.Getenv("PATH"), "GORACE=" + os.Getenv("GORACE")} // the latter is for tests
	child.Stdin = bytes.NewReader(data)
	var trouble bytes.Buffer
	child.Stderr = &limited{&trouble, 4 << 10}
	child.WaitDelay = 5 * time.Second
	out, err := child.StdoutPipe()
	if err != nil {
		return nil, fail("读取文件的进程开不了。", err)
	}
	if err := child.Start(); err != nil {
		return nil, fail("读取文件的进程开不了。", err)
	}
	var last childLine
	lines := json.NewDecoder(out)
	for {
		var l childLine
		if err := lines.Decode(&l); err != nil {
			break
		}
		if l.Total > 0 {
			late.Reset(readTime)
			if progress != nil {
				progress(l.Done, l.Total)
			}
		}
		last = l
	}
	err = child.Wait()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, document.ErrOutOfTime
	case last.Refused != "":
		return nil, document.Error(last.Refused)
	case errors.As(err, &exit) && exit.ExitCode() == readExit:
		return nil, document.ErrBomb
	case errors.As(err, &exit) && exit.ExitCode() == lateExit:
		return nil, document.ErrOutOfTime
	case err != nil:
		return nil, fmt.Errorf("%w (%w)", document.ErrDamaged, fmt.Errorf("%w: %s", err, trouble.String()))
	case last.Document == nil:
		return nil, document.ErrDamaged
	}
	return last.Document, nil
}

// limited keeps the first bytes of what is written.
type limited struct {
	w    *bytes.Buffer
	room int
}

func (l *limited) Write(p []byte) (int, error) {
	keep := min(len(p), l.room-l.w.Len())
	l.w.Write(p[:max(keep, 0)])
	return len(p), nil
}

// runReadFile is the child: the file comes by stdin, lines of JSON go out.
func runReadFile(ctx context.Context, args []string, stdin io.Reader, stdout io.Writer) error {
	if len(args) != 1 {
		return usage("这个命令只供督办自己使用。")
	}
	debug.SetMemoryLimit(readMemory * 3 / 4)
	go watchMemory()
	time.AfterFunc(readLongest, func() { os.Exit(lateExit) }) // the parent may be gone
	data, err := io.ReadAll(io.LimitReader(stdin, document.MaxFile+1))
	if err != nil {
		return err
	}
	out := json.NewEncoder(stdout)
	out.SetEscapeHTML(false)
	told := time.Time{}
	doc, err := document.Read(ctx, data, document.Options{Cache: args[0], Progress: func(done, total int) {
		if now := time.Now(); now.Sub(told) > 200*time.Millisecond {
			told = now
			_ = out.Encode(childLine{Done: done, Total: total}) // only tells
		}
	}})
	var refused document.Error
	if errors.As(err, &refused) {
		return out.Encode(childLine{Refused: refused.Error()})
	}
	if err != nil {
		return err
	}
	// A text that cannot be read as a plan within bounds ends here, not in the bot,
	// which reads it again.
	time.AfterFunc(parseTime, func() { os.Exit(lateExit) })
	var unread gongwen.Error
	if _, err := gongwen.Parse(doc.Text); errors.As(err, &unread) {
		return out.Encode(childLine{Refused: unread.Error()})
	}
	return out.Encode(childLine{Document: doc})
}

// watchMemory ends the process when it holds too much.
func watchMemory() {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	for range time.Tick(10 * time.Millisecond) {
		if metrics.Read(sample); sample[0].Value.Uint64()-sample[1].Value.Uint64() > readMemory {
			os.Exit(readExit)
		}
	}
}
