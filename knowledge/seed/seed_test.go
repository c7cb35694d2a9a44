package seed_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
)

func TestProvenanceAgreesWithTheText(t *testing.T) {
	want, err := seed.Provenance()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(seed.Text()))
	if got := hex.EncodeToString(sum[:]); got != want.SHA256 {
		t.Errorf("text has SHA-256 %s, the record says %s", got, want.SHA256)
	}
	p, err := gongwen.Parse(seed.Text())
	if err != nil {
		t.Fatal(err)
	}
	got := seed.Record{Title: p.Title, DocNo: p.DocNo, Issuer: p.Issuer, SignedOn: p.SignedOn, IssuedOn: p.IssuedOn,
		SHA256: p.Hash, Source: want.Source, Rights: want.Rights}
	if got != want {
		t.Errorf("read from the text:\n%+v\nrecorded:\n%+v", got, want)
	}
	if want.Source == "" || want.Rights == "" {
		t.Error("source and rights must be said")
	}
}
