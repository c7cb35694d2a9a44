package gongwen_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

func FuzzParse(f *testing.F) {
	f.Add(seed.Text())
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	for _, c := range tableTexts {
		f.Add(tableHeadText + c.text)
	}
	for _, c := range tableKinds {
		f.Add(tableHeadText + c.text)
	}
	f.Add("（一）甲。到2025年，甲、乙率分别达到1%和2%。（责任单位：（（）\n\n、）")
	f.Add("某方案\n一、甲\n项目\t时间\t全市\n\t2021\t\n甲\t2021—2022年\t1\t2")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			if _, err := gongwen.Parse(text); !errors.Is(err, gongwen.ErrEncoding) {
				t.Fatalf("got %v", err)
			}
			text = strings.ToValidUTF8(text, "、") // and go on: most mutations break a character
		}
		p, err := gongwen.Parse(text)
		if err != nil {
			return
		}
		if p.Source != text {
			t.Fatal("the source is changed")
		}
		checkPlan(t, p)
		if again, _ := gongwen.Parse(text); !reflect.DeepEqual(p, again) {
			t.Fatal("two readings differ")
		}
	})
}
