package main

import (
	"path/filepath"

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

// openBookFile does the same with the plan in a text file; no file is the plan
// that ships.
func openBookFile(c config, path string) (*book, error) {
	if path == "" {
		return openBook(c)
	}
	text, err := readPlanFile(path)
	if err != nil {
		return nil, err
	}
	plan, err := gongwen.Parse(text)
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
	return &book{data, plan, index, ask.New(plan, index)}, nil
}

func (b *book) Close() error { return b.index.Close() }
