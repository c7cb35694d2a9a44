package main

import (
	"context"
	"io"
)

// streams are what a command reads from and writes to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// command is one thing that the program does.
type command struct {
	name  string
	about string // what it does, for the list of commands; further lines are indented there
	how   string // how it is called
	plain bool   // takes no options
	bare  bool   // needs nothing of the environment
	run   func(ctx context.Context, c config, args []string, std streams) error
}

// commands are all commands, in the order in which help lists them.
func commands() []command {
	return []command{
		{name: "chat", how: howChat, about: `在终端里对话，不用令牌也不用网络；也可以从管道读问题
--as 柯桥区        以该单位联络员的身份
--now 2023-12-01   设定时间（演示用）`,
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runChat(ctx, c, args, std.in, std.out, std.err)
			}},
		{name: "ask", how: howAsk, about: `问一句就走：duban ask "谁负责千校结好"；--jsonl 逐行问答；
--plan 文件或计划名 问哪一份，--version 1 问旧版本`,
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runAsk(ctx, c, args, std.in, std.out, std.err)
			}},
		{name: "eval", how: evalUsage, about: "拿带标准答案的题集打分：duban eval 题集.jsonl [--plan 文件]",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runEval(ctx, c, args, std.out)
			}},
		{name: "serve", how: howServe, plain: true, about: "接上 Telegram（需要 DUBAN_TELEGRAM_TOKEN）",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runServe(ctx, c, args, std.err)
			}},
		{name: "import", how: howImport, about: "导入计划文件：duban import 文件 [--yes]；先看读到什么、改了什么，再采用",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runImport(ctx, c, args, std.in, std.out, std.err)
			}},
		{name: "plan", how: planUsage, about: `计划：list 列表、review 修正和存疑、accept/correct/dismiss 核对、
tasks 任务清单、diff 版本差别、export 导出、withdraw 停用`,
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runPlan(ctx, c, args, std.in, std.out)
			}},
		{name: "simulate", how: howSimulate, about: `预演提醒：--from 2023-10-01 --to 2024-01-31 [--unit 柯桥区]；
--summary 只要汇总，--ics 导出成日历`,
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runSimulate(ctx, c, args, std.out)
			}},
		{name: "ledger", how: howLedger, about: `台账导出：duban ledger > 台账.csv，--xlsx > 台账.xlsx；
填好的收回：duban ledger import 台账.xlsx [--yes]`,
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runLedger(ctx, c, args, std.in, std.out)
			}},
		{name: "questions", how: howQuestions, plain: true, about: "没答上或被点踩的问题导出成 CSV",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runQuestions(ctx, c, args, std.out)
			}},
		{name: "audit", how: howAudit, about: "留痕：audit verify 核对留痕和台账，--anchor 与聊天里的锚对照；audit export > 留痕.csv 导出",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runAudit(ctx, c, args, std.out)
			}},
		{name: "backup", how: howBackup, about: "备份：duban backup 文件.zip，运行时也可以；--recipient 加密",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runBackup(ctx, c, args, std.out)
			}},
		{name: "restore", how: howRestore, about: "恢复备份：duban restore 文件.zip [--yes]，先停掉运行的；先说会失去什么，原来的数据另存，不删",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runRestore(ctx, c, args, std.in, std.out)
			}},
		{name: "updates", how: howUpdates, plain: true, about: "搁置的消息：试了三次办不成的，列出来，retry 再试，drop 放弃",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runUpdates(ctx, c, args, std.out)
			}},
		{name: "clock", how: howClock, plain: true, about: "时钟：机器的时间跳动一天以上，提醒停发；clock 看，clock confirm 确认",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runClock(ctx, c, args, std.out)
			}},
		{name: "doctor", how: howDoctor, about: "体检：数据、留痕、佐证、时钟、节假日、人员、发送，一样一行；--repair 重建索引，--clean 清理",
			run: func(ctx context.Context, c config, args []string, std streams) error {
				return runDoctor(ctx, c, args, std.in, std.out)
			}},
		{name: "version", how: "用法：duban version。", plain: true, bare: true, about: "程序的版本、构建时间和所用的 Go",
			run: func(_ context.Context, _ config, args []string, std streams) error {
				return runVersion(args, std.out)
			}},
		{name: "licences", how: howLicences, bare: true, about: "程序各部分和所带数据的许可证",
			run: func(_ context.Context, _ config, args []string, std streams) error {
				return runLicences(args, std.out)
			}},
	}
}
