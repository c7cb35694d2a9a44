package evaluation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/ask"
)

// TestLibrary prints how the answers over a library of plans score.
func TestLibrary(t *testing.T) {
	path := filepath.Join(sets, "..", "library-a.jsonl")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("there is no set of questions over a library: %v", err)
	}
	var library ask.Library
	for _, name := range strings.Fields("00 01 02 03 04 05 06 09 10 11 12 14 17 19 n01 n02 n05 n12") {
		texts, _ := filepath.Glob(filepath.Join(corpus, name+"-*.txt"))
		for _, file := range texts {
			if strings.Contains(file, "oneline") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			library = append(library, asker(t, string(text)))
		}
	}
	right := 0
	all := questions(t, path)
	for _, q := range all {
		answer, at := ask.Answer{}, -1
		for _, turn := range q.Turns {
			at, answer = library.Ask(turn, at, answer.Focus, dayOne)
		}
		plan := library[at].Plan()
		answer.Lines = append(answer.Lines, source(answer, plan))
		if why := q.Judge(answer); why != "" {
			t.Logf("%s [%s] %s -> %s\n    %s", q.ID, q.Type, strings.Join(q.Turns, " | "), why, strings.ReplaceAll(answer.Text(), "\n", "\n    "))
		} else {
			right++
		}
	}
	t.Logf("right %d of %d", right, len(all))
}

// source names the plan as the program does behind each answer.
func source(a ask.Answer, p *knowledge.Plan) string {
	if a.Abstained() {
		return "查的是《" + p.Title + "》" + p.DocNo + "。"
	}
	return "依据：《" + p.Title + "》" + p.DocNo
}
