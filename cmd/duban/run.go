package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"duban/bot/talk"
	"duban/knowledge/document/apart"
)

// run carries out one command line. It returns when the command is done or ctx
// ends; errors carry their sentence and exit code.
func run(ctx context.Context, args, environ []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if len(args) > 0 && args[0] == apart.Name {
		return readers.Serve(ctx, args[1:], stdin, stdout)
	}
	if len(args) == 2 && args[0] == "help" && args[1] == "--features" {
		return talk.WriteFeatures(stdout)
	}
	if len(args) > 0 && args[0] == "help" {
		args = append(slices.Clone(args[1:]), "--help")
	}
	if len(args) == 0 || wantsHelp(args[:1]) {
		_, err := io.WriteString(stdout, help())
		return err
	}
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == args[0] })
	if i < 0 {
		return usage(fmt.Sprintf("没有“%s”这个命令，运行 duban help 看用法。", args[0]))
	}
	cmd, args := all[i], args[1:]
	if wantsHelp(args) {
		_, err := fmt.Fprintf(stdout, "%s\n\n%s\n", cmd.about, cmd.how)
		return err
	}
	if cmd.plain {
		var err error
		if args, err = parse(newFlags(cmd.name), cmd.how, args); err != nil {
			return err
		}
	}
	var c config
	if !cmd.bare {
		var err error
		if c, err = readConfig(environ); err != nil {
			return err
		}
	}
	return cmd.run(ctx, c, args, streams{stdin, stdout, stderr})
}

// help lists the commands.
func help() string {
	var b strings.Builder
	b.WriteString("督办：按计划原文回答问题，管各单位的任务台账，到期提醒。\n\n用法：duban <命令>\n\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-10s %s\n", c.name, strings.ReplaceAll(c.about, "\n", "\n"+strings.Repeat(" ", 13)))
	}
	b.WriteString("\n一个命令怎么用：duban <命令> --help。对话里能办的事：duban help --features。\n数据放在 DUBAN_DATA 指定的文件夹，不设时用用户的配置文件夹。\n")
	return b.String()
}
