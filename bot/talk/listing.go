package talk

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// WriteFeatures prints the table of features: who may use each, where, what calls it,
// and what its buttons begin with.
func WriteFeatures(w io.Writer) error {
	for _, f := range features {
		who := "everybody"
		if f.Roles != nil {
			who = ""
			for _, r := range f.Roles {
				who += " " + string(r)
			}
			who = strings.TrimSpace(who)
		}
		where := map[place]string{privately: "private", anywhere: "anywhere", inGroups: "groups"}[f.Where]
		if _, err := fmt.Fprintf(w, "%s (%s, %s)\n", f.Name, who, where); err != nil {
			return err
		}
		for _, part := range []struct{ name, words string }{
			{"menu", string(f.Menu.ZH)}, {"calls", strings.Join(f.Calls, "; ")}, {"examples", strings.Join(f.Examples, ", ")},
			{"buttons", strings.Join(slices.Sorted(maps.Keys(f.Presses)), " ")},
		} {
			if part.words == "" {
				continue
			}
			if _, err := fmt.Fprintf(w, "  %-8s  %s\n", part.name, part.words); err != nil {
				return err
			}
		}
	}
	return nil
}
