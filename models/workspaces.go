package models

import (
	"context"
	"fmt"
	"slices"

	"stet/models/figure"
)

// lineRow is one claim of an article with what its verdict looks like: no more
// columns than a line shows, for there may be thousands of them.
type lineRow struct {
	ID         int64
	Number     int
	Wording    string
	Kind       Kind
	Risk       Risk
	Status     ClaimStatus
	Orphaned   bool
	Resolution Resolution
	AssigneeID *int64
	Look       Look
	Figure     figure.Match
	RatingID   int64 // 0 without a verdict
	Returned   bool
	Evidence   int
	Blind      bool // the first verdict is hidden
	Seconded   bool // a second verdict was given, or decided against
}

// Workspace reads everything the page of an article shows.
func (s *Store) Workspace(ctx context.Context, actor User, articleID int64) (Workspace, error) {
	w := Workspace{Counts: map[ClaimStatus]int{}}
	var err error
	if w.Article, err = s.Article(ctx, actor, articleID); err != nil {
		return w, err
	}
	if w.LastEvent, err = s.LastEvent(ctx, articleID); err != nil { // first: what comes in between is told again
		return w, err
	}
	a := w.Article
	p, err := s.prepare(a.RevisionID)
	if err != nil {
		return w, err
	}
	w.Revision, w.Document = p.revision, p.document
	if w.Scale, err = s.scale(a.ScaleID); err != nil {
		return w, err
	}
	if w.People, err = s.people(ctx); err != nil {
		return w, err
	}
	places, err := s.drawnPlaces(ctx, a.RevisionID)
	if err != nil {
		return w, err
	}
	if err := s.addLines(ctx, actor, &w, places); err != nil {
		return w, err
	}
	if err := s.addSkips(ctx, &w, places); err != nil {
		return w, err
	}
	covered, err := s.coveredSentences(a.RevisionID)
	if err != nil {
		return w, err
	}
	w.Coverage = covered.count(a.Sentences)
	w.Blockers += w.Coverage.Open()
	if w.Suggestions, err = s.suggestions(a, p, covered); err != nil {
		return w, err
	}
	if w.SignOff, err = s.lastSignOff(a.ID); err != nil {
		return w, err
	}
	w.Since = w.since()
	w.Actions = a.Actions(actor)
	return w, nil
}

// addLines adds the claims with their places, and counts what stands in the way
// of a sign-off among them.
func (s *Store) addLines(ctx context.Context, actor User, w *Workspace, places []Anchor) error {
	rows, err := s.lineRows(ctx, actor, w.Article.ID)
	if err != nil {
		return err
	}
	comments, err := s.openComments(ctx, actor, w, places)
	if err != nil {
		return err
	}
	replies, err := s.bareReplies(ctx, w.Article.ID)
	if err != nil {
		return err
	}
	byClaim := map[int64][]Anchor{}
	for _, p := range places {
		if p.ClaimID != nil && p.Method != MethodRemoved {
			byClaim[*p.ClaimID] = append(byClaim[*p.ClaimID], p)
		}
	}
	for _, r := range rows {
		var rating Rating
		if r.RatingID != 0 {
			if rating, err = s.rating(r.RatingID); err != nil {
				return err
			}
		}
		line := r.line(rating, byClaim[r.ID])
		line.Evidence, line.Comments = r.Evidence, comments[r.ID]
		w.Counts[line.Status]++
		w.Claims = append(w.Claims, line)
		if line.Orphaned && line.Status != ClaimWithdrawn {
			w.Orphans = append(w.Orphans, line)
		}
		if sort, _ := claimBlocker(r.Status, r.Orphaned, rating.NeedsResolution, r.Resolution); sort != "" && r.Status != ClaimWithdrawn {
			w.Blockers++
		}
		if r.Status != ClaimWithdrawn {
			w.Blockers += len(RightOfReply(r.Risk, replies[r.ID], s.now()))
		}
	}
	return nil
}

// lineRows reads the claims of an article; withdrawn ones last. There may be
// thousands: they are read without gorm, which takes twice as long.
func (s *Store) lineRows(ctx context.Context, actor User, articleID int64) ([]lineRow, error) {
	rows, err := s.read.WithContext(ctx).Raw(`SELECT c.id, c.number, c.wording, c.kind, c.risk, c.status, c.orphaned, c.resolution, c.assignee_id, c.look, c.figure,
			COALESCE(v.rating_id, 0), COALESCE(e.n, 0),
			c.status = 'open' AND EXISTS (SELECT 1 FROM reviews b WHERE b.claim_id = c.id AND b.verdict_id = c.verdict_id AND b.decision = 'return'),
			c.id IN (?), EXISTS (SELECT 1 FROM second_verdicts g WHERE g.claim_id = c.id)
		FROM claims c LEFT JOIN verdicts v ON v.id = c.verdict_id
		LEFT JOIN (SELECT claim_id, COUNT(*) AS n FROM evidence WHERE article_id = ? AND withdrawn_at IS NULL GROUP BY claim_id) e ON e.claim_id = c.id
		WHERE c.article_id = ? ORDER BY (c.withdrawn_at IS NOT NULL), c.number`, blindTo(actor), articleID, articleID).Rows()
	if err != nil {
		return nil, fmt.Errorf("load claims: %w", err)
	}
	defer rows.Close()
	var all []lineRow
	for rows.Next() {
		var r lineRow
		if err := rows.Scan(&r.ID, &r.Number, &r.Wording, &r.Kind, &r.Risk, &r.Status, &r.Orphaned, &r.Resolution, &r.AssigneeID, &r.Look, &r.Figure, &r.RatingID, &r.Evidence, &r.Returned, &r.Blind, &r.Seconded); err != nil {
			return nil, fmt.Errorf("load claims: %w", err)
		}
		if r.Blind {
			r.hideFirst()
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// drawnPlaces are the newest rows of the places in a revision, with the columns
// that say where they are.
func (s *Store) drawnPlaces(ctx context.Context, revisionID int64) ([]Anchor, error) {
	rows, err := s.read.WithContext(ctx).Raw(`SELECT id, claim_id, skip_id, comment_id, place, start_cp, end_cp, quote, method, context_changed
		FROM anchors WHERE revision_id = ? ORDER BY claim_id, skip_id, comment_id, place, id`, revisionID).Rows()
	if err != nil {
		return nil, fmt.Errorf("load the places of revision %d: %w", revisionID, err)
	}
	defer rows.Close()
	var all []Anchor
	for rows.Next() {
		a := Anchor{RevisionID: revisionID}
		if err := rows.Scan(&a.ID, &a.ClaimID, &a.SkipID, &a.CommentID, &a.Place, &a.StartCP, &a.EndCP, &a.Quote, &a.Method, &a.ContextChanged); err != nil {
			return nil, fmt.Errorf("load the places of revision %d: %w", revisionID, err)
		}
		all = append(all, a)
	}
	return newestPlaces(all), rows.Err()
}

func (r lineRow) line(rating Rating, places []Anchor) ClaimLine {
	slices.SortStableFunc(places, func(a, b Anchor) int { return a.StartCP - b.StartCP })
	context := slices.ContainsFunc(places, func(p Anchor) bool { return p.ContextChanged })
	return ClaimLine{ID: r.ID, Context: context, Number: r.Number, Wording: r.Wording, Kind: r.Kind, Risk: r.Risk, Status: r.Status, Orphaned: r.Orphaned,
		Resolution: r.Resolution, AssigneeID: r.AssigneeID, Look: r.Look, Figure: r.Figure, Rating: rating.Label, Blind: r.Blind, Seconded: r.Seconded, Returned: r.Returned, Places: places}
}

// countBy runs a query of ids and counts.
func (s *Store) countBy(ctx context.Context, sql string, args ...any) (map[int64]int, error) {
	var rows []struct {
		ClaimID int64
		N       int
	}
	if err := s.read.WithContext(ctx).Raw(sql, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("count: %w", err)
	}
	counts := make(map[int64]int, len(rows))
	for _, r := range rows {
		counts[r.ClaimID] = r.N
	}
	return counts, nil
}

// addSkips adds the skips that are not withdrawn, a line for each of their places.
func (s *Store) addSkips(ctx context.Context, w *Workspace, places []Anchor) error {
	var skips []Skip
	err := s.read.WithContext(ctx).Where("article_id = ? AND withdrawn_at IS NULL", w.Article.ID).Order("id").Find(&skips).Error
	if err != nil {
		return fmt.Errorf("load the skips of article %d: %w", w.Article.ID, err)
	}
	byID := make(map[int64]Skip, len(skips))
	for _, k := range skips {
		byID[k.ID] = k
	}
	for _, p := range places {
		if k, ok := byID[value(p.SkipID)]; ok && p.Method.Attached() {
			w.Skips = append(w.Skips, SkipLine{Skip: k, Anchor: p})
		}
	}
	slices.SortStableFunc(w.Skips, func(a, b SkipLine) int { return a.Anchor.StartCP - b.Anchor.StartCP })
	return nil
}

// since says what changed after the last sign-off, nil where that still holds
// or there was none.
func (w *Workspace) since() *SinceSignOff {
	if w.SignOff == nil || w.SignOff.RevisionID == w.Article.RevisionID || w.Article.Status != ArticleChecking {
		return nil
	}
	n := SinceSignOff{By: w.People[w.SignOff.CreatedBy].Name, At: w.SignOff.CreatedAt, Sentences: w.Coverage.Open()}
	for _, c := range w.Claims {
		if c.Status != ClaimWithdrawn && (c.Status != ClaimApproved || c.Orphaned) && c.Resolution != ResolutionOverridden {
			n.Claims++
		}
	}
	return &n
}
