package reminders

import "time"

// Question is one question that was put to a plan. The log of them shows a supervisor
// what people miss; it holds nothing about who asked.
type Question struct {
	ID      int64
	Plan    string // key of the plan
	Asked   time.Time
	Text    string // at most MaxQuestion characters
	Outcome string // Answered, or why there was no answer
	Places  string // what the answer cited, separated by 、
	Vote    int    // 1: helpful, -1: not, 0: no vote
}

// Answered is the Outcome of a question that was answered.
const Answered = "answered"

// MaxQuestion is how many characters of a question are kept.
const MaxQuestion = 200

// Missed tells whether a supervisor should look at the question: it got no answer, or
// one that did not help.
func (q Question) Missed() bool { return q.Vote < 0 || q.Outcome != Answered && q.Vote == 0 }
