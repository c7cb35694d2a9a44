package ask

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"duban/knowledge/zh"
)

var (
	itemMark = regexp.MustCompile(`[①②③④⑤⑥]|(?:^|[,，。;；:：?？ 下问])[1-4](?:[、.．)）:：]| |\b)|(?:^|[,，。;；:：?？ ])第[一二三四](?:个)?[,，、]`)
	// announces says how many things will be asked, or that they come at once.
	announces = regexp.MustCompile(`^(?:我|我们)?(?:想|要|就)?(?:麻烦|请教|请|帮我|帮忙|急)?(?:问|查|看|核对|确认)?(?:下|一下|您|你)?(?:[两二三四仨俩几]|\d)(?:个|件|样|条)?(?:小)?(?:事|问题|数|点|条)?(?:儿|情)?(?:哈|啊|呀|一起问|一起查|一块问|问你|一起说|一起回|一下|下|麻烦|帮我)*$|^(?:一次|一起|一并|一块儿?)(?:都|性)?(?:问|查)`)
	joiner    = regexp.MustCompile(`[?？;；:：,，。、](?:还有就是|还有|另外|顺便|再就是|然后|以及|又|其次|另|同时|麻烦再)?|(?:还有就是|另外)`)
	strongAsk = regexp.MustCompile(`谁|什么|啥|多少|好多|几|哪|怎|咋|如何|多久|何时|吗|要不要|有没有|是不是|能不能|收不收|公不公开|提没提|要啥|没有?$|不$|不[,，]`)
)

// eachOf asks the same of two things.
var eachOf = regexp.MustCompile(`^(.{3,24}?)(?:和|与|跟|以及)(.{3,20}?)(?:各|分别)((?:是|要|有|到)?(?:多少|几|什么|怎么|谁|归).{0,8})$`)

// maxParts is how many requests of one message are answered.
const maxParts = 5

// requests cuts a message where one request ends and another begins; what asks nothing
// of its own belongs to the request beside it. A message that is one request comes back
// whole.
func (a *Asker) requests(folded string) []string {
	for _, parts := range [][]string{numbered(folded), byNumber(folded), shared(folded), a.parts(folded)} {
		if len(parts) > 1 && len(parts) <= maxParts && a.areRequests(parts) {
			return parts
		}
	}
	return []string{folded}
}

// numbered cuts a message at the marks of its items: 1、…2、…
func numbered(folded string) []string {
	marks := itemMark.FindAllStringIndex(folded, -1)
	var parts []string
	for i, m := range marks {
		end := len(folded)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		if part := strings.Trim(folded[m[1]:end], " ,，。;；?？"); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// shared gives each of two things its own share of one question: 甲和乙各是多少.
func shared(folded string) []string {
	m := eachOf.FindStringSubmatch(folded)
	if m == nil {
		return nil
	}
	return []string{m[1] + m[3], m[2] + m[3]}
}

// parts cuts a message at its marks where both sides ask.
func (a *Asker) parts(folded string) []string {
	var parts []string
	open := "" // what stands before the request that it belongs to
	listed := false
	for _, s := range stretches(folded) {
		if len(parts) == 0 && open == "" && announces.MatchString(s.words) {
			listed = true
			continue
		}
		switch {
		case !a.asksItself(s.words, len(parts) > 0) && !listed:
			open += s.words + s.mark
		case len(parts) > 0 && open == "" && !listed && a.addsTo(s.words):
			parts[len(parts)-1] += "," + s.words
		default:
			parts = append(parts, open+s.words)
			open = ""
		}
	}
	if open = strings.TrimRight(open, ",、"); open != "" {
		if len(parts) == 0 {
			return nil
		}
		parts[len(parts)-1] += "," + open
	}
	return parts
}

// stretch is what lies between two marks of a message, and the mark behind it.
type stretch struct{ words, mark string }

func stretches(folded string) []stretch {
	var out []stretch
	for rest := folded; rest != ""; {
		words, mark := rest, ""
		if loc := joiner.FindStringIndex(rest); loc != nil {
			if words, mark = rest[:loc[0]], ","; strings.HasSuffix(rest[:loc[1]], "、") {
				mark = "、"
			}
			rest = rest[loc[1]:]
		} else {
			rest = ""
		}
		if words = strings.TrimSpace(words); words != "" {
			out = append(out, stretch{words, mark})
		}
	}
	return out
}

// asksItself tells whether a stretch asks: in so many words, by naming a particular of the
// document, or as 甲呢 behind another question.
func (a *Asker) asksItself(s string, behind bool) bool {
	return strongAsk.MatchString(s) || !behind && isFront(s) || behind && strings.HasSuffix(s, "呢") && a.standsAlone(s)
}

// addsTo tells whether a stretch asks more about what the one before it asks: 差多少, 是哪条.
func (a *Asker) addsTo(s string) bool {
	return !a.standsAlone(s) && !asksParts.MatchString(s) && (len([]rune(s)) <= 4 || askedBy(s)&(asksConfirm|asksGap|asksCompare|asksWhere|asksList|asksTitle|asksMean) != 0)
}

// byNumber cuts 1…2…3… where the digits stand before words and not before a measure.
func byNumber(folded string) []string {
	runes := []rune(folded)
	var at []int
	for i, r := range runes {
		if r != rune('1'+len(at)) || i+1 >= len(runes) || i > 0 && strings.ContainsRune("0123456789.第-", runes[i-1]) {
			continue
		}
		if next := runes[i+1]; !zh.IsHan(next) && !strings.ContainsRune("、.)", next) || strings.ContainsRune("月日号年天个家所项条种类名位人次万亿元级倍成米吨亩点", next) {
			continue
		}
		at = append(at, i)
	}
	if len(at) < 2 || len(at) > maxParts {
		return nil
	}
	var out []string
	for i, from := range at {
		to := len(runes)
		if i+1 < len(at) {
			to = at[i+1]
		}
		if part := strings.Trim(string(runes[from+1:to]), " 、.),，。;；?？"); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// askAll answers the requests of one message one after the other, each in the context of
// those before it, and puts the answers together in order; the plan is silent only where
// it is to all of them. ok is false where they are no requests of their own after all.
func (a *Asker) askAll(parts []string, focus Focus, now time.Time) (all Answer, ok bool) {
	all = Answer{Intent: IntentAnswer}
	silent := 0
	context := focus
	for _, part := range parts {
		answer := a.one(part, context, now, true)
		if answer.Intent != IntentAnswer || answer.Silence == Refused {
			return Answer{}, false
		}
		if answer.Abstained() {
			silent++
			all.Silence = answer.Silence
			if len(answer.Lines) > 0 {
				answer.Lines = answer.Lines[:1]
			}
			if silent < len(parts) {
				answer.Citations = nil
			}
		}
		all.Lines = append(all.Lines, answer.Lines...)
		for _, c := range answer.Citations {
			all.Citations = addCitation(all.Citations, c)
		}
		for _, w := range answer.Whole {
			all.Whole = appendNew(all.Whole, w)
		}
		if answer.Focus.about() {
			answer.Focus.Home = focus.Home
			context, all.Focus = answer.Focus, answer.Focus
		}
	}
	if silent < len(parts) {
		all.Silence = Answered
	}
	return all, true
}

// isFront tells whether folded text asks about the document itself.
func isFront(folded string) bool {
	for _, f := range frontForms {
		if !f.light && f.form.MatchString(folded) {
			return true
		}
	}
	return false
}

// sought are the kinds of things that are asked for, of which one request asks one.
var sought = []asks{asksWho, asksWhen | asksSpan, asksMoney | asksShare | asksValue | asksCount, asksWhere, asksWhy, asksHow}

// areRequests tells whether parts of a message are requests of their own: two of them name
// what they are about, or one does and another asks for another kind of thing.
func (a *Asker) areRequests(parts []string) bool {
	own := 0
	var kinds []asks
	for _, part := range parts {
		if a.standsAlone(part) || asksParts.MatchString(part) {
			own++
		}
		if asked := askedBy(part); asked&(asksConfirm|asksGap|asksCompare) == 0 {
			for _, kind := range sought {
				if asked&kind != 0 {
					kinds = append(kinds, kind)
					break
				}
			}
		}
	}
	slices.Sort(kinds)
	return own >= 2 || own == 1 && len(kinds) == len(parts) && len(slices.Compact(kinds)) == len(parts)
}
