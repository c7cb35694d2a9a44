package talk

import (
	"context"
	"fmt"

	"duban/bot"
)

// featurePages turns the pages of the list that was shown last, for who writes instead of
// pressing.
var featurePages = Feature{
	Name: "pages", Where: anywhere, Calls: []string{"next page?", "previous page?"}, Examples: []string{"下一页", "上一页"},
	Run: turnPage,
}

// pager is one page of a list: its items from one up to another, not included.
type pager struct {
	at, of   int
	from, to int
}

// pageOf gives a page of n items, so many on each; the nearest where there is none of
// that number.
func pageOf(n, size, page int) pager {
	p := pager{of: max(1, (n+size-1)/size)}
	p.at = max(0, min(page, p.of-1))
	p.from, p.to = p.at*size, min(n, (p.at+1)*size)
	return p
}

// turns gives the buttons that turn a list's pages, which carry name and the page.
func (t *turn) turns(p pager, name string) []bot.Button {
	t.session.Page = turned{name, p.at, p.of}
	var keys []bot.Button
	if p.at > 0 {
		keys = append(keys, button(t.f("上一页", "Previous"), fmt.Sprintf("%s:%d", name, p.at-1)))
	}
	if p.at < p.of-1 {
		keys = append(keys, button(t.f("下一页", "Next"), fmt.Sprintf("%s:%d", name, p.at+1)))
	}
	return keys
}

// pageLine says which page it is, where there are several.
func (t *turn) pageLine(p pager) bot.Text {
	if p.of < 2 {
		return nil
	}
	return bot.Text{{S: "\n" + t.f("第{page}页，共{words}页。", "Page {page} of {words}.", p.at+1, p.of)}}
}

func turnPage(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	p := t.session.Page
	to := p.At + 1
	if t.said.has("previous") {
		to = p.At - 1
	}
	if p.Name == "" || to < 0 || to >= p.Of {
		return t.say("没有别的页了。", "There is no other page."), nil
	}
	return t.press(ctx, fmt.Sprintf("%s:%d", p.Name, to))
}
