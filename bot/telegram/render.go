package telegram

import (
	"log/slog"
	"strings"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"

	"duban/bot"
)

// Limits of the Bot API.
const (
	textLimit    = 4096 // UTF-16 units of a message, its tags not counted
	captionLimit = 1024 // the same of the words under a picture or a document
	dataLimit    = 64   // bytes of a button's data, and of an inline answer's id
	toastLimit   = 200  // characters of the answer to a press
	inlineLimit  = 50   // answers to an inline query
)

// part is a piece of a message that fits into one of Telegram's.
type part struct{ html, plain string }

// fitsCaption tells whether the part can stand under a picture or a document.
func (p part) fitsCaption() bool { return prefixUnits(p.plain, captionLimit) == len(p.plain) }

var (
	escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace
	tags   = map[bot.Style]string{bot.Bold: "b", bot.Quote: "blockquote", bot.Code: "code"}
)

// render gives the text as HTML, in as many parts as it takes; none if there is
// nothing but blanks. Each part closes its own tags.
func render(t bot.Text) []part {
	var parts []part
	rest := lines(t)
	for len(rest) > 0 {
		plain := rest.String()
		cut := len(plain)
		if fit := prefixUnits(plain, textLimit); fit < cut {
			cut = boundary(plain[:fit])
		}
		head, tail := split(rest, cut)
		if p := markup(head); p.plain != "" {
			parts = append(parts, p)
		}
		rest = tail
	}
	return parts
}

// lines drops empty spans, mends broken UTF-8 and puts quotations on lines of their own.
func lines(t bot.Text) bot.Text {
	var out bot.Text
	quoted, open := false, false // whether the span before is a quotation; whether its line is open
	for _, s := range t {
		s.S = strings.ToValidUTF8(s.S, "\uFFFD")
		if s.Style == bot.Quote {
			s.S = strings.Trim(s.S, "\n")
		}
		if s.S == "" {
			continue
		}
		if open && (quoted || s.Style == bot.Quote) && !strings.HasPrefix(s.S, "\n") {
			out = append(out, bot.Span{S: "\n"})
		}
		out = append(out, s)
		quoted, open = s.Style == bot.Quote, !strings.HasSuffix(s.S, "\n")
	}
	return out
}

// split cuts the text after n bytes of its words.
func split(t bot.Text, n int) (head, tail bot.Text) {
	for i, s := range t {
		if n >= len(s.S) {
			n -= len(s.S)
			continue
		}
		head = append(head, t[:i]...)
		if n > 0 {
			head = append(head, bot.Span{S: s.S[:n], Style: s.Style})
		}
		tail = append(bot.Text{{S: s.S[n:], Style: s.Style}}, t[i+1:]...)
		return head, tail
	}
	return t, nil
}

// markup writes the spans as HTML, without blanks at either end.
func markup(t bot.Text) part {
	var html, plain strings.Builder
	t = trim(t)
	for _, s := range t {
		plain.WriteString(s.S)
		if tag := tags[s.Style]; tag != "" {
			html.WriteString("<" + tag + ">" + escape(s.S) + "</" + tag + ">")
		} else {
			html.WriteString(escape(s.S))
		}
	}
	return part{html.String(), plain.String()}
}

// trim takes line ends and blanks off both ends of the text.
func trim(t bot.Text) bot.Text {
	t = append(bot.Text{}, t...)
	for len(t) > 0 {
		if t[0].S = strings.TrimLeft(t[0].S, " \n\t"); t[0].S != "" {
			break
		}
		t = t[1:]
	}
	for len(t) > 0 {
		last := &t[len(t)-1]
		if last.S = strings.TrimRight(last.S, " \n\t"); last.S != "" {
			break
		}
		t = t[:len(t)-1]
	}
	return t
}

// prefixUnits gives the length in bytes of the longest prefix of s with at most n
// UTF-16 units.
func prefixUnits(s string, n int) int {
	for i, r := range s {
		if n--; r > 0xFFFF {
			n--
		}
		if n < 0 {
			return i
		}
	}
	return len(s)
}

// boundary gives where to cut s, a text that is full: after a paragraph, else after
// a line, a sentence, a clause, as long as the cut leaves a fair piece.
func boundary(s string) int {
	for _, ends := range []string{"\n\n", "\n", "。！？!?", "；;", "，、, "} {
		i := 0
		if ends == "\n\n" {
			i = strings.LastIndex(s, ends) + len(ends)
		} else if j := strings.LastIndexAny(s, ends); j >= 0 {
			_, size := utf8.DecodeRuneInString(s[j:])
			i = j + size
		}
		if i > len(s)/4 {
			return i
		}
	}
	return len(s)
}

// keyboard gives the buttons in Telegram's form, nil if there are none: a keyboard
// without rows is refused, and so is all of it for one button that breaks the rules.
func keyboard(rows [][]bot.Button, log *slog.Logger) models.ReplyMarkup {
	var out [][]models.InlineKeyboardButton
	for _, row := range rows {
		var line []models.InlineKeyboardButton
		for _, b := range row {
			label := strings.TrimSpace(strings.ToValidUTF8(b.Label, ""))
			if label == "" || b.Data == "" || len(b.Data) > dataLimit {
				log.Error("按钮不合 Telegram 的规矩，已略去", "label", b.Label, "bytes", len(b.Data))
				continue
			}
			line = append(line, models.InlineKeyboardButton{Text: label, CallbackData: b.Data})
		}
		if len(line) > 0 {
			out = append(out, line)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return models.InlineKeyboardMarkup{InlineKeyboard: out}
}
