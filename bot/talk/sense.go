package talk

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"duban/knowledge/ask"
	"duban/knowledge/zh"
	"duban/reminders"
)

// sense is what words are that are written while a form is open.
type sense string

const (
	fills  sense = "fill"    // what the form asks for
	asks   sense = "ask"     // a question
	leaves sense = "leave"   // gives the form up
	nods   sense = "ack"     // says that something was heard, no more
	calls  sense = "command" // wants something else
)

// written is what people write while a form is open, one message a line: its sense, and
// the message with @ for units.
//
//go:embed written.txt
var written string

// senseOfFeature gives what a message is to an open form that calls a feature.
func senseOfFeature(name string) sense {
	switch name {
	case "question", "help":
		return asks
	case "cancel":
		return leaves
	case "sign":
		return nods
	case "claim":
		return fills
	}
	return calls
}

// expected is how often each sense is met while a form is open; what the model is learned
// from holds them in other proportions.
var expected = map[sense]float64{fills: 0.6, asks: 0.2, leaves: 0.07, nods: 0.07, calls: 0.06}

const (
	modestyOfSenses = 1e-4 // see modesty: there are few senses, and much is heard of each

	plainly   = 0.9 // as likely, words are taken for what the form asks for at once
	otherwise = 0.3 // and if no likelier than this, for something else
)

// senses weigh what words are.
type senses struct {
	likelihood
	share []float64 // of each sense in what was learned from
}

// learnedSenses is learned from written and heard when it is first needed.
var learnedSenses = sync.OnceValue(func() senses { return fitSenses(senseExamples()) })

// senseExamples gives what senses are learned from. What only greets or nods says nothing
// of questions, among which it is heard.
func senseExamples() []example {
	var all []example
	for line := range strings.Lines(written) {
		of, message, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if ok && !strings.HasPrefix(line, "#") {
			all = append(all, example{of, senseTraits(message)})
		}
	}
	for line := range strings.Lines(heard) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(fields) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		of := senseOfFeature(fields[0])
		empty := !slices.ContainsFunc(segment([]rune(fields[2])), func(k piece) bool { return k.meaning != filler })
		if of == asks && empty {
			continue
		}
		all = append(all, example{string(of), withMeanings(fields[2])})
	}
	return all
}

// questions reports whether a text asks something: by its question words, or by a word
// that stands on both sides of its denial, as in 要不要.
func questions(text string) bool {
	runes := []rune(text)
	for i := 1; i+1 < len(runes); i++ {
		if (runes[i] == '不' || runes[i] == '没') && runes[i-1] == runes[i+1] {
			return true
		}
	}
	return ask.Asks(text)
}

func fitSenses(all []example) senses {
	s := senses{likelihood: fit(all, modestyOfSenses)}
	s.share = make([]float64, len(s.features))
	for _, e := range all {
		s.share[slices.Index(s.features, e.feature)] += 1 / float64(len(all))
	}
	return s
}

// senseTraits are what a message is recognised by. What the plan knows of it says nothing
// here: reports and questions speak of the same things.
func senseTraits(message string) []string {
	return withMeanings(slotted(shorten(zh.Fold(strings.TrimSpace(message)), longestHeard)))
}

// withMeanings adds to the traits of a message what its words mean, and how it ends.
func withMeanings(form string) []string {
	out := traits(form, 0)
	for _, k := range segment([]rune(form)) {
		if k.meaning != filler && k.meaning != "" {
			out = append(out, "means "+string(k.meaning))
		}
	}
	if questions(form) {
		out = append(out, "asks")
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// weighed gives how likely the message has each sense.
func (s senses) weighed(traits []string) map[sense]float64 {
	p, sum := map[sense]float64{}, 0.0
	for k, v := range s.of(traits) {
		of := sense(s.features[k])
		p[of] = v * expected[of] / s.share[k]
		sum += p[of]
	}
	for of := range p {
		p[of] /= sum
	}
	return p
}

// senseOf tells what a message is to the open form; plain reports whether, being what the
// form asks for, it need not be shown back. A command that explains every word decides
// where the words are no likelier a report; a question mark keeps words from being taken
// unseen.
func (t *turn) senseOf(a reminders.Action) (of sense, plain bool) {
	text := zh.Fold(strings.TrimSpace(t.Text))
	p := learnedSenses().weighed(senseTraits(t.book.Asker.Masked(t.Text, unitMark)))
	chinese := strings.ContainsFunc(text, zh.IsHan)
	if !chinese { // nothing was learned of them
		p = expected
	}
	asking := strings.Contains(text, "?") || questions(text)
	t.said = t.understand(t.Text)
	if f, _ := t.route(t.said, t.Text); f != nil && (a == reminders.Report || p[fills] < otherwise || t.table.exampled(t.Text)) {
		of := senseOfFeature(f.Name)
		if of != fills && (chinese && p[fills] < plainly || !chinese && of != calls || t.table.exampled(t.Text)) {
			return of, false
		}
		return fills, false
	}
	best := fills
	for of, v := range p {
		if v > p[best] {
			best = of
		}
	}
	switch {
	case best == asks && asking && a == reminders.Report, strings.HasSuffix(text, "?") && p[fills] < plainly:
		return asks, false
	case best != fills && p[fills] < otherwise:
		return best, false
	case a != reminders.Report: // a reason is asked for, and anything can be one
		return fills, best == fills && !asking
	case percentIn(t.Text) > 0:
		return fills, best == fills && !asking
	}
	return fills, p[fills] >= plainly && !asking
}
