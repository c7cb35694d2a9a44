package main

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"unicode"

	"duban/bot/talk"
	"duban/knowledge"
	"duban/knowledge/ask"
)

// book is a plan with its index, ready for questions.
type book struct {
	shown *talk.Book
	plan  *knowledge.Plan
	asker *ask.Asker
	// lessons are what supervisors taught; faults tells the lines of their file that
	// cannot be used, or is nil.
	lessons *ask.LessonFile
	faults  error
}

// openBookFile reads the plan in a file, which is not imported.
func openBookFile(ctx context.Context, c config, path string) (*book, error) {
	doc, err := readFile(ctx, c, path, nil)
	if err != nil {
		return nil, err
	}
	plan, err := parseText(doc.Text)
	if err != nil {
		return nil, err
	}
	carryPlaces(plan, doc)
	data, err := c.dataFolder()
	if err != nil {
		return nil, err
	}
	return openBookOf(data, plan, 0)
}

// openBookOf opens a plan's index in the data folder, making and building what is not
// there.
func openBookOf(data string, plan *knowledge.Plan, version int) (*book, error) {
	asker, err := ask.Open(filepath.Join(data, "index"), plan)
	if err != nil {
		return nil, fail("检索库建不了，请检查数据文件夹 "+data+" 的权限和剩余空间。", err)
	}
	b := &book{plan: plan, asker: asker}
	path := filepath.Join(data, "lessons", lessonName(plan)+".csv")
	if b.lessons, b.faults, err = ask.OpenLessons(path, b.asker); err != nil {
		return nil, errors.Join(fail("常见问答文件 "+path+" 读不了，请改正或移走它再试。", err), asker.Close())
	}
	b.shown = &talk.Book{Key: planKey(plan), Version: version, Asker: b.asker, Lessons: b.lessons}
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

func (b *book) Close() error { return b.asker.Close() }
