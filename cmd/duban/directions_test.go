package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestImportDirections holds the one way in which packages may use each other:
// cmd, then bot, then knowledge and reminders, which do not know each other.
func TestImportDirections(t *testing.T) {
	for _, rule := range []struct{ pattern, forbidden string }{
		{"duban/knowledge/...", "duban/bot duban/reminders duban/cmd"},
		{"duban/reminders/...", "duban/bot duban/knowledge duban/cmd"},
		{"duban/bot/...", "duban/cmd duban/reminders/sqlite"},
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
