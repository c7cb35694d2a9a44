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
			return said.Of("{first}第{part}项之{part2}", "{first}, item {part}.{part2}", first, parts[1], parts[2])
		}
		return said.Of("{first}第{part}项", "{first}, item {part}", first, parts[1])
	case len(parts) == 1 && strings.HasPrefix(ref, "（"):
		return said.Of("第{place}条", "Clause {place}", ref)
	}
	switch ref {
	case PreambleRef:
		return said.Of("引言", "Preamble")
	case ClosingRef:
		return said.Of("尾段", "Closing")
	case NotesRef:
		return said.Of("注释", "Notes")
	case "附件":
		return said.Of("附件", "Annex")
	case "发文信息":
		return said.Of("发文信息", "Front matter")
	}
	return said.Words(strings.Join(parts, "")) // 二、/（一） where numbers start again
}
