package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"duban/reminders/backup"
	"duban/reminders/sqlite"
)

const howBackup = `用法：duban backup 文件，比如 duban backup 督办备份.zip；--recipient age1… 加密给持有对应私钥的人（或 DUBAN_BACKUP_RECIPIENTS）；
duban backup --new-identity 私钥文件 做一对密钥。`

// runBackup writes a backup of the data folder, also while the bot runs.
func runBackup(ctx context.Context, c config, args []string, stdout io.Writer) error {
	flags := newFlags("backup")
	to := flags.String("recipient", c.BackupRecipients, "")
	identity := flags.String("new-identity", "", "")
	args, err := parse(flags, howBackup, args)
	switch {
	case err != nil:
		return err
	case *identity != "" && len(args) == 0:
		return newIdentity(*identity, c.clock.Now(), stdout)
	case len(args) != 1 || *identity != "":
		return usage(howBackup)
	}
	recipients, err := backup.ParseRecipients(*to)
	if err != nil {
		return usage("加密备份的收件人读不懂，--recipient 和 DUBAN_BACKUP_RECIPIENTS 应当是 age1 开头的公钥，用逗号分开。")
	}
	if _, err := os.Lstat(args[0]); err == nil {
		return notMade(args[0], backup.ErrExists)
	}
	store, data, err := openExisting(ctx, c)
	if err == nil {
		defer store.Close()
	}
	var m backup.Made
	if err == nil {
		if m, err = backup.Make(ctx, store, data, args[0], c.clock.Now().In(c.location), recipients...); err != nil {
			err = notMade(args[0], err)
		}
	}
	switch {
	case err != nil && ctx.Err() != nil: // not to be taken for a backup by a script
		return fail("备份中断了，没有留下文件。请重新运行。", nil)
	case err != nil:
		return err
	}
	note := ""
	if m.Faulty > 0 {
		note += fmt.Sprintf("注意：有%d个佐证文件缺失或损坏，运行 duban doctor 看是哪些。", m.Faulty)
	}
	if len(recipients) > 0 {
		note += fmt.Sprintf("已加密给%d个公钥，没有对应的私钥谁也打不开，私钥要另存。", len(recipients))
	}
	_, err = fmt.Fprintf(stdout, "已备份到 %s（%s）：%s。请把末条校验码另记一处，日后可以核对。%s\n", args[0], sizeWords(m.Size), holdsWords(m.Manifest), note)
	return err
}

// newIdentity makes a pair of keys: who has the file reads what is encrypted to the
// recipient.
func newIdentity(path string, now time.Time, stdout io.Writer) error {
	recipient, err := backup.NewIdentity(path, now)
	if errors.Is(err, fs.ErrExist) {
		return fail("已经有 "+path+"，没有覆盖它。请换一个文件名。", nil)
	}
	if err != nil {
		return fail("私钥写不到 "+path+"，请检查文件夹和权限。", err)
	}
	_, err = fmt.Fprintf(stdout, "私钥在 %s，请移到别处保管，不要和备份放在一起，丢了备份就打不开。公钥是：\n%s\n", path, recipient)
	return err
}

// notMade gives the sentence for a backup that was not made.
func notMade(target string, err error) error {
	switch {
	case errors.Is(err, backup.ErrExists):
		return fail("已经有 "+target+"，没有覆盖它。请换一个文件名。", nil)
	case errors.Is(err, backup.ErrTarget):
		return fail("备份写不到 "+target+"，请检查文件夹是否存在、能否写入、剩余空间够不够。", err)
	case errors.Is(err, backup.ErrUnreadable):
		return fail("台账读不全，没有备份。请运行 duban doctor。", err)
	case errors.Is(err, backup.ErrUnwhole):
		return fail("台账文件有误，没有备份，以免顶掉完好的备份。请运行 duban doctor，照它说的办。", err)
	case errors.Is(err, backup.ErrBroken):
		return fail("留痕断了，没有备份，以免顶掉完好的备份。请停止使用，把数据文件夹原样另存一份，再用最近的备份核对。", err)
	case errors.Is(err, backup.ErrReadBack):
		return fail("写好的备份读回来不对，没有留下它。请检查磁盘后重试。", err)
	}
	return fail("备份没有做成，请检查备份处的剩余空间和权限后重试。", err)
}

// openExisting opens the diary of the data folder, where there is one, without the lock.
func openExisting(ctx context.Context, c config) (store *sqlite.Store, data string, err error) {
	if data, err = c.dataFolder(); err != nil {
		return nil, "", err
	}
	if backup.Unfinished(data) {
		return nil, "", fail(halfRestored, nil)
	}
	if _, err := os.Stat(filepath.Join(data, diaryName)); errors.Is(err, os.ErrNotExist) {
		return nil, "", fail("数据文件夹 "+data+" 里还没有台账。请检查 DUBAN_DATA 指的是不是这里；新用先运行 duban chat 或 duban serve。", nil)
	}
	store, err = c.openStore(ctx, data, sqlite.OpenBeside)
	return store, data, err
}

// holdsWords says what a backup holds.
func holdsWords(m backup.Manifest) string {
	holidays := ""
	for _, f := range m.Files {
		if f.Name == holidaysName {
			holidays = "，节假日文件1份"
		}
	}
	return fmt.Sprintf("留痕%d条，末条校验码 %s；佐证%d个，常见问答和别名%d份%s", m.Events, m.LastHash, m.Holds(backup.EvidenceName), m.Holds(backup.LessonsName), holidays)
}

// sizeWords writes a number of bytes as people read it.
func sizeWords(bytes int64) string {
	switch {
	case bytes < 1<<20:
		return fmt.Sprintf("%.1fKB", float64(bytes)/(1<<10))
	case bytes < 1<<30:
		return fmt.Sprintf("%.1fMB", float64(bytes)/(1<<20))
	}
	return fmt.Sprintf("%.1fGB", float64(bytes)/(1<<30))
}
