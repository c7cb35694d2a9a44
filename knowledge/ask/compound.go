package ask

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
)

var (
	sentenceEnd = regexp.MustCompile(`[?？;；\n]+|[,，。]`)
	// interrogative words make a part of a message a question of its own.
	interrogative = regexp.MustCompile(`谁|什么|啥|多少|(^|[^有这那])几(个|所|家|项|条|位|成|年|级)\p{Han}{0,6}$|哪|怎么|怎样|如何|吗|何时|是不是|有没有|对吧|责任单位是`)
)

// maxParts is how many questions of one message are answered.
const maxParts = 4

// questionsIn splits a message where one question ends and another begins; what
// asks nothing of its own belongs to the question after it.
func questionsIn(text string) []string {
	var parts []string
	var open string // not yet a question
	rest := text
	for rest != "" {
		part := rest
		end := len(rest)
		if loc := sentenceEnd.FindStringIndex(rest); loc != nil {
			part, end = rest[:loc[0]], loc[1]
		}
		mark := rest[len(part):end]
		rest = rest[end:]
		open += part
		if interrogative.MatchString(part) {
			parts = append(parts, strings.TrimSpace(open))
			open = ""
			continue
		}
		open += mark
	}
	if open = strings.TrimSpace(open); open != "" && len(parts) > 0 {
		parts[len(parts)-1] += "，" + open
	}
	if len(parts) < 2 || len(parts) > maxParts {
		return []string{text}
	}
	return parts
}

// askAll answers the questions of one message one after the other and puts the
// answers together; the plan is silent only where it is to all of them. ok is false
// where they are no questions to the plan.
func (a *Asker) askAll(parts []string, focus Focus, now time.Time) (all Answer, ok bool, err error) {
	all = Answer{Intent: IntentAnswer}
	silent := 0
	for _, part := range parts {
		answer, err := a.route(a.read(part, now), focus)
		if err != nil || answer.Intent != IntentAnswer || answer.Silence == Refused {
			return Answer{}, false, err
		}
		if answer.Abstained() {
			if q := a.read(part, now); answer.Silence == Unclear || len(q.units)+len(q.projects)+len(q.bureaus)+len(q.clauses) == 0 && q.content.sum < subjectWeight {
				return Answer{}, false, nil // no question of its own after all
			}
			silent++
			all.Silence = answer.Silence
			answer.Lines = slices.DeleteFunc(answer.Lines, func(s string) bool { return s == nearestWords })
			answer.Citations = nil
			if len(answer.Lines) > 0 {
				answer.Lines[0] = "“" + part + "”：" + answer.Lines[0]
			}
		} else {
			focus = answer.Focus
		}
		for _, line := range answer.Lines {
			all.Lines = appendNew(all.Lines, line)
		}
		for _, c := range answer.Citations {
			if !slices.ContainsFunc(all.Citations, func(d knowledge.Citation) bool { return c == d }) {
				all.Citations = append(all.Citations, c)
			}
		}
		all.Whole = append(all.Whole, answer.Whole...)
	}
	if silent == len(parts) {
		return Answer{}, false, nil
	}
	all.Silence, all.Focus = Answered, focus
	return all, true, nil
}
