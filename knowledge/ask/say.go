package ask

import (
	"strconv"

	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// inTurn names things one after the other: 甲、乙.
func inTurn(names []string) said.Sentence {
	return said.Join("{one}、{other}", "{one}, {other}", names)
}

// oneByOne puts parts of a sentence one after the other, with semicolons.
func oneByOne(parts []said.Sentence) said.Sentence {
	return said.Join("{one}；{other}", "{one}; {other}", parts)
}

// beside puts words next to each other; either may be nothing.
func beside(x, y said.Sentence) said.Sentence {
	switch {
	case x.IsZero():
		return y
	case y.IsZero():
		return x
	}
	return said.Of("{words}{words2}", "{words} {words2}", x, y)
}

// confirmed puts yes before a sentence.
func confirmed(s said.Sentence) said.Sentence {
	return said.Of("是的，没错，{words}", "Yes, that is right. {words}", s)
}

// contradicted puts no before a sentence.
func contradicted(s said.Sentence) said.Sentence {
	return said.Of("不对，{words}", "That is not right. {words}", s)
}

// lead puts a sentence before others.
func lead(first said.Sentence, others []said.Sentence) []said.Sentence {
	return append([]said.Sentence{first}, others...)
}

// plainLines gives sentences in Chinese, a line each.
func plainLines(lines []said.Sentence) string {
	return said.Join("{one}\n{other}", "{one}\n{other}", lines).String()
}

// yearsSaid names years: 2022年, 2021—2023年, 2021、2023年.
func yearsSaid(years []int) said.Sentence {
	switch n := len(years); {
	case n == 0:
		return said.Sentence{}
	case n == 1:
		return said.Of("{n}年", "{n}", strconv.Itoa(years[0]))
	case years[n-1]-years[0] == n-1:
		return said.Of("{n}—{n2}年", "{n}–{n2}", years[0], years[n-1])
	}
	return said.Of("{texts}年", "{texts}", inTurn(texts(years)))
}

// cellsSaid names the cells of years, units and projects, each of which may be left out:
// 2021年新昌县的市现代化学校.
func cellsSaid(c cellReading) said.Sentence {
	when, who, what := yearsSaid(c.years), inTurn(c.units), inTurn(c.projects)
	if who.IsZero() || what.IsZero() {
		return beside(when, beside(who, what))
	}
	if when.IsZero() {
		return said.Of("{who}的{what}", "{who}: {what}", who, what)
	}
	return said.Of("{when}{who}的{what}", "{who}: {what}, {when}", when, who, what)
}

var numerals = []said.Sentence{said.Of("零", "0"), said.Of("一", "1"), said.Of("二", "2"), said.Of("三", "3"), said.Of("四", "4"), said.Of("五", "5"), said.Of("六", "6"), said.Of("七", "7"), said.Of("八", "8"), said.Of("九", "9"), said.Of("十", "10")}

// numeral says a count in words: 三.
func numeral(n int) said.Sentence {
	if n >= 0 && n < len(numerals) {
		return numerals[n]
	}
	return said.Words(zh.Numeral(n))
}
