package gongwen_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/gongwen"
)

// parts is a schedule in which each unit has several projects, or each project several
// units, under columns of years.
func (m maker) parts() randomTable {
	units := m.some(2+m.IntN(3), [][]string{countyNames, shortNames}[m.IntN(2)])
	projects := m.some(2+m.IntN(2), thingNames)
	headings, years := m.years(2 + m.IntN(3))
	unit, project := m.one("县（市、区）", "地区", "县区"), m.one("项目", "任务名称", "建设项目")
	t := randomTable{kind: "parts", head: 1}
	value := m.values()
	row := func(first, second, unit, project string) {
		row := []string{first, second}
		for k := range headings {
			v := value()
			if v != "" {
				t.want = append(t.want, cellWant(project, years[k], "", unit, v))
			}
			row = append(row, v)
		}
		t.grid = append(t.grid, row)
	}
	if m.often(50) {
		t.grid = [][]string{append([]string{unit, project}, headings...)}
		for _, u := range units {
			for _, p := range projects {
				row(u, p, u, p)
			}
		}
		return t
	}
	t.grid = [][]string{append([]string{project, unit}, headings...)}
	for _, p := range projects {
		for _, u := range units {
			row(p, u, u, p)
		}
	}
	return t
}

// ofOneYear is a list of units by items, all for the year that its caption names.
func (m maker) ofOneYear() randomTable {
	t := randomTable{kind: "one year", head: 1, caption: "2025年重点任务分解表"}
	things := m.some(2+m.IntN(3), []string{"新建公园（个）", "改造小区（个）", "管网长度（公里）", "整治河道（条）", "新增学位（个）"})
	t.grid = [][]string{append([]string{m.one("县（市、区）", "地区", "县区")}, things...)}
	for _, name := range append(m.some(2+m.IntN(5), [][]string{countyNames, shortNames}[m.IntN(2)]), "合计") {
		row, unit := []string{name}, name
		if name == "合计" {
			unit = "全县"
		}
		for _, thing := range things {
			v := fmt.Sprint(1 + m.IntN(90))
			row = append(row, v)
			t.want = append(t.want, cellWant(thing, 2025, "", unit, v))
		}
		t.grid = append(t.grid, row)
	}
	return t
}

func (m maker) table() randomTable {
	switch m.IntN(7) {
	case 0:
		return m.unitsDown()
	case 1:
		return m.yearsDown()
	case 2:
		return m.items()
	case 3:
		return m.tasks()
	case 4:
		return m.parts()
	case 5:
		return m.ofOneYear()
	}
	return m.indicators()
}

// print writes the table as the files do: merged cells repeated, or once; a row a line,
// or a cell a line.
func (m maker) print(t randomTable) (text, form string) {
	grid := make([][]string, len(t.grid))
	for i, row := range t.grid {
		grid[i] = slices.Clone(row)
	}
	once := m.often(50)
	form = "rows"
	if m.often(25) && t.head == 1 {
		form, once = "lines", false
	}
	if once {
		for i := len(grid) - 1; i > 0; i-- {
			for k := range grid[i] {
				if i < t.head && grid[i][k] == grid[i-1][k] || i > t.head && k == 0 && (t.kind == "years down" || t.kind == "parts" || t.kind == "tasks" && grid[0][0] == "类别") && grid[i][k] == grid[i-1][k] {
					grid[i][k] = ""
				}
			}
		}
		for i := range t.head - 1 {
			for k := len(grid[i]) - 1; k > 0; k-- {
				if grid[i][k] == grid[i][k-1] {
					grid[i][k] = ""
				}
			}
		}
		form = "rows, merged cells once"
	}
	var s strings.Builder
	repeat := m.often(15) && form != "lines" && len(grid) > t.head+2
	for i, row := range grid {
		if form == "lines" {
			for _, c := range row {
				s.WriteString(c + "\n")
			}
			continue
		}
		if repeat && i == t.head+2 { // a page ends here
			if m.often(50) {
				s.WriteString("（续表）\n")
			}
			for _, h := range grid[:t.head] {
				s.WriteString(strings.Join(h, "\t") + "\n")
			}
		}
		s.WriteString(strings.Join(row, "\t") + "\n")
	}
	return s.String(), form
}

// saying gives what a plan says in the form of randomTable.want.
func saying(kind string, p *knowledge.Plan) []string {
	var out []string
	switch kind {
	case "tasks":
		for _, c := range p.Clauses {
			if !c.Row {
				continue
			}
			var leads, supports []string
			for _, d := range c.Duties {
				if d.Role == knowledge.Support {
					supports = append(supports, d.Unit)
				} else {
					leads = append(leads, d.Unit)
				}
			}
			title := c.Title
			for line := range strings.SplitSeq(c.Text, "\n") {
				if strings.HasSuffix(line, "批") {
					title = line
				}
			}
			out = append(out, fmt.Sprintf("%s|%s|%s|%s", title, strings.Join(leads, "、"), strings.Join(supports, "、"), c.Due))
		}
	case "indicators":
		for _, t := range p.Targets {
			out = append(out, fmt.Sprintf("%s|%s%s%s|%s", t.Indicator, t.Comparator, t.Value, t.Measure, t.Due))
		}
	default:
		for _, c := range p.Cells() {
			if c.Text != "" {
				out = append(out, cellWant(c.Project, c.Year, c.Due, c.Unit, c.Text))
			}
		}
	}
	return out
}

// same counts the rows that both lists have.
func same(a, b []string) int {
	n, left := 0, slices.Clone(b)
	for _, s := range a {
		if i := slices.Index(left, s); i >= 0 {
			n++
			left = slices.Delete(left, i, i+1)
		}
	}
	return n
}

const randomHead = "白河县人民政府关于印发白河县建设实施方案的通知\n白政〔2024〕3号\n白河县2024年建设实施方案\n为做好建设工作，制定本方案。\n一、工作目标\n质量持续向好。\n附件：" + randomCaption + "\n白河县人民政府\n2024年3月20日\n附件\n"

// TestRandomTables prints tables made by chance and reads them back.
func TestRandomTables(t *testing.T) {
	const tables, least = 700, 0.97
	found, wanted, got := map[string]int{}, map[string]int{}, map[string]int{}
	for seed := range uint64(tables) {
		m := maker{rand.New(rand.NewPCG(seed, 7))}
		table := m.table()
		text, form := m.print(table)
		p, err := gongwen.Parse(randomHead + cmp.Or(table.caption, randomCaption) + "\n" + text)
		if err != nil {
			t.Fatal(err)
		}
		all := saying(table.kind, p)
		kind := table.kind + ", " + form
		n := same(all, table.want)
		for _, k := range []string{kind, "all"} {
			found[k] += n
			wanted[k] += len(table.want)
			got[k] += len(all)
		}
		if (n < len(table.want) || n < len(all)) && testing.Verbose() {
			t.Logf("seed %d, %s: %d of %d, %d read\n%s\nwant %q\ngot  %q", seed, kind, n, len(table.want), len(all), text, table.want, all)
		}
		cells := 0
		for _, k := range p.Tables {
			cells += len(k.Rows)
		}
		if cells == 0 && !strings.HasSuffix(form, "lines") {
			t.Errorf("seed %d: no table is kept of\n%s", seed, text)
		}
	}
	for k := range wanted {
		t.Logf("%-40s recall %.3f, precision %.3f of %d", k, float64(found[k])/float64(wanted[k]), float64(found[k])/float64(max(got[k], 1)), wanted[k])
	}
	if f := float64(2*found["all"]) / float64(wanted["all"]+got["all"]); f < least {
		t.Errorf("F1 %.3f of cells, rows and goals, want %.2f", f, least)
	}
}
