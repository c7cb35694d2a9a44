package ask

import (
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/zh"
)

// cellReading is what a message says of the schedules: which units, projects and years,
// which words of a cell, what is asked of them, and what is left that it is about besides.
type cellReading struct {
	units    []string
	aside    []string // 除了柯桥
	projects []string
	yearsRead
	grade  string
	want   attributes
	ops    []opSpan
	placed bool    // it speaks of places: 区县, 地方
	rest   float64 // weight of the words that say something else
	known  float64 // of those that the plan's text holds
	named  bool    // a unit with a column of its own is named, or spoken for
}

// has reports whether one of the operators is among those of the message.
func (c cellReading) has(ops ...operator) bool {
	return slices.ContainsFunc(c.ops, func(s opSpan) bool { return slices.Contains(ops, s.op) })
}

// asks reports whether one of the attributes is asked for.
func (c cellReading) asks(want attributes) bool { return c.want&want != 0 }

// ownWords are those by which people speak of what is theirs.
var ownWords = []string{"我们", "我县", "我区", "我市", "咱", "本县", "本区", "俺"}

// readCells reads a message as one about the schedules.
func (a *Asker) readCells(r *reading, home []string) cellReading {
	c := cellReading{}
	runes := []rune(r.text)
	covered := make([]bool, len(runes))
	cover := func(from, to int) {
		for i := from; i < to; i++ {
			covered[i] = true
		}
	}
	var wholes, columns []mention
	for _, m := range r.mentions {
		switch {
		case m.unit < 0 || !m.column: // 市教育局 is no project
			cover(m.start, m.end)
		case knowledge.IsWhole(a.names.units[m.unit].full):
			wholes = append(wholes, m)
		default:
			columns = append(columns, m)
			cover(m.start, m.end)
		}
	}
	c.projects = a.readProjects(runes, covered)
	c.ops = operatorsIn(runes, covered)
	for _, m := range columns {
		full := a.names.units[m.unit].full
		c.named = true
		if setAside(m, columns, c.ops, runes) {
			c.aside = appendNew(c.aside, full)
		} else {
			c.units = appendNew(c.units, full)
		}
	}
	for _, m := range wholes { // 绍兴市 in 绍兴市现代化学校 is no unit
		if !covered[m.start] || !covered[m.end-1] {
			if m.end < len(runes) && covered[m.end] && covered[m.end-1] && len(c.units) == 0 && strings.HasSuffix(m.words, "市") && !strings.HasPrefix(m.words, "全") {
				continue
			}
			c.units = appendNew(c.units, a.names.units[m.unit].full)
			cover(m.start, m.end)
		}
	}
	if len(c.units) == 0 && slices.ContainsFunc(ownWords, func(w string) bool { return strings.Contains(r.text, w) }) {
		for _, h := range home {
			if a.hasColumn(h) {
				c.units, c.named = appendNew(c.units, h), true
			}
		}
		for _, u := range r.mine {
			if a.names.units[u].column {
				c.units, c.named = appendNew(c.units, a.names.units[u].full), true
			}
		}
	}
	var open bool
	c.want, open = askedOf(runes, c.ops)
	if open && c.want&^wantNumber == 0 {
		switch {
		case len(c.units) == 0 || c.has(opThan): // 比越城早的有几个
			c.want |= wantUnits
		case len(c.projects) == 0:
			c.want |= wantProjects
		}
	}
	c.yearsRead = a.cellYears(r, runes, c.ops)
	for _, y := range r.years {
		for _, words := range []string{yearWords(y), strconv.Itoa(y%100) + "年", strconv.Itoa(y % 100)} {
			for at := 0; at+len([]rune(words)) <= len(runes); at++ {
				if string(runes[at:at+len([]rune(words))]) == words {
					cover(at, at+len([]rune(words)))
				}
			}
		}
	}
	c.grade = a.readGrade(string(runes))
	for _, s := range c.ops {
		c.placed = c.placed || s.op == opUnit && !strings.Contains("单位家", string(runes[s.start:s.end]))
		cover(s.start, s.end)
	}
	c.rest, c.known = a.besides(r, c.grade, runes, covered)
	return c
}

// setAside reports whether a unit is left out: 除了A和B, A之外.
func setAside(m mention, columns []mention, ops []opSpan, runes []rune) bool {
	listed := func(from, to int) bool { // nothing but other units and what joins them
		for at := from; at < to; {
			i := slices.IndexFunc(columns, func(o mention) bool { return o.start == at })
			switch {
			case i >= 0:
				at = columns[i].end
			case strings.ContainsRune("、和与跟及", runes[at]):
				at++
			default:
				return false
			}
		}
		return true
	}
	return slices.ContainsFunc(ops, func(s opSpan) bool {
		return s.op == opExcept && s.end <= m.start && listed(s.end, m.start) || s.op == opBeside && m.end <= s.start && listed(m.end, s.start)
	})
}

// besides gives the weight of what a message is about besides what is covered: of all of
// it, and of the words that the plan knows.
func (a *Asker) besides(r *reading, grade string, runes []rune, covered []bool) (rest, known float64) {
	bare := make([]rune, len(runes))
	for i, x := range runes {
		bare[i] = x
		if covered[i] {
			bare[i] = ' '
		}
	}
	var terms []term
	var unknown []string
	at := 0
	for i, part := range strings.Split(string(bare), ",") {
		size := len([]rune(part))
		held, lost, torn := a.text.terms(part, 1)
		lost = append(lost, torn...)
		aside := i < len(r.segments) && r.segments[i].share < 0.5
		if i > 0 && !asksAny.MatchString(part) && !slices.Contains(covered[min(at, len(covered)):min(at+size, len(covered))], true) && (aside || len(held) == 0) {
			at += size + 1
			continue // 写材料要用
		}
		at += size + 1
		terms, unknown = append(terms, held...), append(unknown, lost...)
	}
	for _, t := range terms {
		if cellTalk[t.word] || strings.Contains(a.goals, t.word) || grade != "" && strings.Contains(zh.Fold(grade), t.word) {
			continue
		}
		known += t.weight
	}
	rest = known
	for _, u := range unknown {
		if !cellTalk[u] {
			rest += 0.4 * a.text.unknown() * float64(len([]rune(u))-1)
		}
	}
	return rest / a.text.unknown(), known / a.text.unknown()
}

func (a *Asker) hasColumn(name string) bool {
	return slices.ContainsFunc(a.names.units, func(u unit) bool { return u.full == name && u.column })
}

// cellTalk are pairs of words by which people speak of any table of tasks.
var cellTalk = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("指标 节点 要求 安排 进度 计划 时间表 进度表 附件 表格 格子 这一栏 那一行 乡镇 创建 创成 达标 完成 搞定 收官 满格 内容 有内容 没排 填了 今年 明年 年底 之前 以后 之后 以前 办完 要求一样 分别 各自 先实现 对应 几件事 清单 下面 全市 全省 进展 实现 标准 达到 一年 年有 年要 年的 一样 里头 头总 整张 表里 那个 比较 两年 三样 我们 咱们 领导 差不多 好像 还有 剩什么 成为 成的 定在 定的 排在 轮到 到哪 一步 做到 到那年 那年 要干 要做 也说 顺便 这项 才有 承担 程度 为止") {
		for _, p := range pairsOf(w) {
			out[p] = true
		}
		out[w] = true
	}
	return out
}()

// pick gives the filter of what was named.
func (c cellReading) pick() fact.Filter {
	var all []fact.Filter
	if len(c.units) > 0 {
		all = append(all, fact.Filter{Field: fact.FieldUnit, In: c.units})
	}
	if len(c.aside) > 0 {
		all = append(all, fact.Filter{Not: &fact.Filter{Field: fact.FieldUnit, In: c.aside}})
	}
	if len(c.projects) > 0 {
		all = append(all, fact.Filter{Field: fact.FieldSubject, In: c.projects})
	}
	if len(c.years) > 0 {
		all = append(all, fact.Filter{Field: fact.FieldYear, In: texts(c.years)})
	}
	return fact.Filter{All: all}
}

func texts(numbers []int) []string {
	var out []string
	for _, n := range numbers {
		out = append(out, strconv.Itoa(n))
	}
	return out
}
