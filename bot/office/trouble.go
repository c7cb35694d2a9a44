// Package office is what an office does with the plans and the diary side by side: it
// keeps the library of plans, tells which of them is meant, imports, corrects and
// withdraws, and gathers where things stand. It knows of no chat.
package office

// Trouble is something that went wrong on the way: a sentence for the person at the
// machine, and what caused it.
type Trouble struct {
	Sentence string
	Err      error
}

func (t *Trouble) Error() string {
	if t.Err == nil {
		return t.Sentence
	}
	return t.Sentence + "（" + t.Err.Error() + "）"
}

func (t *Trouble) Unwrap() error { return t.Err }

func trouble(sentence string, err error) error { return &Trouble{sentence, err} }
