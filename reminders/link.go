package reminders

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// # The whole trail
//
// What counts in the diary is in one chain of links, table trail: milestones, their events,
// plans and their texts, decisions about the reading, people, their units and invitations,
// chats, settings, what supervisors taught, and what is owed to whom. A link says which
// rows a transaction has changed, and to what; whatever writes to a watched table is
// recorded, by the store itself, so that no feature can forget it (sqlite/watch.go says
// which tables and columns are left out, and why).
//
// A link's body is text, a line for each Edit, fields separated by tabs:
//
//	milestones	[5]	6f0c…	status="closed"	remark="通过"
//
// the table, the row's key as a JSON array, a digest of what these columns held before
// (empty: the row is new), and what they hold now, in JSON; "-" in place of the columns: the
// row is gone; "+": it is new, and has no columns but its key. Only what has changed is said, so that a link never vouches for what
// somebody altered behind the program's back in the same row; and the digest tells that
// somebody had, even when the program has overwritten it.
//
// The body of the first link begins with a Seal: the end of the chain of events of
// before, whose hashes (see Event.Sum, forms 1 and 2) anybody could compute anew. The rows
// that were there then follow as new ones. Later events stand in the chain by their hash.
//
// A link is authenticated by HMAC-SHA-256 with a key outside the database, over its number,
// the authentication of the link before and its body: who has only the database can
// neither alter, insert, take out nor reorder links. Who cuts off the end, and takes the
// rows back to what they were then, is found out by an Anchor: the chain's end, which
// supervisors are told each working day.
//
// Deliveries are the bulk: each is in the chain when it comes, when it is sent and when it
// is superseded. A digest over all of them would be shorter, but could not name the one
// that somebody has suppressed. How often it was tried and why that failed is left out.
//
// State is what the links add up to, and State.Compare tells where the tables that are used
// say something else.

// Link is one link of the whole trail.
type Link struct {
	ID   int64 // 1, 2, 3, … without gaps
	Body string
	MAC  MAC
}

// MAC authenticates a link and all before it.
type MAC [sha256.Size]byte

// Key is what links are authenticated with. It is kept outside the database.
type Key [32]byte

// NewKey returns a random key.
func NewKey() (k Key) {
	rand.Read(k[:]) // never fails
	return k
}

// ErrKey: what should be a key is none.
var ErrKey = errors.New("key is not 64 hexadecimal digits")

// ParseKey reads what String has written. Error: ErrKey.
func ParseKey(text string) (k Key, err error) {
	raw, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != len(k) {
		return k, ErrKey
	}
	return Key(raw), nil
}

// String returns the key in 64 hexadecimal digits: a secret.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// Name returns what tells the key from others and gives nothing of it away.
func (k Key) Name() string {
	sum := sha256.Sum256([]byte("duban-key-1:" + string(k[:])))
	return hex.EncodeToString(sum[:8])
}

// Anchor is the end of the whole trail at some moment. The zero Anchor has no links yet.
type Anchor struct {
	ID  int64 // of the last link
	MAC MAC   // of the last link
}

// shortMAC is how many bytes of a MAC people are told: 64 bits, which nobody can match
// without the key.
const shortMAC = 8

// String returns number and MAC as people are told them: 12345:0123456789abcdef.
func (a Anchor) String() string {
	return strconv.FormatInt(a.ID, 10) + ":" + hex.EncodeToString(a.MAC[:shortMAC])
}

// ParseAnchor reads what String has written, as a person copies it from a chat: the number
// of a link and the beginning of its MAC, at least 8 hexadecimal digits.
func ParseAnchor(text string) (id int64, mac string, err error) {
	number, mac, found := strings.Cut(strings.NewReplacer("：", ":", " ", "").Replace(strings.ToLower(text)), ":")
	id, err = strconv.ParseInt(number, 10, 64)
	if !found || err != nil || id < 1 || len(mac) < 8 || len(mac) > 2*sha256.Size || strings.Trim(mac, "0123456789abcdef") != "" {
		return 0, "", fmt.Errorf("%.40q is no anchor", text)
	}
	return id, mac, nil
}

// Is reports whether the MAC begins with these hexadecimal digits.
func (m MAC) Is(begins string) bool { return strings.HasPrefix(hex.EncodeToString(m[:]), begins) }

// Signer appends links to a chain, and checks them, with a key.
type Signer struct {
	End  Anchor
	hash interface {
		Write([]byte) (int, error)
		Sum([]byte) []byte
		Reset()
	}
	buffer []byte
}

// NewSigner returns a Signer for the links behind the end.
func NewSigner(k Key, end Anchor) *Signer { return &Signer{End: end, hash: hmac.New(sha256.New, k[:])} }

// sum returns the MAC of the next link, if it has that body.
func (s *Signer) sum(body string) (m MAC) {
	s.hash.Reset()
	s.buffer = append(s.buffer[:0], "duban-link-1:"...)
	s.buffer = strconv.AppendInt(s.buffer, s.End.ID+1, 10)
	s.buffer = append(s.buffer, ':')
	s.buffer = append(s.buffer, s.End.MAC[:]...) // always as long
	s.buffer = append(s.buffer, body...)
	s.hash.Write(s.buffer)
	s.hash.Sum(m[:0])
	return m
}

// Append returns the next link, with that body.
func (s *Signer) Append(body string) Link {
	l := Link{s.End.ID + 1, body, s.sum(body)}
	s.End = Anchor{l.ID, l.MAC}
	return l
}

// Check takes l as the next link, whether it is whole or not.
func (s *Signer) Check(l Link) (whole bool) {
	whole = l.ID == s.End.ID+1
	s.End.ID = l.ID - 1
	whole = hmac.Equal(l.MAC[:], sliced(s.sum(l.Body))) && whole
	s.End = Anchor{l.ID, l.MAC}
	return whole
}

func sliced(m MAC) []byte { return m[:] }
