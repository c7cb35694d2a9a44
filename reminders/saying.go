package reminders

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Saying is what the program itself says in the audit trail, as a form and what it puts
// in, so that it can be said in another tongue too.
type Saying struct {
	Form string   `json:"form"`           // a sentence in Chinese without a full stop, as a format of package fmt
	Args []string `json:"args,omitempty"` // what it puts in: names, and words of the plan
	Days []Day    `json:"days,omitempty"` // or days, 0 where there is none
}

// String returns the sentence in Chinese.
func (s Saying) String() string {
	var args []any
	for _, a := range s.Args {
		args = append(args, a)
	}
	for _, d := range s.Days {
		args = append(args, deadline(d))
	}
	return fmt.Sprintf(s.Form, args...)
}

// reasonOf writes sayings as the reason of an event.
func reasonOf(sayings []Saying) string {
	if len(sayings) == 0 {
		return ""
	}
	data, err := json.Marshal(sayings)
	if err != nil {
		panic("reminders: " + err.Error()) // strings and numbers can be written
	}
	return string(data)
}

// Sayings returns what the program says in a revision as the reason of the event: none
// where its words are kept, as they once were.
func (e Event) Sayings() []Saying {
	var all []Saying
	if e.Action != ReviseAction || json.Unmarshal([]byte(e.Reason), &all) != nil {
		return nil
	}
	return all
}

// Words returns the reason of the event in Chinese.
func (e Event) Words() string {
	all := e.Sayings()
	if all == nil {
		return e.Reason
	}
	return wordsOf(all)
}

// wordsOf puts sayings into one line.
func wordsOf(all []Saying) string {
	var parts []string
	for _, s := range all {
		parts = append(parts, s.String())
	}
	return strings.Join(parts, "；")
}
