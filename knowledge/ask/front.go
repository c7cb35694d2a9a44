package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// frontForms are the questions about the document itself.
var frontForms = []struct {
	subject string
	form    *regexp.Regexp
	light   bool // only where the message is about nothing else
}{
	{fact.DocNo, regexp.MustCompile(`文号|wenhao|发文号|字号|(?:几|多少)号文|(?:发|函|办)(?:几|多少)号|(?:发|函|办)\p{Han}{0,2}\d{4}年?\d+号|登记收文`), false},
	{fact.Signed, regexp.MustCompile(`落款|成文|签发|签的|(?:哪天|什么时候|啥时候|几号|何时|日期).{0,8}(?:发的|印的|印发|出的|签|发布|发文|下发)|(?:发|印|签|出台|发布).{0,6}(?:日期|哪天|几号|啥时候|什么时候|时间)|(?:发的|印的|印发).{0,4}(?:对吧|吗|吧)|(?:这份|这个|文件|通知|意见).{0,8}(?:哪天|几号|什么时候|啥时候)|(?:文号|日期)、日期|、日期|什么时候的版本`), false},
	{fact.Issued, regexp.MustCompile(`印发(?:日期|时间|又|是|的|哪|在)|几号印|啥时候印`), false},
	{fact.Recipients, regexp.MustCompile(`主送|发给(?:谁|哪)|发到哪|抬头|送给谁|给谁的|发给的`), false},
	{fact.CopyTo, regexp.MustCompile(`抄送|抄给`), false},
	{fact.Issuer, regexp.MustCompile(`(?:谁|哪(?:个|家|里)?(?:单位|部门|机关|级)?|什么单位).{0,4}(?:发的|印的|印发|发文|签发|出的|制定的|下发|发出|发布)|发文(?:单位|机关)|哪个单位发|谁发|谁印|落款(?:是谁|单位|的是)|(?:是|由)\p{Han}{2,10}(?:发的|印发的|出的)(?:吧|吗|$)`), false},
	{fact.Public, regexp.MustCompile(`公开(?:吗|不|的吗|的还|还是|发布|么|的呀|的$)|能不能?公开|公不公开|能公开|可以公开|保密|内部(?:文件|的)|涉密|(?:转|贴|挂|往外|发).{0,10}(?:群|公众号|网上|网站|公示栏|外发)|能.{0,3}往外发|件公开`), false},
	{fact.Title, regexp.MustCompile(`全称|文件(?:名|叫|标题)|(?:文件|通知|意见|计划)的?(?:名称|名字|标题)`), true},
	{fact.Annex, regexp.MustCompile(`附件.{0,6}(?:几|多少|叫|有|什么|啥)|(?:几|多少)个附件`), false},
	{fact.Basis, regexp.MustCompile(`(?:依据|根据|照着|按照|落实|贯彻|跟着)(?:的|的是)?.{0,14}(?:什么|哪|啥).{0,8}(?:文件|来|文|通知|政策|个|法)|(?:什么|哪|啥).{0,6}文件(?:来的|制定|为依据)|上位文件|依据的是|是根据哪`), false},
}

var (
	asksPurpose = regexp.MustCompile(`(?:出台?|发|制定|印发|搞|下)(?:了|的)?(?:这|这么|那)?(?:个|份|些)?.{0,3}(?:文件|文|通知|意见|方案|规划|措施|政策|计划)|背景|意义|形势|有利于什么|初衷`)
	ofOpening   = regexp.MustCompile(`前言|引言|开头|背景|目的|形势`)
)

// fromPurpose answers why the document was issued, from its opening.
func (a *Asker) fromPurpose(r *reading) (Answer, bool) {
	if !(r.wants(asksWhy) && asksPurpose.MatchString(r.text)) && !(ofOpening.MatchString(r.text) && r.wants(asksWhy|asksHow|asksList) && a.about(r) < 2.5) {
		return Answer{}, false
	}
	p := slices.IndexFunc(a.text.passages, func(p passage) bool { return p.ref == knowledge.PreambleRef && !p.bare })
	if p < 0 {
		p = 0
	}
	if len(a.text.passages) == 0 {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Clause: a.text.passages[p].ref}}
	size := 0
	for i := p; i < min(p+3, len(a.text.passages)) && size < 80; i++ { // an opening of one line says little
		pass := a.text.passages[i]
		quote := ""
		for n := pass.first; n < pass.end; n++ {
			if s := a.text.sentences[n]; !s.heading && len([]rune(quote+s.printed)) <= mostAnswer {
				quote += s.printed
			}
		}
		if quote == "" && pass.first < pass.end {
			quote = a.partOf(r, a.text.sentences[pass.first].printed, mostAnswer)
		}
		if quote != "" && a.proof.holds(quote) {
			answer.Citations = append(answer.Citations, knowledge.Citation{Clause: pass.ref, Detail: pass.title, Quote: quote})
			size += len([]rune(quote))
		}
	}
	return answer, len(answer.Citations) > 0
}

// ofDocument are words for the document that is asked about.
var ofDocument = regexp.MustCompile(`(?:这|本|该)(?:个|份)?(?:文件|通知|意见|方案|规划|计划|文|件)|文号|落款|主送|抄送|^(?:文件|通知)|谁发|谁印`)

// fromFront answers about the document itself; several things at once one after the
// other.
func (a *Asker) fromFront(r *reading) (Answer, bool) {
	answer := Answer{Intent: IntentAnswer}
	text := r.text
	var missing []string
	for _, f := range frontForms {
		if !f.form.MatchString(text) || f.light && !a.light(r) {
			continue
		}
		if f.subject == fact.Issued && !strings.Contains(text, "印发") && len(answer.Lines) > 0 {
			continue
		}
		if f.subject == fact.Annex && len(r.mentions) > 0 || f.subject == fact.Basis && a.about(r) > 2.5 {
			continue
		}
		if !ofDocument.MatchString(text) && a.about(r) > 1.2 && f.subject != fact.DocNo && f.subject != fact.Recipients && f.subject != fact.CopyTo {
			continue
		}
		facts := a.store.Front(f.subject)
		switch f.subject {
		case fact.Issued:
			if len(facts) == 0 {
				if signed := a.store.Front(fact.Signed); len(signed) > 0 && !strings.Contains(plainLines(answer.Lines), signed[0].Value) {
					facts = signed
				}
			}
			if len(facts) == 0 {
				continue
			}
		case fact.Signed:
			if strings.Contains(text, "印发") && !frontForm1.MatchString(text) && len(a.store.Front(fact.Issued)) > 0 {
				continue
			}
		}
		if len(facts) == 0 {
			if a.about(r) < 1.5 {
				missing = append(missing, f.subject)
			}
			continue
		}
		answer.Lines = append(answer.Lines, a.frontLine(f.subject, facts))
		for _, one := range facts {
			if one.Quote != "" && a.proof.holds(one.Quote) {
				answer.Citations = append(answer.Citations, knowledge.Citation{Clause: fact.FrontPlace, Quote: one.Quote})
			}
		}
	}
	if len(answer.Lines) == 0 && len(missing) == 0 {
		return Answer{}, false
	}
	if len(answer.Lines) == 0 {
		answer.Silence = NotStipulated
		answer.Lines = []said.Sentence{frontMissing(missing)}
		if missing[0] == fact.DocNo {
			answer.Lines = []said.Sentence{said.Of("文件没有写自己的文号。", "The document does not give its own number.")}
		}
		return answer, true
	}
	if len(missing) > 0 {
		answer.Lines = append(answer.Lines, frontMissing(missing))
	}
	a.confirmFront(r, &answer)
	return answer, true
}

// frontMissing says which parts of the front matter are not there.
func frontMissing(subjects []string) said.Sentence {
	var names []said.Sentence
	for _, s := range subjects {
		names = append(names, frontName(s))
	}
	return said.Of("文件没有写{names}。", "The document does not say: {names}.", said.Join("{one}、{other}", "{one}, {other}", names))
}

// frontName names a part of the front matter.
func frontName(subject string) said.Sentence {
	switch subject {
	case fact.DocNo:
		return said.Of("文号", "document number")
	case fact.Issuer:
		return said.Of("发文机关", "issuer")
	case fact.Signed:
		return said.Of("成文日期", "date of signing")
	case fact.Issued:
		return said.Of("印发日期", "date of issue")
	case fact.Recipients:
		return said.Of("主送", "recipients")
	case fact.CopyTo:
		return said.Of("抄送", "copies to")
	case fact.Public:
		return said.Of("公开属性", "whether it is public")
	case fact.Title:
		return said.Of("标题", "title")
	case fact.Annex:
		return said.Of("附件", "Annex")
	case fact.Basis:
		return said.Of("依据", "basis")
	}
	return said.Words(subject)
}

func (a *Asker) frontLine(subject string, facts []fact.Fact) said.Sentence {
	var values []string
	for _, f := range facts {
		values = append(values, f.Value)
	}
	value := inTurn(values)
	switch subject {
	case fact.DocNo:
		return said.Of("文号是{value}。", "The document number is {value}.", value)
	case fact.Signed:
		if facts[0].Subject == fact.Signed && a.plan.IssuedOn == "" {
			return said.Of("落款（成文、印发）日期是{value}。", "It was signed and issued on {value}.", value)
		}
		return said.Of("落款（成文）日期是{value}。", "It was signed on {value}.", value)
	case fact.Issued:
		if facts[0].Subject == fact.Signed {
			return said.Of("没有单写印发日期，落款（成文）日期是{value}。",
				"It gives no date of issue of its own; it was signed on {value}.", value)
		}
		return said.Of("印发日期是{value}。", "It was issued on {value}.", value)
	case fact.Public:
		if text := value.String(); strings.Contains(text, "不") || strings.Contains(text, "依申请") {
			return said.Of("文件注明：{value}。", "The document notes: {value}.", value)
		}
		return said.Of("是公开的，可以公开，文件注明“{value}”。", "Yes, it is public: the document notes “{value}”.", value)
	case fact.Title:
		return said.Of("全称是《{value}》。", "Its full title is “{value}”.", value)
	case fact.Annex:
		return said.Of("附件共{n}个：{value}。", "Annexes, {n} in all: {value}.", numeral(len(values)), value)
	case fact.Issuer:
		return said.Of("发文机关是{value}。", "It was issued by {value}.", value)
	case fact.Basis:
		return said.Of("依据的文件：{value}。", "It rests on: {value}.", value)
	}
	return said.Of("{field}：{value}。", "{field}: {value}.", frontName(subject), value)
}

var issuedBy = regexp.MustCompile(`(?:是|由)(\p{Han}{2,10}?)(?:发的|印发的|出的)(?:吧|吗|$)`)

var digitsIn = regexp.MustCompile(`\d+`)

// confirmFront puts yes or no first where the message claims a number or a day.
func (a *Asker) confirmFront(r *reading, answer *Answer) {
	if !r.wants(asksConfirm|asksClaim) || frontForm2.MatchString(r.text) || len(answer.Lines) == 0 {
		return
	}
	if m := issuedBy.FindStringSubmatch(r.text); m != nil {
		issuer := zh.Fold(a.plan.Issuer)
		if issuer == m[1] || strings.HasSuffix(issuer, m[1]) {
			answer.Verdict, answer.Lines[0] = Yes, said.Of("是的，{line}", "Yes. {line}", answer.Lines[0])
		} else {
			answer.Verdict, answer.Lines[0] = No, said.Of("不是，{line}", "No. {line}", answer.Lines[0])
		}
		return
	}
	given := digitsIn.FindAllString(hanDigits.Replace(r.text), -1)
	if len(given) == 0 {
		return
	}
	held := hanDigits.Replace(zh.Fold(answer.Lines[0].String()))
	all := digitsIn.FindAllString(held, -1)
	right := true
	for _, d := range given {
		ok := false
		for _, h := range all {
			if strings.TrimLeft(h, "0") == strings.TrimLeft(d, "0") || len(d) > 4 && strings.Contains(d, h) {
				ok = true
			}
		}
		right = right && ok
	}
	if right {
		answer.Verdict = Yes
		answer.Lines[0] = confirmed(answer.Lines[0])
	} else {
		answer.Verdict = No
		answer.Lines[0] = contradicted(answer.Lines[0])
	}
}

var hanDigits = strings.NewReplacer("〇", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")

// Patterns that are used in one place.
var (
	frontForm1 = regexp.MustCompile(`落款|成文|签`)
	frontForm2 = regexp.MustCompile(`公开|保密|内部`)
)
