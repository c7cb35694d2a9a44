package knowledge

import "strings"

// PlaceName says where a reference points to, as people do: 第（八）条, 二、（一）,
// 附件2第3项, 附件2第3项之1.
func PlaceName(ref string) string {
	parts := strings.Split(ref, "/")
	switch first := parts[0]; {
	case len(parts) > 1 && strings.Trim(parts[1], "0123456789") == "" && (strings.HasPrefix(first, "附") || strings.HasPrefix(first, "表") || strings.HasPrefix(first, "专栏")):
		name := first + "第" + parts[1] + "项"
		if len(parts) > 2 {
			name += "之" + parts[2]
		}
		return name
	case len(parts) == 1 && strings.HasPrefix(ref, "（"):
		return "第" + ref + "条"
	}
	return strings.Join(parts, "") // 二、/（一） where numbers start again
}
