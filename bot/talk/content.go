package talk

import (
	"context"
	"errors"

	"duban/bot/ledger"
	"duban/knowledge/document"
	"duban/knowledge/said"
)

// Content is what a file holds that somebody has sent: a plan, a ledger that was filled
// in, or a list of tasks with marks.
type Content struct {
	Plan   *document.Document
	Filled []ledger.Filled // the rows of a ledger on which something is filled in
	Tasks  *ledger.TaskMarks
	Faults ledger.Faults // why a ledger or a list of tasks cannot be taken as it is
}

// Files reads what people send. A file that is refused is a said.Error.
type Files interface {
	// Open finds out what a file is and reads it. progress is told how far it is.
	Open(ctx context.Context, data []byte, progress func(said.Sentence)) (Content, error)
}

// ReadContent finds out by its content what a file is and reads it; plan reads one that is
// no table of ours. A hostile file may take all memory: like LedgerContent and
// TasksContent it is to be called where nothing else is lost, as package apart does. A
// file that is refused is a said.Error.
func ReadContent(data []byte, plan func() (*document.Document, error)) (Content, error) {
	switch {
	case ledger.IsTasks(data):
		return TasksContent(data)
	case ledger.IsLedger(data):
		return LedgerContent(data)
	}
	doc, err := plan()
	return Content{Plan: doc}, err
}

// LedgerContent reads a ledger that was filled in.
func LedgerContent(data []byte) (c Content, err error) {
	rows, err := ledger.Read(data)
	for _, f := range rows {
		if f.Action != "" {
			c.Filled = append(c.Filled, f)
		}
	}
	return c.with(err)
}

// TasksContent reads a list of tasks with marks.
func TasksContent(data []byte) (c Content, err error) {
	marks, err := ledger.ReadTasks(data)
	if err == nil {
		c.Tasks = &marks
	}
	return c.with(err)
}

// with takes over the error of a table's reader.
func (c Content) with(err error) (Content, error) {
	if errors.As(err, &c.Faults) {
		return c, nil
	}
	return c, err
}
