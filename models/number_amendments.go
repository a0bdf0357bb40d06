package models

import (
	"stet/models/message"
)

// amendments count what turned out to be wrong after publication by its cause,
// and how much of it the check had approved: what tells an error that slipped
// through from one that it never saw.
func (c counting) amendments(int) (Table, error) {
	t := Table{Name: "amendments", Title: "Amendments after publication, by cause", Draw: 1,
		Says:    "What turned out to be wrong in published articles. A cause is a step of the work and nobody’s name. “Seen by the check” was a claim that had been approved, or kept against its verdict.",
		Columns: []Column{{Label: "Logged", Unit: UnitCount}, {Label: "Readers were told", Unit: UnitCount}, {Label: "Dismissed", Unit: UnitCount}, {Label: "Not decided", Unit: UnitCount}, {Label: "Seen by the check", Unit: UnitCount}}}
	var rows []struct {
		Cause                         Cause
		Logged, Told, Dismissed, Seen int
	}
	err := c.ask(&rows, "amendments", `SELECT cause, COUNT(*) AS logged, SUM(CASE WHEN kind <> '' THEN 1 ELSE 0 END) AS told, SUM(CASE WHEN dismissed <> '' THEN 1 ELSE 0 END) AS dismissed,
			SUM(CASE WHEN checked IN ('approved', 'overridden') THEN 1 ELSE 0 END) AS seen
		FROM amendments WHERE article_id IN (?) GROUP BY cause`, 1)
	for _, cause := range Causes {
		for _, r := range rows {
			if r.Cause == cause {
				t.Rows = append(t.Rows, TableRow{message.Key(cause), []*float64{amount(r.Logged), amount(r.Told), amount(r.Dismissed), amount(r.Logged - r.Told - r.Dismissed), amount(r.Seen)}})
			}
		}
	}
	return t, err
}

// escaped counts what readers were told within some time of the publication, for
// each hundred published articles. PRACTICE.md (f) warns that few corrections are
// not few errors, and so does the table.
func (c counting) escaped(int) (Table, error) {
	t := Table{Name: "escaped", Title: "Amendments after publication, by how soon", Draw: 1,
		Says:    "Corrections, clarifications and retractions that readers were told, counted from the first publication. Few of them do not mean few errors: most errors are never pointed out.",
		Columns: []Column{{Label: "Amendments", Unit: UnitEach}, {Label: "Amendments, all", Unit: UnitCount}, {Label: "Published articles", Unit: UnitCount}}}
	var rows []struct {
		Days *float64 // nil for the number of published articles
		N    int
	}
	err := c.ask(&rows, "how soon amendments came", `WITH out AS (SELECT article_id, MIN(at) AS at FROM events WHERE article_id IN (?) AND action = 'article.published' GROUP BY article_id)
		SELECT NULL AS days, COUNT(*) AS n FROM out
		UNION ALL SELECT `+c.seconds("o.at", "m.decided_at")+` / 86400, 1 FROM amendments m JOIN out o ON o.article_id = m.article_id WHERE m.kind IN ('correction', 'clarification', 'retraction')`, 1)
	if err != nil {
		return t, err
	}
	published := 0
	for _, r := range rows {
		if r.Days == nil {
			published += r.N
		}
	}
	if published == 0 {
		return t, nil
	}
	within := func(label message.Key, days float64) {
		n := 0
		for _, r := range rows {
			if r.Days != nil && *r.Days <= days {
				n++
			}
		}
		t.Rows = append(t.Rows, TableRow{label, []*float64{amount(100 * float64(n) / float64(published)), amount(n), amount(published)}})
	}
	within("Within 30 days", 30)
	within("Within 180 days", 180)
	within("Whenever", 1e9)
	return t, nil
}
