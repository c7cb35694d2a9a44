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
	plan  *knowledge.Plan
	index *knowledge.Index
	asker *ask.Asker
}

// openBook reads the plan that ships with the program and opens its index in the
// data folder, building it where need be.
func openBook(data string) (*book, error) {
	plan, err := gongwen.Parse(seed.Text())
	if err != nil {
		return nil, fail("内置的计划读不了，程序文件可能已损坏，请重新安装。", err)
	}
	index, err := knowledge.OpenIndex(filepath.Join(data, "index"), plan)
	if err != nil {
		return nil, fail("检索库建不了，请检查数据文件夹 "+data+" 的权限和剩余空间。", err)
	}
	return &book{plan, index, ask.New(plan, index)}, nil
}

func (b *book) Close() error { return b.index.Close() }
