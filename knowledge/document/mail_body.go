package document

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// write writes the words of a part, and keeps for later the files that come with it.
func (r *mailReader) write(p mailPart) {
	if r.full() {
		return
	}
	switch {
	case p.kind == "multipart/alternative":
		r.alternative(p)
	case p.kind == "multipart/related":
		r.related(p)
	case p.parts != nil:
		for _, c := range p.parts {
			r.write(c)
		}
	case p.name == "" && strings.HasPrefix(p.kind, "text/"):
		r.body(p)
	case isSignature(p.kind) || len(p.data) == 0 && p.name == "":
	default:
		r.attach(p)
	}
}

// isSignature tells what proves who sent a mail, and says nothing itself.
func isSignature(kind string) bool {
	return kind == "application/pgp-signature" || kind == "application/pkcs7-signature" || kind == "application/x-pkcs7-signature"
}

func (r *mailReader) attach(p mailPart) {
	if p.name == "" {
		p.name = "未命名"
		if p.kind == "message/rfc822" {
			p.name = "转发的邮件"
		}
	}
	r.files = append(r.files, p)
}

// alternative writes the one of several forms that says most of the layout: a web page
// before plain text.
func (r *mailReader) alternative(p mailPart) {
	best := -1
	for i, c := range p.parts {
		if rank(c) >= 0 && (best < 0 || rank(c) >= rank(p.parts[best])) {
			best = i
		}
	}
	for i, c := range p.parts {
		if i == best || c.name != "" {
			r.write(c)
		}
	}
}

func rank(p mailPart) int {
	switch {
	case p.kind == "text/html" && strings.TrimSpace(string(p.data)) != "":
		return 2
	case p.kind == "multipart/related", p.kind == "multipart/mixed":
		return 2
	case p.kind == "multipart/alternative", p.kind == "text/plain":
		return 1
	case strings.HasPrefix(p.kind, "text/"):
		return 0
	}
	return -1
}

// related writes the page that the other parts serve. Where it has no words of its own,
// being a frame around other pages, those are read.
func (r *mailReader) related(p mailPart) {
	root := slices.IndexFunc(p.parts, func(c mailPart) bool { return c.id != "" && c.id == strings.Trim(p.params["start"], "<>") })
	if root = max(root, 0); root >= len(p.parts) {
		return
	}
	before := r.text.Len()
	main := p.parts[root]
	if main.name = ""; main.kind == "application/xhtml+xml" {
		main.kind = "text/html"
	}
	for i, c := range p.parts {
		if i != root && c.id != "" && strings.HasPrefix(c.kind, "image/") {
			r.pictures[c.id] = c
		}
	}
	r.write(main)
	framed := r.text.Len() == before
	for i, c := range p.parts {
		switch {
		case i == root:
		case framed && c.kind == "text/html":
			c.name = ""
			r.write(c)
		case strings.HasPrefix(c.kind, "image/"), c.kind == "text/html", c.kind == "text/css", c.kind == "text/xml", c.kind == "text/javascript", c.kind == "application/javascript",
			strings.HasPrefix(c.kind, "font/"), strings.HasPrefix(c.kind, "application/x-font"), c.name == "" && !strings.HasPrefix(c.kind, "multipart/"):
			// what a page needs to look as it does
		default:
			r.write(c)
		}
	}
}

// body writes a page or plain text.
func (r *mailReader) body(p mailPart) {
	text := labelled(p.data, p.params["charset"])
	if p.kind == "text/html" || isHTML(text) {
		r.apart = true
		if err := readHTML(r.writer, text, r.shown); err != nil && r.err == nil {
			r.err = err
		}
		r.apart = true
		return
	}
	if strings.EqualFold(p.params["format"], "flowed") {
		text = unflowed(text, strings.EqualFold(p.params["delsp"], "yes"))
	}
	r.plainText(quoteRe.ReplaceAllString(text, ""))
}

// shown keeps a picture that stands in the mail's own page for later, and reports whether
// it is one that came with it.
func (r *mailReader) shown(address string) bool {
	id, own := strings.CutPrefix(address, "cid:")
	p, known := r.pictures[id]
	if own && known && p.data != nil {
		r.attach(p)
		r.pictures[id] = mailPart{}
	}
	return own && known
}

// quoteRe finds the marks before the lines of a mail that is quoted.
var quoteRe = regexp.MustCompile(`(?m)^>[> ]*(?: |$)`)

// unflowed joins lines that were broken for sending (RFC 3676).
func unflowed(text string, dropBlank bool) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if !strings.HasSuffix(line, " ") || line == "-- " {
			b.WriteString(line + "\n")
			continue
		}
		if dropBlank {
			line = line[:len(line)-1]
		}
		b.WriteString(line)
	}
	return b.String()
}

// labelled decodes text by what is said of its encoding, unless that is nothing, says
// little, or is wrong.
func labelled(data []byte, label string) string {
	e, name := charset.Lookup(label)
	switch name {
	case "", "utf-8", "windows-1252":
		e = nil
	case "gbk":
		e = simplifiedchinese.GB18030 // which knows all characters of the other
	}
	if e != nil {
		out, err := e.NewDecoder().Bytes(data)
		if text := string(out); err == nil && strings.Count(text, "\ufffd")*50 <= utf8.RuneCountInString(text) {
			return text
		}
	}
	if text, _, err := decode(data); err == nil {
		return text
	}
	return strings.ToValidUTF8(string(data), "\ufffd")
}
