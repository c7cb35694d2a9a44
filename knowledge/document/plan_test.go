package document_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/document"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

// TestSamePlan: the seed plan made into other formats parses to the same export as
// its text, blanks and places aside.
func TestSamePlan(t *testing.T) {
	want := exported(t, seed.Text())
	for _, name := range []string{"seed.docx", "seed.pdf", "seed.html", "seed.rtf", "seed.odt", "seed.ofd"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := document.Read(t.Context(), data, document.Options{Cache: filepath.Join(os.TempDir(), "duban-test-cache")})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := exported(t, doc.Text)
		for key := range want {
			if !reflect.DeepEqual(got[key], want[key]) {
				t.Errorf("%s: %s differ:\n%v\nwant\n%v", name, key, got[key], want[key])
			}
		}
	}
}

func exported(t *testing.T, text string) map[string]any {
	t.Helper()
	plan, err := gongwen.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := knowledge.Export(&b, plan); err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal([]byte(strings.ReplaceAll(b.String(), " ", "")), &all); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{"sha256", "repairs", "doubts"} {
		delete(all, place)
	}
	return all
}
