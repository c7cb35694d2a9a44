package document

import (
	"bytes"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"
)

// compound is a file of named streams (MS-CFB), in which Word, Excel and WPS kept a
// document before there was OOXML.
type compound struct {
	streams map[string]*mscfb.File // those that stand at the top, by their names in small letters
	size    int
}

func openCompound(data []byte) (*compound, error) {
	// Some programs leave off the end of the last sector.
	const sector = 4096
	if short := len(data) % sector; short > 0 {
		data = append(bytes.Clone(data), make([]byte, sector-short)...)
	}
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, ErrDamaged
	}
	c := &compound{streams: map[string]*mscfb.File{}, size: len(data)}
	for _, f := range r.File {
		if len(f.Path) == 0 {
			c.streams[strings.ToLower(f.Name)] = f
		}
	}
	return c, nil
}

func (c *compound) has(name string) bool { return c.streams[strings.ToLower(name)] != nil }

// stream reads one stream; it is nil where there is none of that name.
func (c *compound) stream(name string) ([]byte, error) {
	f := c.streams[strings.ToLower(name)]
	switch {
	case f == nil || f.Size == 0:
		return nil, nil
	case f.Size > int64(c.size):
		return nil, ErrDamaged
	}
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, ErrDamaged
	}
	return data, nil
}

// compoundFormat tells what a compound file holds.
func compoundFormat(data []byte) (Format, error) {
	c, err := openCompound(data)
	switch {
	case err != nil:
		return "", err
	case c.has("EncryptedPackage"):
		return "", ErrLocked
	case c.has("WordDocument"):
		return DOC, nil
	case c.has("Workbook"), c.has("Book"):
		return XLS, nil
	}
	return "", ErrUnknown
}
