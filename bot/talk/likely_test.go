package talk

import (
	"math/rand/v2"
	"slices"
	"testing"

	"duban/reminders"
)

// TestHeard learns from two thirds of what was heard and asks about the rest, in turn: a
// question to the plans has to stay one, and most other messages reach their feature.
func TestHeard(t *testing.T) {
	all := readHeard(heard)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	table := newTable(features)
	for _, e := range all {
		if table.named(e.feature) == nil {
			t.Errorf("heard.txt: no feature %q", e.feature)
		}
	}
	questions, taken, others, right := 0, 0, 0, 0
	for fold := range 3 {
		var known, asked []example
		for i, e := range all {
			if i%3 == fold {
				asked = append(asked, e)
			} else {
				known = append(known, e)
			}
		}
		l := fit(known, modesty)
		for _, e := range asked {
			p := l.of(e.traits)
			got := l.features[slices.Index(p, slices.Max(p))]
			switch {
			case e.feature != "question":
				if others++; got == e.feature {
					right++
				}
			default:
				if questions++; got != "question" {
					taken++
				}
			}
		}
	}
	t.Logf("%d of %d messages reach their feature; %d of %d questions are taken from the plans", right, others, taken, questions)
	if right*100 < others*60 || taken*100 > questions*5 {
		t.Error("that is too few or too many")
	}
}

func TestLikely(t *testing.T) {
	l := listener(t)
	l.who = reminders.Person{ID: "x", Role: reminders.Admin}
	for message, want := range map[string]string{
		"诸暨那边拖拖拉拉的，麻烦你去催他们一声":    "urge",
		"开会要用，把台账表格给我弄一份过来":      "ledger",
		"礼拜天就不要给我推送消息了":          "hours",
		"示范乡镇要在哪一年前全部达标":         "question",
		"哪几个部门一起管学校食堂":           "question",
		"Which plans are there?": "question",
	} {
		l.Text = message
		l.said = l.understand(message)
		got := "question"
		if f, _ := l.likely(); f != nil {
			got = f.Name
		}
		if got != want {
			t.Errorf("%q is taken by %s, not %s", message, got, want)
		}
	}
}
