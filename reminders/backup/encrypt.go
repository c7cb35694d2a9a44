package backup

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"filippo.io/age"
)

// Why an encrypted backup cannot be read, or none be made.
var (
	ErrEncrypted = errors.New("the backup is encrypted, and no identity was given")
	ErrIdentity  = errors.New("no identity fits the encrypted backup")
	ErrRecipient = errors.New("no recipient")
)

// ageMagic begins each file that age has encrypted: https://age-encryption.org/v1
const ageMagic = "age-encryption.org/"

// ParseRecipients reads recipients of age (age1…), separated by commas, spaces or lines.
// Error: ErrRecipient.
func ParseRecipients(text string) ([]age.Recipient, error) {
	lines := strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(", \t\r\n，", r) }), "\n")
	if lines == "" {
		return nil, nil
	}
	all, err := age.ParseRecipients(strings.NewReader(lines))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRecipient, err)
	}
	return all, nil
}

// NewIdentity makes an identity in a new file that only its owner can read, and gives
// its recipient.
func NewIdentity(path string, now time.Time) (recipient string, err error) {
	k, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	recipient = k.Recipient().String()
	_, err = fmt.Fprintf(out, "# created: %s\n# public key: %s\n%s\n", now.Format(time.RFC3339), recipient, k)
	return recipient, errors.Join(err, out.Sync(), out.Close())
}

// encrypt writes a file to a new one that lasts, encrypted to the recipients, and proves
// that it can be read back as it was written: nobody here can decrypt it.
func encrypt(from, to string, recipients []age.Recipient) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	wrote, read := sha256.New(), sha256.New()
	locked, err := age.Encrypt(io.MultiWriter(out, wrote), recipients...)
	if err == nil {
		_, err = io.Copy(locked, in)
		err = errors.Join(err, locked.Close(), out.Sync())
	}
	if err == nil {
		if _, err = out.Seek(0, io.SeekStart); err == nil {
			_, err = io.Copy(read, out)
		}
		if err == nil && !bytes.Equal(wrote.Sum(nil), read.Sum(nil)) {
			err = ErrReadBack
		}
	}
	return errors.Join(err, out.Close())
}

// decrypt writes what an encrypted backup holds to a new file. identity is a file with
// identities of age. Errors: ErrEncrypted, ErrIdentity, ErrDamaged, ErrNoRoom.
func decrypt(from, to, identity string) error {
	if identity == "" {
		return ErrEncrypted
	}
	keys, err := os.Open(identity)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrIdentity, err)
	}
	defer keys.Close()
	identities, err := age.ParseIdentities(keys)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrIdentity, err)
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	open, err := age.Decrypt(in, identities...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return fmt.Errorf("%w: %w", ErrIdentity, err)
	case err != nil:
		return wrong("%w", err)
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	reader := &reading{r: open}
	_, err = io.Copy(out, reader)
	if reader.err != nil { // each piece is authenticated
		err = wrong("%w", reader.err)
	}
	return errors.Join(err, out.Close())
}
