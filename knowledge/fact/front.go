package fact

import (
	"regexp"
	"strings"
	"time"

	"duban/knowledge"
)

// FrontPlace is how the front matter is cited.
const FrontPlace = "发文信息"

// Subjects of facts about the document itself.
const (
	DocNo      = "文号"
	Issuer     = "发文机关"
	Signed     = "成文日期"
	Issued     = "印发日期"
	Recipients = "主送"
	CopyTo     = "抄送"
	Public     = "公开属性"
	Title      = "标题"
	Annex      = "附件"
	Basis      = "依据"
)

var (
	docNoForm  = regexp.MustCompile(`[\p{Han}]{2,10}[〔\[（(﹝【]\s*\d{4}\s*[〕\]）)﹞】]\s*\d{1,4}\s*号`)
	beforeNo   = regexp.MustCompile(`^.*(?:的?(?:通知|意见|决定|方案|规划|批复|公告)|文件)`)
	publicForm = regexp.MustCompile(`此件[^（）\n]{0,4}公开[^（）\n]{0,4}|(?:主动|依申请|不予)公开`)
	basisForm  = regexp.MustCompile(`《[^《》\n]{4,80}(?:《[^《》]*》[^《》\n]{0,40})?》(?:[（(][^（）()]{2,20}?\d{4}[^（）()]{1,8}号[）)])?`)
)

// readFront adds what the plan says of itself.
func (s *Store) readFront() {
	p := s.Plan
	no := p.DocNo
	if found := docNoForm.FindString(no); found != "" {
		no = beforeNo.ReplaceAllString(found, "")
	}
	add := func(subject, value, quote string) {
		if strings.TrimSpace(value) != "" {
			s.add(Fact{Kind: Front, Subject: subject, Value: value, Place: FrontPlace, Quote: quote})
		}
	}
	add(DocNo, no, no)
	add(Issuer, p.Issuer, p.Issuer)
	add(Signed, DayWords(p.SignedOn), s.printed(p.SignedOn))
	add(Issued, DayWords(p.IssuedOn), s.printed(p.IssuedOn))
	add(Recipients, p.Recipients, p.Recipients)
	add(CopyTo, p.CopyTo, p.CopyTo)
	add(Title, p.Title, p.Title)
	for _, a := range p.Annexes {
		add(Annex, a, a)
	}
	if public := publicForm.FindString(p.Source); public != "" {
		add(Public, public, public)
	}
	seen := map[string]bool{}
	for _, text := range append([]string{p.Preamble.Text}, texts(p.Front)...) {
		for _, doc := range basisForm.FindAllString(text, -1) {
			if name := strings.TrimPrefix(doc, "《"); !seen[doc] && !strings.HasPrefix(name, p.Title) {
				seen[doc] = true
				add(Basis, doc, doc)
			}
		}
	}
}

func texts(passages []knowledge.Passage) []string {
	var out []string
	for _, p := range passages {
		out = append(out, p.Text)
	}
	return out
}

// DayWords writes 2021-01-18 as 2021年1月18日; anything else comes back as it is.
func DayWords(day string) string {
	if d, err := time.Parse(time.DateOnly, day); err == nil {
		return d.Format("2006年1月2日")
	}
	return day
}

// printed gives the day as the plan's text has it, where it has it in one of the usual
// forms.
func (s *Store) printed(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	for _, layout := range []string{"2006年1月2日", "2006年01月02日", "2006 年 1 月 2 日", "2006-01-02", "2006.1.2"} {
		if words := d.Format(layout); strings.Contains(s.Plan.Source, words) {
			return words
		}
	}
	return hanDay.FindString(s.Plan.Source)
}

var hanDay = regexp.MustCompile(`[一二][〇○零]\p{Han}{2}年\p{Han}{1,2}月\p{Han}{1,3}日`)

// Front gives the values of the document's own facts with a subject.
func (s *Store) Front(subject string) []Fact {
	var out []Fact
	for _, f := range s.Of(Front) {
		if f.Subject == subject {
			out = append(out, f)
		}
	}
	return out
}
