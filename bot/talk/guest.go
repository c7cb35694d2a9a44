package talk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// featureGuests is what becomes of invitations: who has made one is told who opened it, and
// is asked once more where it gives sight of everything.
var featureGuests = Feature{
	Name: "guests", Roles: supervisors,
	Presses: map[string]press{"admit": pressAdmit, "revoke": pressRevoke, "invites": pressInvites},
}

// guest tells who has made an invitation that it was opened, or the guest that they are in.
func (v voice) guest(ctx context.Context, m *bot.Message, who reminders.Person, hash string, opened bool) error {
	inv, err := v.Diary.Invite(ctx, hash)
	if err != nil {
		return err
	}
	switch {
	case !opened:
		t := turn{Request: bot.Request{Private: true}, voice: v, who: who, book: v.Library.Books().Of("")}
		hello := welcome(&t)
		paragraph(m, v.wordJoined(inv, 0)+"\n"+hello.Text.String())
		m.Buttons = append(m.Buttons, hello.Buttons...)
	case inv.In:
		paragraph(m, v.f("{called}打开了您的邀请，已成为{whom}。不是您请的人，请按“移出”。",
			"{called} opened your invitation and has joined as {whom}. If this is not who you invited, press “Remove”.", v.called(inv.Guest), v.inviteFor(inv)))
		m.Buttons = append(m.Buttons, []bot.Button{button(v.f("移出", "Remove"), "remove:"+fingerprint(string(inv.Guest.ID)))})
	default:
		paragraph(m, v.f("{called}打开了您给{whom}的邀请，还没有加入。是您请的人，请按“让对方加入”；不是，请按“不是这个人”。",
			"{called} opened your invitation for: {whom}, and has not joined yet. If this is who you invited, press “Let in”; if not, press “Somebody else”.", v.called(inv.Guest), v.inviteFor(inv)))
		m.Buttons = append(m.Buttons, []bot.Button{button(v.f("让对方加入", "Let in"), "admit:"+inv.Hash[:16]), button(v.f("不是这个人", "Somebody else"), "revoke:"+inv.Hash[:16]+":guest")})
	}
	return nil
}

// pressAdmit lets in the guest of an invitation that waits.
func pressAdmit(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	inv, reply, err := openInvite(ctx, t, which)
	if err != nil || inv == nil {
		return reply, err
	}
	if inv.By != t.who.ID {
		return t.toast("这个邀请不是您发的，要由发邀请的人确认。", "You did not make this invitation; who made it has to confirm."), nil
	}
	done, err := t.Diary.AdmitGuest(ctx, inv.Hash, t.who.ID, t.Now)
	if errors.Is(err, reminders.ErrNotFound) {
		return toast(t.word(wordInviteGone)), nil
	}
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("{called}已成为{whom}，已经告诉本人。",
		"{called} has joined as {whom}, and has been told.", t.called(done.Guest), t.inviteFor(done))), Edit: t.MessageID}}}, nil
}

// openInvite finds an invitation that has let nobody in by the beginning of its hash; nil
// and what to say: there is none any more.
func openInvite(ctx context.Context, t *turn, which string) (*reminders.Invite, bot.Reply, error) {
	open, err := t.Diary.OpenInvites(ctx, t.Now)
	if err != nil {
		return nil, bot.Reply{}, err
	}
	i := slices.IndexFunc(open, func(v reminders.Invite) bool { return len(which) == 16 && strings.HasPrefix(v.Hash, which) })
	if i < 0 {
		return nil, toast(t.word(wordInviteGone)), nil
	}
	return &open[i], bot.Reply{}, nil
}

// pressRevoke ends an invitation that has let nobody in.
func pressRevoke(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	which, from, _ := strings.Cut(which, ":")
	inv, reply, err := openInvite(ctx, t, which)
	if err != nil || inv == nil {
		return reply, err
	}
	err = t.Diary.RevokeInvite(ctx, inv.Hash, t.who.ID, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	if from == "guest" {
		said := t.f("{called}没有加入，那个链接不能再用。要请本人，请再发一个邀请，单独交给本人。",
			"{called} has not joined, and that link works no more. To invite the right person, make another invitation and give it to them alone.", t.called(inv.Guest))
		return bot.Reply{Messages: []bot.Message{{Text: plain(said), Edit: t.MessageID}}}, nil
	}
	if page, err := strconv.Atoi(from); err == nil {
		reply, err = listInvites(ctx, t, page, t.MessageID)
		reply.Toast = t.f("已撤销，那个链接不能再用。", "Revoked: that link works no more.")
		return reply, err
	}
	reply, err = people(ctx, t, 0, t.MessageID)
	reply.Toast = t.f("已撤销，那个链接不能再用。", "Revoked: that link works no more.")
	return reply, err
}

func pressInvites(ctx context.Context, t *turn, page string) (bot.Reply, error) {
	n, _ := strconv.Atoi(page)
	return listInvites(ctx, t, n, t.MessageID)
}

// listInvites lists the invitations that have let nobody in, a page at a time.
func listInvites(ctx context.Context, t *turn, page int, edit string) (bot.Reply, error) {
	open, err := t.Diary.OpenInvites(ctx, t.Now)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(open) == 0 {
		return people(ctx, t, 0, edit)
	}
	p := pageOf(len(open), peopleShown, page)
	m := bot.Message{Edit: edit}
	t.inviteLines(&m, open, p, fmt.Sprintf(":%d", p.at))
	m.Text = append(m.Text, t.pageLine(p)...)
	m.Buttons = append(m.Buttons, oneRow(append(t.turns(p, "invites"), button(t.f("人员", "People"), "people:0")))...)
	return bot.Reply{Messages: []bot.Message{m}}, nil
}
