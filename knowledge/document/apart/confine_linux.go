package apart

import (
	"os"
	"runtime"
	"syscall"
)

// Of prctl(2).
const (
	prSetNoNewPrivileges = 38
	prGetNoNewPrivileges = 39
)

// confine has the kernel bound the process and what it starts: its memory, that it is the
// first to go when the machine runs short, and that it gains no privileges. Each works
// without any privilege; where one does not, the others and watchMemory hold.
func confine() {
	const most = maxMemory * 3 / 2
	_ = syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: most, Max: most})
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0)
	gainNothing()
}

// gainNothing has all threads gain no privileges, whatever they execute. A program with C in
// it cannot tell its other threads: there the one thread begins the program anew, which
// keeps what it has set.
func gainNothing() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if set, _, _ := syscall.RawSyscall6(syscall.SYS_PRCTL, prGetNoNewPrivileges, 0, 0, 0, 0, 0); set == 1 {
		return
	}
	if _, _, failed := syscall.AllThreadsSyscall6(syscall.SYS_PRCTL, prSetNoNewPrivileges, 1, 0, 0, 0, 0); failed == 0 {
		return
	}
	if _, _, failed := syscall.RawSyscall6(syscall.SYS_PRCTL, prSetNoNewPrivileges, 1, 0, 0, 0, 0); failed != 0 {
		return
	}
	if program, err := os.Executable(); err == nil {
		_ = syscall.Exec(program, os.Args, os.Environ())
	}
}
