package talk

import (
	"cmp"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"duban/bot"
	"duban/knowledge/said"
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

	"目标：“": "a calendar's", "”（": "a calendar's", "）": "a calendar's", "期限：": "a calendar's", "状态：": "a calendar's", "到期": "a calendar's",
	"督办期限": "a document's name", "任务台账": "a document's name", "未答问题": "a document's name", "%s第%d版.txt": "a document's name",
	"进度图.png": "a picture's name", "任务图.png": "a picture's name", "编号": "a column of the ledger", "本次办理": "a column of the ledger", "本次说明": "a column of the ledger",
	"解除": "is compared with", "不绑定": "is compared with", "全部": "is compared with", "全市": "is compared with", "总体": "is compared with",
	"？?。.！! ": "is left out", "（）—-": "is left out", "（）第条、.": "is left out", "=＝": "is compared with", ":：=，,": "is left out", " \t\n。！？!?": "is left out", "＝": "is compared with",
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

// TestEverythingIsInEnglish holds that each sentence has its English, and that the tables
// have nothing that is not said.
func TestEverythingIsInEnglish(t *testing.T) {
	said, excused := map[string]bool{}, map[string]bool{}
	for _, l := range literalsOf(t, ".") {
		said[l.text] = true
		_, known := inEnglish[l.text]
		switch {
		case known || !isChinese(l.text):
		case unspoken[l.declaration] != "":
			excused[l.declaration] = true
		case unspoken[l.text] != "":
			excused[l.text] = true
		default:
			t.Errorf("%s: no English for %q", l.declaration, l.text)
		}
	}
	for words := range unspoken {
		if !excused[words] {
			t.Errorf("%q: nothing to be excused", words)
		}
	}
	labels := map[string]bool{}
	for _, l := range literalsOf(t, "../../reminders") {
		labels[l.text] = true
		if _, known := inEnglish[l.text]; (l.declaration == "Sayings" || l.declaration == "LeftOut") && !known {
			t.Errorf("no English for %q", l.text)
		}
	}
	for _, form := range formsOf(t, "../..") {
		said[form] = true
		if _, known := inEnglish[form]; !known && isChinese(form) {
			t.Errorf("no English for %q", form)
		}
	}
	for sentence := range inEnglish {
		if !said[sentence] && !labels[sentence] {
			t.Errorf("nobody says %q", sentence)
		}
	}
	tables := map[string]int{}
	for _, table := range englishTables {
		for sentence := range table {
			if tables[sentence]++; tables[sentence] == 2 {
				t.Errorf("%q stands in two tables", sentence)
			}
		}
	}
}

// values are the declarations, besides features, that keep sentences for others to say; unseen are those that
// put marks between words that no reader sees, or take them out.
var (
	values = []string{"whichOf", "whichName", "wordStranger", "topicAsk", "snoozes", "outcomeWord", "kindWord", "period", "roleWords", "part", "taskKinds"}
	unseen = []string{"sendCalendar", "people", "statusQuestion", "question", "leave"}
)

// TestEverythingIsSpoken holds that each sentence is said by a tongue, and not passed on as
// it is written.
func TestEverythingIsSpoken(t *testing.T) {
	var spoken func(parents []ast.Node) bool
	spoken = func(parents []ast.Node) bool {
		above := len(parents) - 1
		switch p := parents[above].(type) {
		case *ast.CompositeLit:
			return spoken(parents[:above])
		case *ast.CallExpr: // add says, and so does compare in its way
			return slices.Contains([]string{"f", "word", "label", "say", "toast", "join", "at", "add", "Contains", "Of"}, called(p))
		case *ast.BinaryExpr:
			return p.Op == token.EQL
		case *ast.KeyValueExpr: // goes into the diary
			key, ok := p.Key.(*ast.Ident)
			return ok && key.Name == "Words"
		}
		return false
	}
	files := sourcesOf(t, ".")
	sentences := map[string]string{} // by the name of the constant
	for _, file := range files {
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && declared(d) == "wordStranger" {
				for _, spec := range g.Specs {
					v := spec.(*ast.ValueSpec)
					sentences[v.Names[0].Name], _ = stringOf(v.Values[0])
				}
			}
		}
	}
	for _, file := range files {
		for _, d := range file.Decls {
			if slices.Contains(values, declared(d)) || strings.HasPrefix(declared(d), "feature") || unspoken[declared(d)] != "" {
				continue
			}
			var parents []ast.Node
			ast.Inspect(d, func(n ast.Node) bool {
				if n == nil {
					parents = parents[:len(parents)-1]
					return false
				}
				sentence := ""
				if e, ok := n.(ast.Expr); ok {
					sentence, _ = stringOf(e)
				}
				if id, ok := n.(*ast.Ident); ok {
					sentence = sentences[id.Name]
				}
				if _, known := inEnglish[sentence]; known && isChinese(sentence) && unspoken[sentence] == "" && !spoken(parents) &&
					!(utf8.RuneCountInString(sentence) == 1 && slices.Contains(unseen, declared(d))) {
					t.Errorf("%s: %q is not said by a tongue", declared(d), sentence)
				}
				parents = append(parents, n)
				return true
			})
		}
	}
}

// TestLabelsAreInEnglish holds that nothing of package reminders has a name without English.
func TestLabelsAreInEnglish(t *testing.T) {
	var labels []string
	for _, s := range []reminders.Status{reminders.Open, reminders.Acknowledged, reminders.Reported, reminders.Returned, reminders.Closed, reminders.Cancelled} {
		labels = append(labels, s.Label())
	}
	for _, l := range reminders.Lights() {
		labels = append(labels, l.Label())
	}
	for _, r := range []reminders.Role{reminders.Reader, reminders.Liaison, reminders.Leader, reminders.Admin, reminders.Group, ""} {
		labels = append(labels, r.Label())
	}
	for _, a := range []reminders.Action{reminders.Issue, reminders.Acknowledge, reminders.Report, reminders.Return, reminders.Close, reminders.Chase,
		reminders.Extend, reminders.Grant, reminders.Refuse, reminders.Urge, reminders.ReviseAction, reminders.Cancel} {
		labels = append(labels, a.Label())
	}
	for _, v := range []reminders.Verdict{reminders.Accept, reminders.Correct, reminders.Dismiss, reminders.Reopen} {
		labels = append(labels, v.Label())
	}
	for _, l := range labels {
		if english.word(l) == l {
			t.Errorf("no English for %s", l)
		}
	}
}

// verb is what a format puts in: which argument, how.
type verb struct {
	argument int
	how      string
}

var indexed = regexp.MustCompile(`\[\d+\]`)

func verbsOf(format string) (all []verb) {
	next := 0
	for _, m := range agreeing.FindAllStringSubmatch(format, -1) {
		if m[0] == "%%" || m[0][0] == '{' {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n - 1
		}
		all = append(all, verb{next, indexed.ReplaceAllString(m[0], "")})
		next++
	}
	slices.SortFunc(all, func(x, y verb) int { return cmp.Compare(x.argument, y.argument) })
	return all
}

// TestEnglishFits holds that the English puts in what the Chinese does, and is English.
func TestEnglishFits(t *testing.T) {
	for sentence, in := range inEnglish {
		if got, want := verbsOf(in), verbsOf(sentence); !slices.Equal(got, want) {
			t.Errorf("%q puts in %v, %q %v", in, got, sentence, want)
		}
		if isChinese(in) {
			t.Errorf("%q is not English", in)
		}
		if strings.ContainsAny(agreeing.ReplaceAllString(in, ""), "{}") {
			t.Errorf("%q: words that do not agree", in)
		}
		if strings.Count(sentence, "%%") != strings.Count(in, "%%") {
			t.Errorf("%q and %q write per cent in two ways", sentence, in)
		}
	}
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

func TestWordsAgree(t *testing.T) {
	for _, c := range []struct {
		format string
		args   []any
		want   string
	}{
		{"%d {task|tasks}", []any{1}, "%d task"},
		{"%d {task|tasks}", []any{0}, "%d tasks"},
		{"%[2]d {task|tasks} of %[1]s", []any{"x", 1}, "%[2]d task of %[1]s"},
		{"100%% of %s: %d {row is|rows are} in", []any{"x", 2}, "100%% of %s: %d rows are in"},
		{"%d {was|were}, %d {is|are}", []any{1, 2}, "%d was, %d are"},
	} {
		if got := agree(c.format, c.args); got != c.want {
			t.Errorf("%q: %q", c.format, got)
		}
	}
}

func TestTell(t *testing.T) {
	for want, s := range map[string]said.Sentence{
		"省教育现代化学校，达到100%。":                                                          said.Words("省教育现代化学校，达到100%。"),
		"1 header, footer or page number left out.":                                 said.Of("去掉了%d处页眉、页脚和页码。", 1),
		"attached file “文件没有文字”: Hidden text was not read: “甲” (sheet “乙”, row 3).": said.Of("%s：%s", said.Of("附件“%s”", "文件没有文字"), said.Of("隐藏的文字没有读入：%s。", said.Of("%s（%s）", said.Of("“%s”", "甲"), said.Of("%s第%d行", said.Of("工作表“%s”", "乙"), 3)))),
		"The text of page 1, page 3 to page 5 was recognised":                       said.Of("%s的文字是从图片上识别出来的，可能有错，请对照原件核对，数字尤其要逐个看。", said.Join("%s、%s", []said.Sentence{said.Of("第%d页", 1), said.Of("%s至%s", said.Of("第%d页", 3), said.Of("第%d页", 5))})),
	} {
		if got := english.tell(s); !strings.HasPrefix(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
		if got := chinese.tell(s); got != s.String() {
			t.Errorf("%s, want %s", got, s)
		}
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
