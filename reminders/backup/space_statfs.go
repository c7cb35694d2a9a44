//go:build linux || darwin

package backup

import (
	"math"
	"syscall"
)

// FreeSpace gives how many bytes a folder's file system can still take; known is false
// where that cannot be told.
func FreeSpace(dir string) (bytes int64, known bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false
	}
	free := float64(s.Bavail) * float64(s.Bsize)
	return int64(min(free, math.MaxInt64/2)), true
}
