package models

import (
	"context"
	"fmt"
	"slices"
)

// queueMax is how long the queue gets; nobody reads on.
const queueMax = 100

// holds is the condition on an approval p of a claim c that it still counts: of
// the present fingerprint, and not returned since.
const holds = `p.claim_id = c.id AND p.fingerprint = c.fingerprint AND p.decision = 'approve'
	AND NOT EXISTS (SELECT 1 FROM reviews b WHERE b.claim_id = c.id AND b.fingerprint = p.fingerprint AND b.decision = 'return' AND b.id > p.id)`

// waitsFor is the condition on a claim c of an article a that it waits for the
// actor, who for a reviewer is somebody that the rules would let approve it.
func waitsFor(actor User) (where string, args []any) {
	blind := blindTo(actor)
	if !actor.Role.MayReview() {
		return "(c.status IN ('open', 'stale') AND c.assignee_id = ? OR c.withdrawn_at IS NULL AND c.id IN (?))", []any{actor.ID, blind}
	}
	return `a.waiting > 0 AND (c.withdrawn_at IS NULL AND c.id IN (?) OR c.id NOT IN (` + wantedSeconds + `) AND c.status IN ('in_review', 'stale') AND NOT c.orphaned AND COALESCE(a.author_id, 0) <> ?
		AND EXISTS (SELECT 1 FROM verdicts n WHERE n.id = c.verdict_id AND n.submitted)
		AND NOT EXISTS (SELECT 1 FROM hands h WHERE h.claim_id = c.id AND h.user_id = ?)
		AND NOT EXISTS (SELECT 1 FROM reviews p WHERE p.created_by = ? AND ` + holds + `))`,
		[]any{blind, actor.ID, actor.ID, actor.ID}
}

// Queue lists what waits for the actor, the most urgent first: for a reviewer
// the verdicts they may decide on, for everybody else the claims assigned to
// them that have no verdict in review.
func (s *Store) Queue(ctx context.Context, actor User, sort QueueSort) ([]QueueRow, error) {
	where, args := waitsFor(actor)
	var rows []QueueRow
	err := s.read.WithContext(ctx).Raw(`SELECT c.id AS claim_id, c.article_id, c.number, c.wording, a.title, c.look, COALESCE(r.label, '') AS rating, c.risk, c.status, a.deadline, c.due_at,
			COALESCE(u.name, '') AS "by", v.created_at AS since,
			EXISTS (SELECT 1 FROM reviews m WHERE m.claim_id = c.id AND m.created_by = ?) AS updated,
			EXISTS (SELECT 1 FROM reviews p WHERE `+holds+`) AS second, c.id IN (?) AS blind
		FROM articles a JOIN claims c ON c.article_id = a.id
		LEFT JOIN verdicts v ON v.id = c.verdict_id LEFT JOIN ratings r ON r.id = v.rating_id LEFT JOIN users u ON u.id = v.created_by
		WHERE a.status = 'checking' AND `+where+` AND a.id NOT IN (?) ORDER BY a.due_at, a.id, c.number LIMIT ?`, slices.Concat([]any{actor.ID, blindTo(actor)}, args, []any{hiddenFrom(actor), queueMax})...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the queue: %w", err)
	}
	for i := range rows {
		if r := &rows[i]; r.Blind {
			r.Look, r.Rating, r.By, r.Status = LookOpen, "", "", ClaimOpen
		}
	}
	switch sort {
	case QueueWaiting:
		slices.SortStableFunc(rows, func(a, b QueueRow) int { return a.Since.Compare(b.Since) })
	case QueueArticle:
		slices.SortStableFunc(rows, func(a, b QueueRow) int { return int(a.ArticleID - b.ArticleID) })
	}
	return rows, nil
}
