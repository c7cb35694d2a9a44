package talk

import (
	"slices"
	"strings"

	"duban/bot/office"
	"duban/reminders"
)

// A meaning is what words of a message stand for when it asks for something to be done.
// Features say in meanings what calls them, see Feature.Calls.
type meaning string

// filler is the meaning of words that ask politely, point, or hold a sentence together.
const filler meaning = "-"

// Slots are what a message can name besides its meanings.
const (
	slotUnit    meaning = "<unit>"
	slotProject meaning = "<project>"
	slotPlan    meaning = "<plan>"
	slotYear    meaning = "<year>"
	slotPeriod  meaning = "<period>" // a month, a quarter, a week, a day
	slotAmount  meaning = "<amount>" // an hour, so many days
	slotNumber  meaning = "<number>" // of a task in a list
)

// piece is a part of a message that is understood; from and to count characters.
type piece struct {
	meaning  meaning
	text     string
	from, to int
}

// understood is a message as far as its words are understood without asking the plans.
type understood struct {
	text     []rune // folded
	pieces   []piece
	rest     string // what nothing explains
	slight   bool   // that is no more than a character here and there, which changes no word
	units    []string
	projects []string
	years    []int
	periods  []span
	number   int // of a task in a list; 0: none
	plan     *office.Book
}

// has reports whether the message has any of the meanings.
func (s understood) has(any ...meaning) bool {
	return slices.ContainsFunc(s.pieces, func(t piece) bool { return slices.Contains(any, t.meaning) })
}

// slots gives the words that name something, in the order in which they were said.
func (s understood) slots() string {
	var words []string
	for _, t := range s.pieces {
		if t.meaning[0] == '<' {
			words = append(words, t.text)
		}
	}
	return strings.Join(words, " ")
}

// without leaves out what has a meaning.
func (s understood) without(m meaning) understood {
	s.pieces = slices.DeleteFunc(slices.Clone(s.pieces), func(k piece) bool { return k.meaning == m })
	return s
}

// span is the time from one day to another, both included.
type span struct {
	from, to reminders.Day
}
