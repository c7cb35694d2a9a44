package ask

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// frontName is how the front matter is cited.
const frontName = "发文信息"

// fromMeta answers about the document itself.
func (a *Asker) fromMeta(q question, _ Focus) (Answer, bool, error) {
	p := a.plan
	if len(q.bureaus)+len(q.clauses) > 0 {
		return Answer{}, false, nil
	}
	if metaAim.MatchString(q.text) && p.Preamble.Text != "" {
		quote := knowledge.Sentences(p.Preamble.Text)[0]
		return Answer{Intent: IntentAnswer, Focus: a.remember(q, Focus{Clause: knowledge.PreambleRef, Quote: quote}),
			Citations: []knowledge.Citation{{Clause: knowledge.PreambleRef, Quote: quote}}}, true, nil
	}
	issued := "印发日期是" + dateWords(p.IssuedOn) + "。"
	if p.IssuedOn == "" {
		issued = "没有单写印发日期，成文（落款）日期是" + dateWords(p.SignedOn) + "。"
	}
	count := fmt.Sprintf("全文%d章、%d条", len(p.Chapters), p.Provisions())
	if n := len(p.Annexes); n > 0 {
		count += fmt.Sprintf("，附件%d个", n)
	}
	for _, m := range []struct {
		pattern *regexp.Regexp
		line    string
		quote   string
	}{
		{metaDocNo, "文号是" + p.DocNo + "。", p.DocNo},
		{metaIssued, issued, cmp.Or(dateWords(p.IssuedOn), dateWords(p.SignedOn))},
		{metaSigned, "成文（落款）日期是" + dateWords(p.SignedOn) + "。", dateWords(p.SignedOn)},
		{metaCopy, "抄送：" + p.CopyTo + "。", p.CopyTo},
		{metaTo, "主送：" + p.Recipients + "。", p.Recipients},
		{metaIssuer, "发文机关是" + p.Issuer + "。", p.Issuer},
		{metaAnnex, "附件：" + strings.Join(p.Annexes, "；") + "。", strings.Join(p.Annexes, "；")},
		{metaTitle, "全称是《" + p.Title + "》。", p.Title},
		{metaYears, fmt.Sprintf("计划期是%d—%d年。", a.words.minYear, a.words.maxYear), p.Title},
		{metaCount, count + "。", p.Title},
	} {
		if !m.pattern.MatchString(q.text) {
			continue
		}
		if strings.TrimSpace(m.quote) == "" || !a.proof.holds(m.quote) {
			return a.silent(q, NotStipulated, "文件没有写这一项。", nil), true, nil
		}
		return Answer{Intent: IntentAnswer, Lines: []string{m.line}, Focus: a.remember(q, Focus{}),
			Citations: []knowledge.Citation{{Clause: frontName, Quote: m.quote}}}, true, nil
	}
	return Answer{}, false, nil
}

var (
	metaDocNo  = regexp.MustCompile(`文号|发文字号|几号文|多少号文|第几号`)
	metaIssued = regexp.MustCompile(`印发(日期|时间|的日期|是哪|是什么时候|于)|(哪天|哪一天|什么时候|几号|何时|几月几).{0,3}印发`)
	metaSigned = regexp.MustCompile(`^(什么时候|何时|哪天|几号|哪年)(发|出|印发|下发|发布|公布)的$|落款|成文|签发(日期|时间)|署(名)?日期|发文(日期|时间)|(文件|通知|计划|意见|方案|规划|办法|这份|这个).{0,6}(哪天|哪一天|几号|什么时候|何时)(发|出|下|公布|发布|签|印)|(什么时候|何时|哪天)(发布|发文|出台|下发|公布)|(文件|计划|通知)是?(哪|什么|几)一?年(的|发|出)`)
	metaCopy   = regexp.MustCompile(`抄送|抄给|抄报`)
	metaTo     = regexp.MustCompile(`主送|(文件|通知|这份文)?.{0,3}发给(了)?(谁|哪)|收文(单位|机关)`)
	metaIssuer = regexp.MustCompile(`(哪个|什么|哪家|谁|何).{0,4}(发的文|发文|印发|制定|出台|下发|发布的|发的(这个)?(文|通知|计划))|发文(单位|机关|机构)|印发(单位|机关)|落款单位|(文件|计划|通知|方案|意见|这份|这个)是?谁(发|印发|制定|出台|下发|出|定)的?|^(是|由)?谁(发|印发|下发|制定|出台)的$`)
	metaAnnex  = regexp.MustCompile(`附件(是|叫|的名称|有几个|名|标题|有哪些|有什么)`)
	metaTitle  = regexp.MustCompile(`全称|(文件|计划|通知)(的)?(名称|名字|标题|题目|全名)|叫什么(计划|文件)`)
	metaYears  = regexp.MustCompile(`计划期|规划期|(计划|行动计划|方案)(的)?(起止|期限|年限|时间跨度|实施期|管几年|哪几年)|(管|覆盖|实施)(到)?(哪几年|几年)|(计划|规划|方案).{0,4}(什么时候|何时|哪年|几时|哪一年)(结束|到期|收官)|(执行|实施|管)到(哪|什么)`)
	metaCount  = regexp.MustCompile(`(^|一共|总共|共|全文|计划|文件|有|分)(几|多少)(个)?(大)?(章|条|部分)(?:$|、|,|款)`)
	metaAim    = regexp.MustCompile(`(依据|根据)(什么|哪个|哪些).{0,4}(制定|文件|出台)|制定(的)?依据|上位(文件|规划)`)
)

// dateWords writes 2021-01-18 as the print does: 2021年1月18日.
func dateWords(day string) string {
	var parts []int
	for _, s := range strings.Split(day, "-") {
		n, ok := zh.Number(strings.TrimLeft(s, "0"))
		if !ok {
			return ""
		}
		parts = append(parts, n)
	}
	if len(parts) != 3 {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", parts[0], parts[1], parts[2])
}
