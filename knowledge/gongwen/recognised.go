package gongwen

import (
	"strconv"
	"strings"
	"unicode"

	"duban/knowledge"
	"duban/knowledge/said"
)

// Recognised adds a doubt for every sentence, and every row of a table, that was
// recognised from a picture and holds numbers, and for whatever else of it a task could
// be made of. p.Recognised says what was. A second call adds nothing.
func Recognised(p *knowledge.Plan) {
	if len(p.Recognised) == 0 {
		return
	}
	r := &reader{source: p.Source, plan: p}
	places := r.places()
	doubted := map[int]bool{} // where recognised words begin
	for _, d := range p.Doubts {
		if d.Recognised() {
			doubted[d.Start] = true
		}
	}
	add := func(at span) {
		words := strings.TrimSpace(p.Source[at.start:at.end])
		at.start += strings.Index(p.Source[at.start:at.end], words)
		d := knowledge.Doubt{Kind: knowledge.RecognisedDoubt, Place: placeAt(places, at.start), Quote: words, Start: at.start,
			Reason: said.Of("这是从图片上识别出来的，请对照原件核对。",
				"This was recognised from a picture; please hold it against the original.")}
		numbers, most := numbersIn(words)
		switch {
		case most != "":
			d.Kind, d.Reason = knowledge.MisreadDoubt, said.Of("识别成“{most}”，超过了100%，多半是识别错了，请对照原件核对。",
				"Recognised as “{most}”, which is more than 100%: probably wrong; please hold it against the original.", most)
		case len(numbers) > 0:
			d.Reason = said.Of("这是从图片上识别出来的，请对照原件核对数字：{numbers}。",
				"This was recognised from a picture; please hold its numbers against the original: {numbers}.", said.Join("{one}、{other}", "{one}, {other}", numbers))
		}
		if words != "" && !doubted[d.Start] {
			doubted[d.Start] = true
			p.Doubts = append(p.Doubts, d)
		}
	}
	var taken []int // where the sentences with numbers begin
	for _, s := range p.Recognised {
		for _, at := range sentencesIn(p.Source, max(0, s.Start), min(s.End, len(p.Source))) {
			if strings.ContainsFunc(p.Source[at.start:at.end], unicode.IsDigit) {
				add(at)
				taken = append(taken, at.start)
			}
		}
	}
	for _, c := range p.Clauses {
		whole := span{c.Start, min(c.Start+len(c.Found), len(p.Source))}
		if !p.RecognisedIn(whole.start, whole.end) || !c.Row && !dated(p, c.Ref) {
			continue
		}
		seen := false
		for _, at := range taken {
			seen = seen || whole.start <= at && at < whole.end
		}
		if sentences := sentencesIn(p.Source, whole.start, whole.end); !seen && len(sentences) > 0 {
			add(sentences[0])
		}
	}
}

// dated tells whether the clause has a goal with a term.
func dated(p *knowledge.Plan, ref string) bool {
	for _, t := range p.Targets {
		if t.Clause == ref && t.Due != "" {
			return true
		}
	}
	for _, t := range p.Tasks {
		if t.Clause == ref && t.Due != "" {
			return true
		}
	}
	return false
}

// sentencesIn cuts a stretch of the source into sentences; a table's row is one.
func sentencesIn(source string, from, to int) []span {
	var out []span
	start := from
	for line := range strings.SplitAfterSeq(source[from:to], "\n") {
		end := start + len(line)
		if strings.Contains(line, "\t") {
			out = append(out, span{start, end})
		} else {
			for _, s := range cutAt(line, "。！？；") {
				out = append(out, span{start + s.start, start + s.end})
			}
		}
		start = end
	}
	return out
}

// numbersIn gives the numbers of a text with their per cent signs, each once, and the
// first of more than a hundred per cent.
func numbersIn(text string) (all []string, most string) {
	number := func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune(".,%％", r) }
	seen := map[string]bool{}
	for n := range strings.FieldsFuncSeq(text, func(r rune) bool { return !number(r) }) {
		if n = strings.Trim(n, ".,"); !strings.ContainsFunc(n, unicode.IsDigit) || seen[n] {
			continue
		}
		seen[n] = true
		all = append(all, n)
		for i, r := range n { // 1009%6 has more behind its sign
			if r != '%' && r != '％' {
				continue
			}
			if v, err := strconv.ParseFloat(strings.ReplaceAll(n[:i], ",", ""), 64); most == "" && err == nil && v > 100 {
				most = n
			}
			break
		}
	}
	return all, most
}
