package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"duban/reminders"
)

const howUpdates = "用法：duban updates 列出搁置的消息；duban updates retry 编号 再试一次；duban updates drop 编号 放弃。运行时也可以。"

// runUpdates lists the messages that were set aside since they could not be handled, has
// one tried again by the program that runs, or gives it up.
func runUpdates(ctx context.Context, c config, args []string, stdout io.Writer) (err error) {
	if len(args) != 0 && (len(args) != 2 || args[0] != "retry" && args[0] != "drop") {
		return usage(howUpdates)
	}
	store, _, err := openExisting(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if len(args) == 2 {
		source, number, _ := cutLast(args[1], ":")
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return usage(howUpdates)
		}
		err = store.RetryUpdate(ctx, source, id, args[0] == "drop")
		switch {
		case errors.Is(err, reminders.ErrNotFound):
			return fail("没有搁置着的消息 "+args[1]+"，运行 duban updates 看有哪些。", nil)
		case err != nil:
			return fail("台账写不了，请检查数据文件夹的权限和剩余空间。", err)
		case args[0] == "drop":
			fmt.Fprintln(stdout, "已放弃这条消息。")
		default:
			fmt.Fprintln(stdout, "这条消息半分钟内再试；没有在运行的，下次启动时再试。")
		}
		return nil
	}
	aside, err := store.UpdatesAside(ctx)
	if err != nil {
		return fail("搁置的消息读不出来，请运行 duban doctor。", err)
	}
	if len(aside) == 0 {
		fmt.Fprintln(stdout, "没有搁置的消息。")
	}
	for _, a := range aside {
		fmt.Fprintf(stdout, "%s:%d  %s搁置  %s\n", a.Source, a.ID, a.At.In(c.location).Format("2006年1月2日15:04"), sizeWords(int64(a.Size)))
	}
	return nil
}

// cutLast cuts s at the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return "", s, false
	}
	return s[:i], s[i+len(sep):], true
}
