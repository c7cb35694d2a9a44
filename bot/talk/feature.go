package talk

import (
	"context"
	"maps"
	"slices"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// Feature is one thing that the conversation can do. All that is particular to it stands
// in one value: the menu, the help, the commands and the buttons that are taken follow
// from the table of features.
type Feature struct {
	Name     string           // of its command, without the slash
	Menu     both             // what the client's menu of commands says of it; empty: it is not there
	Calls    []string         // what calls it besides its name, see readCall
	Examples []string         // messages that call it, and no other feature
	Topic    topic            // of the help, where Help stands
	Help     []both           // lines
	Keys     []key            // buttons under the help that open it
	Roles    []reminders.Role // who may use it; nil: everybody who is let in
	Shown    []reminders.Role // whose menu and help have it; nil: of all who may use it
	Where    place

	// When reports whether it fits the moment: then it goes before features that always can
	// be called; nil: it is one of those.
	When func(t *turn) bool
	// Run carries out the command with what was said besides its name.
	Run func(ctx context.Context, t *turn, args string) (bot.Reply, error)
	// Presses carry out the buttons, by what their data begins with; they get the rest.
	Presses map[string]press
	// Views show a page of its lists anew, by what the buttons in them say of where they
	// stand; nil: it has none.
	Views map[string]press
	// Form takes what is written while a form of the feature is open; nil: it has none.
	Form *formOf
	// File takes a file that no form has asked for; nil: it takes none.
	File *fileOf
}

type press func(ctx context.Context, t *turn, data string) (bot.Reply, error)

// place is where a feature may be used.
type place int

const (
	privately place = iota // what it shows or asks belongs into a one-to-one chat
	anywhere
	inGroups
)

// shownTo reports whether menu and help of that role have the feature.
func (f *Feature) shownTo(role reminders.Role) bool {
	if f.Shown != nil {
		return slices.Contains(f.Shown, role)
	}
	return f.Roles == nil || slices.Contains(f.Roles, role)
}

// topic is where the help speaks of the feature; none where it does not.
func (f *Feature) topic() topic {
	if f.Topic == (topic{}) && len(f.Keys) > 0 {
		return f.Keys[0].topic
	}
	return f.Topic
}

// refusal says why the feature cannot be used by this person here; empty: it can.
func (f *Feature) refusal(t *turn) string {
	switch {
	case f.Where == privately && !t.Private:
		return t.word(wordInPrivate)
	case f.Roles != nil && !slices.Contains(f.Roles, t.who.Role):
		return t.word(wordNotAllowed)
	case f.Where == inGroups && t.Private:
		return t.f("请在要绑定的群里发这句话。", "Please send this in the group that is to be bound.")
	}
	return ""
}

// refused answers with a sentence: a press at once, a message with another.
func refused(t *turn, sentence string) bot.Reply {
	if t.Press != "" {
		return bot.Reply{Toast: sentence}
	}
	return say(sentence)
}

// table is the features by what calls them.
type table struct {
	features []*Feature
	names    map[string]*Feature
	presses  map[string]*Feature
	views    map[string]press
	calls    map[*Feature][]call
}

func newTable(features []*Feature) *table {
	out := &table{features, map[string]*Feature{}, map[string]*Feature{}, map[string]press{}, map[*Feature][]call{}}
	for _, f := range features {
		out.names[f.Name] = f
		for name := range f.Presses {
			out.presses[name] = f
		}
		maps.Copy(out.views, f.Views)
		for _, form := range f.Calls {
			c, err := readCall(form)
			if err != nil { // in the source
				panic(err)
			}
			out.calls[f] = append(out.calls[f], c)
		}
	}
	return out
}

// named gives the feature of that name, or nil.
func (t *table) named(name string) *Feature { return t.names[name] }

// run carries out a command; ok is false where there is none of that name.
func (t *turn) run(ctx context.Context, name, args string) (reply bot.Reply, ok bool, err error) {
	f := t.table.named(name)
	if f == nil || f.Run == nil {
		return bot.Reply{}, false, nil
	}
	if sentence := f.refusal(t); sentence != "" {
		return refused(t, sentence), true, nil
	}
	reply, err = f.Run(ctx, t, args)
	return reply, true, err
}

// press carries out a button. What it says is checked like any other input: a client may
// send what it likes.
func (t *turn) press(ctx context.Context, data string) (bot.Reply, error) {
	name, rest, _ := strings.Cut(data, ":")
	f := t.table.presses[name]
	if f == nil {
		return refused(t, t.word(wordStale)), nil
	}
	if sentence := f.refusal(t); sentence != "" {
		return refused(t, sentence), nil
	}
	return f.Presses[name](ctx, t, rest)
}

var (
	workers     = []reminders.Role{reminders.Liaison, reminders.Admin}
	readers     = []reminders.Role{reminders.Liaison, reminders.Leader, reminders.Admin}
	leaders     = []reminders.Role{reminders.Leader, reminders.Admin}
	supervisors = []reminders.Role{reminders.Admin}
)

// formOf is how a feature takes what is written while a form of it is open.
type formOf struct {
	// sentences says that it asks for sentences, which have to be told from questions and
	// the like by their sense; if not, for names, which have a form.
	sentences bool
	// fill takes the text. One that does not serve leaves the form open.
	fill func(ctx context.Context, t *turn, f form) (bot.Reply, error)
	// again repeats the reply to a form that was taken by this very request.
	again func(ctx context.Context, t *turn, f form) (bot.Reply, error)
	// attach keeps files that are sent meanwhile, where the form takes files; ok reports
	// whether it does.
	attach func(ctx context.Context, t *turn, f form) (reply bot.Reply, ok bool, err error)
}

// fileOf is how a feature takes a file that no form has asked for.
type fileOf struct {
	is   func(Content) bool
	take func(ctx context.Context, t *turn, f arrived) (bot.Reply, error)
}

// arrived is a file that somebody sent.
type arrived struct {
	name string
	data []byte
	Content
}

// topic is one part of the help: what its button carries, and says.
type topic struct {
	name  string
	label both
}

// key is a button under a topic of the help.
type key struct {
	topic topic
	label both
	data  string // what it carries; empty: it runs the feature's command
}
