package ask

import (
	"testing"

	"duban/knowledge"
)

func TestNamed(t *testing.T) {
	var askers []*Asker
	for _, p := range [][2]string{
		{"东湖市水环境治理行动计划（2022—2025年）", "东政办发〔2022〕8号"},
		{"东湖市空气质量改善行动计划（2022—2025年）", "东政办发〔2022〕9号"},
		{"2023年东湖市政府工作要点", ""},
		{"2024年东湖市政府工作要点", ""},
	} {
		askers = append(askers, New(&knowledge.Plan{Title: p[0], DocNo: p[1]}))
	}
	library := NewLibrary(askers)
	for question, want := range map[string]int{
		"谁负责整治黑臭水体":           -1,
		"水环境治理计划里谁负责":         0,
		"空气质量改善的目标是多少":        1,
		"东政办发〔2022〕9号的目标":     1,
		"东政办发[2022]8号 目标":     0,
		"东湖市的行动计划":            -1,
		"2024年东湖市政府工作要点有几条":   3,
		"2023年 东湖市政府 工作要点有几条": 2,
		"工作要点里怎么说":            -1,
		"":                    -1,
	} {
		if got := library.Named(question); got != want {
			t.Errorf("%q: plan %d, want %d", question, got, want)
		}
	}
}
