package models

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"stet/models/message"
	"stet/models/text"
)

// The sorts of blockers, in the order people should deal with them.
const (
	BlockOrphan     = "orphan"
	BlockStale      = "stale"
	BlockOpen       = "open"
	BlockInReview   = "in_review"
	BlockResolution = "resolution"
	BlockQuery      = "query"
	BlockReply      = "reply"
	BlockUncovered  = "uncovered"
)

// maxUncovered is how many open sentences are listed one by one.
const maxUncovered = 100

// Blockers lists everything that stands in the way of a sign-off.
func (s *Store) Blockers(ctx context.Context, actor User, articleID int64) ([]Blocker, error) {
	a, err := s.Article(ctx, actor, articleID)
	if err != nil {
		return nil, err
	}
	return s.blockers(ctx, actor, a)
}

func (s *Store) blockers(ctx context.Context, actor User, a Article) ([]Blocker, error) {
	p, err := s.prepare(a.RevisionID)
	if err != nil {
		return nil, err
	}
	all, err := s.claimBlockers(a, p.document)
	if err != nil {
		return nil, err
	}
	queries, err := s.queryBlockers(ctx, actor, a)
	if err != nil {
		return nil, err
	}
	replies, err := s.replyBlockers(ctx, a)
	if err != nil {
		return nil, err
	}
	uncovered, err := s.uncovered(a, p.document)
	if err != nil {
		return nil, err
	}
	return slices.Concat(all, queries, replies, uncovered), nil
}

// claimBlockers asks of every claim whether it may stand in a signed-off text.
func (s *Store) claimBlockers(a Article, doc *text.Document) ([]Blocker, error) {
	var rows []struct {
		ID              int64
		Number          int
		Wording, Label  string
		Status          ClaimStatus
		Orphaned        bool
		Resolution      Resolution
		NeedsResolution bool
		StartCP         *int `gorm:"column:start_cp"`
	}
	err := s.read.Raw(`SELECT c.id, c.number, c.wording, c.status, c.orphaned, c.resolution, r.label, COALESCE(r.needs_resolution, FALSE) AS needs_resolution,
			(SELECT MIN(start_cp) FROM anchors n WHERE n.claim_id = c.id AND n.revision_id = ? AND n.method NOT IN ('removed')) AS start_cp
		FROM claims c LEFT JOIN verdicts v ON v.id = c.verdict_id LEFT JOIN ratings r ON r.id = v.rating_id
		WHERE c.article_id = ? AND c.status <> 'withdrawn' AND (c.status <> 'approved' OR c.orphaned OR r.needs_resolution)
		ORDER BY c.number`, a.RevisionID, a.ID).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("ask the claims of article %d: %w", a.ID, err)
	}
	var all []Blocker
	for _, r := range rows {
		sort, what := claimBlocker(r.Status, r.Orphaned, r.NeedsResolution, r.Resolution)
		if sort == "" {
			continue
		}
		told := message.New(what, r.Number, r.Wording)
		if sort == BlockResolution {
			told = message.New(what, r.Number, strings.ToLower(r.Label), r.Wording)
		}
		b := Blocker{Sort: sort, What: told, ClaimID: r.ID, Number: r.Number, Block: -1}
		if r.StartCP != nil {
			b.Block = doc.BlockAt(*r.StartCP)
		}
		all = append(all, b)
	}
	order := []string{BlockOrphan, BlockStale, BlockOpen, BlockInReview, BlockResolution}
	slices.SortStableFunc(all, func(x, y Blocker) int { return slices.Index(order, x.Sort) - slices.Index(order, y.Sort) })
	return all, nil
}

// claimBlocker says in what way a claim stands in the way, with its number and
// wording, and its rating where the words have to follow that; an override in force
// lets it pass, as an exception that the sign-off names.
func claimBlocker(status ClaimStatus, orphaned, needsResolution bool, resolution Resolution) (sort string, what message.Key) {
	switch {
	case orphaned:
		return BlockOrphan, "Claim %d has lost its place in the text: %s"
	case resolution == ResolutionOverridden:
		return "", ""
	case status == ClaimStale:
		return BlockStale, "Claim %d was approved before something changed: %s"
	case status == ClaimOpen:
		return BlockOpen, "Claim %d has no verdict waiting or approved: %s"
	case status == ClaimInReview:
		return BlockInReview, "Claim %d waits for a reviewer: %s"
	case needsResolution && (resolution == ResolutionNone || resolution == ResolutionStands):
		return BlockResolution, "Claim %d is rated “%s”, and the words still stand as they were: %s"
	}
	return "", ""
}

// queryBlockers lists the queries that block. Of one of legal nobody outside its
// lane learns more than that it is open, nor of one that tells of a verdict
// whoever is not to see that.
func (s *Store) queryBlockers(ctx context.Context, actor User, a Article) ([]Blocker, error) {
	var open []struct {
		Comment
		Shown, Unsaid bool
	}
	err := s.read.WithContext(ctx).Model(&Comment{}).Select("comments.*, (?) AS shown, comments.id IN (?) AS unsaid", inLane(actor), unsaidTo(actor)).Where("article_id = ? AND blocking AND resolved_at IS NULL", a.ID).Order("id").Find(&open).Error
	if err != nil {
		return nil, fmt.Errorf("list the queries of article %d: %w", a.ID, err)
	}
	var all []Blocker
	for _, q := range open {
		b := Blocker{Sort: BlockQuery, What: message.New("A question of legal is open."), Block: -1}
		switch {
		case q.Unsaid && !q.Legal:
			b.What, b.ClaimID = message.New("A query is not answered."), value(q.ClaimID)
		case q.Shown && !q.Unsaid:
			b.What, b.ClaimID, b.CommentID = message.New("A query is not answered: %s", clip(q.Body, 200)), value(q.ClaimID), q.ID
		}
		all = append(all, b)
	}
	return all, nil
}

// uncovered lists the sentences that nobody decided on.
func (s *Store) uncovered(a Article, doc *text.Document) ([]Blocker, error) {
	covered, err := s.coveredSentences(a.RevisionID)
	if err != nil {
		return nil, err
	}
	var all []Blocker
	for n, sentence := range doc.Sentences {
		if _, decided := covered[n]; decided {
			continue
		}
		if len(all) == maxUncovered {
			all[maxUncovered-1].More++
			continue
		}
		all = append(all, Blocker{Sort: BlockUncovered, What: message.New("Neither claimed nor skipped: %s", clip(doc.Slice(sentence.Span), 200)), Block: sentence.Block})
	}
	return all, nil
}

// SignOffArticle clears one revision of an article. It returns a Blocked error
// while anything stands in the way, and a Conflict when the text moved on. It
// waits for no time-stamp.
func (s *Store) SignOffArticle(ctx context.Context, actor User, id, revisionID int64, note string) (SignOff, error) {
	var signed SignOff
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, id, ArticleSignedOffAct)
		if err != nil {
			return err
		}
		if revisionID != a.RevisionID {
			return &Conflict{What: message.New("the text of this article"), Who: tx.lastActor(RevisionSaved, a.ID, 0), Version: a.RevisionID}
		}
		blockers, err := tx.blockers(ctx, actor, a)
		if err != nil {
			return err
		}
		if len(blockers) > 0 {
			return &Blocked{Blockers: blockers}
		}
		exceptions, err := tx.exceptions(ctx, a)
		if err != nil {
			return err
		}
		list, err := json.Marshal(exceptions)
		if err != nil {
			return err
		}
		signed = SignOff{ArticleID: id, RevisionID: revisionID, Exceptions: string(list), Note: tidy(note), CreatedBy: actor.ID, CreatedAt: tx.now()}
		if err := tx.keepEvidenceList(a, &signed); err != nil {
			return err
		}
		if err := tx.db.Create(&signed).Error; err != nil {
			return err
		}
		if a.Status, err = a.Next(ArticleSignedOffAct, actor); err != nil {
			return err
		}
		a.StatusReason = ""
		if err := tx.saveArticle(&a); err != nil {
			return err
		}
		if err := tx.record(actor, &a.ID, nil, ArticleSignedOffAct, Detail{Reason: signed.Note}); err != nil {
			return err
		}
		return tx.askStamp(ctx, actor, signed)
	})
	if err != nil {
		return SignOff{}, fmt.Errorf("sign off article %d: %w", id, err)
	}
	return signed, nil
}

// Exceptions lists what a sign-off would name: what passes without an approval
// of its words as correct.
func (s *Store) Exceptions(ctx context.Context, actor User, articleID int64) ([]Exception, error) {
	a, err := s.Article(ctx, actor, articleID)
	if err != nil {
		return nil, err
	}
	return s.exceptions(ctx, a)
}

func (s *Store) exceptions(ctx context.Context, a Article) ([]Exception, error) {
	all := []Exception{}
	if a.Scope != ScopeFull {
		all = append(all, Exception{Sort: string(a.Scope), What: a.ScopeNote})
	}
	var overrides []Exception
	err := s.read.Raw(`SELECT 'override' AS sort, c.number, c.wording AS what, u.name AS who, r.reason
		FROM claims c JOIN reviews r ON r.id = (SELECT MAX(id) FROM reviews WHERE claim_id = c.id AND decision = 'override')
		JOIN users u ON u.id = r.created_by
		WHERE c.article_id = ? AND c.resolution = 'overridden' AND c.status <> 'withdrawn' ORDER BY c.number`, a.ID).Scan(&overrides).Error
	if err != nil {
		return nil, fmt.Errorf("list the overrides of article %d: %w", a.ID, err)
	}
	var onAuthor []Exception
	err = s.read.Raw(`SELECT r.code AS sort, c.number, c.wording AS what, u.name AS who, v.explanation AS reason
		FROM claims c JOIN verdicts v ON v.id = c.verdict_id JOIN ratings r ON r.id = v.rating_id JOIN users u ON u.id = v.created_by
		WHERE c.article_id = ? AND c.status = 'approved' AND r.code IN ('on_author', 'disputed') ORDER BY c.number`, a.ID).Scan(&onAuthor).Error
	if err != nil {
		return nil, fmt.Errorf("list what rests on the author of article %d: %w", a.ID, err)
	}
	var resolved []Exception
	err = s.read.Raw(`SELECT c.resolution AS sort, c.number, c.wording AS what, COALESCE(u.name, '') AS who, r.label AS reason
		FROM claims c JOIN verdicts v ON v.id = c.verdict_id JOIN ratings r ON r.id = v.rating_id
		LEFT JOIN events e ON e.id = (SELECT MAX(id) FROM events WHERE claim_id = c.id AND action = 'claim.resolved') LEFT JOIN users u ON u.id = e.actor_id
		WHERE c.article_id = ? AND c.status = 'approved' AND r.needs_resolution AND c.resolution <> 'overridden' ORDER BY c.number`, a.ID).Scan(&resolved).Error
	if err != nil {
		return nil, fmt.Errorf("list what was resolved in article %d: %w", a.ID, err)
	}
	waived, err := s.waivers(ctx, a)
	if err != nil {
		return nil, err
	}
	without, err := s.waivedSeconds(ctx, a)
	if err != nil {
		return nil, err
	}
	all = append(all, slices.Concat(overrides, resolved, onAuthor, waived, without)...)
	var left int64
	err = s.read.Model(&Skip{}).Where("article_id = ? AND reason = ? AND withdrawn_at IS NULL", a.ID, SkipOutOfScope).Count(&left).Error
	if err != nil {
		return nil, fmt.Errorf("count what is out of scope of article %d: %w", a.ID, err)
	}
	if left > 0 {
		what := message.New("%d passages were left out of the check", left)
		all = append(all, Exception{Sort: string(SkipOutOfScope), What: what.String(), Said: what})
	}
	return all, nil
}

// lastSignOff is the newest sign-off of an article, nil without one.
func (s *Store) lastSignOff(articleID int64) (*SignOff, error) {
	var all []SignOff
	err := s.read.Where("article_id = ?", articleID).Order("id DESC").Limit(1).Find(&all).Error
	if err != nil {
		return nil, fmt.Errorf("load the sign-off of article %d: %w", articleID, err)
	}
	if len(all) == 0 {
		return nil, nil
	}
	return &all[0], nil
}
