package telegram

import (
	"bytes"
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"duban/bot"
)

// outgoing is one message of Telegram's own size.
type outgoing struct {
	to      target
	part    part
	markup  models.ReplyMarkup // nil: no keyboard
	edit    int                // message to edit; 0: a new one
	caption bool               // what is edited are the words under a picture or a document
	plain   bool               // without formatting
	file    *bot.File          // the part is its caption, empty where the words went before
}

// unfitPicture is how Telegram refuses a picture that it would take as a document: it
// has more than 10 MB, is too long and narrow, or its sides are more than 10,000 pixels
// together.
var unfitPicture = []string{"photo_invalid_dimensions", "photo_save_file_invalid", "image_process_failed", "too big for a photo"}

// call makes the call that sends o or edits its message.
func (o *outgoing) call(ctx context.Context, api *tg.Bot) (*models.Message, error) {
	text, mode := o.part.html, models.ParseModeHTML
	if o.plain {
		text, mode = o.part.plain, ""
	}
	preview := &models.LinkPreviewOptions{IsDisabled: tg.True()}
	switch {
	case o.file != nil && o.file.Picture:
		return api.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: o.to.chat, MessageThreadID: o.to.thread,
			Photo: o.upload(), Caption: text, ParseMode: mode, ReplyMarkup: o.markup})
	case o.file != nil:
		return api.SendDocument(ctx, &tg.SendDocumentParams{ChatID: o.to.chat, MessageThreadID: o.to.thread,
			Document: o.upload(), Caption: text, ParseMode: mode, ReplyMarkup: o.markup})
	case o.edit != 0 && o.caption:
		return api.EditMessageCaption(ctx, &tg.EditMessageCaptionParams{ChatID: o.to.chat, MessageID: o.edit,
			Caption: text, ParseMode: mode, ReplyMarkup: o.markup})
	case o.edit != 0:
		return api.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: o.to.chat, MessageID: o.edit,
			Text: text, ParseMode: mode, LinkPreviewOptions: preview, ReplyMarkup: o.markup})
	}
	return api.SendMessage(ctx, &tg.SendMessageParams{ChatID: o.to.chat, MessageThreadID: o.to.thread,
		Text: text, ParseMode: mode, LinkPreviewOptions: preview, ReplyMarkup: o.markup})
}

// upload gives the file to one call, which reads it to its end.
func (o *outgoing) upload() *models.InputFileUpload {
	return &models.InputFileUpload{Filename: o.file.Name, Data: bytes.NewReader(o.file.Data)}
}
