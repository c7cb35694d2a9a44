package talk

import (
	"regexp"
	"strings"
)

// command is something to do, as opposed to a question to the plan.
type command struct {
	name string // without the slash: status, mine, …
	args string
}

// spoken gives commands in everyday words. What stands before or after the words
// is the argument: 柯桥区进度.
var spoken = []struct {
	name    string
	args    bool // the first group is the argument
	pattern *regexp.Regexp
}{
	{"help", false, regexp.MustCompile(`^(帮助|使用说明|说明书|菜单)$`)},
	{"mine", false, regexp.MustCompile(`^(我的任务|我的待办|待办|我的|任务清单|我要做什么|待审核|审核|待答复|(?:我要)?(?:签收|填报|延期|申请延期|报进度))$`)},
	{"plan", false, regexp.MustCompile(`^(计划|计划信息|这是什么计划)$`)},
	{"cancel", false, regexp.MustCompile(`^(取消|算了|退出|不填了)$`)},
	{"english", false, regexp.MustCompile(`^(?i:english|in english|英文|英语)$`)},
	{"chinese", false, regexp.MustCompile(`^(?i:chinese|中文|汉语)$`)},
	{"people", false, regexp.MustCompile(`^(?:人员|人员名单|联络员名单|有哪些人)$`)},
	{"leave", false, regexp.MustCompile(`^(?:离开|我要离开|退出登记|注销)$`)},
	{"bind", true, regexp.MustCompile(`^(?:绑定(?:本群)?(?:到)?\s*(.{0,20})|解除绑定)$`)},
	{"calendar", false, regexp.MustCompile(`^(?:日历|导出日历|日程)$`)},
	{"picture", true, regexp.MustCompile(`^(.{0,12}?(?:进度|任务)图.{0,12})$`)},
	{"hours", true, regexp.MustCompile(`^((?:提醒时间|免打扰)(?:\s*.{0,20})?)$`)},
	{"hours", false, regexp.MustCompile(`^(?:我的提醒|个人设置|提醒设置)$`)},
	{"rules", true, regexp.MustCompile(`^(?:规则|提醒规则|督办规则)(?:[\s：:]+(.{1,60}))?$`)},
	{"urge", true, regexp.MustCompile(`^催办\s*(.{0,20})$`)},
	{"ledger", false, regexp.MustCompile(`^(?:台账|导出台账|下载台账|任务台账)$`)},
	{"brief", true, regexp.MustCompile(`^(.{0,12}?)(?:督查)?简报$`)},
	{"status", true, regexp.MustCompile(`^(.{0,12}?)的?(?:进度|状态|总体情况|完成情况)$`)},
	{"status", true, regexp.MustCompile(`^(?:进度|状态)\s+(.{1,20})$`)},
	{"import", false, regexp.MustCompile(`^(?:怎么|如何)?导入(?:新的?)?(?:计划|文件)?$`)},
	{"review", false, regexp.MustCompile(`^(?:核对|核对存疑|存疑|待核对)$`)},
	{"unanswered", false, regexp.MustCompile(`^(?:没答上的问题|没答上的|没回答的问题|未答问题|未答的问题)$`)},
	{"faq", true, regexp.MustCompile(`^(?:常见问答|问答)(?:\s+(.{1,250}))?$`)},
	{"alias", true, regexp.MustCompile(`^别名(?:\s+(.{1,250}))?$`)},
	{"help", false, regexp.MustCompile(`^(?i:help|menu)$`)},
	{"mine", false, regexp.MustCompile(`^(?i:(?:my )?tasks|to verify)$`)},
	{"cancel", false, regexp.MustCompile(`^(?i:cancel)$`)},
	{"status", true, regexp.MustCompile(`^(?i:status|progress)(?:\s+(.{1,20}))?$`)},
	{"brief", true, regexp.MustCompile(`^(?i:brief)(?:\s+(.{1,20}))?$`)},
	{"urge", true, regexp.MustCompile(`^(?i:urge)(?:\s+(.{1,20}))?$`)},
	{"invite", true, regexp.MustCompile(`^(?i:invite)(?:\s+(.{1,20}))?$`)},
	{"rules", true, regexp.MustCompile(`^(?i:rules)(?:\s+(.{1,60}))?$`)},
	{"ledger", false, regexp.MustCompile(`^(?i:ledger)$`)},
	{"calendar", false, regexp.MustCompile(`^(?i:calendar)$`)},
	{"people", false, regexp.MustCompile(`^(?i:people)$`)},
	{"picture", false, regexp.MustCompile(`^(?i:pictures?)$`)},
	{"plan", false, regexp.MustCompile(`^(?i:plan)$`)},
	{"leave", false, regexp.MustCompile(`^(?i:leave)$`)},
	{"invite", true, regexp.MustCompile(`^邀请\s*(.{0,20})$`)},
}

// readCommand finds a command in a message. Telegram's form is "/status 柯桥区";
// people also just write 进度.
func readCommand(text string) (command, bool) {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "/"); ok {
		name, args, _ := strings.Cut(rest, " ")
		return command{strings.ToLower(name), strings.TrimSpace(args)}, name != ""
	}
	text = strings.TrimRight(text, "？?。.！! ")
	for _, s := range spoken {
		if m := s.pattern.FindStringSubmatch(text); m != nil {
			args := ""
			if len(m) > 1 && s.args {
				args = strings.TrimSpace(m[1])
			}
			return command{s.name, args}, true
		}
	}
	return command{}, false
}
