package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/reminders"
)

// peopleShown is how many people one page lists.
const peopleShown = 8

// people lists who is let in, for supervisors: what they are bound to, when they were
// last seen, who cannot be reached, and which invitations are open.
func (b *Bot) people(ctx context.Context, t *turn, page int, edit string) (Reply, error) {
	if t.who.Role != reminders.Admin {
		return say(wordNotAllowed), nil
	}
	all, err := b.People.People(ctx)
	if err != nil {
		return Reply{}, err
	}
	slices.SortStableFunc(all, func(x, y reminders.Person) int {
		return cmp.Or(cmp.Compare(roleRank(y.Role), roleRank(x.Role)), cmp.Compare(strings.Join(x.Units, "、"), strings.Join(y.Units, "、")), cmp.Compare(x.ID, y.ID))
	})
	pages := max(1, (len(all)+peopleShown-1)/peopleShown)
	page = max(0, min(page, pages-1))
	text := Text{{S: fmt.Sprintf("共%d人：", len(all)), Style: Bold}}
	m := Message{Edit: edit}
	var keys []Button
	for i, p := range all[page*peopleShown : min(len(all), (page+1)*peopleShown)] {
		n := page*peopleShown + i + 1
		text = append(text, Span{S: fmt.Sprintf("\n%d. %s", n, b.personLine(p))})
		if p.ID != t.who.ID && !p.Configured {
			keys = append(keys, Button{fmt.Sprintf("移出%d", n), "remove:" + fingerprint(string(p.ID))})
		}
	}
	if pages > 1 {
		text = append(text, Span{S: fmt.Sprintf("\n第%d页，共%d页。", page+1, pages)})
	}
	m.Buttons = inRows(keys, 4)
	var turn []Button
	if page > 0 {
		turn = append(turn, Button{"上一页", fmt.Sprintf("people:%d", page-1)})
	}
	if page < pages-1 {
		turn = append(turn, Button{"下一页", fmt.Sprintf("people:%d", page+1)})
	}
	m.Buttons = append(m.Buttons, oneRow(turn)...)
	open, err := b.People.OpenInvites(ctx, t.Now)
	if err != nil {
		return Reply{}, err
	}
	if len(open) > 0 {
		text = append(text, Span{S: fmt.Sprintf("\n还有%d个没打开的邀请：", len(open))})
	}
	for i, v := range open[:min(len(open), peopleShown)] {
		text = append(text, Span{S: fmt.Sprintf("\n· %s，%s前有效", inviteFor(v), v.ExpiresAt.In(b.Location).Format("1月2日15:04"))})
		m.Buttons = append(m.Buttons, []Button{{fmt.Sprintf("撤销第%d个邀请（%s）", i+1, inviteFor(v)), "revoke:" + v.Hash[:16]}})
	}
	m.Text = text
	return Reply{Messages: []Message{m}}, nil
}

func roleRank(r reminders.Role) int {
	return slices.Index([]reminders.Role{reminders.Reader, reminders.Liaison, reminders.Leader, reminders.Admin}, r)
}

// personLine says who somebody is, and whether they can be reached.
func (b *Bot) personLine(p reminders.Person) string {
	s := cmp.Or(shown(p.Name), "（没有名字）") + "，" + p.Role.Label()
	if len(p.Units) > 0 {
		s += "，" + strings.Join(p.Units, "、")
	}
	switch {
	case p.Silent:
		s += "，在本机终端"
	case p.Unreachable:
		s += "，⚠联系不上"
	case p.SeenAt.IsZero():
		s += "，还没有说过话"
	default:
		s += "，最近" + p.SeenAt.In(b.Location).Format("1月2日15:04")
	}
	return s
}

func inviteFor(v reminders.Invite) string {
	if v.Unit == "" {
		return v.Role.Label()
	}
	return v.Unit + v.Role.Label()
}

// pressRemove takes a person out, when the supervisor has said so twice.
func (b *Bot) pressRemove(ctx context.Context, t *turn, which string) (Reply, error) {
	if t.who.Role != reminders.Admin {
		return Reply{Toast: wordNotAllowed}, nil
	}
	print, sure, _ := strings.Cut(which, ":")
	all, err := b.People.People(ctx)
	if err != nil {
		return Reply{}, err
	}
	i := slices.IndexFunc(all, func(p reminders.Person) bool { return fingerprint(string(p.ID)) == print })
	if i < 0 {
		return Reply{Toast: wordStaleList}, nil
	}
	p := all[i]
	if sure != "yes" {
		return Reply{Messages: []Message{{Text: plain(fmt.Sprintf(wordRemove, b.personLine(p))),
			Buttons: [][]Button{{{"确认移出", "remove:" + print + ":yes"}, {"不移出", "people:0"}}}}}}, nil
	}
	err = b.People.Remove(ctx, p.ID, t.who.ID, t.Now)
	if sentence, refused := refusal(err); refused {
		return Reply{Toast: sentence}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	b.Changed()
	return Reply{Toast: "已移出。", Messages: []Message{{Text: plain("已移出：" + b.personLine(p) + "。" + wordRemovedKept), Edit: t.MessageID}}}, nil
}

// pressRevoke ends an invitation that nobody has opened.
func (b *Bot) pressRevoke(ctx context.Context, t *turn, which string) (Reply, error) {
	open, err := b.People.OpenInvites(ctx, t.Now)
	if err != nil {
		return Reply{}, err
	}
	i := slices.IndexFunc(open, func(v reminders.Invite) bool { return which != "" && strings.HasPrefix(v.Hash, which) })
	switch {
	case t.who.Role != reminders.Admin:
		return Reply{Toast: wordNotAllowed}, nil
	case i < 0:
		return Reply{Toast: "这个邀请已经打开、撤销或过期了。"}, nil
	}
	err = b.People.RevokeInvite(ctx, open[i].Hash, t.who.ID, t.Now)
	if sentence, refused := refusal(err); refused {
		return Reply{Toast: sentence}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	reply, err := b.people(ctx, t, 0, t.MessageID)
	reply.Toast = "已撤销，那个链接不能再用。"
	return reply, err
}

// leave lets a person give back a unit, or leave altogether.
func (b *Bot) leave(_ context.Context, t *turn) (Reply, error) {
	m := Message{Text: plain(wordLeave)}
	if len(t.who.Units) > 1 {
		for i, u := range t.who.Units {
			m.Buttons = append(m.Buttons, []Button{{"不再负责" + u, fmt.Sprintf("leave:%d:%s", i, fingerprint(u))}})
		}
	}
	m.Buttons = append(m.Buttons, []Button{{"确认离开", "leave:all"}, {"不离开", "show:menu"}})
	return Reply{Messages: []Message{m}}, nil
}

func (b *Bot) pressLeave(ctx context.Context, t *turn, which string) (Reply, error) {
	var err error
	said := wordLeft
	if number, print, one := strings.Cut(which, ":"); one {
		i, _ := strconv.Atoi(number)
		if i < 0 || i >= len(t.who.Units) || fingerprint(t.who.Units[i]) != print {
			return Reply{Toast: wordStaleList}, nil
		}
		said = "您不再负责" + t.who.Units[i] + "。"
		err = b.People.Unbind(ctx, t.who.ID, t.who.Units[i], t.who.ID, t.Now)
	} else if which == "all" {
		err = b.People.Remove(ctx, t.who.ID, t.who.ID, t.Now)
	} else {
		return Reply{Toast: wordStale}, nil
	}
	if sentence, refused := refusal(err); refused {
		return Reply{Toast: sentence}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	b.Changed()
	return Reply{Messages: []Message{{Text: plain(said), Edit: t.MessageID}}}, nil
}

// removalRefusal says why a person is not taken out; ok is false for other errors.
func removalRefusal(err error) (sentence string, ok bool) {
	switch {
	case errors.Is(err, reminders.ErrLastAdmin):
		return "这是最后一位督查员，不能移出或离开。请先邀请另一位督查员。", true
	case errors.Is(err, reminders.ErrConfigured):
		return "这位督查员写在配置里（DUBAN_ADMINS），请在那里改，再重新启动。", true
	}
	return "", false
}
