package gongwen

import (
	"slices"
	"strings"
)

// fixture reads signature, date, list of annexes, annex label and imprint (版记).
func (b *bodyReader) fixture(i int) int {
	cur, p := b.blocks[i], b.plan
	keep := func(n int) int {
		for _, part := range b.blocks[i : i+n] {
			p.Front = append(p.Front, b.passage(part))
		}
		b.open = nil
		return n
	}
	if b.listing {
		if h, ok := headingOf(cur.text); ok && h.listsAnnex() {
			b.nameAnnex(squeeze(h.rest))
			b.listAnnex(cur)
			return keep(1)
		}
		b.listing = false
	}
	switch {
	case attachmentRe.MatchString(cur.text):
		b.inAnnex, b.titled, b.annex, b.label, b.holders = true, false, "", strings.TrimRight(squeeze(cur.text), "：:"), nil
		return keep(1)
	case b.opensAnnex(i): // the annex itself, its title on the line of its label
		title := listedAnnex(cur.text)
		b.inAnnex, b.titled, b.annex, b.holders = true, true, title, nil
		a, _, _ := annexLabel(cur.text)
		b.label = squeeze(namedAnnex{kind: a.kind, n: a.n}.name())
		b.nameAnnex(title)
		return keep(1)
	case listedRe.MatchString(cur.text), b.entersList(i):
		b.nameAnnex(listedAnnex(cur.text))
		b.listAnnex(cur)
		b.listing = true
		return keep(1)
	case copyRe.MatchString(cur.text):
		p.CopyTo = strings.TrimRight(copyRe.ReplaceAllString(cur.text, ""), "。")
		b.inAnnex = false
		return keep(1)
	case issuedRe.MatchString(cur.text) && dateAtEnd(cur.text) != "":
		p.IssuedOn = dateAtEnd(cur.text)
		return keep(1)
	case dateOf(cur.text) != "":
		if p.SignedOn == "" {
			p.SignedOn = dateOf(cur.text)
		}
		return keep(1)
	case noteRe.MatchString(cur.text), pageRe.MatchString(cur.text):
		return keep(1)
	}
	if n := b.signers(i); n > 0 {
		if p.SignedOn == "" && !issuedRe.MatchString(b.blocks[i+n].text) {
			p.Issuer = signersOf(b.blocks[i : i+n])
		}
		b.inAnnex = false
		return keep(n)
	}
	return 0
}

// signers counts the lines from i on that sign the document: the date follows them.
func (b *bodyReader) signers(i int) int {
	const most = 8
	for n := 1; n <= most && i+n < len(b.blocks); n++ {
		if b.blocks[i+n-1].isRow() || !isName(b.blocks[i+n-1].text) {
			return 0
		}
		if dateOf(b.blocks[i+n].text) != "" {
			if signersBefore(b.blocks[:i+n+1], i+n) > i {
				return 0
			}
			return n
		}
	}
	return 0
}

// entersList tells whether the line at i is an entry of a list of annexes: 附件1 …, with
// another one above or below it.
func (b *bodyReader) entersList(i int) bool {
	entry := func(k int) bool {
		if k < 0 || k >= len(b.blocks) || b.blocks[k].isRow() || runes(b.blocks[k].text) > 2*longestChapter {
			return false
		}
		_, rest, ok := annexLabel(b.blocks[k].text)
		return ok && rest != ""
	}
	return entry(i) && (entry(i+1) || entry(i-1))
}

// opensAnnex tells whether the line at i is the label and the title of an annex, rather
// than an entry of their list.
func (b *bodyReader) opensAnnex(i int) bool {
	cur := b.blocks[i]
	a, rest, ok := annexLabel(cur.text)
	if !ok || rest == "" || runes(cur.text) > 2*longestTitle || strings.ContainsAny(rest, "。；") {
		return false
	}
	if i+1 < len(b.blocks) && b.blocks[i+1].isRow() {
		return true
	}
	if b.entersList(i) {
		return false
	}
	if i+1 < len(b.blocks) {
		if h, ok := headingOf(b.blocks[i+1].text); ok && h.n == 2 && h.level == itemLevel {
			return false
		}
	}
	title := listedAnnex(cur.text)
	return !listedRe.MatchString(cur.text) || b.inAnnex || b.annexes[title] || b.plan.SignedOn != "" ||
		slices.ContainsFunc(b.listed, func(l namedAnnex) bool { return l.kind == a.kind && l.n == a.n && a.n > 0 })
}

// listedAnnex gives the title behind the label of an annex, or of the list of annexes.
func listedAnnex(text string) string {
	_, name, _ := annexLabel(text)
	if h, ok := headingOf(name); ok {
		name = h.rest
	}
	return squeeze(name)
}

// nameAnnex adds an annex whose title the list of annexes has not announced.
func (b *bodyReader) nameAnnex(title string) {
	if title != "" && !b.annexes[title] {
		b.annexes[title] = true
		b.plan.Annexes = append(b.plan.Annexes, title)
	}
}

// ambiguous tells whether the number of an annex's chapter does not tell it from others:
// the text above has the same, or the annex has chapters of which that is so.
func (b *bodyReader) ambiguous(no string) bool {
	return slices.ContainsFunc(b.chapters, func(c chapterDraft) bool { return c.no == no || strings.HasPrefix(c.no, b.label+"/") }) ||
		slices.ContainsFunc(b.clauses, func(c clauseDraft) bool { return c.no == no && c.level == chapterLevel })
}

// annexChapter is the index of what stands for the open annex among the chapters, or -1.
func (b *bodyReader) annexChapter() int {
	if !b.inAnnex || b.label == "" {
		return -1
	}
	return slices.IndexFunc(b.chapters, func(c chapterDraft) bool { return c.no == b.label })
}
