package evaluation

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// What the first sentence of an answer says to a question that wants yes or no. The
// words are those of the people who wrote the sets, not those of package ask.
var (
	saysNo    = regexp.MustCompile(`不是|够不着|不强制|不要求|没要求|未要求|完不成|严禁|不正确|错了|记错|说错|写错|错误|不对|不够|不达标|不符合|不算|不能|不行|不可以|不满足|不一样|不一致|不准确|有误|没有|没达|没到|没写|没完成|未达|未到|未完成|未写|还差|还少|达不到|尚未|并非|不属|不在|不包括|不含|无须|不需|不用|不必|不得|不允许|不许|不准|禁止|不到|未按|没按|未能|逾期|超期|算不上|谈不上|够不上|没够|低于|应为|应是|应当是|应该是|不符|不达|不包含|未列|没列|未纳入|并无|不归|(?:中|里)无|(?:没|未)(?:满足|符合|过关|进前|进入|通过|安排)|过不[了去]|不完全|不太|不都|不足|不合格|不负责|差\d|超标|没超|有出入|不相?同(?:[^意时]|$)`)
	saysYes   = regexp.MustCompile(`^达到|^就是|已超过|(?:刚好|正好|刚刚|恰好)(?:达到|够|满足)|没错|正确|^是|^对|^有|^可以|^行|^够|^算|^能|是的|达标|符合|够了|已够|满足|已达|已经达|达到了|达到要求|超过了|超出|超额|完成了|已完成|属于|在.{0,12}之内|一样|一致|属实|确实|得对|在列|成员单位之一|范围[内里]|区间[内里]|^合格|^过关|^没问题|^超了|^同一?年|算(?:是)?(?:达到|完成|达标)|需要|包括|还有`)
	yesAtHead = regexp.MustCompile(`^(?:是的?|对|可以|达标|符合要求|够了?|满足|没错|属实|合格|过关)[，,；;：:]`)
	doubleNo  = strings.NewReplacer("不少于", "", "不低于", "", "不高于", "", "不超过", "", "不多于", "", "没有问题", "", "没有低于", "", "不得少于", "", "不得低于", "", "不得超过", "", "没有超过", "在", "没记错", "正确", "没有记错", "正确", "没说错", "正确", "没写错", "正确", "相差", "")
)

// verdictOf reads yes, no or nothing from an answer's first sentence.
func verdictOf(answer string) string {
	first := strings.TrimSpace(answer)
	if i := strings.IndexAny(first, "。！\n"); i >= 0 {
		first = first[:i]
	}
	first = doubleNo.Replace(bare(first))
	switch {
	case yesAtHead.MatchString(first):
		return "yes"
	case saysNo.MatchString(first):
		return "no"
	case saysYes.MatchString(first):
		return "yes"
	}
	return ""
}

var steps = regexp.MustCompile(`[一二三四五六七八九十百]+|\d+`)

// samePlace reports whether a citation stands where one was wanted: （八） is 第八条 and
// 四、/（二）/7. is 7., but 二、/（二） is not 三、（二）; a cell of any annex is 附件.
func samePlace(got, want string) bool {
	if got == want || want == "附件" && (strings.HasPrefix(got, "附件") || strings.HasPrefix(got, "表") || strings.HasPrefix(got, "附表")) {
		return true
	}
	if strings.HasPrefix(got, "附件") || strings.HasPrefix(want, "附件") {
		return false
	}
	g, w := steps.FindAllString(zh.Squeeze(got), -1), steps.FindAllString(zh.Squeeze(want), -1)
	n := min(len(g), len(w))
	return n > 0 && slices.Equal(g[len(g)-n:], w[len(w)-n:])
}

// fewestWays is how many ways to say a verdict a group of words has at least that is one.
const fewestWays = 5

// wanted gives the verdict that a right answer has to give: as it is set down, else as the
// words say of which one has to be in it.
func (q Question) wanted() string {
	if q.Verdict != "" || q.Type != "verdict" {
		return q.Verdict
	}
	for _, group := range q.Must {
		said := map[string]int{}
		for _, words := range group {
			said[verdictOf(words)]++
		}
		if yes, no := said["yes"], said["no"]; yes+no >= fewestWays && max(yes, no) >= 3*min(yes, no) {
			if yes > no {
				return "yes"
			}
			return "no"
		}
	}
	return ""
}
