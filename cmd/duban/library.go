package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"duban/bot/office"
	"duban/knowledge/gongwen"
	"duban/reminders"
	"duban/reminders/backup"
	"duban/reminders/sqlite"
)

// library is the library of a data folder, with the files that people send read one at a
// time. It implements talk.Library, talk.Imports and talk.Files.
type library struct {
	*office.Library
	config  config
	store   *sqlite.Store // nil where there is no diary yet
	owned   bool          // the store is closed with the library
	reading sync.Mutex    // held while a file is read: one at a time keeps the memory bounded
}

// openLibrary opens the plans of the store, or the plan that ships where the store
// keeps none.
func openLibrary(ctx context.Context, c config, store *sqlite.Store) (*library, error) {
	data, err := c.dataFolder()
	if err != nil {
		return nil, err
	}
	var texts office.Store
	if store != nil {
		texts = store
	}
	of, err := office.Open(ctx, data, c.location, texts)
	if err != nil {
		return nil, err
	}
	return &library{Library: of, config: c, store: store}, nil
}

// lookUpLibrary opens the plans for reading alone, without the lock, so that it works
// while the bot runs.
func lookUpLibrary(ctx context.Context, c config) (*library, error) {
	data, err := c.dataFolder()
	if err != nil {
		return nil, err
	}
	if backup.Unfinished(data) {
		return nil, fail(halfRestored, nil)
	}
	if _, err := os.Stat(filepath.Join(data, diaryName)); err != nil {
		return openLibrary(ctx, c, nil)
	}
	store, err := c.openStore(ctx, data, sqlite.OpenBeside)
	if err != nil {
		return nil, err
	}
	l, err := openLibrary(ctx, c, store)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	l.owned = true
	return l, nil
}

// openBookFile reads the plan in a file, which is not imported.
func openBookFile(ctx context.Context, c config, path string) (*office.Book, error) {
	doc, err := readFile(ctx, c, path, nil)
	if err != nil {
		return nil, err
	}
	plan, err := gongwen.Parse(doc.Text)
	if err != nil {
		return nil, err
	}
	office.CarryPlaces(plan, doc)
	data, err := c.dataFolder()
	if err != nil {
		return nil, err
	}
	return office.OpenBook(data, plan, 0)
}

// Close closes the store where the library has opened it.
func (l *library) Close() error {
	if l.owned {
		return l.store.Close()
	}
	return nil
}

// warn tells the lessons that cannot be used, a line each.
func (l *library) warn(stderr io.Writer) {
	for _, b := range l.Books() {
		if b.Faults != nil {
			fmt.Fprintf(stderr, "《%s》的常见问答和别名里有几条用不上：\n%v\n", b.Plan().Title, b.Faults)
		}
	}
}

// named finds the book that a person means by its document number, or by words of its
// title; with nothing said the newest.
func (l *library) named(words string) (*office.Book, error) {
	books := l.Books()
	if words == "" {
		return books.Newest(), nil
	}
	var found []*office.Book
	var titles []string
	for _, b := range books {
		titles = append(titles, "《"+b.Plan().Title+"》"+b.Plan().DocNo)
		if b.Key == words || b.Plan().DocNo == words || strings.Contains(b.Plan().Title, words) {
			found = append(found, b)
		}
	}
	if len(found) != 1 {
		return nil, usage(fmt.Sprintf("没有文件“%s”，也没有唯一一份计划叫这个名字。已导入的有：%s。", words, strings.Join(titles, "、")))
	}
	return found[0], nil
}

// version finds an applied version of a plan by its number.
func (l *library) version(ctx context.Context, key string, number int) (reminders.Version, error) {
	if l.store == nil {
		return reminders.Version{}, usage("还没有导入过计划，没有旧版本。")
	}
	v, err := l.Version(ctx, key, number)
	if errors.Is(err, reminders.ErrNotFound) {
		return v, usage(fmt.Sprintf("这份计划没有第%d版，用 duban plan list 看有哪些版本。", number))
	}
	if err != nil {
		return v, fail("台账里的计划读不出来，请检查数据文件夹的权限。", err)
	}
	return v, nil
}
