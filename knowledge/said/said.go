// Package said holds what the other packages say to people: each sentence as its form
// and what is put into it, so that it can be said in another tongue as well.
package said

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Sentence is something to be said, or a part of it. Its zero value says nothing.
type Sentence struct {
	// Form is the sentence in Chinese, as a format of package fmt. It is also what the
	// sentence is known by in other tongues.
	Form string
	// Args are what the form puts in: an int, a string, which is words of the plan or a
	// name and the same in every tongue, or a Sentence.
	Args []any
}

// Of returns the sentence of a form with its arguments.
func Of(form string, args ...any) Sentence { return Sentence{form, args} }

// Words returns words that are the same in every tongue.
func Words(words string) Sentence {
	if words == "" {
		return Sentence{}
	}
	return Of("%s", words)
}

// Join puts parts together, two at a time by a form such as %s、%s.
func Join[T string | Sentence](form string, parts []T) Sentence {
	switch n := len(parts); n {
	case 0:
		return Sentence{}
	case 1:
		if s, ok := any(parts[0]).(Sentence); ok {
			return s
		}
		return Of("%s", parts[0])
	default: // by halves: nested as little as can be
		return Of(form, Join(form, parts[:n/2]), Join(form, parts[n/2:]))
	}
}

// String returns the sentence in Chinese.
func (s Sentence) String() string { return fmt.Sprintf(s.Form, s.Args...) }

// IsZero reports whether s says nothing.
func (s Sentence) IsZero() bool { return s.Form == "" }

// sentence is the JSON of a Sentence.
type sentence struct {
	Form string            `json:"form"`
	Args []json.RawMessage `json:"args,omitempty"`
}

// MarshalJSON writes the form and its arguments.
func (s Sentence) MarshalJSON() ([]byte, error) {
	out := sentence{Form: s.Form}
	for _, a := range s.Args {
		data, err := json.Marshal(a)
		if err != nil {
			return nil, err
		}
		out.Args = append(out.Args, data)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes. A plain string is a sentence that has
// nothing put in.
func (s *Sentence) UnmarshalJSON(data []byte) error {
	*s = Sentence{}
	var words string
	if json.Unmarshal(data, &words) == nil {
		s.Form = strings.ReplaceAll(words, "%", "%%")
		return nil
	}
	var in sentence
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	s.Form = in.Form
	for _, a := range in.Args {
		arg, err := argument(a)
		if err != nil {
			return err
		}
		s.Args = append(s.Args, arg)
	}
	return nil
}

// argument reads a string, an int or a Sentence.
func argument(data json.RawMessage) (any, error) {
	var words string
	var n int
	var part Sentence
	switch {
	case json.Unmarshal(data, &words) == nil:
		return words, nil
	case json.Unmarshal(data, &n) == nil:
		return n, nil
	}
	err := json.Unmarshal(data, &part)
	return part, err
}

// Error is a Sentence that says why something cannot be done, and what to do then.
type Error struct{ Sentence }

// Errorf returns an *Error. What was behind it is wrapped around: %w of package fmt.
func Errorf(form string, args ...any) error { return &Error{Of(form, args...)} }

// Error returns the sentence in Chinese.
func (e *Error) Error() string { return e.String() }

// Is reports whether target says the same: an error that came from another process does.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && e.String() == t.String()
}

// Find returns the sentence of the first *Error in err's tree.
func Find(err error) (Sentence, bool) {
	var e *Error
	if errors.As(err, &e) {
		return e.Sentence, true
	}
	return Sentence{}, false
}
