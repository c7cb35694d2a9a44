package document

import (
	"strings"

	"duban/knowledge/said"
)

// picturePlace stands in the text where a picture or an object stands among words or in
// a cell, which is not blank then.
const picturePlace = "〔图〕"

var (
	reasonPicture = said.Of("这里是图片，图片里的字没有读入。如有任务或数字，请打成文字放回原处再发。",
		"Here is a picture, and words in it were not read. If it shows tasks or numbers, please type them in its place and send the file again.")
	reasonObject = said.Of("这里嵌入了一个对象（表格、公式或文件），里面的内容没有读入。请双击打开，把内容复制成正文或表格再发。",
		"An object is embedded here (a table, a formula or a file), and was not read. Please open it with a double click, copy what it says into the text or a table and send the file again.")
	reasonChunk = said.Of("这里并入了另一份文件，里面的内容没有读入。请用Word打开，另存为DOCX后再发。",
		"Another file is included here, and was not read. Please open it in Word, save it as DOCX and send that.")
	reasonChart = said.Of("这里是图表，里面的数字没有读入。如有任务或数字，请写成表格再发。",
		"Here is a chart, and its numbers were not read. If it shows tasks or numbers, please write them as a table and send the file again.")
	reasonAttachment = said.Of("附件是另一个文件，没有读入。请下载后单独发来，或并入正文再发。",
		"The annex is another file and was not read. Please download it and send it by itself, or put it into the text and send that.")
)

// alone drops the places of pictures where nothing else stands in a paragraph.
func alone(text string) string {
	if plain(strings.ReplaceAll(text, picturePlace, "")) == "" {
		return ""
	}
	return text
}

// missed notes what was not read in the paragraph or table that is open.
func (w *writer) missed(kind string, name, reason said.Sentence) {
	w.unread = append(w.unread, Gap{Kind: kind, Name: name, Reason: reason})
}

// missing records what was not read in the paragraph or table that is to be written.
func (w *writer) missing() {
	for _, g := range w.unread {
		w.gap(g.Kind, g.Name, g.Reason)
	}
	w.unread = nil
}
