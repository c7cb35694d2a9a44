package evaluation_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duban/knowledge/ask"
	"duban/knowledge/ask/evaluation"
	"duban/knowledge/seed"
)

// What people say before and after a question, and that asks nothing.
var (
	before = strings.Split("嗯那个|呃|你好呀，|老师您好！|哎，问个事哈，|领导让我问一下|领导让我问一下，|处长刚才催着要，|麻烦问一下|麻烦问一下，|我是越城区教育局的，|我是隔壁科室新来的小周，|打扰了各位，|急急急，|写材料要用，|刚开完会，|"+
		"老板喊我来打听一下，|不好意思又来麻烦你，|手头正赶一份汇报，|群里有人在讨论，|书记交代我核实核实，|想跟您打听打听，|在线等，|有个同事托我咨询下，|我这边是街道办的，|早上被问懵了，|帮忙翻翻文件，|我没带文件在身边，|请教一下|话说|那啥，"+"|"+
		"我妈单位领导非让我弄明白，|嘿嘿，|老哥，|各位前辈早，|刚被点名提问，|值班电话里有人问，|我搞统计的，|写PPT卡住了，|哈喽哈喽，|我是发改委新借调来的，|能不能帮我看下，|有没有人知道，|劳您大驾，|弱弱地问一句，|突然想起来，|刚才讨论到的，|跑来请教，|诶对了，|想了解下|帮我查查|群众来电问|拜托看看|书记想知道|嗯嗯，|在吗，", "|")
	after = strings.Split("，写材料要用|，急用|，在线等挺急的|，领导等着要|，谢谢啦|，麻烦了哈|，下午开会要用|，省得我再翻|，我好跟局长交代|，刚接手不太熟| 万分感谢|，拜托拜托|，求快|，多谢老师|，我记性不好|，待会儿要发言|，急|谢谢"+"|"+
		"，我要填表|，谢谢您嘞|，下班前要|，县长明天要听|，麻烦快一点点|，不然要挨批|，我手机看不了附件|，帮个忙呗|，跪谢|，等你回复|，可以吗|，行吗谢谢|，你帮我看看|，有劳啦|，感恩|，赶材料呢|，回头请你吃饭|啊急", "|")
)

// stillRight is how many of a hundred right answers have to stay right, whatever is said
// around the question.
const stillRight = 99

// TestCarriers: what people say around a question changes no answer.
func TestCarriers(t *testing.T) {
	path := filepath.Join("testdata", "seed.jsonl")
	all := []set{{"seed", asker(t, seed.Text()), questions(t, path)}}
	if _, err := os.Stat(sets); err == nil {
		all = append(all, trainingSets(t)...)
	}
	type count struct{ right, still int }
	counts := map[string]*count{}
	try := func(s set, q evaluation.Question, name, front, end string, want ask.Answer) {
		said := front + strings.TrimRight(q.Turns[0], "？?。") + end
		c := counts[name]
		if c == nil {
			c = &count{}
			counts[name] = c
		}
		c.right++
		got := s.asker.Ask(said, ask.Focus{}, dayOne)
		if why := q.Judge(got); why == "" {
			c.still++
		} else if os.Getenv("DUBAN_SHOW") != "" {
			t.Logf("%s %s -> %s\n    %s\n    instead of %s", q.ID, said, why, got.Text(), want.Text())
		}
	}
	n := 0
	for _, s := range all {
		for _, q := range s.questions {
			if len(q.Turns) > 1 || q.Expect != "" {
				continue
			}
			want := s.asker.Ask(q.Turns[0], ask.Focus{}, dayOne)
			if q.Judge(want) != "" {
				continue
			}
			if n++; len(all) > 1 && n%carrierStep != 0 {
				continue
			}
			for i, f := range before {
				try(s, q, f+"…", f, "", want)
				e := after[(i+n)%len(after)]
				try(s, q, "both", f, e, want)
			}
			for _, e := range after {
				try(s, q, "…"+e, "", e, want)
			}
		}
	}
	var lines []string
	right, still := 0, 0
	for name, c := range counts {
		right, still = right+c.right, still+c.still
		lines = append(lines, fmt.Sprintf("%5.1f%% %s", 100*float64(c.still)/float64(c.right), name))
	}
	slices.Sort(lines)
	t.Logf("%d of %d right answers stay right\n%s", still, right, strings.Join(lines, "\n"))
	if still*100 < right*stillRight {
		t.Errorf("only %d of %d right answers stay right", still, right)
	}
}

// carrierStep says that every so many questions of the sets are tried.
const carrierStep = 8
