package document

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/knowledge/said"
)

// TestCases reads files as they were sent, where they are beside the repository.
func TestCases(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "cases")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the cases are not here")
	}
	for name, c := range map[string]struct{ has, not, note, gap string }{
		"min-super2.docx":       {"新建公园30座", "²", "30²", ""},
		"min-circle.docx":       {"新建路灯15万盏", "①", "15①", ""},
		"min-strike.docx":       {"改造公厕260座", "200", "“200”", ""},
		"min-thousand.docx":     {"泵站1,200座", "", "", ""},
		"doc-tick2.docx":        {"东河区\t√\t√\t", "ü", "", ""},
		"doc-split.docx":        {"县（市、区）\t年度目标\t年度目标\t年度目标", "", "", ""},
		"doc-object-annex.docx": {"青山市冷链建设进度安排表", "", "", "object"},
		"tasks-hidden.xlsx":     {"新建公厕60座", "冷库9个", "第4行", ""},
		"tasks-num.xlsx":        {"85%\t1,200\t15座", "", "", "table D4"},
		"web-table.html":        {"东河区\t2座\t\t√\n西岭县\t√\t√\t3座", "ü", "2座¹", ""},
		"pdf-src.pdf":           {"达标断面30个", "100120", "“100”", ""},
	} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		doc, err := read(t, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		gap := ""
		for _, g := range doc.Gaps {
			gap += strings.TrimSpace(g.Kind + " " + g.Name.String())
		}
		if notes := said.Join("{one}\n{other}", "{one}\n{other}", doc.Notes).String(); !strings.Contains(doc.Text, c.has) || c.not != "" && strings.Contains(doc.Text, c.not) || !strings.Contains(notes, c.note) || gap != c.gap {
			t.Errorf("%s: %q, notes %q, gaps %q", name, doc.Text, notes, gap)
		}
	}
}
