package apart

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"duban/knowledge/document"
	"duban/knowledge/gongwen"
	"duban/knowledge/said"
)

const (
	maxMemory = 1 << 30          // bytes of heap and stacks at which the child gives up
	parseTime = 30 * time.Second // for the reading of a text as a plan
)

// Reader reads a file in the child. What it gives goes to the parent as JSON; a said.Error is
// told as a refusal.
type Reader func(ctx context.Context, data []byte, o document.Options) (any, error)

// Readers are the readers that a child has, by the kind that Read names.
type Readers map[string]Reader

// Serve is the child's work: the file comes from in, lines of JSON go to out. args are the
// program's arguments behind Name.
func (all Readers) Serve(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	if len(args) != 2 || all[args[0]] == nil {
		return fmt.Errorf("no reader %q", args)
	}
	debug.SetMemoryLimit(maxMemory * 3 / 4)
	confine()
	go watchMemory()
	time.AfterFunc(longest, func() { os.Exit(lateExit) }) // the parent may be gone
	data, err := io.ReadAll(io.LimitReader(in, document.MaxFile+1))
	if err != nil {
		return err
	}
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	told := time.Time{}
	result, err := all[args[0]](ctx, data, document.Options{Cache: args[1], Progress: func(done, total int) {
		if now := time.Now(); now.Sub(told) > 200*time.Millisecond {
			told = now
			_ = lines.Encode(line{Done: done, Total: total}) // only tells
		}
	}})
	var refused *said.Error
	switch {
	case errors.As(err, &refused):
		return lines.Encode(line{Refused: refused})
	case err != nil:
		return err
	}
	raw, err := json.Marshal(result)
	if err != nil {
		return err
	}
	return lines.Encode(line{Result: raw})
}

// Document reads a plan's file and tries whether its text can be read as a plan. One that
// cannot be within bounds ends here, not in the parent, which reads it again.
func Document(ctx context.Context, data []byte, o document.Options) (*document.Document, error) {
	doc, err := document.Read(ctx, data, o)
	if err != nil {
		return nil, err
	}
	late := time.AfterFunc(parseTime, func() { os.Exit(lateExit) })
	defer late.Stop()
	_, err = gongwen.Parse(doc.Text)
	return doc, err
}

// watchMemory ends the process when it holds too much.
func watchMemory() {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	for range time.Tick(10 * time.Millisecond) {
		if metrics.Read(sample); sample[0].Value.Uint64()-sample[1].Value.Uint64() > maxMemory {
			os.Exit(memoryExit)
		}
	}
}
