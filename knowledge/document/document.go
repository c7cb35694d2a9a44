// Package document turns the file that people have (an office document, a PDF, a web
// page, a mail, plain text, a picture of a page) into one form of text: a paragraph a line, a
// table row a line with tabs between its cells, a blank line between what stands apart. What is inside the file
// decides what it is, not its name. Nothing in a file is executed, and no link in
// it is followed.
package document

import (
	"context"
	"fmt"
	"strings"

	"duban/knowledge/said"
)

// Format is the kind of a file.
type Format string

// The formats that can be read.
const (
	TXT  Format = "TXT"
	DOCX Format = "DOCX"
	PDF  Format = "PDF"
	HTML Format = "HTML"
	XLSX Format = "XLSX"
	RTF  Format = "RTF"
	ODT  Format = "ODT"
	ODS  Format = "ODS"
	EML  Format = "EML"
	MHT  Format = "MHT"
	OFD  Format = "OFD"
	CSV  Format = "CSV"
	DOC  Format = "DOC" // of Word 97 to 2003, and WPS
	XLS  Format = "XLS" // of Excel 97 to 2003, and ET
	// A picture of a page, whatever its format: PNG, JPEG, TIFF, BMP or WebP.
	Picture Format = "图片"
)

// Limits against files that are broken or made to harm. The size is that of the
// Bot API's getFile, 20 MB.
const (
	MaxFile     = 20 << 20  // bytes of a file
	MaxText     = 8 << 20   // bytes of the text that is made of it
	maxPages    = 2000      // of a PDF
	maxEntries  = 4000      // of a ZIP archive
	maxUnpacked = 256 << 20 // bytes of all entries of an archive that are read
	maxPart     = 128 << 20 // bytes of one entry
	maxDepth    = 200       // elements within elements
	maxCells    = 200_000   // of all tables
	maxColumns  = 200       // of one table
	maxSpan     = 1000      // columns or rows that one merged cell covers
	maxGaps     = 1000      // that are listed
	maxScanned  = 100       // pages that are recognised: some ten minutes
)

// Document is what was read.
type Document struct {
	Format   Format          `json:"format"`
	Encoding string          `json:"encoding,omitempty"` // of text and HTML: UTF-8, GB18030, UTF-16LE, …
	Text     string          `json:"text"`               // the one form, UTF-8
	Pages    []Page          `json:"pages,omitempty"`    // where pages or sheets begin; nil where a format has none
	Notes    []said.Sentence `json:"notes,omitempty"`    // on what was left out or put together
	// Gaps are the parts of the file that were not read; Recognised are the stretches of
	// Text that were recognised from pictures and may be wrong.
	Gaps       []Gap  `json:"gaps,omitempty"`
	Recognised []Span `json:"recognised,omitempty"`
}

// Gap is a part of the file that was not read.
type Gap struct {
	Kind   string        `json:"kind"`   // picture, object, page, table or attachment
	Name   said.Sentence `json:"name"`   // what names it: 第3页, the name of the embedded file; may be empty
	Start  int           `json:"start"`  // byte offset in Document.Text of the place where it stands
	Reason said.Sentence `json:"reason"` // says what to do next
}

// Span is a stretch of Document.Text, in bytes.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Page is the start of a page (PDF) or a sheet (XLSX) in Document.Text.
type Page struct {
	Name  said.Sentence `json:"name"`  // 第3页, or the sheet's name
	Start int           `json:"start"` // byte offset
}

// The files that are refused.
var (
	ErrEmpty    = said.Errorf("文件是空的，请发送有文字的计划原文。", "The file is empty. Please send the plan's text.")
	ErrTooLarge = said.Errorf("文件超过20MB，请只保留计划正文和附件，去掉图片后再发。",
		"The file is larger than 20 MB. Please keep only the plan's text and annexes, without pictures, and send it again.")
	ErrTooLong = said.Errorf("文件里的文字超过8MB，不像一份计划，请只保留计划正文和附件后再试。",
		"The file holds more than 8 MB of text, which is hardly a plan. Please keep only the plan's text and annexes and try again.")
	ErrPages = said.Errorf("这份PDF超过2000页，不像一份计划，请只保留计划正文和附件后再试。",
		"This PDF has more than 2000 pages, which is hardly a plan. Please keep only the plan's text and annexes and try again.")
	ErrScanned = said.Errorf("这份文件是扫描件，识别不出文字。请用起草时的文字稿，另存为DOCX或带文字的PDF再发；只有纸质件的，请重新扫描，要清楚、端正、完整。",
		"This file is a scan, and no text can be recognised in it. Please save the draft as DOCX or as a PDF with text and send that; where there is only paper, scan it again: clear, straight and whole.")
	ErrLegacy = said.Errorf("这是Word 95、Excel 95或更早的格式，请用Word或WPS打开，“另存为”DOCX（表格另存为XLSX）后再发。",
		"This is a document of Word 95, Excel 95 or before. Please open it in Word or WPS, save it as DOCX (a spreadsheet as XLSX) and send that.")
	ErrLocked = said.Errorf("文件加了密码，打不开。请去掉密码另存一份再发。",
		"The file has a password and cannot be opened. Please save a copy without it and send that.")
	ErrImage = said.Errorf("这张图片上识别不出文字。请发送DOCX、带文字的PDF、网页或TXT；只有纸质件的，请重新扫描或拍照，要清楚、端正、完整。",
		"No text can be recognised in this picture. Please send DOCX, PDF with text, a web page or TXT; where there is only paper, scan or photograph it again: clear, straight and whole.")
	ErrPixels = said.Errorf("图片太大（超过5000万像素），请缩小后再发，一页有1700×2400像素就够了。",
		"The picture is too large (more than 50 million pixels). Please make it smaller; 1700×2400 pixels are enough for a page.")
	ErrGIF = said.Errorf("这是GIF图片，请另存为PNG或JPG后再发。",
		"This is a GIF picture. Please save it as PNG or JPG and send that.")
	ErrArchive = said.Errorf("这是压缩包，不是文档。请解压后把里面的计划文件发来。",
		"This is an archive, not a document. Please unpack it and send the plan's file.")
	ErrUnknown = said.Errorf("认不出这是什么文件。请用Word或WPS打开，“另存为”DOCX（表格另存为XLSX）后再发。",
		"I cannot tell what file this is. Please open it in Word or WPS, save it as DOCX (a spreadsheet as XLSX) and send that.")
	ErrDamaged = said.Errorf("文件已损坏或不完整，打不开。请重新下载或另存一份再发。",
		"The file is damaged or not complete and cannot be opened. Please download it again or save a copy and send that.")
	ErrEncoding = said.Errorf("文件里的文字编码认不出来，请用文字处理软件另存为UTF-8文本或DOCX再发。",
		"The encoding of the text is not known. Please save it as UTF-8 text or DOCX and send that.")
	ErrBomb = said.Errorf("文件解开后大得不正常，已停止读取。请用Word或WPS打开，重新“另存为”一份再发。",
		"The file unpacks to an abnormal size, and reading was stopped. Please open it in Word or WPS, save a copy and send that.")
	ErrNested = said.Errorf("文件内部的层次深得不正常，已停止读取。请用Word或WPS打开，重新“另存为”一份再发。",
		"The file is nested abnormally deep, and reading was stopped. Please open it in Word or WPS, save a copy and send that.")
	ErrCells = said.Errorf("文件里的表格大得不正常（超过20万格），已停止读取。请只保留计划的表格后再发。",
		"The file has abnormally large tables (more than 200,000 cells), and reading was stopped. Please keep only the plan's tables and send it again.")
	ErrNoText    = said.Errorf("文件里没有文字，请发送有文字的计划原文。", "The file holds no text. Please send the plan's text.")
	ErrOutOfTime = said.Errorf("读这份文件用的时间太长，已停止。请只保留计划正文和附件后再试。",
		"This file took too long to read, and reading was stopped. Please keep only the plan's text and annexes and try again.")
)

// Options are what a caller may add. The zero value is good.
type Options struct {
	// Progress is told how many pages have been read, of how many.
	Progress func(done, total int)
	// Cache is a folder in which the PDF reader and the recogniser keep their compiled
	// forms between runs; without one every process spends seconds on compiling.
	Cache string
}

// Read reads a file's bytes. ctx bounds the time; when it ends the error is
// ErrOutOfTime. Every error for the reader is a said.Error.
func Read(ctx context.Context, data []byte, o Options) (*Document, error) {
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	scans := &scanner{cache: o.Cache}
	defer scans.close()
	return (&writer{ctx: ctx, scans: scans}).read(data, o)
}

// read reads a file, or one that stands in another.
func (w *writer) read(data []byte, o Options) (doc *Document, err error) {
	// The readers stand on libraries that were not written for hostile files.
	defer func() {
		if p := recover(); p != nil {
			doc, err = nil, ErrDamaged
		}
	}()
	switch {
	case len(data) == 0:
		return nil, ErrEmpty
	case len(data) > MaxFile:
		return nil, ErrTooLarge
	}
	format, err := formatOf(data)
	if err != nil {
		return nil, err
	}
	doc = &Document{Format: format}
	switch format {
	case DOCX:
		err = readDOCX(w, data)
	case XLSX:
		err = readXLSX(w, data)
	case DOC:
		err = readDOC(w, data)
	case XLS:
		err = readXLS(w, data)
	case PDF:
		err = readPDF(w, data, o)
	case RTF:
		err = readRTF(w, data)
	case ODT:
		err = readODF(w, doc, data)
	case OFD:
		err = readOFD(w, data, o)
	case EML:
		err = readMail(w, doc, data, o)
	case Picture:
		err = readPicture(w, data, o)
	default:
		err = readText(w, doc, data)
	}
	switch {
	case w.ctx.Err() != nil:
		return nil, fmt.Errorf("%w (%w)", ErrOutOfTime, w.ctx.Err())
	case w.err != nil:
		return nil, w.err
	case err != nil:
		return nil, err
	}
	if doc.Format != TXT {
		doc.Text = strings.TrimRight(w.text.String(), "\n") + "\n"
	}
	if w.more > 0 {
		w.note(said.Of("没有读入的地方太多，另有{more}处没有列出。",
			"Too many parts were not read; {more} more of them are not listed.", w.more))
	}
	doc.Pages, doc.Notes, doc.Gaps, doc.Recognised = w.pages, append(w.notes, w.log.Notes()...), w.gaps, w.recognised
	if strings.TrimSpace(doc.Text) == "" {
		return nil, ErrNoText
	}
	return doc, nil
}
