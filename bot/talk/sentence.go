package talk

import (
	"fmt"
	"strings"
	"time"

	"duban/bot"
	"duban/knowledge/said"
	"duban/reminders"
)

// The rules of all that a reader sees:
//   - Official, warm, short. Chinese without English words and codes, with 您, never 你;
//     English without Chinese words, plain, with the slash command where Chinese has the
//     word to send.
//   - First what happened, then what to do next.
//   - Years and days in digits (2025年12月31日, 31 December 2025), counts in digits (3项).
//   - A due day that the system set says so: “按系统约定”, “by convention of the system”.
//   - Words of the plan stand in quotation marks with their place, unchanged in every
//     tongue, and so does what people wrote. What is for an office to keep, the ledger, the
//     brief's file, pictures and calendars, is Chinese.
//   - One English word for one thing: 督查员 supervisor, 联络员 liaison, 领导 leader, 读者
//     reader, 签收 acknowledge, 填报 report, 审核 verify, 销号 close, 退回 return, 延期
//     extension, 催办 urge, 逾期 overdue, 台账 ledger, 简报 brief, 任务 task, 责任单位
//     responsible unit, 留痕 audit trail.

// tongue is what somebody is spoken to in.
type tongue string

const (
	chinese tongue = "" // also of everybody who speaks neither
	english tongue = "en"
)

// tongueOf gives the tongue for a language as IETF tags it.
func tongueOf(language string) tongue {
	if base, _, _ := strings.Cut(strings.ReplaceAll(language, "_", "-"), "-"); strings.EqualFold(base, "en") {
		return english
	}
	return chinese
}

// both is a sentence that has nothing put in, or a word, in both tongues.
type both struct {
	ZH said.ZH
	EN said.EN
}

// tell says a sentence in this tongue. Words of the plan stay as they are.
func (g tongue) tell(s said.Sentence) string {
	if g == english {
		return s.English()
	}
	return s.String()
}

// f says a sentence, see said.Of.
func (g tongue) f(zh said.ZH, en said.EN, args ...any) string {
	return g.tell(said.Of(zh, en, args...))
}

// word says a word.
func (g tongue) word(b both) string { return g.f(b.ZH, b.EN) }

// label gives a name of packages reminders and knowledge in this tongue, or a reason that
// the program has written into the diary.
func (g tongue) label(name string) string {
	if in, ok := labels[name]; ok && g == english {
		return in
	}
	return name
}

// kept says what the diary has, or refuses, as a format of package fmt with what it puts in.
func (g tongue) kept(form string, args []any) string { return fmt.Sprintf(g.label(form), args...) }

// say is a Reply of one sentence.
func (g tongue) say(zh said.ZH, en said.EN, args ...any) bot.Reply { return say(g.f(zh, en, args...)) }

// toast is a Reply that answers a press with one sentence.
func (g tongue) toast(zh said.ZH, en said.EN, args ...any) bot.Reply {
	return toast(g.f(zh, en, args...))
}

// join puts words into one line, with the mark of the tongue between them.
func (g tongue) join(words []string, zh said.ZH, en said.EN) string {
	return strings.Join(words, g.f(zh, en))
}

// inBrackets puts words behind others, in brackets; nothing where there are none.
func (g tongue) inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return g.f("（{words}）", " ({words})", s)
}

// counted leaves out the number where it is one, which says nothing.
func (g tongue) counted(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// day says a day: 2021年12月31日.
func (g tongue) day(d reminders.Day) string {
	return g.at(d.In(time.UTC, 0), "2006年1月2日", "2 January 2006")
}

// month says the month of a day: 2021年12月.
func (g tongue) month(d reminders.Day) string {
	return g.at(d.In(time.UTC, 0), "2006年1月", "January 2006")
}

// at says a moment by a layout of package time.
func (g tongue) at(t time.Time, zh said.ZH, en said.EN) string { return t.Format(g.f(zh, en)) }
