//go:build unix

package main

import "syscall"

// keepPrivate has what this process makes be its owner's alone.
func keepPrivate() { syscall.Umask(0o077) }
