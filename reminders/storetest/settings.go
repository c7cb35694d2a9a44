package storetest

import (
	"reflect"
	"sync"
	"testing"

	"duban/reminders"
)

// testSettingsOfTwoAtOnce: what holds is what was written last.
func testSettingsOfTwoAtOnce(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 10 {
				set := reminders.DefaultSettings()
				set.Lights.WarnDays = 1 + w*10 + i
				if err := s.SetSettings(t.Context(), set, "a", now); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	changes, err := s.SettingsChanges(t.Context())
	must(t, err)
	if len(changes) != 40 || !reflect.DeepEqual(s.Settings(), changes[39].Settings) {
		t.Errorf("%d changes, %+v holds", len(changes), s.Settings())
	}
}
