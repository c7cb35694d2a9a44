package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"duban/reminders"
	"duban/reminders/backup"
	"duban/reminders/sqlite"
)

const howRestore = "用法：duban restore 文件 [--yes] [--identity 私钥文件]；先停掉正在运行的督办。文件是 duban backup 做的，或持续副本取回的 duban.db。"

// runRestore puts a backup in the place of what the data folder holds, which is kept
// aside, after it has said what is lost.
func runRestore(ctx context.Context, c config, args []string, stdin io.Reader, stdout io.Writer) (err error) {
	flags := newFlags("restore")
	yes := flags.Bool("yes", false, "")
	identity := flags.String("identity", c.BackupIdentity, "")
	if args, err = parse(flags, howRestore, args); err != nil {
		return err
	}
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
	now := c.clock.Now().In(c.location)
	r, err := backup.Prepare(ctx, data, file, backup.Options{Key: c.TrailKey, Identity: *identity}, now)
	switch {
	case err != nil && ctx.Err() != nil:
		return fail(interrupted, nil)
	case err != nil:
		return refuseBackup(file, err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if lost := lostWords(r, c.location); lost != "" {
		fmt.Fprint(stdout, lost)
		if !*yes {
			if agreed, err := agree(stdin, stdout, "照此恢复吗？（是/否）", "没有恢复，数据没有变。"); err != nil || !agreed {
				return err
			}
		}
	}
	aside, err := r.Carry(now)
	if err != nil {
		return fail("恢复做到一半停下了，原来的数据都在 "+data+" 里。请检查权限和剩余空间，再运行一次同样的命令。", err)
	}
	fmt.Fprintf(stdout, "已从 %s 恢复%s的备份：%s。", file, r.MadeAt.In(c.location).Format("2006年1月2日15:04"), holdsWords(r.Manifest))
	if aside != "" {
		fmt.Fprintf(stdout, "原来的数据移到了 %s，没有删除。", aside)
	}
	if r.Proof == backup.Proved {
		fmt.Fprint(stdout, "签名核对无误。")
	}
	if r.Invites > 0 {
		fmt.Fprintf(stdout, "备份里%d个没打开的邀请已全部作废，要用的请重新邀请。", r.Invites)
	}
	if err := auditRestored(ctx, c, data, stdout); err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, "现在可以启动督办了。")
	return err
}

// lostWords says what a restore loses and brings back, a line each; nothing where it does
// neither.
func lostWords(r *backup.Restoration, loc *time.Location) string {
	if !r.Some() && r.Proof != backup.Unsigned && r.Proof != backup.OtherKey {
		return ""
	}
	lines := []string{fmt.Sprintf("这份备份是%s的。恢复以后：", r.MadeAt.In(loc).Format("2006年1月2日15:04"))}
	switch r.Proof {
	case backup.Unsigned:
		lines = append(lines, "这份备份没有签名：由旧版程序做成，或者签名被去掉了，是不是原来的样子证明不了。")
	case backup.OtherKey:
		lines = append(lines, "这份备份是用另一把密钥签名的，不是这里的台账做的，是不是原来的样子证明不了。")
	}
	switch {
	case r.Unknown != nil:
		lines = append(lines, fmt.Sprintf("现在的台账读不出来（%v），会失去什么说不清；它会移到一旁，不删。", r.Unknown))
	case r.Other:
		lines = append(lines, "现在的台账不是从这份备份接着写下来的：是另一份台账，或者留痕被改过。现在台账里的一切都不在新的里面。")
	}
	if r.Lost > 0 {
		lost := fmt.Sprintf("失去%s以后的留痕%d条", r.From.In(loc).Format("2006年1月2日15:04"), r.Lost)
		var units []string
		for _, u := range r.Reports {
			units = append(units, fmt.Sprintf("%s%d次", u.Unit, u.N))
		}
		if len(units) > 0 {
			lost += "，其中填报：" + firstFew(units)
		}
		lines = append(lines, lost+"。")
	}
	for _, who := range []struct {
		people []reminders.Person
		words  string
	}{{r.Back, "又回来的人（后来移出、离开或改了的），不该在的请马上移出：%s。"}, {r.Gone, "不再有的人（后来加入或改了的），要用的请重新邀请：%s。"}} {
		var names []string
		for _, p := range who.people {
			names = append(names, personWords(p))
		}
		if len(names) > 0 {
			lines = append(lines, fmt.Sprintf(who.words, firstFew(names)))
		}
	}
	if r.Invites > 0 {
		lines = append(lines, fmt.Sprintf("备份里%d个没打开的邀请全部作废。", r.Invites))
	}
	return strings.Join(lines, "\n· ") + "\n"
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
	return verifyTrail(ctx, store, data, "", stdout)
}

// refuseBackup gives the sentence for a backup that was not restored.
func refuseBackup(file string, err error) error {
	switch {
	case errors.Is(err, backup.ErrNewer):
		return fail("备份文件 "+file+" 由更新的版本写成，本程序太旧，没有恢复，数据没有变。请换用新版程序。", nil)
	case errors.Is(err, backup.ErrEncrypted):
		return fail("备份文件 "+file+" 是加密的，没有恢复，数据没有变。请用 --identity 或 DUBAN_BACKUP_IDENTITY 指出私钥文件。", nil)
	case errors.Is(err, backup.ErrIdentity):
		return fail("备份文件 "+file+" 用这把私钥打不开，没有恢复，数据没有变。请换对应的私钥文件。", err)
	case errors.Is(err, backup.ErrForged):
		return fail("备份文件 "+file+" 做成以后被改动过，签名不对，没有恢复，数据没有变。请换一份备份。", nil)
	case errors.Is(err, backup.ErrDamaged):
		return fail("备份文件 "+file+" 已损坏，或者不是督办的备份，没有恢复，数据没有变。请换一份备份。", err)
	case errors.Is(err, backup.ErrNoRoom):
		return fail("磁盘剩余空间不够，没有恢复，数据没有变。请腾出空间再试。", err)
	}
	return fail("没有恢复，数据没有变。请检查备份文件能否读取，数据文件夹能否写入、剩余空间够不够。", err)
}

// halfRestored is what to do where unfinished.
const halfRestored = "上次恢复备份没有做完，数据文件夹里新旧混杂。请再运行一次 duban restore，做完再用。"
