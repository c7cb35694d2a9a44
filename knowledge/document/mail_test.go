package document

import (
	"encoding/base64"
	"strings"
	"testing"
)

// lines joins the lines of a mail as they are sent.
func lines(all ...string) []byte { return []byte(strings.Join(all, "\r\n") + "\r\n") }

func TestMail(t *testing.T) {
	b64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	gb := func(s string) string { return string(encoded(t, s)) }
	head := []string{"From: a@example.cn", "To: b@example.cn", "MIME-Version: 1.0"}
	mail := func(more ...string) []byte { return lines(append(append([]string(nil), head...), more...)...) }
	for name, c := range map[string]struct {
		data  []byte
		want  string
		notes []string
	}{
		"plain": {mail("Subject: =?gb2312?B?"+b64(gb("计划"))+"?=", "Content-Type: text/plain; charset=gb2312", "Content-Transfer-Encoding: base64", "", b64(gb("一、目标\n\n> （一）修路。\n> > 引文\n>95%以上\n"))),
			"一、目标\n（一）修路。\n引文\n>95%以上", []string{"“计划”"}},
		"wrong label": {mail("Content-Type: text/plain; charset=us-ascii", "", "一、目标"), "一、目标", nil},
		"no label":    {mail("Content-Transfer-Encoding: 8bit", "", gb("一、总体要求和工作目标")), "一、总体要求和工作目标", nil},
		"flowed":      {mail("Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes", "", "到2024年， ", "完成98%。", "二、任务"), "到2024年，完成98%。\n二、任务", nil},
		"page first": {mail("Content-Type: multipart/alternative; boundary=x", "", "--x", "Content-Type: text/plain", "", "text", "--x", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", "<p>=E7=9B=AE=", "=E6=A0=87</p>", "--x--"),
			"目标", nil},
		"empty page": {mail("Content-Type: multipart/alternative; boundary=x", "", "--x", "Content-Type: text/plain", "", "text", "--x", "Content-Type: text/html", "", " ", "--x--"), "text", nil},
		"cut off":    {mail("Content-Type: multipart/mixed; boundary=x", "", "--x", "Content-Type: text/plain", "", "text"), "text", nil},
		"mailbox":    {append([]byte("From a@example.cn Mon Feb  1 08:00:00 2021\n"), mail("", "text")...), "text", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if doc := readsAs(t, c.data, c.want, c.notes...); doc.Format != EML {
				t.Errorf("read as %s", doc.Format)
			}
		})
	}
}

// TestMailPicture: a picture that a mail shows is read like a file that comes with it,
// once; what only decorates it is not.
func TestMailPicture(t *testing.T) {
	doc, err := read(t, lines("From: a@example.cn", "To: b@example.cn", "MIME-Version: 1.0", "Content-Type: multipart/related; boundary=x", "",
		"--x", "Content-Type: text/html; charset=utf-8", "", "<p>一、目标</p><p><img src=cid:1><img src=cid:1></p><p><img src=cid:2></p><p>二、任务</p>",
		"--x", "Content-Type: image/png; name=p.png", "Content-Id: <1>", "", "\x89PNG",
		"--x", "Content-Type: image/png; name=q.png", "Content-Id: <3>", "", "\x89PNG", "--x--"))
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Gaps) != 2 || doc.Gaps[0].Kind != "picture" || doc.Gaps[1].Kind != "attachment" || doc.Gaps[1].Name.String() != "p.png" {
		t.Errorf("gaps %+v in %q", doc.Gaps, doc.Text)
	}
}

// TestMailFiles: what comes with a mail is read after it, each file apart with its
// name, and what cannot be read is a gap.
func TestMailFiles(t *testing.T) {
	attach := func(name string, data []byte) []string {
		return []string{"--x", "Content-Type: application/octet-stream", `Content-Disposition: attachment; filename="` + name + `"`, "Content-Transfer-Encoding: base64", "", base64.StdEncoding.EncodeToString(data)}
	}
	inner := lines("From: c@example.cn", "Subject: s", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", "转发的话")
	all := []string{"From: a@example.cn", "To: b@example.cn", "Content-Type: multipart/mixed; boundary=x", "", "--x", "Content-Type: text/plain; charset=utf-8", "", "请查收。"}
	all = append(all, attach("=?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte("任务.xlsx"))+"?=", file(t, "tasks.xlsx"))...)
	all = append(all, attach(string(encoded(t, "说明.txt")), encoded(t, "说明\t一\n\n到2024年完成。"))...)
	all = append(all, attach("a.zip", archiveOf(t, map[string]string{"a": "b"}))...)
	all = append(all, "--x", "Content-Type: message/rfc822", "", string(inner), "--x", "Content-Type: application/pgp-signature", "", "sign", "--x--")
	doc, err := read(t, lines(all...))
	if err != nil {
		t.Fatal(err)
	}
	want := "请查收。\n\n白河县2023年重点任务责任分解表\n\n序号\t工作任务\t"
	if !strings.HasPrefix(doc.Text, want) || !strings.HasSuffix(doc.Text, "2023年12月底前\n\n说明\t一\n\n到2024年完成。\n\n转发的话\n") {
		t.Errorf("read %q", doc.Text)
	}
	var names []string
	for _, p := range doc.Pages {
		names = append(names, p.Name.String()+"→"+strings.SplitN(doc.Text[p.Start:], "\n", 2)[0])
	}
	if got := strings.Join(names, "，"); got != "附件“任务.xlsx”工作表“Sheet1”→白河县2023年重点任务责任分解表，附件“说明.txt”→说明\t一，附件“转发的邮件”→转发的话" {
		t.Errorf("pages %s", got)
	}
	if len(doc.Gaps) != 1 || doc.Gaps[0].Kind != "attachment" || doc.Gaps[0].Name.String() != "a.zip" || !strings.Contains(doc.Gaps[0].Reason.String(), "压缩包") {
		t.Errorf("gaps %v", doc.Gaps)
	}
}

// TestMailWithin: mails within mails are read to a depth, and the rest is a gap.
func TestMailWithin(t *testing.T) {
	data := []byte("plan")
	for range 10 {
		data = lines("From: a@example.cn", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=x", "", "--x", "", "text", "--x",
			"Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "", base64.StdEncoding.EncodeToString(data), "--x--")
	}
	doc, err := read(t, data)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(doc.Text, "text") != maxWithin+1 || len(doc.Gaps) != 1 {
		t.Errorf("read %q with gaps %v", doc.Text, doc.Gaps)
	}
}

// TestSharedLimits: files within a file share its limits.
func TestSharedLimits(t *testing.T) {
	table := strings.Repeat("甲,乙,丙\r\n", maxCells/4)
	all := []string{"From: a@example.cn", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=x", ""}
	for range 3 {
		all = append(all, "--x", `Content-Type: text/csv; name="a.csv"`, "", table)
	}
	doc, err := read(t, lines(append(all, "--x--")...))
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Gaps) != 2 || !strings.Contains(doc.Gaps[0].Reason.String(), "20万格") {
		t.Errorf("gaps %v", doc.Gaps)
	}
}

func TestMHT(t *testing.T) {
	related := func(parts ...string) []byte {
		all := []string{"From: <Saved by a browser>", "Subject: x", "MIME-Version: 1.0", `Content-Type: multipart/related; type="text/html"; boundary=x`, ""}
		for _, p := range parts {
			all = append(all, "--x", p)
		}
		return lines(append(all, "--x--")...)
	}
	html := "Content-Type: text/html; charset=\"gb2312\"\r\nContent-Location: http://example.cn/\r\n\r\n"
	picture := "Content-Type: image/png\r\n\r\nx"
	for name, c := range map[string]struct {
		data  []byte
		want  string
		notes []string
	}{
		"page":   {related(html+string(encoded(t, "<p>一、目标</p><p>到2024年，覆盖率达到98%。</p>")), picture), "一、目标\n到2024年，覆盖率达到98%。", nil},
		"frames": {related(html+"<frameset><frame src=a></frameset>", html+string(encoded(t, "<table><tr><td>类</td><td>事</td></tr><tr><td>路</td><td>修</td></tr></table>"))), "类\t事\n路\t修", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if doc := readsAs(t, c.data, c.want, c.notes...); doc.Format != MHT {
				t.Errorf("read as %s", doc.Format)
			}
		})
	}
}

func TestIsMail(t *testing.T) {
	for text, want := range map[string]bool{
		"From: a\nMIME-Version: 1.0\n\nx":   true,
		"Received: x\r\n\ty\r\nFrom: a\r\n": true,
		"From: a\n\nMIME-Version: 1.0\n":    false,
		"方案\nFrom: a\nReceived: b\n":        false,
		"From here on\nFrom: a\n\n":         false,
		"":                                  false,
	} {
		if got := isMail([]byte(text)); got != want {
			t.Errorf("isMail(%q) = %v", text, got)
		}
	}
}
