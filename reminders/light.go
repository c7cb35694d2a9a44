package reminders

// Light (红黄绿灯) says at a glance how a milestone stands.
type Light string

const (
	Green  Light = "green"  // closed, reported in time, or not near its due day
	Yellow Light = "yellow" // due within the rule's days and not reported
	Red    Light = "red"    // overdue
	Grey   Light = "grey"   // held: was past when imported, to be looked at
)

// Lights lists every light, the worst first.
var Lights = []Light{Red, Yellow, Green, Grey}

// Mark is the light as a sign that the colour-blind can tell by its place in the
// words beside it.
func (l Light) Mark() string {
	return map[Light]string{Green: "🟢", Yellow: "🟡", Red: "🔴", Grey: "⚪"}[l]
}

// String names the light.
func (l Light) String() string {
	return map[Light]string{Green: "绿灯", Yellow: "黄灯", Red: "红灯", Grey: "待核实"}[l]
}

// LightRule says when a light turns yellow.
type LightRule struct {
	WarnDays int // days before the due day
}

// DefaultLights warns 30 days ahead.
var DefaultLights = LightRule{WarnDays: 30}

// Light gives the milestone's light on a day.
func (r LightRule) Light(m Milestone, today Day) Light {
	switch {
	case m.Held:
		return Grey
	case m.Overdue(today):
		return Red
	case m.Waiting() && int(m.Due-today) <= r.WarnDays:
		return Yellow
	}
	return Green
}
