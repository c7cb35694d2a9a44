package ask

import (
	"strconv"

	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// inTurn names things one after the other: 甲、乙.
func inTurn(names []string) said.Sentence { return said.Join("%s、%s", names) }

// oneByOne puts parts of a sentence one after the other, with semicolons.
func oneByOne(parts []said.Sentence) said.Sentence { return said.Join("%s；%s", parts) }

// beside puts words next to each other; either may be nothing.
func beside(x, y said.Sentence) said.Sentence {
	switch {
	case x.IsZero():
		return y
	case y.IsZero():
		return x
	}
	return said.Of("%[1]s%[2]s", x, y)
}

// confirmed puts yes before a sentence.
func confirmed(s said.Sentence) said.Sentence { return said.Of("是的，没错，%s", s) }

// contradicted puts no before a sentence.
func contradicted(s said.Sentence) said.Sentence { return said.Of("不对，%s", s) }

// lead puts a sentence before others.
func lead(first said.Sentence, others []said.Sentence) []said.Sentence {
	return append([]said.Sentence{first}, others...)
}

// plainLines gives sentences in Chinese, a line each.
func plainLines(lines []said.Sentence) string { return said.Join("%s\n%s", lines).String() }

// yearsSaid names years: 2022年, 2021—2023年, 2021、2023年.
func yearsSaid(years []int) said.Sentence {
	switch n := len(years); {
	case n == 0:
		return said.Sentence{}
	case n == 1:
		return said.Of("%s年", strconv.Itoa(years[0]))
	case years[n-1]-years[0] == n-1:
		return said.Of("%d—%d年", years[0], years[n-1])
	}
	return said.Of("%s年", inTurn(texts(years)))
}

// cellsSaid names the cells of years, units and projects, each of which may be left out:
// 2021年新昌县的市现代化学校.
func cellsSaid(c cellReading) said.Sentence {
	when, who, what := yearsSaid(c.years), inTurn(c.units), inTurn(c.projects)
	if who.IsZero() || what.IsZero() {
		return beside(when, beside(who, what))
	}
	if when.IsZero() {
		return said.Of("%s的%s", who, what)
	}
	return said.Of("%s%s的%s", when, who, what)
}

var numerals = []said.Sentence{said.Of("零"), said.Of("一"), said.Of("二"), said.Of("三"), said.Of("四"), said.Of("五"), said.Of("六"), said.Of("七"), said.Of("八"), said.Of("九"), said.Of("十")}

// numeral says a count in words: 三.
func numeral(n int) said.Sentence {
	if n >= 0 && n < len(numerals) {
		return numerals[n]
	}
	return said.Words(zh.Numeral(n))
}
