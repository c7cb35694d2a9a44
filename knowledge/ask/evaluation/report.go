package evaluation

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"duban/knowledge/ask"
	"duban/knowledge/fact"
)

// Report is how an asker did on a set of questions.
type Report struct {
	Right, Total map[string]int // by type of question
	Wrong        []Fault
	Retrieval    Retrieval
}

// Fault is a wrong answer.
type Fault struct {
	Question Question
	Why      string
	Answer   string // plain text
}

// Retrieval tells where the right clause stands among those that the search for
// passages offers. Counted are the questions of one turn that a clause answers.
type Retrieval struct {
	Questions    int
	First, Five  int     // questions with a right clause in first place, in the first five
	ReciprocalRS float64 // sum of 1 / place, up to the tenth
}

// maxPlace is the last place that counts for the mean reciprocal rank.
const maxPlace = 10

// Run puts every question to the asker. Questions without a day of their own are
// asked on the day of now. The error is that of the index, or of a day that cannot
// be read.
func Run(a *ask.Asker, questions []Question, now time.Time) (Report, error) {
	r := Report{Right: map[string]int{}, Total: map[string]int{}}
	for _, q := range questions {
		answer, err := Converse(a, q, now)
		if err != nil {
			return r, fmt.Errorf("%s: %w", q.ID, err)
		}
		r.Total[q.Type]++
		if why := q.Judge(answer); why != "" {
			r.Wrong = append(r.Wrong, Fault{q, why, answer.Text()})
		} else {
			r.Right[q.Type]++
		}
		r.Retrieval.count(a, q)
	}
	return r, nil
}

// Converse puts the turns one after the other, as one chat would, and gives the
// last answer.
func Converse(a *ask.Asker, q Question, now time.Time) (ask.Answer, error) {
	if q.Now != "" {
		at, err := time.ParseInLocation(time.DateOnly, q.Now, now.Location())
		if err != nil {
			return ask.Answer{}, err
		}
		now = at
	}
	var answer ask.Answer
	for _, turn := range q.Turns {
		answer = a.Ask(turn, answer.Focus, now)
	}
	return answer, nil
}

// count adds the place of the first right clause.
func (r *Retrieval) count(a *ask.Asker, q Question) {
	clauses := slices.DeleteFunc(slices.Clone(q.Cite), func(ref string) bool { return ref == fact.AnnexPlace })
	if !q.Answerable || len(q.Turns) != 1 || len(clauses) == 0 {
		return
	}
	ranked := a.Rank(q.Turns[0])
	r.Questions++
	place := slices.IndexFunc(ranked, func(ref string) bool {
		return slices.ContainsFunc(clauses, func(c string) bool { return samePlace(ref, c) })
	})
	if place == 0 {
		r.First++
	}
	if place >= 0 && place < 5 {
		r.Five++
	}
	if place >= 0 && place < maxPlace {
		r.ReciprocalRS += 1 / float64(place+1)
	}
}

// Write prints the table: right answers by type, the retrieval's figures, and every
// wrong answer with the reason.
func (r Report) Write(w io.Writer) error {
	var b strings.Builder
	right, total := 0, 0
	for _, typ := range slices.Sorted(maps.Keys(r.Total)) {
		fmt.Fprintf(&b, "%-24s %3d of %3d\n", typ, r.Right[typ], r.Total[typ])
		right, total = right+r.Right[typ], total+r.Total[typ]
	}
	fmt.Fprintf(&b, "%-24s %3d of %3d  %.1f%%\n", "all", right, total, 100*float64(right)/float64(max(total, 1)))
	n := float64(max(r.Retrieval.Questions, 1))
	fmt.Fprintf(&b, "\nclause retrieval, %d questions: recall@1 %.3f  recall@5 %.3f  MRR@%d %.3f\n", r.Retrieval.Questions,
		float64(r.Retrieval.First)/n, float64(r.Retrieval.Five)/n, maxPlace, r.Retrieval.ReciprocalRS/n)
	if len(r.Wrong) > 0 {
		b.WriteString("\n")
	}
	for _, f := range r.Wrong {
		fmt.Fprintf(&b, "%s %s: %s\n", f.Question.ID, strings.Join(f.Question.Turns, " | "), f.Why)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
