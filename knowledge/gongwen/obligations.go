package gongwen

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/quantity"
	"duban/knowledge/said"
	"duban/knowledge/term"
)

// duties reads what a section asks for by a term without an amount: the words from the
// statement that has the term to the next one with a term, or to the end of the sentence;
// those before it where the term closes them.
func (r *reader) duties(sec section, all []statement) {
	place := locator{passage: sec.passage}
	numbered := func(s statement, t term.Term) bool { // a goal of that term stands in it
		return slices.ContainsFunc(r.plan.Targets, func(g knowledge.Target) bool {
			return g.Clause == sec.ref && (g.Due == t.Due || g.Recurrence != "" && g.Recurrence == t.Recurrence) && strings.Contains(s.text, g.Quote)
		})
	}
	opens := -1 // a statement that is nothing but 从2019年起, for the one behind it
	begins := ""
	done := 0 // how many statements are in what has been read
	for i := 0; i < len(all); {
		s := all[i]
		i++
		if s.row { // a row is a task as a whole
			continue
		}
		t, ok := bindingOf(s)
		if !ok {
			continue
		}
		first, bare := i-1, closes(s, t)
		if bare && (i == len(all) || all[i].stretch != s.stretch) {
			first = closedBy(all, first, done)
		} else {
			for i < len(all) && all[i].sentence == s.sentence && !numbered(all[i], t) {
				if _, next := bindingOf(all[i]); next {
					break
				}
				i++
			}
		}
		if opens >= 0 && all[opens].sentence == s.sentence {
			first = opens
		} else {
			begins = ""
		}
		opens = -1
		if bare && i-first == 1 && i < len(all) && all[i].stretch == s.stretch { // what it governs follows
			if t.Kind == term.From {
				opens, begins = first, t.Begins
			}
			continue
		}
		run := all[first:i]
		done = i
		if slices.ContainsFunc(run, func(s statement) bool { return numbered(s, t) }) {
			continue // it is the target's
		}
		last := run[len(run)-1]
		from, end := run[0].from, last.from+len(last.text)
		task := knowledge.Task{Kind: knowledge.DatedTask, Clause: sec.ref, Quote: strings.Trim(sec.text[from:end], " 　，；：、\n"), Duties: sec.duties, Start: place.source(from)}
		task.Project = cmp.Or(sec.title, head(squeeze(task.Quote), 20))
		if s.background || s.pastDue(t) {
			r.unmade(task, said.Of("说的是过去的情况，没有读成任务。", "This tells of the past; no task was made of it."))
			continue
		}
		if bare && len(run) == 1 {
			r.unmade(task, said.Of("只读出期限，没有读出要做什么，没有读成任务，请核对。",
				"A term was read here and nothing to be done; no task was made of it. Please check."))
			continue
		}
		for _, t := range listed(s, t) {
			task.Term, task.Begins, task.Due, task.Recurrence = squeeze(s.text[t.Start:t.End]), cmp.Or(t.Begins, begins), t.Due, t.Recurrence
			r.dated = append(r.dated, task)
		}
	}
}

// bindingOf gives the term that a statement itself states.
func bindingOf(s statement) (term.Term, bool) {
	t, ok := lastBinding(s.terms)
	if !ok || attributive(s.text[t.End:]) {
		return term.Term{}, false
	}
	return t, true
}

// attributive reports whether the words behind a term make it part of a thing's name:
// 2020年6月30日前到期的贷款, 2020年新增的贷款.
func attributive(after string) bool {
	const verb = 2 // characters
	return strings.HasPrefix(strings.TrimPrefix(after, head(after, verb)), "的") && hanOnly(head(after, verb)) || strings.HasPrefix(after, "的")
}

func (r *reader) unmade(t knowledge.Task, reason said.Sentence) {
	r.plan.Unmade = append(r.plan.Unmade, knowledge.Unmade{Clause: t.Clause, Quote: t.Quote, Reason: reason, Start: t.Start})
}

// readTasks lists everything that has to be done, in the order of the text: cells of
// schedules, rows of task tables, targets and duties with a term, and measures that have
// units and no term.
func (r *reader) readTasks() {
	p := r.plan
	var tasks []knowledge.Task
	scheduled := map[int]bool{} // rows whose cells are tasks, by where they stand
	for _, c := range p.Cells() {
		if c.Text == "" || c.Year == 0 {
			continue
		}
		scheduled[c.Start] = true
		if all := quantity.Find(c.Text); len(all) == 1 && all[0].Number == 0 && all[0].Upper == 0 {
			r.unmade(knowledge.Task{Clause: "附件", Quote: c.Text, Start: c.Start}, said.Of("“{project}”{year}年{unit}这一格是“{text}”，没有要做的，没有读成任务。",
				"The cell of “{project}” in {year} for {unit} says “{text}”: nothing is to be done, and no task was made of it.", c.Project, c.Year, c.Unit, c.Text))
			continue
		}
		t := knowledge.Task{Kind: knowledge.CellTask, Clause: "附件", Project: c.Project, Quote: c.Text, Due: cmp.Or(c.Due, strconv.Itoa(c.Year)), Duties: c.Duties, Start: c.Start}
		if len(t.Duties) == 0 {
			t.Duties = []knowledge.Duty{{Unit: c.Unit, Role: knowledge.Responsible}}
		}
		tasks = append(tasks, t)
	}
	of, in := map[string]bool{}, map[string]section{} // sections that have a task, and all of them
	for _, sec := range r.sections() {
		in[sec.ref] = sec
	}
	rows := map[string]string{}
	var undated []knowledge.Task // goals without a term
	for _, c := range p.Clauses {
		if !c.Row || r.tabled[c.Ref] || scheduled[c.Start] {
			continue
		}
		t := r.rowTask(c)
		if t.Due == "" && t.Recurrence == "" && len(t.Duties) == 0 {
			r.unmade(t, said.Of("这一行没有期限，也没有责任单位，没有读成任务。",
				"This row has neither a term nor responsible units; no task was made of it."))
			continue
		}
		if t.Due == "" && t.Recurrence == "" && slices.ContainsFunc(p.Targets, func(g knowledge.Target) bool { return g.Clause == c.Ref && g.Due != "" }) {
			continue // its goals are the tasks
		}
		rows[c.Ref] = c.Due
		of[c.Ref] = true
		tasks = append(tasks, t)
	}
	for _, g := range p.Targets {
		if due, is := rows[g.Clause]; is && (due == g.Due || g.Due == "") {
			continue // part of its row
		}
		sec := in[g.Clause]
		place := locator{passage: sec.passage}
		t := knowledge.Task{Kind: knowledge.TargetTask, Clause: g.Clause, Project: g.Indicator, Quote: g.Quote, Due: g.Due, Recurrence: g.Recurrence,
			Duties: sec.duties, Start: place.source(max(0, strings.Index(sec.text, g.Quote)))}
		if g.Due == "" && g.Recurrence == "" {
			undated = append(undated, t)
			continue
		}
		of[g.Clause] = true
		tasks = append(tasks, t)
	}
	for _, t := range r.dated {
		of[t.Clause] = true
		tasks = append(tasks, t)
	}
	for _, t := range undated { // a section's one task without a term stands for them all
		switch {
		case slices.ContainsFunc(tasks, func(o knowledge.Task) bool { return o.Clause == t.Clause && strings.Contains(o.Quote, t.Quote) }):
		case len(t.Duties) == 0:
			r.unmade(t, said.Of("这个目标没有期限，也没有责任单位，没有读成任务。",
				"This target has neither a term nor responsible units; no task was made of it."))
		case of[t.Clause]:
			r.unmade(t, said.Of("这个目标没有期限，同一条里有期限的才读成任务。",
				"This target has no term; of this clause only those with a term were made tasks."))
		}
	}
	for _, c := range p.Chapters {
		if len(c.Duties) > 0 && !of[c.No] {
			tasks = append(tasks, r.chapterTasks(c)...)
		}
	}
	for _, c := range p.Clauses {
		if c.Row || len(c.Duties) == 0 || of[c.Ref] || fromRow(c.Duties) {
			continue
		}
		tasks = append(tasks, r.measureTask(c.Ref, c.Title, c.Text, c.Start, c.Duties))
	}
	slices.SortStableFunc(tasks, func(a, b knowledge.Task) int { return a.Start - b.Start })
	p.Tasks = tasks
}

// rowTask makes a task of a row.
func (r *reader) rowTask(c knowledge.Clause) knowledge.Task {
	t := knowledge.Task{Kind: knowledge.RowTask, Clause: c.Ref, Term: c.Term, Due: c.Due, Duties: c.Duties, Start: c.Start}
	t.Project, t.Quote = taskWords(c)
	if one, ok := term.Cell(c.Term, r.time); ok {
		t.Begins, t.Recurrence = one.Begins, one.Recurrence
	}
	return t
}

// taskWords gives a row's name and what is to be done: its title and the words under it.
func taskWords(c knowledge.Clause) (project, quote string) {
	lines := strings.Split(c.Text, "\n")
	quote = lines[0]
	if c.Title != "" {
		if i := slices.Index(lines, c.Title); i+1 < len(lines) { // the words behind it; all, where the title stands above
			return c.Title, lines[i+1]
		}
	}
	if len(lines) > 1 && !slices.ContainsFunc(c.Duties, func(d knowledge.Duty) bool { return strings.Contains(lines[1], d.Unit) }) {
		return lines[0], lines[1] // a heading over several rows comes first
	}
	return quote, quote
}

// fromRow reports whether units were taken over from a row of a table, which is the task.
func fromRow(duties []knowledge.Duty) bool {
	return !slices.ContainsFunc(duties, func(d knowledge.Duty) bool { return d.By == "" })
}

// chapterTasks makes a task of each paragraph of a chapter without clauses that names
// its own units, or one of the whole chapter where its heading does.
func (r *reader) chapterTasks(c knowledge.Chapter) []knowledge.Task {
	var out []knowledge.Task
	place := locator{passage: c.Body}
	at := 0
	for paragraph := range strings.SplitSeq(c.Body.Text, "\n") {
		var duties []knowledge.Duty
		for _, n := range dutyNotes(paragraph) {
			for _, d := range readDuty(n.text, false) {
				duties = appendDuty(duties, d)
			}
		}
		if len(duties) > 0 {
			out = append(out, r.measureTask(c.No, "", paragraph, place.source(at), duties))
		}
		at += len(paragraph) + 1
	}
	if len(out) == 0 {
		out = append(out, r.measureTask(c.No, c.Title, cmp.Or(c.Body.Text, c.Title), c.Start, c.Duties))
	}
	return out
}

// aimsAt reports whether a goal of a provision stands in these words.
func (r *reader) aimsAt(ref, words string) bool {
	return slices.ContainsFunc(r.plan.Targets, func(g knowledge.Target) bool { return g.Clause == ref && strings.Contains(words, g.Quote) })
}

// measureTask makes a task of a measure that states no term of its own.
func (r *reader) measureTask(ref, title, text string, start int, duties []knowledge.Duty) knowledge.Task {
	t := knowledge.Task{Kind: knowledge.MeasureTask, Clause: ref, Project: title, Duties: duties, Start: start}
	if said, ok := r.noteTerm(text); ok && said.Kind != term.Open {
		t.Kind, t.Due, t.Begins, t.Recurrence = knowledge.DatedTask, said.Due, said.Begins, said.Recurrence
	}
	first, _, _ := strings.Cut(text, "\n")
	if h, ok := headingOf(first); ok {
		first = h.rest
	}
	if i := strings.IndexAny(first, "。！？"); i >= 0 {
		end := i
		if next := i + len("。") + strings.IndexAny(first[i+len("。"):]+"。", "。！？"); squeeze(first[:i]) == squeeze(title) && r.aimsAt(ref, first[:next]) {
			end = next // the heading alone does not say how much
		}
		first = first[:end]
	}
	t.Quote = strings.Trim(first, " 　：:")
	t.Project = cmp.Or(t.Project, head(squeeze(t.Quote), 20))
	return t
}
