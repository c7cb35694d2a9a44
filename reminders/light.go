package reminders

// Light says at a glance how a milestone stands.
type Light string

// The lights, the most pressing first.
const (
	Red    Light = "red"    // overdue
	Yellow Light = "yellow" // needs attention
	Green  Light = "green"  // closed, or in time
	Grey   Light = "grey"   // held: nobody has verified yet how it stands
)

// Lights gives all lights, the most pressing first.
func Lights() []Light { return []Light{Red, Yellow, Green, Grey} }

// Label gives the light's name in Chinese.
func (l Light) Label() string {
	switch l {
	case Red:
		return "红灯"
	case Yellow:
		return "黄灯"
	case Green:
		return "绿灯"
	case Grey:
		return "待核实"
	}
	return string(l)
}

// LightRule says when a milestone turns yellow.
type LightRule struct {
	WarnDays int `json:"warn_days"` // so many days before the due day, if there is no report
}

// DefaultLightRule warns 30 days before the due day.
func DefaultLightRule() LightRule { return LightRule{WarnDays: 30} }

// Light gives the milestone's light on that day:
//
//	closed or cancelled                         green
//	held                                        grey
//	without a deadline                          green
//	reported, up to the due day                 green
//	reported, after the due day                 yellow: a verdict is missing, not the unit's report
//	else after the due day                      red
//	else WarnDays or less before the due day    yellow
//	else                                        green
func (r LightRule) Light(m Milestone, today Day) Light {
	left := m.DaysLeft(today)
	switch {
	case m.Done():
		return Green
	case m.Held:
		return Grey
	case !m.Dated():
		return Green
	case m.Status == Reported && left >= 0:
		return Green
	case m.Status == Reported:
		return Yellow
	case left < 0:
		return Red
	case left <= r.WarnDays:
		return Yellow
	}
	return Green
}
