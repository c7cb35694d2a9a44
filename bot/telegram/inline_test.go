package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

// article is an answer to an inline query as Telegram gets it.
type article struct {
	ID, Title, Description string
	Content                struct {
		Text string `json:"message_text"`
	} `json:"input_message_content"`
}

func articles(t *testing.T, c tgtest.Call) []article {
	t.Helper()
	var out []article
	if err := json.Unmarshal([]byte(c.Params["results"]), &out); err != nil || c.Status != 200 {
		t.Errorf("%d %s: %v", c.Status, c.Error, err)
	}
	return out
}

func TestInlineQuery(t *testing.T) {
	asked := ""
	inWorldWith(t, Config{Inline: func(_ context.Context, p bot.Person, query, language string, now time.Time) ([]bot.InlineAnswer, error) {
		asked = fmt.Sprint(p, query, language, now.Equal(time.Now()))
		return []bot.InlineAnswer{{ID: "a", Title: "柯桥区", Description: "2021年", Text: bot.Text{{S: "原文：<3所>", Style: bot.Bold}}}}, nil
	}}, nil, func(w *world) {
		w.run()
		w.tg.Inline(1001, "柯桥区", "zh-hans")
		synctest.Wait()
		calls := w.tg.Calls("answerInlineQuery")
		if len(calls) != 1 || asked != "{tg:1001 人1001 }柯桥区zh-hanstrue" {
			w.Fatalf("asked %q, calls %+v", asked, calls)
		}
		if p := calls[0].Params; p["is_personal"] != "true" || p["cache_time"] != "10" {
			w.Errorf("answered with %v", p)
		}
		a := articles(t, calls[0])
		if len(a) != 1 || a[0].ID != "a" || a[0].Title != "柯桥区" || a[0].Description != "2021年" || a[0].Content.Text != "<b>原文：&lt;3所&gt;</b>" {
			w.Errorf("answers %+v", a)
		}
		if w.tg.Confirmed() == 0 || len(w.inbox.known) != 0 {
			w.Errorf("confirmed %d, stored %d", w.tg.Confirmed(), len(w.inbox.known))
		}
	})
}

// TestInlineAnswers: what breaks Telegram's rules is left out, and a query always gets
// an answer.
func TestInlineAnswers(t *testing.T) {
	good := func(id string) bot.InlineAnswer {
		return bot.InlineAnswer{ID: id, Title: "题", Text: bot.Text{{S: "文 " + tgtest.Token}}}
	}
	many := []bot.InlineAnswer{}
	for i := range 60 {
		many = append(many, good(fmt.Sprint(i)))
	}
	for name, tt := range map[string]struct {
		answers []bot.InlineAnswer
		err     error
		panics  bool
		want    int
		log     string
	}{
		"none":        {nil, nil, false, 0, ""},
		"too many":    {many, nil, false, 50, ""},
		"long id":     {[]bot.InlineAnswer{good(strings.Repeat("字", 22)), good(strings.Repeat("x", 64))}, nil, false, 1, "不合 Telegram 的规矩"},
		"no id":       {[]bot.InlineAnswer{good("")}, nil, false, 0, "不合 Telegram 的规矩"},
		"same id":     {[]bot.InlineAnswer{good("a"), good("a")}, nil, false, 1, "不合 Telegram 的规矩"},
		"no title":    {[]bot.InlineAnswer{{ID: "a", Title: " ", Text: bot.Text{{S: "x"}}}, good("b")}, nil, false, 1, "不合 Telegram 的规矩"},
		"no text":     {[]bot.InlineAnswer{{ID: "a", Title: "x"}, good("b")}, nil, false, 1, "不合 Telegram 的规矩"},
		"long text":   {[]bot.InlineAnswer{{ID: "a", Title: "x", Text: bot.Text{{S: strings.Repeat("字", 4097)}}}, good("b")}, nil, false, 1, "不合 Telegram 的规矩"},
		"error":       {many, errors.New("disk full"), false, 0, "disk full"},
		"panic":       {nil, nil, true, 0, "inline_test.go"},
		"not UTF-8":   {[]bot.InlineAnswer{{ID: "a", Title: "x\xff", Description: "\xff", Text: bot.Text{{S: "y\xff"}}}}, nil, false, 1, ""},
		"longest yet": {[]bot.InlineAnswer{{ID: "a", Title: "x", Text: bot.Text{{S: strings.Repeat("&", 4096)}}}}, nil, false, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			inWorldWith(t, Config{Inline: func(context.Context, bot.Person, string, string, time.Time) ([]bot.InlineAnswer, error) {
				if tt.panics {
					panic("the plan is torn")
				}
				return tt.answers, tt.err
			}}, echo, func(w *world) {
				w.run()
				w.tg.Inline(1001, "x", "")
				w.tg.Say(1001, 1001, "still there?")
				w.expect("echo still there?")
				calls := w.tg.Calls("answerInlineQuery")
				if len(calls) != 1 || len(articles(t, calls[0])) != tt.want || strings.Contains(calls[0].Params["results"], secret(tgtest.Token)) {
					w.Errorf("calls %+v, want %d answers", calls, tt.want)
				}
				if log := w.log.String(); !strings.Contains(log, tt.log) || tt.log == "" && strings.Contains(log, "level=ERROR") {
					w.Errorf("log:\n%s", log)
				}
			})
		})
	}
	inWorld(t, nil, func(w *world) { // without Config.Inline
		w.run()
		w.tg.Inline(1001, "x", "")
		synctest.Wait()
		if calls := w.tg.Calls("answerInlineQuery"); len(calls) != 1 || len(articles(t, calls[0])) != 0 {
			w.Errorf("calls %+v", calls)
		}
	})
}

// TestNewestInlineQueryMatters: what a person has typed on is given up.
func TestNewestInlineQueryMatters(t *testing.T) {
	var begun []string
	inWorldWith(t, Config{Inline: func(ctx context.Context, _ bot.Person, query, _ string, _ time.Time) ([]bot.InlineAnswer, error) {
		begun = append(begun, query)
		return nil, sleep(ctx, time.Second)
	}}, nil, func(w *world) {
		w.run()
		for _, query := range []string{"柯", "柯桥", "柯桥区"} {
			w.tg.Inline(1001, query, "")
		}
		synctest.Wait()
		w.tg.Inline(1001, "柯桥区2021", "") // while another is being answered
		time.Sleep(time.Minute)
		synctest.Wait()
		calls := w.tg.Calls("answerInlineQuery")
		if len(calls) != 1 || begun[len(begun)-1] != "柯桥区2021" || !strings.HasSuffix(calls[0].Params["inline_query_id"], "500004") {
			w.Errorf("began %q, answered %+v", begun, calls)
		}
		if n := w.typing(); n != 0 {
			w.Errorf("%d people left", n)
		}
	})
}

// typing gives the number of people whose queries are in memory.
func (w *world) typing() int {
	w.edge.inlines.mu.Lock()
	defer w.edge.inlines.mu.Unlock()
	return len(w.edge.inlines.people)
}

// TestSlowInlineQueriesDelayNobody: so many are answered at once, so many wait, the rest
// is dropped, and messages are answered meanwhile. What takes too long is answered
// with nothing.
func TestSlowInlineQueriesDelayNobody(t *testing.T) {
	var mu sync.Mutex
	now, most := 0, 0
	count := func(n int) {
		mu.Lock()
		defer mu.Unlock()
		now += n
		most = max(most, now)
	}
	inWorldWith(t, Config{Inline: func(ctx context.Context, _ bot.Person, _, _ string, _ time.Time) ([]bot.InlineAnswer, error) {
		count(1)
		defer count(-1)
		return nil, sleep(ctx, time.Hour)
	}}, echo, func(w *world) {
		w.run()
		for i := range int64(2 * inlinePeople) {
			w.tg.Inline(10_000+i, "x", "")
		}
		w.tg.Say(1001, 1001, "hi")
		w.expect("echo hi")
		if n := w.typing(); n != inlinePeople {
			w.Errorf("%d queries in memory", n)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if mu.Lock(); most != inlineWorkers || w.typing() != 0 {
			w.Errorf("%d at once, %d left", most, w.typing())
		}
		mu.Unlock()
		answered := w.tg.Calls("answerInlineQuery") // those that waited longer than Telegram does are not
		if n := len(answered); n < 2*inlineWorkers || n > 3*inlineWorkers {
			w.Errorf("%d answered", n)
		}
		w.tg.Inline(1001, "x", "") // and stopping does not wait for them
		synctest.Wait()
		begun := time.Now()
		w.halt()
		if took := time.Since(begun); took > 0 {
			w.Errorf("stopped after %v", took)
		}
	})
}
