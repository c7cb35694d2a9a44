package document

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"duban/knowledge/document/marks"
)

// readHTML reads a web page of a government site: the element that holds most of the
// words, with the title and the document number where the page has them outside it.
// shown reports whether the picture of an address is read elsewhere; nil is never.
func readHTML(w *writer, text string, shown func(address string) bool) error {
	page, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		return ErrNested // the parser fails on nothing else
	}
	meta := metaOf(page)
	body := page.Find("body")
	body.Find(furniture).Remove()
	content := contentOf(body)
	if meta.title == "" {
		meta.title = titleBefore(body, content)
	}
	h := &htmlReader{writer: w, shown: shown, title: meta.title, linked: map[string]bool{}}
	// What the content has not said itself.
	said := squeeze(content.Text())
	if meta.title != "" && !strings.Contains(said, squeeze(meta.title)) {
		h.paragraph(meta.title)
	}
	if meta.number != "" && !strings.Contains(said, squeeze(meta.number)) {
		h.paragraph(meta.number)
	}
	for _, n := range content.Nodes {
		h.walk(n, htmlLook{}, 0)
		h.flush()
	}
	h.attachments(body)
	return w.err
}

// furniture is what no page means to say.
const furniture = `script, style, noscript, template, nav, footer, header nav, aside, select, button, svg, textarea, [aria-hidden="true"], ` +
	`input:not([type="checkbox"]):not([type="radio"])`

type htmlMeta struct{ title, number string }

var (
	numberLabelRe = regexp.MustCompile(`^\s*(?:发\s*文\s*字\s*号|文\s*号|文件编号|发文文号)\s*[：:]?\s*(.*)$`)
	docNumberRe   = regexp.MustCompile(`^\p{Han}{1,12}\s*[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*(?:第\s*)?\d+\s*号$`)
)

// metaOf reads what government sites say of the document beside it: GB/T 33190 has
// no say here, but the national guide for such sites (国办发〔2017〕47号) asks for
// ArticleTitle among the meta elements, and for a table with 发文字号.
func metaOf(page *goquery.Document) htmlMeta {
	var m htmlMeta
	page.Find("meta").Each(func(_ int, s *goquery.Selection) {
		if strings.EqualFold(s.AttrOr("name", ""), "ArticleTitle") {
			m.title = plain(s.AttrOr("content", ""))
		}
	})
	if heads := page.Find("h1"); m.title == "" && heads.Length() == 1 {
		m.title = plain(heads.Text())
	}
	label := false // the element before said 发文字号
	page.Find("td, th, li, p, span, strong, b, dt, dd, div, label").Each(func(_ int, s *goquery.Selection) {
		if m.number != "" || s.Children().Length() > 3 {
			return
		}
		text := plain(s.Text())
		if len(text) > 200 {
			return
		}
		if found := numberLabelRe.FindStringSubmatch(text); found != nil {
			text, label = found[1], true
		}
		if label && text != "" {
			label = false
			if docNumberRe.MatchString(text) {
				m.number = text
			}
		}
	})
	return m
}

// genreRe finds the end of a document's title.
var genreRe = regexp.MustCompile(`(?:通知|意见|方案|计划|规划|纲要|办法|要点|措施|清单|分解表|任务书)(?:[（(][^（）()]{1,30}[）)])?$`)

// titleBefore gives the last line before the content that can be its title and is no link.
func titleBefore(body, content *goquery.Selection) string {
	if len(content.Nodes) == 0 {
		return ""
	}
	title := ""
	var walk func(n *html.Node, depth int) bool // false where the content begins
	walk = func(n *html.Node, depth int) bool {
		switch {
		case n == content.Nodes[0] || depth > 3*maxDepth:
			return false
		case n.Type == html.TextNode:
			if s := plain(n.Data); len([]rune(s)) <= 80 && genreRe.MatchString(s) {
				title = s
			}
		case n.Type == html.ElementNode && (n.Data == "a" || n.Data == "li"):
			return true
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if !walk(c, depth+1) {
				return false
			}
		}
		return true
	}
	for _, n := range body.Nodes {
		walk(n, 0)
	}
	return title
}

// contentOf goes down from the body as long as one child holds nearly all the words
// that are not links.
func contentOf(body *goquery.Selection) *goquery.Selection {
	const most = 0.8
	weight := map[*html.Node]int{}
	for _, n := range body.Nodes {
		weigh(n, weight, false)
	}
	at := body
	for range maxDepth * 3 {
		if len(at.Nodes) == 0 {
			return at
		}
		node := at.Nodes[0]
		var best *html.Node
		for c := node.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && (best == nil || weight[c] > weight[best]) {
				best = c
			}
		}
		if best == nil || float64(weight[best]) < most*float64(weight[node]) || isText(best.Data) || best.Data == "table" && !isLayout(best) {
			break
		}
		at = goquery.NewDocumentFromNode(best).Selection
	}
	return at
}

// weigh counts the characters of an element that do not stand in links; what is mostly
// links is navigation and weighs nothing. Words without a mark of a sentence count a
// quarter: menus, dates and the names of offices have none. Those of a table count
// whole, unless it is the one that describes the document (索引号, 发文机关).
func weigh(n *html.Node, weight map[*html.Node]int, inTable bool) (plainText, linked int) {
	if n.Type == html.TextNode {
		size := len(squeeze(n.Data))
		if footRe.MatchString(n.Data) {
			return 0, 0
		}
		if !inTable && !strings.ContainsAny(n.Data, "。，；") {
			size /= 4
		}
		return size, 0
	}
	if n.Type == html.ElementNode && (n.Data == "iframe" || lookAt(n, htmlLook{}).mark&marks.Hidden != 0) {
		return 0, 0
	}
	if n.Type == html.ElementNode && n.Data == "table" {
		inTable = !isLayout(n) && !describesRe.MatchString(goquery.NewDocumentFromNode(n).Selection.Text())
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p, l := weigh(c, weight, inTable)
		plainText, linked = plainText+p, linked+l
	}
	if n.Type == html.ElementNode {
		if n.Data == "a" {
			plainText, linked = 0, plainText+linked
		}
		if plainText < linked {
			plainText = 0
		}
		weight[n] = plainText
	}
	return plainText, linked
}

// footRe finds what stands at the foot of a site's pages.
var footRe = regexp.MustCompile(`版权所有|备案号|ICP备|技术支持|网站地图|访客|访问量|浏览次数|分享到|打印本页|扫一扫`)

// describesRe finds the labels of the table that government sites put above a document.
var describesRe = regexp.MustCompile(`索\s*引\s*号|信息分类|发布机构|公开(?:方式|日期|时限)`)

// isText tells the elements that hold words rather than blocks.
func isText(name string) bool {
	switch name {
	case "p", "span", "font", "b", "strong", "i", "em", "u", "a", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre":
		return true
	}
	return false
}

// isLayout tells a table that arranges the page from one that says something.
func isLayout(table *html.Node) bool {
	s := goquery.NewDocumentFromNode(table).Selection
	if s.Find("table").Length() > 0 {
		return true
	}
	widest, longest := 0, 0
	for _, tr := range s.Find("tr").Nodes {
		cells := cellNodes(tr)
		widest = max(widest, len(cells))
		for _, td := range cells {
			longest = max(longest, linesBelow(td))
		}
	}
	return widest < 2 || longest > 40
}

// cellNodes returns the cells of a row.
func cellNodes(tr *html.Node) []*html.Node {
	var out []*html.Node
	for c := range tr.ChildNodes() {
		if c.Type == html.ElementNode && (c.Data == "td" || c.Data == "th") {
			out = append(out, c)
		}
	}
	return out
}

// linesBelow counts what begins a line in an element.
func linesBelow(e *html.Node) int {
	n := 0
	for c := range e.Descendants() {
		if c.Type == html.ElementNode && (c.Data == "p" || c.Data == "div" || c.Data == "br") {
			n++
		}
	}
	return n
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
