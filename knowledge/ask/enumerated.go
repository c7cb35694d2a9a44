package ask

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// widePlaces are the provinces and cities of China by their full and short names.
var widePlaces = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, place := range zh.Places() {
		short := zh.ShortPlace(place)
		if !strings.HasSuffix(place, "市") && !strings.HasSuffix(place, "省") && !strings.HasSuffix(place, "自治区") {
			continue
		}
		out[place] = place
		for _, people := range []string{"壮族", "回族", "维吾尔"} { // 广西壮族自治区 is 广西
			short = strings.TrimSuffix(short, people)
		}
		if len([]rune(short)) >= 2 && short != "合作" && out[short] == "" {
			out[short] = place
		}
	}
	return out
})

// placeAt is a place named in a text, by byte offsets.
type placeAt struct {
	place      string
	start, end int
}

// placesIn finds the provinces and cities that folded text names.
func placesIn(folded string) []placeAt {
	var out []placeAt
	runes := []rune(folded)
	offset := 0
	for at := 0; at < len(runes); {
		size := min(8, len(runes)-at)
		for ; size >= 2; size-- {
			words := string(runes[at : at+size])
			if place, ok := widePlaces()[words]; ok {
				out = append(out, placeAt{place, offset, offset + len(words)})
				break
			}
		}
		if size < 2 {
			size = 1
		}
		offset += len(string(runes[at : at+size]))
		at += size
	}
	return out
}

// enumeration is a sentence that lists places.
type enumeration struct {
	sentence int
	members  []string
	within   map[string]string // a member that is all that is listed of a province: 西藏自治区 → 拉萨市
}

// leastListed is how many places make a list.
const leastListed = 3

// readEnumerations finds the sentences that list places.
func readEnumerations(t *text) []enumeration {
	var out []enumeration
	for n, s := range t.sentences {
		if strings.Count(s.folded, "、") < leastListed-1 {
			continue
		}
		found := placesIn(s.folded)
		run, most := 1, 0
		for i := 1; i < len(found); i++ {
			if s.folded[found[i-1].end:found[i].start] == "、" {
				run++
			} else {
				run = 1
			}
			most = max(most, run)
		}
		if most < leastListed {
			continue
		}
		e := enumeration{sentence: n, within: map[string]string{}}
		for i, p := range found {
			if i+1 < len(found) && found[i+1].start == p.end { // 西藏自治区拉萨市
				e.within[p.place] = found[i+1].place
				continue
			}
			e.members = appendNew(e.members, p.place)
		}
		out = append(out, e)
	}
	return out
}

// enumeratedFor gives the list of places to which at least a share of a question's other
// words belongs, and the places that the question names.
func (a *Asker) enumeratedFor(r *reading, least float64) (enumeration, []placeAt, bool) {
	if len(a.enumerations) == 0 {
		return enumeration{}, nil, false
	}
	named := placesIn(r.text)
	if len(named) == 0 || len(named) > 3 {
		return enumeration{}, nil, false
	}
	best, most := enumeration{}, least-1e-9
	words := ""
	for _, p := range named {
		words += r.text[p.start:p.end]
	}
	for _, e := range a.enumerations {
		s := a.text.sentences[e.sentence]
		if share := a.sharedBut(r, words, a.text.passages[s.passage].folded+a.text.passages[s.passage].head); share > most {
			best, most = e, share
		}
	}
	return best, named, len(best.members) > 0
}

// memberAsked asks whether a place is among those that are listed.
var memberAsked = regexp.MustCompile(`是不是|是否|在不在|属不属于|算不算|有没有|(?:是|在|有|属于|纳[进入]|列[进入]|算|选上|入选).{0,12}(?:吗|么|吧|没|不|对不对)$|(?:吗|么|吧|没|不)$`)

var (
	wholeAsked = regexp.MustCompile(`整个|全境|全省|全区|所有|全都|都`)
	deniedList = regexp.MustCompile(`(?:^|[^是在算])不(?:是|在|算)|没有?(?:列|纳|选|进|入)`)
)

// forOthers is what a plan leaves to those that it does not list.
var forOthers = regexp.MustCompile(`未(?:纳入|列入|选入|参加)[^。;]{0,30}(?:可|参照)`)

// forUnlisted answers what those may do that the plan does not list.
func (a *Asker) forUnlisted(r *reading) (Answer, bool) {
	if r.polar.bears != bearsMay || !deniedList.MatchString(r.text) {
		return Answer{}, false
	}
	if _, _, ok := a.enumeratedFor(r, leastHeld); !ok {
		return Answer{}, false
	}
	for n, s := range a.text.sentences {
		if loc := forOthers.FindStringIndex(s.folded); loc != nil && !denied(s.folded)[loc[1]-1] {
			p := a.text.passages[s.passage]
			return Answer{Intent: IntentAnswer, Verdict: Yes, Lines: []said.Sentence{said.Of("可以，文件是这样写的：", "Yes, it may be; the document says:")}, Focus: Focus{Clause: p.ref, Quote: s.printed},
				Citations: []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, n)}}}, true
		}
	}
	return Answer{}, false
}

// fromEnumerated says whether places are among those that the plan lists.
func (a *Asker) fromEnumerated(r *reading) (Answer, bool) {
	if answer, ok := a.forUnlisted(r); ok {
		return answer, true
	}
	if !memberAsked.MatchString(strings.TrimRight(r.text, "?。!")) || r.wants(asksWho|asksValue|asksHow|asksMoney|asksWhen) || len(r.figures) > 0 || r.polar.bears == bearsMay {
		return Answer{}, false
	}
	e, named, ok := a.enumeratedFor(r, halfHeld)
	if !ok {
		return Answer{}, false
	}
	var in, out []string
	var part []said.Sentence
	for _, p := range named {
		place := r.text[p.start:p.end]
		switch {
		case slices.Contains(e.members, p.place):
			in = append(in, place)
		case e.within[p.place] != "":
			part = append(part, said.Of("{place}只列了{within}", "of {place} only {within} is listed", place, e.within[p.place]))
		default:
			out = append(out, place)
		}
	}
	s := a.text.sentences[e.sentence]
	p := a.text.passages[s.passage]
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Clause: p.ref, Quote: s.printed, Said: r.text},
		Citations: []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, e.sentence)}}}
	denied := deniedList.MatchString(r.text)
	switch {
	case len(part) > 0:
		answer.Verdict, answer.Lines = No, []said.Sentence{said.Of("不是，{part}。", "No, {part}.", said.Join("{one}，{other}", "{one}, {other}", part))}
		if !wholeAsked.MatchString(r.text) {
			answer.Lines = []said.Sentence{said.Of("不是全部，{part}。", "Not all of it: {part}.", said.Join("{one}，{other}", "{one}, {other}", part))}
		}
	case len(out) == 0 && denied:
		answer.Verdict, answer.Lines = No, []said.Sentence{said.Of("不对，{in}在列。", "That is not right: {in} is listed.", inTurn(in))}
	case len(out) == 0:
		answer.Verdict, answer.Lines = Yes, []said.Sentence{said.Of("是的，{in}在列。", "Yes, {in} is listed.", inTurn(in))}
	case denied && len(in) == 0:
		answer.Verdict, answer.Lines = Yes, []said.Sentence{said.Of("是的，文件列出的里面没有{out}。",
			"Yes, the document does not list {out}.", inTurn(out))}
	default:
		answer.Verdict, answer.Lines = No, []said.Sentence{said.Of("不是，{out}不在列。", "No, {out} is not listed.", inTurn(out))}
		if len(in) > 0 {
			answer.Lines = append(answer.Lines, said.Of("{in}在列。", "{in} is listed.", inTurn(in)))
		}
	}
	return answer, true
}

var otherPlace = regexp.MustCompile(`^(?:那|那么|换)?(?:成|了)?(\p{Han}{2,8}?)(?:呢|也是吗|算吗|怎么样)?$`)

// nextPlace gives the question before with another place in it: 湖北呢.
func (a *Asker) nextPlace(bare string, focus Focus) (string, bool) {
	m := otherPlace.FindStringSubmatch(bare)
	if m == nil || len(a.enumerations) == 0 {
		return "", false
	}
	named, before := placesIn(m[1]), placesIn(focus.Said)
	if len(named) != 1 || len(before) != 1 || named[0].start != 0 || named[0].end != len(m[1]) {
		return "", false
	}
	return focus.Said[:before[0].start] + m[1] + focus.Said[before[0].end:], true
}
