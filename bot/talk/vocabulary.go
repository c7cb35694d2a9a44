package talk

import "strings"

// vocabulary gives the words of each meaning, folded as zh.Fold does. A word stands for
// one meaning; of words that begin alike the one that leaves the least of a message
// unexplained is read.
var vocabulary = []struct {
	meaning meaning
	words   string
}{
	{filler, `生成 地方 部分 内容 迟迟 用 用的 speak 提到 提 所有的 今后 而已 关于 一共有 会 会不会 是不是 有没有 去 过 着 几 帮着 自动 后来 才能 快点 赶紧 赶快 立刻 出来 起来 进去 只 只有 只要 全 全部的 错过 大概 到底 究竟 怎么回事 这个 请 请问 麻烦 劳驾 待 成 才 刚才 刚才的 帮 帮我 帮忙 帮我们 给 给我 给我们 给大家 替我 为我 想 想要 想看 我想 我想看 我要 要 需要 得 该 应该 看 看看 看下 看一下 看一看 瞧瞧 我看
		查 查查 查下 查一下 查看 查询 一查 发 发给 发给我 发我 发来 发出来 发一份 发一下 发一张 来 来个 来一个 来份 来一份 来张 来一张 拿 拿来 调 调出 打开 显示 展示 列 列出 列出来 列一下 列个 拉 拉一下 弄 弄个 做 做个 做一张 画 画一张 画个 出 出个 出一张
		说 说说 说下 说一下 讲讲 讲下 告诉我 告诉 让我 让 了解 了解一下 了解下 知道 想知道 了 吧 呢 吗 嘛 么 啊 呀 哈 哦 噢 哎 诶 喂 嗯 的 地 现在 目前 当前 眼下 此刻 到现在 到目前 至今 截至目前 有 是 都 还 还有 就 就是 先 再 再来 又 也 把 将 对 在 到 和 与 及 跟 以及 被 所 其中 里面 里 中 上 下
		一下 一份 一个 一张 一项 一遍 一声 份 个 张 项 条 家 能 能不能 可以 可不可以 可否 能否 好 好的 好吧 行 行吧 ok 那 那个 这 这些 那些 这边 上面 大家 各位 同志 老师 您 你 你好 您好 你们 机器人 小助手 助手 督办 督办助手 谢谢 多谢 辛苦 辛苦了 今天的 最新 最新的 新 具体 详细 完整 每个 各 各个 各单位 各县 各区 各地 分别 情况 方面
		, . ! ? : ; " ' ( ) / - 、 。 ， ！ ？ ： ； … … 《 》 please the a an my me show give send i want to see let what's is are how's of for by can you do does in on it that this all the any still yet there`},
	{"mine", `我 我的 我们 我们的 咱 咱们 咱们的 俺 俺们 本人 自己 本单位 本单位的 我单位 我们单位 我们单位的 咱单位 单位里 本局 我局 我们局 我们局的 咱局 咱们局 我县 我们县 本县 我区 我们区 本区 我市 我们这 我们这边 我这 我这边 我这里 我们这里 我方 手头 手上 手里 我手上 我手头 名下 我名下 我们名下 mine ours our we us`},
	{"task", `任务 工作任务 重点任务 待办 待办事项 代办 工作 事项 事情 事 事儿 活 活儿 节点 要办 要办的 该办的 要做的 该做的 任务清单 清单 单子 任务单 tasks task todo todos list`},
	{"what", `什么 啥 哪些 有哪些 有什么 有啥 都有什么 都有啥 哪几项 哪几个 哪几条 哪项 哪个 哪一项 多少 几项 几个 几条 有几项 有多少 是啥 是哪些 什么事 what which`},
	{"dowhat", `做什么 干什么 干啥 做啥 办什么 办啥 做哪些 干哪些 办哪些`},
	{"who", `谁 谁家 有谁 哪个单位 哪些单位 哪几个单位 哪家单位 哪几家单位 哪家 哪几家 哪些地方 哪个局 哪些局 哪几个局 哪个县 哪些县 哪几个县 哪个区 哪些区 哪些县市区 哪个部门 哪些部门 哪几个部门 单位 部门 县市区 区县 who whom`},
	{"many", `几家 几个人 几家单位 多少个 多少项 多少家 总共多少 一共多少 一共 总共 共 总数 数量 how many`},
	{"when", `什么时候 啥时候 何时 几时 几点 哪天 哪一天 多久 多长时间 几天 提前几天 提前多久 几次 一次 几回 when`},
	{"how", `怎么 怎么才能 如何 怎样 咋 咋样才能 怎么样才能 要怎么 该怎么 怎么办理 在哪 在哪里 哪里 哪儿 在哪儿 从哪 从哪里 到哪 去哪 去哪里 哪里能 哪里可以 步骤 流程 方法 how where`},
	{"not", `差 还差 还缺 缺 没有人 没得 从没 未曾 没 没有 没人 未 还没 还没有 还未 尚未 没能 不 还不 仍未 一直没 not`},
	{"already", `已 已经 已经都 都已 都已经 早 早就 刚 刚刚 already`},
	{"received", `收到 收到了 已收到 收悉 知悉 已知悉 已阅 知道了 明白 明白了 接到 领了 好的收到 收到谢谢 received noted got`},
	{"ack", `签收 签 签了 接收 接单 认领 签收确认 确认签收 acknowledge acknowledged ack`},
	{"report", `填报 上报 汇报 报 填 填表 报进度 报进展 报送 填进度 填进展 交 交了 上交 提交 反馈 反馈进展 回复进展 动静 report reported`},
	{"verify", `处理 要处理的 等我审核 等着审核 等我处理 等我批的 要我审 审核 审批 审 批 核定 待审核 待审 要审的 等我审 待批 待我审核 等我批 verify`},
	{"finish", `干 弄 办 搞 完成 办好 做好 干完 落实 弄完 finish finished complete completed`},
	{"close", `销号 办结 办结了 结了 结项 close closed`},
	{"done", `完成了 已完成 已经完成 办完 办完了 已办完 已经办完 做完 做完了 已做完 已经做完 干完了 弄完了 弄好了 办好了 做好了 搞定 搞定了 完事 完事了 完工 落实了 已落实 done`},
	{"extend", `延期 延长 展期 宽限 缓 缓缓 缓一缓 往后推 申请延期 延期申请 推迟 延 延一延 extension extend`},
	{"returned", `退回 打回 打回来 退回来 驳回 被退 退的 returned`},
	{"answer", `答复 待答复 批复 回复 answer`},
	{"due", `限期 时限 到点 到期 截止 截至 要到期 该到期 到日子 到时间 期限 该交 要交 到期日 到期日期 deadline due`},
	{"soon", `快到期 快要到期 就要到期 即将到期 马上到期 马上要到期 临期 临近 快到 快 快要 即将 马上 最近 近期 接下来 眼前 soon upcoming next up`},
	{"late", `问题单位 拖拉 拖延的 拖沓 慢 最差 差的 不按时 没跟上 跟不上 逾期 超期 过期 拖 拖延 拖着 拖欠 拖后腿 拖了后腿 拖最久 落后 滞后 掉队 欠账 没按时 没有按时 未按时 没按期 未按期 延误 耽误 晚了 迟了 落在后面 垫底 最慢 late overdue behind lagging delayed`},
	{"red", `红灯 亮红灯 红的 标红 飘红 爆红 red`},
	{"yellow", `黄灯 亮黄灯 黄的 标黄 预警 yellow`},
	{"green", `绿灯 亮绿灯 绿的 green`},
	{"lights", `灯 亮灯 红黄绿 红黄绿灯 红绿灯 lights`},
	{"progress", `进度 进展 进展情况 进度情况 状态 完成情况 总体情况 整体情况 落实情况 办理情况 推进情况 执行情况 工作情况 任务情况 总体 整体 汇总 概况 概览 全局 大盘 总览 怎样了 怎么样了 怎么样 咋样 咋样了 如何了 做得怎样 做得怎么样 干得怎么样 推进得怎么样 推进得如何 推进 走到哪一步 到哪一步 到哪步 到什么程度 完成率 完成度 销号率 统计 数据 形势 status progress overview`},
	{"picture", `图 一张图 图片 图表 进度图 进度表图 图示 柱状图 看板 picture pictures chart`},
	{"matrix", `任务图 矩阵 矩阵图 任务矩阵 matrix`},
	{"ledger", `台账 任务台账 督办台账 台帐 表格 报表 表 excel xlsx 电子表格 ledger spreadsheet`},
	{"export", `打印 打出来 导出 下载 导 export download`},
	{"brief", `简报 督查简报 月报 季报 工作简报 通报 小结 brief`},
	{"calendar", `日历 日程 日程表 手机日历 ics calendar`},
	{"urge", `催 催办 催一催 催一下 催下 催催 催促 督促 督一下 提醒一下 点一下 urge`},
	{"invite", `进来 加进来 让 进群 邀请 邀 邀请码 邀请链接 请进来 拉进来 加入 添加 加人 invite`},
	{"people", `移出 移除 谁负责联络 对接人 经办人 负责联络 人员 人员名单 联络员 联络员名单 名单 有哪些人 哪些人 成员 通讯录 联系人 花名册 people members`},
	{"leave", `我不用了 换人了 离开 我要离开 退出登记 注销 注销账号 不用了 不干了 调走了 leave quit`},
	{"bind", `群 本群 这个群 绑定 绑定本群 绑定到 绑定这个群 群绑定 解除绑定 bind`},
	{"rules", `规则 提醒规则 督办规则 亮灯规则 催办规则 rules rule`},
	{"remind", `提醒 通知 提醒我 remind reminder reminders`},
	{"hours", `静音 打扰 提醒时间 免打扰 勿扰 我的提醒 个人设置 提醒设置 别打扰 hours quiet`},
	{"plan", `计划 计划信息 文件信息 这是什么计划 计划的情况 计划情况 计划列表 哪些计划 有哪些计划 有几份计划 plan plans`},
	{"import", `导入 导入计划 导入文件 上传 上传文件 上传计划 加计划 新计划 换计划 更新计划 录入 import upload`},
	{"file", `文件 文档 新文件 file`},
	{"review", `核对 核对存疑 存疑 待核对 更正 改正 纠错 校对 复核 订正 review correct`},
	{"unanswered", `没答上 没答上的 没答上来 没答上来的 没回答 没回答的 未答 未答的 答不上 答不上来 答不上来的 没答出来 没答出来的 unanswered missed`},
	{"question", `问 提问题 发问 问题 提问 question questions`},
	{"faq", `常见问答 问答 常见问题 faq`},
	{"alias", `别名 简称 俗称 alias`},
	{"help", `使用方法 使用 操作方法 怎么操作 操作指南 帮助 用法 怎么用 咋用 怎么使用 如何使用 使用说明 使用手册 说明书 说明 手册 菜单 指令 命令 功能 有什么功能 有哪些功能 会什么 会干什么 会做什么 能干什么 能做什么 能干啥 会啥 能帮我做什么 教程 指南 新手 help menu manual guide`},
	{"cancel", `取消 算了 退出 不填 不填了 不办了 不报了 放弃 先不填 cancel stop`},
	{"undo", `撤销 撤回 反悔 恢复刚才 撤了 撤销刚才的 undo`},
	{"next", `下一页 下页 下一屏 后面 后面的 继续 往后 往下 往后翻 往下翻 翻页 接着看 next more`},
	{"previous", `上一页 上页 上一屏 前一页 往前 往前翻 翻回去 previous back`},
	{"search", `搜索 搜 搜一下 搜下 搜搜 检索 查找 找 找一下 找找 全文搜索 全文检索 search find`},
	{"english", `english in english 英文 英语 说英语 用英文`},
	{"chinese", `chinese 中文 汉语 说中文 用中文`},
	{"start", `开始 start`},
	{"evidence", `佐证 佐证材料 材料 附件 照片 凭证 证明 证明材料 传 evidence proof`},
	{"wrong", `错 错了 弄错 弄错了 读错 读错了 识别错了 不对 有误 有错 wrong mistake`},
	{"night", `晚上 夜里 半夜 周末 休息 中午 早上`},
	{"ahead", `提前 提早 before`},
	{"add", `加 增加 新增 add`},
	{"withdraw", `停用 作废 下架 withdraw`},
	{"change", `改 改一下 修改 设 设置 设定 调整 换 调成 改成 改为 设为 change set`},
	{"page", `页 page`},
	{"clock", `时钟 机器时间 系统时间 clock`},
}

// meanings gives each word's meaning; the longest has so many characters.
var meanings, longestWord = func() (map[string]meaning, int) {
	all, longest := map[string]meaning{}, 0
	for _, entry := range vocabulary {
		for word := range strings.FieldsSeq(entry.words) {
			if all[word] == "" {
				all[word] = entry.meaning
			}
			longest = max(longest, len([]rune(word)))
		}
	}
	return all, longest
}()
