package document

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// isFile tells the names of documents that a page can only link to.
func isFile(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".doc", ".docx", ".wps", ".wpt", ".xls", ".xlsx", ".et", ".pdf", ".ofd", ".rtf", ".odt", ".ods", ".ceb", ".zip", ".rar", ".7z", ".ppt", ".pptx":
		return true
	}
	return false
}

// fileOf returns the name of the file that an address leads to, in its path or in what
// it asks for, or "" for another page.
func fileOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	if name := path.Base(u.Path); isFile(name) {
		return name
	}
	for _, values := range u.Query() {
		for _, v := range values {
			if name := path.Base(v); isFile(name) {
				return name
			}
		}
	}
	return ""
}

// linkedFile returns the name of the file that a link leads to, or "". A link that
// calls itself an annex and leads elsewhere leads to one as well.
func linkedFile(a *html.Node) string {
	to, _ := attribute(a, "href")
	words := wordsOf(a)
	title, _ := attribute(a, "title")
	file := fileOf(to)
	annex := strings.HasPrefix(words, "附件") && to != "" && !strings.HasPrefix(to, "#") && !strings.HasPrefix(strings.ToLower(to), "javascript:")
	switch {
	case file == "" && !isFile(words) && !isFile(title) && !annex:
		return ""
	case words != "":
		return words
	case title != "":
		return title
	}
	return file
}

// maxLinked is how many files of a page are noted; a page with more is a list of them.
const maxLinked = 200

// link notes the file that a link leads to. It is never fetched.
func (h *htmlReader) link(a *html.Node) {
	to, _ := attribute(a, "href")
	name := linkedFile(a)
	if name == "" || h.linked[to] || len(h.linked) >= maxLinked {
		return
	}
	h.linked[to] = true
	if h.title != "" && squeeze(strings.TrimSuffix(name, path.Ext(name))) == squeeze(h.title) {
		h.note(said.Of("网页另附与标题同名的文件“{name}”，没有读入。",
			"The page also links to the file “{name}”, which is named as its title is; it was not read.", name))
		return
	}
	h.missed("attachment", said.Words(name), reasonAttachment)
}

// attachments notes the files that the page links to outside its content.
func (h *htmlReader) attachments(body *goquery.Selection) {
	body.Find("a[href]").Each(func(_ int, s *goquery.Selection) {
		if to, _ := s.Attr("href"); fileOf(to) != "" {
			h.link(s.Nodes[0])
		}
	})
	h.missing()
}

// image reads a picture of a sign, and notes any other.
func (h *htmlReader) image(line *marks.Line, n *html.Node, at htmlLook) {
	name, _ := attribute(n, "alt")
	if name = plain(name); name == "" {
		name, _ = attribute(n, "title")
		name = plain(name)
	}
	if sign := marks.Sign(name); sign != "" {
		line.Add(sign, at.mark, "", &h.log)
		return
	}
	if at.mark&(marks.Hidden|marks.Struck|marks.Deleted) != 0 || isIcon(n) {
		return
	}
	src, _ := attribute(n, "src")
	if name == "" && !strings.HasPrefix(src, "data:") {
		name = path.Base(src)
	}
	if h.shown == nil || !h.shown(src) {
		h.missed("picture", said.Words(name), reasonPicture)
	}
	line.Add(picturePlace, at.mark, "", &h.log)
}

// isIcon reports whether a picture stands for the file that a link beside it leads to,
// or is too small to show words.
func isIcon(n *html.Node) bool {
	for _, near := range []*html.Node{n.Parent, n.NextSibling} {
		if near != nil && near.Type == html.ElementNode && near.Data == "a" && linkedFile(near) != "" {
			return true
		}
	}
	small := func(name string) bool {
		s, ok := attribute(n, name)
		size, err := strconv.Atoi(strings.TrimSuffix(s, "px"))
		return ok && err == nil && size <= 4
	}
	return small("width") || small("height")
}

// embedded notes a document that a page shows within itself.
func (h *htmlReader) embedded(line *marks.Line, n *html.Node) {
	for _, name := range []string{"src", "data"} {
		if to, ok := attribute(n, name); ok {
			if file := fileOf(to); file != "" && !h.linked[to] {
				h.linked[to] = true
				h.missed("attachment", said.Words(file), reasonAttachment)
				line.Add(picturePlace, 0, "", &h.log)
			}
		}
	}
}
