// Package picture draws how a plan stands as PNG pictures for a phone: the schedule
// matrix and the progress of the units. Plain structs go in, a paletted PNG comes out.
// It brings its own font and needs nothing from the machine.
//
// A picture is 1080 px wide, as phones are, and at most 2560 px high. That keeps far
// from what the Bot API refuses (sendPhoto: width and height above 10000 in total, a
// ratio above 20, a file above 10 MB; https://core.telegram.org/bots/api#sendphoto) and
// within the largest size in which Telegram keeps a photo, a box of 2560 px
// (https://core.telegram.org/api/files#image-thumbnail-types), so that no pixel is lost
// on the way. Clients that save traffic show a box of 1280 px: a picture much higher
// than that is better sent as a document, which Telegram leaves as it is.
//
// Since photos become JPEG on the way, no text is smaller than 26 px and no line thinner
// than 2 px. No meaning rests on colour alone: each light has a shape and a sign too.
//
// The same data gives the same bytes. All functions may be called concurrently.
package picture

import (
	"strings"
	"unicode"
)

// Measures in px.
const (
	width     = 1080
	maxHeight = 2560
	margin    = 28
	inner     = width - 2*margin

	titleSize = 44
	headSize  = 34
	textSize  = 30
	smallSize = 26
)

// lineHeight gives the height of a line of text of that size.
func lineHeight(size int) int { return size * 4 / 3 }

// clean makes one line of text that comes from outside: white space becomes one space,
// and what has no form of its own (joiners, direction marks, variation selectors) goes.
// What is left is drawn, whether or not the font has it. Text without anything visible
// becomes a word that says so.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return r
	}, s)
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return "（未注明）"
	}
	return s
}
