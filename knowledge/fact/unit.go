package fact

import (
	_ "embed"
	"slices"
	"strings"

	"duban/knowledge/zh"
)

//go:embed bureaus.txt
var bureauText string

// stemsAlike maps the stem of a department's name to the one by which all that mean the
// same are known.
var stemsAlike = func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(bureauText) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		stem, others, _ := strings.Cut(line, "=")
		stem = strings.TrimSpace(stem)
		out[stem] = stem
		for _, o := range strings.Fields(others) {
			out[o] = stem
		}
	}
	return out
}()

// kindsOfBureau are the words that end a department's name, longest first.
var kindsOfBureau = []string{"委员会", "办公厅", "办公室", "管理部门", "总社", "总局", "总署", "部门", "系统", "局", "办", "委", "厅", "部", "院", "会", "署", "行", "社", "口"}

// levelsOfBureau are the words that begin one.
var levelsOfBureau = []string{"国家", "中央", "自治区", "省级", "市级", "县级", "区级", "国务院", "本市", "我市", "我省", "全市", "全省", "省", "市", "县", "区", "州", "各"}

// Bureau is a department's name taken apart: 市教育局 is 市, 教育, 局.
type Bureau struct {
	Level, Stem, Kind string
}

// PartBureau takes a folded name apart. What is no department's name comes back as the
// stem.
func PartBureau(name string) Bureau {
	b := Bureau{Stem: name}
	for _, l := range levelsOfBureau {
		if rest, ok := strings.CutPrefix(b.Stem, l); ok && len([]rune(rest)) >= 2 && !strings.HasPrefix(b.Stem, "市场") && !strings.HasPrefix(b.Stem, "市监") {
			b.Level, b.Stem = l, rest
			break
		}
	}
	for _, k := range kindsOfBureau {
		if rest, ok := strings.CutSuffix(b.Stem, k); ok && rest != "" {
			b.Stem, b.Kind = rest, k
			break
		}
	}
	return b
}

// Known tells whether it is the name of a department that governments have.
func (b Bureau) Known() bool {
	_, ok := stemsAlike[b.Stem]
	return ok && b.Kind != "" && len([]rune(b.Stem)) >= 2
}

// SameStem tells whether two stems name the same department: 发改 and 发展改革.
func SameStem(a, b string) bool {
	x, ok1 := stemsAlike[a]
	y, ok2 := stemsAlike[b]
	return a == b || ok1 && ok2 && x == y
}

// same tells whether two units as printed are one: 市人社局 and 市人力资源和社会保障局.
func (b Bureau) same(c Bureau) bool {
	return b.Kind != "" && (b.Level == c.Level || b.Level == "" || c.Level == "") && b.Kind == c.Kind && SameStem(b.Stem, c.Stem)
}

// canon gives each unit the name under which the plan names it first, where it has
// several.
type canon struct {
	names   []string
	bureaus []Bureau
}

func (c *canon) of(unit string) string {
	b := PartBureau(zh.Fold(unit))
	if i := slices.IndexFunc(c.bureaus, b.same); i >= 0 {
		return c.names[i]
	}
	c.names, c.bureaus = append(c.names, unit), append(c.bureaus, b)
	return unit
}
