package document

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func encoded(t testing.TB, s string) []byte {
	t.Helper()
	data, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCSV(t *testing.T) {
	const want = "序号\t任务\t单位\n1\t修路，30公里\t县交通局\n2\t修桥2座\t县水利局"
	for name, text := range map[string]string{
		"commas":     "序号,任务,单位\n1,修路，30公里,县交通局\n2,修桥2座,县水利局\n",
		"quotes":     "\"序号\",\"任务\",\"单位\"\r\n\"1\",\"修路，\n30公里\",县交通局\r\n2,修桥2座,县水利局",
		"semicolons": "序号;任务;单位\n1;修路，30公里;县交通局\n2;修桥2座;县水利局\n",
		"tabs":       "序号\t任务\t单位\n1\t修路，30公里\t县交通局\n2\t修桥2座\t县水利局\n",
		"bars":       "序号｜任务｜单位\n1｜修路，30公里｜县交通局\n2｜修桥2座｜县水利局\n",
		"markdown":   "| 序号 | 任务 | 单位 |\n|---|:---|---|\n| 1 | 修路，30公里 | 县交通局 |\n| 2 | 修桥2座 | 县水利局 |\n",
	} {
		want := want
		if name == "quotes" {
			want = "序号\t任务\t单位\n1\t修路， 30公里\t县交通局\n2\t修桥2座\t县水利局"
		}
		for _, data := range [][]byte{[]byte(text), encoded(t, text)} {
			t.Run(name, func(t *testing.T) {
				if doc := readsAs(t, data, want); doc.Format != CSV {
					t.Errorf("read as %s", doc.Format)
				}
			})
		}
	}
	t.Run("title", func(t *testing.T) {
		readsAs(t, []byte("任务分解表,,\n序号,任务,单位\n1,修路,县交通局\n2,修桥,县水利局\n"), "任务分解表\n序号\t任务\t单位\n1\t修路\t县交通局\n2\t修桥\t县水利局")
	})
}

// TestNoCSV: text that has such signs stays text.
func TestNoCSV(t *testing.T) {
	for _, text := range []string{
		"一、目标\n到2024年,覆盖率达到98%以上。\n到2025年,覆盖率达到99%以上。\n到2026年,覆盖率达到100%。\n",
		"县区\t2023年\n甲县\t1\n",
		"方案\n\n一、目标\n（一）建设。\n附件\n任务表\n县区\t2023年\n甲县\t1\n乙县\t2\n",
		"a,b\nc,d,e\nf,g\nh,i\n",
		"a,\nb,c,d\ne,f,g\nh,i,j\n",
	} {
		if rows := csvRows(text); rows != nil {
			t.Errorf("%q is taken for a table: %q", text, rows)
		}
	}
}
