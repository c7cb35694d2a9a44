package reminders

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// linkWords names a link of the trail.
func linkWords(id int64) string { return "留痕总链第" + strconv.FormatInt(id, 10) + "笔" }

// tableLabels name what a row of a table is; columnLabels what a column holds, where it is
// not the same in every table after the table's name and a point.
var (
	tableLabels = map[string]string{
		"milestones": "任务", "events": "留痕", "plans": "计划", "versions": "计划文本", "corrections": "核对决定", "people": "人员", "bindings": "单位绑定",
		"people_log": "人员记录", "invites": "邀请", "chats": "群", "settings": "规则", "snoozes": "推迟提醒", "deliveries": "提醒", "progress": "提醒进度",
		"parties": "参与单位", "files": "文件", "keys": "签名密钥", "clock": "时钟",
	}
	columnLabels = map[string]string{
		"plan": "所属计划", "key": "标识", "keys.key": "内容", "unit": "单位", "project": "项目", "year": "年份", "goal": "目标", "clause": "出处", "due": "期限", "original": "计划期限",
		"convention": "期限按惯例", "status": "状态", "held": "待核实", "report": "填报内容", "percent": "完成％", "remark": "意见", "shared": "共同责任", "role": "角色",
		"milestones.role": "分工", "wish": "申请的期限", "plea": "延期理由", "urged": "催办日", "since": "起算时间", "updated_at": "更新时间", "others": "参与单位", "begins": "开始日",
		"recurrence": "周期", "period": "期次", "until": "截止日", "merged": "合并到",
		"hash": "校验码", "title": "标题", "imported_at": "导入时间", "current": "现行版本", "number": "版本号", "file": "文件名", "format": "格式", "text": "原文", "source": "原文件",
		"notes": "读取说明", "pages": "分页", "recognised": "识别的文字", "gaps": "没有读到的部分", "read_by": "读取人", "read_at": "读取时间", "applied_by": "采用人", "applied_at": "采用时间",
		"version": "版本", "kind": "种类", "place": "位置", "quote": "原文", "verdict": "决定", "reading": "更正为", "by": "办理人", "at": "时间",
		"name": "姓名", "configured": "配置指定的督查员", "silent": "不收消息", "unreachable": "联系不上", "joined_at": "加入时间", "language": "语言", "hour": "提醒时间", "quiet_from": "免打扰开始", "quiet_to": "免打扰结束",
		"person": "人员", "action": "动作", "actor": "办理人", "created_by": "邀请人", "created_at": "建立时间", "expires_at": "失效时间", "used_by": "使用人", "used_at": "使用时间", "revoked_at": "撤销时间",
		"body": "内容", "milestone": "任务", "day": "日期", "recipient": "接收人", "event": "留痕", "due_at": "应发时间", "sent_at": "发送时间", "message": "消息编号", "next_try": "下次重试时间",
		"superseded": "不再发送", "superseded_at": "不再发送的时间", "opened_by": "打开的人", "opened_name": "打开的人的姓名", "opened_user": "打开的人的用户名", "opened_at": "打开时间",
		"simulated": "设定的时间", "ahead": "与Telegram的差别", "expected": "应是", "shown": "所示", "confirmed": "确认的时间", "through": "已排到", "sha256": "内容", "chat": "群",
	}
)

func columnLabel(table, column string) string {
	return cmp.Or(columnLabels[table+"."+column], columnLabels[column], column)
}

// columnWords names the columns of an edit.
func columnWords(e Edit) string {
	var all []string
	for _, v := range e.Now {
		all = append(all, columnLabel(e.Table, v.Column))
	}
	return strings.Join(all, "、")
}

// rowWords names a row by its key and what is known of it.
func rowWords(table string, key []string, row map[string]string) string {
	of := func(column string) string { return short(unquoted(row[column])) }
	about := func(parts ...string) string {
		var some []string
		for _, p := range parts {
			if p != "" && p != "null" {
				some = append(some, p)
			}
		}
		if len(some) == 0 {
			return ""
		}
		return "（" + strings.Join(some, "，") + "）"
	}
	id := strings.Join(key, " · ")
	switch table {
	case "milestones":
		return "任务" + id + about(of("unit"), of("project"), of("period"))
	case "events":
		return "留痕第" + id + "条"
	case "people":
		return "人员" + id + about(of("name"), roleWords(of("role")))
	case "bindings":
		if len(key) == 2 {
			return "人员" + key[0] + "与单位“" + key[1] + "”的绑定"
		}
	case "invites":
		return "邀请" + short(id) + about(roleWords(of("role")), of("unit"))
	case "versions":
		return "计划文本" + id + about(of("title"), versionWords(of("number")))
	case "settings":
		return "第" + id + "次规则设定"
	case "people_log", "corrections":
		return tableLabels[table] + "第" + id + "条"
	case "deliveries":
		kind := ""
		if k := of("kind"); k != "" {
			kind = Kind(k).Label()
		}
		milestone := of("milestone")
		if milestone != "" && milestone != "null" {
			milestone = "任务" + milestone
		}
		return "提醒" + id + about(milestone, kind, of("day"), toWords(of("recipient")))
	case "progress":
		return "提醒进度"
	case "parties", "snoozes":
		if len(key) == 2 {
			return tableLabels[table] + "“" + key[0] + " · " + key[1] + "”"
		}
	}
	return cmp.Or(tableLabels[table], table) + short(id) + about(of("title"))
}

func toWords(id string) string {
	if id == "" {
		return ""
	}
	return "给" + id
}

func versionWords(number string) string {
	if number == "" || number == "null" {
		return "未采用"
	}
	return "第" + number + "版"
}

func roleWords(role string) string {
	if role == "" || role == "null" {
		return ""
	}
	return Role(role).Label()
}

// heldWords says the most telling columns of a row that nobody has put in.
func heldWords(table string, columns, values []string) string {
	telling := map[string][]string{"people": {"role", "configured"}, "milestones": {"status", "due"}, "invites": {"created_by"}, "settings": {"by"}, "people_log": {"person", "action"}}[table]
	words := ""
	for i, column := range columns {
		for _, t := range telling {
			if t == column && values[i] != "null" {
				words += "，" + columnLabel(table, column) + "是" + valueWords(column, values[i])
			}
		}
	}
	return words
}

// valueWords says what a column holds.
func valueWords(column, raw string) string {
	s := unquoted(raw)
	switch {
	case raw == "null" || raw == "":
		return "空"
	case column == "status":
		return "“" + Status(s).Label() + "”"
	case column == "role" && Role(s).Valid():
		return "“" + Role(s).Label() + "”"
	case column == "due" || column == "original":
		if s == Never().String() {
			return "“没有期限”"
		}
	case column == "text" || column == "source" || column == "hash" || column == "sha256":
		return "校验码" + s[:min(len(s), 12)]
	case column == "held" || column == "configured" || column == "silent" || column == "unreachable" || column == "superseded" || column == "convention":
		return map[string]string{"0": "否", "1": "是"}[s]
	case strings.HasSuffix(column, "_at") || column == "at" || column == "since" || column == "next_try":
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return time.Unix(n, 0).In(chinaTime).Format("2006年1月2日15:04:05")
		}
	}
	return "“" + short(s) + "”"
}

// chinaTime is the zone in which moments of rows are told.
var chinaTime = time.FixedZone("Asia/Shanghai", 8*3600)

// short cuts words that are long.
func short(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
