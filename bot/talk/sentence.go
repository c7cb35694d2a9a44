package talk

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"duban/bot"
	"duban/knowledge/said"
	"duban/reminders"
)

// f says a sentence, which is written as a format of package fmt, in this tongue.
func (g tongue) f(format string, args ...any) string {
	if in, ok := inEnglish[format]; ok && g == english {
		return fmt.Sprintf(agree(in, args), args...)
	}
	return fmt.Sprintf(format, args...)
}

// word gives a word in this tongue.
func (g tongue) word(name string) string {
	if in, ok := inEnglish[name]; ok && g == english {
		return in
	}
	return name
}

// label gives a name of packages reminders and knowledge in this tongue, or a reason that
// the program has written into the diary.
func (g tongue) label(name string) string { return g.word(name) }

// kept says what the diary has, or refuses, as a form with what it puts in.
func (g tongue) kept(form string, args []any) string { return g.f(form, args...) }

// say is a Reply of one sentence.
func (g tongue) say(format string, args ...any) bot.Reply { return say(g.f(format, args...)) }

// toast is a Reply that answers a press with one sentence.
func (g tongue) toast(format string, args ...any) bot.Reply {
	return bot.Reply{Toast: g.f(format, args...)}
}

// join puts words into one line; between is the Chinese mark between them.
func (g tongue) join(words []string, between string) string {
	return strings.Join(words, g.word(between))
}

// day says a day: 2021年12月31日.
func (g tongue) day(d reminders.Day) string { return g.at(d.In(time.UTC, 0), "2006年1月2日") }

// month says the month of a day: 2021年12月.
func (g tongue) month(d reminders.Day) string { return g.at(d.In(time.UTC, 0), "2006年1月") }

// at says a moment by a layout of package time.
func (g tongue) at(t time.Time, layout string) string { return t.Format(g.word(layout)) }

// agreeing finds what is to be put into a format, and words that go with its number.
var agreeing = regexp.MustCompile(`%%|%(?:\[(\d+)\])?[-+#0-9.]*[a-zA-Z]|\{([^|{}]*)\|([^|{}]*)\}`)

// agree settles words such as {task|tasks} by the number that stands before them.
func agree(format string, args []any) string {
	next, one := 0, false
	return agreeing.ReplaceAllStringFunc(format, func(s string) string {
		m := agreeing.FindStringSubmatch(s)
		switch {
		case s == "%%":
			return s
		case s[0] == '{' && one:
			return m[2]
		case s[0] == '{':
			return m[3]
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n - 1
		}
		if next < len(args) {
			one = args[next] == 1
		}
		next++
		return s
	})
}

// tell says in this tongue what another package says. Words of the plan stay as they are.
func (g tongue) tell(s said.Sentence) string {
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		if part, ok := a.(said.Sentence); ok {
			a = g.tell(part)
		}
		args[i] = a
	}
	return g.f(s.Form, args...)
}

// tongue is what somebody is spoken to in. Sentences stand in Chinese where they are
// said; the tables of english.go have each of them in English.
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

func (g tongue) inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return g.f("（%s）", s)
}

// counted leaves out the number where it is one, which says nothing.
func (g tongue) counted(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
