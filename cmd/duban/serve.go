package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"duban/bot"
	"duban/bot/talk"
	"duban/bot/telegram"
	"duban/bot/watch"
	"duban/reminders"
)

// tick is how often the scheduler looks for what is due, in real time: once a second,
// and where a simulated clock runs fast, often enough not to miss an hour of its day.
func (c config) tick() time.Duration {
	if !c.clock.simulated() || c.Speed <= 0 {
		return time.Second
	}
	return max(10*time.Millisecond, min(time.Second, time.Duration(float64(10*time.Minute)/c.Speed)))
}

const howServe = "用法：duban serve，设置都在环境变量里，见 README。"

// runServe answers on Telegram and sends reminders until ctx ends.
func runServe(ctx context.Context, c config, args []string, stderr io.Writer) (err error) {
	if len(args) > 0 {
		return usage(howServe)
	}
	log := c.newLog(stderr)
	if c.clock.simulated() {
		log.Warn("时间是模拟的，只用于演示和测试", "now", c.clock.Now().Format(time.DateTime), "speed", c.Speed)
	}
	d, err := openDiary(ctx, c, c.clock.Now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	var admins []reminders.Recipient
	for _, id := range c.admins {
		admins = append(admins, reminders.Recipient(fmt.Sprintf("tg:%d", id)))
	}
	if err := d.EnsureAdmins(ctx, admins, c.clock.Now()); err != nil {
		return fail("督查员名单写不进台账，请检查数据文件夹的权限和剩余空间。", err)
	}
	if len(admins) == 0 {
		log.Warn("没有设督查员：请在 DUBAN_ADMINS 里写上 Telegram 用户编号，否则没有人能邀请和审核")
	}
	for _, b := range d.library.Books() {
		if b.Faults != nil {
			log.Warn("常见问答和别名里有几条用不上", "plan", b.Plan().Title, "faults", b.Faults)
		}
	}
	log.Info("台账已打开", "data", d.library.Folder(), "plans", len(d.library.Books()), "added", d.imported.Added, "held", d.imported.Held)

	made := readBuild()
	figures := watch.NewFigures(made.version, made.revision)
	witness := &reminders.Witness{Diary: d, Simulated: c.clock.simulated(), Apart: !onThisMachine(c.API)}
	scheduler := &reminders.Scheduler{Diary: figures.Diary(d), Calendar: d.calendar, Location: c.location, Now: c.clock.Now, Witness: witness, Log: log.With("part", "reminders")}
	var edge *telegram.Edge
	// The edge knows its name before the first update arrives, and only updates ask
	// for links.
	link := func(token string) string {
		name, err := edge.Me(ctx)
		if err != nil {
			return "/start " + token
		}
		return "https://t.me/" + name + "?start=" + token
	}
	conversation := d.conversation(link, scheduler.Wake)
	conversation.Questions = figures.Questions(d)
	edge, err = telegram.New(telegram.Config{
		Token: c.Token, API: c.API, Now: c.clock.Now, Commands: talk.PublicMenu(),
		WebhookURL: c.WebhookURL, WebhookSecret: c.WebhookSecret,
		Answered: witness.Answered, Sent: witness.Sent,
		Rank:      (&ranks{people: d.People, log: log}).of,
		Transport: figures.Transport(telegram.NewTransport()),
		Inline: func(ctx context.Context, person bot.Person, query, _ string, now time.Time) ([]bot.InlineAnswer, error) {
			return conversation.Inline(ctx, person, query, now)
		},
		Migrated: func(ctx context.Context, from, to string) {
			if err := d.MoveChat(ctx, reminders.Recipient(from), reminders.Recipient(to)); err != nil {
				log.Error("群升级后没有跟上，请在新群里重新绑定", "from", from, "to", to, "err", err)
			}
		},
		Membership: func(ctx context.Context, chat, _ string, in bool) {
			if in {
				log.Info("被拉进一个群", "chat", chat)
				return
			}
			err := d.UnbindChat(ctx, reminders.Recipient(chat), reminders.System, c.clock.Now())
			if err != nil && !errors.Is(err, reminders.ErrNotFound) {
				log.Error("离开的群没有解除绑定", "chat", chat, "err", err)
			}
			scheduler.Wake()
		},
	}, figures.Handler(conversation.Handle), figures.Inbox(d), log.With("part", "telegram"))
	if err != nil {
		return usage(err.Error())
	}
	witness.Ask = func(ctx context.Context) {
		if err := edge.Ping(ctx); err != nil {
			log.Warn("问不到 Telegram 现在的时间，稍后再问", "err", err)
		}
	}
	scheduler.Sender = &messenger{edge, conversation, d, c.clock.Now, log.With("part", "reminders")}

	whole := &wholeness{store: d.Store, now: c.clock.Now, wake: scheduler.Wake, log: log}
	health := c.health(d, figures, witness, whole)
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	unserve, err := c.serveHealth(ctx, end, watch.Handler(health, figures, edge.Webhook()), log)
	if err != nil {
		return err
	}
	defer unserve() // what the webhook brings while stopping is stored

	// Nothing can be sent before Telegram has been reached.
	if _, err := edge.Me(ctx); ctx.Err() != nil {
		log.Info("已停止")
		return nil
	} else if err != nil {
		return fail(err.Error(), nil)
	}
	var running sync.WaitGroup
	working, stop := context.WithCancel(ctx)
	running.Go(func() { scheduler.Run(working, c.tick()) })
	if c.Heartbeat != "" {
		running.Go(func() { watch.Heartbeat(working, c.Heartbeat, health, log) })
	}
	running.Go(func() { whole.run(working) })
	running.Go(func() { watchSpace(working, d.library.Folder(), log) })
	running.Go(func() {
		for every := time.NewTicker(24 * time.Hour); ; {
			select {
			case <-working.Done():
				every.Stop()
				return
			case <-every.C:
				if witness.Doubt().Some() {
					continue
				}
				if err := d.pruneQuestions(working, c, c.clock.Now()); err != nil {
					log.Warn("旧的问题记录没有清掉，明天再试", "err", err)
				}
			}
		}
	})
	err = edge.Run(ctx)
	stop()
	running.Wait()
	if err != nil {
		return fail(err.Error(), nil)
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return fail("监听断了，请检查 DUBAN_LISTEN。", cause)
	}
	log.Info("已停止")
	return nil
}
