package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// found is a sentence with how well it fits.
type found struct {
	ref   string
	n     int
	cover float64
	score float64
}

// retrieve ranks the sentences that the index offers: what they cover of the
// question, what their clause covers, and whether they hold the kind of thing
// that is asked for.
func (a *Asker) retrieve(q question) ([]found, error) {
	if q.content.sum == 0 {
		return nil, nil
	}
	pieces, wholes, err := a.index.Search(q.content.spelled(), candidates)
	if err != nil {
		return nil, err
	}
	seen := map[sentenceKey]bool{}
	var out []found
	for _, h := range pieces {
		if h.Kind == knowledge.KindSentence {
			out = a.consider(out, seen, q, sentenceKey{h.Ref, h.N}, standing(h.Score, pieces))
		}
	}
	for _, h := range wholes {
		for n := range knowledge.Sentences(a.grams.passages[h.Ref].text) {
			out = a.consider(out, seen, q, sentenceKey{h.Ref, n}, 0)
		}
	}
	slices.SortStableFunc(out, func(x, y found) int { return cmp.Compare(y.score, x.score) })
	return out, nil
}

// standing is where a score lies between the last of the hits and the first, from 0
// to 1.
func standing(score float64, hits []knowledge.Hit) float64 {
	first, last := hits[0].Score, hits[len(hits)-1].Score
	if first <= last {
		return 1
	}
	return (score - last) / (first - last)
}

func (a *Asker) consider(out []found, seen map[sentenceKey]bool, q question, key sentenceKey, rank float64) []found {
	s, ok := a.grams.sentences[key]
	if !ok || seen[key] || isDuty.MatchString(s.text) || key.n == 0 && a.isHeading(key.ref, s.text) ||
		q.except.sum > 0 && q.except.cover(s) > 0.8 {
		return out
	}
	seen[key] = true
	title := a.grams.titles[key.ref]
	cover := max(q.content.cover(s), 0.9*q.content.cover(title))
	score := q.content.cover(s) + 0.35*q.content.cover(a.grams.passages[key.ref]) + 0.25*rank + 0.35*q.content.cover(title)
	if q.wantsAny(wantValue, wantCount) && hasNumber.MatchString(s.text) {
		score += 0.05
	}
	if n := q.enumerates; n > 1 {
		switch {
		case strings.Contains(s.text, "等"+zh.Numeral(n)) || strings.Contains(s.text, fmt.Sprintf("等%d", n)):
			score += 0.5
		case strings.Count(s.text, "、") >= n-1 || strings.Count(s.text, "”") >= n:
			score += 0.1
		}
	}
	if q.except.sum > 0 { // what else there is besides something stands beside it
		score += 0.35 * q.except.cover(a.grams.passages[key.ref])
	}
	if q.wants[wantWho] && saysWho.MatchString(zh.Squeeze(s.text)) {
		score += 0.15
	}
	return append(out, found{key.ref, key.n, cover, score})
}

// isHeading tells whether a clause's first sentence is nothing but its title.
func (a *Asker) isHeading(ref, text string) bool {
	c, ok := a.plan.Clause(ref)
	return ok && c.Title != "" && strings.Trim(strings.TrimPrefix(text, c.No), "。 ") == c.Title
}

func (a *Asker) bestSentence(q question) (found, error) {
	all, err := a.retrieve(q)
	if err != nil || len(all) == 0 {
		return found{}, err
	}
	return all[0], nil
}

// bestCover gives the sentence that holds the largest share of the content, and
// that share.
func (a *Asker) bestCover(words content) (best sentence, cover float64) {
	for _, s := range a.grams.sentences {
		if c := words.cover(s); c > cover || c == cover && s.text < best.text {
			best, cover = s, c
		}
	}
	return best, cover
}

// bestClause finds the clause that the content is about, by title first.
func (a *Asker) bestClause(words content) string {
	var ref string
	var best float64
	for _, c := range a.plan.Clauses {
		score := words.cover(a.grams.titles[c.Ref]) + 0.7*words.cover(a.grams.passages[c.Ref])
		if score > best {
			best, ref = score, c.Ref
		}
	}
	if best < 0.5 {
		return ""
	}
	return ref
}

// Rank gives the clauses that the search for passages offers for a question, the
// best first; see Clause.Ref. The error is that of the index.
func (a *Asker) Rank(text string) ([]string, error) {
	q := a.read(zh.Fold(text), time.Time{})
	if q.content.sum == 0 {
		q.content = a.grams.weigh(q.text)
	}
	all, err := a.retrieve(q)
	var out []string
	for _, f := range all {
		out = appendNew(out, f.ref)
	}
	return out, err
}
