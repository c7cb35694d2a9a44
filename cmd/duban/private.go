package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// What the data folder holds is its owner's alone.
const (
	ownFile   fs.FileMode = 0o600
	ownFolder fs.FileMode = 0o700
)

// linksNamed is how many links one sentence names.
const linksNamed = 5

// noLinks refuses a data folder in which something leads elsewhere: what is written there
// would be written outside. The folder itself may be reached by a link. Deep looks into
// everything, else into the folder alone.
func noLinks(data string, deep bool) error {
	var links []string
	note := func(path string, e fs.DirEntry) {
		if e.Type()&fs.ModeSymlink == 0 {
			return
		}
		name, err := filepath.Rel(data, path)
		if err != nil {
			name = path
		}
		to, _ := os.Readlink(path)
		links = append(links, name+" → "+to)
	}
	entries, err := os.ReadDir(data)
	for _, e := range entries {
		note(filepath.Join(data, e.Name()), e)
	}
	if deep && err == nil && len(links) == 0 {
		err = eachOwn(data, func(path string, e fs.DirEntry) error {
			note(path, e)
			return nil
		})
	}
	switch {
	case err != nil:
		return fail("数据文件夹 "+data+" 读不了，请检查权限。", err)
	case len(links) == 0:
		return nil
	case len(links) > linksNamed:
		links = append(links[:linksNamed], fmt.Sprintf("……还有%d个", len(links)-linksNamed))
	}
	return fail("数据文件夹 "+data+" 里有通到别处的链接，没有打开："+strings.Join(links, "；")+"。请换成真正的文件，或把链接移走。", nil)
}

// loose gives what in the data folder, itself included, others than its owner have rights
// to, with the rights that it should have.
func loose(data string) (map[string]fs.FileMode, error) {
	all := map[string]fs.FileMode{}
	look := func(path string, e fs.DirEntry) error {
		info, err := e.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist): // gone meanwhile
			return nil
		case err != nil:
			return err
		case info.IsDir() && info.Mode().Perm()&^ownFolder != 0:
			all[path] = ownFolder
		case info.Mode().IsRegular() && info.Mode().Perm()&^ownFile != 0:
			all[path] = ownFile
		}
		return nil
	}
	info, err := os.Stat(data)
	if err != nil || runtime.GOOS == "windows" { // which has no such modes
		return nil, err
	}
	return all, errors.Join(look(data, fs.FileInfoToDirEntry(info)), eachOwn(data, look))
}

// makePrivate takes everybody else's rights off the data folder and all that is in it, also
// off what was made before. What cannot be changed, as it belongs to another user, stays:
// the doctor tells it.
func makePrivate(data string) error {
	all, err := loose(data)
	for path, mode := range all {
		_ = os.Chmod(path, mode)
	}
	return err
}

// eachOwn visits what is in the data folder. Folders of the system in which nothing of ours
// can be, such as lost+found, are left out.
func eachOwn(data string, visit func(path string, e fs.DirEntry) error) error {
	root, err := filepath.EvalSymlinks(data)
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // gone meanwhile
			return nil
		case errors.Is(err, fs.ErrPermission) && e != nil && e.IsDir() && path != root:
			return fs.SkipDir
		case err != nil || path == root:
			return err
		}
		return visit(path, e)
	})
}
