// Package seed carries the plan that ships with the program, with its provenance.
package seed

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed plan.txt
var text string

//go:embed provenance.json
var provenance []byte

// Record says where the plan comes from.
type Record struct {
	Title    string `json:"title"`
	DocNo    string `json:"doc_no"`    // 文号, as printed
	Issuer   string `json:"issuer"`    // 发文机关
	SignedOn string `json:"signed_on"` // 成文, as 2006-01-02
	IssuedOn string `json:"issued_on"` // 印发, as 2006-01-02
	SHA256   string `json:"sha256"`    // of Text, hex
	Source   string `json:"source"`    // who published it and how, in Chinese
	Rights   string `json:"rights"`    // why it may be passed on, in Chinese
}

// Text is the plan's text as published, UTF-8, unchanged.
func Text() string { return text }

// Provenance reads the record that stands beside the plan. It fails only when the
// program was built with a broken record.
func Provenance() (Record, error) {
	var r Record
	if err := json.Unmarshal(provenance, &r); err != nil {
		return Record{}, fmt.Errorf("seed: read provenance: %w", err)
	}
	return r, nil
}
