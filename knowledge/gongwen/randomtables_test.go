package gongwen_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// randomTable is a table made by chance, as text, with what has to be read from it.
type randomTable struct {
	kind    string
	grid    [][]string // head and rows, merged cells repeated
	head    int        // rows of the head
	caption string
	want    []string
}

type maker struct{ *rand.Rand }

func (m maker) one(of ...string) string { return of[m.IntN(len(of))] }
func (m maker) often(percent int) bool  { return m.IntN(100) < percent }

// some gives n different ones.
func (m maker) some(n int, of []string) []string {
	all := slices.Clone(of)
	m.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(n, len(all))]
}

var (
	countyNames = []string{"东河区", "西岭县", "南坪区", "北川县", "青石市", "白沙镇", "黑水乡", "金桥街道", "龙潭新区", "云台县"}
	shortNames  = []string{"东河", "西岭", "南坪", "北川", "青石", "白沙", "黑水", "金桥", "龙潭", "云台"}
	parkNames   = []string{"东河园区", "西岭产业园", "南坪高新园", "北川科技园", "青石物流园"}
	schoolNames = []string{"东河中学", "西岭一小", "南坪实验学校", "北川职校", "青石幼儿园"}
	thingNames  = []string{"口袋公园建设", "老旧小区改造", "污水管网新建", "充电设施布局", "农村公路提升", "养老服务设施", "中小学扩容", "河道整治", "垃圾分类推广", "数字平台建设"}
	bureauNames = []string{"市水利局", "市财政局", "市教育局", "市住房城乡建设局", "市发展改革委", "市卫生健康委", "各区县政府", "市交通运输局"}
)

// years gives headings of consecutive years in one of the forms of print.
func (m maker) years(n int) (headings []string, years []int) {
	first := 2019 + m.IntN(6)
	form := m.IntN(5)
	for i := range n {
		y := first + i
		years = append(years, y)
		digits := []rune("〇一二三四五六七八九")
		var s string
		for _, d := range fmt.Sprint(y) {
			switch form {
			case 0:
				s += string(digits[d-'0'])
			case 1:
				s += string('０' + d - '0')
			default:
				s += string(d)
			}
		}
		switch form {
		case 2:
			s += "年目标"
		case 3:
			s = s[2:] + "年"
		default:
			s += "年"
		}
		headings = append(headings, s)
	}
	return headings, years
}

// value is what a cell of a schedule says; all of a table are of one form.
func (m maker) values() func() string {
	form, measure := m.IntN(5), m.one("座", "个", "公里", "所")
	blank := m.IntN(25)
	return func() string {
		if m.often(blank) {
			return ""
		}
		n := 1 + m.IntN(300)
		switch form {
		case 0:
			return fmt.Sprint(n)
		case 1:
			return fmt.Sprint(n) + measure
		case 2:
			return fmt.Sprintf("达到%d%%", n%100+1)
		case 3:
			return m.one("完成招标", "开工建设", "主体封顶", "竣工验收", "通过评估验收", "达到创建标准")
		}
		return fmt.Sprintf("%.1f", float64(n)/10)
	}
}

func cellWant(project string, year int, due, unit, text string) string {
	return fmt.Sprintf("%s|%d|%s|%s|%s", project, year, due, unit, text)
}

const randomCaption = "重点项目建设进度表"

// unitsDown is a schedule with a unit's row under columns of years, or of quarters.
func (m maker) unitsDown() randomTable {
	names, headings := countyNames, []string{"县（市、区）", "县区", "区县", "地区", "各县区", "单位"}
	switch m.IntN(4) {
	case 0:
		names, headings = shortNames, []string{"市（州）", "地市", "县（市、区）", "区域", "市州"}
	case 1:
		names, headings = parkNames, []string{"园区", "园区名称", "责任主体"}
	case 2:
		names, headings = schoolNames, []string{"学校", "学校名称", "创建单位"}
	}
	names = m.some(2+m.IntN(5), names)
	top, years := m.years(2 + m.IntN(4))
	dues := make([]string, len(top))
	if m.often(20) {
		top, years = []string{"一季度", "二季度", "三季度", "四季度"}, []int{2024, 2024, 2024, 2024}
		dues = []string{"2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"}
	}
	t := randomTable{caption: randomCaption, kind: "units down", head: 1}
	head := append([]string{m.one(headings...)}, top...)
	serial, sum, total, grouped := m.often(40), m.often(25), m.often(40), m.often(30)
	if serial {
		head = slices.Insert(head, 0, "序号")
	}
	if sum {
		head = append(head, "合计")
	}
	note := m.often(30)
	if note {
		head = append(head, "备注")
	}
	if grouped {
		above := slices.Clone(head)
		for i, h := range above {
			if slices.Contains(top, h) {
				above[i] = "年度建设任务"
			}
		}
		t.grid, t.head = append(t.grid, above), 2
	}
	t.grid = append(t.grid, head)
	value := m.values()
	for i, name := range append(names, "合计")[:len(names)+map[bool]int{true: 1}[total]] {
		row := []string{name}
		unit := name
		if i == len(names) {
			unit = "全县"
		}
		for k := range top {
			v := value()
			if v != "" {
				t.want = append(t.want, cellWant(randomCaption, years[k], dues[k], unit, v))
			}
			row = append(row, v)
		}
		if serial {
			no := fmt.Sprint(i + 1)
			if i == len(names) {
				no = ""
			}
			row = slices.Insert(row, 0, no)
		}
		if sum {
			row = append(row, fmt.Sprint(100+m.IntN(900)))
		}
		if note {
			row = append(row, m.one("", "含续建", "")) // remarks
		}
		t.grid = append(t.grid, row)
	}
	return t
}

// yearsDown is a schedule of projects and years with the units across.
func (m maker) yearsDown() randomTable {
	names := m.some(3+m.IntN(5), [][]string{countyNames, shortNames}[m.IntN(2)])
	t := randomTable{kind: "years down", head: 1}
	head := append([]string{m.one("项目", "创建项目", "工作任务"), m.one("时间", "年度", "年份")}, names...)
	whole := m.one("", "全县", "合计")
	if whole != "" {
		head = append(head, whole)
	}
	if m.often(25) {
		head = append(head, "备注")
	}
	t.grid = [][]string{head}
	value := m.values()
	headings, years := m.years(2 + m.IntN(3))
	for i := range headings {
		headings[i] = strings.TrimSuffix(headings[i], "目标")
	}
	for _, project := range m.some(1+m.IntN(4), thingNames) {
		for k, y := range headings {
			row := []string{project, y}
			for _, name := range head[2:] {
				if name == "备注" {
					row = append(row, m.one("", "含续建"))
					continue
				}
				v, unit := value(), name
				if name == whole {
					unit = "全县"
				}
				if v != "" {
					t.want = append(t.want, cellWant(project, years[k], "", unit, v))
				}
				row = append(row, v)
			}
			t.grid = append(t.grid, row)
		}
	}
	return t
}

// items is a schedule of units by years by items, in two rows of headings.
func (m maker) items() randomTable {
	names := m.some(2+m.IntN(4), [][]string{countyNames, shortNames}[m.IntN(2)])
	headings, years := m.years(2 + m.IntN(2))
	things := m.some(2, []string{"新建公园（个）", "改造小区（个）", "管网长度（公里）", "整治河道", "新增学位"})
	yearsFirst := m.often(50)
	first := m.one("县（市、区）", "地区", "县区")
	t := randomTable{kind: "items", head: 2, grid: [][]string{{first}, {first}}}
	type at struct {
		year  int
		thing string
	}
	var cols []at
	if yearsFirst {
		for k, h := range headings {
			for _, thing := range things {
				t.grid[0], t.grid[1] = append(t.grid[0], h), append(t.grid[1], thing)
				cols = append(cols, at{years[k], thing})
			}
		}
	} else {
		for _, thing := range things {
			for k, h := range headings {
				t.grid[0], t.grid[1] = append(t.grid[0], thing), append(t.grid[1], h)
				cols = append(cols, at{years[k], thing})
			}
		}
	}
	for _, name := range names {
		row := []string{name}
		for _, c := range cols {
			v := fmt.Sprint(1 + m.IntN(90))
			row = append(row, v)
			t.want = append(t.want, cellWant(c.thing, c.year, "", name, v))
		}
		t.grid = append(t.grid, row)
	}
	return t
}

// tasks is a list of tasks with units and terms.
func (m maker) tasks() randomTable {
	t := randomTable{kind: "tasks", head: 1}
	type col struct{ heading, what string }
	var cols []col
	if m.often(70) {
		cols = append(cols, col{m.one("序号", "编号"), "serial"})
	}
	if m.often(40) {
		cols = append(cols, col{m.one("类别", "领域", "任务类别"), "group"})
	}
	cols = append(cols, col{m.one("工作任务", "重点任务", "任务名称", "项目名称", "整改任务", "事项"), "title"})
	if m.often(50) {
		cols = append(cols, col{m.one("主要内容", "工作举措", "具体措施", "建设内容", "整改措施"), "content"})
	}
	lead := m.often(50)
	if lead {
		cols = append(cols, col{m.one("牵头单位", "牵头部门", "主办单位", "牵头责任单位"), "lead"})
		if m.often(70) {
			cols = append(cols, col{m.one("配合单位", "协办单位", "参与部门", "配合部门"), "support"})
		}
	} else {
		cols = append(cols, col{m.one("责任单位", "责任部门", "承办单位", "实施单位", "负责部门", "落实单位", "主管部门"), "duty"})
	}
	if m.often(80) {
		cols = append(cols, col{m.one("完成时限", "完成时间", "计划完成时间", "整改时限", "时间进度", "起止时间", "时间要求", "办结时限", "时间节点"), "due"})
	}
	if m.often(30) {
		cols = append(cols, col{m.one("责任人", "责任领导", "备注"), "else"})
	}
	t.grid = [][]string{make([]string, len(cols))}
	for i, c := range cols {
		t.grid[0][i] = c.heading
	}
	n := 2 + m.IntN(6)
	group := ""
	groups := m.some(n, []string{"产业发展", "城市建设", "民生保障", "生态环保", "改革开放", "乡村振兴", "安全生产", "社会治理"})
	for i := range n {
		row := make([]string, len(cols))
		title, due, leads, supports := thingNames[(i*3+m.IntN(3))%len(thingNames)]+fmt.Sprint("第", i+1, "批"), "", "", ""
		if i%2 == 0 {
			group = groups[i]
		}
		for k, c := range cols {
			switch c.what {
			case "serial":
				row[k] = fmt.Sprint(i + 1)
			case "group":
				row[k] = group
			case "title":
				row[k] = title
			case "content":
				row[k] = m.one("完善配套设施，提升服务水平", "开展摸底排查，建立工作台账；分批推进实施", "落实资金保障")
			case "lead", "duty":
				u := m.some(1+m.IntN(2), bureauNames)
				row[k] = strings.Join(u, "、")
				leads = strings.Join(u, "、")
			case "support":
				u := m.some(1+m.IntN(2), bureauNames)
				row[k] = strings.Join(u, "、")
				supports = strings.Join(u, "、")
			case "due":
				y, mo := 2023+m.IntN(3), 1+m.IntN(12)
				last := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[mo-1]
				if y%4 == 0 && mo == 2 {
					last = 29
				}
				switch m.IntN(4) {
				case 0:
					row[k], due = fmt.Sprintf("%d年%d月底前", y, mo), fmt.Sprintf("%d-%02d-%02d", y, mo, last)
				case 1:
					row[k], due = fmt.Sprintf("%d年%d月%d日", y, mo, 15), fmt.Sprintf("%d-%02d-15", y, mo)
				case 2:
					row[k], due = fmt.Sprintf("%d年底前", y), fmt.Sprintf("%d-12-31", y)
				case 3:
					row[k] = "长期坚持"
				}
			case "else":
				row[k] = m.one("张三", "李四")
				if c.heading == "备注" {
					row[k] = ""
				}
			}
		}
		t.grid = append(t.grid, row)
		t.want = append(t.want, fmt.Sprintf("%s|%s|%s|%s", title, leads, supports, due))
	}
	return t
}

// indicators is a table of indicators with where they stand and their goals.
func (m maker) indicators() randomTable {
	t := randomTable{kind: "indicators", head: 1}
	base, goal := m.one("2020年", "现状值", "2020年现状", "基期值", "2020年实际"), m.one("2025年目标", "2025年", "目标值（2025年）", "2025年目标值")
	head := []string{m.one("指标", "指标名称", "主要指标"), m.one("单位", "计量单位"), base, goal}
	serial, kind, growth := m.often(60), m.often(60), m.often(30)
	if serial {
		head = slices.Insert(head, 0, "序号")
	}
	if growth {
		head = append(head, m.one("年均增长", "年均增速"))
	}
	if kind {
		head = append(head, m.one("属性", "指标属性"))
	}
	t.grid = [][]string{head}
	names := m.some(3+m.IntN(5), []string{"森林覆盖率", "公园绿地面积", "污水处理率", "人均体育场地面积", "高新技术企业数", "每千人床位数", "城镇化率", "学前教育普惠率"})
	for i, name := range names {
		measure, from, to := m.one("%", "公顷", "家", "平方米", "张"), fmt.Sprint(10+m.IntN(50)), fmt.Sprint(60+m.IntN(40))
		sign := m.one("", "≥", "")
		row := []string{name, measure, from, sign + to}
		if serial {
			row = slices.Insert(row, 0, fmt.Sprint(i+1))
		}
		if growth {
			row = append(row, m.one("—", "3.5"))
		}
		if kind {
			row = append(row, m.one("约束性", "预期性"))
		}
		t.grid = append(t.grid, row)
		op := "="
		if sign != "" {
			op = ">="
		}
		t.want = append(t.want, fmt.Sprintf("%s|%s%s%s|2025", name, op, to, measure))
	}
	return t
}
