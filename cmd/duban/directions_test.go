package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestImportDirections holds the one way in which packages may use each other:
// cmd, then the conversation, then knowledge and reminders, which do not know each
// other. The edges know the contract alone, so they stay free of the index and of
// workbooks, and so do the papers but the ledger.
func TestImportDirections(t *testing.T) {
	const index, workbook = "github.com/blevesearch", "github.com/xuri/excelize"
	for _, rule := range []struct{ pattern, forbidden string }{
		{"duban/knowledge/...", "duban/bot duban/reminders duban/cmd"},
		{"duban/reminders/...", "duban/bot duban/knowledge duban/cmd"},
		{"duban/bot/...", "duban/cmd duban/reminders/sqlite"},
		{"duban/bot/office", "duban/bot/talk duban/bot/telegram duban/bot/console"},
		{"duban/bot", "duban/knowledge duban/reminders duban/bot/talk"},
		{"duban/bot/telegram", "duban/knowledge duban/reminders duban/bot/talk " + index + " " + workbook},
		{"duban/bot/console", "duban/knowledge duban/reminders duban/bot/talk " + index + " " + workbook},
		{"duban/bot/docx", "duban/bot/talk " + index + " " + workbook},
		{"duban/bot/ics", "duban/bot/talk " + index + " " + workbook},
		{"duban/bot/picture", "duban/bot/talk " + index + " " + workbook},
		{"duban/bot/ledger", "duban/bot/talk"},
	} {
		for _, dep := range list(t, "-deps", rule.pattern) {
			for f := range strings.FieldsSeq(rule.forbidden) {
				if dep == f || strings.HasPrefix(dep, f+"/") {
					t.Errorf("%s depends on %s", rule.pattern, dep)
				}
			}
		}
	}
	for _, dep := range list(t, "-deps", "duban/reminders") {
		if strings.Contains(strings.SplitN(dep, "/", 2)[0], ".") {
			t.Errorf("duban/reminders depends on %s, outside the standard library", dep)
		}
	}
}

func list(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", append([]string{"list"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	packages := strings.Fields(string(out))
	if len(packages) == 0 {
		t.Fatalf("go list %v found nothing", args)
	}
	return packages
}
