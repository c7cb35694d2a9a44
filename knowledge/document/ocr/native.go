package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// program is the machine's own Tesseract.
type program struct{ path string }

// Bounds of one run of the program.
const (
	askTime   = 10 * time.Second // to tell its languages
	sheetTime = time.Minute      // for each sheet
	maxTable  = 16 << 20         // bytes of what it prints
)

// findProgram looks for a Tesseract with the model; nil where there is none.
func findProgram(ctx context.Context) reader {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil
	}
	p := &program{path}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	out, err := p.run(ctx, nil, "--list-langs")
	if err != nil || !slices.Contains(strings.Fields(out), modelLanguage) {
		return nil
	}
	return p
}

func (p *program) close() {}

// read implements reader. The sheets of a layout go to the program as the pages of one
// file, for its start costs more than a small sheet.
func (p *program) read(ctx context.Context, sheets []Sheet) ([]string, error) {
	out := make([]string, len(sheets))
	for _, layout := range []Layout{Block, Row} {
		var of []int
		for i, s := range sheets {
			if s.Layout == layout && !s.Image.Rect.Empty() {
				of = append(of, i)
			}
		}
		if len(of) == 0 {
			continue
		}
		var file bytes.Buffer
		writePages(&file, len(of), func(i int) Sheet { return sheets[of[i]] })
		ctx, cancel := context.WithTimeout(ctx, time.Duration(len(of))*sheetTime)
		table, err := p.run(ctx, &file, "stdin", "stdout", "-l", modelLanguage, "--psm", fmt.Sprint(int(layout)), "--dpi", fmt.Sprint(resolution), "tsv")
		cancel()
		if err != nil {
			return nil, fmt.Errorf("ocr: run %s: %w", p.path, err)
		}
		for row := range strings.SplitAfterSeq(table, "\n") {
			c := strings.SplitN(row, "\t", pageColumn+2)
			var n int
			if len(c) < pageColumn+2 {
				continue
			}
			if _, err := fmt.Sscan(c[pageColumn], &n); err == nil && n >= 1 && n <= len(of) {
				out[of[n-1]] += row
			}
		}
	}
	return out, nil
}

// run runs the program without the environment and gives what it prints.
func (p *program) run(ctx context.Context, in *bytes.Buffer, args ...string) (string, error) {
	c := exec.CommandContext(ctx, p.path, args...)
	c.Env = []string{"OMP_THREAD_LIMIT=1"} // its threads wait for each other by spinning
	c.WaitDelay = time.Second
	if in != nil {
		c.Stdin = in
	}
	out := &bounded{room: maxTable}
	c.Stdout = out
	if err := c.Run(); err != nil {
		return "", err
	}
	return out.String(), nil
}

// bounded is a buffer that refuses more than it has room for.
type bounded struct {
	bytes.Buffer
	room int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.room {
		return 0, errors.New("prints too much")
	}
	return b.Buffer.Write(p)
}
