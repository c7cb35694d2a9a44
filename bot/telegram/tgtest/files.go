package tgtest

import (
	"net/http"
	"strings"
	"time"
)

// fileLimit is how large a file a bot may get (Bot API, getFile).
const fileLimit = 20 << 20

// Document lets a user send a file to a chat and gives the update's id. Further fields
// of the message may be nil.
func (s *Server) Document(user, chat int64, name string, data []byte, fields map[string]any) int64 {
	id := "BQACAg-" + name
	s.mu.Lock()
	s.files[id] = data
	s.mu.Unlock()
	message := map[string]any{"document": map[string]any{"file_id": id, "file_unique_id": "u-" + name, "file_name": name, "file_size": len(data)}}
	for k, v := range fields {
		message[k] = v
	}
	return s.Message(user, chat, message)
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
