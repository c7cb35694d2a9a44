package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"duban/bot/telegram/tgtest"
)

// crashAdmin is the Telegram user id of the supervisor in tests of the whole program.
const crashAdmin = 1

// crashes gives how often a crash test kills the program: DUBAN_CRASHES, or the number.
func crashes(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("DUBAN_CRASHES")); err == nil {
		return n
	}
	return usual
}

// inRealTime skips a test that lives in real time where the race detector makes the
// program some twenty times slower. Without the detector it always runs.
func inRealTime(t *testing.T) {
	t.Helper()
	info, _ := debug.ReadBuildInfo()
	if slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("lives in real time, which the race detector does not keep up with; go test without -race runs it")
	}
}

// program is the real program, serving against a fake Telegram.
type program struct {
	testing.TB
	data   string
	url    string
	server *tgtest.Server
	cmd    *exec.Cmd
	log    bytes.Buffer // written by one process after the other
}

func newProgram(t testing.TB) *program {
	p := &program{TB: t, data: t.TempDir(), server: tgtest.New()}
	p.url = p.server.Listen(t)
	p.server.Meet(crashAdmin)
	t.Cleanup(func() {
		if p.cmd != nil {
			_ = p.cmd.Process.Kill()
			_ = p.cmd.Wait()
		}
		if t.Failed() {
			t.Log(p.log.String())
		}
	})
	return p
}

func (p *program) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// start starts it with more in its environment.
func (p *program) start(environ ...string) {
	p.cmd = duban(p.Context(), p.data, "serve")
	p.cmd.Env = append(append(p.cmd.Env, "DUBAN_TELEGRAM_TOKEN="+tgtest.Token, "DUBAN_TELEGRAM_API="+p.url, fmt.Sprintf("DUBAN_ADMINS=%d", crashAdmin)), environ...)
	p.cmd.Stderr = &p.log
	p.must(p.cmd.Start())
}

// kill ends it without a word.
func (p *program) kill() {
	p.must(p.cmd.Process.Kill())
	_ = p.cmd.Wait()
	p.cmd = nil
}

// term asks it to end, and waits until it has. One that has not come so far as to listen
// for that is ended by the signal; one that does not end says what it is doing.
func (p *program) term() {
	p.Helper()
	p.must(p.cmd.Process.Signal(syscall.SIGTERM))
	stuck := time.AfterFunc(20*time.Second, func() { _ = p.cmd.Process.Signal(syscall.SIGQUIT) })
	err := p.cmd.Wait()
	if !stuck.Stop() {
		p.Fatal("it does not end when it is asked to")
	}
	if status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() {
		p.must(err)
	}
	p.cmd = nil
}
