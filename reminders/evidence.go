package reminders

import (
	"fmt"
	"strings"
	"unicode"
)

// Evidence is a file that goes with a report. The file itself is kept by its hash, see
// reminders/evidence.
type Evidence struct {
	Hash string `json:"hash"` // SHA-256, hex
	Name string `json:"name"` // as it came, fit to be shown; untrusted
	Size int64  `json:"size"` // bytes
}

// Source is where the words of a step stand that somebody else may have written: a place in
// a file that came back filled in. Who took the step has decided on them; the file, which is
// kept as evidence is, says what they were. The zero Source is none.
type Source struct {
	File  Evidence `json:"file"`
	Place string   `json:"place"` // as people find it: 某计划!S7
}

// cleaned makes the names fit to be stored and shown on one line.
func (s Source) cleaned() (Source, error) {
	if s == (Source{}) {
		return s, nil
	}
	files, err := cleanEvidence([]Evidence{s.File})
	if err != nil {
		return s, err
	}
	return Source{files[0], cleanName(s.Place)}, nil
}

// MaxEvidence is the most files that one report may have.
const MaxEvidence = 10

// maxName is the most runes of a file's name that are kept.
const maxName = 100

// cleanEvidence makes the names fit to be stored and shown on one line, and refuses
// what is no evidence.
func cleanEvidence(all []Evidence) ([]Evidence, error) {
	if len(all) > MaxEvidence {
		return nil, ErrTooMuchEvidence
	}
	var out []Evidence
	for _, e := range all {
		if len(e.Hash) != 64 || strings.Trim(e.Hash, "0123456789abcdef") != "" || e.Size < 0 {
			return nil, fmt.Errorf("evidence %q of %d bytes", e.Hash, e.Size)
		}
		e.Name = cleanName(e.Name)
		out = append(out, e)
	}
	return out, nil
}

// cleanName makes the name of a file fit to be stored and shown on one line.
func cleanName(s string) string {
	name := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) || r == '/' || r == '\\' {
			return -1
		}
		return r
	}, clean(s)))
	return strings.TrimSpace(string(name[:min(len(name), maxName)]))
}
