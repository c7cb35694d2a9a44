package talk_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/bot"
	"duban/bot/bottest"
	"duban/bot/talk"
	"duban/reminders"
)

// repeated are what hostile messages are made of, in every script, and in each notation
// that some reader of typed text knows.
var repeated = []string{
	"a", "qu", "zhuang", "shuang ", "xian'", "jiaoyuju ", "keqiaoqu", "a ", "ab", "a1", "1a", "jan", "Dec 31, 2021 ", "31 December 2021 ",
	"一", "柯桥区", "柯桥区、", "2021年", "1", "12月31日", "百分之", "一千零", "，", "。", "？", "；", "、", "（", "）", "“", "《", "=", "＝", "≥", ".", "-", "/", "和", "或",
	"不", "不是", "是不是", "谁负责", "多少", "和柯桥区比", "第一条", "第十（", "还有", "然后", "每季度", "2021年底前", "完成80%", "催办", "别名", "0.", "1,", "1,000", "万", "亿",
	"超过", "以上", "分别", "县", "市", "区", "什么时候", "为什么", "哪些单位", "除了柯桥", "谢谢", "你好", "对吧", "％", "１",
	"ก", "א", "ا", "д", "한국", "日本の", "🙂", "e\u0301", "\u0301", "\u200d", "\u202e", "ﷺ", " ", "\n", "\t", "\x00", "\xff", "%s", "%!",
}

// hostile gives texts of n characters.
func hostile(n int) map[string]string {
	out := map[string]string{}
	for _, s := range repeated {
		out[s] = string([]rune(strings.Repeat(s, n/len([]rune(s))+1))[:n])
	}
	r := rand.New(rand.NewPCG(1, 2))
	for name, words := range map[string][]string{
		"letters": strings.Split("abcdefghijklmnopqrstuvwxyz ", ""), "syllables": {"zhong", "xue", "jiao", "yu", "xian", "qu", "shi", "da", "nian"},
		"Chinese": strings.Split("柯桥区越城上虞诸暨嵊州新昌教育学校达到年多少谁负责和的是不、，。？0123456789", ""),
		"numbers": strings.Split("0123456789年月日.%,一二三十百千万亿点之", ""), "marks": strings.Split("（）“”《》、，。？！：；=≥≤<>+-*/[](){}|\\^$.?", ""),
		"anything": repeated,
	} {
		var text []rune
		for len(text) < n {
			text = append(text, []rune(words[r.IntN(len(words))])...)
		}
		out["random "+name] = string(text[:n])
	}
	return out
}

// listener answers what somebody types, each message at a later time.
type listener struct {
	*talk.Bot
	now   time.Time
	count int
}

func newListener(t testing.TB) *listener {
	now := time.Date(2021, 11, 22, 10, 0, 0, 0, bottest.Shanghai)
	b, _ := newStage(t).Begin(now)
	b.Changed, b.Files, b.Link = func() {}, ledgers{}, func(string) string { return "" }
	return &listener{Bot: b, now: now}
}

func (l *listener) hear(t testing.TB, r bot.Request) bot.Reply {
	l.count++
	l.now = l.now.Add(3 * time.Second) // below what is answered within a minute
	r.ID, r.Chat, r.Person, r.Private, r.Now = fmt.Sprint("hostile", l.count), "督查员", bot.Person{ID: "督查员", Name: "督查员"}, true, l.now
	reply, err := l.Handle(context.Background(), r)
	if err != nil {
		t.Fatalf("%.40q: %v", r.Text, err)
	}
	return reply
}

// openings are what stands before a text that some feature reads in its own way.
var openings = []string{"", "/status ", "/alias ", "/faq ", "/rules ", "/search ", "/invite ", "/hours ", "别名 ", "常见问答 ", "规则 提前 "}

// TestWorkGrowsWithLength: what a message costs, in allocations, grows no faster than its
// length, whatever it is made of, and no text of any kind breaks anything.
func TestWorkGrowsWithLength(t *testing.T) {
	l := newListener(t)
	for _, lengths := range [][2]int{{60, 480}, {512, 4096}} {
		short, long := hostile(lengths[0]), hostile(lengths[1])
		for n, name := range slices.Sorted(maps.Keys(short)) {
			if lengths[0] == 512 && n%4 != 0 && !strings.HasPrefix(name, "random") { // beyond what is read at all
				continue
			}
			for i, opening := range openings {
				if i > 0 && (lengths[0] < 512 || (i+len(name))%8 != 0) { // the features' own readers: an eighth each, for time
					continue
				}
				cost := func(text string) float64 {
					return testing.AllocsPerRun(1, func() { l.hear(t, bot.Request{Text: opening + text}) })
				}
				few, many := cost(short[name]), cost(long[name])
				if grown := float64(lengths[1] / lengths[0]); many > 2*grown*max(few, 2000) {
					t.Errorf("%q %d × %q: %.0f allocations, %.0f for %d", opening, lengths[1], name, many, few, lengths[0])
				}
			}
		}
	}
}

// TestHostileForms: the same in forms, which read numbers and days.
func TestHostileForms(t *testing.T) {
	l := newListener(t)
	all, err := l.Diary.Milestones(t.Context(), reminders.Filter{})
	must(t, err)
	texts := hostile(4096)
	for n, name := range slices.Sorted(maps.Keys(texts)) {
		text := texts[name]
		if n%2 > 0 && !strings.HasPrefix(name, "random") {
			continue
		}
		for _, a := range []reminders.Action{reminders.Report, reminders.Extend} {
			l.hear(t, bot.Request{Press: fmt.Sprintf("%s:%d:card", a, all[len(all)-1].ID), MessageID: "1"})
			if cost := testing.AllocsPerRun(1, func() { l.hear(t, bot.Request{Text: text}) }); cost > 100_000 {
				t.Errorf("%s with %q: %.0f allocations", a, name, cost)
			}
			l.hear(t, bot.Request{Text: "/cancel"})
		}
	}
}

// BenchmarkHostile says what the costliest message of 4,096 characters takes.
func BenchmarkHostile(b *testing.B) {
	l := newListener(b)
	l.hear(b, bot.Request{Text: "谁负责"}) // what is learned first
	worst, what := time.Duration(0), ""
	for b.Loop() {
		for name, text := range hostile(4096) {
			best := time.Hour
			for range 3 { // the least: others work on the machine too
				began := time.Now()
				l.hear(b, bot.Request{Text: text})
				best = min(best, time.Since(began))
			}
			if best > worst {
				worst, what = best, name
			}
		}
	}
	b.ReportMetric(float64(worst.Microseconds())/1000, "ms/worst")
	b.Logf("%q", what)
}
