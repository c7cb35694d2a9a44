package gongwen

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/said"
)

var (
	docNoRe      = regexp.MustCompile(`^\p{Han}{1,12}\s*[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*(?:第\s*)?\d+\s*号$`)
	titleRe      = regexp.MustCompile(`(?:` + genres + `|政策|条例|行动|分工|预案|制度|部署|责任书|[一二三四五六七八九十\d]条)(?:[（(][^（()）]*[）)])?$`)
	periodRe     = regexp.MustCompile(`^[（(]\d{4}年?[—–－~～-]\d{4}年?[）)]$`)
	openTitleRe  = regexp.MustCompile(`^\S*?关于\S+?的(?:` + genres + `)`)
	forwardRe    = regexp.MustCompile(`(?:印发|转发|发布|下发)`)
	inBookRe     = regexp.MustCompile(`《([^《》]+)》`)
	attachmentRe = regexp.MustCompile(`^附\s*[件表图]\s*(?:\d{1,2}|` + numerals + `)?\s*$`)
	listedRe     = regexp.MustCompile(`^附\s*[件表图]\s*(?:\d{1,2}\s*)?[：:]\s*`)
	copyRe       = regexp.MustCompile(`^抄\s*送\s*[：:]\s*`)
	issuedRe     = regexp.MustCompile(`印\s*发\s*[。]?$`)
	// pageRe finds what the page of a site says below a document.
	pageRe = regexp.MustCompile(`^(?:[【\[（(]?\s*(?:打印本页|打印|关闭本页|关闭窗口|关闭|字号[：:]?.{0,10}|分享到?[：:]?|返回顶部|我要纠错|扫一扫.{0,20})\s*[】\]）)]?\s*)+$`)
	noteRe = regexp.MustCompile(`^[（(]此件.{0,30}[）)]$`)
	// metaRe finds what a site says about a document, and metaDateRe its date.
	metaRe     = regexp.MustCompile(`^[\[【]?\s*(?:索\s*引\s*号|主题分类|主\s*题\s*词|发文机[关构]|发布机[关构]|发文单位|实施日期|成文日期|生成日期|发文日期|发布日期|发布时间|废止日期|发文字号|文\s*号|有\s*效\s*性|信息来源|来\s*源)\s*(?:[\]】]\s*[：:]?|[：:])\s*`)
	metaDateRe = regexp.MustCompile(`^[\[【]?\s*(?:成文|生成|发文)日期.*?(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})`)
	headerRe   = regexp.MustCompile(`^(\p{Han}{4,30})文件$`)
)

// isFixture tells the fixed parts of a document from its running text.
func isFixture(text string) bool {
	if len(text) > 600 {
		return false
	}
	return docNoRe.MatchString(text) || attachmentRe.MatchString(text) || listedRe.MatchString(text) ||
		copyRe.MatchString(text) || issuedRe.MatchString(text) || noteRe.MatchString(text) || dateOf(text) != ""
}

// readFront reads what stands before the first numbered heading: the issuing
// notice, where there is one, and the plan's own title and preamble.
func (r *reader) readFront(blocks []block) {
	p := r.plan
	signed := -1
	for i, b := range blocks {
		if d := dateOf(b.text); d != "" {
			signed, p.SignedOn = i, d
			if first := signersBefore(blocks, i); first < i {
				p.Issuer = signersOf(blocks[first:i])
			}
		}
	}
	var titles []string
	var preamble []block
	listing := false
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		h, numbered := headingOf(b.text)
		listing = listing && numbered && h.listsAnnex()
		switch {
		case listing:
			p.Annexes = append(p.Annexes, squeeze(h.rest))
			r.listAnnex(b)
		case signed >= 0 && i > signed && listedRe.MatchString(b.text) && titleRe.MatchString(listedAnnex(b.text)):
			titles = append(titles, listedAnnex(b.text)) // the plan is the annex of its notice
		case listedRe.MatchString(b.text):
			if title := listedAnnex(b.text); title != "" {
				p.Annexes = append(p.Annexes, title)
			}
			r.listAnnex(b)
			listing = true
		case b.isRow():
		case metaRe.MatchString(b.text):
			r.readMeta(b.text)
		case docNoRe.MatchString(b.text):
			if p.DocNo == "" {
				p.DocNo = squeeze(b.text)
			}
		case headerRe.MatchString(b.text) && i == 0:
			if p.Issuer == "" {
				p.Issuer = headerRe.FindStringSubmatch(b.text)[1]
			}
		case i == signed || i < signed && i >= signersBefore(blocks, signed) || attachmentRe.MatchString(b.text) || noteRe.MatchString(b.text):
		case p.Recipients == "" && isCall(b.text):
			p.Recipients = strings.TrimRight(b.text, "：:")
		default:
			if t, n := titleFrom(blocks[i:]); n > 0 {
				titles = append(titles, t)
				r.plan.Front = append(r.plan.Front, r.passage(blocks[i:i+n]...))
				i += n - 1
				continue
			}
			// The preamble is one stretch of the text.
			if i > signed && (len(preamble) == 0 || preamble[len(preamble)-1].end == blocks[i-1].end) {
				preamble = append(preamble, b)
				continue
			}
		}
		r.plan.Front = append(r.plan.Front, r.passage(b))
	}
	if len(titles) == 0 && len(blocks) > 0 && runes(blocks[0].text) <= longestChapter && !blocks[0].isRow() {
		titles = append(titles, squeeze(blocks[0].text))
		r.untitled = true
		r.doubt("title", blocks[0].text, blocks[0].start, said.Of("没有认出标题，暂以第一行为标题，请核对。",
			"The title was not recognised, and the first line is taken for it; please check."))
	}
	r.nameTitles(titles, blocks)
	p.Preamble = r.passage(preamble...)
	if p.Issuer == "" {
		p.Issuer = issuerIn(titles)
	}
}

// readMeta takes number and date from what a site says about the document.
func (r *reader) readMeta(text string) {
	if value := metaRe.ReplaceAllString(text, ""); r.plan.DocNo == "" && docNoRe.MatchString(value) {
		r.plan.DocNo = squeeze(value)
	}
	if m := metaDateRe.FindStringSubmatch(text); m != nil && r.plan.SignedOn == "" {
		r.plan.SignedOn = isoDate(m[1], m[2], m[3])
	}
}

// nameTitles tells the notice's title from the plan's: the last title is the
// plan's, unless it only announces a plan that has none of its own.
func (r *reader) nameTitles(titles []string, blocks []block) {
	if len(titles) == 0 {
		return
	}
	p := r.plan
	titles = distinctTitles(titles)
	p.Title = titles[len(titles)-1]
	if len(titles) > 1 {
		p.Notice = titles[0]
		return
	}
	if !forwardRe.MatchString(p.Title) {
		return
	}
	if m := inBookRe.FindStringSubmatch(p.Title); m != nil {
		p.Notice, p.Title = p.Title, m[1]
		return
	}
	for _, b := range blocks {
		if m := inBookRe.FindStringSubmatch(b.text); m != nil && strings.Contains(squeeze(p.Title), squeeze(m[1])) {
			p.Notice, p.Title = p.Title, squeeze(m[1])
			return
		}
	}
}

// distinctTitles leaves out a title that the next one repeats, with or without the name
// of who issues it.
func distinctTitles(titles []string) []string {
	var out []string
	for _, t := range titles {
		if n := len(out); n > 0 && (strings.HasSuffix(t, out[n-1]) || strings.HasSuffix(out[n-1], t) && forwardRe.MatchString(t) == forwardRe.MatchString(out[n-1])) {
			if len(t) > len(out[n-1]) {
				out[n-1] = t
			}
			continue
		}
		out = append(out, t)
	}
	return out
}

// titleFrom joins the lines of a title that begins with the first block and gives
// how many they are, or 0 where there is none.
func titleFrom(blocks []block) (string, int) {
	const longest = 5
	title := ""
	if no, _, found := strings.Cut(blocks[0].text, " "); found && len(no) <= 3 && strings.Trim(no, "0123456789") == "" {
		blocks = slices.Clone(blocks[:min(len(blocks), longest+1)]) // a number before it, as in a collection
		blocks[0].text = blocks[0].text[len(no):]
	}
	for i, b := range blocks {
		if strings.Count(title, "《") > strings.Count(title, "》") && titleRe.MatchString(title) {
			break // the name of another document, broken off
		}
		if i == longest || b.isRow() || isFixture(b.text) || strings.ContainsAny(b.text, "。；：，") {
			break
		}
		title += squeeze(b.text)
		if titleRe.MatchString(title) && strings.Count(title, "《") == strings.Count(title, "》") {
			if i+1 < len(blocks) && periodRe.MatchString(squeeze(blocks[i+1].text)) {
				return title + squeeze(blocks[i+1].text), i + 2
			}
			return title, i + 1
		}
	}
	if m := openTitleRe.FindString(blocks[0].text); m != "" && !strings.ContainsAny(blocks[0].text, "。；：，") {
		return m, 1
	}
	return "", 0
}

// isCall tells the line that names the addressees (主送).
func isCall(text string) bool {
	return strings.ContainsRune("：:", lastRune(text)) && runes(text) <= 200 && !strings.Contains(text, "。") &&
		strings.ContainsAny(text, "府门委局厅院办省市县区校司")
}

// isName tells a line that can be an office's signature.
func isName(text string) bool {
	return runes(text) <= 60 && !strings.ContainsAny(text, "，。；：、（）《》“”0123456789") && !titleRe.MatchString(squeeze(text))
}

// signersBefore is the index of the first of the lines above the date at i that name who
// signs; i where none does.
func signersBefore(blocks []block, i int) int {
	const most = 8
	first := i
	for k := i - 1; k >= max(0, i-most) && isName(blocks[k].text) && (k == i-1 || signs(squeeze(blocks[k].text))); k-- {
		first = k
	}
	return first
}

// signersOf joins the names of those who sign.
func signersOf(blocks []block) string {
	var names []string
	for _, b := range blocks {
		fields := strings.Fields(b.text)
		if slices.ContainsFunc(fields, func(f string) bool { return runes(f) < 4 || !signs(f) }) {
			fields = []string{squeeze(b.text)}
		}
		names = append(names, fields...)
	}
	return strings.Join(names, "、")
}

// issuerIn takes the issuing office from a title such as 某市人民政府关于….
func issuerIn(titles []string) string {
	for _, t := range titles {
		if i := strings.Index(t, "关于"); i > 0 {
			return t[:i]
		}
	}
	return ""
}
