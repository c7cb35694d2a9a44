package talk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/reminders"
)

var featurePeople = Feature{
	Name:     "people",
	Calls:    []string{"people mine? who? what? many? <unit>", "who already? invite"},
	Examples: []string{"人员", "联络员名单", "有哪些人"},
	Menu:     both{"人员：谁负责什么", "People: who answers for what"}, Roles: supervisors,
	Topic: topicPeople, Help: []both{{"“邀请＋单位”生成一次有效的邀请链接；“邀请领导”“邀请读者”“邀请督查员”不限单位。",
		"/invite with a unit's name makes an invitation link that works once; “/invite leader”, “/invite reader” and “/invite supervisor” are for no one unit."},
		{"“人员”看谁负责什么、最近何时来过、谁联系不上，可以移出、撤销邀请。",
			"/people shows who answers for what, when they were last here and who cannot be reached; people can be removed there, and invitations revoked."}},
	Keys:    []key{{topicPeople, both{"人员", "People"}, ""}},
	Run:     func(ctx context.Context, t *turn, _ string) (bot.Reply, error) { return people(ctx, t, 0, "") },
	Presses: map[string]press{"people": pressPeople, "remove": pressRemove},
}

// peopleShown is how many people one page lists.
const peopleShown = 8

// people lists who is let in, for supervisors: what they are bound to, when they were
// last seen, who cannot be reached, and which invitations are open.
func people(ctx context.Context, t *turn, page int, edit string) (bot.Reply, error) {
	all, err := t.Diary.People(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	slices.SortStableFunc(all, func(x, y reminders.Person) int {
		return cmp.Or(cmp.Compare(roleRank(y.Role), roleRank(x.Role)), cmp.Compare(strings.Join(x.Units, "、"), strings.Join(y.Units, "、")), cmp.Compare(x.ID, y.ID))
	})
	at := pageOf(len(all), peopleShown, page)
	text := bot.Text{{S: t.counted(len(all), t.f("人员：", "People:"), t.f("共{n}人：", "{n} {person|people}:", len(all))), Style: bot.Bold}}
	m := bot.Message{Edit: edit}
	var keys []bot.Button
	for i, p := range all[at.from:at.to] {
		n := at.from + i + 1
		text = append(text, bot.Span{S: fmt.Sprintf("\n%d. %s", n, t.personLine(p))})
		if p.ID != t.who.ID && !p.Configured {
			keys = append(keys, button(t.f("移出{n}", "Remove {n}", n), "remove:"+fingerprint(string(p.ID))))
		}
	}
	text = append(text, t.pageLine(at)...)
	m.Buttons = inRows(keys, 4)
	m.Buttons = append(m.Buttons, oneRow(t.turns(at, "people"))...)
	open, err := t.Diary.OpenInvites(ctx, t.Now)
	if err != nil {
		return bot.Reply{}, err
	}
	m.Text = text
	if len(open) > 0 {
		t.inviteLines(&m, open, pageOf(len(open), peopleShown, 0), "")
	}
	if len(open) > peopleShown {
		m.Buttons = append(m.Buttons, []bot.Button{button(t.f("看其余{n}个邀请", "{n} more {invitation|invitations}", len(open)-peopleShown), "invites:1")})
	}
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

func pressPeople(ctx context.Context, t *turn, page string) (bot.Reply, error) {
	n, _ := strconv.Atoi(page)
	return people(ctx, t, n, t.MessageID)
}

func roleRank(r reminders.Role) int {
	return slices.Index([]reminders.Role{reminders.Reader, reminders.Liaison, reminders.Leader, reminders.Admin}, r)
}

// personLine says who somebody is, and whether they can be reached.
func (v voice) personLine(p reminders.Person) string {
	parts := []string{cmp.Or(quote(p.Name, 40), v.f("（没有名字）", "(no name)")), v.label(p.Role.Label())}
	if len(p.Units) > 0 {
		parts = append(parts, v.join(p.Units, "、", ", "))
	}
	switch {
	case p.Silent:
		parts = append(parts, v.f("在本机终端", "at the terminal here"))
	case p.Unreachable:
		parts = append(parts, v.f("⚠联系不上", "⚠ cannot be reached"))
	case p.SeenAt.IsZero():
		parts = append(parts, v.f("还没有说过话", "has not spoken yet"))
	default:
		parts = append(parts, v.f("最近{time}", "last here {time}", v.at(p.SeenAt.In(v.Location), "1月2日15:04", "2 January, 15:04")))
	}
	return v.join(parts, "，", ", ")
}

func (g tongue) inviteFor(inv reminders.Invite) string {
	if inv.Unit == "" {
		return g.label(inv.Role.Label())
	}
	return g.f("{unit}联络员", "liaison of {unit}", inv.Unit)
}

// pressRemove takes a person out, when the supervisor has said so twice.
func pressRemove(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	print, sure, _ := strings.Cut(which, ":")
	all, err := t.Diary.People(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	i := slices.IndexFunc(all, func(p reminders.Person) bool { return fingerprint(string(p.ID)) == print })
	if i < 0 {
		return toast(t.word(wordStaleList)), nil
	}
	p := all[i]
	if sure != "yes" {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("确定移出吗？{person}。移出以后对方不能再用，也收不到提醒；办过的事都留在记录里。",
			"Remove this person? {person}. They can then use this no more and get no reminders; what they did stays in the audit trail.", t.personLine(p))),
			Buttons: [][]bot.Button{{button(t.f("确认移出", "Remove"), "remove:"+print+":yes"), button(t.f("不移出", "Keep"), "people:0")}}}}}, nil
	}
	err = t.Diary.Remove(ctx, p.ID, t.who.ID, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return bot.Reply{Toast: t.f("已移出。", "Removed."), Messages: []bot.Message{{Text: plain(t.f("已移出：{person}。办过的事都留在记录里。",
		"Removed: {person}. What they did stays in the audit trail.", t.personLine(p))), Edit: t.MessageID}}}, nil
}

// inviteLines lists a page of invitations, with buttons that carry from.
func (t *turn) inviteLines(m *bot.Message, open []reminders.Invite, p pager, from string) {
	head := t.f("还有{n}个没用的邀请：", "{n} {invitation is|invitations are} open:", len(open))
	if len(m.Text) > 0 {
		head = "\n" + head
	}
	m.Text = append(m.Text, bot.Span{S: head})
	for i, v := range open[p.from:p.to] {
		line, row := t.f("{whom}，{time}前有效", "{whom}, valid until {time}", t.inviteFor(v), t.at(v.ExpiresAt.In(t.Location), "1月2日15:04", "2 January, 15:04")), []bot.Button(nil)
		if v.Waits() {
			line += t.f("；{called}已打开，等发邀请的人确认", "; opened by {called}, waits for who made it", t.called(v.Guest))
		}
		if v.Waits() && v.By == t.who.ID {
			row = append(row, button(t.f("让第{n}个加入", "Let in {n}", p.from+i+1), "admit:"+v.Hash[:16]))
		}
		m.Text = append(m.Text, bot.Span{S: "\n· " + line})
		m.Buttons = append(m.Buttons, append(row, button(t.f("撤销第{n}个邀请（{whom}）", "Revoke invitation {n} ({whom})", p.from+i+1, t.inviteFor(v)), "revoke:"+v.Hash[:16]+from)))
	}
}

// called says how somebody calls themselves, in quotation marks that they cannot close, and
// by what they can be told from another who does the same.
func (g tongue) called(who reminders.Guest) string {
	by := string(who.ID)
	if user := theirs(who.User, 40); user != "" {
		by = g.join([]string{"@" + user, by}, "，", ", ")
	}
	name := theirs(who.Name, 40)
	if name == "" {
		return g.f("没有名字的人（{by}）", "somebody without a name ({by})", by)
	}
	return g.f("“{name}”（{by}）", "“{name}” ({by})", name, by)
}
