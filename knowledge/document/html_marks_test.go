package document

import (
	"strings"
	"testing"

	"duban/knowledge/said"
)

func TestHTMLMarks(t *testing.T) {
	long := strings.Repeat("为改善民生，制定本方案，请认真贯彻执行。", 3)
	for name, c := range map[string]struct{ page, want, note, gap string }{
		"note mark":        {"<p>改造公厕15<sup>2</sup>座</p>", "改造公厕15座", "“改造公厕15²”", ""},
		"powers":           {"<p>50km<sup>2</sup>，3×10<span style='vertical-align: super'>4</span>吨，CO<sub>2</sub></p>", "50km²，3×10⁴吨，CO2", "", ""},
		"linked note":      {`<p>改造公厕15<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>座</p><p><a href="#_ftnref1">[1]</a>含改建。</p>`, "改造公厕15座\n\n[1]含改建。", "“改造公厕15[1]”", ""},
		"struck":           {"<p>建<s>20</s><strike>0</strike>260座，<span style='text-decoration:line-through'>9</span>5个</p>", "建260座，5个", "“200”（在“建”之后）、“9”", ""},
		"deleted":          {"<p>建<del>200</del><ins>260</ins>座</p>", "建260座", "修订中删去的文字没有读入：“200”", ""},
		"hidden":           {"<p>建5个<span style='DISPLAY: none;'>9个</span><b hidden>8个</b></p><div style='visibility:hidden'>旧稿</div>", "建5个", "“9个8个”", ""},
		"details":          {"<details><summary>一、任务</summary><p>建5个。</p></details>", "一、任务\n\n建5个。", "", ""},
		"ticks":            {"<table><tr><td>甲</td><td><font face='Wingdings'>&uuml;</font></td></tr><tr><td>乙</td><td><span style='font-family:Wingdings'>&thorn;</span></td></tr><tr><td>丙</td><td><img src=t.gif alt=√></td></tr><tr><td>丁</td><td><input type=checkbox checked></td></tr><tr><td>戊</td><td><input type=checkbox></td></tr></table>", "甲\t√\n乙\t☑\n丙\t√\n丁\t☑\n戊\t☐", "", ""},
		"picture in cell":  {"<table><tr><td>甲</td><td><img src=/a/p.png></td></tr><tr><td>乙</td><td>5</td></tr></table>", "甲\t〔图〕\n乙\t5", "", "picture p.png"},
		"picture":          {"<p>附件</p><p><img src=p.png alt=进度表></p>", "附件", "", "picture 进度表"},
		"icon":             {`<p><img src=i.gif><a href="a/b.doc">附件1：进度表</a></p>`, "附件1：进度表", "", "attachment 附件1：进度表"},
		"asked for":        {`<p><a href="/down.jsp?id=3&filename=b.xlsx">进度表</a></p>`, "进度表", "", "attachment 进度表"},
		"annex elsewhere":  {`<p><a href="t_3.html">附件</a></p><p><a href="t_4.html">解读</a></p>`, "附件\n\n解读", "", "attachment 附件"},
		"outside":          {`<div><p>` + long + `</p></div><div><ul><li><a href="x/附件2.pdf">附件2.pdf</a></li></ul></div>`, long, "", "attachment 附件2.pdf"},
		"shown within":     {`<p>附件</p><iframe src="a.pdf"></iframe>`, "附件", "", "attachment a.pdf"},
		"form of the site": {"<form action=x><input type=hidden value=9><p>建5个。</p></form>", "建5个。", "", ""},
		"ruby":             {"<p><ruby>柯<rp>(</rp><rt>kē</rt><rp>)</rp></ruby>桥</p>", "柯桥", "", ""},
		"lines in cells":   {"<table><tr><td>甲</td><td>5个<br>6处<br/></td></tr><tr><td>乙</td><td><p>7</p><p>8</p></td></tr></table>", "甲\t5个 6处\n乙\t7 8", "", ""},
		"spans":            {"<table><tr><td rowspan=2>区</td><td colspan=2>目标</td></tr><tr><td>2022年</td><td>2023年</td></tr><tr><td>甲</td><td>5<sup>①</sup></td><td>6</td></tr></table>", "区\t目标\t目标\n区\t2022年\t2023年\n甲\t5\t6", "“5①”", ""},
		"hidden row":       {"<table><tr><td>甲</td><td>5</td></tr><tr style='display:none'><td>乙</td><td>9</td></tr><tr><td>丙</td><td>6</td></tr></table>", "甲\t5\n丙\t6", "“乙”、“9”", ""},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := read(t, []byte(`<html><head><meta charset="utf-8"></head><body>`+c.page+"</body></html>"))
			if err != nil {
				t.Fatal(err)
			}
			checkMarks(t, doc, c.want, c.note, c.gap)
		})
	}
}

// TestSameFile: the document itself, put beside the page as a file, is not missed.
func TestSameFile(t *testing.T) {
	doc, err := read(t, []byte(`<html><head><meta name="ArticleTitle" content="白河县方案"></head><body><p>白河县方案</p><p>建5个，请认真贯彻。</p><p><a href="1.pdf">白河县方案.pdf</a></p></body></html>`))
	if err != nil || len(doc.Gaps) != 0 || !strings.Contains(said.Join("{one}{other}", "{one}: {other}", doc.Notes).String(), "同名的文件") {
		t.Errorf("%v, %v", doc, err)
	}
}

func TestTXTMarks(t *testing.T) {
	doc, err := read(t, []byte("新建公园30²座，面积2000m²。\n①新建；②改建。\n"))
	if err != nil {
		t.Fatal(err)
	}
	checkMarks(t, doc, "新建公园30座，面积2000m²。\n①新建；②改建。", "“新建公园30²”", "")
}
