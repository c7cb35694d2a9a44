package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/reminders"
)

// inviteLife is how long an invitation can be opened.
const inviteLife = 7 * 24 * time.Hour

// roleWords are the roles that a supervisor can invite to without a unit.
var roleWords = map[string]reminders.Role{"领导": reminders.Leader, "读者": reminders.Reader, "督查员": reminders.Admin}

// units gives every unit that can owe something: the columns of the annex, the
// bureaus of the clauses with collectives expanded, and the whole area.
func (b *Bot) units() []string {
	p := b.Asker.Plan()
	units := slices.Clone(p.Units())
	for _, bureau := range p.Bureaus() {
		for _, u := range p.Members(bureau) {
			if !slices.Contains(units, u) {
				units = append(units, u)
			}
		}
	}
	return append(units, p.Whole())
}

// invite makes a one-use link that binds whoever opens it to a unit.
func (b *Bot) invite(ctx context.Context, t *turn, args string) (Reply, error) {
	if t.who.Role != reminders.Admin {
		return say(wordNotAllowed), nil
	}
	if role, ok := roleWords[args]; ok {
		return b.sendInvite(ctx, t, reminders.Invite{Role: role})
	}
	if named := b.Asker.Mentions(args, t.Now).Units; len(named) == 1 {
		return b.sendInvite(ctx, t, reminders.Invite{Unit: named[0], Role: reminders.Liaison})
	}
	var buttons []Button
	for i, u := range b.units() {
		buttons = append(buttons, Button{u, "invite:" + strconv.Itoa(i)})
	}
	head := wordInviteWhich
	if args != "" {
		head = wordUnknownUnit(args, b.units())
	}
	return Reply{Messages: []Message{{Text: plain(head), Buttons: inRows(buttons, 3)}}}, nil
}

func (b *Bot) pressInvite(ctx context.Context, t *turn, which string) (Reply, error) {
	units := b.units()
	i, err := strconv.Atoi(which)
	if err != nil || i < 0 || i >= len(units) {
		return Reply{Toast: wordStale}, nil
	}
	if t.who.Role != reminders.Admin {
		return Reply{Toast: wordNotAllowed}, nil
	}
	return b.sendInvite(ctx, t, reminders.Invite{Unit: units[i], Role: reminders.Liaison})
}

func (b *Bot) sendInvite(ctx context.Context, t *turn, inv reminders.Invite) (Reply, error) {
	if !t.Private {
		return say(wordInvitePrivately), nil
	}
	token, err := b.People.CreateInvite(ctx, inv.Unit, inv.Role, t.who.ID, t.Now, inviteLife)
	if sentence, refused := refusal(err); refused {
		return say(sentence), nil
	}
	if err != nil {
		return Reply{}, err
	}
	return say(wordInvite(inv, b.Link(token))), nil
}

// redeem lets somebody in who opened an invitation.
func (b *Bot) redeem(ctx context.Context, r Request) (Reply, error) {
	inv, err := b.People.RedeemInvite(ctx, strings.TrimSpace(r.Start), reminders.Recipient(r.Person.ID), r.Person.Name, r.Now)
	switch {
	case errors.Is(err, reminders.ErrInviteUnknown):
		return say(wordInviteUnknown), nil
	case errors.Is(err, reminders.ErrInviteUsed):
		return say(wordInviteUsed), nil
	case errors.Is(err, reminders.ErrInviteExpired):
		return say(wordInviteExpired), nil
	case err != nil:
		return Reply{}, err
	}
	b.Changed()
	open := 0
	if inv.Unit != "" {
		all, err := b.Ledger.Milestones(ctx, reminders.Filter{Plan: b.Plan, Units: []string{inv.Unit}})
		if err != nil {
			return Reply{}, err
		}
		for _, m := range all {
			if m.Status != reminders.Closed {
				open++
			}
		}
	}
	return say(wordJoined(inv, open) + "\n" + wordWelcome(b.Asker.Plan().Title, b.Asker.Example())), nil
}

// aboutPlan says which plan is loaded.
func (b *Bot) aboutPlan() Reply {
	p := b.Asker.Plan()
	cells := 0
	for _, c := range p.Cells() {
		if c.Text != "" {
			cells++
		}
	}
	return say(fmt.Sprintf("《%s》\n文号：%s\n发文机关：%s\n成文：%s，印发：%s\n%d章、%d条，量化目标%d个，附件进度%d格；责任单位%d个。\n读取时修正%d处，存疑%d处，可用命令行 duban plan review 逐条查看。\n原文校验码：%s",
		p.Title, p.DocNo, p.Issuer, p.SignedOn, p.IssuedOn, len(p.Chapters), p.Provisions(), len(p.Targets), cells, len(b.units()),
		len(p.Repairs), len(p.Doubts), p.Hash[:min(len(p.Hash), 12)]))
}
