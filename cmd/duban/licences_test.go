package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// releases are the systems that there are releases for.
var releases = []string{"linux/amd64", "linux/arm64", "darwin/arm64", "darwin/amd64", "windows/amd64"}

// embedded is what others made of the data that is embedded, by the file that is embedded,
// with its licence; without one it is of the program's own making.
var embedded = []struct{ file, what, licence, text string }{
	{"bot/picture/font/NotoSansSC-Medium-cut.ttf.lzma", "Noto Sans SC 字体，截取 GB2312", "OFL-1.1", "bot/picture/font/OFL.txt"},
	{"knowledge/document/ocr/data/tesseract.wasm.lzma", "Tesseract 文字识别", "Apache-2.0", "knowledge/document/ocr/data/LICENSE"},
	{"knowledge/document/ocr/data/chi_sim.traineddata.lzma", "Tesseract 的简体中文模型", "Apache-2.0", "knowledge/document/ocr/data/LICENSE"},
	{"knowledge/zh/traditional.txt", "OpenCC 繁简对照", "Apache-2.0", "knowledge/zh/LICENSE-opencc.txt"},
	{"knowledge/zh/places.txt", "行政区划名称", "WTFPL", "knowledge/zh/LICENSE-china-division.txt"},
	{"reminders/calendar/china.csv", "chinese-days 节假日安排", "MIT", "reminders/calendar/LICENSE-chinese-days.txt"},
	{"knowledge/seed/plan.txt", "绍兴市政府办公室公文", "公文，不适用著作权法（第五条）", ""},
	{"github.com/klippa-app/go-pdfium", "PDFium，WebAssembly，在 go-pdfium 里", "BSD-3-Clause、Apache-2.0", "knowledge/document/LICENSE-pdfium.txt"},
}

// TestLicences holds that the list names every module that is linked into a release, with
// the text of its licence, and all data that is embedded; -update writes it anew.
func TestLicences(t *testing.T) {
	want := collectLicences(t)
	if *update {
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(want)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("licences.txt.gz", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := unpackLicences()
	if err != nil {
		t.Fatal(err)
	}
	if have == want {
		return
	}
	for line := range strings.Lines(want) {
		if !strings.Contains(have, line) {
			t.Errorf("missing: %s", line)
		}
	}
	t.Error("licences.txt.gz is not of these modules; go test ./cmd/duban -run TestLicences -update writes it")
}

func collectLicences(t *testing.T) string {
	t.Helper()
	modules := map[string]string{} // folders
	for _, system := range releases {
		goos, goarch, _ := strings.Cut(system, "/")
		cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}|{{.Dir}}{{end}}{{end}}`, ".")
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if name, dir, ok := strings.Cut(strings.TrimSpace(line), "|"); ok {
				modules[name] = dir
			}
		}
	}
	if len(modules) < 20 {
		t.Fatalf("only %d modules", len(modules))
	}
	var list strings.Builder
	texts := map[string][]string{} // who is under it
	list.WriteString("督办由以下部分组成。\n\n代码：\n")
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		text := licenceOf(t, modules[name])
		fmt.Fprintf(&list, "  %s  %s\n", name, licenceName(t, name, text))
		texts[text] = append(texts[text], name)
	}
	goroot, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := licenceOf(t, strings.TrimSpace(string(goroot)))
	fmt.Fprintf(&list, "  Go 标准库  %s\n", licenceName(t, "Go", text))
	texts[text] = append(texts[text], "Go 标准库")
	list.WriteString("\n数据：\n")
	for _, d := range embedded {
		fmt.Fprintf(&list, "  %s  %s\n", d.what, d.licence)
		if d.text != "" {
			text := readText(t, filepath.Join("..", "..", d.text))
			texts[text] = append(texts[text], d.what)
		}
	}
	b := strings.TrimRight(list.String(), "\n") + licenceTexts
	byFirst := map[string]string{}
	for text, of := range texts {
		byFirst[of[0]] = "—— " + strings.Join(of, "\n—— ") + "\n\n" + text
	}
	var all []string
	for _, first := range slices.Sorted(maps.Keys(byFirst)) {
		all = append(all, byFirst[first])
	}
	return b + strings.Join(all, "\n\n") + "\n"
}

// licenceOf gives the text of the licence, and of the notices, that lie in a folder.
func licenceOf(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?i)^(un)?licen[cs]e|^copying|^notice`)
	var texts []string
	for _, e := range entries {
		if !e.IsDir() && named.MatchString(e.Name()) && filepath.Ext(e.Name()) != ".go" {
			texts = append(texts, readText(t, filepath.Join(dir, e.Name())))
		}
	}
	if len(texts) == 0 {
		t.Errorf("no licence in %s", filepath.Base(dir))
	}
	return strings.Join(texts, nextText)
}

// nextText stands between the texts of one folder, its own first.
const nextText = "\n\n----\n\n"

func readText(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(strings.ReplaceAll(string(b), "\r\n", "\n"))
}

// licenceName tells which licence a text is, by words that stand in no other.
func licenceName(t *testing.T, module, text string) string {
	t.Helper()
	own, _, _ := strings.Cut(text, nextText)
	words := strings.Join(strings.Fields(own), " ")
	for _, l := range []struct{ mark, name string }{
		{"Apache License", "Apache-2.0"},
		{"Mozilla Public License", "MPL-2.0"},
		{"Permission is hereby granted, free of charge", "MIT"},
		{"Permission to use, copy, modify, and/or distribute this software", "ISC"},
		{"Permission to use, copy, modify, and distribute this software", "ISC"},
		{"Neither the name", "BSD-3-Clause"},
		{"names of its contributors may be used to endorse", "BSD-3-Clause"},
		{"Redistribution and use in source and binary forms", "BSD-2-Clause"},
		{"This is free and unencumbered software", "Unlicense"},
	} {
		if strings.Contains(words, l.mark) {
			return l.name
		}
	}
	t.Errorf("%s is under a licence that is not known here", module)
	return ""
}

// TestEmbeddedDataHasALicence: each licence that lies beside data is that of something
// listed, and so is everything embedded that is not plain text of the program's own.
func TestEmbeddedDataHasALicence(t *testing.T) {
	var files, texts []string
	for _, d := range embedded {
		files, texts = append(files, d.file), append(texts, d.text)
	}
	root := filepath.Join("..", "..")
	directive := regexp.MustCompile(`(?m)^\s*//go:embed (.+)$`)
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, path)
		rel = filepath.ToSlash(rel)
		if named := regexp.MustCompile(`^(LICENSE|OFL)`); err == nil && named.MatchString(e.Name()) && !slices.Contains(texts, rel) {
			t.Errorf("%s is the licence of nothing that is listed: add it to embedded in licences_test.go", rel)
		}
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range directive.FindAllStringSubmatch(string(source), -1) {
			for file := range strings.FieldsSeq(m[1]) {
				own := slices.Contains([]string{".txt", ".json", ".sql"}, filepath.Ext(file)) || file == "licences.txt.gz"
				if at := filepath.ToSlash(filepath.Join(filepath.Dir(rel), file)); !own && !slices.Contains(files, at) {
					t.Errorf("%s embeds %s: add it to embedded in licences_test.go", rel, file)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
