package sqlite

import "context"

// LedgerKey gives the key with which the rows of the ledger are signed that people take
// out: 32 random bytes, other ones in each diary.
func (s *Store) LedgerKey(ctx context.Context) (key []byte, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT key FROM keys WHERE name = 'ledger'").Scan(&key)
	return key, err
}
