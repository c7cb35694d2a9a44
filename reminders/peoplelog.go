package reminders

import (
	"cmp"
	"time"
)

// PersonEvent is one change of who may do what. None is ever changed or deleted.
type PersonEvent struct {
	ID     int64
	Person Recipient // or the chat
	Action string    // see Label
	Role   Role
	Unit   string
	Actor  Recipient
	At     time.Time
}

var personActions = map[string]string{
	"configure": "配置为督查员", "unconfigure": "撤销配置", "invite": "邀请", "bind": "登记", "unbind": "解除绑定", "unreachable": "联系不上", "reachable": "重新联系上",
	"hours": "改提醒时间", "remove": "移出", "leave": "退出", "revoke": "撤销邀请", "group": "绑定群", "ungroup": "解除群", "clock": "确认时钟", "open": "打开邀请",
}

// Label gives what was done in Chinese.
func (e PersonEvent) Label() string { return cmp.Or(personActions[e.Action], e.Action) }
