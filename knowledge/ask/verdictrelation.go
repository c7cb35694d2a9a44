package ask

import (
	"strings"
	"unicode/utf8"

	"duban/knowledge/ask/judge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// relation is what a message says of how two amounts of the plan stand to each other.
type relation struct {
	left, right string  // the words for each
	times       float64 // left is so many times right; 0 where it is only more or less
	more        bool
}

// compares are the words by which one amount is told to be more or less than another.
var compares = map[rune]bool{'高': true, '长': true, '多': true, '大': true, '久': true, '晚': true, '重': true, '低': false, '短': false, '少': false, '小': false, '早': false, '轻': false}

// equates are the words between an amount and how many times another one it is.
var equates = []string{"相当于", "等于", "正好是", "刚好是", "恰好是", "就是", "只有", "仅为", "是", "为"}

// relationIn reads a relation from what is asked about: 养老保险的期限比失业保险的长, 省里的
// 只有中央的一半.
func relationIn(claim string) (relation, bool) {
	claim = strings.TrimRight(claim, "了些的")
	end := claim
	for _, w := range []string{"一点", "得多", "很多"} {
		end = strings.TrimSuffix(end, w)
	}
	last, _ := utf8.DecodeLastRuneInString(end)
	more, isMore := compares[last]
	if at := strings.LastIndex(end, "比"); isMore && at > 0 {
		right := strings.TrimSuffix(end[at+len("比"):], string(last))
		if before, _ := utf8.DecodeLastRuneInString(end[:at]); !strings.ContainsRune("占同环对相", before) && !strings.HasPrefix(right, "例") && utf8.RuneCountInString(right) > 1 {
			return relation{left: end[:at], right: right, more: more}, true
		}
	}
	head, times := claim, 0.0
	if rest, ok := strings.CutSuffix(claim, "一半"); ok {
		head, times = rest, 0.5
	} else if figures := zh.Figures(claim); len(figures) > 0 {
		if f := figures[len(figures)-1]; f.Measure == "倍" && f.End == len(claim) {
			head, times = claim[:f.Start], f.Value
		}
	}
	head = strings.TrimSuffix(head, "的")
	for _, w := range equates {
		if at := strings.LastIndex(head, w); times > 0 && at > 0 && at+len(w) < len(head) {
			return relation{left: head[:at], right: head[at+len(w):], times: times}, true
		}
	}
	return relation{}, false
}

// earlier are the words for what an amount was before.
var earlier = []string{"原来", "之前", "以前", "原先", "过去"}

// onRelation judges how two amounts of the plan stand to each other.
func (a *Asker) onRelation(r *reading, found []match) (compared, bool) {
	rel, ok := relationIn(r.polar.claim)
	if !ok {
		return compared{}, false
	}
	amount := func(f zh.Figure) bool {
		return f.Measure != "" && f.Measure != "年" && f.Measure != "月" && f.Measure != "日"
	}
	pick := func(first, second string) (x, y stated, ok bool) {
		if x, ok = a.statedFor(r, found, first, nil, amount, never); ok {
			like := func(f zh.Figure) bool { return amount(f) && f.Measure == x.figure.Measure }
			y, ok = a.statedFor(r, found, second, map[string]bool{x.key(): true}, like, never)
		}
		return x, y, ok && x.key() != y.key()
	}
	left, right, ok := pick(rel.left, rel.right)
	if y, x, other := pick(rel.right, rel.left); other && (!ok || x.score+y.score > left.score+right.score) {
		left, right, ok = x, y, true
	}
	if !ok {
		return compared{}, false
	}
	for _, w := range earlier { // 由20%提升至40%
		if strings.Contains(rel.right, w) && left.sentence == right.sentence && left.part == right.part && left.figure.Start < right.figure.Start {
			left, right = right, left
		}
	}
	yes := left.figure.High > right.figure.High == rel.more && left.figure.High != right.figure.High
	if rel.times > 0 {
		yes = judge.Near(left.figure.High, rel.times*right.figure.High)
	}
	line := said.Of("不对，一个是{printed}，一个是{printed2}。",
		"That is not right: the one is {printed}, the other {printed2}.", printed(left), printed(right))
	if yes {
		line = said.Of("是的，没错，一个是{printed}，一个是{printed2}。",
			"Yes, that is right: the one is {printed}, the other {printed2}.", printed(left), printed(right))
	}
	answer := a.judged(r, left.sentence, line, yes)
	if right.sentence != left.sentence {
		answer.Citations = addCitation(answer.Citations, a.judged(r, right.sentence, line, yes).Citations[0])
	}
	return compared{answer, left.sentence}, true
}
