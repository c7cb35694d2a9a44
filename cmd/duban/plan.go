package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

const planUsage = "用法：duban plan export 文件 --json，或 duban plan review [文件]；不写文件就是内置的计划。"

// runPlan reads a plan's file, or the one that ships, and prints what was read.
func runPlan(ctx context.Context, c config, args []string, stdout io.Writer) error {
	if len(args) == 0 {
		return usage(planUsage)
	}
	what := args[0]
	flags := flag.NewFlagSet("plan", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	asJSON := flags.Bool("json", false, "")
	// The flag may stand behind the file.
	files := slices.DeleteFunc(slices.Clone(args[1:]), func(s string) bool { return strings.HasPrefix(s, "-") })
	options := slices.DeleteFunc(slices.Clone(args[1:]), func(s string) bool { return !strings.HasPrefix(s, "-") })
	if err := flags.Parse(options); err != nil || len(files) > 1 {
		return usage(planUsage)
	}
	text := seed.Text()
	if len(files) == 1 {
		doc, _, err := readFile(ctx, c, files[0], nil)
		if err != nil {
			return err
		}
		text = doc.Text
	}
	plan, err := gongwen.Parse(text)
	if err != nil {
		return fail(err.Error(), nil)
	}
	switch {
	case what == "export" && *asJSON:
		if err := knowledge.Export(stdout, plan); err != nil {
			return fail("导出写不出去。", err)
		}
		return nil
	case what == "export":
		return usage("现在只能导出 JSON，请加上 --json。")
	case what == "review":
		return review(plan, stdout)
	}
	return usage(planUsage)
}

// review prints what was read, and where a person should look.
func review(p *knowledge.Plan, stdout io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "《%s》%s\n%d章、%d条，责任单位%d个，量化目标%d个，附件%d格。\n", p.Title, p.DocNo, len(p.Chapters), p.Provisions(), len(p.Bureaus()), len(p.Targets), len(p.Cells()))
	line := func(start int) int { return strings.Count(p.Source[:min(max(start, 0), len(p.Source))], "\n") + 1 }
	fmt.Fprintf(&b, "\n修正%d处：\n", len(p.Repairs))
	for _, r := range p.Repairs {
		fmt.Fprintf(&b, "第%d行 %s\n  原样：%q\n  读作：%q\n", line(r.Start), r.Reason, r.Found, r.Read)
	}
	fmt.Fprintf(&b, "\n存疑%d处：\n", len(p.Doubts))
	for _, d := range p.Doubts {
		fmt.Fprintf(&b, "第%d行 %s\n  “%s”\n", line(d.Start), d.Reason, d.Quote)
	}
	_, err := io.WriteString(stdout, b.String())
	return err
}
