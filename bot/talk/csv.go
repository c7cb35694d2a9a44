package talk

import (
	"encoding/csv"
	"errors"
	"io"

	"duban/bot/ledger"
)

// WriteCSV writes rows as CSV in UTF-8 with a byte order mark, which spreadsheet
// programs need to see that it is not in the system's own encoding. No cell is taken
// for a formula.
func WriteCSV(w io.Writer, rows [][]string) error {
	_, err := io.WriteString(w, "\ufeff")
	out := csv.NewWriter(w)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = ledger.Guarded(cell)
		}
		err = errors.Join(err, out.Write(cells))
	}
	out.Flush()
	return errors.Join(err, out.Error())
}
