package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// outline is the plan's structure: its chapters, and its clauses by the style of their
// numbers.
type outline struct {
	nodes  []node
	styles []string // in the order of the plan
}

// node is a chapter or a numbered clause.
type node struct {
	ref    string
	no     string
	number int
	title  string // as printed, or the beginning of its text
	style  string
	parent int // place in nodes, -1 at the top
	text   string
}

// styleForms are the ways to number, and how people call what is numbered so.
var styleForms = []struct {
	style string
	form  *regexp.Regexp
}{
	{"章", regexp.MustCompile(`^第[一二三四五六七八九十百\d]+(?:章|编|部分|篇)`)},
	{"节", regexp.MustCompile(`^第[一二三四五六七八九十百\d]+节`)},
	{"条", regexp.MustCompile(`^第[一二三四五六七八九十百\d]+条`)},
	{"一、", regexp.MustCompile(`^[一二三四五六七八九十百]+、`)},
	{"（一）", regexp.MustCompile(`^[（(][一二三四五六七八九十百]+[）)]`)},
	{"1.", regexp.MustCompile(`^\d{1,3}[.．、]`)},
	{"（1）", regexp.MustCompile(`^[（(]\d{1,3}[）)]`)},
}

func styleOf(no string) string {
	for _, f := range styleForms {
		if f.form.MatchString(strings.TrimSpace(no)) {
			return f.style
		}
	}
	return ""
}

var inNumber = regexp.MustCompile(`[一二三四五六七八九十百]+|\d+`)

func numberIn(no string) int {
	n, _ := zh.Number(inNumber.FindString(no))
	return n
}

func newOutline(p *knowledge.Plan) *outline {
	o := &outline{}
	at := map[string]int{}
	add := func(n node, key string) {
		n.number, n.style = numberIn(n.no), styleOf(n.no)
		at[key] = len(o.nodes)
		o.nodes = append(o.nodes, n)
		if !slices.Contains(o.styles, n.style) {
			o.styles = append(o.styles, n.style)
		}
	}
	next := 0
	open := func(until int) {
		for next < len(p.Chapters) && p.Chapters[next].Start <= until {
			c := p.Chapters[next]
			add(node{ref: c.No, no: c.No, title: c.Title, parent: -1, text: c.Body.Text}, "chapter "+c.Name())
			next++
		}
	}
	for _, c := range p.Clauses {
		if c.Row {
			continue
		}
		open(c.Start)
		parent := -1
		if i, ok := at["clause "+c.Parent]; ok && c.Parent != "" {
			parent = i
		} else if i, ok := at["chapter "+c.Chapter]; ok {
			parent = i
		}
		add(node{ref: c.Ref, no: c.No, title: titleOf(c), parent: parent, text: c.Text}, "clause "+c.Ref)
	}
	open(len(p.Source))
	return o
}

// titleOf gives a clause's title, or the beginning of its text.
func titleOf(c knowledge.Clause) string {
	if c.Title != "" {
		return c.Title
	}
	return opening(strings.TrimPrefix(c.Text, c.No), shownTitle)
}

// shownTitle is how many characters of a clause without a title stand for it.
const shownTitle = 22

// opening gives the first characters of a text, up to a mark.
func opening(text string, n int) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\n", ""))
	r := []rune(text)
	if len(r) <= n {
		return strings.TrimRight(text, "，。；、：")
	}
	cut := n
	for i := n; i > n/2; i-- {
		if strings.ContainsRune("，。；、：（", r[i]) {
			cut = i
			break
		}
	}
	return strings.TrimRight(string(r[:cut]), "，。；、：（")
}

// children gives what stands right under a node, or at the top for -1.
func (o *outline) children(parent int) []int {
	var out []int
	for i, n := range o.nodes {
		if n.parent == parent {
			out = append(out, i)
		}
	}
	return out
}

// under gives everything under a node at any depth.
func (o *outline) under(parent int) []int {
	var out []int
	for _, i := range o.children(parent) {
		out = append(append(out, i), o.under(i)...)
	}
	return out
}

// of gives the place of a ref, or -1.
func (o *outline) of(ref string) int {
	return slices.IndexFunc(o.nodes, func(n node) bool { return n.ref == ref })
}

// beside gives the node so many places after one among those of its style under the
// same parent; or in the whole plan where numbers run through it.
func (o *outline) beside(i, by int) int {
	var row []int
	for j, n := range o.nodes {
		if n.style == o.nodes[i].style && (n.parent == o.nodes[i].parent || o.runsThrough(n.style)) {
			row = append(row, j)
		}
	}
	at := slices.Index(row, i) + by
	if at < 0 || at >= len(row) {
		return -1
	}
	return row[at]
}

// runsThrough tells whether the numbers of a style go on from chapter to chapter.
func (o *outline) runsThrough(style string) bool {
	seen := map[int]bool{}
	for _, n := range o.nodes {
		if n.style == style {
			if seen[n.number] {
				return false
			}
			seen[n.number] = true
		}
	}
	return true
}

// main gives the style of the provisions that people call 条: the one that runs through
// the plan and has most, else the one that has most.
func (o *outline) main() string {
	best, most := "", 0.0
	for _, s := range o.styles {
		n := 0.0
		for _, one := range o.nodes {
			if one.style == s && (one.parent >= 0 || !slices.ContainsFunc(o.nodes, func(x node) bool { return x.parent >= 0 })) {
				n++
			}
		}
		if o.runsThrough(s) {
			n *= 4
		}
		if n > most {
			best, most = s, n
		}
	}
	return best
}

// top gives the chapters, or the highest numbered parts where there are no chapters.
func (o *outline) top() []int { return o.children(-1) }

var (
	refForm   = outlineForm1
	partWords = "章 部分 大块 块 大部分"
)

// refsIn gives the refs that a message names by number or position: 第十六条, （八）, 最后一条,
// 第三部分第二条.
func (a *Asker) refsIn(r *reading) []string {
	nodes := a.nodesIn(r.text)
	var out []string
	for _, i := range nodes {
		out = appendNew(out, a.outline.nodes[i].ref)
	}
	return out
}

func (a *Asker) nodesIn(folded string) []int {
	o := a.outline
	var out []int
	within := -1
	for _, m := range refForm.FindAllStringSubmatch(folded, -1) {
		number := m[1] + m[3] + m[4] + m[7]
		n, _ := zh.Number(number)
		kind := m[2] + m[6]
		last := m[5] == "最后" || m[5] == "末"
		if m[5] == "头" || m[5] == "第" {
			n = 1
		}
		var row []int
		switch {
		case strings.Contains(partWords, kind) && kind != "":
			row = o.top()
		case within >= 0:
			row = o.children(within)
		case kind == "节":
			row = o.styled("节")
		case m[3] != "" && m[3][0] > '9':
			row = o.styled("（一）")
		case m[7] != "":
			row = o.styled("一、")
		default:
			row = o.styled(o.main())
			if (kind == "条" || kind == "大条") && len(o.styled("条")) > 0 {
				row = o.styled("条")
			}
		}
		if n > 0 && within < 0 && !slices.ContainsFunc(row, func(i int) bool { return o.nodes[i].number == n }) && kind != "节" && !strings.Contains(partWords, kind) {
			for _, style := range o.styles { // of whatever numbers have it
				if others := o.styled(style); o.runsThrough(style) && slices.ContainsFunc(others, func(i int) bool { return o.nodes[i].number == n }) {
					row = others
					break
				}
			}
		}
		found := -1
		if last && len(row) > 0 {
			found = row[len(row)-1]
		} else if n > 0 {
			for at, i := range row {
				if o.nodes[i].number == n || within >= 0 && at == n-1 {
					found = i
					break
				}
			}
		}
		if found < 0 {
			continue
		}
		if strings.Contains(partWords, kind) && kind != "" || kind == "节" {
			within = found
		}
		if within >= 0 && found != within {
			out = slices.DeleteFunc(out, func(i int) bool { return i == within })
		}
		out = append(out, found)
	}
	return out
}

func (o *outline) styled(style string) []int {
	var out []int
	for i, n := range o.nodes {
		if n.style == style {
			out = append(out, i)
		}
	}
	return out
}

// Patterns that are used in one place.
var (
	outlineForm1 = regexp.MustCompile(`第([一二三四五六七八九十百]+|\d{1,3})(条|项|点|章|部分|大块|块|节|大条|大部分)|\(([一二三四五六七八九十百]+|\d{1,2})\)(?:条)?|(?:^|[^\d.])(\d{1,2})号?(?:条|那条)|(最后|末|头|第)一?(条|项|章|节|部分|块)|([一二三四五六七八九十]+)、(?:那|这)`)
)
