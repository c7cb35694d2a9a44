package picture

import (
	"fmt"
	"io"
	"strings"
	"time"

	"duban/reminders"
)

// samples are the pictures whose pixels are held in testdata.
var samples = map[string]func(w io.Writer) error{
	"matrix-shaoxing":   func(w io.Writer) error { return Matrix(w, shaoxing()) },
	"matrix-40-units":   func(w io.Writer) error { return Matrix(w, wide(2, 40, 5, 1)) },
	"matrix-too-much":   func(w io.Writer) error { return Matrix(w, wide(12, 40, 18, 1)) },
	"matrix-odd-names":  func(w io.Writer) error { return Matrix(w, oddNames()) },
	"matrix-numbers":    func(w io.Writer) error { return Matrix(w, wide(3, 9, 5, 14)) },
	"matrix-empty":      func(w io.Writer) error { return Matrix(w, MatrixData{Title: shaoxingTitle, AsOf: day}) },
	"progress-shaoxing": func(w io.Writer) error { return Progress(w, shaoxingProgress()) },
	"progress-too-much": func(w io.Writer) error { return Progress(w, longProgress(75)) },
	"progress-without":  func(w io.Writer) error { return Progress(w, ProgressData{Title: shaoxingTitle, AsOf: day}) },
}

const shaoxingTitle = "绍兴市推进教育现代化建设五大创建行动计划（2021—2025年）"

var day = reminders.DateDay(2023, time.December, 8)

// shaoxing is the annex of the plan that ships, as it might stand in its third year.
func shaoxing() MatrixData {
	units := []string{"越城区", "柯桥区", "上虞区", "诸暨市", "嵊州市", "新昌县", "全市"}
	m := MatrixData{Title: shaoxingTitle, AsOf: day, Units: units}
	// A letter a unit: c closed, r red, y yellow, g green, ? grey, . blank.
	for _, row := range []struct {
		project string
		year    int
		lights  string
	}{
		{"全国义务教育优质均衡发展县", 2021, ".c.r..."},
		{"全国义务教育优质均衡发展县", 2022, "..c...."},
		{"全国义务教育优质均衡发展县", 2023, "y......"},
		{"全国义务教育优质均衡发展县", 2024, "....g.."},
		{"全国义务教育优质均衡发展县", 2025, ".....gg"},
		{"省教育现代化县", 2024, ".ggg..."},
		{"省教育现代化县", 2025, "g...g.g"},
		{"省现代化学校", 2025, "ggggggg"},
		{"市教育优质均衡示范乡镇", 2021, ".c....."},
		{"市教育优质均衡示范乡镇", 2022, "..c?..."},
		{"市教育优质均衡示范乡镇", 2023, "y......"},
		{"市教育优质均衡示范乡镇", 2024, "....g.."},
		{"市教育优质均衡示范乡镇", 2025, ".....gg"},
		{"市现代化学校", 2021, ".c....."},
		{"市现代化学校", 2022, "..rc..."},
		{"市现代化学校", 2024, "g...g.."},
		{"市现代化学校", 2025, ".....gg"},
	} {
		for i, letter := range row.lights {
			light := map[rune]reminders.Light{'c': reminders.Green, 'g': reminders.Green, 'r': reminders.Red, 'y': reminders.Yellow, '?': reminders.Grey}[letter]
			if light != "" {
				m.Cells = append(m.Cells, Cell{Project: row.project, Unit: units[i], Year: row.year, Light: light, Closed: letter == 'c', N: 1})
			}
		}
	}
	return m
}

// wide is a made-up plan with cells of up to n milestones.
func wide(projects, units, years, n int) MatrixData {
	m := MatrixData{Title: "浙江省推进共同富裕示范区公共服务优质共享先行任务分工方案", AsOf: day}
	names := []string{"市发展改革委", "市教育局", "市公安局", "市人力社保局", "市住房和城乡建设局", "市卫生健康委", "市机关事务服务中心", "柯桥区政府"}
	for u := range units {
		unit := names[u%len(names)]
		if u >= len(names) {
			unit += fmt.Sprint(u/len(names) + 1)
		}
		m.Units = append(m.Units, unit)
	}
	for p := range projects {
		project := fmt.Sprintf("公共服务优质共享第%d项行动", p+1)
		for u, unit := range m.Units {
			for y := range years {
				k := p*7 + u*5 + y*3
				if k%4 == 0 {
					continue
				}
				c := Cell{Project: project, Unit: unit, Year: 2020 + y, Light: reminders.Green, N: 1 + k%n}
				switch {
				case c.Year < 2023 && k%11 == 1:
					c.Light = reminders.Red
				case c.Year < 2023 && k%13 == 1:
					c.Light = reminders.Grey
				case c.Year < 2023:
					c.Closed = true
				case c.Year == 2023 && k%3 == 0:
					c.Light = reminders.Yellow
				}
				m.Cells = append(m.Cells, c)
			}
		}
	}
	return m
}

// oddNames is a matrix with what may come in from files.
func oddNames() MatrixData {
	long := "关于进一步深化义务教育教师“县管校聘”管理改革、推动城乡义务教育学校教师校长交流轮岗的若干重点任务（第二批）"
	m := MatrixData{Title: long + "进度安排\t（征求意见稿）", AsOf: day}
	for i, u := range []string{"市住房公积金管理中心（市公共资源交易管理委员会办公室）", "诸暨市浬浦镇", "🏫教育局👍🏽", "", "Shaoxing Municipal Education Bureau, Division of Teachers", "﷽ሀ龘𠮷\u200d", "第\n二\r行"} {
		for j, p := range []string{long, "🎓", "K12", ""} {
			light := reminders.Lights()[(i+j)%4]
			m.Cells = append(m.Cells, Cell{Project: p, Unit: u, Year: 2022 + (i+j)%3, Light: light})
		}
	}
	return m
}

func shaoxingProgress() ProgressData {
	return ProgressData{Title: shaoxingTitle, AsOf: day, Units: []UnitBar{
		{"越城区", 0, 3, 2, 0, 0},
		{"柯桥区", 3, 8, 0, 0, 0},
		{"上虞区", 2, 2, 0, 1, 0},
		{"诸暨市", 1, 2, 0, 1, 1},
		{"嵊州市", 0, 5, 0, 0, 0},
		{"新昌县", 0, 4, 0, 0, 0},
		{"市教育局", 12, 31, 4, 2, 0},
		{"市自然资源和规划局", 1, 0, 1, 0, 0},
		{"市公共资源交易管理委员会办公室", 0, 1, 1, 0, 2},
		{"全市", 0, 0, 0, 0, 0},
	}}
}

func longProgress(units int) ProgressData {
	p := ProgressData{Title: strings.Repeat("关于高质量发展建设共同富裕示范区", 4), AsOf: day}
	for i, unit := range wide(1, units, 1, 1).Units {
		if i%9 == 4 {
			unit = "市公共资源交易管理委员会办公室" + unit
		}
		p.Units = append(p.Units, UnitBar{unit, i * i % 23, i * 7 % 12, i % 3, i * i % 5, i % 2 * 120})
	}
	return p
}
