package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"duban/reminders"
)

// Names beside the diary, behind its own.
const (
	// MarkSuffix is that of the file with the mark of the last write. Who puts another
	// diary in the place of one takes its mark away.
	MarkSuffix = "-mark"
	lostSuffix = "-lost" // begins those that tell of lost writes, a file each
)

// mark is how far a diary has got. It stands in the diary, whose last writes SQLite drops
// without a word where a bit flips in its write-ahead log, and beside it, so that those
// are missed.
type mark struct {
	Commits int64           // transactions
	End     reminders.Chain // of the audit trail
}

// nextMark counts a transaction that is about to be committed.
func nextMark(ctx context.Context, tx *sql.Tx) (m mark, err error) {
	err = tx.QueryRowContext(ctx, `UPDATE mark SET commits = commits + 1 RETURNING commits, coalesce((SELECT max(id) FROM events), 0),
		coalesce((SELECT hash FROM events ORDER BY id DESC LIMIT 1), '')`).Scan(&m.Commits, &m.End.ID, &m.End.Hash)
	return m, err
}

// markFile is the file beside the diary. It is written after each commit and not synced:
// where it comes too late it misses less, and it never tells of what was not committed.
type markFile struct {
	mu   sync.Mutex
	file *os.File
	last int64 // commits that it tells of
}

// markSize is the number of bytes of the file: one sector, so that it is written in one.
const markSize = 256

func (f *markFile) put(path string, m mark) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if m.Commits <= f.last {
		return
	}
	if f.file == nil {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return // the next write tries again, and who examines the diary tells an old mark by nothing worse than that
		}
		f.file = file
	}
	if _, err := f.file.WriteAt(m.bytes(), 0); err == nil {
		f.last = m.Commits
	}
}

func (f *markFile) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return nil
	}
	err := errors.Join(f.file.Sync(), f.file.Close())
	f.file = nil
	return err
}

const markForm = "duban-mark-1"

func (m mark) bytes() []byte {
	words := fmt.Sprintf("%s %d %d %s", markForm, m.Commits, m.End.ID, m.End.Hash)
	return fmt.Appendf(nil, "%-*s\n", markSize-1, words+" "+markSum(words))
}

func markSum(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:8])
}

// errMark is a file that holds no mark.
var errMark = errors.New("no mark")

// readMark reads the mark beside the diary at path; there is none where no file is.
func readMark(path string) (m mark, known bool, err error) {
	for range 2 { // it may be written just now
		var body []byte
		if body, err = os.ReadFile(path + MarkSuffix); errors.Is(err, fs.ErrNotExist) {
			return m, false, nil
		}
		words, sum, _ := cutLast(strings.TrimSpace(string(body)), " ")
		if fields := strings.Fields(words); err == nil && (len(fields) < 3 || fields[0] != markForm || sum != markSum(words)) {
			err = errMark
		}
		if err == nil {
			_, err = fmt.Sscanf(words, markForm+" %d %d", &m.Commits, &m.End.ID)
			m.End.Hash = strings.TrimPrefix(words, fmt.Sprintf("%s %d %d ", markForm, m.Commits, m.End.ID))
			return m, true, err
		}
	}
	return m, true, err
}

// Lost tells that a diary was found to be behind what had been written to it, or to be
// another one.
type Lost struct {
	Writes    int64  `json:"writes"`     // transactions that are missing
	Events    int64  `json:"events"`     // that the audit trail had
	Hash      string `json:"hash"`       // of the last of them
	HasEvents int64  `json:"has_events"` // that it has now
	Other     bool   `json:"other"`      // its event of that number is another
	File      string `json:"-"`          // that keeps this; empty while nobody has opened the diary since
}

// missing compares the diary with the mark beside it, which has to be read before.
func missing(ctx context.Context, q querier, m mark) (l Lost, any bool, err error) {
	var commits int64
	if err := q.QueryRowContext(ctx, "SELECT commits FROM mark").Scan(&commits); err != nil {
		return l, false, err
	}
	end, err := chainEnd(ctx, q)
	if err != nil {
		return l, false, err
	}
	l = Lost{Writes: max(0, m.Commits-commits), Events: m.End.ID, Hash: m.End.Hash, HasEvents: end.ID}
	if m.End.ID > 0 && end.ID >= m.End.ID {
		var hash string
		if err := q.QueryRowContext(ctx, "SELECT hash FROM events WHERE id = ?", m.End.ID).Scan(&hash); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return l, false, err
		}
		l.Other = hash != m.End.Hash
	}
	return l, l.Writes > 0 || l.Other || end.ID < m.End.ID, nil
}

// compareMark keeps what the diary lacks in a file, since the mark is written anew from now on.
func (s *Store) compareMark(ctx context.Context) error {
	m, known, err := readMark(s.path)
	if !known || errors.Is(err, errMark) {
		return nil
	}
	if err != nil {
		return err
	}
	l, any, err := missing(ctx, s.r, m)
	if !any || err != nil {
		return err
	}
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	out, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+lostSuffix+"-*.json")
	if err != nil {
		return err
	}
	_, err = out.Write(body)
	return errors.Join(err, out.Sync(), out.Close(), os.Remove(s.path+MarkSuffix))
}

// losses gives what the diary lacks, now and as it was found before.
func (s *Store) losses(ctx context.Context) (all []Lost, err error) {
	m, known, err := readMark(s.path)
	if err != nil {
		return nil, err
	}
	if known {
		switch l, any, err := missing(ctx, s.r, m); {
		case err != nil:
			return nil, err
		case any:
			all = append(all, l)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(s.path))
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), filepath.Base(s.path)+lostSuffix) {
			continue
		}
		l := Lost{File: filepath.Join(filepath.Dir(s.path), e.Name())}
		if body, err := os.ReadFile(l.File); err == nil {
			_ = json.Unmarshal(body, &l) // what it was stays unknown; that there was something is told
		}
		all = append(all, l)
	}
	return all, err
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
