package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"duban/bot"
)

// downloadLimit is how many bytes a file may have: a bot gets files of up to 20 MB (Bot
// API, getFile). Of a longer one a byte more is fetched, by which it is known.
const downloadLimit = 20 << 20

// upload is a document that a person sent, fetched when the conversation wants it.
func (e *Edge) upload(d *models.Document) *bot.Upload {
	return &bot.Upload{Name: d.FileName, Size: d.FileSize, Fetch: func(ctx context.Context) ([]byte, error) {
		data, err := e.sender.download(ctx, d.FileID)
		if err != nil {
			e.log.Warn("文件没有下载下来", "bytes", d.FileSize, "err", err)
		}
		return data, err
	}}
}

// download fetches a file, again a few times after what passes.
func (c *caller) download(ctx context.Context, id string) ([]byte, error) {
	var pause backoff
	for tried := 1; ; tried++ {
		var data []byte
		err := c.do(ctx, downloadTime, func(ctx context.Context) error {
			f, err := c.api.GetFile(ctx, &tg.GetFileParams{FileID: id})
			if err == nil {
				data, err = c.fetch(ctx, c.api.FileDownloadLink(f))
			}
			return err
		})
		if err == nil || tried == fetches || faultOf(err) == refused {
			return data, err
		}
		if sleep(ctx, max(pause.next(), waitOf(err))) != nil {
			return nil, err
		}
	}
}

func (c *caller) fetch(ctx context.Context, link string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return nil, errors.New("the file's address cannot be used") // the address holds the token
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, statusError(resp.StatusCode)
	}
	return io.ReadAll(io.LimitReader(resp.Body, downloadLimit+1))
}
