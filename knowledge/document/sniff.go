package document

import (
	"archive/zip"
	"bytes"
	"strings"
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
		return compoundFormat(data)
	case has("{\\rtf"):
		return RTF, nil
	case has("\xff\xd8\xff"), has("\x89PNG"), has("II*\x00"), has("MM\x00*"), has("BM") && bytes.IndexByte(start, 0) > 0, has("RIFF") && bytes.Contains(start, []byte("WEBP")):
		return Picture, nil
	case has("GIF8"):
		return "", ErrGIF
	case has("Rar!"), has("7z\xbc\xaf"), has("\x1f\x8b"):
		return "", ErrArchive
	case isMail(data):
		return EML, nil
	}
	return TXT, nil
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
		switch name := partName(f.Name); {
		case strings.HasPrefix(name, "word/") && strings.HasSuffix(name, ".xml"):
			return DOCX, nil
		case strings.HasPrefix(name, "xl/") && strings.HasSuffix(name, ".xml"):
			return XLSX, nil
		case strings.HasPrefix(name, "ppt/") && strings.HasSuffix(name, ".xml"):
			return "", ErrUnknown
		case name == "OFD.xml":
			return OFD, nil
		case name == "content.xml": // or ODS: it tells itself
			return ODT, nil
		}
	}
	return "", ErrArchive
}
