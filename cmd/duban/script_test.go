package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"duban": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		os.Exit(exitCode(os.Stderr, run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)))
	}})
}

var update = flag.Bool("update", false, "write the expected output in the scripts anew for review")

// TestScripts runs the whole program as people run it; the scripts stand in
// testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("DUBAN_DATA", e.WorkDir+"/data")
			e.Setenv("HOME", e.WorkDir+"/home")
			testdata, err := filepath.Abs("testdata")
			if err != nil {
				return err
			}
			e.Setenv("TESTDATA", testdata)
			e.Setenv("GORACE", os.Getenv("GORACE"))
			return nil
		},
	})
}

// TestBadLines: each line of --jsonl gets an answer in its place, whatever it holds.
func TestBadLines(t *testing.T) {
	lines := []string{
		`{"id":"1","q":"文号是多少"}`,
		`not json`,
		`{"id":"3","turns":5}`,
		``,
		`{"id":"4","q":"` + strings.Repeat("长", 1<<20) + `"}`,
		`{"id":5,"turns":["柯桥2021","那新昌呢"],"now":"2021-06-01"}`,
		`{"id":"6","q":"今年呢","now":"不是时间"}`,
		`{"q":""}`,
	}
	var out bytes.Buffer
	err := run(t.Context(), []string{"ask", "--jsonl"}, []string{"DUBAN_DATA=" + t.TempDir()}, strings.NewReader(strings.Join(lines, "\n")), &out, &out)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(out.String()) {
		var r struct {
			ID            any
			Answer, Error string
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		switch {
		case r.Error != "":
			got = append(got, "error")
		case r.Answer == "":
			t.Errorf("%s has no answer", line)
		default:
			id, _ := json.Marshal(r.ID)
			got = append(got, string(id))
		}
	}
	if s := strings.Join(got, " "); s != `"1" error error error 5 error null` {
		t.Error(s)
	}
}

// duban is the real program with a data folder: this test binary takes its place.
func duban(ctx context.Context, data string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Args[0] = "duban"
	cmd.Env = append(os.Environ(), "DUBAN_DATA="+data)
	return cmd
}
