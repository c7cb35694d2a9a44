package ask

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLessons: what a supervisor ties to a place wins, in every spelling, also
// after the file was read again.
func TestLessons(t *testing.T) {
	a := seedAsker(t)
	path := filepath.Join(t.TempDir(), "new", "lessons.csv")
	file, faults, err := OpenLessons(path, a)
	if err != nil || faults != nil {
		t.Fatal(err, faults)
	}
	for _, one := range []Lesson{
		{FAQ, "老师那块硬杠杠是什么", "第十条"},
		{FAQ, "柯桥的头等大事", "柯桥区2021年均衡县"},
		{Alias, "绍兴西大门", "诸暨市"},
	} {
		if err := file.Add(one); err != nil {
			t.Fatal(err)
		}
	}
	check := func(a *Asker) {
		t.Helper()
		for q, want := range map[string]string{
			"老师那块硬杠杠是什么":        "第（十）条",
			"请问老师那块硬杠杠是什么呢？谢谢":  "第（十）条",
			"老師那塊硬槓槓是什麼":        "第（十）条",
			"柯桥的头等大事":           "全国义务教育优质均衡发展县，通过评估验收",
			"绍兴西大门2021年要做到什么":   "诸暨市2021年：",
			"绍兴西大门2021年均衡县有要求吗": "诸暨市2021年",
		} {
			got := a.Ask(q, Focus{}, dayOne)
			if !strings.Contains(got.Text(), want) {
				t.Errorf("%s: %q does not hold %q", q, got.Text(), want)
			}
		}
	}
	check(a)
	again := seedAsker(t)
	if _, faults, err := OpenLessons(path, again); err != nil || faults != nil {
		t.Fatal(err, faults)
	}
	check(again)
	if err := file.Remove(Lesson{Alias, "绍兴西大门", "诸暨市"}); err != nil || len(file.All()) != 2 {
		t.Fatal(err, file.All())
	}
	if got := a.Ask("绍兴西大门2021年要做到什么", Focus{}, dayOne); strings.Contains(got.Text(), "诸暨市2021年：") {
		t.Error("a forgotten alias is still known")
	}
}

// TestLessonsLeadNobodyAway: no alias takes a unit or a year away, no phrasing is tied to
// another's cell, and an answer says by which lessons its question was read.
func TestLessonsLeadNobodyAway(t *testing.T) {
	a := seedAsker(t)
	for _, one := range []Lesson{
		{Alias, "2023年", "2025年"}, {Alias, "2023", "附件"}, {Alias, "23年", "柯桥区"}, {Alias, "今年", "新昌县"}, {Alias, "明年底", "新昌县"}, {Alias, "12月31日", "新昌县"},
		{Alias, "桥区", "新昌县"}, {Alias, "柯桥老大难", "新昌县"}, {Alias, "柯桥区和", "新昌县"}, {Alias, "暨市", "新昌县"}, {Alias, "市教育", "市财政局"}, {Alias, "二〇二三年", "柯桥区"},
		{FAQ, "新昌县2021年要做到什么", "柯桥区2021年均衡县"}, {FAQ, "柯桥2023年要做到什么", "柯桥区2021年均衡县"}, {Alias, "＝大门", "新昌县"},
	} {
		if err := a.Check(one); err == nil {
			t.Errorf("%s %s → %s is taken", one.Kind, one.Says, one.Means)
		}
	}
	if err := a.Teach([]Lesson{{Alias, "绍兴西大门", "诸暨市"}, {Alias, "西大门", "新昌县"}, {FAQ, "老师那块硬杠杠是什么", "第十条"}}); err != nil {
		t.Fatal(err)
	}
	for q, want := range map[string]string{
		"绍兴西大门2021年要做到什么": "按督查员设的别名，“绍兴西大门”就是“诸暨市”。", "老师那块硬杠杠是什么": "出处是督查员在常见问答里指定的。", "谁负责千校结好": "",
	} {
		got := a.Ask(q, Focus{}, dayOne)
		if by := plainLines(got.Taught); by != want || !strings.HasSuffix(got.Text(), want) {
			t.Errorf("%s: by %q in %q, want %q", q, by, got.Text(), want)
		}
	}
}

// TestBadLessons: every line that cannot be used is named, and the others hold.
func TestBadLessons(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lessons.csv")
	text := "种类,说法,所指\n问答,头等大事,第九十条\n别名,柯桥,越城区\n谜语,甲乙,丙丁\n别名,=1+1,柯桥区\n问答,压舱石是啥,（十）\n别名,短\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	a := seedAsker(t)
	file, faults, err := OpenLessons(path, a)
	if err != nil || len(file.All()) != 6 {
		t.Fatal(err, file)
	}
	if n := strings.Count(faults.Error(), "\n") + 1; n != 5 {
		t.Errorf("%d faults:\n%v", n, faults)
	}
	if got := a.Ask("压舱石是啥？", Focus{}, dayOne); got.Abstained() {
		t.Error("a good line among bad ones is not used")
	}
}

// FuzzLessons: whatever stands in the file, it is refused or read, and what is kept
// is written and read back unchanged.
func FuzzLessons(f *testing.F) {
	a := seedAsker(f)
	for _, s := range []string{"种类,说法,所指\n问答,头等大事,第十条\n", "\ufeff别名,纺都,柯桥区", "\"", "甲\n,,,,\n", "问答,=1+1,（十）"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := readLessons(strings.NewReader(text))
		if err != nil {
			return
		}
		_ = a.Teach(all)
		a.Ask(text, Focus{}, dayOne)
		var b strings.Builder
		if err := writeLessons(&b, all); err != nil {
			t.Fatal(err)
		}
		again, err := readLessons(strings.NewReader(b.String()))
		if err != nil || len(again) != len(all) {
			t.Fatalf("%v: %q becomes %q", err, all, again)
		}
	})
}
