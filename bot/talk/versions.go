package talk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/bot"
	"duban/bot/office"
	"duban/reminders"
)

// featureVersions keeps a plan's versions: sends their text, and takes the plan out of use.
var featureVersions = Feature{
	Name: "versions", Roles: supervisors,
	Presses: map[string]press{"text": pressText, "withdraw": pressWithdraw},
}

// versionsShown is how many texts of a plan can be sent by button, the newest first.
const versionsShown = 4

// pressText sends the text of a version as a file.
func pressText(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	number, print, _ := strings.Cut(which, ":")
	n, err := strconv.Atoi(number)
	for _, k := range t.Library.Books() {
		if err != nil || fingerprint(k.Key) != print {
			continue
		}
		v, err := t.Imports.Version(ctx, k.Key, n)
		if errors.Is(err, reminders.ErrNotFound) {
			break
		}
		if err != nil {
			return bot.Reply{}, err
		}
		name := fmt.Sprintf("%s第%d版.txt", shorten(fileName(v.Title), 60), n)
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("《{title}》{version}。", "“{title}” {version}.", v.Title, t.versionLine(v, t.Location))), File: &bot.File{Name: name, Data: []byte(v.Text)}}}}, nil
	}
	return toast(t.word(wordStale)), nil
}

// pressWithdraw takes a plan out of use, when the supervisor has said so twice.
func pressWithdraw(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	print, sure, _ := strings.Cut(which, ":")
	books := t.Library.Books()
	i := slices.IndexFunc(books, func(k *office.Book) bool { return fingerprint(k.Key) == print })
	if i < 0 {
		return toast(t.word(wordStale)), nil
	}
	title := books[i].Asker.Plan().Title
	if sure != "yes" {
		tasks, err := t.Diary.Milestones(ctx, reminders.Filter{Plan: books[i].Key})
		if err != nil {
			return bot.Reply{}, err
		}
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("停用《{title}》以后：不再回答它的问题，它的{n}项任务取消并通知有关单位。原文和台账记录都保留，重新导入就恢复。确定停用吗？",
			"When “{title}” is withdrawn, its questions are no longer answered, and its {n} {task is|tasks are} cancelled and the units told. Text and ledger are kept; importing it again restores it. Withdraw it?", title, len(tasks))),
			Buttons: [][]bot.Button{{button(t.f("确认停用", "Withdraw"), "withdraw:"+print+":yes"), button(t.f("不停用", "Keep"), "plan:"+print)}}}}}, nil
	}
	done, err := t.Imports.Withdraw(ctx, books[i].Key, t.who.ID, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.use(t.Library.Books().Of(""))
	t.Changed()
	return bot.Reply{Toast: t.f("已停用。", "Withdrawn."), Messages: []bot.Message{{Text: plain(t.f("已停用《{title}》，取消任务{cancelled}项。重新导入这份文件就恢复。",
		"“{title}” is withdrawn, and {cancelled} {task is|tasks are} cancelled. Importing the file again restores it.", title, done.Cancelled)), Edit: t.MessageID}}}, nil
}

// VersionLine tells which version it is, and where it comes from.
func VersionLine(v reminders.Version, location *time.Location) string {
	return chinese.versionLine(v, location)
}

func (g tongue) versionLine(v reminders.Version, location *time.Location) string {
	from := g.f("随程序附带", "comes with the program")
	if v.File != "" {
		from = quote(v.File, 40)
	}
	return g.f("第{number}版：{time}采用{from}",
		"Version {number}: adopted on {time}{from}", v.Number, g.at(v.AppliedAt.In(location), "2006年1月2日", "2 January 2006"), g.inBrackets(from))
}
