package sqlite

import (
	"strings"
	"testing"
)

// TestIndexes: what a card or a pass asks for is not looked for among all rows.
func TestIndexes(t *testing.T) {
	s := fresh(t)
	for query, index := range map[string]string{
		"FROM deliveries d WHERE coalesce(d.milestone, 0) = 3":                                           "deliveries_key",
		"FROM deliveries d WHERE d.sent_at IS NULL AND d.superseded = 0 AND d.due_at <= 7":               "deliveries_unsent",
		"FROM deliveries d WHERE d.recipient = 'k' AND d.message = 'm' AND d.message <> ''":              "deliveries_message",
		"FROM milestones m WHERE " + awaiting + " AND m.due < '2024-01-01' ORDER BY m.due, m.unit, m.id": "milestones_awaiting",
	} {
		var id, parent, unused int
		var plan string
		must(t, s.r.QueryRow("EXPLAIN QUERY PLAN SELECT 1 "+query).Scan(&id, &parent, &unused, &plan))
		if !strings.Contains(plan, index) {
			t.Errorf("%s: %s", query, plan)
		}
	}
}
