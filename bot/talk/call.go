package talk

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"duban/knowledge/zh"
)

// call is one way to ask for a feature.
type call struct {
	need [][]meaning // of each one has to be said
	may  []meaning   // can be said besides
	any  bool        // whatever is understood can be said besides, but how something is done
	text separation  // what may stand behind the first word that is needed
}

// separation is how what may be anything is told from the word before it.
type separation int

const (
	noText    separation = iota
	apart                // by a space or a colon
	following            // it need not be
)

// readCall reads a call as features write them: meanings and slots, a|b for one of
// several, a question mark behind what need not be said. "<text>" is anything that
// stands apart behind the first, "<words>" anything behind it. Slots need not be said,
// but for those with an exclamation mark. A star lets anything be said besides.
func readCall(form string) (call, error) {
	var c call
	for word := range strings.FieldsSeq(form) {
		if word == "*" {
			c.any = true
			continue
		}
		word, needed := strings.CutSuffix(word, "!")
		optional := strings.HasSuffix(word, "?") || word[0] == '<' && !needed
		var one []meaning
		for name := range strings.SplitSeq(strings.TrimSuffix(word, "?"), "|") {
			one = append(one, meaning(name))
		}
		switch {
		case word == "<text>":
			c.text = apart
		case word == "<words>":
			c.text = following
		case optional:
			c.may = append(c.may, one...)
		default:
			c.need = append(c.need, one)
		}
		for _, m := range one {
			known := slices.Contains(slices.Collect(maps.Values(meanings)), m)
			if !known && m[0] != '<' {
				return c, fmt.Errorf("call %q: no words mean %s", form, m)
			}
		}
	}
	return c, nil
}

// match tells how much of what the call needs was said, and the words for the feature; 0
// where the call does not explain the whole message.
func (c call) match(s understood, original string) (weight int, args string) {
	words, ok := c.behind(s, original)
	switch {
	case ok && !(c.any && s.rest == "" && c.explains(s)):
		return 10*len(c.need) + 5, words
	case c.explains(s):
		return 10 * len(c.need), s.slots()
	}
	return 0, ""
}

// behind gives what stands behind the word that calls, where that may be anything.
func (c call) behind(s understood, original string) (string, bool) {
	if c.text == noText || len(s.pieces) == 0 || !slices.Contains(c.need[0], s.pieces[0].meaning) || !s.leads(s.pieces[0]) {
		return "", false
	}
	return textBehind(original, s.pieces[0].text, c.text)
}

// explains reports whether the call has all that it needs, and nothing else was said.
func (c call) explains(s understood) bool {
	if s.rest != "" && !(s.slight && (len(c.need) > 1 || c.any)) {
		return false
	}
	for _, k := range s.pieces {
		if !(c.any && k.meaning != "how") && !slices.Contains(c.may, k.meaning) && !slices.ContainsFunc(c.need, func(one []meaning) bool { return slices.Contains(one, k.meaning) }) {
			return false
		}
	}
	return !slices.ContainsFunc(c.need, func(one []meaning) bool { return !s.has(one...) })
}

// textBehind gives what stands behind a word of a message, as it was written.
func textBehind(message, word string, how separation) (string, bool) {
	at := strings.Index(strings.ToLower(message), word)
	if at < 0 { // written in another width or script
		message = zh.Fold(message)
		if at = strings.Index(message, word); at < 0 {
			return "", false
		}
	}
	behind := message[at+len(word):]
	text := strings.TrimLeftFunc(behind, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(":：=，,", r) })
	if text == "" || how == apart && text == behind {
		return "", false
	}
	return strings.TrimRight(text, " \t\n。！？!?"), true
}

// exampled reports whether a message is one of the features' examples: a form that asks
// for names is left for these alone.
func (t *table) exampled(message string) bool {
	message = strings.ToLower(strings.TrimRight(strings.TrimSpace(message), "？?。.！! "))
	return slices.ContainsFunc(t.features, func(f *Feature) bool {
		return f.When == nil && slices.ContainsFunc(f.Examples, func(e string) bool { return strings.ToLower(e) == message })
	})
}
