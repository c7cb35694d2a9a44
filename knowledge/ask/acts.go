package ask

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"duban/knowledge/zh"
)

// manner is what a word of chat.txt does in a message.
type manner byte

const (
	plain       manner = iota // none: it may be what is asked about
	saysWho                   // who asks
	saysAsk                   // the asking itself
	saysPlease                // politeness
	saysWhy                   // setting and urgency
	saysOpening               // how one begins to speak
	saysNothing               // fillers
	saysTurn                  // a correction, or a return to what was said
)

//go:embed chat.txt
var chatText string

// chat holds the words of chat.txt with what they do; longestChat is the longest of them,
// in characters.
var chat, longestChat = func() (map[string]manner, int) {
	kinds := map[string]manner{"who": saysWho, "ask": saysAsk, "manners": saysPlease, "setting": saysWhy, "opening": saysOpening, "filler": saysNothing, "turn": saysTurn}
	out, longest := map[string]manner{}, 0
	for line := range strings.Lines(chatText) {
		name, words, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(words) {
			out[w] = kinds[strings.TrimSpace(name)]
			longest = max(longest, utf8.RuneCountInString(w))
		}
	}
	return out, longest
}()

// token is a word of chat in a text, from one character to another.
type token struct {
	from, to int
	does     manner
}

// chatter reads the words of chat in a text, at each place the longest.
func chatter(text []rune) []token {
	var out []token
	for i := 0; i < len(text); {
		n := min(longestChat, len(text)-i)
		for n > 0 && chat[string(text[i:i+n])] == plain {
			n--
		}
		if n == 0 {
			i++
			continue
		}
		out = append(out, token{i, i + n, chat[string(text[i:i+n])]})
		i += n
	}
	return out
}

// requested takes out of a message what asks nothing: who asks and why, politeness,
// fillers. Who the asker speaks for stays. A message of nothing else comes back as it is,
// and so does one that takes back what was said or goes back to it.
func (a *Asker) requested(message string) string {
	if slices.ContainsFunc(chatter([]rune(message)), func(t token) bool { return t.does == saysTurn }) {
		return message
	}
	parted := strings.FieldsFunc(message, isMark)
	var stretches []string
	requests := 0 // stretches that are not chat
	for _, s := range parted {
		for _, part := range a.unfronted(strings.TrimSpace(s)) {
			if part == "" {
				continue
			}
			stretches = append(stretches, part)
			if !a.isSetting(part) && !a.isCourtesy(part) {
				requests++
			}
		}
	}
	if requests == 0 {
		return message
	}
	kept := slices.DeleteFunc(slices.Clone(stretches), a.isSetting)
	if !slices.ContainsFunc(kept, func(s string) bool { return !asking(s) }) { // nothing is claimed that 可以吗 could be about
		kept = slices.DeleteFunc(kept, a.isCourtesy)
	}
	if len(kept) == len(parted) && len(kept) == len(stretches) {
		return message
	}
	return rejoined(message, kept)
}

func isMark(r rune) bool { return strings.ContainsRune(",，。;；!！?？\n:：~…", r) }

// rejoined puts stretches of a message together with the marks that stood behind them.
func rejoined(message string, kept []string) string {
	var out strings.Builder
	at := 0
	for i, s := range kept {
		at += strings.Index(message[at:], s) + len(s)
		out.WriteString(s)
		if i+1 == len(kept) {
			break
		}
		if r, n := utf8.DecodeRuneInString(message[at:]); isMark(r) {
			out.WriteString(message[at : at+n])
		} else {
			out.WriteString(",")
		}
	}
	return out.String()
}

// Asks reports whether a text asks something, by its question words and how it ends.
func Asks(text string) bool { return asking(zh.Fold(text)) }

// asking tells whether a stretch asks something.
func asking(s string) bool {
	runes := []rune(s)
	for _, t := range chatter(runes) {
		if t.does == saysOpening {
			blank(runes[t.from:t.to])
		}
	}
	return asksAny.MatchString(string(runes))
}

func blank(runes []rune) {
	for i := range runes {
		runes[i] = ' '
	}
}

// isSetting tells whether a stretch asks nothing and is not about anything either: most of
// it is chat, the plan knows little of the rest, and it does not say in which form the
// answer is wanted, nor whether what there is will do: 过关没有.
func (a *Asker) isSetting(s string) bool {
	const form = asksList | asksTitle | asksWho | asksCount | asksWhere | asksWhen | asksMost | asksLeast
	const judged = asksConfirm | asksState
	asked := askedBy(s)
	return !asking(strings.TrimSuffix(s, "呢")) && a.isChat(s) && !isFront(s) && !announces.MatchString(s) && asked&form == 0 && asked&judged != judged
}

// isCourtesy tells whether a stretch asks for nothing but to be answered: 能不能帮我看下,
// 可以吗.
func (a *Asker) isCourtesy(s string) bool {
	const amiss = asksConfirm | asksClaim | asksState
	return asking(s) && a.isChat(asksAny.ReplaceAllString(s, "吗")) && !isFront(s) && askedBy(s)&^amiss == 0
}

// mostKnown is how much the plan may know of talk around a question: its commonest words.
const mostKnown = 0.3

// isChat tells whether a text is talk around a question.
func (a *Asker) isChat(s string) bool {
	runes := []rune(s)
	said := 0
	for _, t := range chatter(runes) {
		said += t.to - t.from
		if t.to-t.from > 1 { // a single character may be part of another word: 举报
			blank(runes[t.from:t.to])
		}
	}
	rest := string(runes)
	if 2*said < len(runes) || ordinals.MatchString(s) || len(zh.Figures(rest)) > 0 || len(a.names.find(rest)) > 0 || len(a.nodesIn(s)) > 0 {
		return false
	}
	terms, _, _ := a.text.terms(rest, 1)
	weight := 0.0
	for _, t := range terms {
		weight += t.weight
	}
	return weight < mostKnown*a.text.unknown()
}

// longestFront is how many characters of talk before a question are looked at.
const longestFront = 60

// unfronted parts a stretch from the talk before it that no mark parts from it: 领导让我
// 问一下 before the question, 谢谢 behind it.
func (a *Asker) unfronted(s string) []string {
	runes := []rune(s)
	tokens := chatter(runes)
	cut := 0
	for i, t := range tokens { // up to the last word of asking before the question itself
		head, rest := string(runes[:t.to]), string(runes[t.to:])
		if rest == "" || t.to > longestFront || asking(head) {
			break
		}
		opens := t.from == 0 || i > 0 && tokens[i-1].to == t.from && cut == t.from
		if t.does == saysAsk || opens && (t.does == saysPlease || t.does == saysOpening) {
			if a.isChat(head) && asksAny.MatchString(rest) && a.standsAlone(rest) {
				cut = t.to
			}
		}
	}
	end := len(runes)
	for end > cut { // courtesies behind it, the longest first: 最多 谢谢
		n := min(longestChat, end-cut)
		for n > 1 && chat[string(runes[end-n:end])] != saysPlease {
			n--
		}
		if n < 2 {
			break
		}
		end -= n
	}
	if end == cut {
		end = len(runes)
	}
	return []string{string(runes[:cut]), string(runes[cut:end]), string(runes[end:])}
}

// standsAlone tells whether a request names what it is about.
func (a *Asker) standsAlone(s string) bool {
	r := a.read(s, zero)
	return a.ownWeight(r) >= leastOwn || len(r.mentions)+len(r.years) > 0 || isFront(s) || len(a.nodesIn(s)) > 0
}
