package apart

import (
	"os"
	"syscall"
)

const prSetNoNewPrivileges = 38 // PR_SET_NO_NEW_PRIVS of prctl(2)

// confine has the kernel bound the process and what it starts: its memory, that it is the
// first to go when the machine runs short, and that it gains no privileges. Each works
// without any privilege; where one does not, the others and watchMemory hold.
func confine() {
	const most = maxMemory * 3 / 2
	_ = syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: most, Max: most})
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0)
	_, _, _ = syscall.AllThreadsSyscall6(syscall.SYS_PRCTL, prSetNoNewPrivileges, 1, 0, 0, 0, 0)
}
