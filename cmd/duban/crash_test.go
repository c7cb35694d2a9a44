package main

import (
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"duban/bot/office"
	"duban/reminders"
)

// TestKilledImport kills the real program at random moments of an import. Whenever that
// is, the version that holds is whole afterwards: its text, its milestones, the chain.
func TestKilledImport(t *testing.T) {
	t.Parallel()
	const imports = 12
	data := t.TempDir()
	plans := []string{filepath.Join("testdata", "plans", "water-1.txt"), filepath.Join("testdata", "plans", "water-2.txt")}
	if out, err := duban(t.Context(), data, "import", plans[0], "--yes").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	began := time.Now()
	if out, err := duban(t.Context(), data, "import", plans[1], "--yes").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	usual := time.Since(began)
	killed, numbers := 0, map[int]bool{}
	for n := range imports {
		cmd := duban(t.Context(), data, "import", plans[n%2], "--yes")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(rand.N(usual), func() { _ = cmd.Process.Kill() })
		if cmd.Wait() != nil {
			killed++
		}
		numbers[wholeDiary(t, data)] = true
	}
	if killed == 0 {
		t.Error("nothing was killed")
	}
	t.Logf("%d of %d imports were killed; %d versions held in turn", killed, imports, len(numbers))
}

// wholeDiary checks the diary of a folder and gives the number of the version that
// holds of its newest plan.
func wholeDiary(t *testing.T, data string) int {
	t.Helper()
	c, err := readConfig([]string{"DUBAN_DATA=" + data})
	if err != nil {
		t.Fatal(err)
	}
	d, err := openDiary(t.Context(), c, c.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	b := d.library.Books().Newest()
	versions, err := d.Versions(t.Context(), b.Key)
	if err != nil {
		t.Fatal(err)
	}
	if len(versions) != b.Version {
		t.Errorf("%d versions, of which number %d holds", len(versions), b.Version)
	}
	want, err := office.Milestones(b.Key, b.Plan(), nil)
	if err != nil {
		t.Fatal(err)
	}
	have, err := d.Milestones(t.Context(), reminders.Filter{Plan: b.Key, Cancelled: true})
	if err != nil {
		t.Fatal(err)
	}
	if r := reminders.Revise(have, want, 0); !r.Empty() {
		t.Errorf("the ledger is not that of version %d: %d added, %d changed, %d cancelled", b.Version, len(r.Added), len(r.Changed), len(r.Cancelled))
	}
	if _, err := d.VerifyChain(t.Context()); err != nil {
		t.Error(err)
	}
	return b.Version
}
