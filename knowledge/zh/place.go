package zh

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed places.txt
var placeList string

var places = sync.OnceValue(func() []string {
	var out []string
	for line := range strings.Lines(placeList) {
		if name := strings.TrimSpace(line); name != "" && !strings.HasPrefix(name, "#") {
			out = append(out, name)
		}
	}
	return out
})

// Places gives the names of China's provinces, prefectures and counties, with
// their endings (绍兴市, 越城区).
func Places() []string { return places() }

// placeEndings are the words that end the name of an area, longest first.
var placeEndings = []string{"自治区", "自治州", "自治县", "特别行政区", "开发区", "新区", "地区", "林区", "省", "市", "区", "县", "州", "盟", "旗", "镇", "乡"}

// ShortPlace drops the ending of an area's name (柯桥区 is 柯桥) where at least two
// characters remain; otherwise the name comes back whole.
func ShortPlace(name string) string {
	for _, end := range placeEndings {
		if short, ok := strings.CutSuffix(name, end); ok && len([]rune(short)) >= 2 {
			return short
		}
	}
	return name
}
