// Package apart has files from outside read by a child process, so that a hostile file
// ends its reader and never the program: the child has bounds on time and memory, none of
// the environment's secrets, and gives back no more than the parent can hold.
//
// Three things bound the child's memory, the first that is met ends it: it looks at its
// own use every 10 ms and gives up at a gigabyte; on Linux the kernel refuses it more than
// half as much again (RLIMIT_DATA), and where the whole machine runs short takes it
// before any other process (oom_score_adj). Until then Go's collector is told to keep
// below three quarters (the limit that GOMEMLIMIT sets).
package apart

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"duban/knowledge/document"
	"duban/knowledge/said"
)

// Name is the argument by which the program is called as the child.
const Name = "read-file"

const (
	pageTime    = 3 * time.Minute  // from one page to the next
	longest     = 20 * time.Minute // for all: a hundred pages can be recognised
	maxAnswer   = 16 << 20         // bytes that the child may give back: twice the longest text
	memoryExit  = 77               // the child's exit code when it holds too much
	lateExit    = 78               // and when it takes too long
	troubleKept = 4 << 10          // bytes of what a child says when it fails
)

// line is a line of the child's output: how far it is, or what came of it.
type line struct {
	Done    int             `json:"done,omitempty"`
	Total   int             `json:"total,omitempty"`
	Refused *said.Error     `json:"refused,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
}

// Read has the Reader of that kind read data in a child process. Cache is the folder
// that document.Options names; progress is told pages and may be nil. A file that is
// refused is a said.Error.
func Read[T any](ctx context.Context, kind, cache string, data []byte, progress func(done, total int)) (T, error) {
	var result T
	raw, err := read(ctx, kind, cache, data, progress)
	if err != nil {
		return result, err
	}
	if err := json.Unmarshal(raw, &result); err != nil {
		return result, fmt.Errorf("%w (%w)", document.ErrDamaged, err)
	}
	return result, nil
}

func read(ctx context.Context, kind, cache string, data []byte, progress func(done, total int)) (json.RawMessage, error) {
	if len(data) > document.MaxFile {
		return nil, document.ErrTooLarge
	}
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	late := time.AfterFunc(pageTime, cancel)
	defer late.Stop()
	child := exec.CommandContext(ctx, program, Name, kind, cache)
	child.Args[0] = "duban"                                                                                // also where this is a test's binary, which goes by that name
	child.Env = []string{"GOTRACEBACK=none", "PATH=" + os.Getenv("PATH"), "GORACE=" + os.Getenv("GORACE")} // the latter is for tests
	child.Stdin = bytes.NewReader(data)
	trouble := &limited{room: troubleKept}
	child.Stderr = trouble
	child.WaitDelay = 5 * time.Second
	out, err := child.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start the reader: %w", err)
	}
	if err := child.Start(); err != nil {
		return nil, fmt.Errorf("start the reader: %w", err)
	}
	answer := &io.LimitedReader{R: out, N: maxAnswer}
	last := follow(answer, func(l line) {
		late.Reset(pageTime)
		if progress != nil {
			progress(l.Done, l.Total)
		}
	})
	if answer.N <= 0 {
		cancel()
		_ = child.Wait() // it was ended
		return nil, document.ErrBomb
	}
	err = child.Wait()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, document.ErrOutOfTime
	case last.Refused != nil:
		return nil, last.Refused
	case errors.As(err, &exit) && (exit.ExitCode() == memoryExit || strings.Contains(trouble.String(), "out of memory")):
		return nil, document.ErrBomb
	case errors.As(err, &exit) && exit.ExitCode() == lateExit:
		return nil, document.ErrOutOfTime
	case err != nil:
		return nil, fmt.Errorf("%w (%w: %s)", document.ErrDamaged, err, trouble.String())
	case last.Result == nil:
		return nil, document.ErrDamaged
	}
	return last.Result, nil
}

// follow reads the child's lines to their end and gives the last; page is told those that
// say how far it is.
func follow(out io.Reader, page func(line)) (last line) {
	lines := json.NewDecoder(out)
	for {
		var l line
		if err := lines.Decode(&l); err != nil {
			return last
		}
		if l.Total > 0 {
			page(l)
		}
		last = l
	}
}

// limited keeps the first bytes of what is written.
type limited struct {
	bytes.Buffer
	room int
}

func (l *limited) Write(p []byte) (int, error) {
	keep := min(len(p), l.room-l.Len())
	l.Buffer.Write(p[:max(keep, 0)])
	return len(p), nil
}
