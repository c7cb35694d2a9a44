package talk

import (
	_ "embed"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"

	"duban/knowledge/ask"
	"duban/knowledge/zh"
)

// heard is what people type, one message a line: the feature that takes it, how much of it
// the plan knows in tenths, and the message with names and numbers replaced by slots. The
// feature "question" stands for questions to the plans.
//
//go:embed heard.txt
var heard string

// likelihood is a log-linear model: how much each trait of a message speaks for each
// feature.
type likelihood struct {
	features []string
	ids      map[string]int // of traits
	weights  []float64      // by trait, then by feature
}

const (
	rounds  = 20   // over all that is learned from
	pace    = 0.5  // of learning, as in AdaGrad
	modesty = 1e-3 // pulls weights to 0, so that a rare trait says little; with many features
	settled = 1e-3 // a probability that is as near to the truth teaches no more
)

// learned is the model, learned from heard when it is first needed. The order in which
// messages are looked at is always the same, and so is the model.
var learned = sync.OnceValue(func() likelihood { return fit(readHeard(heard), modesty) })

// example is a message with the feature that takes it.
type example struct {
	feature string
	traits  []string
}

func readHeard(lines string) (all []example) {
	for line := range strings.Lines(lines) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(fields) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		tenths, _ := strconv.Atoi(fields[1])
		all = append(all, example{fields[0], traits(fields[2], tenths)})
	}
	return all
}

// traits are what a message, with its slots in place, is recognised by: its characters and
// their pairs, and how much of it the plan knows.
func traits(message string, tenths int) []string {
	out := []string{"", "knows " + strconv.Itoa(tenths/2)}
	last := "^"
	for _, r := range message + "$" {
		out = append(out, last+string(r), string(r))
		last = string(r)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func fit(all []example, modesty float64) likelihood {
	l := likelihood{ids: map[string]int{}}
	rows, wants := make([][]int, len(all)), make([]int, len(all))
	for n, e := range all {
		l.features = appendNew(l.features, e.feature)
		wants[n] = slices.Index(l.features, e.feature)
		for _, t := range e.traits {
			if _, ok := l.ids[t]; !ok {
				l.ids[t] = len(l.ids)
			}
			rows[n] = append(rows[n], l.ids[t])
		}
	}
	width := len(l.features)
	l.weights = make([]float64, len(l.ids)*width)
	squares := make([]float64, len(l.weights))
	order, wrong := rand.New(rand.NewPCG(1, 2)), make([]int, 0, width)
	for range rounds {
		for _, n := range order.Perm(len(all)) {
			p, scale := l.weigh(rows[n])
			p[wants[n]]--
			wrong = wrong[:0]
			for k := range p {
				if math.Abs(p[k]) >= settled {
					wrong = append(wrong, k)
				}
			}
			for _, id := range rows[n] {
				w, g := l.weights[id*width:(id+1)*width], squares[id*width:(id+1)*width]
				for _, k := range wrong {
					d := p[k]*scale + modesty*w[k]
					g[k] += d * d
					w[k] -= pace * d / math.Sqrt(g[k])
				}
			}
		}
	}
	return l
}

// of gives the probability of each feature for a message with these traits.
func (l likelihood) of(traits []string) []float64 {
	var ids []int
	for _, t := range traits {
		if id, ok := l.ids[t]; ok {
			ids = append(ids, id)
		}
	}
	p, _ := l.weigh(ids)
	return p
}

// weigh gives the probabilities, and how much each trait counts.
func (l likelihood) weigh(ids []int) (p []float64, scale float64) {
	width := len(l.features)
	p = make([]float64, width)
	scale = 1 / math.Sqrt(float64(max(len(ids), 1)))
	for _, id := range ids {
		for k, w := range l.weights[id*width : (id+1)*width] {
			p[k] += w * scale
		}
	}
	top, sum := slices.Max(p), 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p, scale
}

// likely gives the feature that a message most probably calls although no call explains
// all of it, and the words for the feature; nil where that is a question to the plans.
func (t *turn) likely() (f *Feature, args string) {
	form, tenths := slot(t.book.Asker, t.Text)
	if !strings.ContainsFunc(form, zh.IsHan) { // heard is Chinese
		return nil, ""
	}
	l := learned()
	p := l.of(traits(form, tenths))
	best := 0.0
	for k, name := range l.features {
		one := t.table.named(name)
		if p[k] <= best || one == nil || one.When != nil && !one.When(t) {
			continue
		}
		best, f = p[k], one
	}
	if f == nil || f.Name == "question" {
		return nil, ""
	}
	named := t.book.Asker.Mentions(t.Text, t.Now.In(t.Location))
	words := append(slices.Clone(named.Units), named.Projects...)
	for _, y := range named.Years {
		words = append(words, strconv.Itoa(y))
	}
	for _, k := range t.said.pieces {
		if k.meaning == slotPeriod || k.meaning == slotNumber {
			words = append(words, k.text)
		}
	}
	return f, strings.Join(words, " ")
}

// slot gives a message with slots for what it names and counts, and how much of it the
// plan knows, in tenths.
func slot(a *ask.Asker, message string) (form string, tenths int) {
	masked := a.Masked(shorten(strings.TrimSpace(message), longestHeard), unitMark)
	return slotted(masked), int(10 * a.Knows(message))
}

// slotted replaces what a message counts and when it is by slots, and leaves out marks.
func slotted(masked string) string {
	var out strings.Builder
	for _, k := range segment([]rune(masked)) {
		switch k.meaning {
		case slotYear, slotPeriod, slotNumber:
			out.WriteString("#")
		default:
			out.WriteString(strings.Map(func(r rune) rune {
				switch {
				case r >= '0' && r <= '9':
					return '9'
				case zh.IsHan(r) || r >= 'a' && r <= 'z' || string(r) == unitMark:
					return r
				}
				return ' '
			}, k.text))
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

const (
	unitMark     = "@" // stands for a unit
	longestHeard = 60  // characters; what a message is for is said by then
)
