package talk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// scannedShown is what a button to adopt a draft says when all that was recognised from
// pictures has been shown.
const scannedShown = "shown"

// pressScanned shows one page of what has to be held against the original before a draft
// is adopted. What is probably wrong comes first; the last page has the button to adopt.
func pressScanned(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	number, nth, _ := strings.Cut(what, ":")
	id, err1 := strconv.ParseInt(number, 10, 64)
	page, err2 := strconv.Atoi(nth)
	if errors.Join(err1, err2) != nil {
		return toast(t.word(wordStale)), nil
	}
	d, err := t.Imports.Tasks(ctx, id, t.Now)
	if errors.Is(err, reminders.ErrNotFound) || err == nil && d.Version.Number > 0 {
		return toast(t.word(wordDraftGone)), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	doubts := d.Plan.RecognisedDoubts()
	at := pageOf(len(doubts), scannedPage, page)
	text := bot.Text{{S: t.f("《{title}》识别出来的文字，请对照原件核对（第{page}页，共{words}页）：",
		"Recognised text of “{title}”, to be held against the original (page {page} of {words}):", shorten(d.Plan.Title, 40), at.at+1, at.of), Style: bot.Bold}}
	for i, doubt := range doubts[at.from:at.to] {
		text = append(text, bot.Span{S: fmt.Sprintf("\n%d. %s", at.from+i+1, t.doubtLine(d.Plan, doubt))})
	}
	turns := t.turns(at, fmt.Sprintf("scanned:%d", id))
	if at.at == at.of-1 {
		text = append(text, bot.Span{S: "\n" + t.f("有错的，请改好文字稿再导入；都看过了才采用。采用以后，这些地方仍在“核对”里，逐条确认。",
			"If anything is wrong, mend the text and import it again. Once adopted, these places stay under /review until they are confirmed one by one.")})
		turns = append(turns, button(t.f("已对照原件，采用", "Checked, adopt"), fmt.Sprintf("apply:%d:%s", id, scannedShown)))
	}
	turns = append(turns, button(t.f("放弃", "Discard"), "drop:"+number))
	return bot.Reply{Messages: []bot.Message{{Text: text, Buttons: slices.Concat(oneRow(turns)), Edit: t.MessageID}}}, nil
}

// scannedPage is how many places one message lists.
const scannedPage = 15
