package evaluation_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/ask/evaluation"
	"duban/knowledge/said"
)

// shelved are the plans of the library that library-a.jsonl asks.
const shelved = "00 01 02 03 04 05 06 09 10 11 12 14 17 19 n01 n02 n05 n12"

// TestLibrary prints how the answers over a library of plans score.
func TestLibrary(t *testing.T) {
	path := filepath.Join(sets, "..", "library-a.jsonl")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("there is no set of questions over a library: %v", err)
	}
	var askers []*ask.Asker
	for _, name := range strings.Fields(shelved) {
		texts, _ := filepath.Glob(filepath.Join(corpus, name+"-*.txt"))
		for _, file := range texts {
			if strings.Contains(file, "oneline") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			askers = append(askers, asker(t, string(text)))
		}
	}
	library := ask.NewLibrary(askers)
	right := 0
	all := questions(t, path)
	for _, q := range all {
		if why, answer := judgeOver(library, askers, q); why != "" {
			t.Logf("%s [%s] %s -> %s\n    %s", q.ID, q.Type, strings.Join(q.Turns, " | "), why, strings.ReplaceAll(answer, "\n", "\n    "))
		} else {
			right++
		}
	}
	t.Logf("right %d of %d", right, len(all))
}

// judgeOver asks a library as one chat would, and judges the last answer.
func judgeOver(library *ask.Library, askers []*ask.Asker, q evaluation.Question) (why, text string) {
	answer, at := ask.Answer{}, -1
	for _, turn := range q.Turns {
		at, answer = library.Ask(turn, at, answer.Focus, dayOne)
	}
	answer.Lines = append(answer.Lines, said.Words(source(answer, askers[at].Plan())))
	return q.Judge(answer), answer.Text()
}

// source names the plan as the program does behind each answer.
func source(a ask.Answer, p *knowledge.Plan) string {
	if a.Abstained() {
		return "查的是《" + p.Title + "》" + p.DocNo + "。"
	}
	return "依据：《" + p.Title + "》" + p.DocNo
}

var (
	titleNoise = regexp.MustCompile(`^.*?(?:人民政府|国务院|办公厅|办公室)*关于(?:印发|做好|全力|进一步|加快|促进|推进|支持|加强)*|(?:的)?(?:通知|(?:指导|实施|若干)?意见|(?:若干)?(?:政策)?措施|(?:工作|实施|行动|分工)?方案|规划|行动计划).*$|[（(].*$`)
	shortNo    = regexp.MustCompile(`\d+号`)
)

// called gives ways in which a person may name a plan: a part of its title, or its number.
// They are made by chance and not by what the program knows of names.
func called(random *rand.Rand, p *knowledge.Plan) []string {
	var out []string
	core := []rune(titleNoise.ReplaceAllString(strings.NewReplacer("“", "", "”", "", " ", "").Replace(p.Title), ""))
	if n := len(core); n >= 4 {
		size := 4 + random.IntN(min(n, 9)-3)
		from := random.IntN(n - size + 1)
		out = append(out, string(core[from:from+size]))
	}
	if no := shortNo.FindString(p.DocNo); no != "" {
		out = append(out, no+"文")
	}
	return out
}

// TestLibraryChoice asks the questions about single plans of a library of all of them:
// without a name, and with the plan named by a part of its title or number. It prints how
// often the right plan is chosen and the answer right. With -update the weights of the
// choice are learned anew.
func TestLibraryChoice(t *testing.T) {
	if os.Getenv("DUBAN_LEFT_OUT") == "" && !*update {
		t.Skip("it takes minutes; DUBAN_LEFT_OUT is not set")
	}
	all := trainingSets(t)
	var askers []*ask.Asker
	for _, s := range all {
		askers = append(askers, s.asker)
	}
	library := ask.NewLibrary(askers)
	random := rand.New(rand.NewPCG(3, 4))
	forms := []string{"%s那份文件里，%s", "%s那个，%s", "%s里%s", "问下%s的意见，%s"}
	tally := map[string]*[4]int{}
	var lessons [][]evaluation.Lesson
	for i, s := range all {
		var own []evaluation.Lesson
		for _, q := range s.questions {
			if len(q.Turns) != 1 || q.Expect != "" {
				continue
			}
			alone := s.asker.Ask(q.Turns[0], ask.Focus{}, dayOne)
			single, silent := q.Judge(alone) == "", q.Either || !q.Answerable
			if silent && !alone.Abstained() {
				continue
			}
			count := func(kind, message string) {
				if silent {
					kind += ", silent"
				}
				c := tally[kind]
				if c == nil {
					c = &[4]int{}
					tally[kind] = c
				}
				at, answer := library.Ask(message, -1, ask.Focus{}, dayOne)
				right := q.Judge(answer)
				if silent {
					right = map[bool]string{false: "answers"}[answer.Abstained()]
				}
				c[0]++
				if at == i {
					c[1]++
				}
				if single {
					c[2]++
					if right == "" {
						c[3]++
					}
				}
				if single && right != "" && os.Getenv("DUBAN_SHOW") != "" {
					t.Logf("%s [%s] %s -> %s\n    %s", q.ID, kind, message, askers[at].Plan().Title, strings.ReplaceAll(answer.Text(), "\n", "\n    "))
				}
			}
			count("unnamed", q.Turns[0])
			for k, name := range called(random, s.asker.Plan()) {
				if kind := []string{"by title", "by number"}[k]; kind != "" {
					count(kind, fmt.Sprintf(forms[random.IntN(len(forms))], name, q.Turns[0]))
				}
			}
			if single && !silent {
				own = append(own, evaluation.PlanLesson(library, q.Turns[0], i, dayOne))
			}
		}
		lessons = append(lessons, own)
	}
	for kind, c := range tally {
		t.Logf("%-20s plan chosen %d of %d (%.1f%%), of those that the plan alone answers right %d of %d (%.1f%%)", kind, c[1], c[0], 100*float64(c[1])/float64(c[0]), c[3], c[2], 100*float64(c[3])/float64(c[2]))
	}
	if *update {
		var joined []evaluation.Lesson
		for _, l := range lessons {
			joined = append(joined, l...)
		}
		data, err := json.MarshalIndent(evaluation.LearnChoice(joined, ask.LearnedChoice()), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join("..", "choice.json"), append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
