package said

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"testing"
)

func TestSentence(t *testing.T) {
	page := func(n int) Sentence { return Of("第{n}页", "page {n}", n) }
	for _, c := range []struct {
		s      Sentence
		zh, en string
	}{
		{Sentence{}, "", ""},
		{page(3), "第3页", "page 3"},
		{Of("超过了100%。", "More than 100%."), "超过了100%。", "More than 100%."},
		{Words("100%d {n}"), "100%d {n}", "100%d {n}"},
		{Join("{one}、{other}", "{one}, {other}", []string{"一", "二", "三"}), "一、二、三", "一, 二, 三"},
		{Join("{one}、{other}", "{one}, {other}", []Sentence{page(1), page(2)}), "第1页、第2页", "page 1, page 2"},
		{Of("“{name}”没有读入：{why}", "“{name}” was not read: {why}", "甲", Of("文件是空的。", "The file is empty.")), "“甲”没有读入：文件是空的。", "“甲” was not read: The file is empty."},
		{Of("{unit}{n}项", "{n} {task|tasks} of {unit}", "甲", 1), "甲1项", "1 task of 甲"},
		{Of("{unit}{n}项", "{n} {task|tasks} of {unit}", "甲", 0), "甲0项", "0 tasks of 甲"},
		{Of("少{n}行，多{m}行", "{n} {row is|rows are} missing, {m} {is|are} new", 2, 1), "少2行，多1行", "2 rows are missing, 1 is new"},
		{Of("{n}日就是{n}日", "{n} is {n}", 5), "5日就是5日", "5 is 5"},
	} {
		if got := c.s.String(); got != c.zh {
			t.Errorf("%q, want %q", got, c.zh)
		}
		if got := c.s.English(); got != c.en {
			t.Errorf("%q, want %q", got, c.en)
		}
		data, err := json.Marshal(c.s)
		if err != nil {
			t.Fatal(err)
		}
		var back Sentence
		if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(back, c.s) {
			t.Errorf("%s came back as %#v, %v", data, back, err)
		}
	}
}

// TestOldSentence holds that what was kept in Chinese alone is still read.
func TestOldSentence(t *testing.T) {
	for data, want := range map[string]string{
		`"超过了100%。"`:           "超过了100%。",
		`{"form":"超过了100%%。"}`: "超过了100%。",
		`{"form":"%s：第%d页","args":[{"form":"附件“%s”","args":["甲"]},3]}`: "附件“甲”：第3页",
	} {
		var s Sentence
		if err := json.Unmarshal([]byte(data), &s); err != nil || s.String() != want || s.English() != want {
			t.Errorf("%s: %#v, %v", data, s, err)
		}
	}
	for _, bad := range []string{`3`, `{"zh":3}`, `{"form":3}`, `{"zh":"{n}","args":[[]]}`} {
		if err := json.Unmarshal([]byte(bad), new(Sentence)); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestError(t *testing.T) {
	errEmpty := Errorf("文件是空的。", "The file is empty.")
	err := fmt.Errorf("%w (%w)", errEmpty, io.EOF)
	if s, ok := Find(err); !ok || s.ZH != "文件是空的。" {
		t.Errorf("%v, %v", s, ok)
	}
	if _, ok := Find(io.EOF); ok {
		t.Error("found in another error")
	}
	if !errors.Is(Errorf("文件是空的。", "The file is empty."), errEmpty) || errors.Is(Errorf("文件太大。", "The file is too large."), errEmpty) {
		t.Error("told apart by more or less than what is said")
	}
}
