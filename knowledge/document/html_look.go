package document

import (
	"strings"

	"golang.org/x/net/html"

	"duban/knowledge/document/marks"
)

// htmlLook is what the elements around some words say of how they look.
type htmlLook struct {
	mark marks.Mark
	font string
}

// lookAt returns the look within an element that stands in one of the look at.
func lookAt(n *html.Node, at htmlLook) htmlLook {
	switch n.Data {
	case "sup":
		at.mark |= marks.Raised
	case "sub":
		at.mark |= marks.Lowered
	case "s", "strike":
		at.mark |= marks.Struck
	case "del":
		at.mark |= marks.Deleted
	case "a": // to a note on the same page
		if to, _ := attribute(n, "href"); strings.HasPrefix(to, "#") && marks.IsReference(wordsOf(n)) {
			at.mark |= marks.Raised
		}
	}
	for _, a := range n.Attr {
		switch strings.ToLower(a.Key) {
		case "hidden":
			at.mark |= marks.Hidden
		case "face":
			at.font = a.Val
		case "style":
			at.styled(a.Val)
		}
	}
	return at
}

// styled takes over what a style attribute says.
func (l *htmlLook) styled(style string) {
	for rule := range strings.SplitSeq(strings.ToLower(style), ";") {
		name, value, _ := strings.Cut(rule, ":")
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		switch strings.TrimSpace(name) {
		case "display", "visibility":
			if value == "none" || value == "hidden" {
				l.mark |= marks.Hidden
			}
		case "vertical-align":
			switch value {
			case "super":
				l.mark |= marks.Raised
			case "sub":
				l.mark |= marks.Lowered
			}
		case "text-decoration", "text-decoration-line":
			if strings.Contains(value, "line-through") {
				l.mark |= marks.Struck
			}
		case "font-family":
			l.font, _, _ = strings.Cut(value, ",")
		}
	}
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return strings.TrimSpace(a.Val), true
		}
	}
	return "", false
}

// wordsOf returns the words in an element that is a link, a line or less.
func wordsOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && b.Len() < 1000 {
			b.WriteString(c.Data)
		}
	}
	return plain(b.String())
}
