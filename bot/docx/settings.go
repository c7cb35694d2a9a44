package docx

import "encoding/xml"

// settings are what holds for the whole document.
type settings struct {
	XMLName     xml.Name      `xml:"w:settings"`
	NS          string        `xml:"xmlns:w,attr"`
	EvenAndOdd  *flag         `xml:"w:evenAndOddHeaders"` // footers differ: 7.5
	Punctuation word          `xml:"w:characterSpacingControl"`
	Compat      compatibility `xml:"w:compat>w:compatSetting"`
	Languages   languages     `xml:"w:themeFontLang"`
}

type compatibility struct {
	Name string `xml:"w:name,attr"`
	URI  string `xml:"w:uri,attr"`
	Val  string `xml:"w:val,attr"`
}

func ourSettings() settings {
	return settings{
		NS:          nsMain,
		EvenAndOdd:  on,
		Punctuation: word{"compressPunctuation"}, // as in the templates of Chinese Word
		// Without it Word lays the file out as its version of 2007 did, and says so in the title bar.
		Compat:    compatibility{"compatibilityMode", "http://schemas.microsoft.com/office/word", "15"},
		Languages: languages{"en-US", "zh-CN"},
	}
}

// properties are what a file manager shows of the document (ISO/IEC 29500-2, core properties).
type properties struct {
	XMLName xml.Name `xml:"cp:coreProperties"`
	CP      string   `xml:"xmlns:cp,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	DCTerms string   `xml:"xmlns:dcterms,attr"`
	XSI     string   `xml:"xmlns:xsi,attr"`
	Title   string   `xml:"dc:title"`
	Creator string   `xml:"dc:creator,omitempty"`
	Created moment   `xml:"dcterms:created"`
}

type moment struct {
	Type string `xml:"xsi:type,attr"`
	When string `xml:",chardata"`
}

// propertiesOf describes a brief. It was made on its day: what is written must not depend
// on the clock.
func propertiesOf(b Brief) properties {
	title := line(b.Title)
	if period := line(b.Period); period != "" {
		title += "（" + period + "）"
	}
	return properties{
		CP:      "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		DC:      "http://purl.org/dc/elements/1.1/",
		DCTerms: "http://purl.org/dc/terms/",
		XSI:     "http://www.w3.org/2001/XMLSchema-instance",
		Title:   title,
		Creator: line(b.Issuer),
		Created: moment{"dcterms:W3CDTF", b.Day.String() + "T00:00:00Z"},
	}
}
