package reminders

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

var someTime = time.Date(2021, 6, 1, 2, 0, 0, 0, time.UTC)

// TestWhoMay is the table of role, action and status: what is not listed is
// refused.
func TestWhoMay(t *testing.T) {
	people := map[string]Person{
		"admin":   {ID: "a", Role: Admin},
		"own":     {ID: "o", Role: Liaison, Units: []string{"东区"}},
		"other":   {ID: "x", Role: Liaison, Units: []string{"西区"}},
		"leader":  {ID: "l", Role: Leader, Units: []string{"东区"}},
		"reader":  {ID: "r", Role: Reader},
		"nobody":  {},
		"removed": {ID: "o", Role: Liaison},
	}
	allowed := map[string]string{ // person action: statuses, those of held ones with a star
		"admin acknowledge": "open open*",
		"admin report":      "open acknowledged reported returned open* acknowledged* reported* returned*",
		"admin return":      "reported reported*",
		"admin close":       "reported open* acknowledged* reported* returned*",
		"admin chase":       "open* acknowledged* reported* returned*",
		"own acknowledge":   "open open*",
		"own report":        "open acknowledged reported returned open* acknowledged* reported* returned*",
	}
	for name, who := range people {
		for _, a := range []Action{Issue, Acknowledge, Report, Return, Close, Chase, "forged"} {
			for _, s := range Statuses {
				for _, held := range []bool{false, true} {
					state := string(s)
					if held {
						state += "*"
					}
					may := strings.Contains(" "+allowed[name+" "+string(a)]+" ", " "+state+" ")
					m := Milestone{ID: 1, Unit: "东区", Status: s, Held: held}
					after, e, err := Act(m, a, who, "理由", someTime, 100)
					if got := err == nil; got != may {
						t.Errorf("%s %s %s: allowed %v, %v", name, string(a), state, got, err)
					}
					if err != nil && (after != m || e != Event{}) {
						t.Errorf("%s %s %s: refused, yet %+v", name, string(a), state, after)
					}
				}
			}
		}
	}
}

func TestAct(t *testing.T) {
	admin, own := Person{ID: "a", Role: Admin}, Person{ID: "o", Role: Liaison, Units: []string{"东区"}}
	m := Milestone{ID: 1, Unit: "东区", Status: Open}
	for _, step := range []struct {
		action Action
		who    Person
		words  string
		want   Status
	}{
		{Acknowledge, own, "", Acknowledged},
		{Report, own, " 做完了 ", Reported},
		{Return, admin, "缺文件", Returned},
		{Report, own, "补了", Reported},
		{Close, admin, "", Closed},
	} {
		after, e, err := Act(m, step.action, step.who, step.words, someTime, 100)
		if err != nil || after.Status != step.want || e.From != m.Status || e.To != step.want || e.Actor != step.who.ID || e.At != someTime.Unix() {
			t.Fatalf("%s: %+v, %+v, %v", string(step.action), after, e, err)
		}
		m = after
	}
	if m.Report != "补了" || m.Remark != "" {
		t.Errorf("%+v", m)
	}
	held := Milestone{Unit: "东区", Status: Open, Held: true}
	if after, _, err := Act(held, Chase, admin, "", someTime, 100); err != nil || after.Held || after.Since != 100 {
		t.Errorf("%+v, %v", after, err)
	}
	if _, _, err := Act(held, Close, admin, " ", someTime, 100); !errors.Is(err, ErrReasonNeeded) {
		t.Errorf("closed without a report and without a reason: %v", err)
	}
	if _, _, err := Act(Milestone{Unit: "东区", Status: Open}, Report, own, strings.Repeat("长", MaxReason+1), someTime, 100); !errors.Is(err, ErrReasonLong) {
		t.Errorf("%v", err)
	}
}

func TestAuditTrail(t *testing.T) {
	var chain []Event
	var last Event
	for i := range 5 {
		last = Event{Milestone: int64(i), Action: Report, Reason: fmt.Sprint("第", i), At: int64(i)}.Seal(last.ID+1, last.Hash)
		chain = append(chain, last)
	}
	verify := func(events []Event) error {
		var before Event
		for _, e := range events {
			if err := e.Follows(before); err != nil {
				return err
			}
			before = e
		}
		return nil
	}
	if err := verify(chain); err != nil {
		t.Fatal(err)
	}
	for name, harm := range map[string]func([]Event) []Event{
		"event 3 was changed":             func(e []Event) []Event { e[2].Reason = "改了"; return e },
		"event 3 is missing":              func(e []Event) []Event { return append(e[:2], e[3:]...) },
		"event 4 does not follow event 3": func(e []Event) []Event { e[2].Reason = "改了"; e[2] = e[2].Seal(3, e[1].Hash); return e },
		"event 1 is missing":              func(e []Event) []Event { return e[1:] },
		"event 2 does not follow event 1": func(e []Event) []Event { e[1].Prev = "0"; return e },
	} {
		if err := verify(harm(append([]Event{}, chain...))); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
