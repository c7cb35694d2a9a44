package sqlite

import (
	"crypto/hmac"
	"crypto/sha256"
	"os"

	"duban/reminders"
)

// Authenticate gives the MAC of a text with the key of the trail, and the key's name.
// Errors: ErrNoKey, also where the trail has not begun; reminders.ErrKey.
func (s *Store) Authenticate(text []byte) (key string, mac []byte, err error) {
	k, err := s.key.load(false)
	if err != nil {
		return "", nil, err
	}
	return k.Name(), authenticate(k, text), nil
}

// AuthenticateWith is Authenticate with the key in a file.
func AuthenticateWith(path string, text []byte) (key string, mac []byte, err error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return "", nil, err
	}
	k, err := reminders.ParseKey(string(body))
	if err != nil {
		return "", nil, err
	}
	return k.Name(), authenticate(k, text), nil
}

func authenticate(k reminders.Key, text []byte) []byte {
	h := hmac.New(sha256.New, k[:])
	h.Write([]byte("duban backup\n")) // no link of the trail begins so
	h.Write(text)
	return h.Sum(nil)
}
