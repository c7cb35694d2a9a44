package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"duban/bot/office"
	"duban/bot/talk"
	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/said"
	"duban/reminders"
)

const planUsage = `用法：
  duban plan list                             已导入的计划和版本
  duban plan review [文件|计划名]             读取时的修正、存疑和核对过的地方
  duban plan tasks [文件|计划名] [--xlsx]      任务清单；--xlsx 写成表格，填×后用 --fill 表格.xlsx 交回
  duban plan accept 3 / dismiss 3             第3处存疑照此读取／忽略
  duban plan correct 3 "文字"                 第3处存疑更正，文字照原文写
  duban plan reopen 2                         撤销第2个核对决定
  duban plan diff [计划名] [--from 1 --to 2]  两个版本逐条逐格的差别
  duban plan export [文件|计划名] --json      导出读到的内容；--text 导出原文
  duban plan withdraw 计划名                  停用一份计划
计划名写文号或标题里的几个字，不写就是最近导入的；--plan 计划名 和 --version 版本 可以跟在各条后面。`

// planCommand is the command line of plan.
type planCommand struct {
	config  config
	plan    string // name or file
	version int
	from    int
	to      int
	json    bool
	text    bool
	yes     bool
	xlsx    bool
	fill    string   // a list of tasks that was filled in
	args    []string // what else stands there
	stdin   io.Reader
	out     io.Writer
}

// runPlan looks at plans and settles what was unclear in them.
func runPlan(ctx context.Context, c config, args []string, stdin io.Reader, stdout io.Writer) error {
	if len(args) == 0 {
		return usage(planUsage)
	}
	p := planCommand{config: c, stdin: stdin, out: stdout}
	flags := newFlags("plan")
	flags.BoolVar(&p.json, "json", false, "")
	flags.BoolVar(&p.text, "text", false, "")
	flags.BoolVar(&p.yes, "yes", false, "")
	flags.BoolVar(&p.xlsx, "xlsx", false, "")
	flags.StringVar(&p.fill, "fill", "", "")
	flags.StringVar(&p.plan, "plan", "", "")
	flags.IntVar(&p.version, "version", 0, "")
	flags.IntVar(&p.from, "from", 0, "")
	flags.IntVar(&p.to, "to", 0, "")
	rest, err := parse(flags, "\n"+planUsage, args[1:])
	if err != nil {
		return err
	}
	p.args = rest
	named := func(run func(context.Context) error) error {
		if len(p.args) > 1 || len(p.args) == 1 && p.plan != "" {
			return usage(planUsage)
		}
		if len(p.args) == 1 {
			p.plan = p.args[0]
		}
		return run(ctx)
	}
	switch args[0] {
	case "list":
		if len(rest) > 0 {
			return usage(planUsage)
		}
		return p.list(ctx)
	case "export":
		return named(p.export)
	case "review":
		return named(p.review)
	case "tasks":
		return named(p.tasks)
	case "diff":
		return named(p.diff)
	case "withdraw":
		return named(p.withdraw)
	case "accept":
		return p.settle(ctx, reminders.Accept)
	case "dismiss":
		return p.settle(ctx, reminders.Dismiss)
	case "correct":
		return p.settle(ctx, reminders.Correct)
	case "reopen":
		return p.settle(ctx, reminders.Reopen)
	}
	return usage(planUsage)
}

// planRead is a plan that was read, from a file or as a version of an imported one.
type planRead struct {
	*knowledge.Plan
	key       string // in the diary; empty for a file
	version   int
	decisions []reminders.Correction
}

// read gives the plan that the command line names.
func (p *planCommand) read(ctx context.Context) (planRead, error) {
	if _, err := os.Stat(p.plan); p.plan != "" && err == nil {
		if p.version != 0 {
			return planRead{}, usage("文件没有版本号；--version 只用于已导入的计划。")
		}
		doc, err := readFile(ctx, p.config, p.plan, nil)
		if err != nil {
			return planRead{}, err
		}
		plan, err := gongwen.Parse(doc.Text)
		if err == nil {
			office.CarryPlaces(plan, doc)
		}
		return planRead{Plan: plan}, err
	}
	if strings.ContainsAny(p.plan, "./\\") {
		return planRead{}, fail("找不到文件 "+p.plan+"，请检查路径。", nil)
	}
	l, err := lookUpLibrary(ctx, p.config)
	if err != nil {
		return planRead{}, err
	}
	defer l.Close()
	return p.choose(ctx, l)
}

// choose gives the version of the library's plan that the command line names.
func (p *planCommand) choose(ctx context.Context, l *library) (planRead, error) {
	b, err := l.named(p.plan)
	if err != nil {
		return planRead{}, err
	}
	read := planRead{Plan: b.Plan(), key: b.Key, version: b.Version}
	if p.version != 0 && p.version != read.version {
		v, err := l.version(ctx, read.key, p.version)
		if err != nil {
			return planRead{}, err
		}
		read.version = v.Number
		if read.Plan, err = l.PlanOf(ctx, v); err != nil {
			return planRead{}, err
		}
	}
	if l.store != nil {
		if read.decisions, err = l.store.Corrections(ctx, read.key, read.version); err != nil {
			return planRead{}, fail("核对记录读不出来，请检查数据文件夹的权限。", err)
		}
	}
	return read, nil
}

// list prints the plans with their versions.
func (p *planCommand) list(ctx context.Context) error {
	l, err := lookUpLibrary(ctx, p.config)
	if err != nil {
		return err
	}
	defer l.Close()
	for _, b := range l.Books() {
		fmt.Fprintf(p.out, "《%s》%s\n", b.Plan().Title, b.Plan().DocNo)
		if l.store == nil {
			continue
		}
		versions, err := l.store.Versions(ctx, b.Key)
		if err != nil {
			return fail("台账里的计划读不出来，请检查数据文件夹的权限。", err)
		}
		for _, v := range versions {
			fmt.Fprintln(p.out, "  "+talk.VersionLine(v, p.config.location))
		}
	}
	return nil
}

func (p *planCommand) export(ctx context.Context) error {
	if p.json == p.text {
		return usage("请加上 --json（读到的内容）或 --text（原文）。")
	}
	read, err := p.read(ctx)
	if err != nil {
		return err
	}
	if p.json {
		err = knowledge.Export(p.out, read.Plan)
	} else {
		_, err = io.WriteString(p.out, read.Source)
	}
	if err != nil {
		return fail("导出写不出去。", err)
	}
	return nil
}

// review prints what was read, and where a person should look.
func (p *planCommand) review(ctx context.Context) error {
	read, err := p.read(ctx)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "《%s》%s\n%s\n", read.Title, read.DocNo, talk.Summary(read.Plan))
	line := func(start int) int {
		return strings.Count(read.Source[:min(max(start, 0), len(read.Source))], "\n") + 1
	}
	fmt.Fprintf(&b, "\n修正%d处：\n", len(read.Repairs))
	for _, r := range read.Repairs {
		fmt.Fprintf(&b, "第%d行 %s\n  原样：%q\n  读作：%q\n", line(r.Start), r.Reason, r.Found, r.Read)
	}
	fmt.Fprintf(&b, "\n存疑%d处：\n", len(read.Doubts))
	for i, d := range read.Doubts {
		fmt.Fprintf(&b, "%d. 第%d行 %s\n", i+1, line(d.Start), talk.DoubtLine(read.Plan, d))
	}
	if lines := talk.MissingLines(read.Plan); len(lines) > 0 {
		fmt.Fprintf(&b, "\n%s\n", strings.Join(lines, "\n"))
	}
	if len(read.decisions) > 0 {
		fmt.Fprintf(&b, "\n核对过%d处：\n", len(read.decisions))
		for i, c := range read.decisions {
			fmt.Fprintf(&b, "%d. %s%s\n", i+1, decisionLine(c), c.At.In(p.config.location).Format("（2006年1月2日）"))
		}
	}
	_, err = io.WriteString(p.out, b.String())
	return err
}

func decisionLine(c reminders.Correction) string {
	s := "“" + c.Quote + "”"
	if c.Place != "" {
		s = c.Place + s
	}
	if c.Kind == office.TaskKind {
		return s + "不列为任务"
	}
	s += c.Verdict.Label()
	if c.Reading != "" {
		s += "为“" + c.Reading + "”"
	}
	return s
}

// settle decides about one doubt by its number in the list of review, or takes the
// decision of that number back.
func (p *planCommand) settle(ctx context.Context, verdict reminders.Verdict) (err error) {
	words := ""
	if verdict == reminders.Correct && len(p.args) > 1 {
		words, p.args = strings.Join(p.args[1:], " "), p.args[:1]
	}
	if len(p.args) != 1 || (verdict == reminders.Correct) != (words != "") || p.version != 0 {
		return usage(planUsage)
	}
	n, err := strconv.Atoi(p.args[0])
	if err != nil {
		return usage(planUsage)
	}
	d, err := openAsLocal(ctx, p.config, p.config.clock.Now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	read, err := p.choose(ctx, d.library)
	if err != nil {
		return err
	}
	var doubts []knowledge.Doubt
	if verdict == reminders.Reopen {
		for _, c := range read.decisions {
			doubts = append(doubts, knowledge.Doubt{Kind: c.Kind, Place: c.Place, Quote: c.Quote})
		}
	} else {
		doubts = read.Doubts
	}
	if n < 1 || n > len(doubts) {
		return usage(fmt.Sprintf("没有第%d处，共%d处，请用 duban plan review 看编号。", n, len(doubts)))
	}
	one := doubts[n-1]
	err = d.library.Settle(ctx, read.key, one, verdict, words, local, p.config.clock.Now())
	var refused *said.Error
	if errors.As(err, &refused) {
		return fail(refused.Error(), nil)
	}
	if err != nil {
		return fail("没有记下，请重试。", err)
	}
	b, err := d.library.named(read.key)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "已记下：%s。还有%d处存疑。\n",
		decisionLine(reminders.Correction{Place: one.Place, Quote: one.Quote, Verdict: verdict, Reading: words}), len(b.Plan().Doubts))
	return nil
}

// diff prints how two versions differ: the last two, unless said otherwise.
func (p *planCommand) diff(ctx context.Context) error {
	l, err := lookUpLibrary(ctx, p.config)
	if err != nil {
		return err
	}
	defer l.Close()
	if p.version != 0 {
		return usage("比较版本请用 --from 和 --to。")
	}
	p.version = p.to
	to, err := p.choose(ctx, l)
	if err != nil {
		return err
	}
	if p.version = p.from; p.version == 0 {
		p.version = to.version - 1
	}
	if p.version < 1 {
		return usage(fmt.Sprintf("《%s》只有一个版本，没有可以比较的。", to.Title))
	}
	from, err := p.choose(ctx, l)
	if err != nil {
		return err
	}
	changes := knowledge.Compare(from.Plan, to.Plan)
	fmt.Fprintf(p.out, "《%s》第%d版与第%d版有%d处不同。\n", to.Title, from.version, to.version, len(changes))
	for _, c := range changes {
		fmt.Fprintln(p.out, talk.DifferenceLine(c))
	}
	return nil
}

// withdraw takes a plan out of use when the person agrees.
func (p *planCommand) withdraw(ctx context.Context) (err error) {
	if p.plan == "" {
		return usage(planUsage)
	}
	d, err := openAsLocal(ctx, p.config, p.config.clock.Now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	b, err := d.library.named(p.plan)
	if err != nil {
		return err
	}
	if !p.yes {
		question := "停用《" + b.Plan().Title + "》：不再回答它的问题，它的任务取消，原文和台账记录都保留。确定吗？（是/否）"
		if agreed, err := agree(p.stdin, p.out, question, "没有停用，计划和台账都没有变。"); err != nil || !agreed {
			return err
		}
	}
	done, err := d.library.Withdraw(ctx, b.Key, local, p.config.clock.Now())
	var refused *said.Error
	if errors.As(err, &refused) {
		return fail(refused.Error(), nil)
	}
	if err != nil {
		return fail("没有停用，计划和台账都没有变，请重试。", err)
	}
	fmt.Fprintf(p.out, "已停用《%s》，取消任务%d项。重新导入这份文件就恢复。\n", b.Plan().Title, done.Cancelled)
	return nil
}
