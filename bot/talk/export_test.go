package talk

import (
	"maps"
	"slices"
)

// PressNames returns what the buttons of all features begin with.
func PressNames() []string { return slices.Sorted(maps.Keys(newTable(features).presses)) }
