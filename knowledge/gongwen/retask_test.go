package gongwen

import (
	"fmt"
	"strings"
	"testing"

	"duban/knowledge"
)

// TestDecisionsReachTheTasks: units that are corrected, a number that is made a goal and a
// cell that is filled stand in the tasks too.
func TestDecisionsReachTheTasks(t *testing.T) {
	text := "南溪市人民政府办公室关于印发南溪市治水行动计划（2022—2025年）的通知\n\n一、任务\n\n" +
		"（一）管网。2024年底前改造管网120公里。（责任单位：市住建局市财政局）\n\n" +
		"（二）考核。健全考核机制。（责任单位：市住建局、市财政局、市水利局）\n\n" +
		"附件\n项目\t年度\t东溪区\t南溪区\n零直排区\t2023\t建成1个\t建成2个\n美丽河湖\t2023\t\t\n"
	p, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	of := func(project string) string {
		var lines []string
		for _, task := range p.Tasks {
			if strings.Contains(task.Project, project) || strings.Contains(task.Quote, project) {
				line := task.Quote + ":"
				for _, d := range task.Duties {
					line += " " + d.Unit
				}
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "; ")
	}
	doubt := func(kind, quote string) knowledge.Doubt {
		t.Helper()
		for _, d := range p.Doubts {
			if d.Kind == kind && strings.Contains(d.Quote, quote) {
				return d
			}
		}
		t.Fatalf("no doubt %s about %s in %+v", kind, quote, p.Doubts)
		return knowledge.Doubt{}
	}
	before := len(p.Tasks)
	if err := Settle(p, doubt("unit", "市住建局市财政局"), Correct, "市住建局、市财政局"); err != nil {
		t.Fatal(err)
	}
	if got := of("管网"); !strings.HasSuffix(got, ": 市住建局 市财政局") || len(p.Tasks) != before {
		t.Error(got, fmt.Sprint(p.Tasks))
	}
	if err := Settle(p, doubt("blank-cell", "美丽河湖"), Correct, "东溪区：建成1个"); err != nil {
		t.Fatal(err)
	}
	if got := of("美丽河湖"); got != "建成1个: 东溪区" || len(p.Tasks) != before+1 {
		t.Error(got, len(p.Tasks))
	}
}
