package ask

import "regexp"

// verdictOf says whether what a message claims or asks is so: on figures, dates, the
// document itself, or by what the sentence allows and forbids.
func (a *Asker) verdictOf(r *reading, found []match) (Answer, bool) {
	if !r.wants(asksConfirm | asksClaim | asksState | asksGap) {
		return Answer{}, false
	}
	if len(found) == 0 {
		return Answer{}, false
	}
	given := r.figures
	if len(given) > 0 && (r.wants(asksConfirm|asksClaim|asksGap) || !r.wants(asksValue|asksCount|asksList)) {
		if answer, ok := a.onTwo(r, found, given); ok {
			return answer, true
		}
		if answer, ok := a.onFigures(r, found, given); ok {
			return answer, true
		}
	}
	if len(r.days) > 0 && (r.wants(asksConfirm|asksClaim) || r.wants(asksState) && !r.wants(asksList|asksCount)) {
		if answer, ok := a.onDays(r, found); ok {
			return answer, true
		}
	}
	if r.wants(asksConfirm|asksClaim) && !r.wants(asksWho) {
		return a.onWords(r, found)
	}
	return Answer{}, false
}

// Patterns that are used in one place.
var (
	verdictForm2 = regexp.MustCompile(`按时|算|才|逾期|超期|来得及|符合|行不|可以|也行|交|报|赶上|期限`)
	verdictForm3 = regexp.MustCompile(`写的|文件.{0,6}是|是.{1,20}[吧吗]$|对吧|没错`)
)
