package backup

import (
	"crypto/hmac"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"duban/reminders"
	"duban/reminders/sqlite"
)

// ErrForged is a backup whose manifest was changed by somebody without the key.
var ErrForged = errors.New("the backup was changed after it was made")

// Proof says whether a backup is one that this program made.
type Proof int

// The proofs.
const (
	Unproved Proof = iota // there is no key here to tell by, or the backup is a bare diary
	Proved                // by the key that is here
	Unsigned              // there is a key, but the backup has no MAC
	OtherKey              // its MAC was made with another key
)

// text is what the manifest's MAC is of.
func (m Manifest) text() ([]byte, error) {
	m.MAC = ""
	return json.Marshal(m)
}

// sign has the manifest say with which key it was made, and that nobody without it has
// changed it. Before the trail begins there is no key.
func (m *Manifest) sign(store *sqlite.Store) error {
	name, _, err := store.Authenticate(nil)
	if errors.Is(err, sqlite.ErrNoKey) {
		return nil
	}
	if err != nil {
		return err
	}
	m.Key = name
	text, err := m.text()
	if err != nil {
		return err
	}
	_, mac, err := store.Authenticate(text)
	m.MAC = hex.EncodeToString(mac)
	return err
}

// proof holds the manifest against the key in a file. Error: ErrForged.
func (m Manifest) proof(key string) (Proof, error) {
	text, err := m.text()
	if err != nil {
		return Unproved, err
	}
	name, mac, err := sqlite.AuthenticateWith(key, text)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, reminders.ErrKey):
		return Unproved, nil
	case err != nil:
		return Unproved, err
	case m.MAC == "":
		return Unsigned, nil
	case m.Key != name:
		return OtherKey, nil
	}
	if was, err := hex.DecodeString(m.MAC); err != nil || !hmac.Equal(was, mac) {
		return Unproved, fmt.Errorf("%w: %w", ErrDamaged, ErrForged)
	}
	return Proved, nil
}
