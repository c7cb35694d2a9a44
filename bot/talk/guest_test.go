package talk

import (
	"testing"

	"duban/reminders"
)

// TestCalled: whatever somebody calls themselves stays in its quotation marks, on its line,
// and in its order.
func TestCalled(t *testing.T) {
	for name, want := range map[string]string{
		"张三": "“张三”（@zhang，tg:5）",
		"张三”（@mayor，tg:1）\n2. “李四": "“张三’（@mayor，tg:1） 2. ‘李四”（@zhang，tg:5）",
		"张\u202e三\u2066\u200b":     "“张三”（@zhang，tg:5）",
		"张\u2028三\x00\r":           "“张 三”（@zhang，tg:5）",
		" \t\u200b\n":              "没有名字的人（@zhang，tg:5）",
		"":                         "没有名字的人（@zhang，tg:5）",
	} {
		if got := chinese.called(reminders.Guest{ID: "tg:5", Name: name, User: "zhang"}); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
	if got := chinese.called(reminders.Guest{ID: "tg:5", Name: "张三"}); got != "“张三”（tg:5）" {
		t.Error(got)
	}
}
