package tgtest

import (
	"maps"
	"net/http"
	"strings"
	"time"
)

// fileLimit is how large a file a bot may get (Bot API, getFile).
const fileLimit = 20 << 20

// Document lets a user send a file to a chat and gives the update's id. Further fields
// of the message may be nil.
func (s *Server) Document(user, chat int64, name string, data []byte, fields map[string]any) int64 {
	message := map[string]any{"document": map[string]any{"file_id": s.keep("BQACAg-"+name, data), "file_unique_id": "u-" + name, "file_name": name, "file_size": len(data)}}
	maps.Copy(message, fields)
	return s.Message(user, chat, message)
}

// Photo lets a user send a picture, which Telegram keeps in several sizes: data are
// those of the largest. It gives the update's id.
func (s *Server) Photo(user, chat int64, name string, data []byte, fields map[string]any) int64 {
	size := func(mark string, side int, data []byte) map[string]any {
		return map[string]any{"file_id": s.keep("AgACAg-"+name+mark, data), "file_unique_id": "u-" + name + mark, "width": side, "height": side * 3 / 4, "file_size": len(data)}
	}
	message := map[string]any{"photo": []any{size("s", 90, data[:1]), size("x", 1280, data), size("m", 320, data[:1])}}
	maps.Copy(message, fields)
	return s.Message(user, chat, message)
}

// keep stores a file that was sent and gives its id.
func (s *Server) keep(id string, data []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[id] = data
	return id
}

// getFile gives the path under which a file can be fetched.
func (s *Server) getFile(p params) (any, *refusal) {
	data, ok := s.files[p["file_id"]]
	switch {
	case !ok:
		return nil, bad("wrong file_id or the file is temporarily unavailable")
	case len(data) > fileLimit:
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": p["file_id"], "file_size": len(data), "file_path": "documents/" + p["file_id"]}, nil
}

// serveFile answers the download of a file; a Fault of the method "file" strikes it.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, path string) {
	s.mu.Lock()
	f := s.strike("file", 0)
	data, ok := s.files[strings.TrimPrefix(path, "documents/")]
	s.calls = append(s.calls, Call{Method: "file", Params: map[string]string{"path": path}, At: time.Now()})
	s.notify()
	s.mu.Unlock()
	switch {
	case f != nil && (f.Cut || f.Lost):
		hangUp(w)
	case f != nil:
		f.answer(w, f.refusal())
	case !ok || r.Method != http.MethodGet:
		http.NotFound(w, r)
	default:
		_, _ = w.Write(data)
	}
}
