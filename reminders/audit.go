package reminders

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Audit is what holding the diary against its trail has brought to light.
type Audit struct {
	Trail  Trail    // the events
	End    Anchor   // of the whole trail, as far as it can be read
	State  *State   // used up by the comparison
	Faults []string // each a sentence in Chinese: what it is about, what the trail says, what the tables say
	More   int      // faults that are not told, for there are too many

	keyless bool
}

// NoKey notes that the file with the key is missing.
func (a *Audit) NoKey() {
	a.keyless = true
	a.Faults = append(a.Faults, "留痕总链的密钥文件不见了，总链是否被改动无法证明。请从备份或另存处把密钥文件放回原处，再核对一次。")
}

// BadKey notes that the file with the key holds none.
func (a *Audit) BadKey() {
	a.keyless = true
	a.Faults = append(a.Faults, "留痕总链的密钥文件里不是密钥，总链是否被改动无法证明。请从备份或另存处把密钥文件放回原处，再核对一次。")
}

// Emptied notes that the trail has no links though it had begun.
func (a *Audit) Emptied() {
	a.fault("留痕总链是空的，密钥文件却在：总链被清空了，或者换上了旧版本的台账文件")
}

// Replaying takes the links of the trail one by one.
type Replaying struct {
	audit  *Audit
	signer *Signer
	key    Key
	broken int // links
}

// Replaying begins to take the links, with the key they are to have.
func (a *Audit) Replaying(k Key) *Replaying {
	a.State = &State{}
	return &Replaying{audit: a, signer: NewSigner(k, Anchor{}), key: k}
}

// Take takes the next link.
func (r *Replaying) Take(l Link) {
	a := r.audit
	if missing := l.ID - r.signer.End.ID - 1; missing > 0 {
		a.fault("%s到第%d笔缺失", linkWords(r.signer.End.ID+1), l.ID-1)
	}
	whole := r.signer.Check(l)
	a.End = r.signer.End
	a.State.Take(l)
	if a.keyless || whole {
		return
	}
	if l.ID == 1 && a.State.Seal.Key != r.key.Name() {
		a.keyless = true
		a.fault("密钥文件里的密钥不是这份台账的，总链是否被改动无法证明；请把原来的密钥文件放回原处，再核对一次")
		return
	}
	if r.broken++; r.broken <= maxFaults {
		a.fault("%s被改动，或与前一笔不衔接", linkWords(l.ID))
	}
}

func (a *Audit) fault(form string, args ...any) {
	a.Faults = append(a.Faults, fmt.Sprintf(form, args...)+"。")
}

// Events takes the events one by one, after the links, which have each by its hash.
type Events struct {
	audit  *Audit
	held   *Comparison
	values [1]string
}

// BeginEvents begins to take the events.
func (a *Audit) BeginEvents() *Events {
	return &Events{audit: a, held: a.State.Compare("events", []string{"hash"}, []string{"null"})}
}

// Take takes the next event.
func (v *Events) Take(e Event) {
	v.audit.Trail.Take(e)
	switch seal := v.audit.State.Seal.Events; {
	case v.audit.End.ID == 0: // the trail has not begun
	case e.ID > seal.ID:
		v.values[0] = `"` + e.Hash + `"`
		v.held.Row("["+strconv.FormatInt(e.ID, 10)+"]", v.values[:])
	case e.ID == seal.ID && e.Hash != seal.Hash:
		v.audit.fault("留痕第%d条不是总链开头封存的那一条，第1条到第%d条里有改动", e.ID, e.ID)
	}
}

// Done ends the comparison of the events.
func (v *Events) Done() { v.audit.Compared(v.held) }

// Anchored compares with an anchor that somebody was told: the number of a link, and the
// beginning of its MAC. at is that link's place in the chain; zero where there is none.
func (a *Audit) Anchored(id int64, mac string, at Anchor) {
	switch {
	case at.ID != id:
		a.fault("锚说留痕总链有第%d笔，现在只到第%d笔：后面的被截掉了，或者恢复的是较早的备份", id, a.End.ID)
	case !at.MAC.Is(mac):
		a.fault("%s与锚不符，锚上是%s，现在是%s：锚发出以后留痕被改写过，或者恢复过较早的备份", linkWords(id), mac, at)
	}
}

// Structure compares one thing of the file's structure, such as "trigger events_keep":
// whether it is the program's, whether it is there, and whether it is the same.
func (a *Audit) Structure(name string, ours, there, same bool) {
	kind, rest, _ := strings.Cut(name, " ")
	label := cmp.Or(map[string]string{"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}[kind], kind)
	switch {
	case !there:
		a.fault("台账文件的结构里少了%s %s", label, rest)
	case !ours:
		a.fault("台账文件的结构里多了%s %s，不是本程序的", label, rest)
	case !same:
		a.fault("台账文件的结构里，%s %s被改动", label, rest)
	}
}

// Done ends the replay.
func (r *Replaying) Done() {
	a := r.audit
	if r.broken > maxFaults {
		a.More += r.broken - maxFaults
	}
	if a.Trail.Broken != nil {
		a.fault("%v", a.Trail.Broken)
	}
	a.Faults = append(a.Faults, a.State.Faults()...)
}

// Compared takes what comparing a table has brought to light.
func (a *Audit) Compared(c *Comparison) {
	faults, more := c.Rest()
	a.Faults = append(a.Faults, faults...)
	a.More += more
}
