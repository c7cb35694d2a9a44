package ask

import (
	"slices"
	"strings"
)

// A project is called by a short form that keeps its characters in order: 均衡县 is
// 全国义务教育优质均衡发展县. shortest is how many characters such a form has at
// least.
const shortest = 3

// readProjects finds the projects named. Of two projects that share words the one
// that the question follows further is meant; if they tie, both are.
func (a *Asker) readProjects(m *mask) []string {
	byCharacter := make([][]string, len(a.words.projects))
	bySound := make([][]string, len(a.words.projects))
	for i, p := range a.words.projects {
		byCharacter[i], bySound[i] = strings.Split(p.forms[0], ""), p.sounds[0]
	}
	if found := a.matchProjects(m, strings.Split(string(m.runes), ""), byCharacter); len(found) > 0 {
		return found
	}
	// What sounds like a name must not be a question's own words: 教育有什么 is no 教育优….
	sounds := slices.Clone(m.sounds)
	for i, r := range []rune(fillers.blanks.Replace(string(m.runes))) {
		if r == ' ' {
			sounds[i] = " "
		}
	}
	return a.matchProjects(m, sounds, bySound)
}

func (a *Asker) matchProjects(m *mask, text []string, names [][]string) []string {
	var found []string
	for at := 0; at < len(text); {
		longest, best := 0, []string(nil)
		shared := m.endsName(at)
		if !m.covered[at] || shared {
			longest, best = a.longestAt(text, m.covered, at, names)
		}
		if shared {
			if n, _ := a.longestAt(text, m.covered, at+1, names); n >= longest {
				longest = 0
			}
		}
		if longest == 0 {
			at++
			continue
		}
		for _, p := range best {
			found = appendNew(found, p)
		}
		if shared {
			m.shared = append(m.shared, at)
		}
		m.cover(at, longest)
		at += longest
	}
	return found
}

// longestAt gives how far the projects' names can be followed from a place, and
// which are followed that far.
func (a *Asker) longestAt(text []string, covered []bool, at int, names [][]string) (longest int, best []string) {
	for i, p := range a.words.projects {
		switch n := follow(text, covered, at, names[i]); {
		case n < shortest || n < longest:
		case n > longest:
			longest, best = n, []string{p.full}
		default:
			best = append(best, p.full)
		}
	}
	return longest, best
}

// endsName tells whether a covered character is the last of a covered run: in
// 诸暨市现代化学校 the 市 ends one name and may begin the next.
func (m *mask) endsName(at int) bool {
	return at > 0 && at+1 < len(m.runes) && m.covered[at] && !m.covered[at+1] && m.runes[at] == '市' && m.runes[at-1] != '全'
}

// follow gives how many characters of text from place at stand in name in the
// same order, if at least half of them are neighbours there too.
func follow(text []string, covered []bool, at int, name []string) int {
	pos, n, joined := -1, 0, 0
	for i := at; i < len(text); i++ {
		if i > at && covered[i] {
			break
		}
		next := slices.Index(name[pos+1:], text[i])
		if next < 0 {
			break
		}
		if next == 0 && pos >= 0 {
			joined++
		}
		pos += next + 1
		n++
	}
	if joined*2 < n-1 || joined == 0 {
		return 0
	}
	return n
}
