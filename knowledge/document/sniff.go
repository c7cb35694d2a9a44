package document

import (
	"archive/zip"
	"bytes"
	"strings"
	"unicode/utf16"
)

// formatOf tells what a file is by what stands in it. Text may still turn out to be
// HTML, once its encoding is known.
func formatOf(data []byte) (Format, error) {
	start := data[:min(len(data), 1024)]
	has := func(magic string) bool { return bytes.HasPrefix(start, []byte(magic)) }
	switch {
	case bytes.Contains(start, []byte("%PDF-")):
		return PDF, nil
	case has("PK\x03\x04"), has("PK\x05\x06"):
		return archiveFormat(data)
	case has("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		if bytes.Contains(data, utf16Name("EncryptedPackage")) {
			return "", ErrLocked
		}
		return "", ErrLegacy
	case has("{\\rtf"):
		return "", ErrRTF
	case has("\xff\xd8\xff"), has("\x89PNG"), has("II*\x00"), has("MM\x00*"), has("BM") && bytes.IndexByte(start, 0) > 0, has("RIFF") && bytes.Contains(start, []byte("WEBP")):
		return Picture, nil
	case has("GIF8"):
		return "", ErrGIF
	case has("Rar!"), has("7z\xbc\xaf"), has("\x1f\x8b"):
		return "", ErrArchive
	case has("MIME-Version:"), has("From: <Saved by"):
		return "", ErrMHT
	}
	return TXT, nil
}

// utf16Name is a name as it stands in the directory of a compound file.
func utf16Name(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func archiveFormat(data []byte) (Format, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", ErrDamaged
	}
	if len(z.File) > maxEntries {
		return "", ErrBomb
	}
	for _, f := range z.File {
		switch name := strings.TrimPrefix(f.Name, "/"); {
		case name == "word/document.xml" || name == "word/document2.xml":
			return DOCX, nil
		case name == "xl/workbook.xml":
			return XLSX, nil
		case name == "OFD.xml":
			return "", ErrOFD
		case name == "META-INF/manifest.xml":
			return "", ErrODF
		}
	}
	return "", ErrArchive
}
