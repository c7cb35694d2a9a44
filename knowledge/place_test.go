package knowledge_test

import (
	"testing"

	"duban/knowledge"
)

func TestPlaceName(t *testing.T) {
	for ref, want := range map[string]string{
		"（八）": "第（八）条", "二、/（一）": "二、（一）", "1.": "1.", "第十条": "第十条", "附件": "附件", "专栏2": "专栏2",
		"表2/6": "表2第6项", "附件2/3/1": "附件2第3项之1", "附件/4": "附件第4项", "三、/（五）/1.": "三、（五）1.", "": "",
	} {
		if got := knowledge.PlaceName(ref).String(); got != want {
			t.Errorf("%s: %s, want %s", ref, got, want)
		}
	}
}
