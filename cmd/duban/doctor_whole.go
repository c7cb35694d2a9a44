package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"duban/reminders/sqlite"
)

// whole looks through the whole ledger, see sqlite.Store.Examine.
func (d *doctor) whole(ctx context.Context, store *sqlite.Store) {
	const subject = "台账"
	found, err := store.Examine(ctx)
	if err != nil { // stopped
		return
	}
	for _, words := range wholeWords(found) {
		d.bad(subject, "%s", words)
	}
	if found.NoMark != nil {
		d.warn(subject, "旁边的记号（%s）读不懂（%v），末尾有没有丢失查不出来。程序下次写台账时会重写它。", diaryName+sqlite.MarkSuffix, found.NoMark)
	}
	if !found.Well() {
		return
	}
	version, err := store.Schema(ctx)
	info, err1 := os.Stat(filepath.Join(d.data, diaryName))
	if err := errors.Join(err, err1); err != nil {
		d.bad(subject, "结构版本读不出来（%v）。请换用新版程序，或恢复最近的备份。", err)
		return
	}
	d.ok(subject, "完好，%s，结构版本%d；索引和每一行都查过，末尾没有丢失", sizeWords(info.Size()), version)
}

// tableWords says what the rows of a table are.
var tableWords = map[string]string{
	"milestones": "任务", "parties": "共同承担的单位", "events": "留痕", "people": "人员", "bindings": "人员的单位", "people_log": "人员变动", "invites": "邀请", "deliveries": "提醒",
	"settings": "规则", "snoozes": "推迟的提醒", "chats": "群", "plans": "计划", "versions": "计划文本", "corrections": "核对的决定", "progress": "提醒排到哪天", "sessions": "对话",
	"updates": "收到的消息", "questions": "问题记录", "sqlite_schema": "表的结构",
}

// wholeWords says what is wrong with the ledger's file, and what to do, a sentence each;
// nothing where it is whole.
func wholeWords(f sqlite.Findings) (all []string) {
	const restore = "请停止使用，把数据文件夹原样另存一份，再恢复到出错之前（持续副本或最近的备份）。"
	if len(f.Structure) > 0 {
		all = append(all, fmt.Sprintf("结构或索引有误（%s）。请停掉程序，运行 duban doctor --repair 重建索引；仍不行的，把数据文件夹原样另存一份，再恢复最近的备份。", firstFew(f.Structure)))
	}
	if f.Unread != nil {
		all = append(all, fmt.Sprintf("读不完（%v）。%s", f.Unread, restore))
	}
	var rows []string
	for _, u := range f.Unfit {
		rows = append(rows, cmp.Or(tableWords[u.Table], u.Table)+" "+u.Key)
	}
	if len(rows) > 0 {
		all = append(all, fmt.Sprintf("有几行不是本程序写下的样子：%s。可能是磁盘出错，也可能被别的程序改过。%s", firstFew(rows), restore))
	}
	for _, l := range f.Lost {
		var words []string
		if l.Writes > 0 {
			words = append(words, fmt.Sprintf("最后%d次写入不见了", l.Writes))
		}
		if l.HasEvents < l.Events {
			words = append(words, fmt.Sprintf("留痕应有%d条，末条校验码 %s，现在只有%d条", l.Events, l.Hash, l.HasEvents))
		}
		if l.Other {
			words = append(words, fmt.Sprintf("第%d条留痕与写下时的校验码 %s 不同，不是原来的台账", l.Events, l.Hash))
		}
		if l.File == "" {
			all = append(all, fmt.Sprintf("末尾有丢失：%s。可能是磁盘出错，也可能换成了较早的台账。%s", strings.Join(words, "，"), restore))
			continue
		}
		all = append(all, fmt.Sprintf("上次启动时末尾有丢失：%s。请从持续副本或备份里找回，或请各单位补报；处理完了，删去 %s，就不再提示。",
			cmp.Or(strings.Join(words, "，"), "详情读不出来"), filepath.Base(l.File)))
	}
	return all
}

// repair makes the ledger's indexes anew.
func (d *doctor) repair(ctx context.Context) {
	const subject = "重建索引"
	release, err := sqlite.Lock(ctx, d.data)
	switch {
	case errors.Is(err, sqlite.ErrLocked):
		d.bad(subject, "没有做，督办正在运行。请先停掉它再试。")
		return
	case err != nil:
		d.bad(subject, "没有做，数据文件夹锁不住（%v）。请检查权限。", err)
		return
	}
	left, err := sqlite.Reindex(ctx, filepath.Join(d.data, diaryName))
	if err = errors.Join(err, release()); err != nil {
		d.bad(subject, "没有做成（%v）。请把数据文件夹原样另存一份，再恢复最近的备份。", err)
		return
	}
	if len(left) > 0 {
		d.bad(subject, "做了，仍有%d处不对。请把数据文件夹原样另存一份，再恢复最近的备份。", len(left))
		return
	}
	d.ok(subject, "做好了")
}
