package reminders

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Event is one entry of the audit trail. Entries are only ever added; each holds
// the hash of the one before, so that none can be changed or taken out unnoticed.
type Event struct {
	ID        int64 // 1, 2, 3, … without gaps
	Milestone int64
	Action    Action
	Actor     Recipient // empty for the program itself
	Role      Role
	At        int64 // Unix seconds
	From, To  Status
	Reason    string
	Request   string // what asked for it; the same request acts once
	Prev      string // hash of the event before, hex; empty for the first
	Hash      string // hex
}

// Seal gives the event its place behind the one with hash prev.
func (e Event) Seal(id int64, prev string) Event {
	e.ID, e.Prev = id, prev
	e.Hash = e.digest()
	return e
}

// digest is SHA-256 over the fields as a JSON array, in the order of the struct.
func (e Event) digest() string {
	fields, err := json.Marshal([]any{e.ID, e.Milestone, e.Action, e.Actor, e.Role, e.At, e.From, e.To, e.Reason, e.Request, e.Prev})
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	sum := sha256.Sum256(fields)
	return hex.EncodeToString(sum[:])
}

// Follows checks that the event stands unchanged behind the one before it (zero
// for the first). The error names the broken link.
func (e Event) Follows(before Event) error {
	switch {
	case e.ID != before.ID+1:
		return fmt.Errorf("audit trail: event %d is missing", before.ID+1)
	case e.Prev != before.Hash:
		return fmt.Errorf("audit trail: event %d does not follow event %d", e.ID, before.ID)
	case e.Hash != e.digest():
		return fmt.Errorf("audit trail: event %d was changed", e.ID)
	}
	return nil
}
