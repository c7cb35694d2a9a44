package reminders

import "testing"

// TestInviteGives: what gives nothing is not used up: an invitation of one's own, of a
// role that is no more than one's own, or of a unit that one serves already.
func TestInviteGives(t *testing.T) {
	for name, tt := range map[string]struct {
		invite Invite
		person Person
		want   bool
	}{
		"stranger":                     {Invite{Role: Reader, By: "a"}, Person{}, true},
		"one's own":                    {Invite{Role: Liaison, Unit: "甲", By: "a"}, Person{ID: "a", Role: Admin}, false},
		"a supervisor, another's unit": {Invite{Role: Liaison, Unit: "甲", By: "a"}, Person{ID: "b", Role: Admin}, true},
		"a liaison of the unit":        {Invite{Role: Liaison, Unit: "甲", By: "a"}, Person{ID: "b", Role: Liaison, Units: []string{"甲"}}, false},
		"a liaison of another":         {Invite{Role: Liaison, Unit: "甲", By: "a"}, Person{ID: "b", Role: Liaison, Units: []string{"乙"}}, true},
		"a lower role":                 {Invite{Role: Reader, By: "a"}, Person{ID: "b", Role: Liaison}, false},
		"the same role":                {Invite{Role: Leader, By: "a"}, Person{ID: "b", Role: Leader}, false},
		"a higher role":                {Invite{Role: Leader, By: "a"}, Person{ID: "b", Role: Reader}, true},
	} {
		if got := tt.invite.Gives(tt.person); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
