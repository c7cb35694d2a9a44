package telegram

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"

	"duban/bot"
)

var (
	me     = &models.User{ID: 42, IsBot: true, Username: "duban_bot"}
	moment = time.Date(2023, 12, 1, 10, 0, 0, 0, time.UTC)
)

func TestTranslate(t *testing.T) {
	const who = `"from":{"id":1001,"first_name":"王","last_name":"芳"},"date":1,"message_id":9,`
	const private, group = who + `"chat":{"id":1001,"type":"private"},`, who + `"chat":{"id":-100,"type":"supergroup"},`
	for name, tt := range map[string]struct {
		message string // fields, or with "!" a whole update
		want    string // text, or "" for none; "→" before the payload of a link
		silent  bool   // not for the conversation
	}{
		"text":                           {private + `"text":" 柯桥区2021年做什么？ "`, "柯桥区2021年做什么？", false},
		"command":                        {private + `"text":"/Status@duban_bot\n柯桥区 2021"`, "/status 柯桥区 2021", false},
		"start":                          {private + `"text":"/start"`, "/start", false},
		"link":                           {private + `"text":"/start Ab_9-x"`, "→Ab_9-x", false},
		"link with the name":             {private + `"text":"/start@Duban_Bot  Ab9"`, "→Ab9", false},
		"link in a group":                {group + `"text":"/start@duban_bot Ab9"`, "/start Ab9", false},
		"not a command":                  {private + `"text":"/计划 有几章"`, "/计划 有几章", false},
		"caption":                        {private + `"photo":[{"file_id":"x"}],"caption":"/report 完成"`, "/report 完成", false},
		"photo":                          {private + `"photo":[{"file_id":"x"}]`, "", false},
		"sticker":                        {private + `"sticker":{"file_id":"x","type":"regular"}`, "", false},
		"voice":                          {private + `"voice":{"file_id":"x"}`, "", false},
		"pin":                            {private + `"pinned_message":{"message_id":1,"date":1,"chat":{"id":1001,"type":"private"}}`, "", true},
		"from a bot":                     {`"from":{"id":7,"is_bot":true,"first_name":"b"},"chat":{"id":7,"type":"private"},"date":1,"text":"hi"`, "", true},
		"from nobody":                    {`"chat":{"id":-100,"type":"supergroup"},"date":1,"text":"/status"`, "", true},
		"channel":                        {who + `"chat":{"id":-100,"type":"channel"},"text":"/status"`, "", true},
		"edited":                         {`!{"update_id":5,"edited_message":{` + private + `"text":"hi"}}`, "hi", false},
		"an answer of ours":              {private + `"text":"hi","via_bot":{"id":42,"is_bot":true,"first_name":"b"}`, "", true},
		"by another bot":                 {private + `"text":"hi","via_bot":{"id":43,"is_bot":true,"first_name":"b"}`, "hi", false},
		"group, anonymous":               {`"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"sender_chat":{"id":-100,"type":"supergroup"},"chat":{"id":-100,"type":"supergroup"},"date":1,"text":"/status"`, "/status", false},
		"channel's post in its group":    {`"from":{"id":777000,"first_name":"Telegram"},"sender_chat":{"id":-5,"type":"channel"},"is_automatic_forward":true,"chat":{"id":-100,"type":"supergroup"},"date":1,"text":"/status"`, "", true},
		"group, chat":                    {group + `"text":"hi all"`, "", true},
		"group, command":                 {group + `"text":"/status"`, "/status", false},
		"group, our command":             {group + `"text":"/status@DUBAN_bot 柯桥区"`, "/status 柯桥区", false},
		"group, another bot's":           {group + `"text":"/status@other_bot"`, "", true},
		"group, another's as reply":      {group + `"text":"/status@other_bot","reply_to_message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":42,"is_bot":true,"first_name":"b"}}`, "", true},
		"group, mention":                 {group + `"text":"@duban_bot，谁负责？","entities":[{"type":"mention","offset":0,"length":10}]`, "谁负责？", false},
		"group, mention behind an emoji": {group + `"text":"👍👍 @duban_bot 谁负责？","entities":[{"type":"mention","offset":5,"length":10}]`, "👍👍  谁负责？", false},
		"group, mention and command":     {group + `"text":"@duban_bot /status 柯桥区","entities":[{"type":"mention","offset":0,"length":10},{"type":"bot_command","offset":11,"length":7}]`, "/status 柯桥区", false},
		"group, mention in a caption":    {group + `"photo":[{"file_id":"x"}],"caption":"@duban_bot 看","caption_entities":[{"type":"mention","offset":0,"length":10}]`, "看", false},
		"group, mention by name":         {group + `"text":"督办 谁负责","entities":[{"type":"text_mention","offset":0,"length":2,"user":{"id":42,"is_bot":true,"first_name":"督办"}}]`, "谁负责", false},
		"group, another's name":          {group + `"text":"@duban_bot2 hi","entities":[{"type":"mention","offset":0,"length":11}]`, "", true},
		"group, forged entities":         {group + `"text":"hi","entities":[{"type":"mention","offset":-3,"length":99},{"type":"mention","offset":1,"length":-1}]`, "", true},
		"group, reply to us":             {group + `"text":"什么时候？","reply_to_message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":42,"is_bot":true,"first_name":"b"}}`, "什么时候？", false},
		"group, reply to others":         {group + `"text":"好","reply_to_message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":5,"first_name":"x"}}`, "", true},
		"group, in a topic of ours":      {group + `"text":"好","reply_to_message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":42,"is_bot":true,"first_name":"b"},"forum_topic_created":{"name":"x","icon_color":1}}`, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			body := `{"update_id":5,"message":{` + tt.message + `}}`
			if tt.message[0] == '!' {
				body = tt.message[1:]
			}
			var u models.Update
			if err := json.Unmarshal([]byte(body), &u); err != nil {
				t.Fatal(err)
			}
			r := translate(&u, me, moment).request
			if tt.silent || r == nil {
				if tt.silent != (r == nil) {
					t.Errorf("request %+v", r)
				}
				return
			}
			got := r.Text
			if r.Start != "" {
				got += "→" + r.Start
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if r.ID != "tg:42:5" || !r.Anonymous && r.Person != (bot.Person{ID: "tg:1001", Name: "王 芳"}) || r.Now != moment || r.Private == r.Addressed || r.Private != (r.Chat == "tg:1001") {
				t.Errorf("request %+v", r)
			}
		})
	}
}

func TestTranslatePress(t *testing.T) {
	for name, tt := range map[string]struct{ body, chat, message string }{
		"private":      {`"message":{"message_id":7,"date":1,"chat":{"id":1001,"type":"private"}}`, "tg:1001", "7"},
		"topic":        {`"message":{"message_id":8,"date":1,"is_topic_message":true,"message_thread_id":3,"chat":{"id":-100,"type":"supergroup"}}`, "tg:-100:3", "8"},
		"inaccessible": {`"message":{"message_id":9,"date":0,"chat":{"id":1001,"type":"private"}}`, "tg:1001", "9"},
		"inline":       {`"inline_message_id":"x"`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var u models.Update
			body := `{"update_id":5,"callback_query":{"id":"q1","from":{"id":1001,"first_name":"王"},"chat_instance":"1","data":"ack:3",` + tt.body + `}}`
			if err := json.Unmarshal([]byte(body), &u); err != nil {
				t.Fatal(err)
			}
			in := translate(&u, me, moment)
			if in.press != "q1" {
				t.Error("the press will not be answered")
			}
			if tt.chat == "" {
				if in.request != nil {
					t.Errorf("request %+v", in.request)
				}
				return
			}
			if r := in.request; r.Press != "ack:3" || r.Chat != tt.chat || r.MessageID != tt.message || r.Text != "" {
				t.Errorf("request %+v", r)
			}
		})
	}
}

func TestTitleAndLanguage(t *testing.T) {
	for name, tt := range map[string]struct{ body, title, language string }{
		"message in a group": {`"message":{"message_id":9,"date":1,"text":"/status","from":{"id":1001,"first_name":"王","language_code":"zh-hans"},"chat":{"id":-100,"type":"supergroup","title":"攻坚群"}}`, "攻坚群", "zh-hans"},
		"message in private": {`"message":{"message_id":9,"date":1,"text":"hi","from":{"id":1001,"first_name":"王","language_code":"en"},"chat":{"id":1001,"type":"private","first_name":"王"}}`, "", "en"},
		"press in a group":   {`"callback_query":{"id":"q","data":"x","from":{"id":1001,"first_name":"王","language_code":"en-gb"},"message":{"message_id":7,"date":1,"chat":{"id":-100,"type":"group","title":"攻坚群"}}}`, "攻坚群", "en-gb"},
		"press on old words": {`"callback_query":{"id":"q","data":"x","from":{"id":1001,"first_name":"王"},"message":{"message_id":7,"date":0,"chat":{"id":-100,"type":"group","title":"攻坚群"}}}`, "攻坚群", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var u models.Update
			if err := json.Unmarshal([]byte(`{"update_id":5,`+tt.body+`}`), &u); err != nil {
				t.Fatal(err)
			}
			if r := translate(&u, me, moment).request; r == nil || r.Title != tt.title || r.Language != tt.language {
				t.Errorf("request %+v", r)
			}
		})
	}
}

func FuzzTranslate(f *testing.F) {
	f.Add([]byte(`{"update_id":1,"message":{"text":"@duban_bot hi","entities":[{"type":"mention","offset":0,"length":10}],"from":{"id":1},"chat":{"id":-1,"type":"group"}}}`))
	f.Add([]byte(`{"update_id":1,"callback_query":{"id":"x","data":"y","message":{"date":0,"chat":{"id":1}}}}`))
	f.Add([]byte(`{"message":{"text":"@duban_bot","entities":[{"type":"mention","length":10}],"from":{},"chat":{"type":"group"}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var u models.Update
		if json.Unmarshal(body, &u) != nil {
			return
		}
		in := translate(&u, me, moment)
		if r := in.request; r != nil {
			if !r.Private && !r.Addressed {
				t.Errorf("not for us: %+v", r)
			}
			if to, err := parseTarget(r.Chat); err != nil || to != in.to {
				t.Errorf("chat %q: %v", r.Chat, err)
			}
		}
	})
}
