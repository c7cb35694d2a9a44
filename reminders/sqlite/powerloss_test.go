package sqlite

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"duban/reminders"
	"duban/reminders/storetest"
)

// TestPowerLoss copies the files of a diary while somebody acts on it, as a power loss
// would leave them, and opens the copies: whatever was acknowledged before is there, of
// what came after a part from its beginning, and nothing by halves.
func TestPowerLoss(t *testing.T) {
	copies := 40
	if info, _ := debug.ReadBuildInfo(); slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		copies = 8 // SQLite in Go is some twenty times slower then
	}
	path := filepath.Join(t.TempDir(), "duban.db")
	s := open(t, path)
	must(t, s.EnsureAdmins(t.Context(), []reminders.Recipient{"a"}, now))
	must(t, s.Bind(t.Context(), "k", "", reminders.Liaison, "柯桥区", "a", now))
	storetest.Imported(t, s)
	_, err := s.w.Exec("PRAGMA wal_autocheckpoint = 400") // pages: there is a checkpoint every few steps
	must(t, err)
	d := lookAt(t, path)

	var acknowledged atomic.Int64
	var pause sync.Mutex // held while a step is taken, and while a copy is looked at
	steps, done := make(chan struct{}), make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		defer close(steps)
		for n := int64(1); ; n++ {
			words := strconv.FormatInt(n, 10)
			pause.Lock()
			_, err := s.Act(t.Context(), 3, "k", storetest.Step(reminders.Report, words, words))
			pause.Unlock()
			if err != nil {
				t.Error(err)
				return
			}
			acknowledged.Store(n)
			select {
			case <-done:
				return
			case steps <- struct{}{}:
			default: // nobody waits for it
			}
		}
	})
	defer func() {
		close(done)
		writer.Wait()
		must(t, s.Close())
	}()

	random := rand.New(rand.NewPCG(1, 1))
	goOn := func(most int) {
		for range random.IntN(most + 1) {
			<-steps
		}
	}
	lost := filepath.Join(t.TempDir(), "duban.db")
	for n, tries := 0, 0; n < copies && !t.Failed(); tries++ {
		if tries > 50*copies {
			t.Fatalf("%d copies of %d tries", n, tries)
		}
		goOn(8)
		before := acknowledged.Load()
		db, wal, ok := d.copy(random, goOn)
		if !ok {
			continue
		}
		n++
		must(t, os.WriteFile(lost, db, 0o600))
		must(t, os.WriteFile(lost+"-wal", wal, 0o600))
		has := func() int64 {
			pause.Lock()
			defer pause.Unlock()
			return checkLost(t, lost)
		}()
		if has < before || has > acknowledged.Load()+1 {
			t.Errorf("copy %d has %d reports, %d were acknowledged before it, %d by now", n, has, before, acknowledged.Load())
		}
	}
}

// checkLost opens a copy and gives the number of reports in it.
func checkLost(t *testing.T, path string) int64 {
	t.Helper()
	s := open(t, path) // also does a quick_check
	defer func() { must(t, s.Close()) }()
	chain, err := s.VerifyChain(t.Context())
	must(t, err)
	events, err := s.Events(t.Context(), 3)
	must(t, err)
	last := "" // what the milestone says
	for n, e := range events[1:] {
		if last = strconv.Itoa(n + 1); e.Reason != last || e.RequestID != last {
			t.Fatalf("report %s: %+v", last, e)
		}
	}
	m, err := s.Milestone(t.Context(), 3)
	must(t, err)
	told, err := s.Deliveries(t.Context(), 3)
	must(t, err)
	if m.Report != last || len(told) != len(events)-1 || chain.ID != int64(4+len(told)) {
		t.Errorf("after %q of %d events: %+v, %d notices", last, chain.ID, m, len(told))
	}
	return int64(len(told))
}

// disk reads the files of a diary past SQLite. It keeps them open: closing one would
// end the locks that SQLite has on it in this process.
type disk struct{ db, wal *os.File }

func lookAt(t *testing.T, path string) disk {
	t.Helper()
	var files [2]*os.File
	for i, name := range []string{path, path + "-wal"} {
		f, err := os.Open(name)
		must(t, err)
		t.Cleanup(func() { f.Close() })
		files[i] = f
	}
	return disk{files[0], files[1]}
}

// copy gives what a power loss at some moment may leave on the disk. goOn lets the writer
// take some steps.
//
// Transactions are in the log, synced, before a checkpoint brings their pages into the
// file, and the log is begun anew only when these are synced as well. So whatever state
// a page of the file is in, the log that is read after it makes it good, and the file has
// to be read first: in a log that was read before it, pages that the file has already
// would be missing. Read that way the two differ from what one moment leaves only where
// the log was begun anew between the reads; that copy never existed, and ok is false.
//
// Pages that a checkpoint has written may have reached the disk or not, each by itself,
// and so may have what came to the log after that moment. The copy has some of each.
func (d disk) copy(random *rand.Rand, goOn func(most int)) (db, wal []byte, ok bool) {
	start := d.read(d.wal, 1<<20)
	older := d.read(d.db, 1+random.IntN(40_000))
	goOn(3)
	db = d.read(d.db, 1+random.IntN(40_000))
	moment := d.read(d.wal, 1<<20)
	goOn(1)
	wal = d.read(d.wal, 1+random.IntN(400_000))
	for _, log := range [][]byte{moment, wal, d.read(d.wal, 1<<20)} {
		if !bytes.Equal(log[:walHeader], start[:walHeader]) {
			return nil, nil, false
		}
	}
	size := pageSize(start)
	for p := 0; p+size <= min(len(db), len(older)); p += size {
		if random.IntN(2) == 0 {
			copy(db[p:p+size], older[p:p+size])
		}
	}
	least := end(moment)
	return db, wal[:least+random.IntN(len(wal)-least+1)], true
}

// read reads a file in several reads, between which others may write.
func (d disk) read(f *os.File, piece int) []byte {
	all, err := io.ReadAll(io.NewSectionReader(pieces{f, piece}, 0, 1<<40))
	if err != nil {
		panic(err)
	}
	return all
}

// pieces reads no more than so many bytes at once.
type pieces struct {
	io.ReaderAt
	n int
}

func (p pieces) ReadAt(b []byte, off int64) (int, error) {
	runtime.Gosched()
	return p.ReaderAt.ReadAt(b[:min(len(b), p.n)], off)
}

// The log of SQLite (https://sqlite.org/fileformat2.html#walformat): a header, then
// frames, each a header and a page. Those of the present log have its salt.
const walHeader, frameHeader = 32, 24

func pageSize(wal []byte) int { return int(binary.BigEndian.Uint32(wal[8:])) }

// end gives where the frames of the present log end.
func end(wal []byte) int {
	at := walHeader
	for next := at; next+frameHeader+pageSize(wal) <= len(wal) && bytes.Equal(wal[next+8:next+16], wal[16:24]); next = at {
		at = next + frameHeader + pageSize(wal)
	}
	return at
}
