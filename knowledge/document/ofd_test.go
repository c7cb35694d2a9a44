package document

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
)

// ofd packs an OFD of pages; parts may add to it or replace.
func ofd(t testing.TB, pages []string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{"OFD.xml": `<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>`}
	var list strings.Builder
	for i, p := range pages {
		fmt.Fprintf(&list, `<Page ID="%d" BaseLoc="Pages/%d.xml"/>`, i+1, i)
		all[fmt.Sprintf("Doc_0/Pages/%d.xml", i)] = "<Page>" + p + "</Page>"
	}
	all["Doc_0/Document.xml"] = `<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><DocumentRes>Res.xml</DocumentRes><TemplatePage ID="7" BaseLoc="Tpls/7.xml"/></CommonData><Pages>` +
		list.String() + `</Pages><Attachments>Attachs/Attachments.xml</Attachments></Document>`
	for name, s := range parts {
		all[name] = s
	}
	return archiveOf(t, all)
}

// spoken is a text object at a place in millimetres.
func spoken(x, y float64, text string) string {
	return fmt.Sprintf(`<TextObject Boundary="%g %g 100 6" Size="5"><TextCode X="0" Y="5" DeltaX="g %d 5">%s</TextCode></TextObject>`, x, y, len([]rune(text))-1, text)
}

func TestOFD(t *testing.T) {
	layer := func(objects ...string) string {
		return `<Content><Layer>` + strings.Join(objects, "") + `</Layer></Content>`
	}
	line := func(x, y, w, h float64) string {
		return fmt.Sprintf(`<PathObject Boundary="%g %g %g %g"><AbbreviatedData>M 0 0 L %g %g</AbbreviatedData></PathObject>`, x, y, w, h, w, h)
	}
	for name, c := range map[string]struct {
		pages []string
		parts map[string]string
		want  string
		notes []string
	}{
		"from top to bottom": {[]string{layer(spoken(30, 80, "二、任务"), `<PageBlock>`+spoken(30, 50, "一、目标")+`</PageBlock>`)}, nil, "一、目标\n二、任务", nil},
		"pieces of a line":   {[]string{layer(spoken(30, 50, "覆盖率达到"), `<TextObject Boundary="55 50 20 6" Size="5"><TextCode X="0" Y="5" DeltaX="2.5 2.5">98%</TextCode></TextObject>`, spoken(90, 50, "以上"))}, nil, "覆盖率达到98% 以上", nil},
		"power":              {[]string{layer(spoken(30, 50, "流域"), `<TextObject Boundary="40 50 20 6" Size="5"><TextCode X="0" Y="5" DeltaX="2.5 2.5 4">50km</TextCode></TextObject>`, `<TextObject Boundary="53 50 2 3" Size="2.5"><TextCode X="0" Y="2.5">2</TextCode></TextObject>`, spoken(54.5, 50, "以上"))}, nil, "流域50km²以上", nil},
		"struck":             {[]string{layer(spoken(30, 50, "改造"), spoken(40, 50, "二百"), spoken(50, 50, "三百座"), line(40, 52.9, 10, 0))}, nil, "改造三百座", []string{"“二百”"}},
		"scaled":             {[]string{layer(`<TextObject Boundary="30 50 40 6" CTM="5 0 0 5 0 0" Size="1"><TextCode X="0" Y="1" DeltaX="1 1 1">一、目标</TextCode></TextObject>`, spoken(30, 57, "二、任务"))}, nil, "一、目标\n二、任务", nil},
		"unseen":             {[]string{layer(spoken(30, 50, "目标"), strings.Replace(spoken(30, 90, "水印"), "<TextObject", `<TextObject Visible="false"`, 1))}, nil, "目标", nil},
		"template":           {[]string{`<Template TemplateID="7"/>` + layer(spoken(30, 80, "内容"))}, map[string]string{"Doc_0/Tpls/7.xml": "<Page>" + layer(spoken(30, 40, "抬头")) + "</Page>"}, "抬头\n内容", nil},
		"composite": {[]string{layer(`<CompositeObject Boundary="30 50 100 100" CTM="0.5 0 0 0.5 0 0" ResourceID="3"/>`)}, map[string]string{"Doc_0/Res.xml": `<Res><CompositeGraphicUnits><CompositeGraphicUnit ID="3"><Content><PageBlock>` +
			spoken(0, 0, "图中") + `<CompositeObject Boundary="0 0 1 1" ResourceID="3"/></PageBlock></Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>`}, strings.TrimSpace(strings.Repeat("图中", 1)), nil},
		"no codes": {[]string{layer(spoken(30, 50, "完成\ue123\ue124座"))}, nil, "完成〓〓座", []string{"第1页有2个字"}},
		"table": {[]string{layer(spoken(30, 40, "任务表"), line(30, 50, 100, 0), line(30, 60, 100, 0), line(80, 70, 50, 0), line(30, 80, 100, 0), line(30, 50, 0, 30), line(80, 50, 0, 30), line(130, 50, 0, 30),
			spoken(32, 52, "类别"), spoken(82, 52, "任务"), spoken(32, 62, "道路"), spoken(82, 62, "修路"), spoken(82, 72, "修桥"))}, nil, "任务表\n类别\t任务\n道路\t修路\n道路\t修桥", nil},
		"attachment": {[]string{layer(spoken(30, 50, "正文"))}, map[string]string{"Doc_0/Attachs/Attachments.xml": `<Attachments><Attachment Name="表.txt"><FileLoc>a.dat</FileLoc></Attachment><Attachment Name="x" Visible="false"><FileLoc>b</FileLoc></Attachment></Attachments>`,
			"Doc_0/Attachs/a.dat": "附件的话"}, "正文\n附件的话", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "composite" { // one that holds itself is drawn to a depth
				doc, err := read(t, ofd(t, c.pages, c.parts))
				if err != nil || !strings.Contains(doc.Text, "图中") {
					t.Errorf("read %v, %v", doc, err)
				}
				return
			}
			readsAs(t, ofd(t, c.pages, c.parts), c.want, c.notes...)
		})
	}
	picture := layer(`<ImageObject Boundary="0 0 210 297" ResourceID="1"/>`)
	doc, err := read(t, ofd(t, []string{layer(spoken(30, 50, "一、目标任务和总体要求如下，请各单位遵照执行。")), picture, layer(spoken(30, 50, "三、保障措施和督促检查要求，由办公室负责解释。"))}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Gaps) != 1 || doc.Gaps[0].Kind != "page" || doc.Gaps[0].Name.String() != "第2页" || !strings.HasPrefix(strings.TrimSpace(doc.Text[doc.Gaps[0].Start:]), "三、") {
		t.Errorf("gaps %v in %q", doc.Gaps, doc.Text)
	}
	embedded(t)
	whole, err := png.Decode(bytes.NewReader(file(t, "page.png")))
	if err != nil {
		t.Fatal(err)
	}
	var top bytes.Buffer // its first two lines
	if err := png.Encode(&top, whole.(*image.Gray).SubImage(image.Rect(0, 0, whole.Bounds().Dx(), 150))); err != nil {
		t.Fatal(err)
	}
	doc, err = read(t, ofd(t, []string{picture, layer(`<ImageObject Boundary="20 20 100 150" ResourceID="1"/>`, spoken(30, 200, "二、保障措施"))}, map[string]string{
		"Doc_0/Res.xml": `<Res BaseLoc="Res"><MultiMedias><MultiMedia ID="1" Type="Image"><MediaFile>page.png</MediaFile></MultiMedia></MultiMedias></Res>`, "Doc_0/Res/page.png": top.String()}))
	if err != nil {
		t.Fatal(err)
	}
	end := strings.Index(doc.Text, "二、保障")
	if !strings.Contains(doc.Text, "达到100%") || end < 0 || len(doc.Recognised) != 1 || doc.Recognised[0].Start != 0 || doc.Recognised[0].End > end {
		t.Errorf("recognised %v of %q", doc.Recognised, doc.Text)
	}
	if len(doc.Gaps) != 1 || doc.Gaps[0].Name.String() != "第2页的图片" {
		t.Errorf("gaps %v", doc.Gaps)
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"pictures": {ofd(t, []string{picture, picture}, nil), ErrScanned},
		"locked":   {archiveOf(t, map[string]string{"OFD.xml": "<OFD/>", "Encryptions.xml": "x"}), ErrLocked},
		"no pages": {archiveOf(t, map[string]string{"OFD.xml": "<OFD/>"}), ErrDamaged},
	} {
		if doc, err := read(t, c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, %v; want %v", name, doc, err, c.want)
		}
	}
}

func TestDeltas(t *testing.T) {
	if got := fmt.Sprint(deltas("g 2 1.5 3 g 9999999 1", 5), deltas("g 2", 5), deltas("x", 1)); got != "[1.5 1.5 3 1 1] [0 2] [0]" {
		t.Error(got)
	}
}
