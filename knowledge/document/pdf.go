package document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// memoryPages is how many pages of 64 kB the PDF library may use: 768 MB.
const memoryPages = 12 << 10

// readPDF reads the text of a PDF with PDFium, which runs in a sandbox of its own
// (WebAssembly) without files, network or clock.
func readPDF(w *writer, data []byte, o Options) error {
	library, err := openPDFium(w.ctx, o.Cache)
	if err != nil {
		return fmt.Errorf("start the PDF reader: %w", err)
	}
	defer library.close()
	opened, err := library.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return ErrLocked
	case err != nil:
		return ErrDamaged
	}
	count, err := library.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	switch {
	case err != nil || count.PageCount == 0:
		return ErrDamaged
	case count.PageCount > maxPages:
		return ErrPages
	}
	var pages []page
	glyphs, pictures := 0, 0
	for i := range count.PageCount {
		if w.full() {
			return nil
		}
		p, err := library.page(opened.Document, i)
		if err != nil {
			return ErrDamaged
		}
		if glyphs += len(p.glyphs); glyphs > MaxText {
			return ErrTooLong
		}
		p.recognised = p.picture && p.hidden
		if p.scanned() {
			pictures++
			if p, err = library.recognised(w.ctx, opened.Document, i, p, w.scans); err != nil {
				return err
			}
		}
		pages = append(pages, p)
		o.Progress(i+1, count.PageCount)
	}
	if pictures > 0 && !slices.ContainsFunc(pages, page.anything) {
		return ErrScanned
	}
	writePages(w, pages)
	return nil
}

// pdfLibrary is one instance of PDFium with what it stands on.
type pdfLibrary struct {
	pdfium.Pdfium
	pool pdfium.Pool
}

func openPDFium(ctx context.Context, cacheFolder string) (*pdfLibrary, error) {
	runtime := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages).WithCloseOnContextDone(true)
	if cacheFolder != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(cacheFolder); err == nil {
			runtime = runtime.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{Context: ctx, MinIdle: 0, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: runtime,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		return nil, err
	}
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &pdfLibrary{instance, pool}, nil
}

// close frees the library; trouble with that harms nobody, the text is read.
func (l *pdfLibrary) close() {
	_ = l.Close()
	_ = l.pool.Close()
}

// page reads the characters and the drawn lines of one page.
func (l *pdfLibrary) page(doc references.FPDF_DOCUMENT, index int) (page, error) {
	loaded, err := l.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return page{}, err
	}
	defer l.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}) //nolint:errcheck // read already
	at := requests.Page{ByReference: &loaded.Page}
	over, err := l.annotations(at)
	if err != nil {
		return page{}, err
	}
	text, err := l.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return page{}, err
	}
	size, err := l.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: doc, Index: index})
	if err != nil {
		return page{}, err
	}
	p := page{width: size.Width, height: size.Height, rules: over.rules}
	turned := 0
	for _, c := range text.Chars {
		g := glyph{text: c.Text, box: box{c.PointPosition.Left, c.PointPosition.Right, c.PointPosition.Bottom, c.PointPosition.Top}.upright(), angle: quarter(c.Angle)}
		if strings.TrimSpace(g.text) != "" && g.angle != 0 {
			turned++
		}
		p.glyphs = append(p.glyphs, g)
	}
	p.glyphs = append(p.glyphs, over.glyphs...)
	if err := l.drawn(at, &p); err != nil {
		return page{}, err
	}
	p.settle(turned)
	return p, nil
}
