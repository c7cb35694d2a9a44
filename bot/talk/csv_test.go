package talk

import (
	"encoding/csv"
	"strings"
	"testing"
)

// TestCSVIsHarmless: no cell begins like a formula, and everything else comes back as
// it was.
func TestCSVIsHarmless(t *testing.T) {
	var b strings.Builder
	rows := [][]string{{"=1+1", "+86", "-5", "@x", "\t=1"}, {"引号“”\"", "两\n行", "逗,号", "", "平常"}}
	if err := WriteCSV(&b, rows); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
	if err != nil || b.String() == strings.TrimPrefix(b.String(), "\ufeff") {
		t.Fatal(err, "or no byte order mark")
	}
	for i, cell := range got[0] {
		if cell != "'"+rows[0][i] {
			t.Errorf("%q", cell)
		}
	}
	for i, cell := range got[1] {
		if cell != rows[1][i] {
			t.Errorf("%q, want %q", cell, rows[1][i])
		}
	}
}
