package talk

import (
	"flag"
	"os"
	"strings"
	"testing"
)

// TestFeatures holds the table of features as it is printed; go test with -update writes
// it anew for review.
func TestFeatures(t *testing.T) {
	const golden = "testdata/features.txt"
	var out strings.Builder
	if err := WriteFeatures(&out); err != nil {
		t.Fatal(err)
	}
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || string(want) != out.String() {
		t.Errorf("the table of features differs (%v):\n%s", err, out.String())
	}
}
