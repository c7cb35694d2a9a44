package talk

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"

	"duban/bot"
	"duban/bot/office"
	"duban/knowledge/ask"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
	"duban/reminders"
)

// listener is somebody who can be heard but is not answered: what messages call is read
// without carrying it out.
func listener(t *testing.T) *turn {
	t.Helper()
	plan, err := gongwen.Parse(seed.Text())
	if err != nil {
		t.Fatal(err)
	}
	book := &office.Book{Key: plan.DocNo, Asker: ask.New(plan), Lessons: noLessons{}}
	b := New(Parts{Library: oneBook{book}, Location: time.UTC})
	return &turn{Request: bot.Request{Private: true, Now: time.Date(2021, 12, 10, 10, 0, 0, 0, time.UTC)}, voice: voice{b, chinese}, book: book}
}

type oneBook struct{ book *office.Book }

func (o oneBook) Books() office.Shelf { return office.Shelf{o.book} }

type noLessons struct{}

func (noLessons) All() []ask.Lesson       { return nil }
func (noLessons) Add(ask.Lesson) error    { return nil }
func (noLessons) Remove(ask.Lesson) error { return nil }

func (noLessons) File() (name, sum string, err error) { return "", "", nil }

// called names the feature that a message calls: help before the feature it asks about,
// and question where it calls none.
func (t *turn) calledBy(message string) string {
	s := t.understand(message)
	if f, _ := t.route(s, message); f != nil {
		return f.Name
	}
	if about := s.without("how"); len(about.pieces) < len(s.pieces) {
		if f, _ := t.route(about, ""); f != nil {
			return "help"
		}
	}
	return "question"
}

// TestExamplesCallTheirFeature holds that each example is understood by its own feature
// alone.
func TestExamplesCallTheirFeature(t *testing.T) {
	l := listener(t)
	for _, f := range features {
		if f.Calls != nil && f.Examples == nil {
			t.Errorf("%s has no examples", f.Name)
		}
		for _, e := range f.Examples {
			l.shown, l.replied = nil, nil
			if f.When != nil {
				l.shown, l.replied = []int64{1}, []int64{1}
			}
			s := l.understand(e)
			var by []string
			for _, o := range features {
				for _, c := range l.table.calls[o] {
					if weight, _ := c.match(s, e); weight > 0 && (o.When == nil) == (f.When == nil) {
						by = append(by, o.Name)
						break
					}
				}
			}
			if strings.Join(by, " ") != f.Name {
				t.Errorf("%q of %s is understood by %q, as %v and %q", e, f.Name, by, s.pieces, s.rest)
			}
		}
	}
}

// TestMessages scores testdata/messages.tsv: what the four kinds of people type, with the
// feature that takes it. Under 97 % is a fault.
func TestMessages(t *testing.T) {
	file, err := os.Open("testdata/messages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	l := listener(t)
	right, all := 0, 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(fields[0], "#") || len(fields) != 3 {
			continue
		}
		who, want, message := fields[0], fields[1], fields[2]
		l.who = reminders.Person{ID: "x", Role: map[string]reminders.Role{"督查员": reminders.Admin, "联络员": reminders.Liaison, "领导": reminders.Leader, "读者": reminders.Reader}[strings.TrimSuffix(who, "*")]}
		if l.who.Role == "" {
			t.Fatalf("nobody is %s", who)
		}
		if l.shown = nil; strings.HasSuffix(who, "*") { // a task stands above
			l.shown = []int64{1}
		}
		all++
		if got := l.calledBy(message); got == want {
			right++
		} else {
			s := l.understand(message)
			t.Logf("%s: %q calls %s instead of %s: %v, left %q", who, message, got, want, s.pieces, s.rest)
		}
	}
	t.Logf("%d of %d", right, all)
	if right*100 < all*97 {
		t.Errorf("%d of %d messages are taken by the right feature", right, all)
	}
}
