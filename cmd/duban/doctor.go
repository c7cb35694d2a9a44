package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"duban/bot/office"
	"duban/reminders"
	"duban/reminders/backup"
	"duban/reminders/evidence"
	"duban/reminders/sqlite"
)

// doctor looks whether all is well and prints a line about each thing: ✓ it is, ! a
// person should look at it, ✗ something does not work. It needs no lock and changes
// nothing that people made.
type doctor struct {
	config config
	data   string
	now    time.Time
	out    io.Writer
	mend   bool // indexes are made anew
	faults int  // lines with ✗
}

func (d *doctor) ok(subject, format string, args ...any)   { d.line("✓", subject, format, args) }
func (d *doctor) warn(subject, format string, args ...any) { d.line("!", subject, format, args) }
func (d *doctor) bad(subject, format string, args ...any) {
	d.faults++
	d.line("✗", subject, format, args)
}

// line prints one line, whatever people's names and errors hold.
func (d *doctor) line(mark, subject, format string, args []any) {
	words := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ReplaceAll(strings.TrimSpace(fmt.Sprintf(format, args...)), "\n", "；"))
	fmt.Fprintf(d.out, "%s %s：%s\n", mark, subject, words)
}

const howDoctor = "用法：duban doctor，检查要用的设置在环境变量里，见 README；--repair 先重建台账的索引（先停掉程序）；\n--clean [--yes] 删去留痕里没有提到的佐证和中断时留下的临时文件（先停掉程序）。"

// runDoctor prints what is well and what is not, and what to do about it. It fails when
// something does not work.
func runDoctor(ctx context.Context, c config, args []string, stdin io.Reader, stdout io.Writer) error {
	flags := newFlags("doctor")
	repair, clean, yes := flags.Bool("repair", false, ""), flags.Bool("clean", false, ""), flags.Bool("yes", false, "")
	rest, err := parse(flags, howDoctor, args)
	switch {
	case err != nil:
		return err
	case len(rest) > 0 || *yes && !*clean || *clean && *repair:
		return usage(howDoctor)
	case *clean:
		return runClean(ctx, c, *yes, stdin, stdout)
	}
	d := &doctor{config: c, now: c.clock.Now(), out: stdout, mend: *repair}
	d.examine(ctx)
	if ctx.Err() != nil {
		return fail("检查中断了，没有做完。", nil)
	}
	if d.faults > 0 {
		return fail(fmt.Sprintf("有%d处不正常，请按打✗的各行处理，再运行一次 duban doctor。", d.faults), nil)
	}
	return nil
}

// examine looks at everything, the ground first.
func (d *doctor) examine(ctx context.Context) {
	var err error
	if d.data, err = d.config.dataFolder(); err != nil {
		d.bad("数据文件夹", "%v", err)
		return
	}
	d.room()
	d.private()
	d.running(ctx)
	if backup.Unfinished(d.data) {
		d.bad("恢复", "%s", halfRestored)
	}
	d.holidays()
	if d.mend {
		d.repair(ctx)
	}
	store := d.open(ctx)
	if store == nil {
		d.clock(time.Time{}, reminders.Ledger{}, reminders.Doubt{})
		return
	}
	defer store.Close()
	d.whole(ctx, store)
	t := d.trail(ctx, store)
	d.evidence(ctx, t)
	d.plans(ctx, store)
	ledger, err := store.Ledger(ctx)
	if err != nil {
		d.bad("台账", "任务和人员读不出来（%v）。请停止使用，把数据文件夹原样另存一份，再恢复最近的备份。", err)
	}
	mark, _ := store.ClockMark(ctx) // what cannot be read is told of above
	d.clock(t.Newest, ledger, mark.Doubt)
	if err == nil {
		d.people(ledger)
		d.tasks(ledger)
		d.sending(ctx, store, ledger)
		d.inbox(ctx, store)
		d.aside(ctx, store)
	}
}

// The free space under which a person should look, and under which the diary may not
// be written any more.
const (
	littleSpace = 1 << 30
	noSpace     = 50 << 20
)

func (d *doctor) room() {
	const subject = "数据文件夹"
	free, known := backup.FreeSpace(d.data)
	switch {
	case !known:
		d.ok(subject, "%s，能写", d.data)
	case free < noSpace:
		d.bad(subject, "%s，只剩%s，快写不下了。请马上腾出空间。", d.data, sizeWords(free))
	case free < littleSpace:
		d.warn(subject, "%s，能写，只剩%s。请腾出空间。", d.data, sizeWords(free))
	default:
		d.ok(subject, "%s，能写，剩余%s", d.data, sizeWords(free))
	}
}

// private looks whether anything in the data folder is open to others, or leads elsewhere.
func (d *doctor) private() {
	const subject = "数据文件夹的权限"
	if err := noLinks(d.data, true); err != nil {
		d.bad(subject, "%v", err)
		return
	}
	open, err := loose(d.data)
	switch {
	case err != nil:
		d.bad(subject, "查不了（%v）。请检查权限。", err)
	case len(open) > 0:
		d.warn(subject, "有%d个别的用户也能看：%s。启动一次 duban serve 就会改好；属于别的用户的，请改成运行本程序的用户。", len(open), firstFew(slices.Sorted(maps.Keys(open))))
	default:
		d.ok(subject, "只有本用户能看")
	}
}

// running tells whether somebody holds the lock. It is taken for a moment, less than
// another who wants it waits.
func (d *doctor) running(ctx context.Context) {
	const subject = "程序"
	release, err := sqlite.Lock(ctx, d.data)
	switch {
	case errors.Is(err, sqlite.ErrLocked):
		d.ok(subject, "正在运行")
	case err != nil:
		d.bad(subject, "数据文件夹锁不住（%v）。请检查权限。", err)
	default:
		if err := release(); err != nil {
			d.bad(subject, "数据文件夹的锁放不开（%v）。请检查权限。", err)
			return
		}
		d.warn(subject, "没有在运行，提醒不会发出。请运行 duban serve。")
	}
}

// holidays looks at this year's, and from December on next year's: the State Council
// announces them in autumn.
func (d *doctor) holidays() {
	const subject = "节假日"
	c, err := d.config.openCalendar(d.data)
	if err != nil {
		d.bad(subject, "%v", err)
		return
	}
	today := reminders.DayOf(d.now, d.config.location)
	var unknown []string
	for year := today.Year(); year <= today.AddDays(31).Year(); year++ {
		if !c.Known(year) {
			unknown = append(unknown, fmt.Sprintf("%d年", year))
		}
	}
	first, last := c.Years()
	if len(unknown) > 0 {
		d.warn(subject, "没有%s的安排，只按周末算。请把国务院办公厅的放假通知写进 %s，每天一行，如“2027-01-01,休,元旦”。",
			strings.Join(unknown, "、"), filepath.Join(d.data, holidaysName))
		return
	}
	d.ok(subject, "有%d年至%d年的安排", first, last)
}

// open opens the diary, or gives nil where that cannot be done.
func (d *doctor) open(ctx context.Context) *sqlite.Store {
	const subject = "台账"
	path := filepath.Join(d.data, diaryName)
	_, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		d.warn(subject, "还没有。运行 duban serve 或 duban chat 就会建立；如果本来有，请检查 DUBAN_DATA。")
		return nil
	}
	if err != nil {
		d.bad(subject, "%s 打不开（%v）。请检查权限。", path, err)
		return nil
	}
	store, err := d.config.openStore(ctx, d.data, sqlite.OpenBeside)
	if err != nil {
		d.bad(subject, "%v 留痕、佐证、计划、人员和发送因此没有检查。", err)
		return nil
	}
	return store
}

// faultsShown is how many of the trail's faults the doctor tells; audit verify tells more.
const faultsShown = 5

func (d *doctor) trail(ctx context.Context, store *sqlite.Store) reminders.Trail {
	const subject = "留痕"
	a, err := store.Audit(ctx)
	t := a.Trail
	switch {
	case err != nil:
		d.bad(subject, "读到第%d条就读不下去了（%v）。请停止使用，把数据文件夹原样另存一份，再恢复最近的备份。", t.End.ID, err)
	case len(a.Faults) > 0:
		d.bad(subject, "%s共%d处不对。请停止使用，把数据文件夹原样另存一份，运行 duban audit verify 逐处核对。", strings.Join(a.Faults[:min(len(a.Faults), faultsShown)], ""), len(a.Faults)+a.More)
	default:
		d.ok(subject, "完整，共%d条，末条校验码 %s", t.End.ID, t.End.Hash)
		d.ok("台账与留痕", "%s", linksWords(a))
	}
	if stray, err := strayLessons(ctx, store, d.data); err == nil && len(stray) > 0 && a.End.ID > 0 {
		d.warn("常见问答和别名", "%s。", strayWords(stray))
	}
	return t
}

// evidence reads every file that a report came with.
func (d *doctor) evidence(ctx context.Context, t reminders.Trail) {
	const subject = "佐证"
	files, err := evidence.Open(filepath.Join(d.data, evidenceName))
	if err != nil {
		d.bad(subject, "文件夹打不开（%v）。请检查权限。", err)
		return
	}
	missing, damaged, err := files.Check(ctx, t.Hashes())
	if err != nil { // stopped
		return
	}
	switch {
	case len(t.Evidence) == 0:
		d.ok(subject, "还没有")
		return
	case len(missing)+len(damaged) == 0:
		d.ok(subject, "%d个，都在，都完好", len(t.Evidence))
		return
	}
	var lost []string
	for _, h := range append(missing, damaged...) {
		place, _ := evidence.Place(h)
		lost = append(lost, t.Evidence[h]+"（"+place+"）")
	}
	d.bad(subject, "%d个里缺%d个，损坏%d个：%s。请从备份里找回，或请填报的单位重发。", len(t.Evidence), len(missing), len(damaged), firstFew(lost))
}

// plans looks whether the text of each plan is as it was imported, and can be used with
// its lessons.
func (d *doctor) plans(ctx context.Context, store *sqlite.Store) {
	const subject = "计划"
	plans, err := store.Plans(ctx)
	if err != nil {
		d.bad(subject, "读不出来（%v）。请恢复最近的备份。", err)
		return
	}
	l := office.Unopened(d.data, d.config.location, store)
	for _, v := range plans {
		b, err := l.OpenVersion(ctx, v)
		if err != nil {
			d.bad(subject, "《%s》用不了：%v", v.Title, err)
			continue
		}
		if b.Plan().Hash != v.Hash {
			d.bad(subject, "《%s》的原文与导入时不同，被改动过。请把导入时的文件再导入一次，或恢复最近的备份。", v.Title)
		} else {
			d.ok(subject, "《%s》第%d版，原文与导入时相同", v.Title, v.Number)
		}
		if b.Faults != nil {
			d.warn("常见问答和别名", "《%s》有几条用不上：%v", v.Title, b.Faults)
		}
	}
}

// clockSlack is how far the clock may be behind what has been written: clocks are put
// right now and then.
const clockSlack = 5 * time.Minute

// clock looks whether the clock is in doubt, or was set back: reminders wait until it has
// come again to where it was.
func (d *doctor) clock(newest time.Time, l reminders.Ledger, doubt reminders.Doubt) {
	const subject = "时钟"
	loc := d.config.location
	moment := d.now.In(loc).Format("2006年1月2日15:04")
	today := reminders.DayOf(d.now, loc)
	switch {
	case doubt.Some():
		d.bad(subject, "%s。", doubtWords(doubt, loc))
	case d.config.clock.simulated():
		d.warn(subject, "时间是设定的，现在按%s算，只用于演示。正式使用请去掉 DUBAN_NOW。", moment)
	case newest.After(d.now.Add(clockSlack)):
		d.bad(subject, "现在是%s，台账里却有%s的记录，机器的时间可能被拨回过。请校准时间，否则提醒会晚发。", moment, newest.In(loc).Format("2006年1月2日15:04"))
	case l.Started && l.Through > today:
		d.bad(subject, "现在是%s，提醒却已经排到%s，机器的时间可能被拨回过。请校准时间，否则提醒会晚发。", moment, l.Through.Words())
	default:
		d.ok(subject, "现在是%s，时区%s", moment, d.config.Timezone)
	}
}
