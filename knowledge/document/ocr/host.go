package ocr

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental/table"
)

// The only file that the module sees, and its descriptor.
const (
	modelFolder = "/"
	modelPath   = modelFolder + modelLanguage + ".traineddata"
	modelFile   = 3
)

// Error numbers as the module knows them.
const (
	errBadFile = 8
	errInvalid = 28
	errNoEntry = 44
	errNotTTY  = 59
)

// host is the world outside the module: a file with the model, and nothing else.
type host struct {
	model []byte
	at    int64
}

// hostFunc is one import. Its arguments may hold anything in their upper half, so each
// is cut to 32 bits before it is used.
type hostFunc func(h *host, m api.Memory, args []uint64) uint64

// invocations are the imports that call a function of the module's table: its index
// comes first, then its arguments. The module uses them where C code wants to be able
// to jump back, which nothing does as long as all goes well.
const invocations = "bcdefghijqr"

// imports are the functions that the module calls as long as it is given plain pixels,
// by the names that this build has for them. Every other one ends the call with an
// error: those that report failures, and those of formats that are not used.
var imports = map[string]hostFunc{
	"l": (*host).write,
	"m": func(h *host, _ api.Memory, args []uint64) uint64 { return 0 }, // fd_close
	"n": (*host).open,
	"o": (*host).read,
	"p": func(h *host, _ api.Memory, args []uint64) uint64 { return 0 }, // fcntl
	"s": func(h *host, _ api.Memory, args []uint64) uint64 { return 0 }, // progress
	"u": (*host).grow,
	"D": func(h *host, _ api.Memory, args []uint64) uint64 { return 0 }, // tzset
	"E": (*host).seek,
	"F": func(h *host, _ api.Memory, args []uint64) uint64 { return 0 }, // environ_get
	"G": (*host).environment,
	"I": func(h *host, _ api.Memory, args []uint64) uint64 { return failure(errNoEntry) }, // stat
	"K": func(h *host, _ api.Memory, args []uint64) uint64 { return failure(errBadFile) }, // fstat
	"L": func(h *host, _ api.Memory, args []uint64) uint64 { return api.EncodeF64(0) },    // now
	"M": (*host).clock,
	"O": func(h *host, _ api.Memory, args []uint64) uint64 { return failure(errNotTTY) }, // ioctl
	"Q": func(h *host, _ api.Memory, args []uint64) uint64 { return 0 },                  // files packed with the module: none
}

func failure(number int32) uint64 { return uint64(uint32(-number)) }

// instantiateHost gives the module what it imports.
func instantiateHost(ctx context.Context, r wazero.Runtime, compiled wazero.CompiledModule, model []byte) error {
	h := &host{model: model}
	b := map[string]wazero.HostModuleBuilder{}
	for _, d := range compiled.ImportedFunctions() {
		from, name, _ := d.Import()
		if b[from] == nil {
			b[from] = r.NewHostModuleBuilder(from)
		}
		run := imports[name]
		params, results := d.ParamTypes(), d.ResultTypes()
		b[from].NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(func(ctx context.Context, m api.Module, stack []uint64) {
			var out uint64
			switch {
			case ctx.Err() != nil: // it tells its progress many times a page
				panic(ctx.Err())
			case run != nil:
				out = run(h, m.Memory(), stack)
			case strings.Contains(invocations, name):
				out = invoke(ctx, m, stack[:len(params)], params[1:], results)
			default:
				panic(fmt.Errorf("the module called %s", name))
			}
			if len(results) > 0 {
				stack[0] = out
			}
		}), params, results).Export(name)
	}
	for _, builder := range b {
		if _, err := builder.Instantiate(ctx); err != nil {
			return err
		}
	}
	return nil
}

// invoke calls the function of the module's table whose index comes first.
func invoke(ctx context.Context, m api.Module, args []uint64, params, results []api.ValueType) uint64 {
	out, err := table.LookupFunction(m, 0, uint32(args[0]), params, results).Call(ctx, args[1:]...)
	if err != nil {
		panic(err)
	}
	if len(out) == 0 {
		return 0
	}
	return out[0]
}

// open is openat(folder, path, flags, …).
func (h *host) open(m api.Memory, args []uint64) uint64 {
	path, ok := m.Read(uint32(args[1]), uint32(len(modelPath)+1))
	if !ok || string(path) != modelPath+"\x00" {
		return failure(errNoEntry)
	}
	h.at = 0
	return modelFile
}

// read is fd_read(file, buffers, count, read).
func (h *host) read(m api.Memory, args []uint64) uint64 {
	if uint32(args[0]) != modelFile {
		return errBadFile
	}
	total := uint32(0)
	for i := range uint32(args[2]) {
		at, ok1 := m.ReadUint32Le(uint32(args[1]) + 8*i)
		size, ok2 := m.ReadUint32Le(uint32(args[1]) + 8*i + 4)
		if !ok1 || !ok2 {
			return errInvalid
		}
		part := h.model[min(h.at, int64(len(h.model))):]
		part = part[:min(len(part), int(size))]
		if !m.Write(at, part) {
			return errInvalid
		}
		h.at += int64(len(part))
		total += uint32(len(part))
	}
	m.WriteUint32Le(uint32(args[3]), total)
	return 0
}

// seek is fd_seek(file, offset, whence, position).
func (h *host) seek(m api.Memory, args []uint64) uint64 {
	if uint32(args[0]) != modelFile {
		return errBadFile
	}
	at := int64(args[1])
	switch uint32(args[2]) {
	case 1:
		at += h.at
	case 2:
		at += int64(len(h.model))
	}
	if at < 0 || at > math.MaxInt32 {
		return errInvalid
	}
	h.at = at
	m.WriteUint64Le(uint32(args[3]), uint64(at))
	return 0
}

// write is fd_write(file, buffers, count, written): what the module prints is for
// nobody.
func (h *host) write(m api.Memory, args []uint64) uint64 {
	total := uint32(0)
	for i := range uint32(args[2]) {
		size, ok := m.ReadUint32Le(uint32(args[1]) + 8*i + 4)
		if !ok {
			return errInvalid
		}
		total += size
	}
	m.WriteUint32Le(uint32(args[3]), total)
	return 0
}

// grow makes room for a heap of so many bytes; 1 for success.
func (h *host) grow(m api.Memory, args []uint64) uint64 {
	const page = 64 << 10
	want, have := uint64(uint32(args[0])), uint64(m.Size())
	if want <= have {
		return 1
	}
	// A fifth more, so that it need not grow each time, as long as there is room.
	for _, size := range []uint64{max(want, have+have/5), want} {
		if _, ok := m.Grow(uint32((size - have + page - 1) / page)); ok {
			return 1
		}
	}
	return 0
}

// environment is environ_sizes_get(count, bytes).
func (h *host) environment(m api.Memory, args []uint64) uint64 {
	m.WriteUint32Le(uint32(args[0]), 0)
	m.WriteUint32Le(uint32(args[1]), 0)
	return 0
}

// clock is clock_time_get(id, precision, time): it stands still.
func (h *host) clock(m api.Memory, args []uint64) uint64 {
	var zero [8]byte
	binary.LittleEndian.PutUint64(zero[:], 0)
	m.Write(uint32(args[2]), zero[:])
	return 0
}
