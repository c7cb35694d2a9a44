package ask

// ways are the ways to answer from the facts alone, in the order in which they are asked.
// Each takes a question only where its reading explains what is asked, so that hardly any
// two of them take the same one.
var ways = []struct {
	name   string
	answer func(a *Asker, r *reading, focus Focus, before string) (Answer, bool)
}{
	{"bare word", alone((*Asker).fromBareWord)},
	{"overview", alone((*Asker).fromOverview)},
	{"definition", alone((*Asker).fromDefined)},
	{"enumeration", alone((*Asker).fromEnumerated)},
	{"term", alone((*Asker).fromTerm)},
	{"count", alone((*Asker).fromCounted)},
	{"on rank", alone((*Asker).onRank)},
	{"rank", alone((*Asker).fromRank)},
	{"front", alone((*Asker).fromFront)},
	{"purpose", alone((*Asker).fromPurpose)},
	{"quoted word", alone((*Asker).fromQuoted)},
	{"cells", func(a *Asker, r *reading, focus Focus, _ string) (Answer, bool) { return a.fromCells(r, focus) }},
	{"outline", alone((*Asker).fromOutline)},
	{"pointed", func(a *Asker, r *reading, _ Focus, before string) (Answer, bool) { return a.fromPointed(r, before) }},
	{"dates", alone((*Asker).fromDates)},
	{"values", alone((*Asker).fromValues)},
	{"duty scopes", alone((*Asker).fromDutyScopes)},
	{"duties", alone((*Asker).fromDutySets)},
	{"mentions", alone((*Asker).fromMentions)},
	{"member", func(a *Asker, r *reading, _ Focus, before string) (Answer, bool) { return a.fromMember(r, before) }},
}

// alone makes a way of one that needs nothing but the reading.
func alone(way func(*Asker, *reading) (Answer, bool)) func(*Asker, *reading, Focus, string) (Answer, bool) {
	return func(a *Asker, r *reading, _ Focus, _ string) (Answer, bool) { return way(a, r) }
}

// answer lets the ways to answer compete: exact queries, where a reading explains every
// word, come before passages, and those compete with silence.
func (a *Asker) answer(r *reading, focus Focus, before string) Answer {
	if answer, ok := a.exact(r, focus, before); ok {
		return answer
	}
	found := a.match(r, before)
	if len(found) == 0 {
		return a.unclear(r)
	}
	if silent, s := a.silentOn(r, found); silent {
		return a.silence(r, found, s)
	}
	return a.said(r, found)
}

// exact answers from the facts alone.
func (a *Asker) exact(r *reading, focus Focus, before string) (Answer, bool) {
	answer, way := a.exactly(r, focus, before)
	return answer, way != ""
}

// exactly does so and names the way that took the question; empty where none did.
func (a *Asker) exactly(r *reading, focus Focus, before string) (answer Answer, way string) {
	for _, w := range ways {
		if answer, ok := w.answer(a, r, focus, before); ok {
			return answer, w.name
		}
	}
	return Answer{}, ""
}

// said answers from the passages that were found: with a verdict, where one is asked for.
func (a *Asker) said(r *reading, found []match) Answer {
	if answer, ok := a.verdictOf(r, found); ok {
		return answer
	}
	if answer, ok := a.fromPassages(r, found); ok {
		return a.withDifference(r, found, answer)
	}
	return a.unclear(r)
}
