package docx

import "encoding/xml"

// The typefaces that clauses 5.2.2, 7.3.1, 7.3.3 and 7.5 ask for, by the names that they
// have on the computers of Chinese offices. None of them is part of the document.
const (
	fontTitle = "方正小标宋简体"
	fontBlack = "黑体"
	fontKai   = "楷体_GB2312"
	fontBody  = "仿宋_GB2312"
	fontSong  = "宋体"
)

// typeface names a font for all scripts: also the digits in an official paper are of the
// typeface of the text around them.
type typeface struct {
	Hint     string `xml:"w:hint,attr"`
	ASCII    string `xml:"w:ascii,attr"`
	EastAsia string `xml:"w:eastAsia,attr"`
	HAnsi    string `xml:"w:hAnsi,attr"`
}

// set gives the typeface of that name. The hint makes the quotation marks and dashes that
// Chinese and Latin share Chinese ones, as wide as a character.
func set(name string) *typeface { return &typeface{"eastAsia", name, name, name} }

// fontTable tells Word what may stand in for a font that a computer does not have.
type fontTable struct {
	XMLName xml.Name `xml:"w:fonts"`
	NS      string   `xml:"xmlns:w,attr"`
	Fonts   []font   `xml:"w:font"`
}

type font struct {
	Name    string `xml:"w:name,attr"`
	Others  word   `xml:"w:altName"` // separated by commas
	Charset word   `xml:"w:charset"`
	Family  word   `xml:"w:family"`
	Pitch   word   `xml:"w:pitch"`
}

// gb2312 is the character set of a font with simplified Chinese, in hexadecimal: where
// none of the other names is there either, Word takes a Chinese font of the same family.
const gb2312 = "86"

func fonts() fontTable {
	f := func(name, others, family string) font {
		return font{name, word{others}, word{gb2312}, word{family}, word{"default"}}
	}
	return fontTable{NS: nsMain, Fonts: []font{
		f(fontTitle, "方正小标宋_GBK,小标宋,宋体,SimSun,黑体,SimHei", "roman"),
		f(fontBlack, "SimHei", "modern"),
		f(fontKai, "楷体,KaiTi,KaiTi_GB2312", "modern"),
		f(fontBody, "仿宋,FangSong,FangSong_GB2312", "modern"),
		f(fontSong, "SimSun", "roman"),
	}}
}
