package reminders

import (
	"errors"
	"fmt"
	"time"
)

// Settings is what supervisors may change.
type Settings struct {
	Rule   Rule      `json:"rule"`
	Lights LightRule `json:"lights"`
}

// DefaultSettings are those of a new diary.
func DefaultSettings() Settings { return Settings{DefaultRule(), DefaultLightRule()} }

// SettingError is a setting that cannot be.
type SettingError struct {
	Form string // a sentence for the person, as a format of package fmt
	Args []any  // what it puts in
}

// Error returns the sentence.
func (e *SettingError) Error() string { return fmt.Sprintf(e.Form, e.Args...) }

func wrongSetting(form string, args ...any) error { return &SettingError{form, args} }

// Check returns a *SettingError that says what is wrong, or nil.
func (s Settings) Check() error {
	if s.Lights.WarnDays < 1 || s.Lights.WarnDays > maxDays {
		return wrongSetting("黄灯的天数要在1到%d之间。", maxDays)
	}
	return s.Rule.Check()
}

// Sorted gives the settings with the rule's days in order, each once.
func (s Settings) Sorted() Settings {
	s.Rule = s.Rule.sorted()
	return s
}

// Changed is one change of the settings. None is ever taken back or overwritten: the
// last one holds.
type Changed struct {
	Settings Settings
	By       Recipient
	At       time.Time
}

// Hours are what a person has set for themselves.
type Hours struct {
	Own       int // hour at which reminders come; 0: the rule's
	QuietFrom int // from that hour on nothing comes
	QuietTo   int // until that hour; the same as QuietFrom: there are no quiet hours
}

// longestQuiet is the most hours of a day that may be quiet: reminders of what is
// overdue cannot be silenced, so the day has to have hours for them.
const longestQuiet = 14

// Why hours are refused.
var (
	ErrHour      = errors.New("hour is out of range")
	ErrQuiet     = errors.New("quiet hours are out of range or too long")
	ErrQuietHour = errors.New("the hour of reminders is quiet")
)

// Check tells whether the hours can be kept, where the rule sends at that hour: ErrHour,
// ErrQuiet, ErrQuietHour.
func (h Hours) Check(rule int) error {
	day := func(hour int) bool { return hour >= 0 && hour < 24 }
	switch {
	case h.Own != 0 && (h.Own < FirstHour || h.Own > LastHour):
		return ErrHour
	case !day(h.QuietFrom), !day(h.QuietTo), (h.QuietTo-h.QuietFrom+24)%24 > longestQuiet:
		return ErrQuiet
	case h.Quiet(h.At(rule)):
		return ErrQuietHour
	}
	return nil
}

// At gives the hour at which reminders come, where the rule's is that.
func (h Hours) At(rule int) int {
	if h.Own != 0 {
		return h.Own
	}
	return rule
}

// Sending gives the hour at which reminders are sent, where the rule's is that: At, or
// the end of the quiet hours, where the rule was moved into them later. Quiet hours put
// off, and keep nothing back for good.
func (h Hours) Sending(rule int) int {
	if hour := h.At(rule); !h.Quiet(hour) {
		return hour
	}
	return max(h.QuietTo, FirstHour)
}

// Quiet tells whether nothing may come in that hour of the day.
func (h Hours) Quiet(hour int) bool {
	return (hour-h.QuietFrom+24)%24 < (h.QuietTo-h.QuietFrom+24)%24
}
