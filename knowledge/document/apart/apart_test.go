package apart

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"duban/knowledge/document"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == Name {
		if err := hostile.Serve(context.Background(), os.Args[2:], os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// hostile are readers that do what files may make a reader do.
var hostile = Readers{
	"echo":   func(_ context.Context, data []byte, _ document.Options) (any, error) { return string(data), nil },
	"refuse": func(context.Context, []byte, document.Options) (any, error) { return nil, document.ErrLocked },
	"panic":  func(context.Context, []byte, document.Options) (any, error) { panic("a reader's fault") },
	"exit":   func(context.Context, []byte, document.Options) (any, error) { os.Exit(0); return nil, nil },
	"babble": func(context.Context, []byte, document.Options) (any, error) {
		return strings.Repeat("x", maxAnswer), nil
	},
	"secrets": func(context.Context, []byte, document.Options) (any, error) {
		return strings.Join(os.Environ(), "\n"), nil
	},
	"status": func(context.Context, []byte, document.Options) (any, error) {
		status, err := os.ReadFile("/proc/self/status")
		return string(status), err
	},
	"hoard": func(context.Context, []byte, document.Options) (any, error) {
		for kept := [][]byte{}; ; {
			more := make([]byte, 8<<20)
			for i := 0; i < len(more); i += 4096 {
				more[i] = 1
			}
			kept = append(kept, more)
		}
	},
	// In one go, faster than anybody can look.
	"gulp": func(context.Context, []byte, document.Options) (any, error) {
		all := make([]byte, 6<<30)
		for i := 0; i < len(all); i += 4096 {
			all[i] = 1
		}
		return len(all), nil
	},
}

func TestWhatBecomesOfTheChild(t *testing.T) {
	t.Setenv("DUBAN_TELEGRAM_TOKEN", "a secret")
	kinds := map[string]error{
		"echo": nil, "refuse": document.ErrLocked, "panic": document.ErrDamaged, "exit": document.ErrDamaged,
		"babble": document.ErrBomb, "hoard": document.ErrBomb, "gulp": document.ErrBomb, "unknown": document.ErrDamaged,
	}
	// The race detector's own tables take a multiple of the memory, and it ends the child in
	// words of its own where the kernel refuses it some.
	if info, _ := debug.ReadBuildInfo(); slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		delete(kinds, "hoard")
		delete(kinds, "gulp")
	}
	for kind, want := range kinds {
		got, err := Read[string](t.Context(), kind, "", []byte("words"), nil)
		if !errors.Is(err, want) || want == nil && got != "words" {
			t.Errorf("%s: %.20q, %v; want %v", kind, got, err, want)
		}
	}
	if environ, err := Read[string](t.Context(), "secrets", "", nil, nil); err != nil || strings.Contains(environ, "DUBAN") {
		t.Errorf("the child's environment is %q, %v", environ, err)
	}
	if status, err := Read[string](t.Context(), "status", "", nil, nil); runtime.GOOS == "linux" && (err != nil || !strings.Contains(status, "NoNewPrivs:\t1\n")) {
		t.Errorf("the child may gain privileges: %v\n%s", err, status)
	}
	if _, err := Read[string](t.Context(), "echo", "", make([]byte, document.MaxFile+1), nil); !errors.Is(err, document.ErrTooLarge) {
		t.Errorf("too large a file: %v", err)
	}
}
