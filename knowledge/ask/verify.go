package ask

import (
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// verifier holds the plan's words without white space: as found, and as read
// after repairs.
type verifier struct{ readings []string }

func newVerifier(p *knowledge.Plan) verifier {
	var read strings.Builder
	for _, s := range p.Sections() {
		read.WriteString(s.Text + "\n")
	}
	return verifier{[]string{zh.Squeeze(p.Source), zh.Squeeze(read.String())}}
}

// holds tells whether the quotation stands in the plan, white space and width
// aside.
func (v verifier) holds(quote string) bool {
	quote = zh.Squeeze(quote)
	if quote == "" {
		return false
	}
	for _, r := range v.readings {
		if strings.Contains(r, quote) {
			return true
		}
	}
	return false
}

// verified is the last gate: a quotation that is not in the plan takes the whole
// answer with it, because its lines rest on it.
func (a *Asker) verified(answer Answer) Answer {
	for _, c := range answer.Citations {
		if !a.proof.holds(c.Quote) {
			return Answer{Intent: IntentAnswer, Silence: NotStipulated,
				Lines: []said.Sentence{said.Of("没有找到可以核对原文的答案，请换个说法再问，或发“原文”加条号查看条文。",
					"No answer was found that the text bears out. Please put the question another way.")}}
		}
	}
	return answer
}
