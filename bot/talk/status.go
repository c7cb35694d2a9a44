package talk

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/bot"
	"duban/knowledge/ask"
	"duban/knowledge/zh"
	"duban/reminders"
)

var featureStatus = Feature{
	Name:     "status",
	Calls:    []string{"progress mine? task? plan? who? what? finish? report? done? <unit> <year> <period> <project> <plan> <text>"},
	Examples: []string{"进度", "柯桥区进度", "2023年完成情况", "现在总体怎么样了", "status"},
	Menu:     both{"进度：总体、单位、年份或项目", "Progress: overall, by unit, year or project"}, Shown: readers, Where: anywhere,
	Topic: topicStatus, Help: []both{{"“进度”看总体；加单位、年份或项目看一部分，如“进度 2023”。",
		"/status shows the whole; with a unit, a year or a project a part of it, such as “/status 2023”."}},
	Keys: []key{{topicStatus, both{"进度", "Progress"}, ""}},
	Run:  status,
}

var statusYear = regexp.MustCompile(`(20\d\d)`)

// status tells where things stand: the whole plan, a unit, a year, or both.
func status(ctx context.Context, t *turn, args string) (bot.Reply, error) {
	fresh := t.session.Plan == ""
	if k := t.Library.Books().Named(args); k != nil {
		t.use(k)
		args, fresh = "", false
	}
	var f reminders.Filter
	named := unitsNamed(t, args)
	f.Units = named.Units
	if len(named.Years) > 0 {
		f.Year = named.Years[0]
	} else if y := statusYear.FindString(args); y != "" {
		f.Year, _ = strconv.Atoi(y)
	}
	if len(named.Projects) > 0 {
		f.Project = named.Projects[0]
	}
	if args != "" && len(f.Units) == 0 && f.Year == 0 && f.Project == "" {
		return say(t.wordUnknownUnit(args, t.Library.Books().Units())), nil
	}
	if refusal := t.confine(&f); refusal != "" {
		return say(refusal), nil
	}
	today := t.today(t.Now)
	of := map[string]reminders.Summary{}
	books := t.Library.Books()
	for _, k := range books {
		f.Plan = k.Key
		sum, err := t.Diary.Summary(ctx, f, today)
		if err != nil {
			return bot.Reply{}, err
		}
		of[k.Key] = sum
	}
	if fresh || of[t.book.Key].Total == 0 && f.Project != "" { // the newest plan that has something to tell
		for _, k := range slices.Backward(books) {
			if of[k.Key].Total > 0 {
				t.use(k)
				break
			}
		}
	}
	m := statusMessage(t, f, of[t.book.Key])
	t.session.Asked = strings.TrimSpace(t.Text)
	for _, k := range books {
		if n := of[k.Key].Total; n > 0 && k.Key != t.book.Key {
			m.Buttons = append(m.Buttons, []bot.Button{button(t.f("改看《{title}》（{n}项）", "See “{title}” ({n})", shorten(k.Plan().Title, 24), n), "book:"+fingerprint(k.Key))})
		}
	}
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

// statusQuestion answers a question of everyday words to the diary.
func statusQuestion(ctx context.Context, t *turn) (bot.Reply, error) {
	switch {
	case t.said.has("remind"):
		return say(t.wordRules(t.settings()) + "\n" + t.word(wordReminders)), nil
	case t.said.has("mine") && t.said.has("task"):
		return mine(ctx, t, "")
	case t.said.has("export", "ledger"):
		return sendLedger(ctx, t, "")
	}
	units, year := t.session.Focus.Units, ""
	if len(t.session.Focus.Years) > 0 {
		year = strconv.Itoa(t.session.Focus.Years[0])
	}
	return status(ctx, t, strings.TrimSpace(strings.Join(units, "、")+" "+year))
}

// onlySettings is a diary of which only the settings are asked.
type onlySettings struct {
	Diary
	settingsAre reminders.Settings
}

func (o onlySettings) Settings() reminders.Settings { return o.settingsAre }

// Standing answers a question to the diary where nobody in particular asks it, from the
// milestones alone.
func Standing(library Library, location *time.Location, s reminders.Settings, question string, focus ask.Focus, all []reminders.Milestone, now time.Time) bot.Text {
	b := &Bot{Parts: Parts{Library: library, Location: location, Diary: onlySettings{settingsAre: s}}}
	words := understood{pieces: segment([]rune(zh.Fold(question)))}
	if words.has("remind") {
		return plain(chinese.wordRules(b.settings()) + "\n" + chinese.word(wordReminders))
	}
	f := reminders.Filter{Units: focus.Units}
	if len(focus.Years) > 0 {
		f.Year = focus.Years[0]
	}
	chosen := slices.DeleteFunc(slices.Clone(all), func(m reminders.Milestone) bool {
		return len(f.Units) > 0 && !m.OfAny(f.Units) || f.Year != 0 && m.Year != f.Year
	})
	sum := reminders.Summarize(chosen, f.Units, b.today(now), b.settings().Lights)
	text := statusMessage(&turn{Request: bot.Request{Now: now}, voice: voice{b, chinese}}, f, sum).Text
	if words.has("export", "ledger") {
		text = append(plain(chinese.f("台账可以发“台账”导出成表格文件。这里是汇总：",
			"Send /ledger to have the ledger as a spreadsheet. Here is the summary:")+"\n"), text...)
	}
	return text
}
