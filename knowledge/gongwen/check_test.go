package gongwen

import (
	"strings"
	"testing"
)

// CheckStructure holds the outline and the notes of a text to the text.
func CheckStructure(t *testing.T, text string) {
	t.Helper()
	var got strings.Builder
	end := 0
	for _, b := range blocksOf(text) {
		if b.start < end || b.end < b.start || b.end > len(text) {
			t.Fatalf("block at %d to %d behind %d", b.start, b.end, end)
		}
		end = b.end
		if !b.isRow() && b.text != text[b.start:b.end] {
			t.Fatalf("block %q is %q in the text", b.text, text[b.start:b.end])
		}
		if h, ok := b.heading(); b.opens != noNumbering && (!ok || h.kind != b.opens) {
			t.Fatalf("%q does not open with its number", b.text)
		}
		got.WriteString(b.text)
	}
	if squeeze(got.String()) != squeeze(strings.TrimPrefix(text, bom)) {
		t.Fatalf("text is lost: %q of %q", got.String(), text)
	}
	end = 0
	for _, n := range dutyNotes(text) {
		if n.start < end || n.end > len(text) || !strings.Contains(text[n.start:n.end], n.text) {
			t.Fatalf("note %q at %d to %d", n.text, n.start, n.end)
		}
		end = n.end
		for _, d := range readDuty(n.text, false) {
			if d.Unit == "" || d.Role == "" {
				t.Fatalf("%q binds %+v", n.text, d)
			}
		}
	}
}
