package ask

// answer lets the ways to answer compete: exact queries, where a reading explains every
// word, come before passages.
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
	if answer, ok := a.verdictOf(r, found); ok {
		return answer
	}
	if answer, ok := a.fromPassages(r, found); ok {
		return a.withDifference(r, found, answer)
	}
	return a.unclear(r)
}

// exact answers from the facts alone.
func (a *Asker) exact(r *reading, focus Focus, before string) (Answer, bool) {
	for _, way := range []func(*reading) (Answer, bool){
		a.fromBareWord, a.fromOverview, a.fromDefined, a.fromEnumerated, a.fromTerm, a.fromCounted, a.onRank, a.fromRank, a.fromFront, a.fromPurpose, a.fromQuoted, func(r *reading) (Answer, bool) { return a.fromCells(r, focus) }, a.fromOutline,
		func(r *reading) (Answer, bool) { return a.fromPointed(r, before) }, a.fromDates, a.fromDutySets, a.fromMentions,
		func(r *reading) (Answer, bool) { return a.fromMember(r, before) },
	} {
		if answer, ok := way(r); ok {
			return answer, true
		}
	}
	return Answer{}, false
}
