// Package said holds what the program says to people: each sentence in Chinese and in
// English, with what is put into both. A sentence without its English does not compile.
package said

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// ZH and EN are the two halves of a sentence. What is put in stands in braces by name:
// {unit}的{name}已销号。 In English {n} {task|tasks} goes with the number before it.
type (
	ZH string
	EN string
)

// Sentence is something to be said, or a part of it. Its zero value says nothing.
type Sentence struct {
	ZH ZH
	EN EN
	// Args are what the names stand for, in the order in which the Chinese first has them:
	// an int, a string, which is words of the plan or a name and the same in every tongue,
	// or a Sentence.
	Args []any
}

// Of returns a sentence with its arguments.
func Of(zh ZH, en EN, args ...any) Sentence { return Sentence{zh, en, args} }

// Words returns words that are the same in every tongue.
func Words(words string) Sentence {
	if words == "" {
		return Sentence{}
	}
	return Of("{words}", "{words}", words)
}

// Join puts parts together, two at a time by a sentence such as {one}、{other}.
func Join[T string | Sentence](zh ZH, en EN, parts []T) Sentence {
	switch n := len(parts); n {
	case 0:
		return Sentence{}
	case 1:
		if s, ok := any(parts[0]).(Sentence); ok {
			return s
		}
		return Words(any(parts[0]).(string))
	default: // by halves: nested as little as can be
		return Of(zh, en, Join(zh, en, parts[:n/2]), Join(zh, en, parts[n/2:]))
	}
}

// String returns the sentence in Chinese.
func (s Sentence) String() string { return s.put(string(s.ZH), Sentence.String) }

// English returns the sentence in English.
func (s Sentence) English() string { return s.put(string(s.EN), Sentence.English) }

var place = regexp.MustCompile(`\{[^{}]*\}`)

// put puts the arguments into one half; part says those that are sentences.
func (s Sentence) put(half string, part func(Sentence) string) string {
	if len(s.Args) == 0 {
		return half
	}
	var names []string
	for _, name := range place.FindAllString(string(s.ZH), -1) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	single := false
	return place.ReplaceAllStringFunc(half, func(name string) string {
		if one, many, ok := strings.Cut(name[1:len(name)-1], "|"); ok && single {
			return one
		} else if ok {
			return many
		}
		i := slices.Index(names, name)
		if i < 0 || i >= len(s.Args) {
			return name
		}
		single = s.Args[i] == 1
		if p, ok := s.Args[i].(Sentence); ok {
			return part(p)
		}
		return fmt.Sprint(s.Args[i])
	})
}

// IsZero reports whether s says nothing.
func (s Sentence) IsZero() bool { return s.ZH == "" }

// sentence is the JSON of a Sentence.
type sentence struct {
	ZH   ZH                `json:"zh,omitempty"`
	EN   EN                `json:"en,omitempty"`
	Form string            `json:"form,omitempty"` // instead, as once: in Chinese alone, as a format of package fmt
	Args []json.RawMessage `json:"args,omitempty"`
}

// MarshalJSON writes both halves and the arguments.
func (s Sentence) MarshalJSON() ([]byte, error) {
	out := sentence{ZH: s.ZH, EN: s.EN}
	for _, a := range s.Args {
		data, err := json.Marshal(a)
		if err != nil {
			return nil, err
		}
		out.Args = append(out.Args, data)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes, or once wrote. A plain string is a sentence
// that has nothing put in.
func (s *Sentence) UnmarshalJSON(data []byte) error {
	*s = Sentence{}
	var words string
	if json.Unmarshal(data, &words) == nil {
		*s = Words(words)
		return nil
	}
	var in sentence
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	var args []any
	for _, a := range in.Args {
		arg, err := argument(a)
		if err != nil {
			return err
		}
		args = append(args, arg)
	}
	if in.Form != "" {
		*s = Words(fmt.Sprintf(in.Form, args...))
		return nil
	}
	*s = Sentence{in.ZH, in.EN, args}
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
func Errorf(zh ZH, en EN, args ...any) error { return &Error{Of(zh, en, args...)} }

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
