package ask

import (
	"regexp"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// onDays compares a day or year of the message with the plan's.
func (a *Asker) onDays(r *reading, found []match) (compared, bool) {
	given := r.days[len(r.days)-1]
	for _, d := range r.days {
		if d.Month > 0 {
			given = d
		}
	}
	best := stated{score: -1}
	for i, m := range found[:min(len(found), statedFrom)] {
		p := a.text.passages[m.passage]
		for n := p.first; n < p.end; n++ {
			s := a.text.sentences[n]
			if s.bracket || s.holds&holdsDate == 0 || m.held[n-p.first] == 0 {
				continue
			}
			before := ""
			for _, part := range splitAfter(s.folded, ",;。") {
				for _, d := range zh.Days(part) {
					if given.Month > 0 && d.Month == 0 && d.Year == 0 {
						continue
					}
					score := a.heldIn(r, "", part, 0, d.Start) + 0.5*a.heldIn(r, "", before, 0, len(before)) + 0.6*m.held[n-p.first]/a.total(r) + 0.5*(m.score-found[0].score)
					if d.Before || d.End {
						score += 0.15
					}
					if untilSaid.MatchString(r.text) && rangeEnd.MatchString(part[:d.Start]) { // 2019年1月1日至2020年12月31日
						score += 0.3
					}
					if score > best.score+1e-9 {
						best = stated{match: i, sentence: n, part: part, day: d, score: score}
					}
				}
				before = part
			}
		}
	}
	if best.score < 0 {
		return compared{}, false
	}
	p := a.text.passages[found[best.match].passage]
	printed := strings.TrimSpace(best.part[best.day.Start:best.day.Stop])
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Clause: p.ref, Quote: a.text.sentences[best.sentence].printed},
		Citations: []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, best.sentence)}}}
	claimed := strings.TrimSpace(r.text[given.Start:given.Stop])
	state := modeOf(r, zh.Figure{}) == asState
	if given.Month == 0 && state && len(r.figures) > 0 {
		return compared{}, false
	}
	d := best.day
	year := given.Year
	if d.Year != 0 {
		year = d.Year
	}
	if given.Year == 0 {
		given.Year = year
	}
	last, asked := d.Last(given.Year), given.Last(year)
	same := (given.Month == d.Month || !given.End && !given.Before) && (given.Year == d.Year || d.Year == 0) && (given.Month == 0 || d.Month == 0 || given.Month == d.Month) && (given.Date == 0 || d.Date == 0 || given.Date == d.Date)
	if state {
		if asked.After(last) {
			days := int(asked.Sub(last) / (24 * time.Hour))
			answer.Verdict, answer.Lines = No, []said.Sentence{said.Of("不算按时，已经逾期：期限是{printed}，晚了{days}天。",
				"No, it is overdue: the due day is {printed}, and this is {days} {day|days} late.", printed, days)}
			if strings.Contains(r.text, "旬") {
				answer.Lines = []said.Sentence{said.Of("不算按时，已经逾期：期限是{printed}。",
					"No, it is overdue: the due day is {printed}.", printed)}
			} else if days > 300 {
				answer.Lines = []said.Sentence{said.Of("不符合要求，不行：期限是{printed}。",
					"No, this does not do: the due day is {printed}.", printed)}
			}
		} else {
			answer.Verdict, answer.Lines = Yes, []said.Sentence{said.Of("符合要求，按时：期限是{printed}，没有超期。",
				"Yes, in time: the due day is {printed}, and it is not overdue.", printed)}
		}
		return compared{answer, best.sentence}, true
	}
	if same {
		answer.Verdict, answer.Lines = Yes, []said.Sentence{said.Of("是的，没错，是{printed}。", "Yes, that is right: {printed}.", printed)}
	} else {
		answer.Verdict, answer.Lines = No, []said.Sentence{said.Of("不对，不是{claimed}，文件写的是{printed}。",
			"That is not right, not {claimed}: the document says {printed}.", claimed, printed)}
	}
	return compared{answer, best.sentence}, true
}

var (
	untilSaid = regexp.MustCompile(`截止|截至|为止|到期|结束`)
	rangeEnd  = regexp.MustCompile(`(?:至|到|-)$`)
)
