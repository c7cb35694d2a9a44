package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// newFlags gives the options of a command, to be read by parse.
func newFlags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags
}

// parse reads options, which may stand between and behind what is none, and gives the
// rest; what stands behind "--" is no option. What is wrong with them is told in a
// sentence, followed by how the command is called.
func parse(flags *flag.FlagSet, how string, args []string) (rest []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, usage(wrongOption(flags, args) + how)
		}
		read := len(args) - flags.NArg()
		if flags.NArg() == 0 || read > 0 && args[read-1] == "--" {
			return append(rest, flags.Args()...), nil
		}
		rest, args = append(rest, flags.Arg(0)), flags.Args()[1:]
	}
}

// wrongOption says which of args is wrong: the first that is not among the flags, or else
// the one whose value cannot be read.
func wrongOption(flags *flag.FlagSet, args []string) string {
	var options []string
	flags.VisitAll(func(f *flag.Flag) { options = append(options, "--"+f.Name) })
	last := ""
	for _, a := range args {
		name, _, _ := strings.Cut(strings.TrimLeft(a, "-"), "=")
		switch {
		case a == "--" || a == "-" || !strings.HasPrefix(a, "-"):
		case flags.Lookup(name) != nil:
			last = "--" + name
		case len(options) == 0:
			return fmt.Sprintf("没有“%s”这个选项，这个命令没有选项。", a)
		default:
			return fmt.Sprintf("没有“%s”这个选项，可用的有 %s。", a, strings.Join(options, "、"))
		}
	}
	return fmt.Sprintf("选项 %s 后面缺一个值，或者值不对。", last)
}

// wantsHelp reports whether somebody asks how a command is called.
func wantsHelp(args []string) bool {
	if i := slices.Index(args, "--"); i >= 0 {
		args = args[:i]
	}
	return slices.ContainsFunc(args, func(a string) bool { return a == "-h" || a == "-help" || a == "--help" })
}
