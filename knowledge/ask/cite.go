package ask

import (
	"strings"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
)

// Source is one place that an answer rests on, as a reader sees it.
type Source struct {
	Place said.Sentence // 第（八）条“推进义务教育优质均衡”
	Quote string        // verbatim; empty for cells, whose words stand in the answer's lines
}

// Said gives the source on one line.
func (s Source) Said() said.Sentence {
	if s.Quote == "" {
		return said.Of("出处：{place}", "Source: {place}", s.Place)
	}
	return said.Of("{place}：“{quote}”", "{place}: “{quote}”", s.Place, s.Quote)
}

// cellsShown is how many cells are named one by one.
const cellsShown = 3

// Sources gives the places of the answer's citations in their order: those of the
// annex in one line, those of one clause together, titles without their quotation and
// only where the lines do not name them.
func (a Answer) Sources() []Source {
	told := plainLines(a.Lines)
	var out []Source
	var cells []string
	var titles []said.Sentence
	for _, c := range a.Citations {
		switch place := Place(c); {
		case c.Clause == fact.AnnexPlace:
			cells = append(cells, c.Detail)
		case c.Quote == c.Detail:
			if !strings.Contains(told, place.String()) {
				titles = append(titles, place)
			}
		case len(out) > 0 && out[len(out)-1].Place.String() == place.String():
			if last := &out[len(out)-1]; !strings.Contains(last.Quote, c.Quote) {
				last.Quote += "……" + c.Quote
			}
		default:
			out = append(out, Source{place, c.Quote})
		}
	}
	if len(titles) > 0 {
		out = append(out, Source{Place: said.Join("{one}、{other}", "{one}, {other}", titles)})
	}
	switch {
	case len(cells) > cellsShown:
		out = append(out, Source{Place: said.Of("附件，共{n}格", "Annex, {n} {cell|cells}", len(cells))})
	case len(cells) > 0:
		out = append(out, Source{Place: said.Of("附件（{cells}）", "Annex ({cells})", said.Join("{one}；{other}", "{one}; {other}", cells))})
	}
	return out
}

// innerQuotes makes the quotation marks of words that are quoted themselves.
var innerQuotes = strings.NewReplacer("“", "‘", "”", "’")

// Place names where a citation stands: 第（八）条“标题”, 附件, 引言.
func Place(c knowledge.Citation) said.Sentence {
	name := knowledge.PlaceName(c.Clause)
	if c.Detail != "" {
		return said.Of("{name}“{replace}”", "{name} “{replace}”", name, innerQuotes.Replace(c.Detail))
	}
	return name
}
