package reminders

import (
	"errors"
	"time"
)

// Invite lets one person in, once: as Role and, unless Unit is empty, bound to Unit.
type Invite struct {
	Hash      string // of the token, hex: names the invitation
	Unit      string
	Role      Role
	By        Recipient
	CreatedAt time.Time
	ExpiresAt time.Time
	Guest     Guest // who has opened it; zero: nobody has
	OpenedAt  time.Time
	In        bool // the guest has been let in
}

// Guest is somebody who opens an invitation. Name and User are as the person calls
// themselves: untrusted.
type Guest struct {
	ID   Recipient
	Name string
	User string // by which a chat service finds them; may be empty
}

// Gives reports whether the invitation gives p anything: who has made it only tries it, and
// others may have as much already. One that gives nothing is not used up.
func (v Invite) Gives(p Person) bool {
	switch {
	case !p.Role.Valid(): // a stranger
		return true
	case v.By == p.ID:
		return false
	case v.Unit != "":
		return !p.Serves(v.Unit)
	}
	return v.Role.Higher(p.Role) != p.Role
}

// Waits reports whether somebody has opened the invitation whom By has not let in yet.
func (v Invite) Waits() bool { return v.Guest.ID != "" && !v.In }

// Asks reports whether By is asked once more when somebody has opened the invitation: a
// link may have come to the wrong person, who would see everything. had is the role that
// the guest has already; empty: none.
func (v Invite) Asks(had Role) bool {
	return v.By != System && (v.Role == Leader || v.Role == Admin) && v.Role.Higher(had) != had
}

// Opened gives what By is owed at once because the invitation was opened: word of it, and
// the question where it Waits.
func (v Invite) Opened(people []Person, now time.Time) []Delivery {
	return v.notice(noticeOpened, v.By, people, now)
}

// Admitted gives what the guest is owed because By has let them in.
func (v Invite) Admitted(people []Person, now time.Time) []Delivery {
	return v.notice(noticeAdmitted, v.Guest.ID, people, now)
}

func (v Invite) notice(series string, to Recipient, people []Person, now time.Time) []Delivery {
	for _, p := range people {
		if p.ID == to && !p.Silent {
			return []Delivery{{Kind: Kind(series + "#" + v.Hash), Day: DayOf(now, time.UTC), Recipient: to, DueAt: now}}
		}
	}
	return nil
}

// Invited returns the Hash of the invitation of which the kind is a notice; opened reports
// whether it tells who has made it that it was opened, and not the guest that they are in.
func (k Kind) Invited() (hash string, opened, ok bool) {
	series := k.Series()
	return k.Subject(), series == noticeOpened, series == noticeOpened || series == noticeAdmitted
}

// Why an invitation is not accepted.
var (
	ErrInviteUnknown  = errors.New("invitation is unknown")
	ErrInviteUsed     = errors.New("invitation has been used")
	ErrInviteExpired  = errors.New("invitation has expired")
	ErrInviteRevoked  = errors.New("invitation has been revoked")
	ErrInviteNeedless = errors.New("invitation gives this person nothing, and was not used")
	ErrInviteWaits    = errors.New("invitation waits for a word of who has made it")
)
