package knowledge

import (
	"strings"

	"duban/knowledge/said"
)

// PlaceName says where a reference points to, as people do: 第（八）条, 二、（一）,
// 附件2第3项, 附件2第3项之1.
func PlaceName(ref string) said.Sentence {
	parts := strings.Split(ref, "/")
	switch first := parts[0]; {
	case len(parts) > 1 && strings.Trim(parts[1], "0123456789") == "" && (strings.HasPrefix(first, "附") || strings.HasPrefix(first, "表") || strings.HasPrefix(first, "专栏")):
		if len(parts) > 2 {
			return said.Of("%s第%s项之%s", first, parts[1], parts[2])
		}
		return said.Of("%s第%s项", first, parts[1])
	case len(parts) == 1 && strings.HasPrefix(ref, "（"):
		return said.Of("第%s条", ref)
	}
	switch ref {
	case PreambleRef:
		return said.Of("引言")
	case ClosingRef:
		return said.Of("尾段")
	case NotesRef:
		return said.Of("注释")
	case "附件":
		return said.Of("附件")
	case "发文信息":
		return said.Of("发文信息")
	}
	return said.Words(strings.Join(parts, "")) // 二、/（一） where numbers start again
}
