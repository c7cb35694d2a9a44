package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
)

// build is what the program was built from.
type build struct {
	version  string // of the module, as the release names it; "devel" outside a release
	revision string // of the repository; empty where it was built without one
	modified bool   // with changes that are not in the revision
	time     string // of the revision, RFC 3339
}

// readBuild reads what the compiler has left in the program.
func readBuild() build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return build{version: "devel"}
	}
	b := build{version: strings.Trim(info.Main.Version, "()")}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.revision = s.Value
		case "vcs.time":
			b.time = s.Value
		case "vcs.modified":
			b.modified = s.Value == "true"
		}
	}
	b.version = cmp.Or(b.version, "devel")
	return b
}

// runVersion prints what the program was built from.
func runVersion(args []string, stdout io.Writer) error {
	if len(args) > 0 {
		return usage("用法：duban version。")
	}
	b := readBuild()
	words := "duban " + b.version
	if b.revision != "" {
		words += "\n提交 " + b.revision
		if b.time != "" {
			words += "（" + b.time + "）"
		}
		if b.modified {
			words += "，另有未提交的改动"
		}
	}
	_, err := fmt.Fprintf(stdout, "%s\n%s %s/%s\n", words, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
