package tgtest

import (
	"bytes"
	"image"
	"image/png"
	"strings"
)

// Limits of what a bot may upload (Bot API, sendPhoto and sendDocument).
const (
	documentLimit = 50 << 20
	photoLimit    = 10 << 20
	photoSides    = 10_000 // width and height together, in pixels
	photoRatio    = 20     // of the longer side to the shorter
)

// sendDocument takes an uploaded file; its caption may be empty.
func (s *Server) sendDocument(c *Call, p params) (any, *refusal) {
	data, no := p.upload("document")
	if no == nil && len(data) > documentLimit {
		no = &refusal{code: 413, description: "Request Entity Too Large"}
	}
	if no != nil {
		return nil, no
	}
	return s.postMedia(c, p)
}

// sendPhoto takes an uploaded picture, which has to be a PNG here.
func (s *Server) sendPhoto(c *Call, p params) (any, *refusal) {
	data, no := p.upload("photo")
	if no != nil {
		return nil, no
	}
	if len(data) > photoLimit {
		return nil, bad("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(data), photoLimit)
	}
	picture, err := png.DecodeConfig(strings.NewReader(data))
	if err != nil {
		return nil, bad("IMAGE_PROCESS_FAILED")
	}
	w, h := picture.Width, picture.Height
	if w+h > photoSides || max(w, h) > photoRatio*min(w, h) {
		return nil, bad("PHOTO_INVALID_DIMENSIONS")
	}
	return s.postMedia(c, p)
}

// upload gives the bytes of the file in a field.
func (p params) upload(field string) (string, *refusal) {
	name, data := p[field+" name"], p[field]
	if ref, ok := strings.CutPrefix(data, "attach://"); ok { // the file comes in a field of that name
		name, data = p[ref+" name"], p[ref]
	}
	if name == "" || data == "" {
		return "", bad("file must be non-empty")
	}
	return data, nil
}

func (s *Server) postMedia(c *Call, p params) (any, *refusal) {
	m, no := composeCaption(p)
	if no != nil {
		return nil, no
	}
	return s.post(c, p.id("chat_id"), m)
}

// composeCaption checks the words under a picture or a document, and its keyboard.
func composeCaption(p params) (*message, *refusal) {
	m, no := parse(p, p["caption"])
	if no != nil {
		return nil, no
	}
	if units(m.text) > 1024 {
		return nil, bad("message caption is too long")
	}
	m.media = true
	return m, nil
}

// PNG gives a picture of that size, for bots to send.
func PNG(width, height int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		panic(err) // a test's own mistake
	}
	return b.Bytes()
}
