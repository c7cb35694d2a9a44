package talk

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"duban/bot"
	"duban/reminders"
)

var featureInvite = Feature{
	Name:     "invite",
	Calls:    []string{"invite * <words>", "add people <unit>"},
	Examples: []string{"邀请柯桥区", "邀请领导", "邀请"},
	Menu:     both{"邀请联络员", "Invite a liaison"}, Roles: supervisors,
	Keys: []key{{topicPeople, both{"邀请", "Invite"}, ""}},
	Run:  invite, Presses: map[string]press{"invite": pressInvite},
}

// inviteLife is how long an invitation can be opened.
const inviteLife = 7 * 24 * time.Hour

// roleWords are the roles that a supervisor can invite to without a unit.
var roleWords = map[string]reminders.Role{
	"领导": reminders.Leader, "读者": reminders.Reader, "督查员": reminders.Admin,
	"leader": reminders.Leader, "reader": reminders.Reader, "supervisor": reminders.Admin,
}

// invite makes a one-use link that binds whoever opens it to a unit.
func invite(ctx context.Context, t *turn, args string) (bot.Reply, error) {
	if role, ok := roleWords[strings.ToLower(args)]; ok {
		return sendInvite(ctx, t, reminders.Invite{Role: role})
	}
	if named := unitsNamed(t, args).Units; len(named) == 1 {
		return sendInvite(ctx, t, reminders.Invite{Unit: named[0], Role: reminders.Liaison})
	}
	var buttons []bot.Button
	for i, u := range t.Library.Books().Units() {
		buttons = append(buttons, button(u, "invite:"+strconv.Itoa(i)+":"+fingerprint(u)))
	}
	head := t.f("请选择要邀请的单位；也可以发“邀请领导”“邀请读者”“邀请督查员”。",
		"Please choose the unit; or send “/invite leader”, “/invite reader” or “/invite supervisor”.")
	if args != "" {
		head = t.wordUnknownUnit(args, t.Library.Books().Units())
	}
	return bot.Reply{Messages: []bot.Message{{Text: plain(head), Buttons: inRows(buttons, 3)}}}, nil
}

func pressInvite(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	units := t.Library.Books().Units()
	number, sum, _ := strings.Cut(which, ":")
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(units) || fingerprint(units[i]) != sum {
		return toast(t.word(wordStale)), nil
	}
	return sendInvite(ctx, t, reminders.Invite{Unit: units[i], Role: reminders.Liaison})
}

func sendInvite(ctx context.Context, t *turn, inv reminders.Invite) (bot.Reply, error) {
	if !t.Private {
		return t.say("邀请链接只能在与我的单独对话里生成，免得被别人点开。",
			"Invitation links are made only in a private chat with me, so that nobody else opens them."), nil
	}
	token, err := t.Diary.CreateInvite(ctx, inv.Unit, inv.Role, t.who.ID, t.Now, inviteLife)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	return say(t.wordInvite(inv, t.Link(token))), nil
}

// redeem lets somebody in who opened an invitation.
func (b *Bot) redeem(ctx context.Context, r bot.Request) (bot.Reply, error) {
	inv, err := b.Diary.RedeemInvite(ctx, strings.TrimSpace(r.Start), reminders.Guest{ID: reminders.Recipient(r.Person.ID), Name: r.Person.Name, User: r.Person.User}, r.Now)
	switch {
	case errors.Is(err, reminders.ErrInviteWaits):
		b.Changed() // who has made it is told
		return chinese.say("邀请您的人要先确认是您本人，已经告诉对方了。确认以后我会通知您。",
			"Who invited you has to confirm first that it is you, and has been told. I will let you know."), nil
	case errors.Is(err, reminders.ErrInviteNeedless):
		return b.needless(ctx, r, inv)
	case errors.Is(err, reminders.ErrInviteUnknown):
		return chinese.say("这个邀请链接无效，请向督查员要一个新的。",
			"This invitation link is not valid. Please ask a supervisor for a new one."), nil
	case errors.Is(err, reminders.ErrInviteUsed):
		return chinese.say("这个邀请链接已经用过了，请向督查员要一个新的。",
			"This invitation link was used already. Please ask a supervisor for a new one."), nil
	case errors.Is(err, reminders.ErrInviteRevoked):
		return chinese.say("这个邀请链接已经撤销了，请向督查员要一个新的。",
			"This invitation link was revoked. Please ask a supervisor for a new one."), nil
	case errors.Is(err, reminders.ErrInviteExpired):
		return chinese.say("这个邀请链接已经过期，请向督查员要一个新的。",
			"This invitation link has expired. Please ask a supervisor for a new one."), nil
	case err != nil:
		return bot.Reply{}, err
	}
	who, err := b.Diary.Person(ctx, reminders.Recipient(r.Person.ID))
	if err == nil {
		err = b.Diary.MarkSeen(ctx, who.ID, r.Person.Name, r.Now)
	}
	b.Changed() // what has waited for them goes out
	if err != nil {
		return bot.Reply{}, err
	}
	open := 0
	if inv.Unit != "" {
		s, err := b.Diary.Summary(ctx, reminders.Filter{Units: []string{inv.Unit}}, b.today(r.Now))
		if err != nil {
			return bot.Reply{}, err
		}
		open = s.Total - s.Statuses[reminders.Closed]
	}
	t := turn{Request: r, voice: voice{b, tongueFor(r, who)}, who: who, book: b.Library.Books().Of("")}
	welcome := welcome(&t) // in one message: a chat takes one a second
	welcome.Text = append(plain(t.wordJoined(inv, open)+"\n"), welcome.Text...)
	reply := bot.Reply{Messages: []bot.Message{welcome}}
	return reply, offerMenu(ctx, &t, &reply)
}

func (g tongue) wordInvite(inv reminders.Invite, link string) string {
	return g.f("这是给{whom}的邀请链接，7天内有效，只能用一次，请单独发给本人：",
		"This is the invitation link for: {whom}. It is valid for 7 days and works once; please send it to that person alone:", g.inviteFor(inv)) + "\n" + link
}

func (g tongue) wordJoined(inv reminders.Invite, open int) string {
	switch {
	case inv.Role == reminders.Leader:
		return g.f("欢迎，您可以看全部进度。", "Welcome. You can see all progress.")
	case inv.Role == reminders.Admin:
		return g.f("欢迎，您可以督办全部任务。", "Welcome. You can supervise all tasks.")
	case inv.Unit == "":
		return g.f("欢迎，您可以查阅计划。", "Welcome. You can look things up in the plan.")
	case open == 0:
		return g.f("欢迎，您已成为{unit}的联络员，现在没有待办的任务。",
			"Welcome. You are now liaison of {unit}, which has no open tasks.", inv.Unit)
	}
	return g.f("欢迎，您已成为{unit}的联络员，名下有{open}项任务，发“我的任务”查看。",
		"Welcome. You are now liaison of {unit}, which has {open} {task|tasks}. Send /mine to see {it|them}.", inv.Unit, open)
}

// needless tells somebody that an invitation would give them nothing, and was not used.
func (b *Bot) needless(ctx context.Context, r bot.Request, inv reminders.Invite) (bot.Reply, error) {
	who, err := b.Diary.Person(ctx, reminders.Recipient(r.Person.ID))
	if err != nil {
		return bot.Reply{}, err
	}
	g := tongueFor(r, who)
	if inv.By == who.ID {
		return g.say("这是您自己发出的{whom}邀请链接，没有用掉，请转发给本人。",
			"This is your own invitation for {whom}. It was not used: please pass it on.", g.inviteFor(inv)), nil
	}
	return g.say("您已经是{role}，用不着这个{whom}邀请链接，它没有用掉，请转给要请的人。",
		"You are {role} already and do not need this invitation for {whom}. It was not used: please pass it on.", g.label(who.Role.Label()), g.inviteFor(inv)), nil
}
