package telegram

import (
	"cmp"
	"slices"

	"github.com/go-telegram/bot/models"

	"duban/bot"
)

// Names of files that Telegram gives none. Photos it sends as JPEG.
const (
	photoName = "照片.jpg"
	videoName = "视频.mp4"
	voiceName = "语音.ogg"
	soundName = "录音.mp3"
)

// fileOf gives the file that a message brings, a photo in its largest size; nil where it
// brings none.
func fileOf(m *models.Message) *models.Document {
	switch {
	case m.Document != nil: // an animation comes as a document too
		return m.Document
	case len(m.Photo) > 0:
		largest := slices.MaxFunc(m.Photo, func(a, b models.PhotoSize) int { return cmp.Compare(a.Width*a.Height, b.Width*b.Height) })
		return &models.Document{FileID: largest.FileID, FileName: photoName, FileSize: int64(largest.FileSize)}
	case m.Video != nil:
		return &models.Document{FileID: m.Video.FileID, FileName: cmp.Or(m.Video.FileName, videoName), FileSize: m.Video.FileSize}
	case m.VideoNote != nil:
		return &models.Document{FileID: m.VideoNote.FileID, FileName: videoName, FileSize: int64(m.VideoNote.FileSize)}
	case m.Voice != nil:
		return &models.Document{FileID: m.Voice.FileID, FileName: voiceName, FileSize: m.Voice.FileSize}
	case m.Audio != nil:
		return &models.Document{FileID: m.Audio.FileID, FileName: cmp.Or(m.Audio.FileName, soundName), FileSize: m.Audio.FileSize}
	}
	return nil
}

// otherOf gives what a message brings that is neither text nor a file; empty: nothing.
func otherOf(m *models.Message) bot.Kind {
	switch {
	case m.Location != nil, m.Venue != nil:
		return bot.Place
	case m.Contact != nil:
		return bot.Contact
	case m.Sticker != nil, m.Dice != nil:
		return bot.Sticker
	case m.Poll != nil:
		return bot.Poll
	case m.Story != nil, m.PaidMedia != nil, m.Checklist != nil, m.Game != nil:
		return bot.Unstored
	}
	return ""
}

// hasContent tells what a person sent from what Telegram notes: pins, joins, titles.
func hasContent(m *models.Message) bool {
	return m.Text != "" || m.Caption != "" || fileOf(m) != nil || otherOf(m) != ""
}

// under gives what the buttons under a message bring.
func under(m *models.Message) []string {
	if m.ReplyMarkup == nil {
		return nil
	}
	var all []string
	for _, row := range m.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			if b.CallbackData != "" {
				all = append(all, b.CallbackData)
			}
		}
	}
	return all
}
