package ask

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"duban/knowledge/gongwen"
)

// made is a plan with a schedule whose truth is known.
type made struct {
	units, projects []string
	years           []int
	cells           map[[3]string]string // unit, project, year
}

var (
	madeUnits    = strings.Fields("青山县 临川区 永和市 东湖区 石门县 双溪县 云台区 南浦市 白沙县 长岭区")
	madeProjects = strings.Fields("国家卫生县城 省级森林城市 美丽河湖示范段 省公共文化服务示范区 生活垃圾分类达标片区 双拥模范城 数字乡村样板 省级信用示范县 无障碍环境市县 未来社区试点")
	madeGoals    = strings.Fields("通过验收 完成创建 达到创建标准 基本达到创建标准 启动申报")
)

// makePlan gives a random plan and its text. Each project is in few cells of a unit, as in
// real schedules.
func makePlan(r *rand.Rand) (made, string) {
	pick := func(from []string, n int) []string {
		from = slices.Clone(from)
		r.Shuffle(len(from), func(i, j int) { from[i], from[j] = from[j], from[i] })
		return from[:n]
	}
	m := made{units: pick(madeUnits, 4+r.IntN(3)), projects: pick(madeProjects, 2+r.IntN(4)), cells: map[[3]string]string{}}
	first := 2021 + r.IntN(6)
	for y := range 3 + r.IntN(3) {
		m.years = append(m.years, first+y)
	}
	for _, p := range m.projects {
		for _, u := range m.units {
			if r.IntN(6) == 0 {
				continue
			}
			m.cells[[3]string{u, p, strconv.Itoa(m.years[r.IntN(len(m.years))])}] = madeGoals[r.IntN(len(madeGoals))]
		}
	}
	var b strings.Builder
	last := m.years[len(m.years)-1]
	title := fmt.Sprintf("清江市城乡品质提升行动计划（%d—%d年）", first, last)
	fmt.Fprintf(&b, "清江市人民政府办公室关于印发%s的通知\n\n清政办发〔%d〕6号\n\n各县（市、区）人民政府，市政府各部门：\n\n《%s》已经市政府同意，现印发给你们，请认真贯彻执行。\n\n清江市人民政府办公室\n\n%d年2月8日\n\n%s\n\n", title, first, title, first, title)
	b.WriteString("为提升城乡品质，制定本计划。\n\n一、总体要求\n\n（一）指导思想。坚持以人民为中心，统筹推进各项创建。\n\n（二）工作原则。坚持分类指导、分步推进，不搞一刀切。\n\n二、重点任务\n\n（三）补齐设施短板。加快老旧管网改造，完善公共服务设施。（责任单位：市建设局、市水利局）\n\n（四）提升服务水平。推进窗口单位规范化建设，群众满意率达到90%%以上。（责任单位：市行政审批局）\n\n三、保障措施\n\n（五）加强组织领导。建立联席会议制度，定期研究解决问题。\n\n（六）强化督查考核。每季度通报一次进展情况。\n\n附件：清江市城乡品质提升行动计划进度安排\n\n附件\n\n清江市城乡品质提升行动计划进度安排\n\n")
	b.WriteString("项目\t时间\t" + strings.Join(m.units, "\t") + "\n")
	for _, p := range m.projects {
		for i, y := range m.years {
			row := []string{"", strconv.Itoa(y)}
			if i == 0 {
				row[0] = p
			}
			for _, u := range m.units {
				row = append(row, m.cells[[3]string{u, p, strconv.Itoa(y)}])
			}
			b.WriteString(strings.Join(row, "\t") + "\n")
		}
	}
	return m, strings.ReplaceAll(b.String(), "%%", "%")
}

// year gives when a unit has a project; 0 where it has none.
func (m made) year(unit, project string) int {
	for _, y := range m.years {
		if m.cells[[3]string{unit, project, strconv.Itoa(y)}] != "" {
			return y
		}
	}
	return 0
}

// posed is a question with its truth: the names that the first lines hold and those that
// they do not, and words that the answer has.
type posed struct {
	form     string
	question string
	all      []string // the kind of names that are told
	names    []string // those that are right; in the first line
	says     []string // words of which one is in the answer
	verdict  Verdict
}

// check says what is wrong with an answer.
func (p posed) check(a Answer) string {
	if len(a.Lines) == 0 {
		return "nothing"
	}
	text := plainLines(a.Lines)
	if p.verdict != NoVerdict && a.Verdict != p.verdict {
		return fmt.Sprintf("verdict %q, not %q", a.Verdict, p.verdict)
	}
	if len(p.says) > 0 && !slices.ContainsFunc(p.says, func(s string) bool { return strings.Contains(text, s) }) {
		return "lacks " + p.says[0]
	}
	for _, n := range p.all {
		held := strings.Contains(a.Lines[0].String(), n)
		if len(p.names) == 0 {
			held = held && !strings.Contains(text, "没有")
		}
		if held != slices.Contains(p.names, n) {
			return fmt.Sprintf("%s told: %v", n, held)
		}
	}
	return ""
}

func short(unit string) string { return strings.TrimRight(unit, "县区市") }

// pose asks everything that can be asked of a schedule, in the words of one speaker each.
func (m made) pose(r *rand.Rand) []posed {
	var out []posed
	one := func(of []string) string { return of[r.IntN(len(of))] }
	say := func(form string, truth posed, phrasings ...string) {
		truth.form, truth.question = form, one(phrasings)
		out = append(out, truth)
	}
	unit := func() string { return one(m.units) }
	call := func(u string) string {
		if r.IntN(2) == 0 {
			return short(u)
		}
		return u
	}
	year := func() int { return m.years[r.IntN(len(m.years))] }
	with := func(holds func(u string) bool) []string {
		var out []string
		for _, u := range m.units {
			if holds(u) {
				out = append(out, u)
			}
		}
		return out
	}
	goals := func(u string, y int) []string {
		var out []string
		for _, p := range m.projects {
			if m.cells[[3]string{u, p, strconv.Itoa(y)}] != "" {
				out = append(out, p)
			}
		}
		return out
	}
	blank := []string{"没有", "空白", "未安排"}
	yes := func(b bool) Verdict {
		if b {
			return Yes
		}
		return No
	}

	p, u, y := one(m.projects), unit(), year()
	goal := m.cells[[3]string{u, p, strconv.Itoa(y)}]
	says := []string{goal}
	if goal == "" {
		says = blank
	}
	say("value", posed{says: says}, fmt.Sprintf("%s%d年%s要到什么程度", call(u), y, p), fmt.Sprintf("%d年%s的%s有什么要求", y, call(u), p), fmt.Sprintf("%s在%d年对%s是怎么安排的", p, y, call(u)))

	p, u = one(m.projects), unit()
	says = blank
	if at := m.year(u, p); at > 0 {
		says = []string{strconv.Itoa(at)}
	}
	say("when", posed{says: says}, fmt.Sprintf("%s的%s哪年完成", call(u), p), fmt.Sprintf("%s什么时候搞%s", call(u), p), fmt.Sprintf("%s排在哪一年轮到%s", p, call(u)))

	p, y = one(m.projects), year()
	names := with(func(u string) bool { return m.year(u, p) == y })
	say("who", posed{all: m.units, names: names}, fmt.Sprintf("%d年有哪些地方要做%s", y, p), fmt.Sprintf("%s在%d年轮到哪几个县市区", p, y), fmt.Sprintf("%d年搞%s的是谁", y, p))
	p, y = one(m.projects), year()
	names = with(func(u string) bool { return m.year(u, p) == y })
	says = []string{fmt.Sprintf("%d个", len(names))}
	if len(names) == 0 {
		says = blank
	}
	say("count", posed{says: says}, fmt.Sprintf("%d年安排%s的县市区一共几个", y, p), fmt.Sprintf("%d年有多少个区县要完成%s", y, p), fmt.Sprintf("数一下，%s在%d年有几个地方", p, y))

	u, y = unit(), year()
	say("what", posed{all: m.projects, names: nil, says: append(goals(u, y), iff(len(goals(u, y)) == 0, blank)...)}, fmt.Sprintf("%s%d年要干哪些事", call(u), y), fmt.Sprintf("%d年%s有什么任务", y, call(u)), fmt.Sprintf("%s在%d年承担哪些项目", call(u), y))
	out[len(out)-1].all = nil

	p = one(m.projects)
	first, last := 9999, 0
	for _, u := range m.units {
		if at := m.year(u, p); at > 0 {
			first, last = min(first, at), max(last, at)
		}
	}
	say("first", posed{all: m.units, names: with(func(u string) bool { return m.year(u, p) == first })}, fmt.Sprintf("%s最早的是哪个区县", p), fmt.Sprintf("哪个县市区最先完成%s", p), fmt.Sprintf("谁头一个搞%s", p))
	say("last", posed{all: m.units, names: with(func(u string) bool { return m.year(u, p) == last })}, fmt.Sprintf("%s最晚的是哪几个", p), fmt.Sprintf("%s谁排在最后", p), fmt.Sprintf("哪些县区最迟完成%s", p))

	count := map[string]int{}
	byYear := map[int]int{}
	for c := range m.cells {
		count[c[0]]++
		n, _ := strconv.Atoi(c[2])
		byYear[n]++
	}
	most, least, busiest := 0, 99, 0
	for _, u := range m.units {
		most, least = max(most, count[u]), min(least, count[u])
	}
	for _, n := range byYear {
		busiest = max(busiest, n)
	}
	say("most", posed{all: m.units, names: with(func(u string) bool { return count[u] == most })}, "哪个区县任务最多", "任务数最多的是哪个地方", "各县市区里谁的活最多")
	say("fewest", posed{all: m.units, names: with(func(u string) bool { return count[u] == least })}, "哪个县市区任务最少", "各地里任务数最少的是谁", "任务最轻的是哪个区县")
	var busy []string
	var years []string
	for _, y := range m.years {
		years = append(years, strconv.Itoa(y))
		if byYear[y] == busiest {
			busy = append(busy, strconv.Itoa(y))
		}
	}
	say("busiest year", posed{all: years, names: busy}, "哪一年任务最多", "任务最集中的是哪年", "哪年的活最多")

	p, u, y = one(m.projects), unit(), year()
	names = with(func(v string) bool { return v != u && m.year(v, p) == y })
	if len(names) > 0 {
		say("except", posed{all: slices.DeleteFunc(slices.Clone(m.units), func(v string) bool { return v == u }), names: names}, fmt.Sprintf("除了%s，%d年还有哪些地方做%s", call(u), y, p), fmt.Sprintf("%d年%s，不算%s，还有哪几个县区", y, p, call(u)), fmt.Sprintf("%s之外，%d年要完成%s的有谁", call(u), y, p))
	}

	y = year()
	names = with(func(u string) bool { return len(goals(u, y)) == 0 })
	say("idle", posed{all: m.units, names: names}, fmt.Sprintf("%d年哪些地方没有任务", y), fmt.Sprintf("%d年没有安排的县市区有哪些", y), fmt.Sprintf("哪几个区县%d年是空白的", y))
	p = one(m.projects)
	names = with(func(u string) bool { return m.year(u, p) == 0 })
	say("never", posed{all: m.units, names: names}, fmt.Sprintf("哪些县市区没有%s", p), fmt.Sprintf("%s没有安排到哪几个地方", p), fmt.Sprintf("不用搞%s的是哪些区县", p))

	p = one(m.projects)
	v := unit()
	u = unit()
	for v == u {
		v = unit()
	}
	if x, y := m.year(u, p), m.year(v, p); x > 0 && y > 0 && x != y {
		early := u
		if y < x {
			early = v
		}
		say("earlier", posed{says: []string{early + "先", early + "早", early + "更早", early + "比"}}, fmt.Sprintf("%s和%s，谁先完成%s", call(u), call(v), p), fmt.Sprintf("%s跟%s比，%s哪个早", call(u), call(v), p), fmt.Sprintf("%s%s是不是同一年搞，谁早", p, call(u)+"和"+call(v)))
	}

	p, u, y = one(m.projects), unit(), year()
	if at := m.year(u, p); at > 0 {
		say("claim", posed{verdict: yes(at == y), says: []string{strconv.Itoa(at)}}, fmt.Sprintf("%s的%s是在%d年吗", call(u), p, y), fmt.Sprintf("%s是不是%d年搞%s", call(u), y, p), fmt.Sprintf("我记得%s安排在%d年做%s，对吧", call(u), y, p))
	}
	u = unit()
	from, to := year(), year()
	if from < to {
		var says []string
		n := 0
		for c := range m.cells {
			if at, _ := strconv.Atoi(c[2]); c[0] == u && at >= from && at <= to {
				n++
			}
		}
		says = []string{fmt.Sprintf("%d项", n)}
		if n == 0 {
			says = blank
		}
		say("range", posed{says: says}, fmt.Sprintf("%s%d到%d年一共几项任务", call(u), from, to), fmt.Sprintf("%d—%d年%s有多少项任务", from, to, call(u)), fmt.Sprintf("从%d年到%d年，%s有几项任务", from, to, call(u)))
	}
	p = one(m.projects)
	y = year()
	names = with(func(u string) bool { return m.year(u, p) > y })
	if len(names) > 0 {
		say("after", posed{all: m.units, names: names}, fmt.Sprintf("%d年以后才搞%s的有哪些县区", y, p), fmt.Sprintf("哪些地方%d年之后完成%s", y, p), fmt.Sprintf("%s晚于%d年的是哪几个区县", p, y))
	}
	names = with(func(u string) bool { return m.year(u, p) > 0 && m.year(u, p) < y })
	if len(names) > 0 {
		say("before", posed{all: m.units, names: names}, fmt.Sprintf("%d年以前就完成%s的有哪些地方", y, p), fmt.Sprintf("哪几个县市区%s早于%d年", p, y), fmt.Sprintf("%d年之前搞%s的是哪些区县", y, p))
	}
	if q := one(m.projects); q != p {
		names = with(func(u string) bool { return m.year(u, p) == y && m.year(u, q) == y })
		if len(names) > 0 {
			say("both", posed{all: m.units, names: names}, fmt.Sprintf("%d年%s和%s都要做的是哪个区县", y, p, q), fmt.Sprintf("哪些地方%d年同时有%s和%s", y, p, q), fmt.Sprintf("%d年既有%s又有%s的县市区是谁", y, p, q))
		}
	}
	p, u = one(m.projects), unit()
	if at := m.year(u, p); at > 0 {
		names = with(func(v string) bool { return m.year(v, p) > 0 && m.year(v, p) < at })
		if len(names) > 0 {
			say("earlier than", posed{says: []string{fmt.Sprintf("%d个", len(names))}, all: slices.DeleteFunc(slices.Clone(m.units), func(v string) bool { return v == u }), names: names}, fmt.Sprintf("%s比%s早的有几个，是谁", p, call(u)), fmt.Sprintf("哪些区县%s排得比%s早，几个", p, call(u)), fmt.Sprintf("早于%s完成%s的地方有几个", call(u), p))
		}
	}
	p = one(m.projects)
	g := one(madeGoals)
	names = with(func(u string) bool { return m.cells[[3]string{u, p, strconv.Itoa(m.year(u, p))}] == g })
	if len(names) > 0 {
		say("grade", posed{all: m.units, names: names}, fmt.Sprintf("%s要求“%s”的是哪些地方", p, g), fmt.Sprintf("哪些县市区的%s只要%s", p, g), fmt.Sprintf("%s写着%s的有谁", p, g))
	}
	p = one(m.projects)
	everyone := len(with(func(u string) bool { return m.year(u, p) > 0 })) == len(m.units)
	say("all", posed{verdict: yes(everyone)}, fmt.Sprintf("是不是每个县市区都有%s", p), fmt.Sprintf("%s各地都要搞吗", p), fmt.Sprintf("所有区县都安排了%s，对不对", p))
	return out
}

func iff(b bool, s []string) []string {
	if b {
		return s
	}
	return nil
}

// carriers are said around a question and change nothing.
var carriers = []func(q string) string{
	func(q string) string { return "嗯那个，" + q },
	func(q string) string { return "领导让我问一下，" + q },
	func(q string) string { return "你好，" + q },
	func(q string) string { return "麻烦帮我查查，" + q },
	func(q string) string { return "不好意思打扰了，" + q + "，谢谢" },
	func(q string) string { return q + "？急用，写材料" },
	func(q string) string { return "我想了解一下" + q },
	func(q string) string { return "我是市水利局的，" + q },
	func(q string) string { return "对了，" + q + "呀" },
	func(q string) string { return "老师请教下" + q },
}

// TestSchedules: on random schedules, questions of every form in several wordings are
// answered as counting by hand does, and what is said around them changes nothing.
func TestSchedules(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	right, total := map[string]int{}, map[string]int{}
	same, carried := 0, 0
	show := os.Getenv("DUBAN_SHOW")
	plans := 40
	if testing.Short() {
		plans = 5
	}
	for range plans {
		m, text := makePlan(r)
		plan, err := gongwen.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		a := New(plan)
		for _, p := range m.pose(r) {
			answer := a.Ask(p.question, Focus{}, dayOne)
			total[p.form]++
			total[""]++
			if why := p.check(answer); why != "" {
				if show == "all" || show == p.form {
					t.Logf("%s: %s: %s %v\n%s", p.form, p.question, why, p.names, answer.Text())
				}
			} else {
				right[p.form]++
				right[""]++
			}
			carrier := r.IntN(len(carriers))
			carried++
			if got := a.Ask(carriers[carrier](p.question), Focus{}, dayOne); plainLines(got.Lines) == plainLines(answer.Lines) {
				same++
			} else if show == "carrier" {
				t.Logf("%s\n%s\n-- not\n%s", carriers[carrier](p.question), got.Text(), answer.Text())
			}
		}
	}
	for _, form := range sortedKeys(total) {
		t.Logf("%-12s %3d of %3d", form, right[form], total[form])
	}
	t.Logf("what is said around changes nothing in %d of %d", same, carried)
	if right[""]*100 < total[""]*97 {
		t.Errorf("only %d of %d are right", right[""], total[""])
	}
	if same*100 < carried*99 {
		t.Errorf("what is said around changes %d of %d answers", carried-same, carried)
	}
}

func sortedKeys(m map[string]int) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
