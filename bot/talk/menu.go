package talk

import (
	"context"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// menu gives the commands of a role, as the client shows them when somebody types a slash.
func (t *table) menu(role reminders.Role, g tongue) []bot.Command {
	var out []bot.Command
	for _, f := range t.features {
		if f.Menu != (both{}) && f.shownTo(role) {
			out = append(out, bot.Command{Name: f.Name, Description: g.word(f.Menu)})
		}
	}
	return out
}

// PublicMenu returns the commands that are shown in groups, and to somebody who has not
// been let in yet: those that everybody may use anywhere.
func PublicMenu() []bot.Command {
	var out []bot.Command
	for _, f := range features {
		if f.Menu != (both{}) && f.Roles == nil && f.Where == anywhere {
			out = append(out, bot.Command{Name: f.Name, Description: string(f.Menu.ZH)})
		}
	}
	return out
}

// offerMenu gives a private chat the commands of the person's role, once for each role
// and tongue.
func offerMenu(ctx context.Context, t *turn, reply *bot.Reply) error {
	if !t.Private {
		return nil
	}
	key, now := "menu "+t.Person.ID, strings.TrimSpace(string(t.who.Role)+" "+string(t.tongue))
	shown, err := t.Diary.LoadSession(ctx, key)
	if err != nil || strings.EqualFold(string(shown), now) {
		return err
	}
	reply.Menu = t.table.menu(t.who.Role, t.tongue)
	return t.Diary.SaveSession(ctx, key, []byte(now), t.Now)
}
