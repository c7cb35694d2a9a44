package document

import (
	"strconv"
	"strings"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// field is a field that has begun: its code, then its result, of which only the result
// is shown (ECMA-376 part 1, 17.16).
type field struct {
	code      []byte
	result    bool
	swallowed []byte // words in the code
	form      *element
	mark      marks.Mark
}

func (r *docxReader) fieldMark(c *element, l *marks.Line, m marks.Mark) {
	n := len(r.fields)
	switch kind := c.attr("fldCharType"); {
	case kind == "begin" && n < maxDepth:
		r.fields = append(r.fields, field{form: c.child("ffData"), mark: m})
	case n == 0:
	case kind == "separate":
		r.fields[n-1].result = true
	case kind == "end":
		f := r.fields[n-1]
		r.fields = r.fields[:n-1]
		r.shown(f, l)
	}
}

// shown adds what a field shows that has no result of its own.
func (r *docxReader) shown(f field, l *marks.Line) {
	if box := f.form.child("checkBox"); box != nil {
		state := box.child("checked")
		if state == nil {
			state = box.child("default")
		}
		r.add(l, ticked(state.isOn()), f.mark, "")
		return
	}
	if list := f.form.child("ddList"); list != nil && !f.result {
		at := number(list.child("result").attr("val"))
		for _, e := range list.children {
			if e.name != "listEntry" {
				continue
			}
			if at == 0 {
				r.add(l, e.attr("val"), f.mark, "")
				return
			}
			at--
		}
		return
	}
	name, code, _ := strings.Cut(strings.TrimSpace(string(f.code))+" ", " ")
	if f.result || !strings.EqualFold(name, "EQ") {
		return
	}
	text, ok := equation(code)
	if !ok {
		r.missed("object", said.Of("公式", "formula"), said.Of("这里的公式没有读入，请对照原文，把它写成文字后再发。",
			"The formula here was not read. Please write it as text after the original and send the file again."))
		text = picturePlace
	}
	r.add(l, text, f.mark, "")
}

// endFields takes back what was held for the code of a field that has no end in its
// paragraph. A result may run over paragraphs.
func (r *docxReader) endFields(l *marks.Line) {
	for i, f := range r.fields {
		if !f.result {
			r.fields = r.fields[:i]
			r.add(l, string(f.swallowed), f.mark, "")
			return
		}
	}
}

// equation reads the forms of an EQ field that stand for plain text: a number in a
// circle, a character with its reading above it, a fraction.
func equation(code string) (string, bool) {
	from := strings.IndexByte(code, '(')
	to := strings.LastIndexByte(code, ')')
	if from < 0 || to < from {
		return "", false
	}
	args := arguments(code[from+1 : to])
	head := code[:from]
	switch {
	case len(args) != 2:
		return "", false
	case strings.Contains(head, `\f`) && !strings.Contains(code[from:], `\`):
		return args[0] + "/" + args[1], true
	case !strings.Contains(head, `\o`):
		return "", false
	case strings.HasPrefix(args[0], `\s`) && !strings.Contains(args[1], `\`):
		return args[1], true
	case strings.ContainsAny(args[0], "○◯"):
		if n, err := strconv.Atoi(args[1]); err == nil && n >= 1 && n <= len([]rune(circled)) {
			return printed(n, "decimalEnclosedCircle"), true
		}
		return "（" + args[1] + "）", !strings.Contains(args[1], `\`)
	}
	return "", false
}

// arguments parts what stands between brackets at its outer commas.
func arguments(s string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range s {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',', ';':
			if depth == 0 {
				out = append(out, strings.TrimSpace(s[from:i]))
				from = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}
