package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode"

	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

// book is the plan with its index, ready for questions.
type book struct {
	data  string // the data folder
	plan  *knowledge.Plan
	index *knowledge.Index
	asker *ask.Asker
	// lessons are what supervisors taught; faults tells the lines of their file that
	// cannot be used, or is nil.
	lessons *ask.LessonFile
	faults  error
}

// openBook reads the plan that ships with the program and opens its index in the
// data folder, making and building what is not there.
func openBook(c config) (*book, error) {
	plan, err := gongwen.Parse(seed.Text())
	if err != nil {
		return nil, fail("内置的计划读不了，程序文件可能已损坏，请重新安装。", err)
	}
	return openBookOf(c, plan)
}

// openBookFile does the same with the plan in a file; no file is the plan
// that ships.
func openBookFile(ctx context.Context, c config, path string) (*book, error) {
	if path == "" {
		return openBook(c)
	}
	doc, _, err := readFile(ctx, c, path, nil)
	if err != nil {
		return nil, err
	}
	plan, err := gongwen.Parse(doc.Text)
	if err != nil {
		return nil, fail(err.Error(), nil)
	}
	return openBookOf(c, plan)
}

func openBookOf(c config, plan *knowledge.Plan) (*book, error) {
	data, err := c.dataFolder()
	if err != nil {
		return nil, err
	}
	index, err := knowledge.OpenIndex(filepath.Join(data, "index"), plan)
	if err != nil {
		return nil, fail("检索库建不了，请检查数据文件夹 "+data+" 的权限和剩余空间。", err)
	}
	b := &book{data: data, plan: plan, index: index, asker: ask.New(plan, index)}
	path := filepath.Join(data, "lessons", lessonName(plan)+".csv")
	if b.lessons, b.faults, err = ask.OpenLessons(path, b.asker); err != nil {
		return nil, errors.Join(fail("常见问答文件 "+path+" 读不了，请改正或移走它再试。", err), index.Close())
	}
	return b, nil
}

// lessonName names the file of a plan's lessons: its 文号 without what file systems
// do not take, or the beginning of its text's hash.
func lessonName(p *knowledge.Plan) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, p.DocNo)
	if name == "" {
		name = p.Hash[:12]
	}
	return name
}

// warn tells the lessons that cannot be used, a line each.
func (b *book) warn(stderr io.Writer) {
	if b.faults != nil {
		fmt.Fprintf(stderr, "常见问答和别名里有几条用不上：\n%v\n", b.faults)
	}
}

func (b *book) Close() error { return b.index.Close() }
