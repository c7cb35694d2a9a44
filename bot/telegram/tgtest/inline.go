package tgtest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Inline has a person write a query behind the bot's name, in whatever chat, and gives
// its id.
func (s *Server) Inline(user int64, query, language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := fmt.Sprintf("query%d", s.next+1)
	s.queries[id] = true
	from := userObject(user)
	if language != "" {
		from["language_code"] = language
	}
	s.push(map[string]any{"inline_query": map[string]any{"id": id, "from": from, "query": query, "offset": "", "chat_type": "group"}})
	return id
}

// answerInlineQuery takes articles with text, the one kind that the bot sends.
func (s *Server) answerInlineQuery(p params) (any, *refusal) {
	if !s.queries[p["inline_query_id"]] {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	var results []struct {
		Type, ID, Title string
		Content         struct {
			Text string `json:"message_text"`
			Mode string `json:"parse_mode"`
		} `json:"input_message_content"`
	}
	if err := json.Unmarshal([]byte(p["results"]), &results); err != nil || results == nil {
		return nil, bad("can't parse inline query results: %v", err)
	}
	if len(results) > 50 {
		return nil, bad("RESULTS_TOO_MUCH")
	}
	if n, err := strconv.Atoi(p["cache_time"]); p["cache_time"] != "" && (err != nil || n < 0) {
		return nil, bad("cache_time is invalid")
	}
	seen := map[string]bool{}
	for _, r := range results {
		text, no := words(r.Content.Text, r.Content.Mode)
		switch {
		case r.Type != "article":
			return nil, bad("unsupported type of result")
		case len(r.ID) < 1 || len(r.ID) > 64:
			return nil, bad("RESULT_ID_INVALID")
		case seen[r.ID]:
			return nil, bad("RESULT_ID_DUPLICATE")
		case strings.TrimSpace(r.Title) == "":
			return nil, bad("ARTICLE_TITLE_EMPTY")
		case no != nil:
			return nil, no
		case text == "":
			return nil, bad("message text is empty")
		case units(text) > 4096:
			return nil, bad("MESSAGE_TOO_LONG")
		}
		seen[r.ID] = true
	}
	delete(s.queries, p["inline_query_id"])
	return true, nil
}
