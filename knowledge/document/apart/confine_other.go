//go:build !linux

package apart

// confine has nothing to set here: watchMemory alone bounds the memory.
func confine() {}
