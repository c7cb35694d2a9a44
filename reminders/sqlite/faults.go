package sqlite

import (
	"context"
	"errors"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Fault is why a file cannot be used as a diary.
type Fault int

// The faults.
const (
	Unusable Fault = iota // cannot be opened, read or written
	Damaged
	Foreign // a database of another program
	Newer   // written by a newer version of this program
	Older   // written by an older one, and not to be changed by who does not own it
	NoCopy  // of an older one, and no copy could be kept of it before it is brought up to date
)

// FileError says why the diary cannot be opened and, in Chinese, what to do.
type FileError struct {
	Path  string
	Fault Fault
	Err   error
}

var (
	errDamaged = errors.New("integrity check failed")
	errForeign = errors.New("application id is another program's")
	errNewer   = errors.New("schema is newer than the program")
	errOlder   = errors.New("schema is older than the program")
	errNoCopy  = errors.New("no copy before the migration")
)

func (e *FileError) Error() string {
	switch e.Fault {
	case Damaged:
		return "台账文件 " + e.Path + " 已损坏，读不了。请不要删除它，先另存一份，再用最近的备份恢复（duban restore 备份文件）后启动。"
	case Foreign:
		return "文件 " + e.Path + " 不是督办的台账，没有改动它。请移走该文件，或用 DUBAN_DATA 另选数据文件夹。"
	case Newer:
		return "台账文件 " + e.Path + " 由更新的版本写成，本程序太旧，没有改动它。请换用新版程序。"
	case Older:
		return "台账文件 " + e.Path + " 由较旧的版本写成，没有改动它。请停掉正在运行的旧程序，用本程序运行 duban serve（或 duban chat）：先自动另存一份，再升级；不升级的，请用写它的旧版程序。"
	case NoCopy:
		return "台账文件 " + e.Path + " 由较旧的版本写成，升级之前要在旁边另存一份，没有存成，所以没有升级，也没有改动它。请检查剩余空间和权限，再启动。"
	}
	return "台账文件 " + e.Path + " 打不开。请检查数据文件夹是否存在、能否写入、磁盘是否已满。"
}

func (e *FileError) Unwrap() error { return e.Err }

func fileError(path string, err error) error {
	e := &FileError{Path: path, Err: err}
	var code *driver.Error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errForeign):
		e.Fault = Foreign
	case errors.Is(err, errNewer):
		e.Fault = Newer
	case errors.Is(err, errOlder):
		e.Fault = Older
	case errors.Is(err, errDamaged):
		e.Fault = Damaged
	case errors.Is(err, errNoCopy): // what is damaged was found before
		e.Fault = NoCopy
	case errors.As(err, &code) && (code.Code()&0xff == lib.SQLITE_CORRUPT || code.Code()&0xff == lib.SQLITE_NOTADB):
		e.Fault = Damaged
	}
	return e
}
