package document

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"regexp"
	"strings"
	"unicode/utf8"

	"duban/knowledge/said"
)

// Limits of a mail's parts.
const (
	maxParts  = 500
	maxNested = 8 // multiparts within each other
)

// headRe finds the fields that only a mail has at its head.
var headRe = regexp.MustCompile(`(?im)^(?:mime-version|received|message-id|return-path|x-mailer|from|content-type):`)

// isMail reports whether a file begins with the head of a mail (RFC 5322).
func isMail(data []byte) bool {
	start := data[:min(len(data), 64<<10)]
	if bytes.HasPrefix(start, []byte("From ")) { // of a mailbox
		_, start, _ = bytes.Cut(start, []byte("\n"))
	}
	head, _, _ := bytes.Cut(bytes.ReplaceAll(start, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	first, _, _ := bytes.Cut(head, []byte(":"))
	if len(first) == 0 || len(first) > 60 || bytes.ContainsFunc(first, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return false
	}
	return len(headRe.FindAll(head, 2)) == 2
}

// readMail reads a mail or a web page saved as one file (RFC 2045 to 2049, 2557): its
// body, and after it the files that come with it, each apart.
func readMail(w *writer, doc *Document, data []byte, o Options) error {
	if bytes.HasPrefix(data, []byte("From ")) {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	in := bufio.NewReader(bytes.NewReader(data))
	head, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil && len(head) == 0 {
		return ErrDamaged
	}
	body, err := io.ReadAll(in)
	if err != nil {
		return ErrDamaged
	}
	r := &mailReader{writer: w, pictures: map[string]mailPart{}}
	top := r.part(head, body, 0)
	if (top.kind == "multipart/related" || top.kind == "text/html") && head.Get("To") == "" && head.Get("Received") == "" {
		doc.Format = MHT
	} else if s := plain(headerText(head.Get("Subject"))); s != "" {
		w.note(said.Of("这是一封邮件，主题是“{words}”。", "This is a mail; its subject is “{words}”.", s))
	}
	r.write(top)
	for _, f := range r.files {
		w.inside(f.name, f.data, o)
	}
	return nil
}

type mailReader struct {
	*writer
	files    []mailPart          // that come with the mail
	pictures map[string]mailPart // that its pages show, by their ids
	parts    int
}

// mailPart is a part of a mail, decoded.
type mailPart struct {
	kind   string // text/html
	params map[string]string
	name   string // of a file
	id     string
	data   []byte
	parts  []mailPart
}

// part decodes a part and those in it.
func (r *mailReader) part(head textproto.MIMEHeader, body []byte, depth int) mailPart {
	p := mailPart{kind: "text/plain", id: strings.Trim(head.Get("Content-Id"), "<>")}
	if kind, params, err := mime.ParseMediaType(head.Get("Content-Type")); kind != "" && (err == nil || err == mime.ErrInvalidMediaParameter) {
		p.kind, p.params = kind, params
	}
	disposition, params, err := mime.ParseMediaType(head.Get("Content-Disposition"))
	if err != nil {
		disposition, _, _ = strings.Cut(head.Get("Content-Disposition"), ";")
	}
	for _, name := range []string{params["filename"], p.params["name"], looseName(head.Get("Content-Disposition")), looseName(head.Get("Content-Type"))} {
		if p.name == "" {
			p.name = plain(headerText(name))
		}
	}
	if strings.EqualFold(strings.TrimSpace(disposition), "attachment") && p.name == "" {
		p.name = "未命名"
	}
	if r.parts++; r.parts > maxParts || depth > maxNested {
		r.gap("attachment", said.Words(p.name), said.Of("邮件的组成太多或套了太多层，有一部分没有读入。请把要读的文件单独发来。",
			"The mail has too many parts, or parts within parts, and some were not read. Please send the files that matter by themselves."))
		return mailPart{}
	}
	if boundary := p.params["boundary"]; strings.HasPrefix(p.kind, "multipart/") && boundary != "" {
		parts := multipart.NewReader(bytes.NewReader(body), boundary)
		for !r.full() {
			next, err := parts.NextRawPart()
			if err != nil {
				break // the end, or a mail that is cut off there
			}
			data, _ := io.ReadAll(next) // what is there of one cut off
			p.parts = append(p.parts, r.part(next.Header, data, depth+1))
		}
		return p
	}
	p.data = undone(head.Get("Content-Transfer-Encoding"), body)
	return p
}

// looseName finds a file's name where the parameters are not written as they should be.
func looseName(field string) string {
	if found := looseNameRe.FindStringSubmatch(field); found != nil {
		return found[1]
	}
	return ""
}

var looseNameRe = regexp.MustCompile(`(?i)name\s*=\s*"?([^";\r\n]+)`)

// undone undoes the encoding in which a part was sent. Of one that is damaged comes what
// could be read.
func undone(encoding string, body []byte) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		clean := bytes.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '+' || r == '/' {
				return r
			}
			return -1
		}, body)
		out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
		n, _ := base64.RawStdEncoding.Decode(out, clean)
		return out[:n]
	case "quoted-printable":
		out, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
		return out
	}
	return body
}

// headerText gives a field's words, of whatever encoding.
func headerText(s string) string {
	d := mime.WordDecoder{CharsetReader: func(label string, in io.Reader) (io.Reader, error) {
		data, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		return strings.NewReader(labelled(data, label)), nil
	}}
	out, err := d.DecodeHeader(s)
	if err != nil {
		out = s
	}
	if !utf8.ValidString(out) {
		if out, _, err = decode([]byte(out)); err != nil {
			return ""
		}
	}
	return out
}
