package ask

import (
	"strings"
	"testing"

	"duban/knowledge/gongwen"
)

// bindings is a plan in which units are bound in several ways.
const bindings = `关于做好市场供应工作的通知
各县市区人民政府：
1.加强监测。做好信息监测。（责任单位：市农业农村局、市商务局）
2.加强生产。做好生产。（责任单位：市农业农村局、市畜牧水产中心，各县市区人民政府）
3.加强检查。做好检查。（责任单位：市农业农村局、市市场监管局，各县市区人民政府）
4.加大投入。做好投入。（责任单位：市财政局）
`

func TestDutyScopes(t *testing.T) {
	plan, err := gongwen.Parse(bindings)
	if err != nil {
		t.Fatal(err)
	}
	a := New(plan)
	for _, c := range []struct {
		ask   string
		holds []string
		lacks []string
	}{
		{"没有农业农村局的是哪几条", []string{"加大投入"}, []string{"加强监测", "加强生产", "加强检查"}},
		{"四条里头没有农业农村局的有哪些", []string{"加大投入"}, []string{"加强检查"}},
		{"有农业农村局、但没畜牧水产中心的是哪几条", []string{"加强监测", "加强检查"}, []string{"加强生产", "加大投入"}},
		{"县市区政府没列进责任单位的是哪几条", []string{"加强监测", "加大投入"}, []string{"加强生产", "加强检查"}},
		{"哪几条列了农业农村局而没列县市区政府", []string{"加强监测"}, []string{"加强生产", "加强检查"}},
	} {
		text := a.Ask(c.ask, Focus{}, zero).Text()
		for _, w := range c.holds {
			if !strings.Contains(text, w) {
				t.Errorf("%s: lacks %s: %s", c.ask, w, text)
			}
		}
		for _, w := range c.lacks {
			if strings.Contains(text, w) {
				t.Errorf("%s: has %s: %s", c.ask, w, text)
			}
		}
	}
}
