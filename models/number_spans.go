package models

import (
	"time"

	"stet/models/message"
)

// seconds is how long it is from one time to another, in SQL.
func (s *Store) seconds(from, to string) string {
	if s.engine == engineSQLite {
		return "(julianday(" + to + ") - julianday(" + from + ")) * 86400"
	}
	return "EXTRACT(EPOCH FROM (" + to + " - " + from + "))"
}

// spans are how long work takes: the median and the 90th percentile by nearest
// rank, in hours.
func (c counting) spans(int) (Table, error) {
	t := Table{Name: "turnaround", Title: "Turn-around", Draw: 2,
		Says:    "Half of all took no longer than the median, nine in ten no longer than the 90th percentile. Nights and weekends count.",
		Columns: []Column{{Label: "Median", Unit: UnitHours}, {Label: "90th percentile", Unit: UnitHours}, {Label: "How many", Unit: UnitCount}}}
	var rows []struct {
		Span        string
		N           int
		Median, P90 float64
	}
	err := c.ask(&rows, "turn-around", `WITH sent AS (SELECT v.claim_id, MIN(v.created_at) AS at FROM verdicts v JOIN claims k ON k.id = v.claim_id WHERE k.article_id IN (?) AND v.submitted GROUP BY v.claim_id),
		passed AS (SELECT r.claim_id, MIN(r.created_at) AS at FROM reviews r JOIN claims k ON k.id = r.claim_id WHERE k.article_id IN (?) AND r.decision = 'approve' GROUP BY r.claim_id),
		spans AS (
			SELECT 'sent' AS span, `+c.seconds("k.created_at", "s.at")+` AS d FROM claims k JOIN sent s ON s.claim_id = k.id
			UNION ALL SELECT 'passed', `+c.seconds("s.at", "p.at")+` FROM sent s JOIN passed p ON p.claim_id = s.claim_id
			UNION ALL SELECT 'whole', `+c.seconds("k.created_at", "p.at")+` FROM claims k JOIN passed p ON p.claim_id = k.id
			UNION ALL SELECT 'queries', `+c.seconds("m.created_at", "m.resolved_at")+` FROM comments m WHERE m.article_id IN (?) AND m.query AND NOT m.legal AND m.resolved_at IS NOT NULL),
		ranked AS (SELECT span, d, ROW_NUMBER() OVER (PARTITION BY span ORDER BY d) AS i, COUNT(*) OVER (PARTITION BY span) AS n FROM spans)
		SELECT span, n, MIN(CASE WHEN i >= 0.5 * n THEN d END) AS median, MIN(CASE WHEN i >= 0.9 * n THEN d END) AS p90 FROM ranked GROUP BY span, n`, 3)
	for _, span := range []struct {
		name  string
		label message.Key
	}{{"sent", "Claim made to verdict sent"}, {"passed", "Verdict sent to first approval"}, {"whole", "Claim made to first approval"}, {"queries", "Query asked to settled"}} {
		row := TableRow{span.label, []*float64{nil, nil, amount(0)}}
		for _, r := range rows {
			if r.Span == span.name {
				row.Values = []*float64{amount(r.Median / 3600), amount(r.P90 / 3600), amount(r.N)}
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t, err
}

// approvals count what became of approvals, and overrides.
func (c counting) approvals(int) (Table, error) {
	t := Table{Name: "approvals", Title: "Approvals and overrides", Draw: 1,
		Says:    "What was approved and has changed since is looked at again; an override keeps words against their verdict, with a name and a reason.",
		Columns: []Column{{Label: "Share", Unit: UnitShare}, {Label: "Claims", Unit: UnitCount}, {Label: "Of", Unit: UnitCount}}}
	var n struct{ Claims, Sent, Approved, Stale, Overridden, Returned int }
	err := c.ask(&n, "approvals", `SELECT COUNT(*) AS claims, COALESCE(SUM(CASE WHEN status IN ('in_review', 'approved', 'stale') OR r.returned > 0 THEN 1 ELSE 0 END), 0) AS sent,
			COALESCE(SUM(CASE WHEN status = 'approved' THEN 1 ELSE 0 END), 0) AS approved, COALESCE(SUM(CASE WHEN status = 'stale' THEN 1 ELSE 0 END), 0) AS stale,
			COALESCE(SUM(CASE WHEN resolution = 'overridden' THEN 1 ELSE 0 END), 0) AS overridden, COALESCE(SUM(CASE WHEN r.returned > 0 THEN 1 ELSE 0 END), 0) AS returned
		FROM claims k LEFT JOIN (SELECT b.claim_id, COUNT(*) AS returned FROM reviews b JOIN claims o ON o.id = b.claim_id WHERE o.article_id IN (?) AND b.decision = 'return' GROUP BY b.claim_id) r ON r.claim_id = k.id
		WHERE k.article_id IN (?) AND k.status <> 'withdrawn'`, 2)
	for _, r := range []struct {
		label    message.Key
		part, of int
	}{{"Approved, and as it was", n.Approved, n.Approved + n.Stale}, {"Approved, then changed", n.Stale, n.Approved + n.Stale}, {"Sent back at least once", n.Returned, n.Sent}, {"Kept against the verdict", n.Overridden, n.Claims}} {
		t.Rows = append(t.Rows, TableRow{r.label, []*float64{share(r.part, r.of), amount(r.part), amount(r.of)}})
	}
	return t, err
}

// waiting counts what waits, and for whom; nobody is named.
func (c counting) waiting(int) (Table, error) {
	t := Table{Name: "waiting", Title: "Who is waited for", Draw: 1,
		Says:    "In articles that are being checked now.",
		Columns: []Column{{Label: "Waiting", Unit: UnitCount}, {Label: "The longest", Unit: UnitHours}}}
	now := "?"
	if c.engine != engineSQLite {
		now = "CAST(? AS timestamptz)"
	}
	var rows []struct {
		Who     string
		N       int
		Longest float64
	}
	query := `WITH kept AS (SELECT k.*, v.created_at AS sent_at FROM claims k JOIN articles a ON a.id = k.article_id LEFT JOIN verdicts v ON v.id = k.verdict_id WHERE a.id IN (?) AND a.status = 'checking'),
		waits AS (
			SELECT CASE WHEN status = 'open' AND assignee_id IS NULL THEN 'nobody' WHEN status = 'open' THEN 'checkers' WHEN status = 'stale' THEN 'again' ELSE 'reviewers' END AS who,
				CASE WHEN status IN ('in_review', 'stale') THEN sent_at ELSE created_at END AS since FROM kept WHERE status IN ('open', 'in_review', 'stale')
			UNION ALL SELECT 'queries', m.created_at FROM comments m JOIN articles a ON a.id = m.article_id WHERE a.id IN (?) AND a.status = 'checking' AND m.query AND NOT m.legal AND m.resolved_at IS NULL)
		SELECT who, COUNT(*) AS n, MAX(` + c.seconds("since", now) + `) AS longest FROM waits GROUP BY who`
	err := c.askWith(&rows, "what waits", query, []any{c.articles, c.articles, c.now().UTC().Format(time.RFC3339Nano)})
	for _, who := range []struct {
		name  string
		label message.Key
	}{{"nobody", "Somebody who takes the claim"}, {"checkers", "Checkers"}, {"reviewers", "Reviewers"}, {"again", "Reviewers, again"}, {"queries", "Answers to queries"}} {
		row := TableRow{who.label, []*float64{amount(0), nil}}
		for _, r := range rows {
			if r.Who == who.name {
				row.Values = []*float64{amount(r.N), amount(r.Longest / 3600)}
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t, err
}
