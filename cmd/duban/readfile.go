package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"duban/bot/talk"
	"duban/knowledge/document"
	"duban/knowledge/document/apart"
	"duban/knowledge/said"
)

// The kinds of files that a child process reads.
const (
	aPlan     = "plan"
	aLedger   = "ledger"
	aTaskList = "tasks"
	anyFile   = "any" // whatever people send
)

// readers are what the child can read.
var readers = apart.Readers{
	aPlan: func(ctx context.Context, data []byte, o document.Options) (any, error) {
		return apart.Document(ctx, data, o)
	},
	aLedger:   func(_ context.Context, data []byte, _ document.Options) (any, error) { return talk.LedgerContent(data) },
	aTaskList: func(_ context.Context, data []byte, _ document.Options) (any, error) { return talk.TasksContent(data) },
	anyFile: func(ctx context.Context, data []byte, o document.Options) (any, error) {
		return talk.ReadContent(data, func() (*document.Document, error) { return apart.Document(ctx, data, o) })
	},
}

// readFile reads the plan in the file at a path; see readDocument.
func readFile(ctx context.Context, c config, path string, progress func(done, total int)) (*document.Document, error) {
	data, err := readBytes(path)
	if err != nil {
		return nil, err
	}
	doc, err := readDocument(ctx, c, data, progress)
	if err != nil {
		return nil, refusedFile(path, err)
	}
	return doc, nil
}

// readBytes gives the bytes of the file at a path, if they are not too many.
func readBytes(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fail("找不到文件 "+path+"，请检查路径。", nil)
	case err != nil:
		return nil, fail("读不了文件 "+path+"，请检查权限。", err)
	case !info.Mode().IsRegular():
		return nil, fail(path+" 不是文件，请写计划文件的路径。", nil)
	case info.Size() > document.MaxFile:
		return nil, fail(path+"："+document.ErrTooLarge.Error(), nil)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fail("读不了文件 "+path+"，请检查权限。", err)
	}
	return data, nil
}

// refusedFile gives the sentence for the file at a path that was not read.
func refusedFile(path string, err error) error {
	var refused *said.Error
	if errors.As(err, &refused) {
		return fail(path+"："+refused.Error(), nil)
	}
	return fail("文件没有读成，请重试。", err)
}

// readDocument turns a plan's file into a document, apart from this process. progress may
// be nil. A file that is refused is a said.Error.
func readDocument(ctx context.Context, c config, data []byte, progress func(done, total int)) (*document.Document, error) {
	return apart.Read[*document.Document](ctx, aPlan, c.readerCache(), data, progress)
}

// readTable reads the ledger or the list of tasks, whichever kind says, in the file at a
// path, which has those bytes, apart from this process.
func readTable(ctx context.Context, kind, path string, data []byte) (talk.Content, error) {
	content, err := apart.Read[talk.Content](ctx, kind, "", data, nil)
	switch {
	case err != nil:
		return content, refusedFile(path, err)
	case len(content.Faults) > 0:
		return content, fail(path+"："+content.Faults.Error(), nil)
	}
	return content, nil
}

// Open implements talk.Files: one file at a time is read, apart from this process.
func (l *library) Open(ctx context.Context, data []byte, progress func(said.Sentence)) (talk.Content, error) {
	if !l.reading.TryLock() {
		progress(said.Of("前面还有一份文件在读，请稍等……", "Another file is being read; please wait …"))
		l.reading.Lock()
	}
	defer l.reading.Unlock()
	return apart.Read[talk.Content](ctx, anyFile, l.config.readerCache(), data, pages(progress))
}

// pages tells how many pages have been read.
func pages(tell func(said.Sentence)) func(done, total int) {
	return func(done, total int) {
		tell(said.Of("正在读取：第{done}页，共{total}页……", "Reading page {done} of {total} …", done, total))
	}
}

// readerCache gives the folder in which readers keep their compiled forms; empty where
// there is none.
func (c config) readerCache() string {
	data, err := c.dataFolder()
	if err != nil {
		return ""
	}
	return filepath.Join(data, "cache")
}
