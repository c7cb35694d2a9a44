package ask

import (
	"regexp"
	"strings"
	"time"

	"duban/knowledge/zh"
)

var (
	itemMark  = regexp.MustCompile(`[①②③④⑤⑥]|(?:^|[,，。;；:：?？ 下问])[1-4](?:[、.．)）:：]| |\b)|(?:^|[,，。;；:：?？ ])第[一二三四](?:个)?[,，、]`)
	preface   = regexp.MustCompile(`^.{0,24}?(?:[两二三四仨俩几]|\d)(?:个|件|样)?(?:小)?(?:事|问题|数|点|条)?(?:儿|情)?(?:哈|啊|呀|一起问|一起查|一起回|麻烦一起回下|帮我一起查|一块问|问你|一起说下)*[:：,，]|^(?:麻烦|请教|请|帮我|急)?(?:问下|问一下|查一下|问|查|看下)?(?:两|三|仨|几|俩)(?:个|件)?(?:小)?(?:事|问题|数)?(?:儿)?(?:哈)?[:：,，]`)
	hardBreak = regexp.MustCompile(`[?？;；]+`)
	joiner    = regexp.MustCompile(`[,，。、](?:还有|另外|顺便|再就是|然后|以及|又|其次|另|同时|麻烦再)?|(?:还有就是|另外)`)
	strongAsk = regexp.MustCompile(`谁|什么|啥|多少|好多|几|哪|怎|咋|如何|多久|何时|吗|要不要|有没有|是不是|能不能|收不收|公不公开|提没提|要啥|没有?$|不$|不[,，]`)
	claimOnly = regexp.MustCompile(`^(?:对吧|是吧|对吗|没错吧|对不对|是不是|行不行|没记错吧|够不够|够吗|行吗|可以吗|差多少|差几.{0,3}|还差.{0,5}|晚了几天|是哪条|哪条|几项|哪几项|有几家|挂了几家|几条|一共几条|分别是.{0,4}|分别.{0,6}|是谁|谁|哪几个|各是什么|名字都报一下|讲什么的?|具体啥意思|目的呢|别漏)$`)
)

// eachOf asks the same of two things.
var eachOf = regexp.MustCompile(`^(.{3,24}?)(?:和|与|跟|以及)(.{3,20}?)(?:各|分别)((?:是|要|有|到)?(?:多少|几|什么|怎么|谁|归).{0,8})$`)

// maxParts is how many requests of one message are answered.
const maxParts = 5

// requests cuts a message where one request ends and another begins; what asks nothing
// of its own belongs to the request beside it.
func requests(folded string) []string {
	lead := preface.FindString(folded)
	body := folded[len(lead):]
	if lead != "" && strings.ContainsAny(lead, "谁哪什么啥") {
		lead, body = "", folded
	}
	var parts []string
	if marks := itemMark.FindAllStringIndex(folded, -1); len(marks) >= 2 {
		for i, m := range marks {
			end := len(folded)
			if i+1 < len(marks) {
				end = marks[i+1][0]
			}
			if part := strings.Trim(folded[m[1]:end], " ,，。;；?？"); part != "" {
				parts = append(parts, part)
			}
		}
		if len(parts) >= 2 && len(parts) <= maxParts {
			return parts
		}
		parts = nil
	}
	if m := eachOf.FindStringSubmatch(folded); m != nil { // 甲和乙各是多少
		return []string{m[1] + m[3], m[2] + m[3]}
	}
	for _, hard := range hardBreak.Split(body, -1) {
		if hard = strings.Trim(hard, " ,，。"); hard == "" {
			continue
		}
		parts = append(parts, soft(hard)...)
	}
	if lead != "" && len(parts) == 1 { // 问三个数：甲、乙、丙
		if items := strings.FieldsFunc(parts[0], func(r rune) bool { return strings.ContainsRune("、,，", r) }); len(items) >= 2 && len(items) <= maxParts {
			return items
		}
	}
	parts = gathered(parts)
	if counted := byNumber(folded); len(counted) > 1 {
		return counted
	}
	if len(parts) > maxParts {
		return []string{folded}
	}
	return parts
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

// soft cuts at commas where both sides ask.
func soft(text string) []string {
	var out []string
	open := ""
	rest := text
	for rest != "" {
		loc := joiner.FindStringIndex(rest)
		part, mark := rest, ""
		if loc != nil {
			part, mark = rest[:loc[0]], ","
			rest = rest[loc[1]:]
		} else {
			rest = ""
		}
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if strings.HasPrefix(text[len(text)-len(rest)-len("、"):], "、") && loc != nil && !strongAsk.MatchString(part) {
			open += part + "、"
			continue
		}
		if open != "" {
			part = open + part
		}
		if strongAsk.MatchString(strings.TrimPrefix(part, open)) {
			out = append(out, part)
			open = ""
		} else if mark == "" && len(out) > 0 {
			out[len(out)-1] += "," + strings.TrimPrefix(part, "")
			open = ""
		} else {
			open = part + ","
		}
	}
	if open != "" {
		out = append(out, strings.TrimRight(open, ","))
	}
	return out
}

// gathered puts parts that only add to the one before back to it: 差多少, 是哪条.
func gathered(parts []string) []string {
	var out []string
	for _, p := range parts {
		if len(out) > 0 && (claimOnly.MatchString(p) || len([]rune(p)) <= 4 || !strongAsk.MatchString(p)) {
			out[len(out)-1] += "," + p
			continue
		}
		if len(out) == 1 && !strongAsk.MatchString(out[0]) {
			out[0] += "," + p
			continue
		}
		out = append(out, p)
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
	heavy := 0
	for _, part := range parts {
		r := a.read(part, now)
		if a.ownWeight(r) >= leastOwn || len(r.mentions) > 0 || len(r.years) > 0 || isFront(r.text) || len(a.nodesIn(part)) > 0 {
			heavy++
		}
	}
	if heavy < 2 {
		return Answer{}, false
	}
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
