//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"duban/knowledge/zh"
)

// largePlan writes a plan of some 500 pages of 700 characters: 36 chapters with 540
// clauses of running text and dated targets, and a schedule of 650 rows for 12 cities.
func largePlan() string {
	var b strings.Builder
	b.WriteString("大河省人民政府关于印发大河省综合发展规划（2021—2025年）的通知\n大政发〔2021〕1号\n各市人民政府，省政府各部门：\n" +
		"现将《大河省综合发展规划（2021—2025年）》印发给你们，请认真贯彻执行。\n大河省人民政府\n2021年3月1日\n" +
		"大河省综合发展规划（2021—2025年）\n为推动高质量发展，制定本规划。\n")
	const filler = "坚持系统观念，统筹推进各项工作，完善体制机制，强化要素保障，推动各项任务落地见效，不断提升人民群众的获得感、幸福感、安全感。"
	things := []string{"示范园区", "农村公路", "产业基地", "服务中心", "数字平台"}
	offices := []string{"省发展改革委", "省教育厅", "省财政厅", "省住房城乡建设厅", "省农业农村厅", "省水利厅", "省生态环境厅", "省科技厅"}
	n := 0
	for chapter := range 36 {
		fmt.Fprintf(&b, "%s、第%s项重点领域\n", zh.Numeral(chapter+1), zh.Numeral(chapter+1))
		for clause := range 15 {
			n++
			thing := things[n%len(things)]
			fmt.Fprintf(&b, "（%s）推进%s第%d号工程。%s到%d年，建设%s%d个，覆盖率达到%d%%以上。%s（责任单位：%s、%s，各市人民政府）\n", zh.Numeral(clause+1), thing, n,
				strings.Repeat(filler, 5), 2022+n%4, thing, n, 50+n%50, strings.Repeat(filler, 3), offices[n%8], offices[(n+3)%8])
		}
	}
	b.WriteString("附件：大河省年度任务\n项目\t年度")
	for _, side := range []string{"东", "西", "南", "北"} {
		for _, water := range []string{"江", "河", "湖"} {
			b.WriteString("\t" + side + water + "市")
		}
	}
	for project := range 130 {
		for year := range 5 {
			b.WriteString("\n")
			if year == 0 {
				fmt.Fprintf(&b, "第%d类示范项目", project+1)
			}
			fmt.Fprintf(&b, "\t%d", 2021+year)
			for city := range 12 {
				b.WriteString("\t")
				if (project+year+city)%10 < 7 {
					fmt.Fprintf(&b, "建成%d个", 1+(project+city)%9)
				}
			}
		}
	}
	b.WriteString("\n")
	return b.String()
}

// BenchmarkImportLarge imports such a plan with the real program, into a folder of its
// own, and reports the most memory that its process held (Maxrss, in kilobytes on Linux).
func BenchmarkImportLarge(b *testing.B) {
	folder := b.TempDir()
	file := filepath.Join(folder, "large.txt")
	if err := os.WriteFile(file, []byte(largePlan()), 0o600); err != nil {
		b.Fatal(err)
	}
	peak := 0.0
	for n := 0; b.Loop(); n++ {
		cmd := duban(b.Context(), filepath.Join(folder, fmt.Sprint("data", n)), "import", file, "--yes")
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		peak = max(peak, float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024)
	}
	b.ReportMetric(peak, "MB-peak")
}
