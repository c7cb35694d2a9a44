package office

import (
	"path/filepath"
	"strings"
	"unicode"

	"duban/knowledge"
	"duban/knowledge/ask"
)

// Book is one plan that can be asked.
type Book struct {
	Key     string // of the plan in the diary
	Version int    // number of its text; 0 where none is kept
	Asker   *ask.Asker
	Lessons Lessons
	Faults  error      // tells the lines of the lessons' file that cannot be used; nil: none
	shelf   *ask.Shelf // of its library
}

// Lessons are what supervisors teach about a plan. Errors for the person are
// *said.Error.
type Lessons interface {
	All() []ask.Lesson
	Add(ask.Lesson) error
	Remove(ask.Lesson) error
	// File returns the name of the file that they are in, and its SHA-256; no name where
	// there is none yet.
	File() (name, sum string, err error)
}

// LessonsName is the folder of the lessons in the data folder.
const LessonsName = "lessons"

// Plan returns the plan's text.
func (b *Book) Plan() *knowledge.Plan { return b.Asker.Plan() }

// OpenBook makes a plan ready for questions, with its lessons in the data folder.
func OpenBook(data string, plan *knowledge.Plan, version int) (*Book, error) {
	asker := ask.New(plan)
	b := &Book{Key: PlanKey(plan), Version: version, Asker: asker}
	path := filepath.Join(data, LessonsName, lessonName(plan)+".csv")
	lessons, faults, err := ask.OpenLessons(path, asker)
	if err != nil {
		return nil, trouble("常见问答文件 "+path+" 读不了，请改正或移走它再试。", err)
	}
	b.Lessons, b.Faults = lessons, faults
	return b, nil
}

// lessonName names the file of a plan's lessons: its 文号 without what file systems
// do not take, or the beginning of its text's hash.
func lessonName(p *knowledge.Plan) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, p.DocNo)
	if name == "" {
		name = p.Hash[:12]
	}
	return name
}
