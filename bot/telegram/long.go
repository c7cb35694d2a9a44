package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

const (
	updateLimit = 1 << 20  // bytes of an update; Telegram's own have a few thousand
	answerLimit = 32 << 20 // bytes that are read of one answer of the Bot API: a hundred updates are far below it
	headLimit   = 4 << 10  // bytes in which the id of an update is looked for
)

// errLong: an answer has more than answerLimit bytes.
var errLong = errors.New("answer is too long")

// bounded reads at most so many bytes, and fails with errLong where there are more.
type bounded struct {
	io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLong
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// updateID finds the id of an update in the beginning of what is too long to be read.
var updateID = regexp.MustCompile(`"update_id"\s*:\s*(\d{1,18})`)

// longUpdate: an update does not fit into an answer.
type longUpdate struct{ id int64 }

func (e *longUpdate) Error() string { return fmt.Sprintf("update %d is too long", e.id) }

func idIn(head []byte) (id int64, ok bool) {
	m := updateID.FindSubmatch(head[:min(len(head), headLimit)])
	if m == nil {
		return 0, false
	}
	id, err := strconv.ParseInt(string(m[1]), 10, 64)
	return id, err == nil
}

// passOver notes that an update is taken as dealt with, unread.
func (e *Edge) passOver(id int64) {
	e.log.Error("一条更新太大，没有看内容，只记为收到", "update", id, "limit", updateLimit)
}

// shortened gives an update, or the id alone of one that is too long, so that it is
// acknowledged and does not come again.
func (e *Edge) shortened(body json.RawMessage) json.RawMessage {
	if len(body) <= updateLimit {
		return body
	}
	var fields struct {
		ID *int64 `json:"update_id"`
	}
	if err := json.Unmarshal(body, &fields); err != nil || fields.ID == nil {
		return body // open says so
	}
	e.passOver(*fields.ID)
	return fmt.Appendf(nil, `{"update_id":%d}`, *fields.ID)
}
