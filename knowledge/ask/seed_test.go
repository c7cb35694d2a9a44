package ask

import (
	"sync"
	"testing"
	"time"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

// seedAsker answers from the plan that ships.
func seedAsker(t testing.TB) *Asker {
	t.Helper()
	plan, err := seedPlan()
	if err != nil {
		t.Fatal(err)
	}
	return New(plan)
}

var seedPlan = sync.OnceValues(func() (*knowledge.Plan, error) { return gongwen.Parse(seed.Text()) })

// dayOne is a day in the plan's first year, so that 今年 and 明年 lie inside it.
var dayOne = time.Date(2021, 6, 1, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))
