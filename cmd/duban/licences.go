package main

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
)

// licences is, compressed, the list of what the program is made of, each with its licence,
// and behind licenceTexts the texts; TestLicences writes it.
//
//go:embed licences.txt.gz
var licences []byte

// licenceTexts begins the texts.
const licenceTexts = "\n\n==== 许可证全文 ====\n\n"

const howLicences = "用法：duban licences [--full]；--full 连同许可证全文。"

// runLicences prints under which licences the parts of the program are.
func runLicences(args []string, stdout io.Writer) error {
	flags := newFlags("licences")
	full := flags.Bool("full", false, "")
	if rest, err := parse(flags, howLicences, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage(howLicences)
	}
	text, err := unpackLicences()
	if err != nil {
		return fail("程序文件已损坏，请重新下载。", err)
	}
	if !*full {
		text, _, _ = strings.Cut(text, licenceTexts)
		text += "\n\n全文：duban licences --full\n"
	}
	_, err = io.WriteString(stdout, text)
	return err
}

func unpackLicences() (string, error) {
	r, err := gzip.NewReader(bytes.NewReader(licences))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	return string(text), err
}
