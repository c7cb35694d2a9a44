package main

import (
	"context"
	"fmt"
	"io"
)

const help = `督办：按计划原文回答问题，管各单位的任务台账，到期提醒。

用法：duban <命令>

  chat       在终端里对话，不用令牌也不用网络；也可以从管道读问题
             --as 柯桥区        以该单位联络员的身份
             --now 2023-12-01   设定时间（演示用）
  ask        问一句就走：duban ask "谁负责千校结好"；--jsonl 逐行问答；
             --plan 文件或计划名 问哪一份，--version 1 问旧版本
  eval       拿带标准答案的题集打分：duban eval 题集.jsonl [--plan 文件]
  serve      接上 Telegram（需要 DUBAN_TELEGRAM_TOKEN）
  import     导入计划文件：duban import 文件 [--yes]；先看读到什么、改了什么，再采用
  plan       计划：list 列表、review 修正和存疑、accept/correct/dismiss 核对、
             diff 版本差别、export 导出、withdraw 停用
  simulate   预演提醒：--from 2023-10-01 --to 2024-01-31 [--unit 柯桥区]；
             --summary 只要汇总，--ics 导出成日历
  ledger     台账导出：duban ledger > 台账.csv，--xlsx > 台账.xlsx；
             填好的收回：duban ledger import 台账.xlsx [--yes]
  questions  没答上或被点踩的问题导出成 CSV
  audit      留痕：audit verify 核对；audit export > 留痕.csv 导出
  backup     备份：duban backup 文件.zip，运行时也可以
  restore    恢复备份：duban restore 文件.zip，先停掉运行的；原来的数据另存，不删
  doctor     体检：数据、留痕、佐证、时钟、节假日、人员、发送，一样一行

数据放在 DUBAN_DATA 指定的文件夹，不设时用用户的配置文件夹。
`

// run carries out one command line. It returns when the command is done or ctx
// ends; errors carry their sentence and exit code.
func run(ctx context.Context, args, environ []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		_, err := io.WriteString(stdout, help)
		return err
	}
	if args[0] == childName {
		return runReadFile(ctx, args[1:], stdin, stdout)
	}
	c, err := readConfig(environ)
	if err != nil {
		return err
	}
	switch args[0] {
	case "chat":
		return runChat(ctx, c, args[1:], stdin, stdout, stderr)
	case "ask":
		return runAsk(ctx, c, args[1:], stdin, stdout, stderr)
	case "eval":
		return runEval(ctx, c, args[1:], stdout)
	case "serve":
		return runServe(ctx, c, args[1:], stderr)
	case "plan":
		return runPlan(ctx, c, args[1:], stdin, stdout)
	case "import":
		return runImport(ctx, c, args[1:], stdin, stdout, stderr)
	case "simulate":
		return runSimulate(ctx, c, args[1:], stdout)
	case "ledger":
		return runLedger(ctx, c, args[1:], stdin, stdout)
	case "questions":
		return runQuestions(ctx, c, args[1:], stdout)
	case "audit":
		return runAudit(ctx, c, args[1:], stdout)
	case "backup":
		return runBackup(ctx, c, args[1:], stdout)
	case "restore":
		return runRestore(ctx, c, args[1:], stdout)
	case "doctor":
		return runDoctor(ctx, c, args[1:], stdout)
	}
	return usage(fmt.Sprintf("没有“%s”这个命令，运行 duban help 看用法。", args[0]))
}
