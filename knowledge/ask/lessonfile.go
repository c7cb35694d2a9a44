package ask

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"duban/knowledge/said"
)

// LessonFile is the lessons of one plan in a CSV file that a spreadsheet program
// opens: UTF-8 with a byte order mark, heading 种类,说法,所指. It is safe for
// concurrent use.
type LessonFile struct {
	path  string
	asker *Asker
	mu    sync.Mutex
	all   []Lesson
}

var lessonHeading = []string{"种类", "说法", "所指"}

// maxLessons is how many lessons one plan can have.
const maxLessons = 2000

// OpenLessons reads the file, if it is there, and teaches its lessons to the
// asker. Lines that cannot be used are told in faults, one sentence in Chinese
// each, and kept in the file; err is a file that cannot be read at all.
func OpenLessons(path string, asker *Asker) (f *LessonFile, faults, err error) {
	f = &LessonFile{path: path, asker: asker}
	in, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	if f.all, err = readLessons(in); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, asker.Teach(f.all), nil
}

// File returns the name of the file and the SHA-256 of what it holds, hex; no name where
// there is none.
func (f *LessonFile) File() (name, sum string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	content, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", nil
	}
	hash := sha256.Sum256(content)
	return filepath.Base(f.path), hex.EncodeToString(hash[:]), err
}

// All gives the lessons in the order of the file.
func (f *LessonFile) All() []Lesson {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.all)
}

// Add checks a lesson, writes it to the file and teaches it. One with the same
// kind and words is replaced. The error is a said.Error, or that of a file which
// cannot be written; then nothing changes.
func (f *LessonFile) Add(one Lesson) error {
	one.Says, one.Means = strings.TrimSpace(one.Says), strings.TrimSpace(one.Means)
	if err := f.asker.Check(one); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	all := slices.DeleteFunc(slices.Clone(f.all), func(l Lesson) bool { return l.Kind == one.Kind && l.Says == one.Says })
	if len(all) >= maxLessons {
		return said.Errorf("已有{maxLessons}条，请先删掉不用的",
			"There are {maxLessons} already; please remove some first", maxLessons)
	}
	return f.replace(append(all, one))
}

// Remove takes a lesson out of the file; it is no error when it is not there.
func (f *LessonFile) Remove(one Lesson) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.replace(slices.DeleteFunc(slices.Clone(f.all), func(l Lesson) bool { return l == one }))
}

// replace writes the whole file beside and renames it, then teaches it.
func (f *LessonFile) replace(all []Lesson) error {
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return err
	}
	out, err := os.CreateTemp(filepath.Dir(f.path), ".lessons-*")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	if err := errors.Join(writeLessons(out, all), out.Sync(), out.Close()); err != nil {
		return err
	}
	if err := os.Rename(out.Name(), f.path); err != nil {
		return err
	}
	f.all = all
	_ = f.asker.Teach(all) // each was checked when it came; those of a hand-edited file were told at the start
	return nil
}

const byteOrderMark = "\ufeff"

func readLessons(in io.Reader) ([]Lesson, error) {
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	var out []Lesson
	for n := 1; ; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if row[0] = strings.TrimPrefix(row[0], byteOrderMark); n == 1 && row[0] == lessonHeading[0] {
			continue
		}
		if len(row) < 3 {
			row = append(row, "", "")
		}
		out = append(out, Lesson{LessonKind(strings.TrimSpace(row[0])), strings.TrimSpace(row[1]), strings.TrimSpace(row[2])})
		if len(out) > maxLessons {
			return nil, fmt.Errorf("超过%d行", maxLessons)
		}
	}
}

func writeLessons(out io.Writer, all []Lesson) error {
	_, err := io.WriteString(out, byteOrderMark)
	w := csv.NewWriter(out)
	err = errors.Join(err, w.Write(lessonHeading))
	for _, l := range all {
		err = errors.Join(err, w.Write([]string{string(l.Kind), l.Says, l.Means}))
	}
	w.Flush()
	return errors.Join(err, w.Error())
}
