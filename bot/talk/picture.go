package talk

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/bot"
	"duban/bot/picture"
	"duban/reminders"
)

var featurePicture = Feature{
	Name:     "picture",
	Calls:    []string{"picture|matrix *"},
	Examples: []string{"一张图", "进度图", "任务图 2021", "给我来张图"},
	Menu:     both{"进度图、任务图", "Progress chart, task chart"}, Shown: readers, Where: anywhere,
	Topic: topicStatus, Help: []both{{"“进度图”和“任务图”各发一张图，“台账”是表格文件，“日历”可以存进手机日历。",
		"/picture sends a chart of the progress or of the tasks, /ledger a spreadsheet, /calendar the deadlines for your phone."}},
	Keys: []key{{topicStatus, both{"进度图", "Progress chart"}, "picture:progress"}, {topicStatus, both{"任务图", "Task chart"}, "picture:matrix"}},
	Run:  sendPicture, Presses: map[string]press{"picture": sendPicture},
}

// sendPicture sends how things stand as a picture: by unit (进度图), or the schedule with its
// projects, units and years (任务图). What it shows is bounded as the status is.
func sendPicture(ctx context.Context, t *turn, args string) (bot.Reply, error) {
	matrix := args == "matrix" || t.said.has("matrix")
	if !matrix && args == "" && !t.said.has("picture") { // the command alone: which one?
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("要哪一张？进度图按单位，任务图按项目、单位和年份。",
			"Which one? The progress chart is by unit, the task chart by project, unit and year.")), Buttons: [][]bot.Button{{button(t.f("进度图", "Progress chart"), "picture:progress"), button(t.f("任务图", "Task chart"), "picture:matrix")}}}}}, nil
	}
	f, refusal := filter(t, args)
	if refusal != "" {
		return say(refusal), nil
	}
	f.Plan = t.book.Key
	if matrix {
		return sendMatrix(ctx, t, f)
	}
	today := t.today(t.Now)
	s, err := t.Diary.Summary(ctx, f, today)
	if err != nil {
		return bot.Reply{}, err
	}
	if s.Total == 0 {
		return say(t.word(wordNothingToSee)), nil
	}
	data := picture.ProgressData{Title: t.book.Plan().Title, AsOf: today}
	for _, u := range t.inOrder(s.Units) {
		data.Units = append(data.Units, picture.BarOf(u))
	}
	var out bytes.Buffer
	if err := picture.Progress(&out, data); err != nil {
		return bot.Reply{}, fmt.Errorf("draw progress: %w", err)
	}
	caption := bot.Text{{S: t.f("各单位进度", "Progress by unit"), Style: bot.Bold}, {S: t.asOf(today) + "\n" + t.countLine(s.Counts) + "\n" + strings.Join(t.unitLines(s), "\n")}}
	return bot.Reply{Messages: []bot.Message{{Text: caption, File: &bot.File{Name: "进度图.png", Data: out.Bytes(), Picture: true}}}}, nil
}

// filter reads which units, year and project the words name, as far as this person may
// see them here; refusal says why not.
func filter(t *turn, args string) (f reminders.Filter, refusal string) {
	named := unitsNamed(t, args)
	f.Units = named.Units
	if len(named.Years) > 0 {
		f.Year = named.Years[0]
	}
	if len(named.Projects) > 0 {
		f.Project = named.Projects[0]
	}
	return f, t.confine(&f)
}

// sendMatrix sends the schedule: a light for each unit, project and year.
func sendMatrix(ctx context.Context, t *turn, f reminders.Filter) (bot.Reply, error) {
	all, err := t.Diary.Milestones(ctx, f)
	if err != nil {
		return bot.Reply{}, err
	}
	plan, today := t.book.Plan(), t.today(t.Now)
	data := picture.MatrixData{Title: plan.Title, AsOf: today, Projects: plan.Projects(), Units: t.Library.Books().Units()}
	all = slices.DeleteFunc(all, func(m reminders.Milestone) bool { return m.Year == 0 }) // it stands under no year
	if len(data.Projects) > 0 {                                                           // a plan with a schedule: what stands outside it is in the ledger
		all = slices.DeleteFunc(all, func(m reminders.Milestone) bool { return !slices.Contains(data.Projects, m.Project) })
	}
	if len(all) == 0 {
		return say(t.word(wordNothingToSee)), nil
	}
	for _, m := range all {
		for _, unit := range m.Among(f.Units) {
			data.Cells = append(data.Cells, picture.Cell{Project: m.Project, Unit: unit, Year: m.Year, Light: t.light(m, today), Closed: m.Status == reminders.Closed, N: 1})
		}
	}
	var out bytes.Buffer
	if err := picture.Matrix(&out, data); err != nil {
		return bot.Reply{}, fmt.Errorf("draw the schedule: %w", err)
	}
	s := reminders.Summarize(all, f.Units, today, t.settings().Lights)
	lines := []string{t.asOf(today), t.countLine(s.Counts)}
	lines = append(lines, t.projectLines(all, data.Projects, today)...)
	caption := bot.Text{{S: t.f("进度表里的任务", "Tasks of the schedule"), Style: bot.Bold}, {S: strings.Join(lines, "\n")}}
	return bot.Reply{Messages: []bot.Message{{Text: caption, File: &bot.File{Name: "任务图.png", Data: out.Bytes(), Picture: true}}}}, nil
}

// projectLines says how many milestones of each project are closed, late and due soon.
func (v voice) projectLines(all []reminders.Milestone, order []string, today reminders.Day) []string {
	of := map[string][]reminders.Milestone{}
	for _, m := range all {
		if of[m.Project] = append(of[m.Project], m); !slices.Contains(order, m.Project) {
			order = append(slices.Clip(order), m.Project)
		}
	}
	var lines []string
	for _, p := range order {
		if len(of[p]) > 0 {
			s := reminders.Summarize(of[p], nil, today, v.settings().Lights)
			lines = append(lines, v.countsOf(p, s.Counts))
		}
	}
	return lines
}
