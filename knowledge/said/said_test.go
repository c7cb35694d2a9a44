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
	for want, s := range map[string]Sentence{
		"":         {},
		"第3页":      Of("第%d页", 3),
		"超过了100%。": Of("超过了100%%。"),
		"100%d":    Words("100%d"),
		"一、二、三":    Join("%s、%s", []string{"一", "二", "三"}),
		"第1页、第2页":  Join("%s、%s", []Sentence{Of("第%d页", 1), Of("第%d页", 2)}),
		"“甲”没有读入：文件是空的。": Of("“%s”没有读入：%s", "甲", Of("文件是空的。")),
	} {
		if got := s.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back Sentence
		if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(back, s) {
			t.Errorf("%s came back as %#v, %v", data, back, err)
		}
	}
}

func TestOldSentence(t *testing.T) {
	var s Sentence
	if err := json.Unmarshal([]byte(`"超过了100%。"`), &s); err != nil || s.String() != "超过了100%。" || s.Form != "超过了100%%。" {
		t.Errorf("%#v, %v", s, err)
	}
	for _, bad := range []string{`3`, `{"form":3}`, `{"form":"%s","args":[[]]}`} {
		if err := json.Unmarshal([]byte(bad), &s); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestError(t *testing.T) {
	errEmpty := Errorf("文件是空的。")
	err := fmt.Errorf("%w (%w)", errEmpty, io.EOF)
	if s, ok := Find(err); !ok || s.Form != "文件是空的。" {
		t.Errorf("%v, %v", s, ok)
	}
	if _, ok := Find(io.EOF); ok {
		t.Error("found in another error")
	}
	if !errors.Is(Errorf("文件是空的。"), errEmpty) || errors.Is(Errorf("文件太大。"), errEmpty) {
		t.Error("told apart by more or less than what is said")
	}
}
