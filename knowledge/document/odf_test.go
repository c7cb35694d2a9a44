package document

import (
	"errors"
	"testing"
)

// odf packs an OpenDocument file: its automatic styles and its body.
func odf(t testing.TB, styles, body string) []byte {
	t.Helper()
	return archiveOf(t, map[string]string{
		"META-INF/manifest.xml": "<manifest/>",
		"styles.xml":            `<document-styles><styles><style name="Gone" family="text"><text-properties text-line-through-style="solid"/></style></styles></document-styles>`,
		"content.xml":           `<document-content><automatic-styles>` + styles + `</automatic-styles><body>` + body + `</body></document-content>`,
	})
}

const odfLists = `<list-style name="L"><list-level-style-number level="1" num-format="一, 二, 三, ..." num-suffix="、"/><list-level-style-number level="2" num-format="一, 二, 三, ..." num-prefix="（" num-suffix="）"/>` +
	`<list-level-style-number level="3" num-format="1" num-suffix="." display-levels="1"/></list-style>` +
	`<list-style name="D"><list-level-style-number level="1" num-format="1" start-value="4"/><list-level-style-number level="2" num-format="1" display-levels="2"/></list-style>` +
	`<list-style name="B"><list-level-style-bullet level="1" bullet-char="•"/></list-style>`

func TestODT(t *testing.T) {
	for name, c := range map[string]struct {
		styles, body, want string
		notes              []string
	}{
		"words around words": {"", `<p>到<span>2024</span>年<s c="3"/>底前<line-break/>完成</p>`, "到2024年 底前\n完成", nil},
		"list": {odfLists, `<list style-name="L"><list-item><p>目标</p><list><list-item><p>路</p><p>续</p></list-item><list-item><p>桥</p></list-item></list></list-item><list-header><p>题</p></list-header><list-item><p>任务</p><list><list-item><p>树</p></list-item></list></list-item></list>`,
			"一、目标\n（一）路\n续\n（二）桥\n题\n二、任务\n（一）树", nil},
		"lists of their own": {odfLists, `<list id="a" style-name="L"><list-item><p>甲</p></list-item></list><p>间</p><list style-name="L"><list-item><p>乙</p></list-item></list><list continue-list="a" style-name="L"><list-item><p>丙</p></list-item></list>`,
			"一、甲\n间\n一、乙\n二、丙", nil},
		"start": {odfLists, `<list style-name="D"><list-item><p>甲</p><list><list-item><p>乙</p></list-item></list></list-item><list-item start-value="9"><p>丙</p></list-item></list><list style-name="B"><list-item><p>丁</p></list-item></list>`,
			"4 甲\n4.1 乙\n9 丙\n丁", nil},
		"struck, by the parent": {`<style name="T1" family="text" parent-style-name="Gone"/><style name="T2" family="text" parent-style-name="Gone"><text-properties text-line-through-style="none"/></style>`,
			`<p>公厕<span style-name="T1">200</span><span style-name="T2">260</span>座</p>`, "公厕260座", []string{"“200”"}},
		"hidden": {`<style name="T1" family="text"><text-properties display="none"/></style>`, `<p>甲<span style-name="T1">密</span></p><section display="none"><p>乙</p></section>`, "甲", []string{"“密”", "隐藏的一节"}},
		"power":  {`<style name="T1" family="text"><text-properties text-position="super 58%"/></style>`, `<p>60m<span style-name="T1">2</span>以上</p>`, "60m²以上", nil},
		"deleted": {"", `<tracked-changes><changed-region><deletion><p>旧的</p></deletion></changed-region></tracked-changes><p>新<change change-id="1"/>的</p>`,
			"新的", []string{"接受全部修订"}},
		"footnote": {"", `<p>建成15<note note-class="footnote"><note-citation>1</note-citation><note-body><p>含在建。</p></note-body></note>座</p>`, "建成15座\n注1：含在建。", []string{"注1"}},
		"box":      {"", `<p>外<frame><text-box><p>内</p></text-box></frame><annotation><p>批注</p></annotation></p>`, "内\n外", nil},
		"table": {"", `<table><table-column/><table-header-rows><table-row><table-cell><p>类</p></table-cell><table-cell number-columns-repeated="2"><p>年</p></table-cell></table-row></table-header-rows>` +
			`<table-row><table-cell number-rows-spanned="2"><p>路</p></table-cell><table-cell number-columns-spanned="2"><p>建</p><p>修</p></table-cell><covered-table-cell/></table-row><table-row><covered-table-cell/><table-cell><p>1</p></table-cell><table-cell><list style-name="D"><list-item><p>2</p></list-item></list></table-cell></table-row></table>`,
			"类\t年\t年\n路\t建 修\t建 修\n路\t1\t2", nil},
	} {
		t.Run(name, func(t *testing.T) {
			readsAs(t, odf(t, c.styles, "<text>"+c.body+"</text>"), c.want, c.notes...)
		})
	}
}

func TestODS(t *testing.T) {
	cell := func(s string) string { return "<table-cell><p>" + s + "</p></table-cell>" }
	for name, c := range map[string]struct {
		styles, body, want string
		notes              []string
	}{
		"sheet": {"", `<table name="一"><table-row><table-cell number-columns-spanned="3"><p>任务表</p></table-cell><covered-table-cell number-columns-repeated="2"/></table-row>` +
			`<table-row>` + cell("类") + cell("事") + cell("时") + `<table-cell number-columns-repeated="16381"/></table-row><table-row><table-cell number-rows-spanned="2"><p>路</p></table-cell>` + cell("建") + cell("2023年") + `</table-row>` +
			`<table-row><covered-table-cell/>` + cell("修") + cell("2024年") + `</table-row><table-row number-rows-repeated="1048570"><table-cell number-columns-repeated="16384"/></table-row></table>`,
			"任务表\n类\t事\t时\n路\t建\t2023年\n路\t修\t2024年", nil},
		"repeated": {"", `<table name="一"><table-row>` + cell("类") + cell("事") + `</table-row><table-row number-rows-repeated="2">` + cell("甲") + `<table-cell number-columns-repeated="2"><p>乙</p></table-cell></table-row></table>`,
			"类\t事\t\n甲\t乙\t乙\n甲\t乙\t乙", nil},
		"hidden": {`<style name="off" family="table"><table-properties display="false"/></style>`,
			`<table name="一"><table-column/><table-column visibility="collapse"/><table-column/><table-row>` + cell("类") + cell("内部") + cell("事") + `</table-row><table-row visibility="filter">` + cell("旧") + cell("") + cell("废") +
				`</table-row><table-row>` + cell("路") + cell("密") + cell("修") + `</table-row></table><table name="二" style-name="off"><table-row>` + cell("藏") + `</table-row></table>`,
			"类\t事\n路\t修", []string{"隐藏的1行", "隐藏的列", "“二”"}},
	} {
		t.Run(name, func(t *testing.T) {
			doc := readsAs(t, odf(t, c.styles, "<spreadsheet>"+c.body+"</spreadsheet>"), c.want, c.notes...)
			if doc.Format != ODS || doc.Pages[0].Name.String() != "工作表“一”" {
				t.Errorf("read as %s, pages %v", doc.Format, doc.Pages)
			}
		})
	}
}

func TestODFRefused(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"locked":       {archiveOf(t, map[string]string{"content.xml": "x", "META-INF/manifest.xml": "<manifest><file-entry><encryption-data/></file-entry></manifest>"}), ErrLocked},
		"presentation": {odf(t, "", "<presentation/>"), ErrUnknown},
		"no body":      {archiveOf(t, map[string]string{"content.xml": "<document-content/>"}), ErrDamaged},
		"endless rows": {odf(t, "", `<spreadsheet><table><table-row number-rows-repeated="1000000"><table-cell number-columns-repeated="100"><p>甲</p></table-cell></table-row></table></spreadsheet>`), ErrCells},
		"wide table":   {odf(t, "", `<text><table><table-row><table-cell number-columns-repeated="1000"><p>甲</p></table-cell></table-row></table></text>`), ErrCells},
	} {
		t.Run(name, func(t *testing.T) {
			if doc, err := read(t, c.data); !errors.Is(err, c.want) {
				t.Errorf("got %v, %v; want %v", doc, err, c.want)
			}
		})
	}
}
