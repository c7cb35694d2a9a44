package talk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"duban/bot"
	"duban/knowledge"
	"duban/reminders"
)

// unspoken are the Chinese words that are not said to readers: all of a declaration's, or
// one by one.
var unspoken = map[string]string{
	"briefDocument": "a document for the office", "unitTable": "a document for the office", "taskTable": "a document for the office",
	"任务清单.xlsx":  "a document's name",
	"LedgerBook": "a document for the office", "QuestionRows": "a document for the office",
	"periodNamed": "words that are compared with", "ruleForm": "words that are compared with",
	"changeRule": "words that are compared with", "everyDays": "words that are compared with",
	"vocabulary": "words that are compared with", "numberIn": "words that are compared with", "yearIn": "words that are compared with", "spanIn": "words that are compared with",
	"roleWords": "words that are compared with", "labels": "the names themselves", "wordHeldReason": "is kept in the diary",

	"目标：“": "a calendar's", "”（": "a calendar's", "）": "a calendar's", "期限：": "a calendar's", "状态：": "a calendar's", "到期": "a calendar's",
	"督办期限": "a document's name", "任务台账": "a document's name", "未答问题": "a document's name", "%s第%d版.txt": "a document's name",
	"进度图.png": "a picture's name", "任务图.png": "a picture's name", "编号": "a column of the ledger", "本次办理": "a column of the ledger", "本次说明": "a column of the ledger",
	"取消": "is compared with", "解除": "is compared with", "不绑定": "is compared with", "全部": "is compared with", "全市": "is compared with", "总体": "is compared with", "整个计划": "is compared with",
	"？?。.！! ": "is left out", "（）—-": "is left out", "（）第条、.": "is left out", "=＝": "is compared with", ":：=，,": "is left out", " \t\n。！？!?": "is left out", "＝": "is compared with",
	"、":   "stands between words that no reader sees",
	"未命名": "stands for a file's name, and is kept so",
	"中文":  "names a tongue in itself",
	"?？":  "is compared with",
	"“第":  "of the plan's numbering", "条”": "of the plan's numbering", "%s%d年%s": "a cell as it has to be written",
	"户厕改造 ≥ 4000座 2022年": "a correction as it has to be written", "2027-01-01,休,元旦": "a line as it has to be written",
}

// isChinese tells whether a text has Chinese characters or marks.
func isChinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
	})
}

// source is a Go file, by the package's folder.
type source struct {
	folder string
	*ast.File
}

// sources gives the Go files of this package and of those that say something, but those of tests.
func sources(t *testing.T) (all []source) {
	for _, root := range []string{"../../bot", "../../cmd", "../../knowledge"} {
		if err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			all = append(all, source{filepath.Base(filepath.Dir(path)), file})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// sentence is one of the source, with how many arguments it is given.
type sentence struct {
	zh, en string
	args   int
}

// saidBy gives the sentence that an expression says, if it does.
func (s source) saidBy(n ast.Node) (all []sentence) {
	add := func(parts []ast.Expr, args int) {
		if len(parts) < 2 {
			return
		}
		zh, ok := stringOf(parts[0])
		en, both := stringOf(parts[1])
		if ok && both {
			all = append(all, sentence{zh, en, args})
		}
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if i, generic := n.Fun.(*ast.IndexExpr); generic {
			f, ok = i.X.(*ast.SelectorExpr)
		}
		switch {
		case !ok:
		case isNamed(f.X, "said") && (f.Sel.Name == "Of" || f.Sel.Name == "Errorf"),
			s.folder == "talk" && slices.Contains([]string{"f", "say", "toast"}, f.Sel.Name):
			add(n.Args, len(n.Args)-2)
		case isNamed(f.X, "said") && f.Sel.Name == "Join":
			add(n.Args, 2)
		case s.folder == "talk" && (f.Sel.Name == "join" || f.Sel.Name == "at"):
			add(n.Args[1:], 0)
		}
	case *ast.CompositeLit:
		if isNamed(n.Type, "both") {
			add(n.Elts, 0)
		}
		for _, e := range n.Elts { // of a list or a map of both
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				e = kv.Value
			}
			if c, ok := e.(*ast.CompositeLit); ok && c.Type == nil && ofBoth(n.Type) {
				add(c.Elts, 0)
			}
		}
	}
	return all
}

// ofBoth reports whether a list or a map has values of both.
func ofBoth(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ArrayType:
		return isNamed(e.Elt, "both")
	case *ast.MapType:
		return isNamed(e.Value, "both")
	}
	return false
}

func isNamed(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// stringOf gives a string that is written out, in one part or in several.
func stringOf(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		x, okX := stringOf(e.X)
		y, okY := stringOf(e.Y)
		return x + y, okX && okY && e.Op == token.ADD
	}
	return "", false
}

// declared names a function, or the first of several values that stand together.
func declared(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Name.Name
	case *ast.GenDecl:
		if v, ok := d.Specs[0].(*ast.ValueSpec); ok {
			return v.Names[0].Name
		}
	}
	return ""
}

var (
	inBraces = regexp.MustCompile(`\{[^{}]*\}`)
	agreeing = regexp.MustCompile(`\{[^|{}]*\|[^|{}]*\}`)
)

// namesIn gives what a half puts in, each once.
func namesIn(half string) []string {
	names := inBraces.FindAllString(agreeing.ReplaceAllString(half, ""), -1)
	slices.Sort(names)
	return slices.Compact(names)
}

// TestHalvesFit holds that both halves of each sentence put in the same, which is what they
// are given, and that the English is English.
func TestHalvesFit(t *testing.T) {
	n := 0
	for _, file := range sources(t) {
		ast.Inspect(file.File, func(node ast.Node) bool {
			for _, s := range file.saidBy(node) {
				n++
				zh, en := namesIn(s.zh), namesIn(s.en)
				if !slices.Equal(zh, en) || len(zh) != s.args {
					t.Errorf("%q puts in %v, %q %v, of %d", s.zh, zh, s.en, en, s.args)
				}
				if isChinese(s.en) || s.en == "" {
					t.Errorf("%q is not English", s.en)
				}
				if strings.ContainsAny(inBraces.ReplaceAllString(s.zh+s.en, ""), "{}") || agreeing.MatchString(s.zh) {
					t.Errorf("%q, %q: braces that put nothing in", s.zh, s.en)
				}
			}
			return true
		})
	}
	if n < 1000 {
		t.Errorf("only %d sentences were found", n)
	}
}

// TestEverythingIsSaid holds that Chinese words of the conversation have their English beside them.
func TestEverythingIsSaid(t *testing.T) {
	excused := map[string]bool{}
	for _, file := range sources(t) {
		if file.folder != "talk" {
			continue
		}
		for _, d := range file.Decls {
			said := map[string]bool{}
			ast.Inspect(d, func(n ast.Node) bool {
				for _, s := range file.saidBy(n) {
					said[s.zh] = true
				}
				if kv, ok := n.(*ast.KeyValueExpr); ok && isNamed(kv.Key, "Examples") { // messages of people
					return false
				}
				if call, ok := n.(*ast.CallExpr); ok { // patterns
					if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "MustCompile" {
						return false
					}
				}
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				text, ok := stringOf(e)
				switch {
				case !ok:
					return true
				case !isChinese(text) || said[text]:
				case unspoken[declared(d)] != "":
					excused[declared(d)] = true
				case unspoken[text] != "":
					excused[text] = true
				default:
					t.Errorf("%s: no English for %q", declared(d), text)
				}
				return false
			})
		}
	}
	for words := range unspoken {
		if !excused[words] {
			t.Errorf("%q: nothing to be excused", words)
		}
	}
}

// TestLabelsAreInEnglish holds that nothing of package reminders has a name, or is written into
// the diary, without English.
func TestLabelsAreInEnglish(t *testing.T) {
	names := []string{wordHeldReason}
	for _, s := range []reminders.Status{reminders.Open, reminders.Acknowledged, reminders.Reported, reminders.Returned, reminders.Closed, reminders.Cancelled} {
		names = append(names, s.Label())
	}
	for _, l := range reminders.Lights() {
		names = append(names, l.Label())
	}
	for _, r := range []reminders.Role{reminders.Reader, reminders.Liaison, reminders.Leader, reminders.Admin, reminders.Group, ""} {
		names = append(names, r.Label())
	}
	for _, a := range []reminders.Action{reminders.Issue, reminders.Acknowledge, reminders.Report, reminders.Return, reminders.Close, reminders.Chase,
		reminders.Extend, reminders.Grant, reminders.Refuse, reminders.Urge, reminders.ReviseAction, reminders.Cancel} {
		names = append(names, a.Label())
	}
	for _, v := range []reminders.Verdict{reminders.Accept, reminders.Correct, reminders.Dismiss, reminders.Reopen} {
		names = append(names, v.Label())
	}
	for _, r := range []knowledge.Role{knowledge.Responsible, knowledge.Lead, knowledge.Support, knowledge.Guide, knowledge.Supervise} {
		names = append(names, string(r))
	}
	kept, written := formsOfReminders(t)
	names = append(names, kept...)
	for _, name := range names {
		if english.label(name) == name {
			t.Errorf("no English for %s", name)
		}
	}
	verbs := regexp.MustCompile(`%[a-z]`)
	for name, in := range labels {
		if !slices.Contains(names, name) && !slices.Contains(written, name) {
			t.Errorf("nobody says %q", name)
		}
		if isChinese(in) || !slices.Equal(verbs.FindAllString(name, -1), verbs.FindAllString(in, -1)) {
			t.Errorf("%q does not fit %q", in, name)
		}
	}
}

// formsOfReminders gives what package reminders writes into the diary, or refuses, and
// everything that is written there.
func formsOfReminders(t *testing.T) (kept, all []string) {
	files, err := filepath.Glob("../../reminders/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && isNamed(call.Fun, "wrongSetting") {
					form, _ := stringOf(call.Args[0])
					kept = append(kept, form)
				}
				if e, ok := n.(ast.Expr); ok {
					if s, ok := stringOf(e); ok {
						all = append(all, s)
						if isChinese(s) && len(s) > len("、") && (declared(d) == "Sayings" || declared(d) == "LeftOut") {
							kept = append(kept, s)
						}
					}
				}
				return true
			})
		}
	}
	return kept, all
}

func TestTongueOf(t *testing.T) {
	for language, want := range map[string]tongue{"": chinese, "zh-hans": chinese, "en": english, "en-US": english, "EN_gb": english, "eng": chinese, "de": chinese} {
		if got := tongueOf(language); got != want {
			t.Errorf("%q: %q", language, got)
		}
	}
	if got := tongueFor(bot.Request{Language: "en"}, reminders.Person{Language: "en"}); got != chinese {
		t.Errorf("in a group: %q", got)
	}
}

func TestSayings(t *testing.T) {
	e := reminders.Event{Action: reminders.ReviseAction, Reason: `[{"form":"恢复此前取消的任务"},{"form":"目标由“%s”改为“%s”","args":["80%","90%；全部"]},{"form":"期限由“%s”改为“%s”","days":[19538,0]}]`}
	if got, want := english.sayings(e), "a cancelled task is restored; target from “80%” to “90%；全部”; due day from 30 June 2023 to no deadline"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := chinese.sayings(e); got != e.Words() {
		t.Errorf("%s, want %s", got, e.Words())
	}
}
