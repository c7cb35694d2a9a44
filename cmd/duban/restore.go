package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"duban/reminders/backup"
	"duban/reminders/sqlite"
)

const howRestore = "用法：duban restore 文件；先停掉正在运行的督办。"

// runRestore puts a backup in the place of what the data folder holds, which is kept
// aside.
func runRestore(ctx context.Context, c config, args []string, stdout io.Writer) (err error) {
	if len(args) != 1 {
		return usage(howRestore)
	}
	file := args[0]
	if _, err := os.Stat(file); err != nil {
		return fail("备份文件 "+file+" 打不开，请检查路径和权限。", err)
	}
	data, err := c.dataFolder()
	if err != nil {
		return err
	}
	const interrupted = "恢复中断了，数据没有变。请重新运行。"
	release, err := sqlite.Lock(ctx, data)
	switch {
	case errors.Is(err, sqlite.ErrLocked):
		return fail("数据文件夹 "+data+" 正被另一个督办进程使用，没有恢复。请先停掉它再试。", nil)
	case err != nil && ctx.Err() != nil:
		return fail(interrupted, nil)
	case err != nil:
		return fail("数据文件夹 "+data+" 锁不住，请检查权限。", err)
	}
	defer func() { err = errors.Join(err, release()) }()
	m, aside, err := backup.Restore(ctx, data, file, c.clock.Now().In(c.location))
	switch {
	case errors.Is(err, backup.ErrHalf):
		return fail("恢复做到一半停下了，原来的数据都在 "+data+" 里。请检查权限和剩余空间，再运行一次同样的命令。", err)
	case err != nil && ctx.Err() != nil:
		return fail(interrupted, nil)
	case err != nil:
		return refuseBackup(file, err)
	}
	fmt.Fprintf(stdout, "已从 %s 恢复%s的备份：%s。", file, m.MadeAt.In(c.location).Format("2006年1月2日15:04"), holdsWords(m))
	if aside != "" {
		fmt.Fprintf(stdout, "原来的数据移到了 %s，没有删除。", aside)
	}
	if err := auditRestored(ctx, c, data, stdout); err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, "现在可以启动督办了。")
	return err
}

// auditRestored prints how the trail and the tables of what was restored stand. What is
// wrong with them was so in the backup, and is no fault of the restore.
func auditRestored(ctx context.Context, c config, data string, stdout io.Writer) (err error) {
	store, err := c.openStore(ctx, data, sqlite.Open)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	fmt.Fprint(stdout, "\n核对：")
	return verifyTrail(ctx, store, "", stdout)
}

// refuseBackup gives the sentence for a backup that was not restored.
func refuseBackup(file string, err error) error {
	switch {
	case errors.Is(err, backup.ErrNewer):
		return fail("备份文件 "+file+" 由更新的版本写成，本程序太旧，没有恢复，数据没有变。请换用新版程序。", nil)
	case errors.Is(err, backup.ErrDamaged):
		return fail("备份文件 "+file+" 已损坏，或者不是督办的备份，没有恢复，数据没有变。请换一份备份。", err)
	case errors.Is(err, backup.ErrNoRoom):
		return fail("磁盘剩余空间不够，没有恢复，数据没有变。请腾出空间再试。", err)
	}
	return fail("没有恢复，数据没有变。请检查备份文件能否读取，数据文件夹能否写入、剩余空间够不够。", err)
}

// halfRestored is what to do where unfinished.
const halfRestored = "上次恢复备份没有做完，数据文件夹里新旧混杂。请再运行一次 duban restore，做完再用。"
