package evaluation

import (
	"time"

	"duban/knowledge/ask"
)

// PlanLesson reads what can be learned from a question about which plan of a library
// answers it.
func PlanLesson(l *ask.Library, question string, right int, now time.Time) Lesson {
	var out Lesson
	out.passages = l.Consider(question, now)
	for _, p := range out.passages {
		out.right = append(out.right, p.Plan == right)
	}
	return out
}

// LearnChoice fits the weights by which a library chooses a plan, beginning with the given
// ones.
func LearnChoice(lessons []Lesson, from ask.Choice) ask.Choice {
	return ask.Choice(learnPassages(lessons, from))
}
