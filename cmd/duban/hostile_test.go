//go:build linux

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// hostileMemory is the most that the program may hold while people send it what is made
// to harm, in megabytes.
const hostileMemory = 150

// TestHostileFiles has a supervisor send the serving program files that take all memory
// when they are read. Each gets an answer, and the program itself stays small.
func TestHostileFiles(t *testing.T) {
	inRealTime(t)
	t.Parallel()
	p := newProgram(t)
	p.start()
	const heads = "编号,责任单位,目标,本次办理,本次完成％,本次日期,本次说明,版本,计划\n"
	zipped := func(parts map[string]string) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for name, words := range parts {
			w, err := z.Create(name)
			p.must(err)
			_, err = w.Write([]byte(words))
			p.must(err)
		}
		p.must(z.Close())
		return out.Bytes()
	}
	rows := func(row string, bytes int) string { return strings.Repeat(row, bytes/len(row)) }
	book := `<workbook><sheets><sheet name="a" id="r1"/></sheets></workbook>`
	rels := `<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>`
	for name, data := range map[string][]byte{
		"逗号.csv": []byte(heads + strings.Repeat(",", 18<<20)),
		"短行.csv": []byte(heads + rows("1,甲,乙,填报,5,,进展,1,丙\n", 18<<20)),
		"格.xlsx": zipped(map[string]string{"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels,
			"xl/worksheets/s.xml": "<worksheet><sheetData>" + rows("<row><c><v>1</v></c></row>", 120<<20) + "</sheetData></worksheet>"}),
		"条款.txt": []byte("某市人民政府关于印发计划的通知\n" + rows("（一）建设一百个，达到50%。（责任单位：市教育局）\n", 600<<10)),
	} {
		before := len(p.server.Texts())
		p.server.Document(crashAdmin, crashAdmin, name, data, nil)
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
		p.server.Wait(ctx, t, func() bool {
			texts := p.server.Texts()
			return len(texts) > before && !strings.HasPrefix(texts[len(texts)-1], "正在")
		})
		cancel()
		texts := p.server.Texts()
		t.Logf("%s: %s, %d MB: %.60q", name, time.Since(began).Round(time.Millisecond), peakMemory(p), texts[len(texts)-1])
	}
	if peak := peakMemory(p); peak > hostileMemory {
		t.Errorf("the program held %d MB", peak)
	}
	p.term()
}

// peakMemory gives the most memory that the program has held, in megabytes.
func peakMemory(p *program) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	p.must(err)
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.Atoi(strings.Fields(rest)[0])
			p.must(err)
			return n >> 10
		}
	}
	p.Fatal("no VmHWM")
	return 0
}
