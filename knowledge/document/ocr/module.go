package ocr

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/ulikunitz/xz/lzma"
)

var (
	//go:embed data/tesseract.wasm.lzma
	packedProgram []byte
	//go:embed data/chi_sim.traineddata.lzma
	packedModel []byte
)

// programHash is the SHA-256 of the module for which the names below and those of the
// imports (host.go) hold.
const programHash = "34e8d50cac216427d86bf397d610fdd9f49492539bbcdfbfccc4eda20c810bea"

// The module's exports that are used.
const (
	fnStart       = "U" // constructors
	fnMalloc      = "xf"
	fnFree        = "wf"
	fnNew         = "Kc"    // TessBaseAPI::TessBaseAPI
	fnInit        = "$c"    // TessBaseAPI::Init(datapath, language)
	fnVariable    = "Tc"    // TessBaseAPI::SetVariable
	fnLayout      = "fd"    // TessBaseAPI::SetPageSegMode
	fnImage       = "ld"    // TessBaseAPI::SetImage(data, width, height, bytes a pixel, bytes a line, orientation, angle)
	fnResolution  = "nd"    // TessBaseAPI::SetSourceResolution
	fnRecognise   = "Ed"    // TessBaseAPI::Recognize
	fnTable       = "Ld"    // TessBaseAPI::GetTSVText
	fnClear       = "Rd"    // TessBaseAPI::Clear
	moduleMemory  = 6 << 10 // pages of 64 kB: 384 MB
	resolution    = 200     // dots an inch that Tesseract is told, whatever the image has
	modelLanguage = "chi_sim"
)

// module is the embedded Tesseract.
type module struct {
	runtime wazero.Runtime
	cache   wazero.CompilationCache
	program api.Module
	api     uint64 // the TessBaseAPI
}

func unpacked(data []byte) ([]byte, error) {
	z, err := lzma.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func openModule(ctx context.Context, cacheFolder string) (m *module, err error) {
	code, err := unpacked(packedProgram)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(code); hex.EncodeToString(sum[:]) != programHash {
		return nil, errors.New("ocr: another build of the module than the one whose names are known")
	}
	model, err := unpacked(packedModel)
	if err != nil {
		return nil, err
	}
	m = &module{}
	defer func() {
		if err != nil {
			m.close()
			m, err = nil, fmt.Errorf("ocr: start: %w", err)
		}
	}()
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2).WithMemoryLimitPages(moduleMemory)
	if cacheFolder != "" {
		if m.cache, err = wazero.NewCompilationCacheWithDir(cacheFolder); err == nil {
			config = config.WithCompilationCache(m.cache)
		}
	}
	m.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	compiled, err := m.runtime.CompileModule(experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0)), code)
	if err != nil {
		return m, err
	}
	if err := instantiateHost(ctx, m.runtime, compiled, model); err != nil {
		return m, err
	}
	if m.program, err = m.runtime.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithName("").WithStartFunctions()); err != nil {
		return m, err
	}
	if _, err := m.call(ctx, fnStart); err != nil {
		return m, err
	}
	if m.api, err = m.call(ctx, fnNew); err != nil {
		return m, err
	}
	return m, m.start(ctx)
}

// start loads the model.
func (m *module) start(ctx context.Context) error {
	failed, err := m.withStrings(ctx, fnInit, modelFolder, modelLanguage)
	if err == nil && failed != 0 {
		err = errors.New("the model cannot be loaded")
	}
	return err
}

func (m *module) close() {
	// Trouble with freeing harms nobody: what was recognised is read.
	if m.runtime != nil {
		_ = m.runtime.Close(context.Background())
	}
	if m.cache != nil {
		_ = m.cache.Close(context.Background())
	}
}

// read implements reader.
func (m *module) read(ctx context.Context, sheets []Sheet) ([]string, error) {
	var out []string
	for _, s := range sheets {
		t, err := m.sheet(ctx, s)
		if err != nil {
			return nil, fmt.Errorf("ocr: recognise: %w", err)
		}
		out = append(out, t)
	}
	return out, nil
}

func (m *module) sheet(ctx context.Context, s Sheet) (string, error) {
	size := s.Image.Rect.Size()
	if size.X == 0 || size.Y == 0 {
		return "", nil
	}
	pixels := make([]byte, 0, size.X*size.Y)
	for y := range size.Y {
		pixels = append(pixels, s.Image.Pix[y*s.Image.Stride:][:size.X]...)
	}
	at, err := m.put(ctx, pixels)
	if err != nil {
		return "", err
	}
	defer m.free(ctx, at)
	if _, err := m.call(ctx, fnLayout, m.api, uint64(s.Layout)); err != nil {
		return "", err
	}
	if _, err := m.call(ctx, fnImage, m.api, at, uint64(size.X), uint64(size.Y), 1, uint64(size.X), 1, api.EncodeF32(0)); err != nil {
		return "", err
	}
	if _, err := m.call(ctx, fnResolution, m.api, resolution); err != nil {
		return "", err
	}
	failed, err := m.call(ctx, fnRecognise, m.api, 0)
	if err != nil {
		return "", err
	}
	table := ""
	if int32(failed) == 0 {
		text, err := m.call(ctx, fnTable, m.api, 0)
		if err != nil {
			return "", err
		}
		if table, err = m.text(text); err != nil {
			return "", err
		}
		m.free(ctx, text)
	}
	_, err = m.call(ctx, fnClear, m.api)
	return table, err
}

// call calls an export and gives its 32-bit result, if it has one. The upper half of
// what comes back may hold anything.
func (m *module) call(ctx context.Context, name string, args ...uint64) (uint64, error) {
	f := m.program.ExportedFunction(name)
	if f == nil {
		return 0, fmt.Errorf("the module has no %s", name)
	}
	out, err := f.Call(ctx, args...)
	if err != nil || len(out) == 0 {
		return 0, err
	}
	return uint64(uint32(out[0])), nil
}

// put copies bytes into the module's memory.
func (m *module) put(ctx context.Context, data []byte) (uint64, error) {
	at, err := m.call(ctx, fnMalloc, uint64(len(data)))
	if err != nil {
		return 0, err
	}
	if at == 0 || !m.program.Memory().Write(uint32(at), data) {
		return 0, errors.New("out of memory")
	}
	return at, nil
}

func (m *module) free(ctx context.Context, at uint64) { _, _ = m.call(ctx, fnFree, at) }

// withStrings calls a method with strings.
func (m *module) withStrings(ctx context.Context, name string, words ...string) (uint64, error) {
	args := []uint64{m.api}
	for _, w := range words {
		at, err := m.put(ctx, append([]byte(w), 0))
		if err != nil {
			return 0, err
		}
		defer m.free(ctx, at)
		args = append(args, at)
	}
	return m.call(ctx, name, args...)
}

// text reads a string that ends with a zero.
func (m *module) text(at uint64) (string, error) {
	memory := m.program.Memory()
	rest, ok := memory.Read(uint32(at), memory.Size()-uint32(at))
	if !ok {
		return "", errors.New("a string outside the memory")
	}
	end := bytes.IndexByte(rest, 0)
	if end < 0 {
		return "", errors.New("a string without end")
	}
	return strings.Clone(string(rest[:end])), nil
}
