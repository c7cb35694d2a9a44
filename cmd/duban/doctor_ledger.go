package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"duban/knowledge/said"
	"duban/reminders"
	"duban/reminders/sqlite"
)

// people looks whether everybody who has something to do or to decide is told.
func (d *doctor) people(l reminders.Ledger) {
	count := map[reminders.Role]int{}
	var lost []string
	served := map[string]bool{}
	for _, p := range l.People {
		if p.Silent {
			continue
		}
		count[p.Role]++
		if p.Unreachable {
			lost = append(lost, personWords(p))
		}
		if p.Role != reminders.Reader {
			for _, u := range p.Units {
				served[u] = true
			}
		}
	}
	d.ok("人员", "督查员%d人，联络员%d人，领导%d人，读者%d人", count[reminders.Admin], count[reminders.Liaison], count[reminders.Leader], count[reminders.Reader])
	if count[reminders.Admin] == 0 {
		d.warn("督查员", "没有能收到消息的督查员，没有人邀请和审核。请在 DUBAN_ADMINS 里写上 Telegram 用户编号，再运行 duban serve。")
	}
	if len(lost) > 0 {
		d.warn("联系不上", "%s。请用别的办法找到本人，请其给机器人发一条消息。", strings.Join(lost, "、"))
	}
	alone := map[string]int{}
	tasks := 0
	for _, m := range l.Milestones {
		if !m.AwaitsUnit() {
			continue
		}
		without := slices.DeleteFunc(m.Owing(), func(unit string) bool { return served[unit] })
		for _, unit := range without {
			alone[unit]++
		}
		if len(without) > 0 {
			tasks++
		}
	}
	if len(alone) > 0 {
		d.warn("没有联络员", "%d个单位有%d项任务要办，却没有联络员：%s。请用“邀请”加单位名补上。", len(alone), tasks, firstFew(slices.Sorted(maps.Keys(alone))))
	}
}

// personWords names a person with their units.
func personWords(p reminders.Person) string {
	name := string(p.ID)
	if p.Name != "" {
		name = said.Quote(p.Name)
	}
	if len(p.Units) == 0 {
		return name + "（" + p.Role.Label() + "）"
	}
	return name + "（" + strings.Join(p.Units, "、") + "）"
}

// tasks looks for what waits for a supervisor's decision.
func (d *doctor) tasks(l reminders.Ledger) {
	held := 0
	for _, h := range l.Held {
		held += h.N
	}
	if held > 0 {
		d.warn("待核实", "%d项任务导入时已过期，还没有催办。请督查员发“我的任务”，定下补登销号还是转为督办。", held)
	}
}

// failedOften is the number of failed attempts from which on a person should look.
const failedOften = 3

// sending looks for what is due and has failed again and again.
func (d *doctor) sending(ctx context.Context, store *sqlite.Store, l reminders.Ledger) {
	const subject = "发送"
	unsent, err := store.Unsent(ctx, d.now)
	if err != nil {
		d.bad(subject, "待发的提醒读不出来（%v）。请恢复最近的备份。", err)
		return
	}
	names := map[reminders.Recipient]string{}
	for _, p := range l.People {
		names[p.ID] = personWords(p)
	}
	failed, last := 0, reminders.Delivery{}
	var to []string
	for _, u := range unsent {
		if u.Delivery.Attempts < failedOften {
			continue
		}
		failed++
		if name := cmp.Or(names[u.Delivery.Recipient], string(u.Delivery.Recipient)); !slices.Contains(to, name) {
			to = append(to, name)
		}
		if u.Delivery.TriedAt.After(last.TriedAt) {
			last = u.Delivery
		}
	}
	if failed > 0 {
		d.warn(subject, "%d条提醒试了%d次以上没有送到，收件人：%s；最近的原因：%s。请检查网络和 Telegram，程序会继续重试。", failed, failedOften, firstFew(to), last.LastError)
		return
	}
	d.ok(subject, "没有多次送不到的提醒")
}

// updateAge is how long a message of Telegram's may wait: it is answered within seconds
// while the bot runs, and Telegram itself keeps it for a day.
const updateAge = 24 * time.Hour

// aside lists the messages that were set aside since they could not be handled.
func (d *doctor) aside(ctx context.Context, store *sqlite.Store) {
	const subject = "搁置的消息"
	aside, err := store.UpdatesAside(ctx)
	if err != nil {
		d.bad(subject, "读不出来（%v）。请恢复最近的备份。", err)
		return
	}
	var names []string
	for _, a := range aside {
		names = append(names, fmt.Sprintf("%s:%d", a.Source, a.ID))
	}
	if len(names) > 0 {
		d.warn(subject, "%d条试了三次都没有办成：%s。请运行 duban updates，再试或放弃。", len(names), firstFew(names))
	}
}

// inbox looks for messages to this bot that were taken in and not answered.
func (d *doctor) inbox(ctx context.Context, store *sqlite.Store) {
	const subject = "未答的消息"
	id, _, known := strings.Cut(d.config.Token, ":")
	if !known { // without a token nobody writes by Telegram
		return
	}
	pending, err := store.PendingUpdates(ctx, "tg:"+id)
	if err != nil {
		d.bad(subject, "读不出来（%v）。请恢复最近的备份。", err)
		return
	}
	if n := waiting(pending, time.Now().Add(-updateAge)); n > 0 {
		d.warn(subject, "%d条消息等了一天多还没有回。请重新启动 duban serve，并看日志里的原因。", n)
		return
	}
	d.ok(subject, "没有积压")
}

// waiting counts the updates that came before that moment. Presses of buttons have no
// date; their number is lower than that of a message that came after them (Bot API,
// Update.update_id).
func waiting(pending map[int64][]byte, before time.Time) int {
	n := 0
	old := false
	for _, id := range slices.Backward(slices.Sorted(maps.Keys(pending))) {
		var u struct {
			Message struct {
				Date int64 `json:"date"`
			} `json:"message"`
		}
		_ = json.Unmarshal(pending[id], &u) // one that cannot be read has no date
		if date := u.Message.Date; date != 0 {
			old = date < before.Unix()
		}
		if old {
			n++
		}
	}
	return n
}

// fewNames is how many names one line holds.
const fewNames = 10

// firstFew lists names on one line.
func firstFew(names []string) string {
	if len(names) <= fewNames {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:fewNames], "、") + fmt.Sprintf("等%d个", len(names))
}
