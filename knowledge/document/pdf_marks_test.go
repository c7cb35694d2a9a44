package document

import (
	"fmt"
	"strings"
	"testing"
)

// TestPDFMarks: text that is set by hand, in points.
func TestPDFMarks(t *testing.T) {
	say := func(size int, x, y float64, words string) string {
		return fmt.Sprintf("BT /F %d Tf %g %g Td (%s) Tj ET ", size, x, y, words)
	}
	long := strings.Repeat("All counties build parks and report. ", 2)
	below := say(12, 60, 600, long) // without it the page would be taken for a picture
	const length = 12 * 0.556       // of a digit at 12 points
	for name, c := range map[string]struct{ draw, want, note, gap string }{
		"note mark":   {say(12, 60, 700, "built 30") + say(7, 60+39.4, 705, "2") + say(12, 60+44, 700, "sites"), "built 30 sites", "“built30²”", ""},
		"power":       {say(12, 60, 700, "50 km") + say(7, 60+33, 705, "2"), "50 km²", "", ""},
		"index":       {say(12, 60, 700, "CO") + say(7, 60+18.5, 697.5, "2") + say(12, 60+23, 700, "less"), "CO2 less", "", ""},
		"struck":      {say(12, 60, 700, "200260") + fmt.Sprintf("60 703.5 %g 1 re f ", 3*length) + below, "260\n\n" + strings.TrimSpace(long), "“200”", ""},
		"underlined":  {say(12, 60, 700, "200260") + fmt.Sprintf("60 698 %g 1 re f ", 3*length) + below, "200260\n\n" + strings.TrimSpace(long), "", ""},
		"smaller":     {say(12, 60, 700, "built 30 ") + say(9, 60+44, 700, "12 more"), "built 30 12 more", "", ""},
		"picture":     {say(12, 60, 700, long) + "q 400 0 0 300 60 300 cm /I Do Q " + say(12, 60, 200, "End of it."), strings.TrimSpace(long) + "\n\nEnd of it.", "", "picture 第1页的图片"},
		"seal":        {say(12, 60, 700, long) + "q 110 0 0 110 60 300 cm /I Do Q ", strings.TrimSpace(long), "", ""},
		"background":  {say(7, 60, 700, long+long) + "q 500 0 0 700 40 40 cm /I Do Q ", strings.TrimSpace(long + long), "", ""},
		"line beside": {say(12, 60, 700, "200260") + "60 703.5 m 90 703.5 l 1 w S 60 690 m 90 690 l S " + below, "60\n\n" + strings.TrimSpace(long), "“2002”", ""},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := read(t, pagePDF(c.draw))
			if err != nil {
				t.Fatal(err)
			}
			checkMarks(t, doc, c.want, c.note, c.gap)
		})
	}
}
