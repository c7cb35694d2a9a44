package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/said"
	"duban/knowledge/zh"
)

var (
	forbids = regexp.MustCompile(`不得|禁止|严禁|不能|不准|不允许|不予|不可|杜绝|不接受|不再`)
	frees   = regexp.MustCompile(`免于|免征|免收|免交|免除|无需|不需|不必|不用|取消|不执行|不办理|不扣|不收取|不提交|减免|不要求`)
	allows  = regexp.MustCompile(`允许|可以|可|支持|鼓励|优先|应当|应|要|给予|提供|实行|确保|必须|均|都`)
	askFree = regexp.MustCompile(`要不要|用不用|需要|还要|收不收|收费|要钱|还得|得不得|要交|用交|扣不扣`)
	askMay  = regexp.MustCompile(`能不能|可不可以|行不行|行吗|能|可以|允许|让不让|会不会|行不|可否`)
)

// onWords answers yes or no by what the sentence allows, forbids or frees from.
func (a *Asker) onWords(r *reading, found []match) (Answer, bool) {
	m := found[0]
	s := a.text.sentences[m.best]
	if m.held[m.best-a.text.passages[m.passage].first] < 0.3*a.total(r) {
		return Answer{}, false
	}
	answer, ok := a.fromPassages(r, found)
	if !ok {
		return Answer{}, false
	}
	part := s.folded
	if len([]rune(part)) > 60 {
		part = zh.Fold(a.partOf(r, s.printed, 90))
	}
	says := func(v Verdict, line said.Sentence) (Answer, bool) {
		answer.Verdict = v
		answer.Lines = lead(line, answer.Lines)
		return answer, true
	}
	negated := a.negates(r, a.text.passages[m.passage].folded)
	switch {
	case askFree.MatchString(r.text) && frees.MatchString(part):
		return says(No, said.Of("不需要，不用，文件是这样写的："))
	case askMay.MatchString(r.text) && forbids.MatchString(part):
		return says(No, said.Of("不能，不行，文件是这样写的："))
	case negated && (askMay.MatchString(r.text) || r.wants(asksState)):
		return says(No, said.Of("不行，不符合条件，文件是这样写的："))
	case excepted(r.text, part):
		return says(No, said.Of("不是，不包括在内，文件把它排除在外："))
	case r.wants(asksClaim) || !askMay.MatchString(r.text) && !askFree.MatchString(r.text) && stateAsked(r):
		share := a.borneOut(r, m)
		if claimed, held, ok := contrast(r.text, part); ok && share > halfHeld {
			return says(No, said.Of("不对，不是%s，文件写的是%s：", claimed, held))
		}
		if core := a.coreOf(r); core != nil && !forbids.MatchString(part) && !frees.MatchString(part) && a.borneOut(core, m) > 0.86 {
			return says(Yes, said.Of("是的，没错，文件是这样写的："))
		}
		switch {
		case !r.wants(asksClaim) && share < 0.86:
			return answer, true
		case share > 0.86:
			return says(Yes, said.Of("是的，没错，文件是这样写的："))
		case share < 0.86:
			return says(No, said.Of("不对，与文件写的不完全一致，文件是这样写的："))
		}
		return answer, true
	case askMay.MatchString(r.text) && allows.MatchString(part):
		return says(Yes, said.Of("可以，文件是这样写的："))
	}
	return answer, true
}

// excepted reports whether a sentence leaves out what a message names: 除危险货物运输以外.
func excepted(text, sentence string) bool {
	_, rest, ok := strings.Cut(sentence, "除")
	for ok {
		left, behind, found := strings.Cut(rest, "外")
		left = strings.TrimRight(left, "以之")
		if !found {
			return false
		}
		if n := len([]rune(left)); n >= 2 && n <= 20 && !strings.ContainsAny(left, ",。;") {
			pairs, held := pairsOf(left), 0
			for _, p := range pairs {
				if strings.Contains(text, p) {
					held++
				}
			}
			if held > 0 && 4*held >= len(pairs) {
				return true
			}
		}
		_, rest, ok = strings.Cut(behind, "除")
	}
	return false
}

// coreOf gives what a claim says of its subject: 财政全额补助 of 自付部分是财政全额补助的吧.
// It is nil where that is too little to go by.
func (a *Asker) coreOf(r *reading) *reading {
	own := strings.TrimRight(r.text, "?？。!！ ")
	own = strings.TrimRight(own, "的吧吗呢,")
	at := strings.LastIndex(own, "是")
	if at < 0 || len(r.figures)+len(r.days) > 0 {
		return nil
	}
	core := a.read(own[at+len("是"):], zero)
	if len(core.terms) < 2 || len(core.unknown)+len(core.torn) > 0 {
		return nil
	}
	return core
}

// stateAsked reports whether a message puts a statement and asks whether it is so: …的吧,
// 是…吗, …是不是.
func stateAsked(r *reading) bool {
	last := strings.TrimRight(r.text, "?？。!！ ")
	return !r.wants(asksWho|asksWhen|asksWhy|asksHow|asksCount|asksValue) && (strings.HasSuffix(last, "吧") || strings.HasSuffix(last, "吗") || strings.Contains(last, "是不是") || strings.Contains(last, "对不对"))
}

// negates tells whether the message denies of itself what a sentence makes a condition:
// 没获批 where the sentence says 已获批的.
func (a *Asker) negates(r *reading, part string) bool {
	for _, m := range denied.FindAllStringSubmatch(r.text, -1) {
		for _, p := range pairsOf(m[1]) {
			if strings.Contains(part, p) && !strings.Contains(part, "未"+p) && !strings.Contains(part, "不"+p) {
				return true
			}
		}
	}
	return false
}

var denied = regexp.MustCompile(`(?:还没有?|没有?|尚未|未|不在|不是|没被)(\p{Han}{2,6})`)

// borneOut gives the share of a claim's words that the passage bears out; words that the
// plan does not know count against it.
func (a *Asker) borneOut(r *reading, m match) float64 {
	held, total := 0.0, 1e-9
	p := a.text.passages[m.passage]
	for _, t := range r.terms {
		total += t.weight
		for _, w := range t.ways {
			if !slices.ContainsFunc(w.pairs, func(s string) bool { return !strings.Contains(p.folded, s) }) {
				held += t.weight
				break
			}
		}
	}
	for _, w := range slices.Concat(r.unknown, r.torn) {
		if !claimTalk.MatchString(w) {
			total += 0.5 * a.text.unknown() * float64(len([]rune(w))-1)
		}
	}
	return held / total
}

var claimTalk = regexp.MustCompile(`材料|汇报|讲话|稿|同事|领导|听说|记得|理解|核|写进|引用|意思|文件`)
