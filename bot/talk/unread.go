package talk

import (
	"context"
	"time"
	"unicode/utf16"

	"duban/bot"
	"duban/reminders"
)

const (
	// longest is how many UTF-16 units one message of Telegram's can have; clients cut what
	// is longer, and send the rest right behind it.
	longest = 4096
	// trimmed is how many of them may be blanks at the end of a part, which are not kept.
	trimmed = 6
	restIn  = 5 * time.Second // the rest of a text that was cut comes so soon
)

// tooLong refuses a message that is too long, whole: also the rest of it, where it was
// cut.
func (t *turn) tooLong() (bot.Reply, bool) {
	units := len(utf16.Encode([]rune(t.Text)))
	cut, rest := units >= longest-trimmed, t.Now.Unix() <= t.session.Cut
	t.session.Cut = 0
	if cut {
		t.session.Cut = t.Now.Add(restIn).Unix()
	}
	switch {
	case rest:
		return t.say("这是上一条的后半段：太长的文字会被分成几条。整段都没有记下，请精简后再发。",
			"This is the rest of the message before: a text that is too long is cut into several. None of it was kept. Please shorten it and send it again."), true
	case t.session.Form != nil && (cut || len(t.Text) > maxText):
		return t.say("这段话太长，分成了几条，整段都没有记下。填报和理由最多{most}字，请精简后再发，详细的可以作为文件发来；发“取消”退出。",
			"This text is too long for one message, and none of it was kept. A report or reason has at most {most} characters: please shorten it and send it again; details can come as a file. Send /cancel to leave.", reminders.MaxReason), true
	case cut || len(t.Text) > maxText:
		return t.say("这条消息太长了，请把问题缩成几句话再发。",
			"This message is too long. Please put your question into a few sentences."), true
	}
	return bot.Reply{}, false
}

// kind names what was sent that is neither text nor a file.
func (g tongue) kind(k bot.Kind) string {
	switch k {
	case bot.Place:
		return g.f("位置", "a place")
	case bot.Contact:
		return g.f("名片", "a contact")
	case bot.Sticker:
		return g.f("贴纸", "a sticker")
	case bot.Poll:
		return g.f("投票", "a poll")
	}
	return g.f("这种消息", "such a message")
}

// notKept says of a message without text or file that it was not kept.
func (t *turn) notKept(ctx context.Context) (bot.Reply, error) {
	kind := t.kind(t.Other)
	f := t.session.Form
	if f == nil {
		return t.say("{kind}我读不了，没有记下。请用文字说明。",
			"I cannot read {kind}, and it was not kept. Please put it into words.", kind), nil
	}
	name, err := t.formName(ctx, *f)
	if err != nil || name == "" {
		return say(t.word(wordOnlyText)), err
	}
	return t.say("{kind}留不下来，没有放进“{name}”。请改发照片、文件，或用文字说明；发“取消”退出。",
		"I cannot keep {kind}, and “{name}” is as it was. Please send photos or files, or put it into words. Send /cancel to leave.", kind, name), nil
}

// nameless answers somebody who writes in a group without saying who it is.
func (b *Bot) nameless(r bot.Request) bot.Reply {
	if b.limits.take(r.Chat, r.Chat, r.Now) != taken {
		return bot.Reply{}
	}
	return chinese.say("您是以匿名管理员或频道的身份发的，我认不出您是谁，不能办。请在群的管理员设置里关掉“匿名”再发，或单独与我对话。",
		"You write as an anonymous administrator or a channel, so I cannot tell who you are, and nothing was done. Please switch off anonymity in the group's settings and send it again, or write to me alone.")
}
